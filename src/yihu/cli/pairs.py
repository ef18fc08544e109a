"""`yihu pair …`: propose, make, end, list, coverage, three-ones, history, undo, cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yihu.actions import (
    Scope,
    count_three_ones,
    end_pairs,
    event_words,
    helper_id,
    list_pair_batches,
    list_pairs,
    make_pairs,
    pair_history,
    propose,
    show_pair_coverage,
    take_signed_cards,
    undo_pairs,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.households import find_household
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, argument, command, option, village_option
from yihu.cli.telling import DECIDE, OK, moment, table
from yihu.planning.three_ones import BY
from yihu.register.codes import code_list, label

if TYPE_CHECKING:
    from yihu.actions import PairCoverage, PairLine, PairProposals, SignedCards, ThreeOnesReport, Workspace
    from yihu.planning.three_ones import ThreeOnes

_SELECTION = N_("Only the households on this selection, by id or name.")
_EACH = N_("Helpers for each household.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `pair`."""
    group = Group("pair", help=translate(N_("Who helps whom: proposals, pairs, pledges, cards.")))
    for each in (
        _propose(wiring),
        _make(wiring),
        _end(wiring),
        _list(wiring),
        _coverage(wiring),
        _three_ones(wiring),
        _history(wiring),
        _undo(wiring),
        _cards(wiring),
    ):
        group.add_command(each)
    yield group


def _scope() -> tuple[click.Option, ...]:
    return village_option(), option("--selection", default="", help=_SELECTION)


def _propose(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "propose",
        N_("Tell whom to pair with whom and why; with --accept the pairs are made."),
        *_scope(),
        option("--each", "helpers_each", type=click.IntRange(1, 9), default=1, help=_EACH),
        option("--accept", is_flag=True, help=N_("Make all of these pairs.")),
    )
    def show(
        workspace: Workspace, village: str | None, selection: str, helpers_each: int, accept: bool
    ) -> Told:
        scope = Scope(village=village or "", selection=selection)
        found = propose(workspace, scope, helpers_each=helpers_each)
        if not accept:
            return Told(found, _proposal_lines(found))
        report = make_pairs(workspace, [(each.household_id, each.helper, each.role) for each in found.pairs])
        return Told(report, _made(report.changed, report.already, report.batch_id))

    return show


def _proposal_lines(found: PairProposals) -> Iterator[str]:
    yield from table(
        [
            (each.head_name, f"{each.village}{each.group}", each.helper_name, each.unit, each.reasons)
            for each in found.pairs
        ]
    )
    if found.left:
        words = translate_count(
            "{count} household is left: no helper has room.",
            "{count} households are left: no helper has room.",
            len(found.left),
        )
        yield words.format(count=len(found.left))


def _made(changed: int, already: int, batch: str) -> Iterator[str]:
    words = translate(N_("{changed} pairs made; {already} were pairs already."))
    yield words.format(changed=changed, already=already)
    if batch:
        yield f"yihu pair undo {batch}"


def _make(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "make",
        N_("Pair a household with a helper."),
        argument("household"),
        argument("helper"),
        option("--further", is_flag=True, help=N_("As a further helper beside the main one.")),
        option("--since", default="", help=N_("First day, YYYY-MM-DD.")),
    )
    def make(workspace: Workspace, household: str, helper: str, further: bool, since: str) -> Told:
        found = helper_id(workspace, helper)
        pair = (find_household(workspace, household), found, "further" if further else "main")
        report = make_pairs(workspace, [pair], since=since)
        return Told(report, _made(report.changed, report.already, report.batch_id))

    return make


def _end(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "end",
        N_("End a pair."),
        argument("household"),
        argument("helper"),
        option(
            "--reason",
            type=click.Choice([code.value for code in code_list("pairing_end")]),
            default="replaced",
            help=N_("Why it ended."),
        ),
        option("--until", default="", help=N_("First day without it, YYYY-MM-DD; today by default.")),
        option("--note", default="", help=N_("Why.")),
    )
    def end(workspace: Workspace, household: str, helper: str, reason: str, until: str, note: str) -> Told:
        found = helper_id(workspace, helper)
        lines = list_pairs(workspace, household_id=find_household(workspace, household), helper=found)
        pairs = [(each.household_id, each.record) for each in lines]
        report = end_pairs(workspace, pairs, reason, until=until, note=note)
        words = translate_count("{count} pair ended.", "{count} pairs ended.", report.changed)
        return Told(report, [words.format(count=report.changed)])

    return end


def _list(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "list",
        N_("List pairs."),
        village_option(),
        option("--helper", default="", help=N_("Only of this helper, by id or name.")),
        option("--ended", is_flag=True, help=N_("Those that are over too.")),
    )
    def show(workspace: Workspace, village: str | None, helper: str, ended: bool) -> Told:
        id_ = helper_id(workspace, helper) if helper else ""
        lines = list_pairs(workspace, helper=id_, village=village or "", ended=ended)
        return Told(lines, table([_cells(each) for each in lines]))

    return show


