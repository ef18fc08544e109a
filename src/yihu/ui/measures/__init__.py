"""Measures of poverty over the register."""
