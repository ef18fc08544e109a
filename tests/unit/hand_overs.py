"""Three stores in a chain, a survey team's, a hub's, the county's, and files as somebody with a rightful key can write them."""

from pathlib import Path

import pytest
from tests.unit.stores import add_household, befriend, new_store

from yihu.storage.store import Store
from yihu.sync.changeset import read_changeset
from yihu.sync.frames import TOMBSTONE, Record
from yihu.sync.package import Header, open_package, read_envelope, write_package
from yihu.sync.tombstone import tombstone

HOMES = [f"01900000-0000-7000-8000-{number:012d}" for number in range(30)]


@pytest.fixture
def team(tmp_path: Path) -> Store:
    store = new_store(tmp_path / "team", "一号")
    add_household(store, HOMES[0])
    return store


@pytest.fixture
def hub(tmp_path: Path, team: Store) -> Store:
    store = new_store(tmp_path / "hub", "汇总")
    befriend(team, store)
    return store


@pytest.fixture
def county(tmp_path: Path, hub: Store) -> Store:
    store = new_store(tmp_path / "county", "县")
    befriend(hub, store)
    return store


def name_of(store: Store) -> str:
    return store.my_card().fingerprint


def pass_on(giver: Store, taker: Store, path: Path) -> None:
    for file in giver.give(path, [name_of(taker)]).files:
        taker.receive(path.with_name(file.name))


def records_of(path: Path, reader: Store) -> list[Record]:
    got: list[Record] = []
    with path.open("rb") as file:
        envelope = read_envelope(file, path.stat().st_size, path.name)
        open_package(file, envelope, reader._identity, lambda kind, payload: got.append((kind, payload)))
    return got


def written(path: Path, sender: Store, taker: Store, records: list[Record]) -> Path:
    """A file as somebody with a rightful key can write it."""
    cards = (sender.my_card(), taker.my_card())
    to = tuple(card.fingerprint for card in cards)
    header = Header(package="p", kind="full", made_ms=1, app="9", card=cards[0], to=to)
    with path.open("w+b") as file:
        write_package(file, header, records, sender._identity, [card.receive for card in cards])
    return path


def grave(store: Store, body: bytes) -> Record:
    said = tombstone(store._identity, store.my_card(), read_changeset(body), 1, "request")
    return TOMBSTONE, said.data
