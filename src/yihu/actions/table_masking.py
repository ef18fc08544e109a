"""A table as it may leave the laptop where nobody asked for numbers in full: stars, and places to a kilometre."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from yihu.register.masking import SENSITIVE, SHOWN, mask_value

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Cell, Column, Sheet

_AS_THEY_ARE = SHOWN | {"record", "document", "household", "path"}
"""Ids of the program itself, not of people."""

_ID_LETTERS = 36
_OWN_ID = re.compile("([a-z_]+~)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def hidden_sheet(sheet: Sheet, personal: frozenset[str] = frozenset()) -> Sheet:
    """The table with numbers of people hidden. `personal`: names of further columns to be hidden as telephones are."""
    hides = [hiding(column, personal) for column in sheet.columns]
    columns = tuple(
        replace(column, hidden=True) if _is_personal(column, personal) or column.kind == "place" else column
        for column in sheet.columns
    )
    return replace(sheet, columns=columns, rows=_rows(sheet, hides))


def _rows(sheet: Sheet, hides: Sequence[Callable[[str], str] | None]) -> Iterator[list[Cell]]:
    for row in sheet.rows:
        yield [
            hide(cell) if hide is not None and isinstance(cell, str) and cell else cell
            for cell, hide in zip(row, hides, strict=True)
        ]


def hiding(column: Column, personal: frozenset[str]) -> Callable[[str], str] | None:
    """How a cell's text is hidden; None where it is told as it is."""
    if column.kind == "place":
        return _rounded
    name = column.property or column.name
    if column.kind != "text" or name in _AS_THEY_ARE:
        return None
    if column.name in personal:
        return partial(_hidden, "phone")
    return partial(_hidden, "id_number" if column.name == "head_id_number" else name)


def _hidden(name: str, text: str) -> str:
    """The text with numbers of people hidden; an id of the program's own, which may be mere digits, stays whole."""
    return text if len(text) >= _ID_LETTERS and _OWN_ID.fullmatch(text) else mask_value(name, text)


def _is_personal(column: Column, personal: frozenset[str]) -> bool:
    return column.name in personal or (column.property or column.name) in SENSITIVE


def _rounded(place: str) -> str:
    from yihu.exchange.outgoing.places import HIDDEN_DECIMALS
    from yihu.exchange.outgoing.sheet import place_of

    found = place_of(place)
    return "" if found is None else " ".join(f"{degrees:.{HIDDEN_DECIMALS}f}" for degrees in found)
