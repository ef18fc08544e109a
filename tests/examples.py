"""How many examples a property is tried with: as many as stand beside it, and far more in `make soak`."""

from typing import Any

from hypothesis import settings

OF_HUNDRED = 100


def examples(many: int, **others: Any) -> settings:
    """Settings of a property that needs more, or can afford fewer, than the hundred examples of the others.

    The chosen profile says how many examples are tried for each of these hundred (see tests/conftest.py).
    """
    return settings(max_examples=max(1, many * settings.default.max_examples // OF_HUNDRED), **others)
