"""Giám sát: comments that may speak of a breach, with the body and the week only."""
