"""What each role may do and see, asked of every action that there is: a new one can't be forgotten."""

import ast
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.laptops import PASSPHRASE, answer, family, introduce, new_laptop, register, survey, wait
from tests.unit.pdf_text import ReadPdf
from tests.unit.stores import dump

from yihu import actions
from yihu.actions import (
    ALL_NUMBERS,
    Workspace,
    adopt_measure,
    create_organisation,
    export_package,
    invite_laptop,
    join_organisation,
    leave_plan,
    my_card,
    open_plan,
    open_visit,
    read_invitation,
    receive_packages,
    reveal,
    save_card,
    save_invitation,
    set_role,
)
from yihu.actions.permission import DEEDS, FREE
from yihu.actions.reading import household_of, plans_of
from yihu.register.filters import Wanted
from yihu.storage.errors import RoleForbids
from yihu.storage.roles import COORDINATOR, SURVEYOR, VIEWER
from yihu.storage.rows import HouseholdQuery

SOURCES = Path(__file__).parents[2] / "src" / "yihu"
WITHIN = frozenset(
    [
        "compare_list",
        "household_of",
        "plan_of",
        "plans_of",
        "own_record",
        "line_of",
        "open_session",
        "last_saved",
        "property_paths",
        "open_seal",
        "view_card",
        "form_ref",
        "undecided",
        "finish_record",
        "seal",
        "list_records",
        "paper_of",
        "view_member",
        "write_back",
        "mask_event",
        "shared_with",
        "as_given",
        "begin_with",
        "filled_content",
        "first_answers",
        "minutes_content",
        "notice_content",
        "photos_of",
        "read_subject",
        "summary_content",
        "village_rows",
        "village_plan_content",
        "names_of_village",
        "needs_coordinator",
        "find_in_sums",
        "report_of",
        "shared_rules",
        "waits_here",
        "ledger_by_id",
        "ledgers",
        "names_of",
        "statement_paper",
        "village_names",
        "around_of",
        "find_table",
        "log_saving",
        "table_kinds",
        "answered_record",
        "households_in",
        "known_rows",
        "read_anew",
        "read_pair_book",
        "rows_in",
        "rows_of",
        "read_pairs",
        "open_interview",
        "take_back",
    ]
)
"""Used by other actions only: they ask first."""

FOR_CHOOSING = frozenset(
    ["list_conflicts", "show_conflicts", "show_household", "preview_plan", "preview_paper", "differing_paths"]
)
"""Show parts of numbers to who decides between them, or what will stand on the paper."""

SPEECHLESS = (type(None), bool, int, float, Decimal, Fraction, date, datetime, timedelta, Enum, UUID)


def every_action() -> dict[str, Callable[..., Any]]:
    """Name -> each public function of `yihu.actions` that works on an open folder."""
    found = {}
    for module in pkgutil.iter_modules(actions.__path__):
        loaded = import_module(f"yihu.actions.{module.name}")
        for name, thing in vars(loaded).items():
            if inspect.isfunction(thing) and thing.__module__ == loaded.__name__ and name[0] != "_":
                parameters = list(inspect.signature(thing).parameters)
                if parameters[:1] == ["workspace"]:
                    found[name] = thing
    return found


ACTIONS = every_action()
READING = sorted(ACTIONS.keys() - DEEDS.keys() - FREE.keys() - WITHIN)


def everything(space: Workspace) -> object:
    """All that a folder holds but what is computed anew from it."""
    with space.store._db.read() as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "search", "summary_cache"))
        ]
    files = {path.name: path.read_bytes() for path in space.folder.glob("*.json")}
    return dump(space.store, *sorted(tables)), files


