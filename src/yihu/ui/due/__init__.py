"""What is due in the villages: late, soon, and who was not met for long."""
