"""The believable province of `survey demo` and of the tests. All figures are made up."""

from survey.demo.folder import Demo, SignIn, environment, prepare
from survey.demo.scene import RESPONSES, WrongDay, furnish

__all__ = ["RESPONSES", "Demo", "SignIn", "WrongDay", "environment", "furnish", "prepare"]
