"""Time, handed to whatever needs it."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        ...

    def now(self) -> datetime:
        """Local time with its offset."""
        ...


class SystemClock:
    """The computer's clock."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def now(self) -> datetime:
        return datetime.now().astimezone()


@dataclass(slots=True)
class FixedClock:
    """A clock for tests and the demo: stands still unless it is moved.

    Attributes:
        at: local time with its offset.
    """

    at: datetime

    def now_ms(self) -> int:
        return int(self.at.timestamp() * 1000)

    def now(self) -> datetime:
        return self.at
