"""Helpers and households: who is paired, who is not, proposals, signed cards."""
