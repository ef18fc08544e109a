"""What is done on this laptop, by its role. One passphrase opens it for all of them: a role guards against
mistakes and over-the-shoulder looks, not against who knows the passphrase.
"""

VIEWER, SURVEYOR, COORDINATOR = "viewer", "surveyor", "coordinator"
ROLES = (SURVEYOR, COORDINATOR, VIEWER)
ANSWER, HAND_OVER, MANAGE = "answer", "hand_over", "manage"
DEEDS = {
    VIEWER: frozenset[str](),
    SURVEYOR: frozenset((ANSWER, HAND_OVER)),
    COORDINATOR: frozenset((ANSWER, HAND_OVER, MANAGE)),
}
