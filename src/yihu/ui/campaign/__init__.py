"""What selections, pairs, village plans, funds and tasks share: their tabs."""
