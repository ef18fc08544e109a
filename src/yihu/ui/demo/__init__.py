"""The whole story in the real window, told by hands that press its keys."""
