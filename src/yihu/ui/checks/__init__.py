"""The findings of the checks over the register."""
