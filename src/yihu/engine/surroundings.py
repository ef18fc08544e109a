"""What an interview may use from outside; all of it is handed in."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from yihu.base.clock import Clock, SystemClock
from yihu.base.ids import Randomness

Rows = Sequence[Mapping[str, str]]
"""A list of entities: each a property -> value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Time, chance and who is asking.

    Attributes:
        lists: lists of entities by name, in place of the files that the form names (`households`).
        last_saved: answers of the last finished interview with this form, for `last-saved`.
        position: asks where we are: "latitude longitude altitude accuracy", "" if that isn't known.
    """

    clock: Clock = field(default_factory=SystemClock)
    random: Randomness = os.urandom
    username: str = ""
    email: str = ""
    phone_number: str = ""
    device_id: str = ""
    lists: Mapping[str, Rows] = field(default_factory=dict)
    last_saved: Mapping[str, "str | int | bool | None"] = field(default_factory=dict)
    position: Callable[[], str] | None = None

    def device_property(self, name: str) -> str:
        """What a form asks the device for, by ODK's name."""
        known = {
            "deviceid": self.device_id, "username": self.username, "email": self.email,
            "phonenumber": self.phone_number, "phone_number": self.phone_number,
        }  # fmt: skip
        return known.get(name.lower().replace(" ", ""), "")
