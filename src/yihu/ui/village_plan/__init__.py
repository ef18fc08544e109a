"""The plan of a village."""
