"""Plans on paper: choose, look, save as PDF, print."""
