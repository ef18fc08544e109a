"""The main window: rail, page stack and what a page is."""
