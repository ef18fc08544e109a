"""Changesets' bodies checked to the letter without parsing each one's JSON.

A register's changesets are much alike. Of a body without backslashes the parts outside its strings are its
*skeleton*: the first body of a skeleton is read whole (`read_changeset`), and all others with the same one
are JSON of the same shape, types and numbers. What may still differ is looked at here: the paths (sorted,
once each), the text (UTF-8, NFC, no control characters) and the fields behind the answers. Where the very
same paths come again and again, one pattern made of them tells it at once. Whatever is unusual is read
whole. The outcome is the same as `read_changeset`'s (a property test holds both together).
"""

import re
from binascii import a2b_hex
from collections.abc import Callable, Sequence
from itertools import islice
from operator import itemgetter, lt
from typing import NamedTuple
from uuid import UUID

from yihu.sync.changeset import BODY_BYTES_AT_MOST, INTEGER_AT_MOST, Links, read_changeset

_BEGIN = b'{"c":{'
_CUT = b'},"d":"'
_PRINTABLE = bytes(range(0x20, 0x7F))
# No character here combines with the one before it, and each is its own NFC form.
_STABLE = re.compile("[\u00a1-\u02ff\u2010-\u2027\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*")
_HASH = rb'"[0-9a-f]{64}"'
_TAIL = re.compile(
    rb'"d":"([^"]*)","f":"[^"]*","h":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"'
    rb',"k":"[^"]*","n":(0|[1-9][0-9]{0,18}),"p":\[((?:' + _HASH + rb"(?:," + _HASH + rb")*)?)\]"
    rb',"r":"([0-9a-f]{32})","t":(0|[1-9][0-9]{0,18}),"u":"[^"]*","v":(?:null|"([0-9a-f]{64})")\}'
)
_FILE_NAME = re.compile(rb'(?<="[0-9a-f]{64})\.[a-z0-9]{1,8}"')
_REMEMBERED_AT_MOST = 8192
_ALIKE, _PATTERN_BYTES_AT_MOST, _PATTERNS_AT_MOST = 3, 16_384, 64


class Scanned(NamedTuple):
    """What the union needs of a checked body; hashes and ids as bytes."""

    household: bytes
    replica: str
    scope: str
    seq: int
    previous: bytes | None
    hlc: int
    files: tuple[str, ...]


