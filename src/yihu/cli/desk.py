"""`yihu conflicts`, `duplicates`, `history`, `completeness`, `assign`, `move`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import click

from yihu.actions import (
    Conflict,
    Workspace,
    assign_households,
    compare_households,
    decide_by_rule,
    decide_conflict,
    join_households,
    keep_apart,
    list_batches,
    list_conflict_households,
    list_conflicts,
    list_contacts,
    list_duplicate_decisions,
    list_duplicates,
    list_merged,
    mark_checked,
    mask_answer,
    move_household,
    move_member,
    preview_rule,
    report_completeness,
    resolve_conflict,
    show_conflicts,
    show_history,
    undo_batch,
    undo_change,
    undo_duplicate,
)
from yihu.base.i18n import N_, translate
from yihu.cli.handover import ContactUnknown
from yihu.cli.households import every_household, find_household
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import DECIDE, OK, moment, tell, tell_json, tell_table
from yihu.storage.rows import HouseholdQuery


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands of deciding, looking back and counting."""
    yield _conflicts(wiring)
    yield _duplicates(wiring)
    yield _history(wiring)
    yield _completeness(wiring)
    yield _assign(wiring)
    yield _move(wiring)


def _json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _village() -> click.Option:
    return click.Option(["--village"], help=translate(N_("Only this village, by its 12-digit code.")))


def _argument(name: str, **more: object) -> click.Argument:
    return click.Argument([name], **more)  # type: ignore[arg-type]


def _command(name: str, help: str, callback: object, *params: click.Parameter) -> click.Command:
    return Command(name, params=list(params), callback=callback, help=translate(help))


def _conflicts(wiring: Wiring) -> click.Command:
    group = Group(
        "conflicts",
        invoke_without_command=True,
        params=[_json(), _village()],
        help=translate(N_("Answers that differ: list them (ends with 3 if there are any), or choose.")),
        callback=_list_or_go_on(wiring),
    )
    group.add_command(
        _command("list", N_("List the answers that differ."), _list_conflicts(wiring), _json(), _village())
    )
    group.add_command(
        _command(
            "show",
            N_("Show all that is to be decided in a household, with what stands around it."),
            _show_conflicts(wiring),
            _argument("household"),
            _json(),
        )
    )
    group.add_command(
        _command(
            "resolve",
            N_(
                "Set a differing answer to VALUE (HOUSEHOLD and PATH as `yihu conflicts` lists them), "
                "keep one with --keep, or decide many with --rule."
            ),
            _resolve(wiring),
            _argument("household", required=False),
            _argument("path", required=False),
            _argument("value", required=False),
            click.Option(["--keep"], help=translate(N_("Keep this one of the answers, by its id."))),
            click.Option(
                ["--rule"],
                help=translate(N_("Decide all by a rule: later, mine, or team:NAME (a team's answers).")),
            ),
            click.Option(
                ["--preview"], is_flag=True, help=translate(N_("Only tell what the rule would decide."))
            ),
            _village(),
            _json(),
        )
    )
    group.add_command(
        _command(
            "undo",
            N_("Take decisions made by a rule back; without BATCH: list them."),
            _undo_batch(wiring),
            _argument("batch", required=False),
            _json(),
        )
    )
    group.add_command(
        _command(
            "check",
            N_(
                "List merged households in which something doesn't fit; with HOUSEHOLD: it is right as it is."
            ),
            _check(wiring),
            _argument("household", required=False),
            _json(),
        )
    )
    return group


def _list_or_go_on(wiring: Wiring):  # type: ignore[no-untyped-def]
    @click.pass_context
    def show(context: click.Context, as_json: bool, village: str | None) -> int:
        if context.invoked_subcommand is not None:
            return OK
        return _list_conflicts(wiring)(as_json, village)  # type: ignore[no-any-return]

    return show


def _list_conflicts(wiring: Wiring):  # type: ignore[no-untyped-def]
    def show(as_json: bool, village: str | None = None) -> int:
        with wiring.workspace() as workspace:
            conflicts = list_conflicts(workspace)
            if village:
                inside = {each.household_id for each in list_conflict_households(workspace, village)}
                conflicts = tuple(each for each in conflicts if each.household_id in inside)
            conflicts = tuple(_hidden(workspace, each) for each in conflicts)
        if as_json:
            tell_json(conflicts)
            return DECIDE if conflicts else OK
        for conflict in conflicts:
            about = " · ".join(part for part in (conflict.head_name, conflict.member) if part)
            tell(f"{conflict.household_id} {conflict.path}")
            tell(f"  {about}: {conflict.question}")
            for one in conflict.values:
                tell(f"    {one.value!s}  ({one.shown}; {one.person}, {one.laptop}, {moment(one.at_ms)})")
        if not conflicts:
            tell(translate(N_("No answers differ.")))
        return DECIDE if conflicts else OK

    return show


