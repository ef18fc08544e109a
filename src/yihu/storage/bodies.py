"""Changesets' bytes as they lie in the database: zstd, with a dictionary learnt from the first large batch.

A single changeset is short and much like all others, so that a dictionary saves two thirds of it. A
dictionary, once used, stays for ever; each row says which one it needs (0: none).
"""

from collections.abc import Sequence
from threading import Lock, local

import zstandard

from yihu.storage.database import Connection

LEARN_FROM = 400
DICTIONARY_BYTES = 64 * 1024
_LEVEL = 3


class Bodies:
    """Packs and unpacks; safe for any thread."""

    def __init__(self) -> None:
        self._dictionaries: dict[int, zstandard.ZstdCompressionDict] = {}
        self._tools = local()
        self._loading = Lock()
        self._newest = 0

    def load(self, connection: Connection) -> None:
        """Take in the dictionaries of the database."""
        for number, data in connection.execute("SELECT id, data FROM dictionary ORDER BY id"):
            with self._loading:
                if number not in self._dictionaries:
                    self._dictionaries[number] = _prepared(data)
            self._newest = number

    def learn(self, connection: Connection, bodies: Sequence[bytes]) -> None:
        """Make the first dictionary once there are enough examples."""
        if self._newest or len(bodies) < LEARN_FROM:
            return
        try:
            trained = zstandard.train_dictionary(DICTIONARY_BYTES, list(bodies[:2000]), level=_LEVEL)
        except zstandard.ZstdError:
            return
        connection.execute("INSERT INTO dictionary (data) VALUES (?)", (trained.as_bytes(),))
        self.load(connection)

    def forget(self) -> None:
        """After a rollback: a dictionary made in it is gone."""
        self._dictionaries.clear()
        self._newest = 0
        self._tools = local()

    def pack(self, body: bytes) -> tuple[int, bytes]:
        """Number of the dictionary, packed bytes."""
        number = self._newest
        return number, self._packer(number).compress(body)

    def pack_many(self, bodies: Sequence[bytes]) -> tuple[int, list[bytes]]:
        """Number of the dictionary, packed bytes of each; other threads run meanwhile."""
        number = self._newest
        packed = self._packer(number).multi_compress_to_buffer(list(bodies), threads=1)
        return number, [packed[place].tobytes() for place in range(len(packed))]

    def _packer(self, number: int) -> zstandard.ZstdCompressor:
        """This thread's own."""
        tool = getattr(self._tools, f"pack{number}", None)
        if tool is None:
            tool = zstandard.ZstdCompressor(level=_LEVEL, dict_data=self._dictionaries.get(number))
            setattr(self._tools, f"pack{number}", tool)
        made: zstandard.ZstdCompressor = tool
        return made

    def unpack_many(self, connection: Connection, rows: Sequence[tuple[int, bytes]]) -> list[bytes]:
        """The bytes of many (dictionary, packed), in their order; other threads run meanwhile."""
        found: dict[int, bytes] = {}
        for number in {number for number, _ in rows}:
            places = [place for place, row in enumerate(rows) if row[0] == number]
            if number and number not in self._dictionaries:
                self.load(connection)
            tool = zstandard.ZstdDecompressor(dict_data=self._dictionaries.get(number))
            unpacked = tool.multi_decompress_to_buffer([rows[place][1] for place in places], threads=1)
            found |= {place: unpacked[each].tobytes() for each, place in enumerate(places)}
        return [found[place] for place in range(len(rows))]

    def unpack(self, connection: Connection, number: int, packed: bytes) -> bytes:
        """The bytes as they came."""
        tool = getattr(self._tools, f"unpack{number}", None)
        if tool is None:
            if number and number not in self._dictionaries:
                self.load(connection)
            tool = zstandard.ZstdDecompressor(dict_data=self._dictionaries.get(number))
            setattr(self._tools, f"unpack{number}", tool)
        body: bytes = tool.decompress(packed)
        return body


def _prepared(data: bytes) -> zstandard.ZstdCompressionDict:
    """A dictionary, prepared once: a second time would free what the packers of other threads still use."""
    dictionary = zstandard.ZstdCompressionDict(data)
    dictionary.precompute_compress(level=_LEVEL)
    return dictionary
