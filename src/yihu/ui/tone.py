"""The tones that presenters speak of; the look gives them their colours."""

from typing import Literal

Tone = Literal["green", "amber", "red", "blue", "grey"]
