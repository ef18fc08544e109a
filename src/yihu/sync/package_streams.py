"""The streams between a package's file, its encryption and its records: bounded memory, failures kept as they are."""

from collections.abc import Iterable
from hashlib import blake2b, sha256
from typing import Any, BinaryIO

import zstandard

WINDOW_LOG = 23
CHUNK_BYTES = 2**18
_LEVEL = 1
"""Of each hundred bytes two more than at level 3, in two thirds of the time."""


class Frames:
    """Compressed frames, drawn by the encryption as it needs them."""

    def __init__(self, frames: Iterable[bytes]) -> None:
        parameters = zstandard.ZstdCompressionParameters.from_level(_LEVEL, window_log=WINDOW_LOG - 2)
        self._compressed = _compressed(zstandard.ZstdCompressor(compression_params=parameters), frames)
        self._rest = b""
        self.failure: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            try:
                self._rest = next(self._compressed)
            except StopIteration:
                return b""
            except BaseException as cause:
                self.failure = cause
                raise
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def _compressed(compressor: zstandard.ZstdCompressor, frames: Iterable[bytes]) -> Any:
    stream = compressor.compressobj()
    for frame in frames:
        if data := stream.compress(frame):
            yield data
    yield stream.flush()


class Counting:
    """Passes ciphertext on and counts it; `failure` is the system's own error, which the encryption renames."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.length = 0
        self.failure: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._out.write(data)
        except OSError as cause:
            self.failure = cause
            raise
        self.length += len(data)
        return len(data)

    def flush(self) -> None:
        return


class Section:
    """The ciphertext's bytes of a file, hashed as they pass: what is opened is what was verified."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        file.seek(start)
        self._file, self._left, self._hash = file, length, blake2b(digest_size=32)
        self.failure: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(self._left if size < 0 else min(size, self._left))
        except OSError as cause:
            self.failure = cause
            raise
        self._left -= len(data)
        self._hash.update(data)
        return data

    def digest(self) -> bytes:
        """Of all; bytes behind the end of the age stream count in."""
        while self.read(CHUNK_BYTES):
            pass
        return self._hash.digest()


class Hashing:
    """Keeps nothing of what passes but its hash."""

    def __init__(self) -> None:
        self.hash = sha256()  # compared on this machine only, where processors have instructions for it

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        return len(data)

    def finish(self) -> None:
        """Whether all came is seen by comparing."""


class Stashing:
    """Feeds the decompressor and keeps the first failure, which the encryption library would rename.

    That library empties its buffer once more after a failure: nothing may come of it.
    """

    def __init__(self, decompressor: Any) -> None:
        self._decompressor = decompressor
        self.failure: BaseException | None = None

    def write(self, data: bytes) -> int:
        if self.failure is None:
            try:
                self._decompressor.write(data)
            except BaseException as cause:
                self.failure = cause
                raise
        return len(data)

    def flush(self) -> None:
        return
