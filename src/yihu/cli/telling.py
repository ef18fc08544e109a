"""How commands tell what happened: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import click

from yihu.base.errors import UserError

OK, REFUSED, USAGE, DECIDE, BROKEN, STOPPED = 0, 1, 2, 3, 70, 130


def tell(text: str = "") -> None:
    """One line for people."""
    click.echo(text)


def tell_error(error: UserError) -> None:
    """One line on the error channel: what happened, what to do, and the code."""
    click.echo(f"yihu: {' '.join(str(error).split())}", err=True)


def tell_json(report: object) -> None:
    """A report for programs: UTF-8, one object."""
    click.echo(json.dumps(plain(report), ensure_ascii=False, indent=1))


def plain(value: Any) -> Any:
    """A report as JSON has it; bytes are left out, an error is its code and its words."""
    if isinstance(value, UserError):
        return {"code": value.code, "message": value.explain(), "advice": value.advise()}
    if is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: plain(one) for name, one in pairs if not isinstance(one, bytes)}
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, (Path, Decimal)) else value


def tell_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns under each other."""
    for line in table(rows):
        tell(line)


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, columns under each other; Chinese characters are two wide."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = (text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def moment(at_ms: int) -> str:
    """Local time, to the minute."""
    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%Y-%m-%d %H:%M}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
