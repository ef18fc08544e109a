"""The file `.yihu`: what one laptop hands to others on a stick.

    YIHU1\\n | u32 | header JSON | u64 | age v1 ciphertext | Ed25519ph signature (64 B) | YIHUEND\\n

The signature covers all before it and is checked before anything is decrypted. The plain payload is zstd
(window 8 MiB at most) of the records of `frames.py`. Files are handed in open; memory stays bounded.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from struct import Struct
from typing import IO, Any, BinaryIO, Protocol, cast

import pyrage
import zstandard
from nacl import bindings
from nacl.exceptions import CryptoError

from yihu.base.errors import FileUnreadable, UserError
from yihu.sync.errors import (
    PackageDamaged,
    PackageForeign,
    PackageNotForYou,
    PackageTampered,
    PackageTruncated,
)
from yihu.sync.frames import FrameInvalid, FrameReader, Record, write_frames
from yihu.sync.header import HEADER_BYTES_AT_MOST, Header, header_fields, read_header
from yihu.sync.keys import Card, Identity, ReadingKey, recipient
from yihu.sync.package_streams import CHUNK_BYTES, WINDOW_LOG, Counting, Frames, Hashing, Section, Stashing

MAGIC, END_MARK = b"YIHU1\n", b"YIHUEND\n"
RATIO_AT_MOST, PLAIN_BYTES_ALWAYS_ALLOWED = 250, 64 * 2**20
_HEADER_LENGTH, _CIPHER_LENGTH = Struct(">I"), Struct(">Q")
_SIGNATURE_BYTES = 64
_TAIL_BYTES = _SIGNATURE_BYTES + len(END_MARK)
_FOR_NOBODY = "No matching keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A package whose structure and signature are right; nothing was decrypted.

    Attributes:
        start, length: where the ciphertext lies. digest: BLAKE2b-256 of it.
    """

    name: str
    header: Header
    header_bytes: bytes
    start: int
    length: int
    digest: bytes


class Digest(Protocol):
    """A hash that grows, of `hashlib`."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


def write_package(
    out: BinaryIO,
    header: Header,
    records: Iterable[Record],
    identity: Identity,
    recipients: Iterable[str],
    plain: Digest | None = None,
) -> int:
    """Write a package to an empty, seekable file; returns its size in bytes.

    Args:
        recipients: age recipients (`Card.receive`) of all that may open it, the sender among them.
        plain: takes in the payload before it is packed; SHA-256 is what `read_back` tells.

    Raises whatever `records` raises (the caller removes the unfinished file).
    """
    header_bytes = header.to_bytes()
    if len(header_bytes) > HEADER_BYTES_AT_MOST:
        raise ValueError("header too large")
    out.write(MAGIC + _HEADER_LENGTH.pack(len(header_bytes)) + header_bytes + _CIPHER_LENGTH.pack(0))
    cipher = Counting(out)
    frames = write_frames(header_bytes, records)
    source = Frames(frames if plain is None else _taken_in(frames, plain))
    try:
        pyrage.encrypt_io(source, cipher, [recipient(each) for each in recipients])
    except (OSError, pyrage.EncryptError) as cause:
        raise (source.failure or cipher.failure or cause) from cause
    _finish(out, header_bytes, cipher.length, identity)
    return out.tell()


def read_envelope(file: BinaryIO, size: int, name: str) -> Envelope:
    """Check structure and signature of a package of `size` bytes; `name` is for messages.

    Raises PackageForeign, PackageTruncated, PackageDamaged, PackageNewer, PackageTampered.
    """
    file.seek(0)
    if file.read(len(MAGIC)) != MAGIC:
        raise _beginning_of_ours(file, size, name)
    header_bytes, length = _measured(file, size, name)
    fields = header_fields(header_bytes, name)
    header = read_header(fields, name)
    start = file.tell()
    digest = _check_signature(file, start, length, header.card, name)
    return Envelope(
        name=name, header=header, header_bytes=header_bytes, start=start, length=length, digest=digest
    )


def open_package(
    file: BinaryIO,
    envelope: Envelope,
    identity: Identity | ReadingKey,
    take: Callable[[str, bytes], None],
    take_many: Callable[[list[bytes], list[bytes]], None] | None = None,
) -> None:
    """Decrypt and hand every record to `take`; only when this returns was all of it right.

    `take_many` gets the ids and bodies of many changesets at once; without it `take` gets the record.

    Raises PackageNotForYou, PackageDamaged, FileUnreadable, and what `take` raises (never OSError or ValueError).
    """
    plain_at_most = PLAIN_BYTES_ALWAYS_ALLOWED + RATIO_AT_MOST * envelope.length
    reader = FrameReader(envelope.header_bytes, take, plain_at_most, take_many)
    _decrypt(file, envelope, identity, reader)


def read_back(file: BinaryIO, envelope: Envelope, identity: Identity | ReadingKey) -> bytes:
    """SHA-256 of the whole payload, decrypted and unpacked again. Raises as `open_package`."""
    sink = Hashing()
    _decrypt(file, envelope, identity, sink)
    return sink.hash.digest()


def _decrypt(
    file: BinaryIO,
    envelope: Envelope,
    identity: Identity | ReadingKey,
    reader: FrameReader | Hashing,
) -> None:
    if identity_not_named(envelope.header, identity):
        raise PackageNotForYou(name=envelope.name)
    decompressor = zstandard.ZstdDecompressor(max_window_size=2**WINDOW_LOG).stream_writer(
        cast(IO[bytes], reader)
    )
    cipher, plain = Section(file, envelope.start, envelope.length), Stashing(decompressor)
    try:
        pyrage.decrypt_io(cipher, plain, [identity.age()])
        reader.finish()
    except (OSError, ValueError, zstandard.ZstdError, pyrage.DecryptError, UserError) as cause:
        if cipher.failure:
            raise FileUnreadable(name=envelope.name) from cause
        raise _explained(plain.failure or cause, envelope.name) from cause
    if plain.failure:
        raise _explained(plain.failure, envelope.name) from plain.failure
    if cipher.digest() != envelope.digest:
        raise PackageDamaged(name=envelope.name)


def _taken_in(frames: Iterable[bytes], plain: Digest) -> Iterator[bytes]:
    for frame in frames:
        plain.update(frame)
        yield frame


def identity_not_named(header: Header, identity: Identity | ReadingKey) -> bool:
    """Whether the header names other laptops only."""
    return identity.fingerprint not in header.to


def _finish(out: BinaryIO, header_bytes: bytes, length: int, identity: Identity) -> None:
    """Enter the ciphertext's length, then sign all that lies in the file."""
    start = len(MAGIC) + _HEADER_LENGTH.size + len(header_bytes) + _CIPHER_LENGTH.size
    out.seek(start - _CIPHER_LENGTH.size)
    out.write(_CIPHER_LENGTH.pack(length))
    state, _ = _signed_state(out, start, length)
    key = identity.seed + identity.signing().verify_key.encode()
    out.seek(start + length)
    out.write(bindings.crypto_sign_ed25519ph_final_create(state, key) + END_MARK)


