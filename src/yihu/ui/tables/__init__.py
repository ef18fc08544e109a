"""Every table of the register, to be saved for other programs."""
