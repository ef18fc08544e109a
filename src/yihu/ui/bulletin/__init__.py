"""The periodic bulletin."""
