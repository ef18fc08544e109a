"""Files as somebody with a key, a stick or bad luck could make them: each refused with a clear error, the register as it was."""

import io
import os
import random
import subprocess
import sys
from pathlib import Path
from struct import pack

import orjson
import pyrage
import pytest
import zstandard
from nacl import bindings
from tests.unit.changesets import changeset
from tests.unit.stores import add_household, befriend, bodies, close_all, dump, new_store

from yihu.base.errors import UserError
from yihu.storage.store import Store
from yihu.sync import package
from yihu.sync.errors import ChangesetInvalid, PackageDamaged, PackageForeign, PackageNewer, PackageTampered
from yihu.sync.frames import CHANGESET, CHANGESETS, Record, batches, read_batch, write_frames
from yihu.sync.keys import Identity
from yihu.sync.package import read_envelope

HOME = "01900000-0000-7000-8000-000000000001"
REGISTER = ("changeset", "chain", "chain_tip", "household", "document", "term", "form", "attachment", "statement",
            "signed_tip", "tombstone", "gap", "other_record", "contact", "claim", "wanted", "replica")  # fmt: skip
ROOT = Path(__file__).parents[2]


@pytest.fixture
def one(tmp_path: Path) -> Store:
    store = new_store(tmp_path / "one", "一号")
    add_household(store, HOME)
    return store


@pytest.fixture
def two(tmp_path: Path, one: Store) -> Store:
    store = new_store(tmp_path / "two", "二号")
    add_household(store, HOME.replace("1", "2"))
    befriend(one, store)
    return store


@pytest.fixture
def good(tmp_path: Path, one: Store, two: Store) -> bytes:
    one.give(tmp_path / "good.yihu", [two.my_card().fingerprint])
    return (tmp_path / "good.yihu").read_bytes()


def header_of(data: bytes) -> bytes:
    return data[10 : 10 + int.from_bytes(data[6:10], "big")]


def cipher_of(data: bytes) -> bytes:
    start = 18 + len(header_of(data))
    return data[start : start + int.from_bytes(data[start - 8 : start], "big")]


def signed(head: bytes, cipher: bytes, signer: Identity) -> bytes:
    """As somebody with a key could write it."""
    data = package.MAGIC + pack(">I", len(head)) + head + pack(">Q", len(cipher)) + cipher
    state = bindings.crypto_sign_ed25519ph_state()
    bindings.crypto_sign_ed25519ph_update(state, data)
    key = signer.seed + signer.signing().verify_key.encode()
    return data + bindings.crypto_sign_ed25519ph_final_create(state, key) + package.END_MARK


def holding(plain: bytes, head: bytes, one: Store, two: Store) -> bytes:
    """A rightly signed and encrypted file with any payload."""
    return signed(head, pyrage.encrypt(plain, [two._identity.age().to_public()]), one._identity)


def carrying(records: list[Record], head: bytes, one: Store, two: Store) -> bytes:
    frames = b"".join(write_frames(head, records))
    return holding(zstandard.compress(frames), head, one, two)


def refused(store: Store, data: bytes, path: Path) -> UserError:
    """Its error; the register is as it was."""
    before = dump(store, *REGISTER)
    path.write_bytes(data)
    with pytest.raises(UserError) as refusal:
        store.receive(path)
    assert dump(store, *REGISTER) == before
    return refusal.value


# ---- the file


