"""What the citizen's page looks like and how it scores: for designers, and as evidence."""
