"""The figures, each with the list it opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.list_households import count_households
from yihu.actions.summarize import summarize
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.moments import long_moment
from yihu.ui.routes import ListFilter, VisitsRoute
from yihu.ui.tone import Tone
from yihu.ui.visits.filters import chip_words, query_of
from yihu.ui.visits.presenter import READ_AT_ONCE

if TYPE_CHECKING:
    from yihu.actions.summarize import Figure, Overview, VillageFigures
    from yihu.actions.workspace import Workspace

REST = ("not_visited", "in_progress", "nobody_home", "refused", "moved", "to_make", "draft", "agreed")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A number on a card."""

    name: str
    figure: str
    remark: str
    tone: Tone | None
    opens: VisitsRoute


class OverviewPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._overview: Overview | None = None

    def is_large(self) -> bool:
        """Whether counting takes long enough to be done beside the window."""
        return count_households(self.workspace, query_of(ListFilter())) > READ_AT_ONCE

    def enter(self) -> None:
        """Count anew; from any thread."""
        self._overview = summarize(self.workspace)

    @property
    def overview(self) -> Overview:
        """What was counted last."""
        assert self._overview is not None
        return self._overview

    def is_empty(self) -> bool:
        """Whether there is no household at all."""
        return self.overview.states["all"].households == 0

    def beside(self) -> str:
        """The line beside the title: how many villages, as of when."""
        villages = len(self.overview.villages)
        parts = [translate_count("{count} village", "{count} villages", villages).format(count=villages)]
        if self.overview.received_ms is not None:
            when = long_moment(self.overview.received_ms, self.workspace.clock.now())
            parts.append(translate(N_("with the files received until {when}")).format(when=when))
        return " · ".join(parts)

    def figures(self) -> tuple[FigureView, ...]:
        """The five large numbers."""
        states = self.overview.states
        whole = states["all"].households
        persons = self.overview.persons
        answers = self.overview.conflict_answers
        said_persons = translate_count("{count} person", "{count} persons", persons).format(count=persons)
        differing = translate_count("{count} answer differs", "{count} answers differ", answers)
        return (
            _view(states["all"], N_("Households"), said_persons),
            _view(states["done"], N_("Surveyed"), _share(states["done"].households, whole)),
            _view(states["signed"], N_("Plans signed"), _share(states["signed"].households, whole)),
            _view(states["conflicts"], N_("Need a decision"), differing.format(count=answers), "red"),
            _view(states["checks"], N_("To check"), translate(N_("answers in doubt")), "amber"),
        )

    def rest(self) -> tuple[FigureView, ...]:
        """The other states, as small chips: those that occur."""
        views = []
        for key in REST:
            figure = self.overview.states.get(key)
            if figure is not None and figure.households:
                words, tone = chip_words(key)
                views.append(_view(figure, words, "", tone))
        return tuple(views)

    def causes(self) -> tuple[tuple[str, str, int, str], ...]:
        """Causes as (key, words, households, figure in words)."""
        return tuple(
            (
                figure.key,
                translate(figure.label),
                figure.households,
                translate_count("{count} household", "{count} households", figure.households).format(
                    count=figure.households
                ),
            )
            for figure in self.overview.causes
        )

    def cause_route(self, key: str) -> VisitsRoute:
        """The list of a cause's households."""
        figure = next(figure for figure in self.overview.causes if figure.key == key)
        return route_of(figure)

    def villages(self) -> tuple[VillageFigures, ...]:
        """The table's rows."""
        return self.overview.villages


def route_of(figure: Figure) -> VisitsRoute:
    """The list that shows exactly what a figure counted."""
    if figure.key in ("all", "not_visited", "in_progress", "to_make", "conflicts", "checks"):
        return VisitsRoute(filter=ListFilter(village=figure.query.village, state=figure.key))
    words = translate(figure.label)
    return VisitsRoute(filter=ListFilter(village=figure.query.village, query=figure.query, words=words))


def _view(figure: Figure, name: str, remark: str, tone: Tone | None = None) -> FigureView:
    return FigureView(
        name=translate(name),
        figure=f"{figure.households:,}",
        remark=remark,
        tone=tone if figure.households else None,
        opens=route_of(figure),
    )


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else ""
