"""Take helpers over from a spreadsheet: good rows come in, each other row says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.helpers import add_helper_group, division_for
from yihu.actions.known_lists import held, read_anew
from yihu.actions.pair_book import PairBook, read_pair_book
from yihu.actions.permission import guarded
from yihu.actions.subjects import RecordRefused, fill_record
from yihu.actions.write_file import explained
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress, Silent
from yihu.planning.pairing import HELPER, Helper
from yihu.register.codes import code_list
from yihu.register.subjects import named_subject_id

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.exchange import Table, TableRow

_HEADINGS: dict[str, str] = {
    "helper_called": "姓名 帮扶人 帮扶人姓名 帮扶责任人 委员姓名 委员 干部姓名 企业名称 名称 单位或姓名 name helper",
    "helper_kind": "类别 类型 身份 帮扶人类别 kind",
    "helper_of_unit": "单位 工作单位 所在单位 帮扶单位 单位及职务 界别 unit",
    "helper_of_group": "小组 学习活动小组 所在小组 委员小组 组名 group",
    "helper_level": "级别 层级 委员级别 level",
    "helper_telephone": "联系电话 电话 手机 手机号 手机号码 联系方式 帮扶人电话 phone telephone",
    "helper_capacity": "最多户数 结对户数 可结对户数 可帮扶户数 计划结对户数 帮扶户数 capacity households",
    "helper_skills": "能提供的帮助 帮扶能力 帮扶意愿 特长 专长 资源 skills",
    "helper_villages": "意向村 愿意去的村 对口村 联系村 村 村编码 villages",
    "helper_active_since": "开始日期 起始日期 since",
    "helper_active_until": "结束日期 until",
    "helper_remarks": "备注 说明 remarks",
}
_BY_HEADING = {word: name for name, words in _HEADINGS.items() for word in words.split()}
_ALSO = {
    "helper_kind": {"委员": "committee", "政协": "committee", "企业家": "firm", "公司": "firm", "机关干部": "cadre", "党员干部": "cadre", "社会人士": "other"},
    "helper_level": {"省": "province", "市": "city", "州": "city", "县": "county", "区": "county", "乡": "township", "镇": "township", "乡镇": "township"},
    "helper_skills": {"资助": "student_aid", "教育": "student_aid", "就业": "jobs", "岗位": "jobs", "用工": "jobs", "农技": "farming", "种植": "farming", "养殖": "farming", "技术": "farming", "医": "medicine", "卫生": "medicine", "销": "markets", "市场": "markets", "电商": "markets", "捐": "money", "金融": "money", "修路": "construction", "建": "construction", "法": "law"},
}  # fmt: skip
"""Property -> what lists write instead of a code's label -> the code."""

_CODED = {"helper_kind": "helper_kind", "helper_level": "helper_level", "helper_skills": "helper_skill"}
_USUAL = {"helper_kind": "committee", "helper_level": "county", "helper_capacity": "1"}
"""What a new helper is where its list doesn't say."""
_SEPARATORS = re.compile(r"[、，,;；/\s]+")
_BLANKS = re.compile(r"[\s　]+")
_WITHOUT = re.compile(r"（[^）]*）|\([^)]*\)|[\s　*：:]")


