"""The plan of one household: causes, measures, the way to the signature."""
