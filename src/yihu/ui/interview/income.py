"""The income as it is worked out while it is asked: what stands in the card beside the questions (no Qt)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from yihu.base.i18n import N_, translate, translate_count
from yihu.register.properties import INCOME_LINES
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.paging import nodeset
from yihu.ui.interview.wording import grouped

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.register.income_explained import ExplainedLine, IncomeExplained

LINES: Final = frozenset(line for group in INCOME_LINES.values() for line in group)
_KINDS: Final = frozenset(("wage_kinds", "business_kinds", "property_kinds", "transfer_kinds"))
_GROUPS: Final = {
    "wages": N_("Wages"),
    "business": N_("Own business"),
    "property": N_("Income from property"),
    "transfers": N_("Transfers"),
    "costs": N_("Costs of production"),
}
_UNIT = re.compile(r"\s*[（(](元|yuan)[)）]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeRow:
    """One line of the card. `kind`: `group`, `line`, `apart` (doesn't count; `why`), `sum`."""

    kind: str
    words: str
    yuan: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeView:
    """The card.

    Attributes:
        rows: from the wages to the income per head.
        short: all of it in one sentence. verdict: against the line; `below`: under it; None: not known.
        rules: by whose rules it is counted.
    """

    rows: tuple[IncomeRow, ...]
    short: str
    verdict: str
    below: bool | None
    rules: str


def is_about_income(session: "Session", section_refs: tuple[str, ...]) -> bool:
    """Whether a section asks for income."""
    return any(session.question(ref).save_to in LINES | _KINDS for ref in section_refs)


def view_income(session: "Session", explained: "IncomeExplained", rules: str) -> IncomeView:
    """What the card says; figures with grouped thousands."""
    rows: list[IncomeRow] = []
    labels = {
        question.save_to: question.ref for question in session.form.questions.values() if question.save_to
    }
    for group, yuan in explained.groups.items():
        if not yuan and not any(line.group == group and line.yuan for line in explained.lines):
            continue
        sign = "−" if group == "costs" else ""
        rows.append(IncomeRow(kind="group", words=translate(_GROUPS[group]), yuan=f"{sign}{_yuan(yuan)}"))
        rows += [
            _line(session, labels, line)
            for line in explained.lines
            if line.group == group and line.property in LINES
        ]
    if explained.net_yuan is None or not rows:
        words = translate(N_("No income has been said yet."))
        return IncomeView(rows=(), short=words, verdict="", below=None, rules=rules)
    net, persons = _yuan(explained.net_yuan), _persons(explained.persons)
    rows.append(IncomeRow(kind="sum", words=translate(N_("Net income")), yuan=net))
    per_head = _yuan(explained.per_head_yuan) if explained.per_head_yuan is not None else "—"
    rows.append(
        IncomeRow(
            kind="sum",
            words=translate(N_("A head ({persons})")).format(persons=persons),
            yuan=per_head,
        )
    )
    short = translate(N_("Net income {net} yuan, {persons}, {each} yuan a head")).format(
        net=net, persons=persons, each=per_head
    )
    return IncomeView(
        rows=tuple(rows), short=short, verdict=_verdict(explained), below=explained.below_line(), rules=rules
    )


def _line(session: "Session", labels: dict[str, str], line: "ExplainedLine") -> IncomeRow:
    words = _UNIT.sub("", plain_text(_label(session, labels, line.property)))
    if line.counts:
        return IncomeRow(kind="line", words=words, yuan=_yuan(line.yuan))
    return IncomeRow(kind="apart", words=words, yuan=_yuan(line.yuan), why=line.reason())


def _label(session: "Session", labels: dict[str, str], property: str) -> str:
    place = labels.get(property, "")
    ref = next((ref for ref in session.refs() if nodeset(ref) == place), "") if place else ""
    return session.label(ref) if ref else property


def _verdict(explained: "IncomeExplained") -> str:
    below, line = explained.below_line(), explained.line
    if below is None or line is None:
        return ""
    msgid = N_("below the line of {line} yuan") if below else N_("not below the line of {line} yuan")
    return translate(msgid).format(line=_yuan(line.yuan))


def _persons(count: int) -> str:
    return translate_count("{count} person", "{count} persons", count).format(count=count)


def _yuan(amount: Decimal) -> str:
    text = f"{amount:f}"
    return grouped(text.rstrip("0").rstrip(".") if "." in text else text)
