"""Photos and other files of answers: encrypted, each once, under a name that says nothing.

`attachments/<name>`: `YIHUA1\\n`, a stream header, then chunks of libsodium's secretstream
(XChaCha20-Poly1305). The name is a keyed hash of the file's SHA-256, so that nobody without the key can
tell whether a known photo lies there.
"""

import os
from collections.abc import Callable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from typing import IO

from nacl import bindings
from nacl.exceptions import CryptoError

from yihu.storage.durable_file import explaining_disk
from yihu.storage.errors import AttachmentDamaged, AttachmentMissing
from yihu.storage.folder_lock import sync_folder
from yihu.storage.keyring import derived_key

FOLDER_NAME = "attachments"
MAGIC = b"YIHUA1\n"
CHUNK_BYTES = 64 * 1024
_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_OVERHEAD = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_START_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES


def stored_path(folder: Path, key: bytes, sha: str) -> Path:
    """Where a file of this SHA-256 lies, whether or not it is there."""
    name = blake2b(bytes.fromhex(sha), key=derived_key(key, b"attachment name"), digest_size=20)
    return folder / FOLDER_NAME / name.hexdigest()


def write_attachment(folder: Path, key: bytes, sha: str, data: bytes, random: Callable[[int], bytes]) -> None:
    """Keep a whole file durably. Raises DiskFull, FolderNotWritable."""
    writer = AttachmentWriter(folder, key, sha, random)
    try:
        writer.write(data)
        writer.finish()
    finally:
        writer.discard()


def read_attachment(folder: Path, key: bytes, sha: str) -> bytes:
    """The file's bytes. Raises AttachmentMissing, AttachmentDamaged."""
    try:
        with stored_path(folder, key, sha).open("rb") as file:
            data = b"".join(_decrypted(file, derived_key(key, b"attachment")))
    except FileNotFoundError as cause:
        raise AttachmentMissing from cause
    except (CryptoError, ValueError, OSError) as cause:
        raise AttachmentDamaged from cause
    if sha256(data).hexdigest() != sha:
        raise AttachmentDamaged
    return data


class AttachmentWriter:
    """Takes a file in pieces; only after `finish` does it exist."""

    def __init__(self, folder: Path, key: bytes, sha: str, random: Callable[[int], bytes]) -> None:
        self.sha, self.size = sha, 0
        self._path = stored_path(folder, key, sha)
        self._part = self._path.with_name(f"{self._path.name}.{random(6).hex()}.part")
        self._hash = sha256()
        self._rest = b""
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        start = bindings.crypto_secretstream_xchacha20poly1305_init_push(
            self._state, derived_key(key, b"attachment")
        )
        with explaining_disk(folder):
            self._path.parent.mkdir(exist_ok=True)
            self._file: IO[bytes] | None = self._part.open("wb")
            self._file.write(MAGIC + start)

    def write(self, data: bytes) -> None:
        """The next piece."""
        self._hash.update(data)
        self.size += len(data)
        self._rest += data
        while len(self._rest) > CHUNK_BYTES:
            self._push(self._rest[:CHUNK_BYTES], _MESSAGE)
            self._rest = self._rest[CHUNK_BYTES:]

    def finish(self) -> None:
        """Make it durable. Raises ValueError if the bytes are not those of its hash."""
        if self._hash.hexdigest() != self.sha:
            raise ValueError("hash")
        self._push(self._rest, _FINAL)
        assert self._file is not None
        with explaining_disk(self._path.parent):
            self._file.flush()
            _sync(self._file)
            self._file.close()
            self._file = None
            self._part.replace(self._path)
            sync_folder(self._path.parent)

    def discard(self) -> None:
        """Leave nothing unfinished behind; after `finish` nothing to do."""
        if self._file is not None:
            with explaining_disk(self._path.parent):
                try:
                    self._file.close()
                finally:
                    self._part.unlink(missing_ok=True)
            self._file = None

    def _push(self, data: bytes, tag: int) -> None:
        assert self._file is not None
        with explaining_disk(self._path.parent):
            self._file.write(bindings.crypto_secretstream_xchacha20poly1305_push(self._state, data, tag=tag))


def _sync(file: IO[bytes]) -> None:
    os.fsync(file.fileno())


def _decrypted(file: IO[bytes], key: bytes) -> Iterator[bytes]:
    if file.read(len(MAGIC)) != MAGIC:
        raise ValueError("magic")
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, file.read(_START_BYTES), key)
    tag = _MESSAGE
    while tag != _FINAL:
        data, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(
            state, file.read(CHUNK_BYTES + _OVERHEAD)
        )
        yield data
