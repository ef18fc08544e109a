"""Python's search for garbage, put off while much is built that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is searched for garbage in the block: each of the many searches would find none.

    What was made in it counts as old from then on. Else the next three searches, in the middle of somebody's
    typing, would go through all of it. For blocks of some hundredths of a second only; they may nest.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Together these two make everything old without looking at any of it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
