"""Packages: opened whole by those they are for, refused with a reason by all others."""

import io
import os
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from struct import pack

import orjson
import pyrage
import pytest
import zstandard
from nacl import bindings
from tests.unit.changesets import changeset

from yihu.base.errors import Cancelled, FileUnreadable, UserError
from yihu.sync import frames, package
from yihu.sync.errors import (
    PackageDamaged,
    PackageForeign,
    PackageNewer,
    PackageNotForYou,
    PackageTampered,
    PackageTruncated,
)
from yihu.sync.frames import CHANGESET, FrameInvalid, Piece, Record, pieces, read_piece, write_frames
from yihu.sync.header import FORMAT
from yihu.sync.keys import Identity, new_identity
from yihu.sync.package import Header, open_package, read_back, read_envelope, write_package

SENDER, RECEIVER, STRANGER = (new_identity(os.urandom) for _ in range(3))
CARDS = {each: each.card("队", "机", 1) for each in (SENDER, RECEIVER, STRANGER)}
BODIES = [changeset({"wage": str(number)}).body for number in range(5)]


def header(signer: Identity = SENDER, to: Iterable[Identity] = (SENDER, RECEIVER)) -> Header:
    fingerprints = tuple(CARDS[each].fingerprint for each in to)
    return Header(
        package="p1", kind="full", made_ms=5, app="0", card=CARDS[signer], to=fingerprints, counts={"x": 1}
    )


def written(
    records: Iterable[Record] = tuple((CHANGESET, body) for body in BODIES),
    head: Header | None = None,
    signer: Identity = SENDER,
    to: Iterable[Identity] = (SENDER, RECEIVER),
) -> bytes:
    file = io.BytesIO()
    write_package(file, head or header(), records, signer, [CARDS[each].receive for each in to])
    return file.getvalue()


GOOD = written()


def opened(data: bytes, reader: Identity = RECEIVER) -> list[Record]:
    got: list[Record] = []
    file = io.BytesIO(data)
    envelope = read_envelope(file, len(data), "x.yihu")
    open_package(file, envelope, reader, lambda kind, payload: got.append((kind, payload)))
    return got


def signed(head: bytes, cipher: bytes, signer: Identity = SENDER, end: bytes = package.END_MARK) -> bytes:
    """A file as an attacker with a key could write it."""
    data = package.MAGIC + pack(">I", len(head)) + head + pack(">Q", len(cipher)) + cipher
    state = bindings.crypto_sign_ed25519ph_state()
    bindings.crypto_sign_ed25519ph_update(state, data)
    key = signer.seed + signer.signing().verify_key.encode()
    return data + bindings.crypto_sign_ed25519ph_final_create(state, key) + end


def hostile(plain: bytes, to: Identity = RECEIVER) -> bytes:
    cipher = pyrage.encrypt(plain, [to.age().to_public()])
    return signed(header().to_bytes(), cipher)


def test_recipients_and_the_sender_open_a_package_whole() -> None:
    for reader in (RECEIVER, SENDER):
        assert opened(GOOD, reader) == [(CHANGESET, body) for body in BODIES]


def test_the_header_is_readable_without_any_key_and_tells_no_answers() -> None:
    envelope = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    assert envelope.header == header()
    assert "王".encode() not in GOOD
    assert orjson.loads(envelope.header_bytes)["min_reader"] == FORMAT


def test_nobody_else_opens_it() -> None:
    with pytest.raises(PackageNotForYou):
        opened(GOOD, STRANGER)
    named_but_not_encrypted_to = written(head=header(to=(SENDER, STRANGER)))
    with pytest.raises(PackageNotForYou):
        opened(named_but_not_encrypted_to, STRANGER)


def test_a_laptop_that_the_header_does_not_name_opens_nothing_even_with_the_right_key() -> None:
    secretly = written(head=header(to=[SENDER]), to=[SENDER, STRANGER])
    with pytest.raises(PackageNotForYou):
        opened(secretly, STRANGER)
    lying = written(head=header(to=[SENDER, STRANGER]), to=[SENDER])
    with pytest.raises(PackageNotForYou):
        opened(lying, STRANGER)


