"""A family's life map, and the guarantees with the answers that led to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.labels import Labels
from yihu.actions.reading import HOUSEHOLD, find_row, household_of, line_of
from yihu.actions.workspace import Workspace
from yihu.register.guarantee_answers import explained_guarantees
from yihu.register.life_map import life_map
from yihu.register.masking import mask_record, mask_value

if TYPE_CHECKING:
    from decimal import Decimal

    from yihu.register.guarantee_answers import GuaranteeAnswer
    from yihu.register.guarantees import Guarantee
    from yihu.register.household import Household
    from yihu.register.life_map import Light
    from yihu.storage.rows import HouseholdRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBehind:
    """One answer behind a guarantee, in words.

    Attributes:
        question: as the questionnaire asks it. answer: empty when nobody answered. member: whose; "" the household's.
        meets: whether it speaks for the guarantee; None when it is unknown or decides nothing.
    """

    question: str
    answer: str
    member: str
    meets: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeView:
    """One of the six, with its answers."""

    guarantee: Guarantee
    answers: tuple[AnswerBehind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeMapView:
    """One family's page. `household` is masked; `rules`: by which it is judged, in words."""

    household: Household
    row: HouseholdRow
    lights: tuple[Light, ...]
    guarantees: tuple[GuaranteeView, ...]
    line_yuan: Decimal | None
    rules: str


def show_life_map(workspace: Workspace, household_id: str) -> LifeMapView:
    """Lights and guarantees as of the last sealed answers. Raises HouseholdUnknown."""
    row = find_row(workspace, household_id)
    document = workspace.store.document(row.id)
    household = household_of(workspace, document)
    line = line_of(workspace, household)
    questions = _Questions(workspace, Labels(workspace, document.values))
    return LifeMapView(
        household=mask_record(household),
        row=row,
        lights=life_map(household, line.yuan if line else None),
        guarantees=tuple(
            GuaranteeView(guarantee=each.guarantee, answers=tuple(map(questions.behind, each.answers)))
            for each in explained_guarantees(household)
        ),
        line_yuan=line.yuan if line else None,
        rules=household.rules.name(),
    )


class _Questions:
    """The household's questions by property."""

    def __init__(self, workspace: Workspace, labels: Labels) -> None:
        patterns = workspace.library.property_maps().get(HOUSEHOLD, {})
        self._places = {name: pattern for pattern, name in patterns.items()}
        self._labels = labels

    def behind(self, answer: GuaranteeAnswer) -> AnswerBehind:
        """An answer in words."""
        return AnswerBehind(
            question=self._words(answer.property, answer.person_row or ""),
            answer=mask_value(answer.property, answer.said()),
            member=answer.person,
            meets=answer.meets,
        )

    def _words(self, name: str, row: str) -> str:
        place = self._places.get(name)
        return self._labels.label(f"{HOUSEHOLD}/{place.replace('*', row)}") if place else name
