"""The pages of everybody: published results, without signing in."""
