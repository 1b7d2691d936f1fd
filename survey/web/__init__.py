"""The pages, cut by person: who can reach a page is told by its path."""

from survey.web.app import create_app, create_app_from_environment

__all__ = ["create_app", "create_app_from_environment"]
