"""What the part of the settings shows of the rules by year and place (规则与标准)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.add_profile import add_profile, save_profile
from yihu.actions.choose_profile import choose_profile, judge_by_profile
from yihu.actions.coordinator_word import WAITS
from yihu.actions.list_profiles import find_profile, list_profiles
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.removal import TITLES as REMOVAL_TITLES
from yihu.register.checks import entries
from yihu.register.codes import CAUSES, MEASURE_CATEGORIES, label
from yihu.register.income_explained import line_name
from yihu.register.profile import Profile, in_words
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.add_profile import ProfileReport
    from yihu.actions.list_profiles import ProfileRow
    from yihu.actions.workspace import Workspace
    from yihu.base.errors import UserError
    from yihu.base.progress import Progress
    from yihu.register.profiles import ProfileProblem

SEVERITIES = {"error": N_("mistake"), "warning": N_("reminder"), "off": N_("not used")}
FIGURES = {
    "school_from": N_("Compulsory schooling from this age"),
    "school_to": N_("Compulsory schooling up to this age"),
    "housing_safe": N_("Safe grades of a house"),
    "water_litres": N_("Water a head and day, litres"),
    "water_litres_scarce": N_("The same where water is scarce, litres"),
    "water_minutes": N_("Fetching water and back, minutes at most"),
    "water_metres_across": N_("Way to the water, metres at most"),
    "water_metres_up": N_("Height to the water, metres at most"),
    "water_days_without": N_("Days a year without water at most"),
    "high_income_yuan": N_("Monitored with more a head than this: look again, yuan"),
    "high_self_paid_yuan": N_("Healthy, and paid more than this for health care: look again, yuan"),
    "lack_labour_percent": N_("Labour is not lacking above this share of able members, percent"),
    "post_from": N_("Public-welfare post from this age"),
    "post_to": N_("Public-welfare post up to this age"),
    "visit_working_days": N_("Visit after the application, working days"),
    "total_working_days": N_("From the application to the decision, working days"),
    "notice_days": N_("Public notice, days"),
    "exit_notice_days": N_("Public notice before leaving poverty, days"),
    "first_measure_months": N_("First measure after identification, months"),
    "development_months": N_("First measure of production or work, months"),
    "removal_months": N_("Income held before the risk counts as removed, months"),
    "revisit_days": N_("Seen again after, days"),
    "guardian_below_years": N_("A guardian signs for persons below this age"),
    "measures_at_least": N_("Measures of a plan at least"),
    "measures_at_exit": N_("Measures before leaving poverty at least"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One part of a profile: a heading, and lines of (what, how much or which, where it is from)."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


class RulesPresenter:
    """Which rules there are, which are looked at, and what came of the last step."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.chosen = ""
        self.report: tuple[str, str, Tone, str] | None = None
        self.problems: tuple[ProfileProblem, ...] = ()

    def rows(self) -> tuple[ProfileRow, ...]:
        """All rules; those in force are looked at until others are chosen."""
        rows = list_profiles(self.workspace)
        if self.chosen not in {row.id for row in rows}:
            self.chosen = next((row.id for row in rows if row.in_force), rows[0].id)
        return rows

    def caption(self, row: ProfileRow) -> str:
        """Version and how many households name them."""
        version = translate(N_("version {version}")).format(version=row.version)
        named = translate_count("{count} household", "{count} households", row.records)
        words = [version, named.format(count=row.records)]
        if row.earlier_records:
            earlier = translate_count(
                N_("{count} under an earlier version"),
                N_("{count} under an earlier version"),
                row.earlier_records,
            )
            words.append(earlier.format(count=row.earlier_records))
        if row.twice:
            words.append(translate(N_("two different files bear this version")))
        return " · ".join(words)

    def pill(self, row: ProfileRow) -> tuple[str, Tone]:
        """Its state in a word."""
        if row.in_force:
            return translate(N_("in force")), "green"
        return translate(N_("comes with the program") if row.shipped else N_("added")), "grey"

    def facts(self) -> tuple[str, tuple[Facts, ...]]:
        """The title and the parts of the rules that are looked at."""
        profile = find_profile(self.workspace, self.chosen)
        return profile.name(), tuple(part for part in _parts(profile) if part.lines)

    def choose(self, id: str) -> None:
        """New surveys are made under these. Raises RoleForbids."""
        row = choose_profile(self.workspace, id)
        self.chosen, self.problems = id, ()
        self.report = (
            translate(N_("New surveys are made under: {title} ({ref})")).format(title=row.title, ref=row.ref),
            translate(N_("What was surveyed before keeps the rules it was made under.")),
            "green",
            "",
        )

    def add(self, path: Path) -> ProfileReport:
        """Keep an edited file. Raises ProfileRefused, ProfileVersionTaken, FileUnreadable, RoleForbids."""
        report = add_profile(self.workspace, path)
        self.chosen, self.problems = "" if report.waits else report.ref.partition("@")[0], ()
        words = N_("“{title}” is here now.") if report.added else N_("“{title}” was here already.")
        beside = translate(WAITS) if report.waits else report.ref
        self.report = (
            translate(words).format(title=report.title),
            beside,
            "amber" if report.waits else "green",
            "",
        )
        return report

    def tell_refused(self, error: UserError) -> None:
        """Remember why, with every problem of the file."""
        code = translate(N_("Code: {code}")).format(code=error.code)
        self.problems = getattr(error, "problems", ())
        self.report = error.explain(), error.advise(), "red", code

    def save_copy(self, target: Path) -> None:
        """Save the file of the rules that are looked at. Raises DiskFull, FolderNotWritable."""
        save_profile(self.workspace, self.chosen, target)
        self.problems = ()
        self.report = (
            translate(N_("Saved: {file}")).format(file=target.name),
            translate(N_("Edit it with any text editor, raise its version, and add it here.")),
            "green",
            "",
        )

    def judge(self, progress: Progress) -> int:
        """Records under an earlier version of these rules go by the newest; how many."""
        return judge_by_profile(self.workspace, self.chosen, progress=progress).households

    def tell_judged(self, count: int) -> None:
        """Remember how many were judged anew."""
        words = translate_count(
            N_("{count} household is judged by {ref} now"),
            N_("{count} households are judged by {ref} now"),
            count,
        )
        ref = find_profile(self.workspace, self.chosen).ref
        self.problems = ()
        self.report = words.format(count=count, ref=ref), translate(_IN_THE_HISTORY), "green", ""


