"""The look: tokens, theme, fonts, icons and the widgets made from them. No page knows a colour."""

from yihu.ui.look.background import Latest, Operation, Unexpected, as_user_error, run_in_background
from yihu.ui.look.buttons import (
    Chip,
    ChoiceButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    StatePill,
)
from yihu.ui.look.cards import Banner, Card, EmptyState, FactStrip, Notice, clear, icon_label, rule
from yihu.ui.look.charts import Bar, BarChart, Meter
from yihu.ui.look.fonts import font
from yihu.ui.look.header import PageHeader
from yihu.ui.look.icons import icon, paint_icon
from yihu.ui.look.progress import ProgressStrip
from yihu.ui.look.rail import NavRail, RailItem
from yihu.ui.look.search_box import SearchBox
from yihu.ui.look.tables import CELL_ROLE, Cell, RowDelegate, Table
from yihu.ui.look.text import ElidedLabel, label, set_tone
from yihu.ui.look.tokens import Tone, look

__all__ = [
    "CELL_ROLE",
    "Banner",
    "Bar",
    "BarChart",
    "Card",
    "Cell",
    "Chip",
    "ChoiceButton",
    "ElidedLabel",
    "EmptyState",
    "FactStrip",
    "Latest",
    "LinkButton",
    "Meter",
    "NavRail",
    "Notice",
    "Operation",
    "PageHeader",
    "PrimaryButton",
    "ProgressStrip",
    "QuietButton",
    "RailItem",
    "RowDelegate",
    "SearchBox",
    "SecondaryButton",
    "StatePill",
    "Table",
    "Tone",
    "Unexpected",
    "as_user_error",
    "clear",
    "font",
    "icon",
    "icon_label",
    "label",
    "look",
    "paint_icon",
    "rule",
    "run_in_background",
    "set_tone",
]
