"""How ID, telephone and account numbers are shown to who didn't ask for them on purpose.

The strict way of government sites: of an ID number the first and the last character, so that it can't be put
together again from birth date and county; of a telephone number the first three and the last two. In any text that
isn't known to be harmless, long runs of digits are hidden too: people write numbers into remarks.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

HIDDEN = "*"
ID_NUMBERS = frozenset(("id_number", "disability_cert_number"))
PHONES = frozenset(("phone", "person_phone", "helper_phone", "helper_telephone", "removal_contact_phone"))
ACCOUNTS = frozenset(("bank_account",))
SENSITIVE = ID_NUMBERS | PHONES | ACCOUNTS
_FILES = ("record", "measure", "photo", "photos", "signature")
SHOWN = frozenset(
    (
        "household_number",
        "person_number",
        "number",
        "division_code",
        "id",
        "row",
        "visit_date",
        "birth_date",
        *_FILES,
    )
)
RULES = "rules"
"""Of a household: what it is judged by, nothing about anybody."""
LONG_DIGITS = 7
_RUN = re.compile(r"\d(?: ?\d){6,}[Xx]?|1\d\d-\d{4}-\d{4}|0\d{2,3}-\d{7,8}")
Record = TypeVar("Record")


def mask_value(name: str, text: str) -> str:
    """A property's text as it may be shown. `name`: of the property; an unknown one counts as free text."""
    if name in ID_NUMBERS:
        return _masked(text, 1, 1)
    if name in PHONES:
        return _masked(text, 3, 2)
    if name in ACCOUNTS:
        return _masked(text, 0, 4)
    if name in SHOWN:
        return text
    return _RUN.sub(lambda found: _masked(found[0], 1, 1), text)


def mask_record(record: Record) -> Record:
    """A household, a person or any other frozen dataclass with every text in it as it may be shown."""
    changed = {field.name: _mask(field.name, getattr(record, field.name)) for field in fields(record)}  # type: ignore[arg-type]
    return replace(record, **changed)  # type: ignore[type-var]


def mask_differing(name: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Several answers to one question, to choose between: places where they differ are shown, others as usual.

    Where that would show more than half of what is usually hidden, they stay hidden: two numbers without anything
    in common would stand there in full, and nobody would have asked for it on purpose.
    """
    masked = [mask_value(name, text) for text in texts]
    if masked == list(texts) or len({len(text) for text in texts}) != 1:
        return tuple(masked)
    differs = [len(set(letters)) > 1 for letters in zip(*texts, strict=True)]
    told = tuple(
        "".join(
            letter if shown or unlike else HIDDEN
            for letter, shown, unlike in zip(
                text, (mask == real for mask, real in zip(cover, text, strict=True)), differs, strict=True
            )
        )
        for text, cover in zip(texts, masked, strict=True)
    )
    too_much = any(
        2 * one.count(HIDDEN) < cover.count(HIDDEN) for one, cover in zip(told, masked, strict=True)
    )
    return tuple(masked) if too_much else told


def _mask(name: str, value: Any) -> Any:
    if name == RULES:
        return value
    if isinstance(value, str):
        return mask_value(name, value)
    if isinstance(value, tuple):
        return tuple(_mask(name, each) for each in value)
    if isinstance(value, dict):
        return {key: _mask(str(key), each) for key, each in value.items()}
    return mask_record(value) if is_dataclass(value) and not isinstance(value, type) else value


def _masked(text: str, first: int, last: int) -> str:
    """As many stars as characters are hidden; of a short text all of it."""
    if len(text) < LONG_DIGITS:
        return HIDDEN * len(text)
    return text[:first] + HIDDEN * (len(text) - first - last) + text[len(text) - last :]
