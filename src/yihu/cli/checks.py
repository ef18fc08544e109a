"""`yihu checks` and `yihu indicators`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import click

from yihu.actions import (
    CheckLine,
    PovertyReport,
    list_checks,
    list_rules_of_checks,
    measure_poverty,
    restore_check,
    waive_check,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.households import find_household
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import DECIDE, OK, tell, tell_json, tell_table
from yihu.storage.rows import HouseholdQuery


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands `checks` and `indicators`."""
    yield _checks(wiring)
    yield _indicators(wiring)


def _json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _village() -> click.Option:
    return click.Option(["--village"], help=translate(N_("Only this village, by its 12-digit code.")))


def _filters() -> list[click.Parameter]:
    return [
        _json(),
        _village(),
        click.Option(
            ["--severity"],
            type=click.Choice(("error", "warning")),
            help=translate(N_("Only findings of this severity.")),
        ),
        click.Option(["--rule"], help=translate(N_("Only this check, by its id."))),
        click.Option(
            ["--waived"],
            is_flag=True,
            help=translate(N_("Those that a person waived, in place of those that count.")),
        ),
    ]


def _member() -> click.Option:
    return click.Option(["--member"], help=translate(N_("Only for the member of this row.")))


def _argument(name: str) -> click.Argument:
    return click.Argument([name])


def _checks(wiring: Wiring) -> click.Command:
    group = Group(
        "checks",
        help=translate(N_("What does not fit together in the answers: list it, or say why it is right.")),
    )
    group.add_command(
        Command(
            "list",
            params=_filters(),
            callback=_list(wiring),
            help=translate(N_("List the findings over the register (ends with 3 if any of them counts).")),
        )
    )
    group.add_command(
        Command(
            "rules",
            params=[_json()],
            callback=_rules,
            help=translate(N_("List all checks with their ids and words.")),
        )
    )
    group.add_command(
        Command(
            "waive",
            params=[_argument("household"), _argument("rule"), _argument("reason"), _member(), _json()],
            callback=_waive(wiring),
            help=translate(N_("Say why a check does not count for HOUSEHOLD.")),
        )
    )
    group.add_command(
        Command(
            "restore",
            params=[_argument("household"), _argument("rule"), _member(), _json()],
            callback=_restore(wiring),
            help=translate(N_("Let a waived check count again.")),
        )
    )
    return group


def _list(wiring: Wiring):  # type: ignore[no-untyped-def]
    def list_findings(
        as_json: bool, village: str | None, severity: str | None, rule: str | None, waived: bool
    ) -> int:
        with wiring.workspace() as workspace:
            report = list_checks(workspace, village, severity, rule, waived)
        if as_json:
            tell_json(report)
        else:
            tell_table([_cells(line) for line in report.lines])
        return DECIDE if report.lines and not waived else OK

    return list_findings


def _cells(line: CheckLine) -> tuple[str, ...]:
    told = f"{line.message} ({line.waived})" if line.waived else line.message
    return (line.household_id, line.head_name, line.rule, line.severity, line.person_row or "-", told)


def _rules(as_json: bool) -> int:
    rules = list_rules_of_checks()
    if as_json:
        tell_json(rules)
    else:
        tell_table([(rule.id, rule.severity, rule.message()) for rule in rules])
    return OK


def _waive(wiring: Wiring):  # type: ignore[no-untyped-def]
    def waive(household: str, rule: str, reason: str, member: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = waive_check(workspace, find_household(workspace, household), rule, member, reason)
        if as_json:
            tell_json(report)
        else:
            tell(translate(N_("The check does not count for this household any more.")))
        return OK

    return waive


def _restore(wiring: Wiring):  # type: ignore[no-untyped-def]
    def restore(household: str, rule: str, member: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = restore_check(workspace, find_household(workspace, household), rule, member)
        if as_json:
            tell_json(report)
        else:
            tell(translate(N_("The check counts again.")))
        return OK

    return restore


class _Yuan(click.ParamType):  # type: ignore[type-arg]
    name = "yuan"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            amount = Decimal(0)
        if not amount.is_finite() or amount <= 0:
            self.fail(translate(N_("The line is an amount above 0.")), param, ctx)
        return amount


def _indicators(wiring: Wiring) -> click.Command:
    def indicators(as_json: bool, line: Decimal | None, **limits: str | None) -> int:
        with wiring.workspace() as workspace:
            report = measure_poverty(workspace, HouseholdQuery(**limits), line)  # type: ignore[arg-type]
        if as_json:
            tell_json(report)
        else:
            _tell(report)
        return OK

    return Command(
        "indicators",
        params=[
            _json(),
            _village(),
            click.Option(["--group"], help=translate(N_("Only this group of the village."))),
            click.Option(["--cause"], help=translate(N_("Only households with this cause, by its code."))),
            click.Option(["--category"], help=translate(N_("Only this monitored category, by its code."))),
            click.Option(
                ["--line"],
                type=_Yuan(),
                help=translate(N_("Measure against this line, in yuan per head and year.")),
            ),
        ],
        callback=indicators,
        help=translate(N_("Measures of poverty: Alkire-Foster H, A, M0; FGT 0 to 2; Gini.")),
    )


def _tell(report: PovertyReport) -> None:
    many, income = report.multidimensional, report.income
    tell(_people(many.households, many.persons, many.households_left_out))
    tell(f"H {many.headcount:.4f}  A {many.intensity:.4f}  M0 {many.m0:.4f}")
    tell_table([(report.titles[name], f"{share:.4f}") for name, share in many.dimensions.items()])
    tell_table([(report.titles[name], f"{share:.4f}") for name, share in many.contributions.items()])
    if many.indicators_left_out:
        names = ", ".join(report.titles[name] for name in many.indicators_left_out)
        tell(translate(N_("Nobody has answers to: {names}")).format(names=names))
    tell(_people(income.households, income.persons, income.households_left_out))
    tell(f"FGT0 {income.fgt0:.4f}  FGT1 {income.fgt1:.4f}  FGT2 {income.fgt2:.4f}  Gini {income.gini:.4f}")


def _people(households: int, persons: int, left_out: int) -> str:
    words = translate_count("{count} household", "{count} households", households).format(count=households)
    persons_told = translate(N_("{persons} persons; left out for missing answers: {left_out}"))
    return f"{words}, {persons_told.format(persons=persons, left_out=left_out)}"
