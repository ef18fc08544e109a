"""A family's life map (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.show_life_map import show_life_map
from yihu.base.i18n import N_, translate
from yihu.register.life_map import AREAS
from yihu.ui.routes import HouseholdRoute, PrintRoute, Route
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.show_life_map import AnswerBehind, GuaranteeView, LifeMapView
    from yihu.actions.workspace import Workspace

TONES: dict[str, Tone] = {"red": "red", "yellow": "amber", "green": "green", "grey": "grey"}
WORDS = {
    "red": N_("needs help"),
    "yellow": N_("keep an eye on"),
    "green": N_("in order"),
    "grey": N_("not known"),
}
_MET: dict[bool | None, tuple[str, Tone]] = {
    True: (N_("in order"), "green"),
    False: (N_("not in order"), "red"),
    None: (N_("not known"), "grey"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LightLine:
    """One side of the family's life: title, why, the light as a word and a colour."""

    title: str
    reason: str
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeLine:
    """One guarantee; `answers`: question and answer, whether it speaks for it."""

    title: str
    problem: str
    word: str
    tone: Tone
    answers: tuple[tuple[str, str, Tone], ...]


class LifeMapPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.household_id = ""
        self._view: LifeMapView | None = None

    def enter(self, household_id: str) -> None:
        """Read the family. Raises HouseholdUnknown."""
        self.household_id = household_id
        self._view = show_life_map(self.workspace, household_id)

    @property
    def view(self) -> LifeMapView:
        """What was read last."""
        assert self._view is not None
        return self._view

    def heading(self) -> tuple[str, str]:
        """Title, and the trail before it."""
        row = self.view.row
        place = " / ".join(part for part in (row.village, row.group) if part)
        title = translate(N_("Life map: {name}")).format(name=household_name(row.head_name))
        return title, f"{place} /" if place else ""

    def areas(self) -> tuple[tuple[str, tuple[LightLine, ...]], ...]:
        """Area by area, as on paper."""
        lights = self.view.lights
        return tuple(
            (
                translate(title),
                tuple(
                    LightLine(
                        title=translate(light.title),
                        reason=light.explain(),
                        word=translate(WORDS[light.colour]),
                        tone=TONES[light.colour],
                    )
                    for light in lights
                    if light.area == area
                ),
            )
            for area, title in AREAS.items()
        )

    def count(self) -> str:
        """How many lights of each colour, in words."""
        found: list[str] = [light.colour for light in self.view.lights]
        parts = [
            f"{translate(WORDS[colour])} {found.count(colour)}" for colour in WORDS if found.count(colour)
        ]
        return " · ".join(parts)

    def guarantees(self) -> tuple[GuaranteeLine, ...]:
        """The six, each with the answers that led to it."""
        return tuple(_guarantee(each) for each in self.view.guarantees)

    def back_route(self) -> Route:
        """The household's page."""
        return HouseholdRoute(household_id=self.household_id)

    def print_route(self) -> Route:
        """The page on paper, for the family."""
        return PrintRoute(household_ids=(self.household_id,), kind="life_map")


def _guarantee(view: GuaranteeView) -> GuaranteeLine:
    guarantee = view.guarantee
    words, tone = _MET[guarantee.met]
    return GuaranteeLine(
        title=translate(guarantee.title),
        problem=guarantee.explain(),
        word=translate(words),
        tone=tone,
        answers=tuple(_answer(each) for each in view.answers),
    )


def _answer(answer: AnswerBehind) -> tuple[str, str, Tone]:
    question = f"{answer.member} · {answer.question}" if answer.member else answer.question
    tones: dict[bool | None, Tone] = {True: "green", False: "red", None: "grey"}
    return question, answer.answer or translate(N_("not answered")), tones[answer.meets]
