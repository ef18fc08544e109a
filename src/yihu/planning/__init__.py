"""Causes to measures to one plan for each household (pure)."""
