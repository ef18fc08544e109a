"""What a form does at events: values set, positions asked for."""

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from yihu.base.i18n import N_
from yihu.forms.expressions import Expression, Expressions
from yihu.forms.form import Action
from yihu.forms.names import EVENTS, local_name, resolve
from yihu.forms.problems import XFormRefused

KNOWN_EVENTS: Final = frozenset((
    "odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed", "xforms-revalidate",
))  # fmt: skip
_SORTS: Final = {"setvalue": "setvalue", "setgeopoint": "setgeopoint"}


def read_actions(
    model: Element, body: Element | None, top: str, library: Expressions, owners: Mapping[Element, str]
) -> tuple[Action, ...]:
    """All actions, those of the model first. Raises XFormRefused for an event that there isn't."""
    in_model = [_read(element, "", top, library) for element in model if local_name(element.tag) in _SORTS]
    in_body = [] if body is None else list(_inside(body, "", top, library, owners))
    return (*in_model, *in_body)


def _inside(
    parent: Element, source: str, top: str, library: Expressions, owners: Mapping[Element, str]
) -> Iterator[Action]:
    for element in parent:
        if local_name(element.tag) in _SORTS:
            yield _read(element, source, top, library)
        else:
            yield from _inside(element, owners.get(element, source), top, library, owners)


def _read(element: Element, source: str, top: str, library: Expressions) -> Action:
    base = source or top
    target = resolve(element.get("ref") or element.get("bind") or "", base)
    value = element.get("value")
    return Action(
        kind="setgeopoint" if local_name(element.tag) == "setgeopoint" else "setvalue",
        events=_events(element),
        target=target,
        source=source,
        value=Expression(value, target, "action", library) if value else None,
        text="" if value else (element.text or ""),
    )


def _events(element: Element) -> frozenset[str]:
    events = frozenset((element.get("event") or element.get(f"{{{EVENTS}}}event") or "").split())
    if not events or not events <= KNOWN_EVENTS:
        raise XFormRefused(problem=N_("it does something at an event that isn't known"))
    return events
