"""The cards of the rules by year and place: which there are, what they say, an edited file added."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.list_profiles import ProfileRow
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.register.profiles import ProfileProblem
from yihu.ui.look import (
    Card,
    Notice,
    ProgressStrip,
    SecondaryButton,
    StatePill,
    clear,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.buttons import ChoiceButton, LinkButton
from yihu.ui.settings.rules_presenter import Facts, RulesPresenter
from yihu.ui.settings.shared_rules import SharedRulesCards
from yihu.ui.settings.shared_rules_presenter import SharedRulesPresenter

PROBLEMS_AT_ONCE = 60
ABOUT = N_(
    "Income lines, what counts as income, causes, limits and checks differ by year and place. New surveys are made "
    "under the rules in force; what was surveyed before keeps its own."
)


class RulesCards(QObject):
    """A list of the rules on the left, what the chosen ones say on the right."""

    def __init__(self, presenter: RulesPresenter, parent: QWidget) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self._page = parent
        self.shared = SharedRulesCards(SharedRulesPresenter(presenter.workspace), parent, self._changed)
        self.left = (self.shared.card, self._list_card())
        self._facts = Card(translate(N_("What they say")))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look().px(6))
        self._facts.body.addLayout(self._lines)
        self.right = (self.shared.reading, self._facts)

    def enter(self) -> None:
        """Show how it stands now."""
        self._changed()
        self._show_report()
        self.shared.enter()

    def _changed(self) -> None:
        self._show_rows()
        self._show_facts()

    def _list_card(self) -> Card:
        card = Card(translate(N_("Rules and standards")))
        card.body.addWidget(label(translate(ABOUT), "secondary", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look().px(8))
        card.body.addLayout(self._rows)
        self.choose_button = SecondaryButton(translate(N_("Make new surveys under these")), "check")
        self.choose_button.clicked.connect(
            lambda: self._tried(lambda: self.presenter.choose(self.presenter.chosen))
        )
        self.copy_button = SecondaryButton(translate(N_("Save a copy to edit…")), "save")
        self.copy_button.clicked.connect(self._choose_target)
        self.add_button = SecondaryButton(translate(N_("Add an edited file…")), "file-plus")
        self.add_button.clicked.connect(self._choose_file)
        self.judge_button = LinkButton("")
        self.judge_button.clicked.connect(self.judge)
        for button in (self.choose_button, self.copy_button, self.add_button, self.judge_button):
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.strip, self.notice = ProgressStrip(), Notice()
        self._problems = QVBoxLayout()
        self._problems.setSpacing(look().px(8))
        card.body.addWidget(self.strip)
        card.body.addWidget(self.notice)
        card.body.addLayout(self._problems)
        return card

    def _show_rows(self) -> None:
        clear(self._rows)
        self.buttons: dict[str, ChoiceButton] = {}
        for row in self.presenter.rows():
            self._rows.addLayout(self._row(row))
            if row.id == self.presenter.chosen:
                self._show_steps(row)

    def _row(self, row: ProfileRow) -> QVBoxLayout:
        column, line = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(look().px(2))
        button = ChoiceButton(row.title)
        button.setChecked(row.id == self.presenter.chosen)
        button.clicked.connect(lambda _=False, id=row.id: self.show_rules(id))
        self.buttons[row.id] = button
        line.addWidget(button, 1)
        line.addWidget(StatePill(*self.presenter.pill(row)))
        column.addLayout(line)
        column.addWidget(label(self.presenter.caption(row), "secondary", wrap=True))
        return column

    def _show_steps(self, row: ProfileRow) -> None:
        self.choose_button.setEnabled(not row.in_force)
        words = translate(N_("Judge the {count} under an earlier version by this one…"))
        self.judge_button.setText(words.format(count=row.earlier_records))
        self.judge_button.setVisible(bool(row.earlier_records))

    def show_rules(self, id: str) -> None:
        """Look at other rules; nothing is changed."""
        self.presenter.chosen, self.presenter.report, self.presenter.problems = id, None, ()
        self.enter()

    def _show_facts(self) -> None:
        clear(self._lines)
        title, parts = self.presenter.facts()
        self._facts.set_beside(title)
        for part in parts:
            self._lines.addWidget(label(part.title, "strong", wrap=True))
            self._lines.addWidget(_table(part))

    def _show_report(self) -> None:
        clear(self._problems)
        if self.presenter.report is None:
            self.notice.hide()
            return
        sentence, advice, tone, code = self.presenter.report
        self.notice.say(sentence, advice, tone=tone, code=code)
        problems = self.presenter.problems
        for problem in problems[:PROBLEMS_AT_ONCE]:
            self._problems.addWidget(_problem_card(problem))
        if len(problems) > PROBLEMS_AT_ONCE:
            more = translate(N_("and {count} more")).format(count=len(problems) - PROBLEMS_AT_ONCE)
            self._problems.addWidget(label(more, "secondary"))

    def _tried(self, step: Callable[[], object]) -> None:
        try:
            step()
        except UserError as refused:
            self.presenter.tell_refused(refused)
        self.enter()

    def _choose_file(self) -> None:
        title, kinds = translate(N_("Which edited file?")), translate(N_("Rules (*.toml)"))
        chosen, _ = QFileDialog.getOpenFileName(self._page, title, str(Path.home()), kinds)
        if chosen:
            self.add(Path(chosen))

    def add(self, path: Path) -> None:
        """Keep an edited file, or show what is wrong with it."""
        self._tried(lambda: self.presenter.add(path))

    def _choose_target(self) -> None:
        title, kinds = translate(N_("Save a copy to edit")), translate(N_("Rules (*.toml)"))
        name = Path.home() / f"{self.presenter.chosen}.toml"
        chosen, _ = QFileDialog.getSaveFileName(self._page, title, str(name), kinds)
        if chosen:
            target = Path(chosen)
            self.save_copy(target if target.suffix else target.with_suffix(".toml"))

    def save_copy(self, target: Path) -> None:
        """Save the file of the rules that are looked at."""
        self._tried(lambda: self.presenter.save_copy(target))

    def judge(self) -> None:
        """Put the records of an earlier version under the newest one, beside the window; it can be stopped."""
        self.judge_button.setEnabled(False)

        def done(count: object) -> None:
            self.judge_button.setEnabled(True)
            self.presenter.tell_judged(int(str(count)))
            self.enter()

        def failed(error: UserError) -> None:
            self.judge_button.setEnabled(True)
            self.presenter.tell_refused(error)
            self.enter()

        run_in_background(
            self.presenter.judge,
            done,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Judging by the newest version")),
        )


def _table(part: Facts) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, look().px(8))
    grid.setHorizontalSpacing(look().px(12))
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 4)
    wide = not any(said or source for _, said, source in part.lines)
    for row, (what, said, source) in enumerate(part.lines):
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label(what, "body", wrap=True), row, 0, 1, 3 if wide else 1, top)
        if said:
            grid.addWidget(label(said, "body", wrap=True), row, 1, 1, 1 if source else 2, top)
        if source:
            grid.addWidget(label(source, "secondary", wrap=True), row, 2, top)
    return table


def _problem_card(problem: ProfileProblem) -> Card:
    card = Card()
    card.setProperty("card", "inner")
    card.body.setContentsMargins(*(look().px(10),) * 4)
    card.body.setSpacing(look().px(2))
    place = " · ".join(filter(None, (problem.place(), problem.key)))
    if place:
        card.body.addWidget(label(place, "secondary", wrap=True))
    card.body.addWidget(label(problem.explain(), "body", wrap=True))
    if advice := problem.advise():
        card.body.addWidget(label(advice, "secondary", wrap=True))
    return card
