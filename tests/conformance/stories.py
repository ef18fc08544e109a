"""Run stories recorded from the tests of ODK Web Forms.

    python -m tests.conformance.stories FILE [--failures]

Last line `N passed, M failed`, one for each story; `--failures` tells what was seen instead.
"""

import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.conformance.replay import answer_as_peer

from yihu.base.clock import FixedClock
from yihu.base.errors import UserError
from yihu.base.i18n import ENGLISH, set_language, translate
from yihu.engine import Session, Surroundings, Violation
from yihu.engine.session import without_last_position
from yihu.engine.view import NOT_ALLOWED, REQUIRED
from yihu.forms import parse_xform
from yihu.forms.names import without_positions

Step = dict[str, Any]
_UUID = re.compile(r"uuid:[0-9a-f-]{36}")
_CLOCK = FixedClock(datetime(2026, 5, 31, 9, 30, tzinfo=UTC))


class Unequal(Exception):
    """What was seen isn't what it should be."""


class Reader:
    """Goes through one story."""

    def __init__(self, story: Step) -> None:
        self._story = story
        self._opened: dict[int, Session] = {}
        self._error: UserError | None = None
        self._random = random.Random(story["id"])

    def read(self) -> None:
        """Raises Unequal at the first step that isn't as told."""
        self._open()
        for number, step in enumerate(self._story["steps"]):
            if step.get("see") == "position":
                continue
            try:
                self._do(step) if "do" in step else self._see(step)
            except Unequal as problem:
                raise Unequal(
                    f"step {number} {step.get('see') or step.get('do')} {step.get('ref', '')}: {problem}"
                ) from None

    def _around(self) -> Surroundings:
        preload = self._story.get("preload") or {}
        places = iter(self._story.get("locations") or ())
        return Surroundings(
            clock=_CLOCK,
            random=self._random.randbytes,
            username=preload.get("username", ""),
            email=preload.get("email", ""),
            phone_number=preload.get("phoneNumber", ""),
            device_id=preload.get("deviceID", ""),
            position=lambda: str(next(places, "")),
        )

    def _open(self) -> None:
        story = self._story
        missing = "blank" if story.get("on_missing_resource") == "blank" else "refuse"
        try:
            self._form = parse_xform(
                story["form"], resources=story.get("resources") or {}, missing_files=missing
            )
            if story.get("edit"):
                self._opened[0] = Session.open_xml(
                    self._form, story["edit"], around=self._around(), edit=True
                )
            else:
                self._opened[0] = Session.open(self._form, around=self._around())
        except UserError as problem:
            self._error = problem
            if not any(step.get("see") in ("init_error", "opens") for step in story["steps"]):
                raise Unequal(f"not opened: {problem}") from problem

    def _session(self, step: Step) -> Session:
        return self._opened[step.get("in", 0)]

    def _do(self, step: Step) -> None:
        try:
            self._act(step)
        except (UserError, KeyError, ValueError) as problem:
            if not step.get("fails"):
                raise Unequal(f"refused: {problem!r}") from problem
        else:
            if step.get("fails"):
                raise Unequal("not refused")

    def _act(self, step: Step) -> None:
        do = step["do"]
        if do in ("restore", "edit"):
            self._opened[step.get("in", 0)] = Session.open_xml(
                self._form, step["xml"], around=self._around(), edit=do == "edit"
            )
        elif do == "new_instance":
            self._opened[step["in"]] = Session.open(self._form, around=self._around())
        elif do == "create_repeat":
            self._session(step).add_repeat(without_last_position(step["ref"]))
        elif do == "remove_repeat":
            self._session(step).remove_repeat(step["ref"])
        elif do == "language":
            self._session(step).set_language(step["value"])
        elif do == "answer":
            self._answer(step)

    def _answer(self, step: Step) -> None:
        session = self._session(step)
        value = step["file"]["name"] if step.get("file") else step.get("value")
        if value is None and step.get("values"):
            value = " ".join(step["values"])
        raw = step.get("raw")
        if isinstance(raw, dict) and "latitude" in raw:
            value = " ".join(str(raw[name]) for name in ("latitude", "longitude", *_behind(raw)))
        text = {True: "OK", False: "", None: ""}.get(value, value) if not isinstance(value, str) else value
        if step.get("fails"):
            session.answer(step["ref"], text)
        else:
            answer_as_peer(session, step["ref"], text)

    def _see(self, step: Step) -> None:
        see: Callable[[Step], None] | None = getattr(self, f"_see_{step['see']}", None)
        # What a later format may tell beyond the known kinds is stepped over, not failed.
        if see is not None and (step["see"] in ("opens", "init_error") or step.get("in", 0) in self._opened):
            see(step)
        elif see is not None:
            raise Unequal(f"not opened: {self._error}")

    def _same(self, seen: object, step: Step) -> None:
        wanted = step.get("is")
        if step.get("mask") == "uuid" and isinstance(seen, str):
            seen, wanted = _UUID.sub("uuid:*", seen), _UUID.sub("uuid:*", wanted)
        if seen != wanted:
            raise Unequal(f"{seen!r} instead of {wanted!r}")

    def _see_value(self, step: Step) -> None:
        seen = self._session(step).value(step["ref"]) if self._session(step).has(step["ref"]) else None
        if "about" in step:
            if abs(float(seen or "nan") - step["about"]["value"]) <= step["about"]["tolerance"]:
                return
        elif "starts_with" in step and str(seen).startswith(step["starts_with"]):
            return
        self._same(seen, step)

    def _see_attribute(self, step: Step) -> None:
        self._same(self._session(step).value(step["ref"]), step)

    def _see_relevant(self, step: Step) -> None:
        self._same(self._session(step).is_relevant(step["ref"]), step)

    def _see_required(self, step: Step) -> None:
        self._same(self._session(step).is_required(step["ref"]), step)

    def _see_readonly(self, step: Step) -> None:
        self._same(self._session(step).is_read_only(step["ref"]), step)

    def _see_valid(self, step: Step) -> None:
        violation = self._session(step).violation(step["ref"])
        self._same(violation is None, step)
        if step.get("because") and (violation is None or violation.kind != step["because"]):
            raise Unequal(f"because of {violation}")

    def _see_message(self, step: Step) -> None:
        violation = self._session(step).violation(step["ref"])
        if violation is not None and step["of"] != "violation" and violation.kind != step["of"]:
            violation = None
        self._same(None if violation is None else _own_words(violation), step)

    def _see_outcome(self, step: Step) -> None:
        seen = [
            {"ref": one.ref, "because": one.kind, "message": _own_words(one)}
            for one in self._session(step).problems()
        ]
        self._same(seen, step)

    def _see_exists(self, step: Step) -> None:
        self._same(self._session(step).has(step["ref"]), step)

    def _see_in_form(self, step: Step) -> None:
        self._see_exists(step)

    def _see_can_create(self, step: Step) -> None:
        self._same(self._session(step).can_add(without_last_position(step["ref"])), step)

    def _see_count(self, step: Step) -> None:
        known = without_positions(step["ref"]) in self._form.repeats
        self._same(len(self._session(step).rows(step["ref"])) if known else -1, step)

    def _see_label(self, step: Step) -> None:
        self._same(self._session(step).label(step["ref"]), step)
        self._same_media(self._session(step).media(step["ref"]), step)

    def _same_media(self, seen: Mapping[str, str], step: Step) -> None:
        for kind in ("image", "audio", "video"):
            wanted = step.get(kind)
            if isinstance(wanted, str) and seen.get(kind, "") != wanted.rpartition("/")[2]:
                raise Unequal(f"{kind} {seen.get(kind)!r} instead of {wanted!r}")

    def _see_hint(self, step: Step) -> None:
        self._same(self._session(step).hint(step["ref"]), step)

    def _see_choices(self, step: Step) -> None:
        seen = [{"value": one.value, "label": one.label} for one in self._session(step).choices(step["ref"])]
        self._same(
            seen, {**step, "is": [{"value": one["value"], "label": one["label"]} for one in step["is"]]}
        )

    def _see_option_labels(self, step: Step) -> None:
        self._same([one.label for one in self._session(step).choices(step["ref"])], step)

    def _see_selected_labels(self, step: Step) -> None:
        chosen = self._session(step).value(step["ref"]).split()
        self._same(
            [one.label for one in self._session(step).choices(step["ref"]) if one.value in chosen], step
        )

    def _see_appearances(self, step: Step) -> None:
        self._same(list(self._part(step).appearances), step)

    def _see_classes(self, step: Step) -> None:
        self._same(list(getattr(self._form, "classes", ())), step)

    def _part(self, step: Step) -> Any:
        ref = without_positions(step["ref"])
        return self._form.questions.get(ref) or self._form.groups[ref]

    def _see_opens(self, step: Step) -> None:
        if (self._error is None) != step.get("is", True):
            raise Unequal(f"{self._error!r}")

    def _see_init_error(self, step: Step) -> None:
        if self._error is None:
            raise Unequal("opened")

    def _see_xml(self, step: Step) -> None:
        _same_xml(self._session(step).xml(), step["is"], step)

    def _see_payload(self, step: Step) -> None:
        if "xml" in step:
            _same_xml(self._session(step).xml(), step["xml"], step)
        wanted = step.get("violations")
        if wanted is not None:
            seen = [(one.ref, one.kind) for one in self._session(step).problems()]
            if seen != [(one["ref"], one["because"]) for one in wanted]:
                raise Unequal(f"{seen} instead of {wanted}")
        if step.get("status") and (step["status"] == "ready") != (not self._session(step).problems()):
            raise Unequal(f"{self._session(step).problems()} instead of {step['status']}")


