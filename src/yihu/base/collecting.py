"""Python's search for garbage, put off while much is built that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def keep_in_mind() -> None:
    """What there is now stays for long: it isn't searched for garbage again until `let_go`.

    An open questionnaire is some hundred thousand objects; a search through them holds a key for a tenth of
    a second.
    """
    gc.freeze()


def let_go() -> None:
    """What `keep_in_mind` spared may be garbage by now."""
    gc.unfreeze()


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