@dataclass(frozen=True)
class World:
    """A laptop with one of everything, and the numbers that stand in it."""

    space: Workspace
    numbers: frozenset[str]
    given: Mapping[str, Any]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    team, office = new_laptop(folder / "team"), new_laptop(folder / "office", "镇汇总", "李建军")
    introduce(team, office)
    made = create_organisation(office, "青山县", PASSPHRASE)
    answer_ = save_invitation(invite_laptop(office, my_card(team), "team"), folder)
    join_organisation(team, read_invitation(team, answer_))
    home, twin = register(team), register(team)
    for each in (home, twin):
        survey(team, each, family())
    desk = open_plan(team, home)
    leave_plan(team, adopt_measure(team, desk, desk.suggestions[0]))
    team.store.write(
        home,
        {"plan/helper_phone": "13912340777", "household/remark": "女婿电话13812349876"},
        "plan@1",
        "plan",
    )
    receive_packages(office, [export_package(team, folder, [my_card(office).fingerprint]).path])
    wait(team)
    wait(office, 2)
    member = next(path for path in sorted(team.store.document(home).values) if path.endswith("/id_number"))
    for space, phone, number in (
        (team, "13800131001", "430999196001011017"),
        (office, "13900299002", "430999195912122028"),
    ):
        answer(space, home, phone=phone)
        space.store.write(home, {member: number}, "household@2026112301", "visit")
    back = export_package(office, folder, [my_card(team).fingerprint]).path
    receive_packages(team, [back])
    (folder / "broken.yihu").write_bytes(back.read_bytes()[:-50])
    receive_packages(team, [folder / "broken.yihu"])
    team.store.put_text("template", "card", 1, "card", 'kind = "card"')
    fund, task = with_fund_and_task(team, home)
    helper = with_helper(team, home)
    village = team.store.household(home).village_code
    item = with_village_plan(team, village)
    selection = actions.make_selection(team, "电话13812349876", Wanted(), purpose="王总13912340777").id
    actions.take_from_selection(team, selection, [twin], "已搬走，电话13912340777")
    interview = open_visit(team, home)
    numbers = set()
    for space in (team, office):
        for each in (home, twin):
            values = space.store.document(each).values
            kept = [str(value) for value in values.values() if value]
            kept += [str(one.value) for row in space.store.conflicts(each) for one in row.values]
            numbers |= {
                found
                for text in kept
                for found in re.findall(r"(?<![0-9a-f])[1-9]\d{10}(?!\d)|\d{17}[\dX]", text)
            }
    stranger = save_card(office, folder)
    given = {
        "household_id": home,
        "one_id": home,
        "other_id": twin,
        "household": home,
        "fund": fund,
        "task": task,
        "village_code": village,
        "wanted": Wanted(),
        "numbers": (1, 2),
        "selection": selection,
        "query": HouseholdQuery(),
        "key": "household/phone",
        "rule": "latest",
        "path": stranger,
        "source": stranger,
        "name": "二",
        "text": "",
        "interview": interview,
        "sheet": made.sheet,
        "digits": made.sheet.digits,
        "form_id": "household",
        "household_ids": home,
        "kind": "questionnaire",
        "ref": "regular-2026",
        "record": "household",
        "value": "13800131001",
        "paths": ("household/phone",),
        "version": interview.form_ref.partition("@")[2],
    }
    special = {
        "verify_package": {"path": back},
        "read_invitation": {"source": answer_},
        "mask_answer": {"path": "household/phone"},
        "show_history": {"path": ""},
        "preview_rule": {"rule": actions.list_rules(team)[0]},
        "profile_of": {"household": household_of(team, team.store.document(home))},
        "rules_of": {
            "household": household_of(team, team.store.document(home)),
            "plan": plans_of(team, team.store.document(home))[0],
        },
        "shared_rule_text": {"key": actions.list_shared_rules(team)[0].key},
        "show_helper": {"name": helper},
        "helper_id": {"name": helper},
        "division_for": {"level": "county"},
        "list_without_helper": {"household_ids": [home]},
        "texts_about": {"row": member.split("/")[2]},
        "list_item_households": {"row": item},
        "project_photos": {"record": "project~none"},
        "save_profile": {"target": folder / "rules.toml"},
        "save_scorecard": {"target": folder / "card.toml"},
        "draft_bulletin": {"division": "430999000000"},
        "list_bulletins": {"division": "430999000000"},
        "names_in": {"wanted": Wanted()},
    }
    yield World(team, frozenset(numbers), given | {"*": special})
    team.close()
    office.close()


def with_fund_and_task(team: Workspace, home: str) -> tuple[str, str]:
    """A fund with a grant, and a task, in whose texts people wrote telephone numbers; their ids."""
    fund = actions.add_fund(team, "430999000000", "助困金 13812349876", "王总13912340777").fund
    actions.add_tranche(team, fund, received_on="2026-01-05", received_fen=100_000, note="电话13912340777")
    wish = actions.GrantWish(
        amount_fen=5_000,
        purpose="联系13812349876",
        household=home,
        on="2026-03-01",
        approved_by="王总13912340777",
    )
    actions.give_grants(team, fund, [wish])
    answers = {
        "task_title": "联系13812349876",
        "task_due_on": "2026-12-01",
        "task_kind": "other",
        "task_owner_kind": "person",
        "task_person": "王五13912340777",
        "task_note": "13812349876",
    }
    return fund, actions.add_task(team, "430999000000", answers).task


def with_helper(team: Workspace, home: str) -> str:
    """A helper with a group and a pair, in whose texts people wrote telephone numbers; its id."""
    group = {"team_called": "王总13912340777组", "team_unit": "电话13912340777"}
    answers = {
        "helper_kind": "firm",
        "helper_called": "王总13912340777",
        "helper_of_unit": "联系13812349876",
        "helper_of_group": actions.add_helper_group(team, group).id,
        "helper_level": "county",
        "helper_telephone": "13912340777",
        "helper_capacity": "9",
        "helper_active_since": "2026-01-01",
    }
    helper = actions.add_helper(team, answers).id
    ((_, record),) = actions.make_pairs(team, [(home, helper, "main")]).records
    pledge = {
        "pledge_household_state": "pledged",
        "pledge_household_what": "找13812349876",
        "pledge_household_on": "2026-03-01",
        "pledge_household_note": "电话13912340777",
    }
    actions.fill_record(team, home, "pairing", pledge, record=record)
    return helper


