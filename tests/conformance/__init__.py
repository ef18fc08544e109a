"""Runners that hold the program to cases and stories of the ODK engines."""
