"""The whole time line of a household, each change to be taken back."""
