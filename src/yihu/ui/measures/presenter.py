"""Measures of poverty over the register (no Qt)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.measure_poverty import measure_poverty
from yihu.base.i18n import N_, translate, translate_count
from yihu.storage.rows import HouseholdQuery
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.measure_poverty import PovertyReport
    from yihu.actions.workspace import Workspace

Fact = tuple[str, str, str, Tone]


class MeasuresPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.village = ""
        self.report: PovertyReport | None = None

    def villages(self) -> tuple[tuple[str, str], ...]:
        """(code, name) to choose from."""
        return tuple((row.code, row.name or row.code) for row in self.workspace.store.villages())

    def find(self) -> PovertyReport:
        """Measure; to be called off the window's thread."""
        return measure_poverty(self.workspace, HouseholdQuery(village=self.village or None))

    def take(self, report: PovertyReport) -> None:
        """Show this from now on."""
        self.report = report

    def is_empty(self) -> bool:
        """Whether nothing could be measured."""
        report = self.report
        return report is None or not (report.multidimensional.households or report.income.households)

    def multidimensional(self) -> tuple[Fact, ...]:
        """Alkire-Foster."""
        if self.report is None:
            return ()
        found = self.report.multidimensional
        return (
            (
                translate(N_("Headcount (H)")),
                percent(found.headcount),
                _persons(found.persons),
                "grey",
            ),
            (
                translate(N_("Intensity (A)")),
                percent(found.intensity),
                translate(N_("mean share lacking")),
                "grey",
            ),
            (translate(N_("Index M0 = H × A")), f"{found.m0:.3f}", " ", "grey"),
            (
                translate(N_("Close to it")),
                percent(found.vulnerable),
                translate(N_("lack a fifth or more")),
                "grey",
            ),
            (
                translate(N_("Severely poor")),
                percent(found.severe),
                translate(N_("lack half or more")),
                "red" if found.severe else "grey",
            ),
        )

    def income(self) -> tuple[Fact, ...]:
        """FGT and Gini."""
        if self.report is None:
            return ()
        found, lines = self.report.income, self.report.lines_yuan
        line = " / ".join(f"{each:,.0f}" for each in lines[:3]) + ("…" if len(lines) > 3 else "")
        below = translate_count("{count} person", "{count} persons", found.poor_persons).format(
            count=f"{found.poor_persons:,}"
        )
        return (
            (
                translate(N_("Below the line")),
                percent(found.fgt0),
                below,
                "red" if found.poor_persons else "green",
            ),
            (
                translate(N_("Poverty gap")),
                f"{found.fgt1:.4f}",
                translate(N_("mean gap, as a part of the line")),
                "grey",
            ),
            (
                translate(N_("Squared gap")),
                f"{found.fgt2:.4f}",
                translate(N_("weighs the poorest more")),
                "grey",
            ),
            (
                translate(N_("Inequality (Gini)")),
                f"{found.gini:.4f}",
                translate(N_("0: all have the same")),
                "grey",
            ),
            (
                translate(N_("Mean per head")),
                f"{found.mean_yuan:,.0f}",
                translate(N_("line: {yuan} yuan")).format(yuan=line or "—"),
                "grey",
            ),
        )

    def contributions(self) -> tuple[tuple[str, str, float, str], ...]:
        """(name, title, length of its bar, words): what M0 is made of; where nobody is poor, what people lack."""
        if self.report is None:
            return ()
        found, titles = self.report.multidimensional, self.report.titles
        shares = found.contributions if found.m0 else found.deprived
        named = sorted(shares.items(), key=lambda pair: -pair[1])
        return tuple((name, titles.get(name, name), share, self._bar_words(name)) for name, share in named)

    def _bar_words(self, name: str) -> str:
        assert self.report is not None
        found = self.report.multidimensional
        lack = translate(N_("{share} lack it")).format(share=percent(found.deprived.get(name, 0)))
        if not found.m0:
            return lack
        part = translate(N_("{share} of M0")).format(share=percent(found.contributions.get(name, 0)))
        return f"{part} · {lack}"

    def missing(self) -> tuple[str, ...]:
        """What could not be measured, and how many households each answer is missing of."""
        if self.report is None:
            return ()
        many, income, titles = self.report.multidimensional, self.report.income, self.report.titles
        said = []
        if many.households_left_out:
            words = translate_count(
                "{count} household lacks answers to the indicators and is left out.",
                "{count} households lack answers to the indicators and are left out.",
                many.households_left_out,
            )
            said.append(words.format(count=f"{many.households_left_out:,}"))
        if income.households_left_out:
            words = translate_count(
                "{count} household has no income or no line and is left out.",
                "{count} households have no income or no line and are left out.",
                income.households_left_out,
            )
            said.append(words.format(count=f"{income.households_left_out:,}"))
        if many.indicators_left_out:
            names = translate(N_(", ")).join(titles.get(name, name) for name in many.indicators_left_out)
            said.append(
                translate(
                    N_("Nobody was asked about: {names}. Its weight is shared in its dimension.")
                ).format(names=names)
            )
        lacking = [(name, count) for name, count in many.lacking.items() if count]
        for name, count in sorted(lacking, key=lambda pair: -pair[1]):
            if name not in many.indicators_left_out:
                words = translate(N_("{name}: no answer of {count} households"))
                said.append(words.format(name=titles.get(name, name), count=f"{count:,}"))
        if income.negative:
            words = translate_count(
                "{count} household spent more than it earned; it counts as having nothing.",
                "{count} households spent more than they earned; they count as having nothing.",
                income.negative,
            )
            said.append(words.format(count=f"{income.negative:,}"))
        return tuple(said)


def percent(share: float) -> str:
    """`12.5 %`."""
    return f"{share * 100:.1f} %"


def _persons(count: int) -> str:
    return translate_count("of {count} person", "of {count} persons", count).format(count=f"{count:,}")
