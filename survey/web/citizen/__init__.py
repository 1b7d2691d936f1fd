"""What a citizen meets: the form of a desk, its receipt, and the page that checks a receipt."""
