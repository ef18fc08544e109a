"""The left side: what the register can be filtered by, section by section; closed sections cost nothing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.actions import SelectionRow
from yihu.base.i18n import N_, translate
from yihu.register.filter_fields import FIELDS, SECTIONS
from yihu.register.filters import Filter, Has
from yihu.storage.rows import VillageRow
from yihu.ui.look import QuietButton, look
from yihu.ui.look.scrolling import scrolled
from yihu.ui.selections.controls import (
    AmountControl,
    BoxControl,
    CodesControl,
    Control,
    GroupControl,
    day_control,
    fact_control,
)

ALWAYS = ("place", "group")
WIDTH = 300
_TOWNSHIP = 9


class FilterPanel(QWidget):
    """Signals:
    asked: field, and what is asked of it (a filter or None).
    """

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        px = look().px
        self.controls: dict[str, Control] = {}
        self._sections: dict[str, QWidget] = {}
        self._heads: dict[str, QuietButton] = {}
        self._filters: Mapping[str, Filter] = {}
        self._places: list[tuple[str, Filter]] = []
        self._lists: list[tuple[str, Filter]] = []
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(px(16), px(12), px(12), px(16))
        self._column.setSpacing(px(6))
        for name in ALWAYS:
            self._column.addWidget(self._control(name))
        for name in SECTIONS:
            self._add_section(name)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(body))

    def _add_section(self, name: str) -> None:
        head = QuietButton("", "chevron-down")
        head.setCheckable(True)
        head.setStyleSheet("text-align: left")
        head.clicked.connect(lambda on, name=name: self.open_section(name, on))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, look().px(10))
        column.setSpacing(look().px(10))
        inner.hide()
        self._heads[name], self._sections[name] = head, inner
        self._column.addWidget(head)
        self._column.addWidget(inner)
        self._name_head(name)

    def open_section(self, name: str, on: bool = True) -> None:
        """Show or hide a section, one at a time; its controls are made when it is first shown."""
        for other in SECTIONS:
            if on and other != name:
                self._sections[other].hide()
                self._heads[other].setChecked(False)
        inner = self._sections[name]
        column = inner.layout()
        if on and column is not None and not column.count():
            for field in FIELDS.values():
                if field.section == name and field.name not in ALWAYS:
                    column.addWidget(self._control(field.name))
        self._heads[name].setChecked(on)
        inner.setVisible(on)

    def _control(self, name: str) -> Control:
        field = FIELDS[name]
        if field.kind == "codes":
            made: Control = CodesControl(field)
        elif field.kind == "fact":
            made = fact_control(field)
        elif field.kind == "day":
            made = day_control(field)
        elif field.kind == "group":
            made = GroupControl(field)
        elif field.kind in ("place", "selection"):
            made = BoxControl(field, self._places if field.kind == "place" else self._lists)
        else:
            made = AmountControl(field)
        made.asked.connect(lambda filter, name=name: self.asked.emit(name, filter))
        made.show_filter(self._filters.get(name))
        self.controls[name] = made
        return made

    def show_filters(self, filters: Mapping[str, Filter]) -> None:
        """Show what is asked."""
        self._filters = dict(filters)
        for name, control in self.controls.items():
            control.show_filter(filters.get(name))
        for name in SECTIONS:
            self._name_head(name)

    def _name_head(self, name: str) -> None:
        """With the number of conditions in it."""
        count = sum(FIELDS[field].section == name for field in self._filters if field in FIELDS)
        title = translate(SECTIONS[name])
        words = f"{title}  ({count})" if count else title
        self._heads[name].setText(f" {words}")
        self._heads[name].setAccessibleName(words)

    def offer_places(self, villages: Sequence[VillageRow]) -> None:
        """Townships and villages of the register to choose from."""
        self._places = list(_places(villages))
        self._offer_anew("place", self._places)

    def offer_selections(self, rows: Sequence[SelectionRow]) -> None:
        """Saved selections to choose from."""
        self._lists = [(row.name, Has(field="selection", codes=(row.id,))) for row in rows]
        self._offer_anew("selection", self._lists)

    def _offer_anew(self, name: str, choices: list[tuple[str, Filter]]) -> None:
        old = self.controls.get(name)
        if not isinstance(old, BoxControl):
            return
        old.box.clear()
        old.box.addItem(f"{translate(FIELDS[name].title)}: {translate(N_('any'))}")
        old._filters = [None]
        old.offer(choices)
        old.show_filter(self._filters.get(name))


def _places(villages: Sequence[VillageRow]) -> list[tuple[str, Filter]]:
    found: list[tuple[str, Filter]] = []
    township = ""
    for row in villages:
        start = row.code[:_TOWNSHIP]
        if row.code.isdigit() and start != township:
            township = start
            several = sum(each.code.startswith(start) for each in villages) > 1
            if several:
                found.append((row.township or start, Has(field="place", codes=(start,))))
        found.append((f"　{row.name or row.code}  {row.households:,}", Has(field="place", codes=(row.code,))))
    return found