def test_the_standard_age_format_is_inside() -> None:
    envelope = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    cipher = GOOD[envelope.start : envelope.start + envelope.length]
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(pyrage.decrypt(cipher, [RECEIVER.age()]))
    assert BODIES[3] in plain


def test_every_truncation_is_told_before_anything_is_decrypted() -> None:
    for length in range(len(GOOD)):
        with pytest.raises(PackageTruncated if length else PackageForeign):
            read_envelope(io.BytesIO(GOOD[:length]), length, "x.yihu")


def test_no_changed_bit_passes() -> None:
    chance = random.Random(7)
    positions = [*range(0, len(GOOD), 9), *range(len(GOOD) - 80, len(GOOD))]
    for position in positions:
        data = bytearray(GOOD)
        data[position] ^= 1 << chance.randrange(8)
        with pytest.raises(UserError) as refusal:
            read_envelope(io.BytesIO(bytes(data)), len(data), "x.yihu")
        assert refusal.value.code.startswith("package-")


@pytest.mark.parametrize("field", sorted(orjson.loads(header().to_bytes())))
def test_no_edited_field_of_the_header_passes(field: str) -> None:
    fields = orjson.loads(header().to_bytes())
    fields[field] = (
        99 if isinstance(fields[field], int) else "other" if isinstance(fields[field], str) else ["other"]
    )
    changed = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    old = header().to_bytes()
    data = GOOD.replace(pack(">I", len(old)) + old, pack(">I", len(changed)) + changed)
    expected = PackageNewer if field == "min_reader" else PackageTampered
    with pytest.raises(expected):
        read_envelope(io.BytesIO(data), len(data), "x.yihu")


@pytest.mark.parametrize("field", ["min_reader", "card", "to", "package", "counts", "made_ms", "forms"])
def test_a_header_without_one_of_its_fields_is_refused_even_if_signed(field: str) -> None:
    fields = orjson.loads(header().to_bytes())
    del fields[field]
    data = signed(orjson.dumps(fields), b"x" * 200)
    with pytest.raises(UserError, match="package-"):
        read_envelope(io.BytesIO(data), len(data), "x.yihu")


def test_a_swapped_signer_is_noticed() -> None:
    envelope = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    cipher = GOOD[envelope.start : envelope.start + envelope.length]
    forged = signed(header(signer=SENDER).to_bytes(), cipher, signer=STRANGER)
    with pytest.raises(PackageTampered):
        read_envelope(io.BytesIO(forged), len(forged), "x.yihu")


def test_a_stripped_signature_is_noticed() -> None:
    data = GOOD[:-72] + bytes(64) + GOOD[-8:]
    with pytest.raises(PackageTampered):
        read_envelope(io.BytesIO(data), len(data), "x.yihu")


def test_a_header_set_on_anothers_payload_is_noticed_within() -> None:
    envelope = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    cipher = GOOD[envelope.start : envelope.start + envelope.length]
    other = Header(package="p2", kind="full", made_ms=5, app="0", card=CARDS[SENDER], to=header().to)
    with pytest.raises(PackageDamaged):
        opened(signed(other.to_bytes(), cipher))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + b"x" * 99, b"SQLite format 3\0", b"\x93" * 500, b"YIHU2\n" + GOOD[6:]]
)
def test_other_files_are_named_as_such(data: bytes) -> None:
    with pytest.raises(PackageForeign):
        read_envelope(io.BytesIO(data), len(data), "x.yihu")


def test_bytes_behind_the_end_are_refused() -> None:
    with pytest.raises(PackageDamaged):
        read_envelope(io.BytesIO(GOOD + b"x"), len(GOOD) + 1, "x.yihu")
    wrong_end = GOOD[:-1] + b"x"
    with pytest.raises(PackageDamaged):
        read_envelope(io.BytesIO(wrong_end), len(GOOD), "x.yihu")


def test_a_file_changed_between_checking_and_opening_is_refused() -> None:
    envelope = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    other = written()
    with pytest.raises((PackageDamaged, PackageNotForYou)):
        open_package(io.BytesIO(other), envelope, RECEIVER, lambda kind, payload: None)


