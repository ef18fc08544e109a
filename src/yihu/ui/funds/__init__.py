"""Funds: what came, what went, to whom."""