def _cells(line: PairLine) -> tuple[str, ...]:
    return (
        line.head_name,
        f"{line.village}{line.group}",
        line.helper_name,
        line.unit,
        label("pairing_role", line.role),
        line.since,
        line.until,
        " ".join(f"{pledge.kind}:{label('pledge_state', pledge.state)}" for pledge in line.pledges),
        line.card_signed_on if line.card_photo else "",
    )


def _coverage(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "coverage",
        N_("How many households have helpers, and who is without."),
        *_scope(),
    )
    def show(workspace: Workspace, village: str | None, selection: str) -> Told:
        told = show_pair_coverage(workspace, Scope(village=village or "", selection=selection))
        return Told(told, _coverage_lines(told), DECIDE if told.without else OK)

    return show


def _coverage_lines(told: PairCoverage) -> Iterator[str]:
    words = translate(N_("{paired} of {households} households have a helper: {rate} %."))
    yield words.format(paired=told.paired, households=told.households, rate=told.rate_percent or "—")
    words = translate(
        N_("Without a helper: {without}. Helpers without a household: {idle}. With too many: {overloaded}.")
    )
    yield words.format(without=told.without, idle=len(told.idle), overloaded=len(told.overloaded))
    words = translate(
        N_("One to one: {one}. Helpers with several: {many}. Households with several: {several}.")
    )
    yield words.format(one=told.one_to_one, many=told.one_to_many, several=told.many_to_one)
    for each in told.overloaded:
        yield f"{each.name}  {each.has}/{each.most}"


def _three_ones(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "three-ones",
        N_("Totals of the three ones, by distinct households and persons."),
        option("--by", type=click.Choice(BY), default="unit", help=N_("Totals by what.")),
        village_option(),
    )
    def show(workspace: Workspace, by: str, village: str | None) -> Told:
        report = count_three_ones(workspace, by, village=village or "")
        return Told(report, _three_ones_lines(report))

    return show


def _three_ones_lines(report: ThreeOnesReport) -> Iterator[str]:
    heads = (N_("Helpers"), N_("Households it has"), N_("One household"), N_("One student"), N_("One job"))
    rows = [("", *(translate(head) for head in heads))]
    rows += [(name or "—", *_tallies(part)) for name, part in report.parts]
    rows.append((translate(N_("All")), *_tallies(report.total)))
    yield from table(rows)


def _tallies(part: ThreeOnes) -> tuple[str, ...]:
    pledged = (part.one_household, part.one_student, part.one_job)
    return (str(part.helpers), str(part.households), *(f"{each.kept}/{each.total}" for each in pledged))


def _history(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "history",
        N_("Who paired whom when, the newest first."),
        argument("household", required=False),
        option("--helper", default="", help=N_("Only of this helper, by id or name.")),
    )
    def show(workspace: Workspace, household: str | None, helper: str) -> Told:
        id_ = helper_id(workspace, helper) if helper else ""
        wanted = find_household(workspace, household) if household else ""
        events = pair_history(workspace, household_id=wanted, helper=id_)
        rows = [
            (moment(each.at_ms), each.person, event_words(each), each.head_name, each.helper_name)
            for each in events
        ]
        return Told(events, table(rows))

    return show


def _undo(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "undo",
        N_("Take back what was paired or ended at once; without BATCH: list these."),
        argument("batch", required=False),
    )
    def undo(workspace: Workspace, batch: str | None) -> Told:
        if batch is None:
            batches = [each for each in list_pair_batches(workspace) if each.undone_ms is None]
            return Told(
                batches, table([(each.id, moment(each.at_ms), str(each.answers)) for each in batches])
            )
        report = undo_pairs(workspace, batch)
        words = translate_count(
            "Taken back in {count} household.", "Taken back in {count} households.", report.changed
        )
        return Told(report, [words.format(count=report.changed)])

    return undo


def _cards(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "cards",
        N_("Lay scans and photos of signed cards of intention into their pairs."),
        argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)),
        option("--signed-on", default="", help=N_("Day they were signed, YYYY-MM-DD.")),
    )
    def take(workspace: Workspace, files: tuple[Path, ...], signed_on: str) -> Told:
        report = take_signed_cards(workspace, files, signed_on=signed_on)
        return Told(report, _card_lines(report), DECIDE if report.problems else OK)

    return take


def _card_lines(report: SignedCards) -> Iterator[str]:
    words = translate(
        N_("{pages} pages: {taken} cards laid into their pairs, {unchanged} were there already.")
    )
    yield words.format(pages=report.pages, taken=len(report.taken), unchanged=report.unchanged)
    for taken in report.taken:
        if taken.outdated:
            words = translate(N_("{file}, page {page}: the pair was changed since this card was printed."))
            yield words.format(file=taken.file, page=taken.page)
    for problem in report.problems:
        words = translate(N_("{file}, page {page}: {reason}"))
        yield words.format(file=problem.file, page=problem.page, reason=problem.reason)
