"""Drafts and versions of one household's plan beside each other."""