def test_a_file_exchanged_for_another_of_the_same_content_is_noticed() -> None:
    """Rightly encrypted, the same records: and still not the bytes that the signature was checked of."""
    envelope = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    other = b""
    while len(other) != len(GOOD) or other == GOOD:  # age pads its header by chance
        other = written()
    with pytest.raises(PackageDamaged):
        open_package(io.BytesIO(other), envelope, RECEIVER, lambda kind, payload: None)


def test_a_newer_version_is_told_and_a_higher_format_alone_is_read() -> None:
    fields = orjson.loads(header().to_bytes())
    newer = signed(orjson.dumps(fields | {"min_reader": FORMAT + 1, "format": FORMAT + 1}), b"x" * 200)
    with pytest.raises(PackageNewer):
        read_envelope(io.BytesIO(newer), len(newer), "x.yihu")
    readable = signed(orjson.dumps(fields | {"format": FORMAT + 1, "added": [1]}), b"x" * 200)
    assert read_envelope(io.BytesIO(readable), len(readable), "x.yihu").header == header()


def test_records_of_unknown_kinds_are_handed_on() -> None:
    assert opened(written([("same_as", b"\x00\xff")])) == [("same_as", b"\x00\xff")]


def test_nothing_is_a_package_too() -> None:
    assert opened(written([])) == []


def test_a_bomb_is_stopped_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "PLAIN_BYTES_ALWAYS_ALLOWED", 2**20)
    monkeypatch.setattr(package, "RATIO_AT_MOST", 10)
    taken: list[int] = []
    zeros = pack(">I", 2**20) + b"\x01z" + b"\0" * (2**20 - 2)
    bomb = hostile(zstandard.compress(next(iter(write_frames(header().to_bytes(), []))) + zeros * 200))
    file = io.BytesIO(bomb)
    envelope = read_envelope(file, len(bomb), "x.yihu")
    with pytest.raises(PackageDamaged):
        open_package(file, envelope, RECEIVER, lambda kind, payload: taken.append(len(payload)))
    assert sum(taken) <= 2 * 2**20


def frame(kind: bytes, payload: bytes) -> bytes:
    return pack(">I", 1 + len(kind) + len(payload)) + bytes([len(kind)]) + kind + payload


def hostile_payloads() -> Iterator[tuple[str, bytes]]:
    whole = b"".join(write_frames(header().to_bytes(), [(CHANGESET, BODIES[0])]))
    first = next(iter(write_frames(header().to_bytes(), [])))
    yield "not compressed", whole
    yield "cut off", zstandard.compress(whole)[:-9]
    yield "no end", zstandard.compress(whole[:-1])
    yield "nothing", b""
    yield "empty", zstandard.compress(b"")
    yield "something behind the end", zstandard.compress(whole + frame(b"x", b""))
    yield "bytes behind the end", zstandard.compress(whole + b"\0\0")
    yield "a frame of no length", zstandard.compress(first + pack(">I", 0))
    yield (
        "a frame too long by one",
        zstandard.compress(first + pack(">I", 2**20 + 1) + b"\x01x" + b"y" * (2**20 - 1)),
    )
    yield "a frame of 4 GiB", zstandard.compress(first + b"\xff\xff\xff\xff")
    yield "a kind longer than its frame", zstandard.compress(first + pack(">I", 3) + b"\xffab")
    yield "a kind that is no word", zstandard.compress(first + frame(b"../x", b""))
    yield "a kind in other letters", zstandard.compress(first + frame("户".encode(), b""))
    yield "no header first", zstandard.compress(frame(CHANGESET.encode(), BODIES[0]))
    yield "the header twice", zstandard.compress(first + first)
    yield "another header", zstandard.compress(frame(b"header", b"x" * 32))
    yield "a wrong count", zstandard.compress(first + frame(b"end", b'{"digest":"%064x","records":9}' % 0))
    yield "a record missing", zstandard.compress(whole.replace(frame(b"changeset", BODIES[0]), b""))
    large = zstandard.ZstdCompressionParameters(window_log=27)
    yield (
        "a window of 128 MiB",
        zstandard.ZstdCompressor(compression_params=large).compress(os.urandom(2**17) + whole),
    )


@pytest.mark.parametrize("what", [name for name, _ in hostile_payloads()])
def test_a_hostile_payload_is_refused_even_if_signed_and_encrypted(what: str) -> None:
    with pytest.raises(PackageDamaged):
        opened(hostile(dict(hostile_payloads())[what]))


