"""Household, person, village: what the answers of any form say about them (pure)."""