def _hidden(workspace: Workspace, conflict: Conflict) -> Conflict:
    """Numbers of persons as everywhere: hidden unless shown on purpose (`yihu reveal`)."""
    values = tuple(
        replace(one, value=mask_answer(workspace, conflict.path, one.value)) for one in conflict.values
    )
    return replace(conflict, values=values)


def _show_conflicts(wiring: Wiring):  # type: ignore[no-untyped-def]
    def show(household: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            decisions = show_conflicts(workspace, find_household(workspace, household))
        if as_json:
            tell_json(decisions)
            return DECIDE if decisions else OK
        for decision in decisions:
            tell(f"{decision.key}")
            about = " · ".join(part for part in (decision.head_name, decision.member) if part)
            tell(f"  {about}: {decision.question}")
            for one in decision.options:
                shown = " · ".join(part.shown for part in one.parts)
                tell(f"    {shown}  ({one.person}, {one.team}, {one.laptop}, {moment(one.at_ms)})")
                tell(f"      --keep {one.changeset_id}")
            for label, text in decision.beside:
                tell(f"    {label}: {text}")
        return DECIDE if decisions else OK

    return show


def _resolve(wiring: Wiring):  # type: ignore[no-untyped-def]
    def resolve(
        household: str | None,
        path: str | None,
        value: str | None,
        keep: str | None,
        rule: str | None,
        preview: bool,
        village: str | None,
        as_json: bool,
    ) -> int:
        if rule is not None:
            return _by_rule(wiring, rule, preview, village, household, as_json)
        if household is None or path is None or (value is None) == (keep is None):
            raise click.UsageError(translate(N_("Name HOUSEHOLD, PATH and VALUE (or --keep), or a --rule.")))
        with wiring.workspace() as workspace:
            id = find_household(workspace, household)
            if keep is not None:
                report = decide_conflict(workspace, id, path, keep=keep)
            elif path.endswith("/_del"):
                report = resolve_conflict(workspace, id, path, str(value).lower() in ("true", "yes", "1"))
            else:
                report = decide_conflict(
                    workspace, id, path, typed="" if value in ("", "None") else str(value)
                )
        if as_json:
            tell_json(report)
        else:
            tell(translate(N_("Chosen. {count} answers are left.")).format(count=report.left_in_all))
        return OK

    return resolve


def _by_rule(
    wiring: Wiring, rule: str, preview: bool, village: str | None, household: str | None, as_json: bool
) -> int:
    with wiring.workspace() as workspace:
        some = [find_household(workspace, household)] if household else None
        if preview:
            found = preview_rule(workspace, rule, village=village, households=some)
        else:
            report = decide_by_rule(workspace, rule, village=village, households=some)
    if as_json:
        tell_json(found if preview else report)
        return OK
    if not preview:
        words = translate(
            N_("Decided: {answers} answers in {households} households. Left open: {undecided}.")
        )
        tell(words.format(answers=report.answers, households=report.households, undecided=report.undecided))
        if report.batch_id:
            tell(f"yihu conflicts undo {report.batch_id}")
        return OK
    tell_table(
        [(line.head_name, line.member, line.question, line.now, "→", line.then) for line in found.lines]
    )
    words = translate(
        N_("Would decide {answers} answers, {changing} otherwise than shown now; left open: {undecided}.")
    )
    tell(words.format(answers=found.answers, changing=found.changing, undecided=found.undecided))
    return OK


def _undo_batch(wiring: Wiring):  # type: ignore[no-untyped-def]
    def undo(batch: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = list_batches(workspace) if batch is None else undo_batch(workspace, batch)
        if as_json:
            tell_json(found)
        elif isinstance(found, tuple):
            tell_table(
                [
                    (each.id, moment(each.at_ms), each.rule, str(each.answers))
                    for each in found
                    if each.undone_ms is None
                ]
            )
        else:
            words = translate(N_("Taken back: {answers} answers. Left as changed since: {kept}."))
            tell(words.format(answers=found.answers, kept=found.kept))
        return OK

    return undo


def _check(wiring: Wiring):  # type: ignore[no-untyped-def]
    def check(household: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            if household is not None:
                mark_checked(workspace, find_household(workspace, household))
            found = list_merged(workspace)
        if as_json:
            tell_json(found)
            return DECIDE if found else OK
        for each in found:
            tell(f"{each.row.id} {each.row.head_name} {each.row.village}")
            for finding in each.findings:
                tell(f"  {finding.explain()}")
            for problem in each.problems:
                tell(f"  {problem.message}")
        return DECIDE if found else OK

    return check


def _duplicates(wiring: Wiring) -> click.Command:
    group = Group(
        "duplicates", help=translate(N_("Households that may be one under two ids: list them, and decide."))
    )

    def two(callback: object, name: str, help: str) -> click.Command:
        return _command(name, help, callback, _argument("household"), _argument("other"), _json())

    group.add_command(
        _command(
            "list",
            N_("List pairs to decide on; ends with 3 if there are any."),
            _list_duplicates(wiring),
            _json(),
            _village(),
            click.Option(
                ["--decided"], is_flag=True, help=translate(N_("List what was decided already instead."))
            ),
        )
    )
    group.add_command(two(_compare(wiring), "show", N_("Show two households side by side.")))
    group.add_command(two(_decide(wiring, "same"), "same", N_("They are one household.")))
    group.add_command(two(_decide(wiring, "different"), "different", N_("They are two households.")))
    group.add_command(two(_decide(wiring, "undo"), "undo", N_("Take the decision back.")))
    return group


def _list_duplicates(wiring: Wiring):  # type: ignore[no-untyped-def]
    def show(as_json: bool, village: str | None, decided: bool) -> int:
        with wiring.workspace() as workspace:
            decisions = list_duplicate_decisions(workspace) if decided else ()
            pairs = () if decided else list_duplicates(workspace, village)
        if as_json:
            tell_json(decisions if decided else pairs)
        for decision in () if as_json else decisions:
            word = translate(N_("one household")) if decision.same else translate(N_("two households"))
            tell(f"{decision.one_id} {decision.other_id} {word} {moment(decision.at_ms)}")
        for pair in () if as_json else pairs:
            sure = translate(N_("certain")) if pair.certain else f"{pair.score}%"
            tell(f"{pair.one.id} {pair.other.id} {sure}")
            tell(f"  {pair.one.head_name} · {pair.other.head_name}: {translate(N_(', ')).join(pair.reasons)}")
        return DECIDE if pairs or any(each.contested for each in decisions) else OK

    return show


def _compare(wiring: Wiring):  # type: ignore[no-untyped-def]
    def show(household: str, other: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            ids = find_household(workspace, household), find_household(workspace, other)
            found = compare_households(workspace, *ids)
        if as_json:
            tell_json(found)
        else:
            tell_table([(line.question, line.one, line.other, "≠" * line.differs) for line in found.lines])
            tell_table([("", *names) for names in found.members])
        return OK

    return show


def _decide(wiring: Wiring, which: str):  # type: ignore[no-untyped-def]
    def decide(household: str, other: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            ids = household, other
            if which == "undo":
                undo_duplicate(workspace, *ids)
            else:
                ids = find_household(workspace, household), find_household(workspace, other)
                (join_households if which == "same" else keep_apart)(workspace, *ids)
            decisions = list_duplicate_decisions(workspace)
        found = next(each for each in decisions if {each.one_id, each.other_id} == set(ids))
        if as_json:
            tell_json(found)
        else:
            tell(translate(N_("one household")) if found.same else translate(N_("two households")))
        return OK

    return decide


def _history(wiring: Wiring) -> click.Command:
    def history(household: str, undo: str | None, path: tuple[str, ...], as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id = find_household(workspace, household)
            if undo is not None:
                report = undo_change(workspace, id, undo, path or None)
                if as_json:
                    tell_json(report)
                else:
                    words = translate(N_("Taken back: {answers} answers. Left as changed since: {kept}."))
                    tell(words.format(answers=len(report.undone), kept=len(report.kept)))
                return OK
            steps = show_history(workspace, id, path[0] if path else "")
        if as_json:
            tell_json(steps)
            return OK
        for step in steps:
            tell(f"{moment(step.at_ms)}  {step.what}  {step.person}, {step.laptop}  {step.changeset_id}")
            for change in step.changes:
                about = " · ".join(part for part in (change.member, change.question) if part)
                tell(f"    {about}: {change.before} → {change.after}")
        return OK

    return _command(
        "history",
        N_(
            "A household's time line: who changed what, when, from what to what; take a change back with --undo."
        ),
        history,
        _argument("household"),
        click.Option(["--undo"], metavar="CHANGE", help=translate(N_("Take this change back, by its id."))),
        click.Option(["--path"], multiple=True, help=translate(N_("Only this answer, by its path."))),
        _json(),
    )


def _completeness(wiring: Wiring) -> click.Command:
    def completeness(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = report_completeness(workspace)
        if as_json:
            tell_json(report)
            return OK
        head = (
            N_("Village"),
            N_("Team"),
            N_("In the register"),
            N_("Visited"),
            N_("Surveyed"),
            N_("Answers differ"),
        )
        rows = [tuple(translate(word) for word in head)]
        for village in report.villages:
            for team in village.teams:
                numbers = (team.expected, team.visited, team.finished, team.conflicts)
                rows.append((village.name, team.team or "–", *map(str, numbers)))
        tell_table(rows)
        for gap in report.gaps:
            words = translate(
                N_("{laptop} ({team}): changes {first} to {last} of village {village} have not come.")
            )
            tell(
                words.format(
                    laptop=gap.laptop, team=gap.team, first=gap.first, last=gap.last, village=gap.village_code
                )
            )
        for call in report.calls:
            tell(f"{call.team} · {call.laptop}: {' '.join(call.reasons)}")
        return OK

    return _command(
        "completeness",
        N_("How complete the work is: villages by teams, what is missing, whom to call."),
        completeness,
        _json(),
    )


def _assign(wiring: Wiring) -> click.Command:
    def assign(
        households: tuple[str, ...], village: str | None, team: str, laptop: str, as_json: bool
    ) -> int:
        with wiring.workspace() as workspace:
            ids = [find_household(workspace, each) for each in households]
            if village:
                ids += [row.id for row in every_household(workspace, HouseholdQuery(village=village))]
            report = assign_households(
                workspace, ids, team=team, fingerprint=_fingerprint(workspace, laptop) if laptop else ""
            )
        if as_json:
            tell_json(report)
        else:
            words = translate(N_("Assigned: {assigned} households. Already so: {unchanged}."))
            tell(words.format(assigned=report.assigned, unchanged=report.unchanged))
        return OK

    return _command(
        "assign",
        N_("Give households to a team or a laptop to survey; with neither they are nobody's again."),
        assign,
        _argument("households", nargs=-1),
        _village(),
        click.Option(["--team"], default="", help=translate(N_("The team's name."))),
        click.Option(
            ["--laptop"], default="", help=translate(N_("A laptop's name, or its card's fingerprint."))
        ),
        _json(),
    )


def _fingerprint(workspace: Workspace, name: str) -> str:
    own = workspace.store.my_card().fingerprint
    if name in (own, workspace.store.laptop):
        return own
    cards = list_contacts(workspace)
    found = next((card for card in cards if name in (card.fingerprint, card.laptop)), None)
    if found is None:
        raise ContactUnknown(name=name)
    return found.fingerprint


def _move(wiring: Wiring) -> click.Command:
    group = Group(
        "move", help=translate(N_("A member to another household, a household to another village."))
    )

    def member(household: str, row: str, target: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            ids = find_household(workspace, household), find_household(workspace, target)
            report = move_member(workspace, ids[0], row, ids[1])
        if as_json:
            tell_json(report)
        else:
            tell(translate(N_("Moved.")))
        return OK

    def whole(household: str, code: str, village: str, township: str, group_name: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = move_household(
                workspace,
                find_household(workspace, household),
                code,
                village,
                township=township,
                group=group_name,
            )
        if as_json:
            tell_json(report)
        else:
            tell(translate(N_("Moved.")))
        return OK

    group.add_command(
        _command(
            "member",
            N_("Take the member of a row with all answers to another household."),
            member,
            _argument("household"),
            _argument("row"),
            _argument("target"),
            _json(),
        )
    )
    group.add_command(
        _command(
            "household",
            N_("Give a household another village: its 12-digit code and its name."),
            whole,
            _argument("household"),
            _argument("code"),
            _argument("village"),
            click.Option(["--township"], default="", help=translate(N_("Name of the township."))),
            click.Option(["--group", "group_name"], default="", help=translate(N_("The group there."))),
            _json(),
        )
    )
    return group
