"""Quản trị: rounds, agencies, desks, accounts, and what was done to them."""
