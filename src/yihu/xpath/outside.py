"""What expressions may need from beyond their tree; all of it is handed in."""

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from yihu.xpath.moments import read_ms
from yihu.xpath.tree import Node


class Chance(Protocol):
    """What throws the dice."""

    def random(self) -> float:
        """From 0 up to, but not, 1."""
        ...


class Outside:
    """Time, chance, lists and words. The engine overrides what its form has; tests what they fix.

    Attributes:
        zone: of times without an offset; None is the computer's own.
    """

    zone: tzinfo | None = None

    def now(self) -> datetime:
        """The time with its offset."""
        return datetime.now().astimezone(self.zone)

    def random(self) -> float:
        """From 0 up to, but not, 1."""
        return random.random()

    def new_uuid(self) -> str:
        """A version 4 UUID."""
        return str(uuid.uuid4())

    def instance(self, instance_id: str) -> Node | None:
        """What `instance('id')` stands for: the node whose child is the list's root, so that
        `instance('id')/root/item` leads on; None where the form has no such instance."""
        return None

    def instance_ids(self) -> Sequence[str]:
        """The lists there are, to name them when one is missing."""
        return ()

    def itext(self, text_id: str) -> str:
        """The text of `jr:itext('id')` in the language in force."""
        return ""

    def choice_name(self, value: str, path: str, node: Node) -> str:
        """The label of a choice of the question at `path`, seen from `node`."""
        return ""

    def pulldata(self, table: str, wanted: str, key: str, value: str) -> str:
        """Column `wanted` of the first row of a table whose column `key` is `value`; "" if none is."""
        top = self.instance(table)
        for root in top.elements() if top is not None else []:
            for item in root.elements():
                held = item.child(key)
                if held is not None and held.string() == value:
                    found = item.child(wanted)
                    return found.string() if found is not None else ""
        return ""

    def read_moment_ms(self, text: str) -> int | None:
        """Milliseconds since 1970 of an ISO date or time in this place; None for other text."""
        return read_ms(text, self.zone) if len(text) > 9 and text[4] == "-" else None
