"""What is done on this laptop, by its role. One passphrase opens it for all of them: a role guards against
mistakes and over-the-shoulder looks, not against who knows the passphrase.
"""

VIEWER, SURVEYOR, COORDINATOR = "viewer", "surveyor", "coordinator"
ROLES = (SURVEYOR, COORDINATOR, VIEWER)
ANSWER, HAND_OVER, TAKE_IN, MANAGE = "answer", "hand_over", "take_in", "manage"
"""Change households; give to others; take in what others gave; decide for the team."""

DEEDS = {
    VIEWER: frozenset[str](),
    SURVEYOR: frozenset((ANSWER, HAND_OVER, TAKE_IN)),
    COORDINATOR: frozenset((ANSWER, HAND_OVER, TAKE_IN, MANAGE)),
}
"""A laptop that its organisation invited to look may also `TAKE_IN`, or it would never see anything."""
