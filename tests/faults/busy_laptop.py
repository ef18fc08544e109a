"""A process to be killed: says on its output what is safe, and goes on."""

import sys
from itertools import count
from pathlib import Path

from tests.unit.stores import FORM, PASSPHRASE, VILLAGE

from yihu.storage.store import Store
from yihu.sync.changeset import write_changeset

HOME = "01900000-0000-7000-8000-000000000001"
BATCH = 40


def bodies(batch: int) -> list[bytes]:
    """The changesets of one union: of another laptop, each batch its own."""
    return [
        write_changeset(
            household=f"01900000-0000-7000-8000-{batch * BATCH + number:012d}",
            parents=(),
            changes={"household/code": VILLAGE, "household/head": f"户{number}"},
            hlc=1,
            replica=f"{batch + 1:032x}",
            scope=VILLAGE,
            seq=number + 1,
            previous=None,
            user="x",
            form=FORM,
            kind="add",
        ).body
        for number in range(BATCH)
    ]


def answer(store: Store, start: int) -> None:
    for number in count(start):
        store.append_draft(HOME, "household", FORM, {f"q{number}": str(number)}, f"/data/q{number}")
        print(number, flush=True)
        if number % 7 == 0:
            store.seal(HOME)


def receive(store: Store, start: int) -> None:
    for number in count(start):
        store.union(bodies(number))
        print(number, flush=True)


if __name__ == "__main__":
    {"answer": answer, "receive": receive}[sys.argv[1]](
        Store.open(Path(sys.argv[2]), PASSPHRASE, machine="m"), int(sys.argv[3])
    )
