"""The encrypted file: opening, proof of encryption, migration, one writer and many readers.

Raw 32-byte key (sync facts 5 and 14), WAL, `synchronous=FULL`. A thread that writes holds the one writing
connection; readers borrow others and never wait for it.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock, Thread, get_ident
from typing import Any

from sqlcipher3 import dbapi2

from yihu.base.errors import DiskFull, FolderNotWritable
from yihu.storage.errors import DatabaseDamaged, DatabaseNewer, EncryptionMissing, FolderLocked
from yihu.storage.schema import STEPS, VERSION

DATABASE_NAME = "yihu.db"
PLAIN_HEADER = b"SQLite format 3\0"
WRITER_CACHE_KIB, READER_CACHE_KIB = 40_000, 16_000
WAIT_MS = 30_000
LOG_PAGES = 1000
"""SQLite's own measure: a log that is longer is brought into the file by whoever commits."""
_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 8, 10, 11, 13, 14, 26

Connection = Any
"""A `sqlcipher3.dbapi2.Connection` in autocommit mode."""


class Database:
    """An open, proved and migrated database."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or create. Raises DatabaseDamaged, DatabaseNewer, EncryptionMissing, DiskFull, FolderNotWritable."""
        self._path, self._key = path, key
        self._lock = RLock()
        self._holder: int | None = None
        self._readers: deque[Connection] = deque()
        self._closed = False
        self._bringing: Thread | None = None
        with explained(path):
            self._writer = _connect(path, key, WRITER_CACHE_KIB)
            try:
                self._prepare()
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, all or nothing; inside another of this thread, a part of it."""
        with self._lock:
            if self._holder is not None:
                yield self._writer
                return
            self._check_open()
            with explained(self._path):
                self._writer.execute("BEGIN IMMEDIATE")
                self._holder = get_ident()
                try:
                    yield self._writer
                    self._writer.execute("COMMIT")
                except BaseException:
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
                    raise
                finally:
                    self._holder = None

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """The writing connection without a transaction: each statement is one, and durable when it returns.

        For a single statement that needs no other beside it. `write` inside of it makes a transaction as usual.
        """
        with self._lock, explained(self._path):
            self._check_open()
            yield self._writer

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot to read; inside this thread's own transaction, what that sees."""
        if self._holder == get_ident():
            yield self._writer
            return
        with explained(self._path):
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield connection
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            except BaseException:
                # A query broken off in its midst holds its snapshot open: later readers would see the past.
                connection.close()
                raise
            self._give_back(connection)

    def _give_back(self, connection: Connection) -> None:
        if self._closed:
            connection.close()
        else:
            self._readers.append(connection)

    def busy(self) -> bool:
        """Whether another thread is writing just now."""
        if self._holder == get_ident() or not self._lock.acquire(blocking=False):
            return self._holder != get_ident()
        self._lock.release()
        return False

    def writing(self) -> bool:
        """Whether this thread is in a transaction of its own."""
        return self._holder == get_ident()

    def shorten_log(self) -> None:
        """After a large transaction: bring the write-ahead log into the file."""
        self._await_log()
        with self._lock, suppress(dbapi2.OperationalError):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def leave_log(self) -> None:
        """Inside a large transaction: `bring_in_log` follows, and this commit need not do it."""
        self._writer.execute("PRAGMA wal_autocheckpoint=0").fetchall()

    def bring_in_log(self) -> None:
        """Bring the log into the file while others go on; what is in the log is durable already."""
        self._await_log()
        with self._lock:
            self._writer.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}").fetchall()
            self._bringing = Thread(target=self._bring_in_log, name="log")
            self._bringing.start()

    def _bring_in_log(self) -> None:
        """What fails is tried again by a later commit."""
        with suppress(dbapi2.Error):
            connection = _connect(self._path, self._key, READER_CACHE_KIB)
            try:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            finally:
                connection.close()

    def _await_log(self) -> None:
        if (bringing := self._bringing) is not None:
            bringing.join()

    def copy_to(self, path: Path) -> None:
        """A compact copy of the whole database, encrypted with the same key, while others go on writing.

        Nothing deleted is in it any more. Raises DiskFull, FolderNotWritable, DatabaseDamaged.
        """
        self._check_open()
        with explained(path, writing=True):
            connection = _connect(self._path, self._key, READER_CACHE_KIB)
            try:
                connection.execute("VACUUM INTO ?", (str(path),))
            finally:
                connection.close()

    def check_copy(self, path: Path) -> None:
        """Read every page of a copy and prove its authenticity. Raises DatabaseDamaged."""
        with explained(path):
            connection = _connect(path, self._key, READER_CACHE_KIB)
            try:
                wrong = connection.execute("PRAGMA cipher_integrity_check").fetchall()
                sound = connection.execute("PRAGMA quick_check(1)").fetchall()
            finally:
                connection.close()
        if wrong or sound != [("ok",)]:
            raise DatabaseDamaged

    def erase_remnants(self) -> None:
        """Write the file anew without anything deleted, and empty the log. Raises DiskFull."""
        self._await_log()
        with self._lock, explained(self._path):
            self._check_open()
            while self._readers:
                self._readers.pop().close()
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def limit_pages(self, pages: int) -> None:
        """Let the file grow no further than this (0: as it is now); for tests of a full disk."""
        self._writer.execute(f"PRAGMA max_page_count={int(pages) or 1}").fetchall()

    def proof(self) -> dict[str, str]:
        """What start-up proved; raises `EncryptionMissing` if it no longer holds."""
        version = _cipher_version(self._writer)
        prove_encrypted(self._path, self._key)
        return {"cipher": version, "file": "encrypted", "wrong_key": "refused"}

    def close(self) -> None:
        """Give the file back."""
        self._await_log()
        with self._lock:
            self._closed = True
            while self._readers:
                self._readers.pop().close()
            self._writer.close()

    def _check_open(self) -> None:
        if self._closed:
            raise FolderLocked

    def _borrow(self) -> Connection:
        self._check_open()
        try:
            return self._readers.pop()
        except IndexError:
            return _connect(self._path, self._key, READER_CACHE_KIB)

    def _prepare(self) -> None:
        _cipher_version(self._writer)
        (found,) = self._writer.execute("PRAGMA user_version").fetchone()
        if found > VERSION:
            raise DatabaseNewer
        self._writer.execute("PRAGMA journal_mode=WAL").fetchall()
        migrate(self._writer, found)
        prove_encrypted(self._path, self._key)


