"""A register in memory, for presenters: the reading half of the store, without a database."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from yihu.actions.next_step import NextStep, StepKind
from yihu.actions.show_household import HouseholdView
from yihu.actions.workspace import Workspace
from yihu.base.clock import FixedClock
from yihu.planning.plan import Measure, Plan
from yihu.register.checks import Finding
from yihu.register.household import Cause, Household, Person
from yihu.register.income import Income
from yihu.storage.rows import (
    Change,
    Counts,
    Event,
    HouseholdQuery,
    HouseholdRow,
    VillageCounts,
    VillageRow,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
QINGZHU, SHIQIAO, LIULIN = "999901101201", "999901101202", "999901102203"
VILLAGES = {QINGZHU: ("清溪镇", "青竹村"), SHIQIAO: ("清溪镇", "石桥村"), LIULIN: ("南湖镇", "柳林村")}

EVERYONE = HouseholdQuery()


def row(number: int, name: str, group: str = "三组", village: str = QINGZHU, **rest: Any) -> HouseholdRow:
    """One household of the list."""
    township, village_name = VILLAGES[village]
    return HouseholdRow(
        id=f"h{number:06}",
        head_name=name,
        village_code=village,
        village=village_name,
        township=township,
        group=group,
        address=f"{number}号",
        **rest,
    )


def some_rows() -> list[HouseholdRow]:
    """The households of the drawing of the list."""
    return [
        row(12, "周桂兰", persons=4, visit_state="done", plan_state="signed"),
        row(15, "刘德厚", persons=2, visit_state="in_progress", progress=62),
        row(18, "吉田秀英", persons=3, visit_state="done", plan_state="draft", conflicts=2),
        row(20, "欧阳建国", "四组", persons=5, visit_state="done", plan_state="to_make", checks=3),
        row(24, "曾爱莲", "四组", persons=1),
        row(27, "单福生", "四组", persons=6, visit_state="nobody_home", updated_ms=1795132800000),
        row(29, "解春香", "四组", persons=3, visit_state="done", plan_state="signed"),
        row(31, "仇大明", "五组", persons=4),
        row(40, "㛃䶮𬭚", "一组", village=SHIQIAO, persons=2, visit_state="refused"),
        row(41, "𠮷安", "二组", village=LIULIN, persons=2, visit_state="moved"),
    ]


@dataclass
class FakeStore:
    """What actions read from the store."""

    rows: list[HouseholdRow] = field(default_factory=some_rows)
    team: str = "青竹村二队"
    person: str = "张小芳"
    laptop: str = "青竹二队笔记本"
    role: str = "coordinator"
    reads: int = 0

    def my_card(self) -> SimpleNamespace:
        return SimpleNamespace(fingerprint="f" * 32)

    def villages(self) -> tuple[VillageRow, ...]:
        found = []
        for code, (township, name) in VILLAGES.items():
            here = [each for each in self.rows if each.village_code == code]
            groups = sorted({each.group for each in here})
            counted = tuple((group, sum(each.group == group for each in here)) for group in groups)
            if here:
                found.append(
                    VillageRow(code=code, name=name, township=township, groups=counted, households=len(here))
                )
        return tuple(found)

    def _find(self, query: HouseholdQuery) -> list[HouseholdRow]:
        marks = {"conflict": "conflicts", "check": "checks"}
        return [
            each
            for each in self.rows
            if (query.village in (None, "", each.village_code))
            and (query.group in (None, "", each.group))
            and (query.state in (None, "", each.visit_state))
            and (query.plan_state in (None, "", each.plan_state))
            and (not query.marked or getattr(each, marks[query.marked]))
            and query.text in each.head_name
        ]

    def households(
        self, query: HouseholdQuery = EVERYONE, after: str = "", limit: int = 200
    ) -> tuple[HouseholdRow, ...]:
        self.reads += 1
        found = self._find(query)
        first = next((n + 1 for n, each in enumerate(found) if each.id == after), 0)
        return tuple(found[first : first + limit])

    def count(self, query: HouseholdQuery) -> int:
        return len(self._find(query))

    def counts(self, village: str | None = None) -> Counts:
        def by(name: str, rows: list[HouseholdRow]) -> dict[str, int]:
            values = [getattr(each, name) for each in rows]
            return {value: values.count(value) for value in dict.fromkeys(values)}

        rows = self._find(HouseholdQuery(village=village))
        causes = {"illness": 4, "lack_labour": 3, "education": 2, "disability": 1}
        return Counts(
            households=len(rows),
            persons=sum(each.persons for each in rows),
            visit=by("visit_state", rows),
            plan=by("plan_state", rows),
            causes=causes if rows else {},
            main_causes=causes if rows else {},
            categories={},
            conflicts=sum(each.conflicts > 0 for each in rows),
            checks=sum(each.checks > 0 for each in rows),
            villages=tuple(
                VillageCounts(
                    code=one.code,
                    name=one.name,
                    township=one.township,
                    households=one.households,
                    visit=by("visit_state", self._find(HouseholdQuery(village=one.code))),
                    plan=by("plan_state", self._find(HouseholdQuery(village=one.code))),
                )
                for one in self.villages()
            ),
        )

    def household(self, household_id: str) -> HouseholdRow | None:
        return next((each for each in self.rows if each.id == household_id), None)

    def conflicts(self, household_id: str | None = None, limit: int = 500) -> tuple[Any, ...]:
        return ()

    def conflict_count(self) -> int:
        return sum(each.conflicts for each in self.rows)

    def contacts(self) -> tuple[Any, ...]:
        return ()

    def packages(self, limit: int = 100) -> tuple[Any, ...]:
        return ()

    def forms(self) -> tuple[Any, ...]:
        return ()

    def set_person(self, name: str) -> None:
        self.person = name

    def close(self) -> None:
        return


def fake_workspace(rows: list[HouseholdRow] | None = None) -> Workspace:
    """A workspace whose store is in memory."""
    store = FakeStore(rows=some_rows() if rows is None else rows)
    return Workspace(
        folder=Path("/data/yihu"),
        store=store,  # type: ignore[arg-type]
        clock=FixedClock(NOW),
        random=bytes,
        library=None,  # type: ignore[arg-type]
    )


def fake_view(**changes: Any) -> HouseholdView:
    """The household of the drawing: three persons below the line, two answers that differ."""
    persons = (
        Person(
            row="1",
            name="吉田秀英",
            sex="female",
            birth_date="1959-05-02",
            relation="head",
            health=("chronic",),
            labour_skill="lost",
        ),
        Person(
            row="2",
            name="李国强",
            sex="male",
            birth_date="1985-02-11",
            relation="son",
            health=("healthy",),
            labour_skill="ordinary",
            months_worked=9,
            work_place="township",
        ),
        Person(
            row="3",
            name="李雨桐",
            sex="female",
            birth_date="2011-03-30",
            relation="sons_daughter",
            health=("healthy",),
            school_status="junior_9",
        ),
    )
    household = Household(
        id="h000018",
        head_name="吉田秀英",
        village="青竹村",
        group="三组",
        category="marginal",
        persons=persons,
        income=Income(wages=Decimal(15720)),
        causes=(Cause(code="illness", main=True), Cause(code="lack_labour", main=False)),
        other={"food_ok": "yes", "medical_ok": "yes", "education_ok": "yes", "housing_ok": "no"},
    )
    plan = Plan(
        id="p1",
        version=1,
        state="draft",
        goal_date="2027-12-31",
        measures=tuple(Measure(row=str(n)) for n in range(4)),
    )
    events = (
        Event(
            at_ms=1795158720000,
            kind="finish",
            person="张小芳",
            laptop="青竹二队笔记本",
            mine=True,
            form="household@1",
            changeset="a",
            changes=(Change(path="household/phone", before=None, after="139"),),
        ),
        Event(
            at_ms=1795213200000,
            kind="resolution",
            person="何立群",
            laptop="镇汇总",
            mine=False,
            form="household@1",
            changeset="b",
            changes=(),
        ),
    )
    view = HouseholdView(
        household=household,
        plan=plan,
        row=replace(some_rows()[2]),
        events=events,
        next_step=NextStep(
            kind=StepKind.RESOLVE,
            sentence="Answers differ: please choose",
            reason="Both values are kept.",
            button="Choose",
            parameters={},
        ),
        conflicts=(),
        findings=(
            Finding(rule="R01", severity="warning", message="A doubt"),
            Finding(rule="R02", severity="error", message="A grave doubt"),
        ),
        line_yuan=Decimal(7300),
        line_source="",
        has_draft=False,
    )
    return replace(view, **changes)
