"""What other systems read: a round's shown figures, by token, as JSON and CSV."""