def migrate(connection: Connection, found: int) -> None:
    """Apply the steps behind version `found`, each whole or not at all."""
    for number, step in enumerate(STEPS[found:], start=found + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(step):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a commit that failed has rolled back by itself
                connection.execute("ROLLBACK")
            raise


def statements(step: str) -> Iterator[str]:
    """The single statements of a step; triggers hold semicolons of their own."""
    statement = ""
    for line in step.splitlines():
        statement += line + "\n"
        if dbapi2.complete_statement(statement):
            yield statement.strip()
            statement = ""


def prove_encrypted(path: Path, key: bytes) -> None:
    """The file is no plain SQLite file, and a wrong key doesn't open it. Raises `EncryptionMissing`.

    A plain SQLite library in the cipher's place would ignore the key without an error (sync facts 14).
    """
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise EncryptionMissing
    wrong = bytes([key[0] ^ 0xFF]) + key[1:]
    connection = dbapi2.connect(str(path))
    try:
        _set_key(connection, wrong)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError:
        return
    finally:
        connection.close()
    raise EncryptionMissing


@contextmanager
def explained(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Turns the database's errors into what a person can act on. `writing`: to a stick that may be pulled."""
    try:
        yield
    except dbapi2.Error as cause:
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code == _IOERR and writing:
            raise FolderNotWritable(name=path.parent.name) from cause
        if code in (_FULL, _IOERR):
            raise DiskFull from cause
        if code in (_READONLY, _CANTOPEN):
            raise FolderNotWritable(name=path.parent.name) from cause
        if code in (_CORRUPT, _NOTADB):
            raise DatabaseDamaged from cause
        raise


def _connect(path: Path, key: bytes, cache_kib: int) -> Connection:
    connection = dbapi2.connect(
        str(path),
        timeout=WAIT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        _set_key(connection, key)
        for setting in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "temp_store=MEMORY",
            f"cache_size=-{cache_kib}",
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _set_key(connection: Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"").fetchall()


def _cipher_version(connection: Connection) -> str:
    row = connection.execute("PRAGMA cipher_version").fetchone()
    if not row or not row[0]:
        raise EncryptionMissing
    return str(row[0])
