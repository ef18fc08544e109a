"""The organisation's own file, `organisation.bin`: the root's seed, sealed twice.

Once with a key derived from the team's passphrase (Argon2id), once with one derived from the seed itself, which the
words of the recovery sheet are: so it is told at once whether a sheet belongs to a file. The rest is readable: the
root's statement about itself. Without the file the words are enough, with the organisation's name.
"""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

import nacl.pwhash.argon2id
import orjson
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from yihu.sync.organisation import Organisation, read_paper, root_identity
from yihu.sync.organisation_errors import PaperInvalid, SealWrong
from yihu.sync.organisation_texts import SHEET_WORD
from yihu.sync.recovery_words import KEY_BYTES, key_from_words

MAGIC = b"YIHUORG1\n"
BYTES_AT_MOST = 65_536
STRONG = {"memlimit": 128 * 2**20, "opslimit": 3}
QUICK = {"memlimit": 2**16, "opslimit": 1}
_MEMORY_AT_MOST, _ROUNDS_AT_MOST = 2**30, 10


def seal_root(
    seed: bytes,
    organisation: Organisation,
    passphrase: str,
    random: Callable[[int], bytes],
    cost: Mapping[str, int] = STRONG,
) -> bytes:
    """The file. `cost`: `QUICK` for tests and the demo only."""
    salt = random(nacl.pwhash.argon2id.SALTBYTES)
    by_passphrase, by_words = SecretBox(_stretched(passphrase, salt, cost)), SecretBox(_words_key(seed))
    fields = {
        "organisation": organisation.signed.to_fields(),
        "passphrase": {
            "box": bytes(by_passphrase.encrypt(seed, random(24))).hex(),
            "salt": salt.hex(),
            **cost,
        },
        "words": {"box": bytes(by_words.encrypt(seed, random(24))).hex()},
    }
    return MAGIC + orjson.dumps(fields, option=orjson.OPT_SORT_KEYS) + b"\n"


def read_sealed(data: bytes, name: str = "") -> Organisation:
    """Whose file it is. Raises `PaperInvalid`."""
    paper = read_paper(_fields(data, name).get("organisation"), name)
    if not isinstance(paper, Organisation):
        raise PaperInvalid(name=name)
    return paper


def open_with_passphrase(data: bytes, passphrase: str, name: str = "") -> bytes:
    """The seed. Raises SealWrong, PaperInvalid."""
    fields, organisation = _fields(data, name), read_sealed(data, name)
    try:
        part = fields["passphrase"]
        box, salt = bytes.fromhex(part["box"]), bytes.fromhex(part["salt"])
        key = _stretched(passphrase, salt, {name: int(part[name]) for name in QUICK})
    except (KeyError, TypeError, ValueError, CryptoError) as cause:
        raise PaperInvalid(name=name) from cause
    return _opened(box, key, organisation)


def open_with_words(data: bytes, words: str, name: str = "") -> bytes:
    """The seed, if these words are this organisation's.

    Raises SealWrong, PaperInvalid, and what `key_from_words` raises.
    """
    fields, organisation = _fields(data, name), read_sealed(data, name)
    try:
        box = bytes.fromhex(fields["words"]["box"])
    except (KeyError, TypeError, ValueError) as cause:
        raise PaperInvalid(name=name) from cause
    return _opened(box, _words_key(seed_from_sheet(words)), organisation)


def seed_from_sheet(text: str) -> bytes:
    """The seed from the words of a sheet, or from the text of its code. Raises as `key_from_words`, SealWrong."""
    compact = "".join(text.split()).upper()
    if not compact.startswith(SHEET_WORD):
        return key_from_words(text)
    try:
        seed = bytes.fromhex(compact[len(SHEET_WORD) :])
    except ValueError as cause:
        raise SealWrong from cause
    if len(seed) != KEY_BYTES:
        raise SealWrong
    return seed


def _opened(box: bytes, key: bytes, organisation: Organisation) -> bytes:
    try:
        seed = SecretBox(key).decrypt(box)
    except (CryptoError, ValueError) as cause:
        raise SealWrong from cause
    if root_identity(seed).signing().verify_key.encode().hex() != organisation.sign:
        raise SealWrong
    return seed


def _fields(data: bytes, name: str) -> dict[str, Any]:
    try:
        if not data.startswith(MAGIC) or len(data) > BYTES_AT_MOST:
            raise ValueError("magic")
        fields = orjson.loads(data[len(MAGIC) :])
    except ValueError as cause:
        raise PaperInvalid(name=name) from cause
    if not isinstance(fields, dict):
        raise PaperInvalid(name=name)
    return fields


def _words_key(seed: bytes) -> bytes:
    return blake2b(key=seed, digest_size=32, person=b"yihu words box").digest()


def _stretched(passphrase: str, salt: bytes, cost: Mapping[str, int]) -> bytes:
    if cost["memlimit"] > _MEMORY_AT_MOST or cost["opslimit"] > _ROUNDS_AT_MOST:
        raise ValueError("cost")
    return nacl.pwhash.argon2id.kdf(
        32, passphrase.encode(), salt, opslimit=cost["opslimit"], memlimit=cost["memlimit"]
    )
