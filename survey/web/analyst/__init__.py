"""The pages of those who read the figures and report them."""