def _behind(place: Step) -> list[str]:
    """Altitude and accuracy as far as they are known."""
    if place.get("accuracy"):
        return ["altitude", "accuracy"] if "altitude" in place else []
    return ["altitude"] if place.get("altitude") else []


def _own_words(violation: Violation) -> str | None:
    """The form's message; None where it has none and the engine speaks."""
    return None if violation.message in (translate(REQUIRED), translate(NOT_ALLOWED)) else violation.message


def _same_xml(seen: str, wanted: str, step: Step) -> None:
    if step.get("mask") == "uuid":
        seen, wanted = _UUID.sub("uuid:*", seen), _UUID.sub("uuid:*", wanted)
    if _infoset(ElementTree.fromstring(seen)) != _infoset(ElementTree.fromstring(wanted)):
        raise Unequal(f"{seen} instead of {wanted}")


def _infoset(element: ElementTree.Element) -> object:
    children = [_infoset(child) for child in element]
    text = (element.text or "").strip() if children else element.text or ""
    return element.tag, sorted(element.attrib.items()), text, children


def run(file: Path) -> Iterator[tuple[Step, str]]:
    """Each story with why it failed, "" if it held; a line that is no JSON is a story that failed."""
    set_language(ENGLISH)
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                story = json.loads(line) if line.strip() else {}
            except ValueError as problem:
                yield {"id": f"line {number}"}, str(problem)
                continue
            if "steps" in story:
                yield story, _why(story)


def _why(story: Step) -> str:
    try:
        Reader(story).read()
    except Unequal as problem:
        return str(problem)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def main(arguments: list[str]) -> int:
    """Exit code 0 when all stories hold."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    passed = failed = 0
    for story, why in run(Path(arguments[0])):
        passed, failed = passed + (not why), failed + bool(why)
        if why and "--failures" in arguments:
            print(f"{story['id']}: {why}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