@pytest.mark.parametrize("cipher", [b"", b"x", b"age-encryption.org/v1\n", b"\x93" * 400])
def test_a_payload_that_is_not_encrypted_as_it_must_be_is_refused(cipher: bytes) -> None:
    with pytest.raises(PackageDamaged):
        opened(signed(header().to_bytes(), cipher))


def test_a_ciphertext_cut_inside_and_signed_again_is_refused() -> None:
    envelope = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    cipher = GOOD[envelope.start : envelope.start + envelope.length]
    for length in (len(cipher) - 1, len(cipher) // 2, 210):
        with pytest.raises(UserError, match="package-"):
            opened(signed(header().to_bytes(), cipher[:length]))


@pytest.mark.parametrize(
    "failure", [Cancelled(), PackageTampered(name="y"), KeyError("x")], ids=["cancelled", "refused", "fault"]
)
def test_what_stops_the_taker_or_the_giver_comes_out_as_it_is(failure: Exception) -> None:
    def stop(*anything: object) -> Iterator[Record]:
        raise failure
        yield

    file = io.BytesIO(GOOD)
    envelope = read_envelope(file, len(GOOD), "x.yihu")
    taking: Callable[..., None] = stop_at_once(failure)
    with pytest.raises(type(failure)):
        open_package(file, envelope, RECEIVER, taking)
    with pytest.raises(type(failure)):
        written(stop())


def stop_at_once(failure: Exception) -> Callable[..., None]:
    def take(kind: str, payload: bytes) -> None:
        raise failure

    return take


def test_a_record_over_the_limit_is_never_written() -> None:
    with pytest.raises(FrameInvalid):
        written([("x", b"y" * 2**20)])
    with pytest.raises(ValueError, match="header"):
        written(head=Header(package="p" * 70_000, kind="", made_ms=0, app="", card=CARDS[SENDER], to=()))


@pytest.mark.parametrize("size", [0, 1, frames.PIECE_BYTES, 2 * frames.PIECE_BYTES + 1])
def test_files_travel_in_pieces(size: int) -> None:
    data = os.urandom(size)
    got = [read_piece(payload) for _, payload in pieces("ab" * 32, data)]
    assert b"".join(piece.data for piece in got) == data
    assert {(piece.sha256, piece.size) for piece in got} == {("ab" * 32, size)}


def test_a_piece_beyond_its_file_is_refused() -> None:
    for payload in (b"", b"x" * 47, Piece("ab" * 32, 3, 2, b"xx").to_bytes()):
        with pytest.raises(FrameInvalid):
            read_piece(payload)


class Failing(io.BytesIO):
    """A stick that is pulled after some bytes, or at once."""

    def __init__(self, data: bytes = b"", reads: int = 10**9, writes: int = 10**9) -> None:
        super().__init__(data)
        self.reads, self.writes = reads, writes

    def read(self, size: int | None = -1) -> bytes:
        self.reads -= 1
        if self.reads < 0:
            raise OSError(5, "pulled")
        return super().read(size)

    def write(self, data: object) -> int:
        self.writes -= 1
        if self.writes < 0:
            raise OSError(28, "full")
        return super().write(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("writes", [0, 1, 2, 3, 4])
def test_a_stick_that_is_full_or_pulled_while_writing_is_told_as_the_system_told_it(writes: int) -> None:
    many = [("file", os.urandom(2**18)) for _ in range(6)]
    file = Failing(writes=writes)
    with pytest.raises(OSError, match="full"):
        write_package(file, header(), many, SENDER, [CARDS[RECEIVER].receive])


@pytest.mark.parametrize("reads", [0, 1, 2])
def test_a_stick_that_is_pulled_while_reading_is_no_damaged_file(reads: int) -> None:
    data = written([("file", os.urandom(2**18)) for _ in range(6)])
    envelope = read_envelope(io.BytesIO(data), len(data), "x.yihu")
    with pytest.raises(FileUnreadable):
        open_package(Failing(data, reads=reads), envelope, RECEIVER, lambda kind, payload: None)


def test_a_large_file_passes_through_in_pieces() -> None:
    """Larger than every buffer on the way."""
    many = [("file", os.urandom(2**19)) for _ in range(8)]
    assert opened(written(many)) == many


def test_a_header_longer_than_its_limit_is_not_even_read() -> None:
    data = package.MAGIC + pack(">I", 65_537) + b" " * 70_000
    with pytest.raises(PackageDamaged):
        read_envelope(io.BytesIO(data), len(data), "x.yihu")


def test_a_failure_that_the_library_keeps_to_itself_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Other versions of it empty their buffers at the end, flush, and say nothing of what went wrong."""
    decrypt = pyrage.decrypt

    def quiet(source: io.BytesIO, target: io.BytesIO, identities: list[object]) -> None:
        plain = decrypt(source.read(-1), identities)
        with suppress(Exception):
            target.write(plain)
        assert target.write(b"more") == 4
        target.flush()

    monkeypatch.setattr(pyrage, "decrypt_io", quiet)
    file = io.BytesIO(GOOD)
    envelope = read_envelope(file, len(GOOD), "x.yihu")
    with pytest.raises(PackageNewer):
        open_package(file, envelope, RECEIVER, stop_at_once(PackageNewer(name="x")))


def test_what_goes_wrong_behind_the_last_record_is_told_though_the_library_is_quiet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decrypt = pyrage.decrypt

    def quiet(source: io.BytesIO, target: io.BytesIO, identities: list[object]) -> None:
        plain = decrypt(source.read(-1), identities)
        with suppress(Exception):
            for piece in (plain[:-5], plain[-5:]):
                target.write(piece)

    monkeypatch.setattr(pyrage, "decrypt_io", quiet)
    whole = zstandard.compress(b"".join(write_frames(header().to_bytes(), [(CHANGESET, BODIES[0])])))
    assert opened(hostile(whole)) == [(CHANGESET, BODIES[0])]
    with pytest.raises(PackageDamaged):
        opened(hostile(whole + b"waste"))


def test_what_the_library_leaves_unread_counts_in(monkeypatch: pytest.MonkeyPatch) -> None:
    decrypt, envelope = pyrage.decrypt, read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    cipher = GOOD[envelope.start : envelope.start + envelope.length]

    def leaving(source: io.BytesIO, target: io.BytesIO, identities: list[object]) -> None:
        target.write(decrypt(source.read(len(cipher)), identities))

    monkeypatch.setattr(pyrage, "decrypt_io", leaving)
    long = signed(header().to_bytes(), cipher + b"tail")
    assert len(opened(long)) == len(BODIES)
    checked = read_envelope(io.BytesIO(long), len(long), "x.yihu")
    with pytest.raises(PackageDamaged):
        open_package(
            io.BytesIO(long.replace(b"tail", b"tale")), checked, RECEIVER, lambda kind, payload: None
        )


def test_a_library_that_flushes_what_it_wrote_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    encrypt = pyrage.encrypt

    def flushing(source: io.BytesIO, target: io.BytesIO, recipients: list[object]) -> None:
        plain = b""
        while piece := source.read(7):
            plain += piece
        target.write(encrypt(plain, recipients))
        target.flush()

    monkeypatch.setattr(pyrage, "encrypt_io", flushing)
    data = written()
    monkeypatch.undo()
    assert [payload for _, payload in opened(data)] == BODIES


def test_what_lies_on_the_stick_is_compared_with_what_was_meant() -> None:
    """Every byte of the payload, unpacked again; another payload has another digest, a damaged file none."""
    meant, file = sha256(), io.BytesIO()
    many: list[Record] = [("file", os.urandom(2**18)) for _ in range(3)]
    size = write_package(file, header(), many, SENDER, [CARDS[SENDER].receive], meant)
    envelope = read_envelope(file, size, "x.yihu")
    assert read_back(file, envelope, SENDER) == meant.digest()
    other = read_envelope(io.BytesIO(GOOD), len(GOOD), "x.yihu")
    assert read_back(io.BytesIO(GOOD), other, SENDER) != meant.digest()
    with pytest.raises(PackageNotForYou):
        read_back(file, envelope, STRANGER)
    data = bytearray(file.getvalue())
    data[envelope.start + envelope.length // 2] ^= 1
    with pytest.raises(PackageDamaged):
        read_back(io.BytesIO(bytes(data)), envelope, SENDER)