def _signed_state(file: BinaryIO, start: int, length: int) -> tuple[Any, bytes]:
    """Hash from the file's first byte to the ciphertext's last; with the digest of the ciphertext."""
    state = bindings.crypto_sign_ed25519ph_state()
    digest = blake2b(digest_size=32)
    file.seek(0)
    bindings.crypto_sign_ed25519ph_update(state, file.read(start))
    while length > 0 and (chunk := file.read(min(CHUNK_BYTES, length))):
        bindings.crypto_sign_ed25519ph_update(state, chunk)
        digest.update(chunk)
        length -= len(chunk)
    return state, digest.digest()


def _check_signature(file: BinaryIO, start: int, length: int, card: Card, name: str) -> bytes:
    state, digest = _signed_state(file, start, length)
    signature = file.read(_SIGNATURE_BYTES)
    if file.read(len(END_MARK) + 1) != END_MARK:
        raise PackageDamaged(name=name)
    try:
        bindings.crypto_sign_ed25519ph_final_verify(state, signature, bytes.fromhex(card.sign))
    except CryptoError as cause:
        raise PackageTampered(name=name) from cause
    return digest


def _beginning_of_ours(file: BinaryIO, size: int, name: str) -> UserError:
    file.seek(0)
    return (
        PackageTruncated(name=name)
        if MAGIC.startswith(file.read(size)) and size
        else PackageForeign(name=name)
    )


def _measured(file: BinaryIO, size: int, name: str) -> tuple[bytes, int]:
    """The header and the ciphertext's length, if they fit the file's size to the byte."""
    header_length = _unpacked(_HEADER_LENGTH, file, name)
    if header_length > HEADER_BYTES_AT_MOST:
        raise PackageDamaged(name=name)
    header_bytes = file.read(header_length)
    if len(header_bytes) < header_length:
        raise PackageTruncated(name=name)
    length = _unpacked(_CIPHER_LENGTH, file, name)
    expected = file.tell() + length + _TAIL_BYTES
    if expected > size:
        raise PackageTruncated(name=name)
    if expected < size or length == 0:
        raise PackageDamaged(name=name)
    return header_bytes, length


def _unpacked(form: Struct, file: BinaryIO, name: str) -> int:
    data = file.read(form.size)
    if len(data) < form.size:
        raise PackageTruncated(name=name)
    return int(form.unpack(data)[0])


def _explained(cause: BaseException, name: str) -> BaseException:
    """What went wrong while opening, in a person's words; a fault of the receiver stays as it is."""
    if isinstance(cause, pyrage.DecryptError) and _FOR_NOBODY in str(cause):
        return PackageNotForYou(name=name)
    if isinstance(cause, FrameInvalid | zstandard.ZstdError | pyrage.DecryptError | OSError):
        return PackageDamaged(name=name)
    return cause
