"""A changeset: one saved step of one household, immutable and named by the hash of its bytes."""

Value = str | int | bool | None
"""What an answer holds: XForm text; int or bool for the `_` keys; None when cleared."""
