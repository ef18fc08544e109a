"""What a power cut may leave of a recorded run: writes that were not synced are there, lost or torn, in any mixture.

A file's content is safe once it was synced, a name once its folder or (a new file) the file itself was. Changes of
names reach the disk in their order, as on the journaling file systems of our laptops; contents in any.
"""

import random
import struct
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the disk: `w`rite, `t`runcate, `s`ync, `r`ename, `u`nlink."""

    kind: str
    path: str
    offset: int
    data: bytes


@dataclass(slots=True)
class File:
    """A file whatever it is called: content that is safe, and changes that are not yet."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[Change] = field(default_factory=list)


def read_record(path: Path) -> list[Change]:
    """The changes that `shim_record` wrote down."""
    data, place, changes = path.read_bytes(), 0, []
    while place < len(data):
        kind, length = struct.unpack_from("=cI", data, place)
        place += 5
        name = data[place : place + length].decode()
        offset, size = struct.unpack_from("=qQ", data, place + length)
        place += length + 16
        changes.append(Change(kind.decode(), name, offset, data[place : place + size]))
        place += size
    return changes


class Disk:
    """A folder as the disk holds it."""

    def __init__(self, before: Path, named: Path) -> None:
        """`before`: what lay there; `named`: how the record calls the folder."""
        self.names = {
            str(named / path.relative_to(before)): File(bytearray(path.read_bytes()))
            for path in sorted(before.rglob("*"))
            if path.is_file()
        }
        self.safe_names = dict(self.names)
        self._moves: list[Change] = []

    def do(self, change: Change) -> None:
        """The next change of the record."""
        if change.kind in "wt":
            file = self.names.setdefault(change.path, File())
            file.loose.append(change)
        elif change.kind == "s":
            self._sync(change.path)
        else:
            _move(self.names, change)
            self._moves.append(change)

    def _sync(self, path: str) -> None:
        file = self.names.get(path)
        if file is None:  # a folder: every change of names up to here
            self.safe_names, self._moves = dict(self.names), []
            return
        for change in file.loose:
            _apply(file.safe, change)
        file.loose.clear()
        for move in self._moves:
            if path in (move.path, move.data.decode()):
                return
        self.safe_names.setdefault(path, file)

    def leave(self, folder: Path, chance: random.Random, named: Path) -> None:
        """Write down one of the ways in which the power may go now."""
        names = dict(self.safe_names)
        for move in self._moves[: chance.randint(0, len(self._moves))]:
            _move(names, move)
        for name, file in self.names.items():
            if chance.random() < 0.5 and not any(each is file for each in names.values()):
                names.setdefault(name, file)
        kept = chance.choice((0.0, 0.3, 0.7, 1.0))
        for name, file in names.items():
            content = bytearray(file.safe)
            for change in file.loose:
                if chance.random() < kept:
                    _apply(content, _torn(change, chance))
            target = folder / Path(name).relative_to(named)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _move(names: dict[str, File], change: Change) -> None:
    if change.kind == "u":
        names.pop(change.path, None)
        return
    to = change.data.decode()
    for name in list(names):
        if name == change.path or name.startswith(change.path + "/"):
            names[to + name[len(change.path) :]] = names.pop(name)


def _apply(content: bytearray, change: Change) -> None:
    if change.kind == "t":
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    end = change.offset + len(change.data)
    content.extend(bytes(max(0, end - len(content))))
    content[change.offset : end] = change.data


def _torn(change: Change, chance: random.Random) -> Change:
    """Sometimes only the first sectors of a write reached the disk."""
    if change.kind == "w" and len(change.data) > SECTOR and chance.random() < 0.2:
        whole = chance.randrange(0, len(change.data) // SECTOR) * SECTOR
        return Change("w", change.path, change.offset, change.data[:whole])
    return change
