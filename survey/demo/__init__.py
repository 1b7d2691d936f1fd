"""The believable province that `survey demo` serves and that the tests use. All figures are made up."""

from survey.demo.scene import RESPONSES, Demo, SignIn, environment, prepare

__all__ = ["RESPONSES", "Demo", "SignIn", "environment", "prepare"]
