"""Giving and receiving files, and choosing where two laptops differ."""