class Scanner:
    """Remembers skeletons and paths from body to body."""

    def __init__(self) -> None:
        self._skeletons: dict[bytes, Callable[[list[bytes]], tuple[bytes, ...]]] = {}
        self._paths: set[bytes] = set()
        self._pattern: re.Pattern[bytes] | None = None
        self._patterns_made = 0
        self._last: tuple[bytes, tuple[bytes, ...]] = b"", ()
        self._alike = 0

    def scan(self, body: bytes) -> Scanned:
        """A body from outside. Raises `ChangesetInvalid`."""
        if self._pattern is not None:
            found = self._pattern.fullmatch(body)
            if (
                found is not None
                and b"\\" not in body
                and len(body) <= BODY_BYTES_AT_MOST
                and _is_stable(body)
            ):
                return _scanned(found) or _whole(body)
        return self._scan_parts(body)

    def scan_many(self, bodies: Sequence[bytes]) -> list[Scanned]:
        """Bodies from outside: their text is looked at once for all. Raises `ChangesetInvalid`."""
        together = b"".join(bodies)
        # A body that fits the pattern begins and ends in ASCII: text that is right in all is right in it.
        if (
            self._pattern is None
            or b"\\" in together
            or max(map(len, bodies), default=0) > BODY_BYTES_AT_MOST
            or not _is_stable(together)
        ):
            return [self.scan(body) for body in bodies]
        return [self._scan_stable(body) for body in bodies]

    def _scan_stable(self, body: bytes) -> Scanned:
        """A body with text that is known to be right."""
        found = self._pattern and self._pattern.fullmatch(body)
        return (found and _scanned(found)) or self.scan(body)

    def _scan_parts(self, body: bytes) -> Scanned:
        cut = body.rfind(_CUT)
        if cut < 0 or b"\\" in body or len(body) > BODY_BYTES_AT_MOST or not body.startswith(_BEGIN):
            return _whole(body)
        tail = _TAIL.fullmatch(body, cut + 2)
        if tail is None or not _is_stable(body):
            return _whole(body)
        strings = body[len(_BEGIN) : cut].split(b'"')
        skeleton = b'"'.join(strings[::2])
        keys_of = self._skeletons.get(skeleton)
        if keys_of is None:
            return self._learn(skeleton, strings, body)
        paths = keys_of(strings)
        if not (self._paths.issuperset(paths) or self._are_paths(paths)):
            return _whole(body)
        if not all(map(lt, paths, islice(paths, 1, None))):
            return _whole(body)
        self._note_alike(skeleton, paths, strings)
        return _scanned(tail) or _whole(body)

    def _note_alike(self, skeleton: bytes, paths: tuple[bytes, ...], strings: list[bytes]) -> None:
        """Making a pattern takes as long as a hundred bodies: only where the same paths go on and on."""
        if (skeleton, paths) != self._last:
            self._last, self._alike = (skeleton, paths), 0
            return
        self._alike += 1
        if (
            self._alike == _ALIKE
            and len(skeleton) + sum(map(len, paths)) <= _PATTERN_BYTES_AT_MOST
            and self._patterns_made < _PATTERNS_AT_MOST
        ):
            self._pattern = _pattern_of(strings)
            self._patterns_made += 1

    def _learn(self, skeleton: bytes, strings: list[bytes], body: bytes) -> Scanned:
        """A body of a new shape: whole once, then its shape is known."""
        scanned = _whole(body)
        keys = [place for place in range(1, len(strings) - 1, 2) if strings[place + 1].startswith(b":")]
        if len(keys) > 1:
            if len(self._skeletons) >= _REMEMBERED_AT_MOST:
                self._skeletons.clear()
            self._skeletons[skeleton] = itemgetter(*keys)
        return scanned

    def _are_paths(self, paths: tuple[bytes, ...]) -> bool:
        if len(self._paths) >= _REMEMBERED_AT_MOST:
            self._paths.clear()
        right = all(b"/" in path for path in paths)
        if right:
            self._paths.update(paths)
        return right


def file_names(body: bytes) -> tuple[str, ...]:
    """Hashes of the files that answers name (`<sha256>.<ext>`)."""
    if b"." not in body:
        return ()
    return tuple(body[found.start() - 64 : found.start()].decode() for found in _FILE_NAME.finditer(body))


def _pattern_of(strings: list[bytes]) -> "re.Pattern[bytes]":
    """All bodies with these paths and, outside of strings, these bytes; the groups are those of `_TAIL`."""
    parts = [
        re.escape(part) if place % 2 == 0 or strings[place + 1].startswith(b":") else rb'[^"]*'
        for place, part in enumerate(strings)
    ]
    return re.compile(re.escape(_BEGIN) + b'"'.join(parts) + rb"\}," + _TAIL.pattern)


def _is_stable(body: bytes) -> bool:
    rest = body.translate(None, _PRINTABLE)
    if not rest:
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return _STABLE.fullmatch(rest.decode()) is not None


def _scanned(tail: "re.Match[bytes]") -> Scanned | None:
    scope, household, seq, parents, replica, hlc, previous = tail.groups()
    number, reading = int(seq), int(hlc)
    if number > INTEGER_AT_MOST or reading > INTEGER_AT_MOST:
        return None
    if len(parents) > 66 and not _sorted(parents.split(b",")):
        return None
    return Scanned(
        a2b_hex(household.replace(b"-", b"")),
        replica.decode(),
        scope.decode(),
        number,
        None if previous is None else a2b_hex(previous),
        reading,
        file_names(tail.string),
    )


def _sorted(parents: list[bytes]) -> bool:
    return parents == sorted(set(parents))


def _whole(body: bytes) -> Scanned:
    return scanned_links(read_changeset(body), body)


def scanned_links(links: Links, body: bytes) -> Scanned:
    """The same of a changeset that was read whole."""
    return Scanned(
        UUID(links.household).bytes,
        links.replica,
        links.scope,
        links.seq,
        bytes.fromhex(links.previous) if links.previous else None,
        links.hlc,
        file_names(body),
    )