class HelperColumnMissing(UserError):
    """A list without a column of names."""

    code = "helper-column-missing"
    message = N_("The list has no column with the helpers' names.")
    advice = N_("Call one of its columns 姓名 (name) and choose the file again. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperProblem:
    """Why a row waits: its number as the spreadsheet shows it, its column, what stands there, what is wrong."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperImport:
    """What was taken over (or would be, when `dry_run`).

    Attributes:
        rows: those that are somebody. added, changed, unchanged: helpers. groups: new helper groups.
        problems: of the rows that wait. unmapped: columns that were left aside.
    """

    dry_run: bool
    rows: int
    added: int
    changed: int
    unchanged: int
    groups: int
    problems: tuple[HelperProblem, ...] = ()
    unmapped: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)


def suggest_helper_columns(header: Sequence[str]) -> dict[str, str]:
    """Heading -> property, each property once."""
    found: dict[str, str] = {}
    for heading in header:
        name = _BY_HEADING.get(_WITHOUT.sub("", heading).lower())
        if name and name not in found.values():
            found[heading] = name
    return found


@guarded
def import_helpers(
    workspace: Workspace,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> HelperImport:
    """Take all helpers of a list over; the same list twice changes nothing, a newer one what it says otherwise.

    A helper is known again by name and unit. Groups that aren't there yet are made. What a list leaves empty stays.

    Args:
        mapping: heading -> property of the form `helper`; None takes `suggest_helper_columns`.

    Raises:
        FileUnreadable, ListRefused, HelperColumnMissing, DiskFull, Cancelled.
    """
    from yihu.exchange import read_table

    table = read_table(path, sheet)
    chosen = dict(mapping) if mapping is not None else suggest_helper_columns(table.header)
    if "helper_called" not in chosen.values():
        raise HelperColumnMissing
    taking = _Taking(workspace, read_pair_book(workspace), dry_run)
    with explained(workspace.folder):
        taking.take(table, chosen, progress or Silent())
    return HelperImport(
        dry_run=dry_run,
        rows=taking.rows,
        added=taking.added,
        changed=taking.changed,
        unchanged=taking.unchanged,
        groups=len(taking.new_groups),
        problems=tuple(taking.problems),
        unmapped=tuple(heading for heading in table.header if heading and heading not in chosen),
        mapping=chosen,
    )


@dataclass(slots=True)
class _Row:
    """One row of the list: property -> heading and text."""

    number: int
    cells: dict[str, tuple[str, str]]

    def text(self, name: str) -> str:
        return self.cells.get(name, ("", ""))[1]


class _Taking:
    """Goes through the rows, and writes each that is right."""

    def __init__(self, workspace: Workspace, book: PairBook, dry_run: bool) -> None:
        self._workspace = workspace
        self._dry_run = dry_run
        self._known = {_same(each.name, each.unit): each for each in book.helpers.values()}
        self._groups = {each.name: each.id for each in book.groups.values()}
        self._villages = _village_names(workspace)
        self._seen: dict[tuple[str, str], int] = {}
        self.new_groups: list[str] = []
        self.rows = self.added = self.changed = self.unchanged = 0
        self.problems: list[HelperProblem] = []

    def take(self, table: Table, mapping: Mapping[str, str], progress: Progress) -> None:
        places = [
            (place, heading, mapping[heading])
            for place, heading in enumerate(table.header)
            if heading in mapping
        ]
        with held(self._workspace.store), self._workspace.store.together():
            for done, row in enumerate(table.rows):
                if done % 32 == 0:
                    progress.step(done, table.height)
                self.rows += 1
                self._take(_row(row, places))

    def _take(self, row: _Row) -> None:
        before = len(self.problems)
        answers = dict(self._answers(row))
        key = _same(answers.get("helper_called", ""), answers.get("helper_of_unit", ""))
        if not answers.get("helper_called"):
            self._problem(row, "helper_called", N_("The name is missing."))
        elif key in self._seen:
            words = translate(N_("The same helper stands in row {row} already."))
            self._problem(row, "helper_called", words.format(row=self._seen[key]))
        self._seen.setdefault(key, row.number)
        if len(self.problems) > before:
            return
        known = self._known.get(key)
        new = {name: text for name, text in answers.items() if known is None or _now(known, name) != text}
        if known is not None and not new:
            self.unchanged += 1
        elif self._write(row, known, answers if known is None else new, key):
            self.added += known is None
            self.changed += known is not None

    def _write(
        self, row: _Row, known: Helper | None, answers: Mapping[str, str], key: tuple[str, str]
    ) -> bool:
        id_ = known.id if known else named_subject_id(HELPER, "|".join(key))
        code = division_for(self._workspace, answers.get("helper_level", ""))
        if self._dry_run:
            return True
        try:
            fill_record(self._workspace, id_, HELPER, answers, record=HELPER, division_code=code)
        except RecordRefused as refused:
            for problem in refused.problems:
                self._problem(row, "helper_called", problem)
            return False
        return True

    def _answers(self, row: _Row) -> Iterator[tuple[str, str]]:
        """Property -> answer: what the row says and doesn't leave empty, and what a new helper needs beside it."""
        readers = {"helper_villages": self._village_codes, "helper_capacity": self._capacity}
        for name, (_, text) in row.cells.items():
            if text and name in _CODED:
                yield name, self._codes(row, name, text)
            elif text and name == "helper_of_group":
                yield name, self._group_of(text)
            elif text:
                yield name, readers[name](row, text) if name in readers else text
        if _same(row.text("helper_called"), row.text("helper_of_unit")) not in self._known:
            yield from ((name, usual) for name, usual in _USUAL.items() if not row.text(name))

    def _codes(self, row: _Row, name: str, text: str) -> str:
        words = _SEPARATORS.split(text) if name == "helper_skills" else [text]
        return " ".join(dict.fromkeys(filter(None, (self._code(row, name, word) for word in words))))

    def _village_codes(self, row: _Row, text: str) -> str:
        found = (self._village(row, word) for word in _SEPARATORS.split(text) if word)
        return " ".join(dict.fromkeys(filter(None, found)))

    def _capacity(self, row: _Row, text: str) -> str:
        number = text.removesuffix("户")
        if not re.fullmatch(r"\d{1,3}", number):
            self._problem(row, "helper_capacity", N_("This is no number of households from 0 to 999."))
        return number

    def _group_of(self, text: str) -> str:
        if text not in self._groups:
            self.new_groups.append(text)
            made = "" if self._dry_run else add_helper_group(self._workspace, {"team_called": text}).id
            read_anew(self._workspace)
            self._groups[text] = made or text
        return self._groups[text]

    def _code(self, row: _Row, name: str, word: str) -> str:
        plain = word.strip().lower()
        if not plain:
            return ""
        for code in code_list(_CODED[name]):
            if plain in (code.value, code.zh, code.en.lower()):
                return code.value
        also = _ALSO[name]
        found = also.get(plain) or next((code for part, code in also.items() if part in plain), "")
        if not found:
            words = translate(N_("Not known here; one of: {words}"))
            self._problem(
                row, name, words.format(words="、".join(code.label() for code in code_list(_CODED[name])))
            )
        return found

    def _village(self, row: _Row, word: str) -> str:
        found = self._villages.get(word, [])
        if len(found) != 1:
            self._problem(
                row, "helper_villages", N_("There is no village of this name or code here, or several.")
            )
            return ""
        return found[0]

    def _problem(self, row: _Row, name: str, reason: str) -> None:
        heading, text = row.cells.get(name, ("", ""))
        self.problems.append(
            HelperProblem(row=row.number, column=heading, value=text, reason=translate(reason))
        )


def _row(row: TableRow, places: Sequence[tuple[int, str, str]]) -> _Row:
    return _Row(row.number, {name: (heading, _text(row.values[place])) for place, heading, name in places})


def _text(value: object) -> str:
    """As it was meant: full-width digits and stray blanks put right, whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", str(value))).strip()


def _same(name: str, unit: str) -> tuple[str, str]:
    """What tells helpers apart, blanks aside."""
    return _BLANKS.sub("", name), _BLANKS.sub("", unit)


def _now(helper: Helper, name: str) -> str:
    """What the register says of a helper, as an answer."""
    now = {
        "helper_called": helper.name,
        "helper_kind": helper.kind,
        "helper_of_unit": helper.unit,
        "helper_of_group": helper.group,
        "helper_level": helper.level,
        "helper_telephone": helper.phone,
        "helper_capacity": str(helper.capacity),
        "helper_skills": " ".join(helper.skills),
        "helper_villages": " ".join(helper.villages),
        "helper_active_since": helper.since,
        "helper_active_until": helper.until,
        "helper_remarks": helper.remarks,
    }
    return now[name]


def _village_names(workspace: Workspace) -> dict[str, list[str]]:
    """Code, name and township with name -> codes."""
    found: dict[str, list[str]] = {}
    for row in workspace.store.villages():
        for word in (row.code, row.name, f"{row.township}{row.name}"):
            found.setdefault(word, []).append(row.code)
    return found
