"""Which kinds of measures the causes ask for, by the rules of a period (`Profile.required_categories`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from yihu.planning.plan import Measure
from yihu.register.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A cause needs a measure of one of these categories.

    Attributes:
        cause: its code. categories: codes of `measure_category`, any of them will do.
        measures: row ids of those that meet it; empty: missing.
    """

    cause: str
    categories: tuple[str, ...]
    measures: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the plan has such a measure."""
        return bool(self.measures)


def required_of(
    causes: Iterable[str], measures: Iterable[Measure], rules: Profile
) -> tuple[Requirement, ...]:
    """What the rules ask for these causes, in their order, met or missing."""
    rows = [(measure.category, measure.row) for measure in measures]
    return tuple(
        Requirement(
            cause=cause,
            categories=tuple(group),
            measures=tuple(row for category, row in rows if category in group),
        )
        for cause in dict.fromkeys(causes)
        for group in rules.required_categories.get(cause, ())
    )
