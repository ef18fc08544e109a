"""What became of a household's plan, and what is due for it."""
