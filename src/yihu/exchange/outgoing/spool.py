"""Rows kept aside while they are gone through once, for formats whose head says how wide the columns are."""

import marshal
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

_ROWS_AT_ONCE = 200


class Spool:
    """Rows in a file without a name beside the one that is written; it is gone when it is closed, or with the program."""

    def __init__(self, folder: Path | None) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `__exit__`
        self._waiting: list[tuple[Any, ...]] = []
        self.rows = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, cause: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, row: Sequence[str | int | float | None]) -> None:
        """Keep one row."""
        self.rows += 1
        self._waiting.append(tuple(row))
        if len(self._waiting) == _ROWS_AT_ONCE:
            self._write()

    def read(self) -> Iterator[tuple[Any, ...]]:
        """All rows, from the first."""
        self._write()
        self._file.seek(0, os.SEEK_SET)
        while True:
            try:
                block = marshal.load(self._file)
            except EOFError:
                return
            yield from block

    def _write(self) -> None:
        if self._waiting:
            marshal.dump(self._waiting, self._file)
            self._waiting.clear()


def folder_of(file: BinaryIO) -> Path | None:
    """Where a file lies; None for one in memory."""
    name = getattr(file, "name", None)
    return Path(name).parent if isinstance(name, str) else None
