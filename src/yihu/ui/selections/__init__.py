"""Choosing households out of the register, and the lists that were saved."""
