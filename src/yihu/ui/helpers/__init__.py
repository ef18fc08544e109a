"""Helpers: the list, one of them with its households and pledges, taking a list in."""
