"""Erasing a household or a member on request: who, why, what goes and what stays. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.back_up import backup_state, list_backups
from yihu.actions.erase import erase_household, erase_person
from yihu.actions.show_household import show_household
from yihu.actions.texts_about import texts_about
from yihu.base.i18n import N_, translate, translate_count

if TYPE_CHECKING:
    from yihu.actions.erase import ErasureReport
    from yihu.actions.show_household import HouseholdView
    from yihu.actions.texts_about import TextAbout
    from yihu.actions.workspace import Workspace

REASONS = (
    ("request", N_("They asked for it")),
    ("wrong_person", N_("Written down by mistake: wrong people")),
    ("test_data", N_("It was for practice only")),
)


class ErasePresenter:
    """State of the page.

    Attributes:
        row: the member's, "" for the whole household.
        reason: one of `REASONS`, "" while none is chosen.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.household_id = ""
        self.row = self.reason = ""
        self.replace_backups = True
        self.report: ErasureReport | None = None
        self._view: HouseholdView | None = None

    def enter(self, household_id: str) -> None:
        """Read the household; what was chosen for another one is forgotten. Raises HouseholdUnknown."""
        if household_id != self.household_id or self.report is not None:
            self.row = self.reason = ""
            self.replace_backups, self.report = True, None
        self._view = show_household(self.workspace, household_id)
        self.household_id = household_id

    @property
    def view(self) -> HouseholdView:
        """What was read last."""
        assert self._view is not None
        return self._view

    def allowed(self) -> bool:
        """Only coordinators erase."""
        return self.workspace.store.role == "coordinator"

    def household_name(self) -> str:
        """The household in words."""
        name = self.view.row.head_name or translate(N_("(no name yet)"))
        return translate(N_("{name}'s household")).format(name=name)

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Row ("" is the household) and words of what can be erased."""
        whole = ("", translate(N_("The whole household")))
        persons = self.view.household.persons
        return (whole, *((each.row, each.name or translate(N_("(no name yet)"))) for each in persons))

    def to_type(self) -> str:
        """What a person types to confirm: the name, or a word where there is none."""
        names = {"": self.view.row.head_name} | {
            person.row: person.name for person in self.view.household.persons
        }
        return names.get(self.row) or translate(N_("erase"))

    def goes(self) -> tuple[str, ...]:
        """What is removed, a sentence each."""
        if self.row:
            return (
                translate(N_("All answers about this member, also the earlier ones.")),
                translate(N_("Photos that only this member's answers have.")),
            )
        return (
            translate(N_("All answers, the plan and the follow-up visits, also the earlier ones.")),
            translate(N_("Their photos and other files.")),
            translate(N_("The household leaves lists, figures and search.")),
        )

    def stays(self) -> tuple[str, ...]:
        """What is not removed, or not yet."""
        sentences = [
            translate(N_("A line in the log that something was erased, when and why; no name.")),
            translate(N_("Other laptops that have it erase it when they receive the next hand-over.")),
            translate(N_("Papers that were printed, and files and sticks that were given away.")),
        ]
        if self.row:
            sentences.insert(
                0,
                translate(
                    N_("The household's other answers, and names that stand in its own answers and remarks.")
                ),
            )
        return tuple(sentences)

    def texts(self) -> tuple[TextAbout, ...]:
        """Records to be read, before it is done and afterwards; none where the whole household goes."""
        if self.report is not None:
            return self.report.texts
        return texts_about(self.workspace, self.household_id, self.row) if self.row else ()

    def old_backups(self) -> int:
        """Copies in the chosen place that hold the answers."""
        place = backup_state(self.workspace).place
        return len(list_backups(place)) if place is not None and place.is_dir() else 0

    def erase(self) -> ErasureReport:
        """Do it. May take long: not in the window's thread. Raises as `erase_household`."""
        if self.row:
            return erase_person(
                self.workspace, self.household_id, self.row, self.reason, replace_backups=self.replace_backups
            )
        return erase_household(
            self.workspace, self.household_id, self.reason, replace_backups=self.replace_backups
        )

    def gone(self) -> bool:
        """Whether the household is no longer in the register."""
        return self.report is not None and not self.row

    def told(self) -> tuple[str, ...]:
        """What was done, a sentence each."""
        report = self.report
        assert report is not None
        steps = translate_count(
            "{count} saved step erased.", "{count} saved steps erased.", report.changesets
        )
        photos = translate_count("{count} photo removed.", "{count} photos removed.", report.photos)
        sentences = [steps.format(count=report.changesets)]
        if report.photos:
            sentences.append(photos.format(count=report.photos))
        sentences.append(
            translate(N_("The next hand-over tells the others; until then they still have the answers."))
        )
        left = report.old_backups - report.backups_removed
        if left:
            words = translate_count(
                "{count} earlier copy still holds the answers.",
                "{count} earlier copies still hold the answers.",
                left,
            )
            sentences.append(words.format(count=left))
        return tuple(sentences)