def test_every_truncation_is_refused(two: Store, good: bytes, tmp_path: Path) -> None:
    for length in range(len(good)):
        with pytest.raises(UserError) as refusal:
            read_envelope(io.BytesIO(good[:length]), length, "x")
        assert refusal.value.code == ("package-truncated" if length else "package-foreign")
    for length in range(0, len(good), max(1, len(good) // 25)):
        refused(two, good[:length], tmp_path / "x.yihu")


def flips(good: bytes, count: int) -> None:
    chance = random.Random(20261123)
    for _ in range(count):
        data = bytearray(good)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with pytest.raises(UserError) as refusal:
            read_envelope(io.BytesIO(bytes(data)), len(data), "x")
        assert refusal.value.code.startswith("package-")


def test_three_hundred_flipped_bits_are_refused(two: Store, good: bytes, tmp_path: Path) -> None:
    flips(good, 300)
    for place in range(6, len(good), len(good) // 20):
        data = bytearray(good)
        data[place] ^= 1
        refused(two, bytes(data), tmp_path / "x.yihu")


@pytest.mark.soak
def test_a_hundred_thousand_flipped_bits_are_refused(good: bytes) -> None:
    flips(good, 100_000)


def test_each_field_of_the_header_edited_removed_or_retyped_is_refused(
    one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    fields = orjson.loads(header_of(good))
    stranger = new_store(tmp_path / "three", "三号")
    for name, value in fields.items():
        for other in (None, -1, "x", [1], {"a": 1}, [[]] * 50):
            if other == value:
                continue
            edited = orjson.dumps(fields | {name: other}, option=orjson.OPT_SORT_KEYS)
            data = good.replace(
                pack(">I", len(header_of(good))) + header_of(good), pack(">I", len(edited)) + edited
            )
            refused(two, data, tmp_path / "x.yihu")
            resigned = signed(edited, cipher_of(good), stranger._identity)
            refused(two, resigned, tmp_path / "x.yihu")
        rest = {key: each for key, each in fields.items() if key != name}
        if name not in ("organisation", "format"):
            refused(two, signed(orjson.dumps(rest), cipher_of(good), one._identity), tmp_path / "x.yihu")


@pytest.mark.parametrize(
    "header", [b"", b"[]", b"\xff", b"{" * 2000, b'{"min_reader":NaN}', b'{"min_reader":1}', b"5"]
)
def test_a_header_that_is_none_is_refused(
    header: bytes, one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    refused(two, signed(header, cipher_of(good), one._identity), tmp_path / "x.yihu")


def test_signatures_stripped_and_swapped_are_refused(
    one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    stripped = good[:-72] + bytes(64) + good[-8:]
    assert isinstance(refused(two, stripped, tmp_path / "x.yihu"), PackageTampered)
    swapped = signed(header_of(good), cipher_of(good), two._identity)
    assert isinstance(refused(two, swapped, tmp_path / "x.yihu"), PackageTampered)
    one.give(tmp_path / "other.yihu", [two.my_card().fingerprint], everything=True)
    other = (tmp_path / "other.yihu").read_bytes()
    mixed = signed(header_of(good), cipher_of(other), one._identity)
    assert isinstance(refused(two, mixed, tmp_path / "x.yihu"), PackageDamaged)


def test_a_file_for_others_and_one_that_only_says_it_is_for_us_are_refused(
    one: Store, two: Store, tmp_path: Path
) -> None:
    one.give(tmp_path / "own.yihu", [])
    data = (tmp_path / "own.yihu").read_bytes()
    assert refused(two, data, tmp_path / "x.yihu").code == "package-not-for-you"
    fields = orjson.loads(header_of(data))
    named = orjson.dumps(fields | {"to": [two.my_card().fingerprint]}, option=orjson.OPT_SORT_KEYS)
    lying = signed(named, cipher_of(data), one._identity)
    assert refused(two, lying, tmp_path / "x.yihu").code == "package-not-for-you"


def test_versions_above_are_kept_and_versions_below_are_read(
    one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    fields = orjson.loads(header_of(good))
    above = orjson.dumps(fields | {"min_reader": 99, "format": 99}, option=orjson.OPT_SORT_KEYS)
    assert isinstance(
        refused(two, signed(above, b"x" * 300, one._identity), tmp_path / "x.yihu"), PackageNewer
    )
    assert two.kept_file(two.quarantined()[0].id)[0].exists()
    below = orjson.dumps(fields | {"min_reader": 1, "format": 1}, option=orjson.OPT_SORT_KEYS)
    records: list[Record] = [(CHANGESET, body) for body in bodies(one)]
    (tmp_path / "old.yihu").write_bytes(carrying(records, below, one, two))
    assert two.receive(tmp_path / "old.yihu").union.new == 1


def test_other_files_are_no_packages(two: Store, tmp_path: Path) -> None:
    for data in (b"", b"PK\x03\x04" * 99, b"SQLite format 3\0", os.urandom(5000)):
        assert isinstance(refused(two, data, tmp_path / "x.yihu"), PackageForeign)


# ---- what is inside


def bad_bodies() -> dict[str, bytes]:
    real = changeset({"head": "王伟"}, household=HOME).body
    fields = orjson.loads(real)

    def edited(**changed: object) -> bytes:
        return orjson.dumps(fields | changed, option=orjson.OPT_SORT_KEYS)

    return {
        "no JSON": b"{",
        "nothing": b" ",
        "a list": b"[]",
        "deep JSON": edited(z=orjson.Fragment(b"[" * 500 + b"]" * 500)),
        "deeper JSON than any stack": real[:-1] + b',"z":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "NaN": real.replace('"王伟"'.encode(), b"NaN"),
        "infinity": real.replace('"王伟"'.encode(), b"1e999"),
        "a fraction": real.replace('"王伟"'.encode(), b"1.5"),
        "a number beyond 63 bits": real.replace('"王伟"'.encode(), str(2**64).encode()),
        "a number written otherwise": real.replace('"王伟"'.encode(), b"01"),
        "a key twice": real.replace(b'"d":', b'"d":"","d":'),
        "an answer twice": real.replace(b'{"c":{', b'{"c":{"household/head":"x",'),
        "answers in another order": edited(c=orjson.Fragment(b'{"household/b":"1","household/a":"2"}')),
        "keys in another order": b'{"d":"",' + real[1:],
        "spaces": real.replace(b":", b": ", 1),
        "text that is not NFC": real.replace("王伟".encode(), "e\u0301".encode()),
        "Hangul that is not NFC": real.replace("王伟".encode(), "\u1100\u1161".encode()),
        "NUL": edited(c={"household/head": "a\0b"}),
        "NUL in a path": edited(c={"household/h\0": "b"}),
        "a bare control character": real.replace("王伟".encode(), b"a\x01b"),
        "a lone surrogate, escaped": real.replace("王伟".encode(), b"\\ud800"),
        "a lone surrogate": real.replace("王伟".encode(), b"\xed\xa0\x80"),
        "bytes that are no UTF-8": real.replace("王伟".encode(), b"\xe4A\xbd\x80"),
        "an object for an answer": edited(c={"household/head": {"a": 1}}),
        "a list for an answer": edited(c={"household/head": ["a"]}),
        "answers that are none": edited(c=[]),
        "a path without a record": edited(c={"head": "x"}),
        "an empty path": edited(c={"": "x"}),
        "no household": edited(h="x"),
        "a household's id in capitals": edited(h=HOME.upper().replace("0", "A")),
        "a replica that is none": edited(r="../../x"),
        "a parent that is none": edited(p=["x"]),
        "parents twice": edited(p=["ab" * 32] * 2),
        "parents in another order": edited(p=["cd" * 32, "ab" * 32]),
        "a previous that is none": edited(v="x"),
        "a negative number": edited(n=-1),
        "a number for a name": edited(u=5),
        "true for a number": edited(t=True),
        "a field missing": orjson.dumps({key: each for key, each in fields.items() if key != "k"}),
        "more than a million bytes": edited(c={"household/head": "x" * 1_000_001}),
        "more text behind": real + b"{}",
    }  # fmt: skip


@pytest.mark.parametrize("kind", [CHANGESET, CHANGESETS])
@pytest.mark.parametrize("what", bad_bodies())
def test_a_hostile_change_is_refused_with_all_that_came_along(
    what: str, kind: str, one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    body = bad_bodies()[what]
    good_ones = bodies(one)
    bad: list[Record] = [(CHANGESET, body)] if kind == CHANGESET else list(batches([*good_ones, body]))
    data = carrying([*batches(good_ones), *bad], header_of(good), one, two)
    assert isinstance(refused(two, data, tmp_path / "x.yihu"), ChangesetInvalid)
    (tmp_path / "good2.yihu").write_bytes(good)
    assert two.receive(tmp_path / "good2.yihu").union.new == 1


@pytest.mark.parametrize(
    "payload", [b"\0\0\0\0", b"\0\0\0", b"\0\0\0\5abcd", b"\xff\xff\xff\xffabc", pack(">I", 1) + b"{" + b"\0"]
)
def test_a_batch_that_contradicts_itself_is_refused(
    payload: bytes, one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    head = header_of(good)
    first = next(iter(write_frames(head, [])))
    name = CHANGESETS.encode()
    frame = pack(">I", 1 + len(name) + len(payload)) + bytes([len(name)]) + name + payload
    data = holding(zstandard.compress(first + frame), head, one, two)
    assert isinstance(refused(two, data, tmp_path / "x.yihu"), PackageDamaged)


def test_a_record_of_one_mebibyte_and_one_is_refused(
    one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    head = header_of(good)
    first = next(iter(write_frames(head, [])))
    record = pack(">I", 2**20 + 1) + b"\1x" + b"y" * (2**20 - 1)
    data = holding(zstandard.compress(first + record), head, one, two)
    assert isinstance(refused(two, data, tmp_path / "x.yihu"), PackageDamaged)


def test_a_tally_that_lies_is_refused(one: Store, two: Store, good: bytes, tmp_path: Path) -> None:
    head = header_of(good)
    whole = b"".join(write_frames(head, [*batches(bodies(one))]))
    lying = whole.replace(b'"records":2', b'"records":3')
    assert lying != whole
    data = holding(zstandard.compress(lying), head, one, two)
    assert isinstance(refused(two, data, tmp_path / "x.yihu"), PackageDamaged)


def test_parents_in_a_circle_wait_and_stop_nobody(
    one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    """A true circle can't be written, for ids are hashes; what names unknown or own-like parents waits."""
    lone = changeset({"head": "李四"}, ["ab" * 32, "cd" * 32], household=HOME)
    child = changeset({"head": "张三"}, [lone], household=HOME, seq=2, previous=lone.id)
    data = carrying([*batches([child.body, lone.body])], header_of(good), one, two)
    (tmp_path / "x.yihu").write_bytes(data)
    assert two.receive(tmp_path / "x.yihu").union.waiting == 2
    assert two.document(HOME).values == {}
    (tmp_path / "good2.yihu").write_bytes(good)
    two.receive(tmp_path / "good2.yihu")
    assert two.document(HOME).values["household/head"] == "王伟"


NAMES = (
    "../../evil.jpg",
    "/etc/passwd.jpg",
    "C:\\Windows\\x.jpg",
    "\\\\server\\share\\x.jpg",
    "NUL",
    "CON.jpg",
    "a:b",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_from_a_file_never_becomes_a_path(
    name: str, one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    """Attachments are found by hash only; an answer may say anything."""
    body = changeset({"photo": name}, household=HOME).body
    form = orjson.dumps({"id": name, "version": "1", "title": "", "sha256": "ab", "xform": "cd" * 32,
                         "files": {name: "ef" * 32}, "properties": {}})  # fmt: skip
    (tmp_path / "x.yihu").write_bytes(carrying([*batches([body])], header_of(good), one, two))
    two.receive(tmp_path / "x.yihu")
    assert not two.has_attachment(name)
    assert isinstance(
        refused(two, carrying([("form", form)], header_of(good), one, two), tmp_path / "y.yihu"),
        PackageDamaged,
    )
    known = {"one", "two", "good.yihu", "x.yihu", "y.yihu"}
    assert {path.name for path in tmp_path.iterdir()} == known


def test_batches_read_back_as_they_were() -> None:
    some = [os.urandom(size) for size in (1, 70_000, 300_000, 5)]
    got = [body for _, payload in batches(iter(some)) for body in read_batch(payload)]
    assert got == some


# The resource module's figure begins with that of the process that started this one: `VmHWM` is its own.
BOMB = """
import sys
from pathlib import Path
from yihu.base.errors import UserError
from yihu.storage.store import Store
def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024
store = Store.open(Path(sys.argv[1]), sys.argv[2], machine="m")
for name in sys.argv[3:]:
    try:
        store.receive(Path(name))
        print("taken")
    except UserError as refusal:
        print(refusal.code)
print(peak())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux")
def test_bombs_of_ten_thousand_to_one_are_stopped_within_the_memory(
    one: Store, two: Store, good: bytes, tmp_path: Path
) -> None:
    head = header_of(good)
    first = next(iter(write_frames(head, [])))
    frame = pack(">I", 2**20) + b"\1z" + b"\0" * (2**20 - 2)
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    plain = [packer.compress(first)] + [packer.compress(frame) for _ in range(1500)] + [packer.flush()]
    (tmp_path / "frames.yihu").write_bytes(holding(b"".join(plain), head, one, two))
    endless = zstandard.ZstdCompressor(level=3).compressobj()
    zeros = b"".join([endless.compress(bytes(2**20)) for _ in range(1500)] + [endless.flush()])
    (tmp_path / "zeros.yihu").write_bytes(holding(zeros, head, one, two))
    assert (tmp_path / "frames.yihu").stat().st_size * 5000 < 1500 * 2**20
    before = dump(two, *REGISTER)
    folder, passphrase = two.folder, "一二三四五六"
    close_all()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            BOMB,
            str(folder),
            passphrase,
            str(tmp_path / "frames.yihu"),
            str(tmp_path / "zeros.yihu"),
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    *codes, memory = done.stdout.split()
    assert codes == ["package-damaged"] * 2
    assert int(memory) <= 150
    store = Store.open(folder, passphrase, machine="m")
    assert dump(store, *REGISTER) == before
    store.close()
