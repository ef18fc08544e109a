"""Yihu (一户): offline household surveys that end in one plan for each household."""

__version__ = "0.2.0"