def with_village_plan(team: Workspace, village: str) -> str:
    """A village's plan and a project in whose words people wrote telephone numbers; an item's row."""
    told = {"goal": "联系13812349876", "leader": "王总13912340777", "background": "电话13912340777"}
    actions.write_village_plan(team, village, {f"vplan_{name}": text for name, text in told.items()})
    actions.gather_village_plan(team, village, 1)
    project = {"name": "路13812349876", "direction": "industry", "responsible": "王五13912340777"}
    answers = {f"project_{name}": text for name, text in project.items()}
    actions.write_project(team, village, {**answers, "milestone": [{"milestone_what": "电话13912340777"}]})
    words = {"item_title": "找王总13912340777", "item_responsible": "13812349876", "item_fund": "13912340777"}
    return actions.add_item(team, village, {"item_direction": "industry", **words})


def call(world: World, name: str) -> object:
    """An action with what it asks for."""
    asked = inspect.signature(ACTIONS[name]).parameters
    own = world.given["*"].get(name, {})
    needed = [each for each in list(asked.values())[1:] if each.default is each.empty or each.name in own]
    given = {}
    for each in needed:
        assert each.name in own or each.name in world.given, (
            f"teach this test what to give {name} as {each.name}"
        )
        given[each.name] = own.get(each.name, world.given.get(each.name))
    return ACTIONS[name](world.space, **given)


def texts(thing: object) -> Iterator[str]:
    """Every text that can be read in what an action gave back."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Path):
        yield str(thing)
    elif isinstance(thing, bytes):
        yield ReadPdf(thing).text() if thing.startswith(b"%PDF") else thing.decode("latin-1")
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from texts(key)
            yield from texts(value)
    elif isinstance(thing, list | tuple | set | frozenset):
        for each in thing:
            yield from texts(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))
    else:
        assert isinstance(thing, SPEECHLESS), f"teach this test to look into {type(thing)}"


def test_every_action_is_in_one_of_the_lists() -> None:
    listed = [*DEEDS, *FREE, *WITHIN]
    assert len(listed) == len(set(listed))
    assert set(listed) <= ACTIONS.keys()
    assert {name for name, action in ACTIONS.items() if hasattr(action, "__wrapped__")} == DEEDS.keys()


def test_what_actions_use_among_themselves_is_used_by_no_window_and_no_command() -> None:
    named = {
        each.name
        for folder in ("ui", "cli")
        for path in (SOURCES / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("yihu.actions")
        for each in node.names
    }
    assert named & WITHIN == set()
    assert {"open_visit", "show_household"} <= named


@pytest.fixture
def as_role(world: World) -> Iterator[Callable[[str], World]]:
    def take(role: str) -> World:
        set_role(world.space, role, PASSPHRASE)
        return world

    yield take
    set_role(world.space, COORDINATOR, PASSPHRASE)


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_who_only_looks_changes_nothing(name: str, as_role: Callable[[str], World]) -> None:
    space = as_role(VIEWER).space
    before = everything(space)
    asked = list(inspect.signature(ACTIONS[name]).parameters.values())[1:]
    given = {each.name: object() for each in asked if each.default is each.empty}
    with pytest.raises(RoleForbids) as refused:
        ACTIONS[name](space, **given)
    assert refused.value.code == "role-forbids"
    assert everything(space) == before


@pytest.mark.parametrize("name", sorted(name for name, deed in DEEDS.items() if deed == "manage"))
def test_a_surveyor_decides_nothing_for_the_team(name: str, as_role: Callable[[str], World]) -> None:
    space = as_role(SURVEYOR).space
    asked = list(inspect.signature(ACTIONS[name]).parameters.values())[1:]
    with pytest.raises(RoleForbids):
        ACTIONS[name](space, **{each.name: object() for each in asked if each.default is each.empty})


@pytest.mark.parametrize("name", READING)
def test_reading_changes_nothing_and_shows_no_number_to_who_only_looks(
    name: str, as_role: Callable[[str], World]
) -> None:
    world = as_role(VIEWER)
    before = everything(world.space)
    shown = "\n".join(texts(call(world, name)))
    assert {number for number in world.numbers if number in shown} == set()
    assert everything(world.space) == before


@pytest.mark.parametrize("name", sorted(set(READING) - FOR_CHOOSING))
def test_lists_and_time_lines_show_no_number_to_surveyors_either(name: str, world: World) -> None:
    shown = "\n".join(texts(call(world, name)))
    assert {number for number in world.numbers if number in shown} == set()


def test_the_numbers_are_there(world: World) -> None:
    assert {"13800131001", "13900299002", "430999196001011017", "13912340777", "13812349876"} <= world.numbers
    assert len(world.numbers) >= 8
    shown = "\n".join(texts(reveal(world.space, world.given["household_id"], ALL_NUMBERS, "to call")))
    assert sum(number in shown for number in world.numbers) >= 4
