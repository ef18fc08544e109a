"""Households that may be one."""
