"""How far the work is and where it is stuck."""
