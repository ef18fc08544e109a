"""The task book: due and late, the month, the calendar file."""
