"""What the answers speak for, beside the question for the causes of poverty (no Qt)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.planning import weigh_causes
from yihu.register import codes

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.register.household import Household

_CAUSES = frozenset(("main_cause", "cause_2", "cause_3"))
_AT_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CausesView:
    """What a person weighs before naming the causes.

    Attributes:
        offered: causes that answers speak for and nobody named yet, each with its evidence as a sentence.
        doubts: causes that were named and that no answer speaks for.
    """

    offered: tuple[str, ...]
    doubts: tuple[str, ...]


def view_causes(
    session: "Session", refs: tuple[str, ...], household: "Household | None"
) -> CausesView | None:
    """The suggestions for a page that asks for causes; None for other pages, and where there is nothing to say."""
    if household is None or not any(session.question(ref).save_to in _CAUSES for ref in refs):
        return None
    weighed = weigh_causes(household)
    offered = tuple(
        translate(N_("{about}: {words}")).format(about=_name(cause.code), words=one.explain())
        for cause in weighed.unnamed
        for one in cause.evidence
    )
    doubts = tuple(
        translate(N_("{cause}: no answer of the visit speaks for it.")).format(cause=_name(cause.code))
        for cause in weighed.named
        if cause.without_evidence
    )
    return CausesView(offered=offered[:_AT_MOST], doubts=doubts) if offered or doubts else None


def _name(code: str) -> str:
    return codes.label(codes.CAUSES, code)