_IN_THE_HISTORY = N_("Each household's history shows it, and it can be taken back there.")


def _parts(profile: Profile) -> Iterator[Facts]:
    first, last = profile.years
    years = f"{first}–{last or ''}"
    title = f"{translate(N_('Identification standard'))}  {years}"
    yield Facts(title=title, lines=((in_words(profile.standard), "", ""),))
    lines = sorted(profile.lines, key=lambda line: (line.region, line.year))
    yield Facts(
        title=translate(N_("Income lines, yuan per head and year")),
        lines=tuple((f"{line.region_name} {line.year}", f"{line.yuan:,.0f}", line.source) for line in lines),
    )
    yield Facts(
        title=translate(N_("Income that does not count")),
        lines=tuple(
            (line_name(name), in_words(each.why), each.source)
            for name, each in profile.counted.items()
            if not each.counts
        ),
    )
    yield Facts(title=translate(N_("A cause needs one of these measures")), lines=tuple(_required(profile)))
    for title, table in (
        (N_("Guarantees and thresholds"), profile.thresholds),
        (N_("Limits"), profile.limits),
    ):
        figures = ((name, getattr(table, name)) for name in table.__slots__)
        yield Facts(
            title=translate(title),
            lines=tuple((translate(FIGURES[name]), _figure(value), "") for name, value in figures),
        )
    yield Facts(
        title=translate(N_("Before a risk counts as removed, or poverty as left")),
        lines=tuple((translate(REMOVAL_TITLES[name]), "", "") for name in profile.removal),
    )
    yield Facts(title=translate(N_("Checks that weigh otherwise here")), lines=tuple(_severities(profile)))


def _required(profile: Profile) -> Iterator[tuple[str, str, str]]:
    for cause, groups in profile.required_categories.items():
        for group in groups:
            yield label(CAUSES, cause), " / ".join(label(MEASURE_CATEGORIES, each) for each in group), ""


def _severities(profile: Profile) -> Iterator[tuple[str, str, str]]:
    for rule, severity in profile.severities.items():
        yield f"{rule} {entries()[rule].message()}", translate(SEVERITIES[severity]), ""


def _figure(value: object) -> str:
    if isinstance(value, tuple):
        return " / ".join(map(str, value))
    return f"{value:,}" if value else "—"
