"""The official tables: households, their members, income, and the national system's five sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.actions.table_columns import OfficialColumn, column_of, official_columns
from yihu.actions.table_forms import asked_in
from yihu.actions.table_sources import Known, Source, new_sheet
from yihu.base.i18n import CHINESE
from yihu.register.properties import INCOME_LINES, INCOME_TOTALS, VOCABULARY

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.exchange.outgoing import Cell, Column, Sheet

HOUSEHOLDS, PERSONS, INCOME = "户信息", "家庭成员", "收入与支出"
_PLACE = ("2b", ("省", "市", "县", "乡", "村"))
_INCOME = frozenset(name for group in INCOME_LINES.values() for name in group) | frozenset(
    INCOME_TOTALS.values()
)


def _places() -> list[OfficialColumn]:
    part, terms = _PLACE
    found = [one for one in official_columns(part) if one.column.title in terms]
    return [*found, _own("division_code", "村编码"), _own("group", "组"), _own("household_number", "户编号")]


def _own(name: str, title: str) -> OfficialColumn:
    return OfficialColumn(column_of(name, title), lambda household, _: household.get(name, ""))


def _household_columns(source: Source) -> list[OfficialColumn]:
    """Where it is and whose it is, the official ones of 2a, 2e and 2c, then what the questionnaire asks beside."""
    head = [one for one in official_columns("2b") if one.column.name in ("head_name", "head_id_number")]
    official = [one for part in ("2a", "2e", "2c") for one in official_columns(part)]
    found = {one.column.name: one for one in reversed([*_places(), *head, *official])}
    ordered = [*_places(), *head, *official, *_asked_beside(source.workspace)]
    taken: set[str] = set()
    chosen = []
    for one in ordered:
        if one.column.name not in taken and one.column.name not in _INCOME:
            taken.add(one.column.name)
            chosen.append(found.get(one.column.name, one))
    return _with_questions(source.workspace, chosen)


def _asked_beside(workspace: Workspace) -> Iterator[OfficialColumn]:
    for asked in asked_in(workspace.library.form("household"), of_language=CHINESE):
        name = asked.column.property
        if (
            name in VOCABULARY
            and VOCABULARY[name].entity == "households"
            and VOCABULARY[name].kind != "image"
        ):
            yield _own(name, asked.column.title)


def _with_questions(workspace: Workspace, columns: Sequence[OfficialColumn]) -> list[OfficialColumn]:
    form = workspace.library.form("household")
    questions = {
        asked.column.property: asked.column.question
        for repeat in ("", "member")
        for asked in asked_in(form, repeat)
    }
    return [
        replace(one, column=replace(one.column, question=questions.get(one.column.property, "")))
        for one in columns
    ]


def _of_households(source: Source, columns: Sequence[OfficialColumn]) -> Iterator[Sequence[Cell]]:
    reads = [one.read for one in columns]
    for known in source.households():
        yield [read(known.single, {}) for read in reads]


def _of_persons(
    source: Source,
    columns: Sequence[OfficialColumn],
    wanted: Callable[[Known, dict[str, str]], bool] | None = None,
) -> Iterator[Sequence[Cell]]:
    reads = [one.read for one in columns]
    for known in source.households():
        for member in known.members:
            if wanted is None or wanted(known, member.properties):
                yield [read(known.single, member.properties) for read in reads]


def _columns(found: Sequence[OfficialColumn]) -> tuple[Column, ...]:
    return tuple(one.column for one in found)


def households_sheet(source: Source) -> Sheet:
    columns = _household_columns(source)
    return new_sheet("households", HOUSEHOLDS, _columns(columns), _of_households(source, columns))


def _person_columns(source: Source) -> list[OfficialColumn]:
    return _with_questions(source.workspace, list(official_columns("2b")))


def persons_sheet(source: Source) -> Sheet:
    columns = _person_columns(source)
    return new_sheet("persons", PERSONS, _columns(columns), _of_persons(source, columns))


def income_sheet(source: Source) -> Sheet:
    head = [one for one in official_columns("2b") if one.column.name in ("head_name", "income_year")]
    lines: dict[str, OfficialColumn] = {}
    for one in official_columns("2d"):
        title = _of_group(one.column.name, one.column.title)
        lines.setdefault(one.column.name, replace(one, column=replace(one.column, title=title)))
    columns = _with_questions(source.workspace, [*_places(), *head, *lines.values()])
    return new_sheet("income", INCOME, _columns(columns), _of_households(source, columns))


_GROUPS = {
    "wages": "工资性收入",
    "business": "生产经营性收入",
    "property": "财产性收入",
    "transfers": "转移性收入",
    "costs": "生产经营性支出",
}


def _of_group(name: str, term: str) -> str:
    """A line of the income with its group before it: 林果 alone may be an orchard."""
    group = next((words for key, words in _GROUPS.items() if name in INCOME_LINES[key]), "")
    return f"{group}-{term}" if group else term


_WORK = (
    "省", "市", "县", "乡", "村", "户编号", "人口编号", "姓名", "性别", "证件号码", "成员联系电话", "劳动技能",
    "务工所在地", "务工企业名称", "务工时间（月）", "产业分类", "就业渠道", "是否国外务工",
)  # fmt: skip
_NOT_MONITORED = (None, "", "none")


def national_sheets(source: Source) -> Iterator[Sheet]:
    """The national system's five sheets, as far as their columns are known; headings in row 3."""
    persons = _person_columns(source)
    work = [one for term in _WORK for one in persons if one.column.title == term]
    monitored = _of_persons(
        source, persons, lambda known, _: known.single.get("category") not in _NOT_MONITORED
    )
    away = _of_persons(source, work, lambda _, person: _works_away(person))
    households = _household_columns(source)
    for name, title, columns, rows, note in (
        ("monitored", "监测对象信息", persons, monitored, "监测对象的家庭成员，一人一行"),
        ("households", "户信息", households, _of_households(source, households), "一户一行"),
        ("away", "已外出务工", work, away, "在乡镇以外务工的成员，一人一行"),
        ("leaving", "计划外出务工", work, iter(()), "调查问卷不问打算外出务工的人，请在此填写"),
    ):
        yield new_sheet(name, title, _columns(columns), rows, title, note)
    yield _national_villages(source)


def _works_away(person: dict[str, str]) -> bool:
    return person.get("worked") != "no" and person.get("work_place", "") not in ("", "township")


def _national_villages(source: Source) -> Sheet:
    from yihu.exchange.outgoing import Column

    place = [one for one in _places() if one.column.name not in ("group", "household_number")]
    more = (
        Column(name="households", title="户数", kind="integer"),
        Column(name="persons", title="人数", kind="integer"),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        for village in source.workspace.store.villages():
            if source.villages and village.code not in source.villages:
                continue
            single = {"division_code": village.code, "township": village.township, "village": village.name}
            persons = source.workspace.store.counts(village.code).persons
            yield [*(one.read(single, {}) for one in place), village.households, persons]

    return new_sheet("villages", "行政村", (*_columns(place), *more), rows(), "行政村", "一村一行")
