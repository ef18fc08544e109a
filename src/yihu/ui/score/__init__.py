"""The score card of the units."""
