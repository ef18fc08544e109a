"""The page of the settings."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.backup.cards import BackupCards
from yihu.ui.look import (
    Card,
    ChoiceButton,
    Notice,
    ProgressStrip,
    SecondaryButton,
    StatePill,
    clear,
    font,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.look.tokens import BODY
from yihu.ui.routes import SettingsRoute
from yihu.ui.settings.presenter import (
    LANGUAGES,
    PARTS,
    SCALES_PERCENT,
    THEMES,
    ProblemView,
    SettingsPresenter,
    licences,
    speaks,
)
from yihu.ui.settings.rules import RulesCards
from yihu.ui.settings.safety import SafetyCards
from yihu.ui.window.pages import Page

PROBLEMS_AT_ONCE = 60
OWN_DATA = N_("Encrypted with your passphrase. Every answer is on the disk before the next question.")
DEMO_DATA = N_(
    "The demo village: invented people, and everybody knows its passphrase. Write no real data here."
)


class SettingsPage(Page):
    """Four parts: look, team and questionnaires; rules; safety; backup."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.set_title(translate(N_("Settings")))
        lock = SecondaryButton(translate(N_("Lock now")), "lock")
        lock.clicked.connect(self.locked)
        self.header.add_action(lock)
        self.safety = SafetyCards(presenter.safety, self)
        self.safety.go.connect(self.go)
        self.safety.changed.connect(self.changed)
        self.rules = RulesCards(presenter.rules, self)
        self.backup = BackupCards(presenter.backup, self)
        self.backup.changed.connect(self.changed)
        self.backup.restore.connect(self._put_back)
        self._column.addWidget(self._tabs())
        self.parts = QStackedWidget()
        self.columns: list[QHBoxLayout] = []
        for left, right in (
            (self._left(), self._right()),
            (self.rules.left, self.rules.right),
            (self.safety.left, self.safety.right),
            (self.backup.left, self.backup.right),
        ):
            self.parts.addWidget(scrolled(self._part(left, right)))
        self.set_body(self.parts)

    def _tabs(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("ground", "header")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(look().px(16), 0, look().px(16), 0)
        row.setSpacing(look().px(4))
        self.tabs = {}
        for name, words in PARTS:
            button = QPushButton(translate(words))
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, part=name: self.show_part(part))
            strong = QFontMetrics(font(BODY, strong=True)).horizontalAdvance(button.text())
            button.setMinimumWidth(strong + look().px(28))
            self.tabs[name] = button
            row.addWidget(button)
        row.addStretch(1)
        return bar

    def _part(self, left: Sequence[Card], right: Sequence[Card]) -> QWidget:
        px = look().px
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(px(24), px(20), px(24), px(20))
        row.setSpacing(px(16))
        for cards, share in ((left, 4), (right, 5)):
            column = QVBoxLayout()
            column.setSpacing(px(16))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            row.addLayout(column, share)
        self.columns.append(row)
        return body

    def show_part(self, part: str) -> None:
        """One of `PARTS`."""
        self.presenter.part = part
        names = [name for name, _ in PARTS]
        self.parts.setCurrentIndex(names.index(part))
        for name, button in self.tabs.items():
            button.setChecked(name == part)
        if part == "rules":
            self.rules.enter()
        elif part == "safety":
            self.safety.enter()
        elif part == "backup":
            self.backup.enter()

    def place(self) -> SettingsRoute:
        return SettingsRoute(part=self.presenter.part)

    def _put_back(self, place: Path | None) -> None:
        self.presenter.shell.restore_from(place)
        self.locked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for columns in self.columns:
            stack(columns, self.width())

    def _left(self) -> tuple[Card, ...]:
        return self._language_card(), self._look_card(), self._team_card(), self._about_card()

    def _right(self) -> tuple[Card, ...]:
        return self._form_card(), self._data_card()

    def _language_card(self) -> Card:
        card = Card(translate(N_("Language")), translate(N_("at once, nothing is lost")))
        row = QHBoxLayout()
        self.languages = {}
        for code, words in LANGUAGES:
            button = ChoiceButton(words)
            button.setChecked(speaks(code))
            button.clicked.connect(lambda _=False, chosen=code: self._speak(chosen))
            self.languages[code] = button
            row.addWidget(button, 1)
        card.body.addLayout(row)
        return card

    def _look_card(self) -> Card:
        card = Card(translate(N_("Look")))
        chosen = self.presenter.shell.preferences
        row = QHBoxLayout()
        self.themes = {}
        for name, words in THEMES:
            button = ChoiceButton(translate(words))
            button.setChecked(chosen.theme == name)
            button.clicked.connect(lambda _=False, theme=name: self._dress(theme))
            self.themes[name] = button
            row.addWidget(button, 1)
        card.body.addLayout(row)
        card.body.addWidget(label(translate(N_("Size of letters")), "secondary"))
        sizes = QGridLayout()
        self.scales = {}
        for place, percent in enumerate(SCALES_PERCENT):
            button = ChoiceButton(f"{percent} %")
            button.setChecked(chosen.scale_percent == percent)
            button.clicked.connect(lambda _=False, size=percent: self._scale(size))
            self.scales[percent] = button
            sizes.addWidget(button, place // 3, place % 3)
        card.body.addLayout(sizes)
        return card

    def _team_card(self) -> Card:
        card = Card(translate(N_("Team")))
        self.team = LabelledField(translate(N_("Name of the team")), QLineEdit(self.presenter.team()))
        self.team.field.editingFinished.connect(self._rename_team)
        card.body.addWidget(self.team)
        self.digits = label("", "secondary", wrap=True)
        card.body.addWidget(self.digits)
        self._show_digits()
        self.person = LabelledField(
            translate(N_("Your name")),
            QLineEdit(self.presenter.person()),
            translate(N_("It stands beside every answer that you write.")),
        )
        self.person.field.editingFinished.connect(self._rename)
        card.body.addWidget(self.person)
        return card

    def _about_card(self) -> Card:
        card = Card(translate(N_("About")))
        version = translate(N_("Yihu {version}, works without a network")).format(
            version=self.presenter.version()
        )
        card.body.addWidget(label(version, "body", wrap=True))
        grid = QGridLayout()
        for row, (what, licence) in enumerate(licences()):
            grid.addWidget(label(what, "secondary", wrap=True), row, 0)
            grid.addWidget(label(licence, "secondary"), row, 1)
        grid.setColumnStretch(0, 1)
        card.body.addLayout(grid)
        return card

    def _form_card(self) -> Card:
        card = Card(translate(N_("Questionnaires")))
        self.form_list = QVBoxLayout()
        self.form_list.setSpacing(look().px(8))
        card.body.addLayout(self.form_list)
        self.add_button = SecondaryButton(translate(N_("Add a questionnaire…")), "file-plus")
        self.add_button.clicked.connect(self._choose_form)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(label(translate(N_("An XLSForm workbook (.xlsx, .xls)")), "secondary"), 1)
        card.body.addLayout(row)
        self.strip, self.notice = ProgressStrip(), Notice()
        self.correct_button = SecondaryButton(translate(N_("Save the corrected workbook…")), "save")
        self.correct_button.clicked.connect(self._choose_target)
        self.correct_button.hide()
        self.problem_list = QVBoxLayout()
        self.problem_list.setSpacing(look().px(8))
        card.body.addWidget(self.strip)
        card.body.addWidget(self.notice)
        card.body.addWidget(self.correct_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(self.problem_list)
        return card

    def _data_card(self) -> Card:
        card = Card(translate(N_("Where the data lies")))
        where = label(str(self.presenter.folder()), "body", wrap=True)
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        card.body.addWidget(where)
        words = translate(DEMO_DATA if self.presenter.workspace.demo else OWN_DATA)
        card.body.addWidget(label(words, "secondary", wrap=True))
        return card

    def _show_digits(self) -> None:
        digits = translate(N_("This laptop's code: {digits}")).format(digits=self.presenter.code_digits())
        self.digits.setText(digits)

    def _rename_team(self) -> None:
        name = self.team.field.text()
        try:
            self.presenter.rename_team(name)
        except UserError as error:
            self.team.say_wrong(error.explain())
            self.team.field.setText(self.presenter.team())
            return
        self.team.say_wrong("" if name.strip() else translate(N_("Write a name for your team.")))
        self._show_digits()

    def enter(self, route: SettingsRoute) -> None:
        self.show_part(route.part or self.presenter.part)
        self._show_forms()
        self._show_report()

    def leave(self) -> bool:
        self._rename()
        self._rename_team()
        self.safety.leave()
        return True

    def _show_forms(self) -> None:
        clear(self.form_list)
        for form in self.presenter.forms():
            row = QHBoxLayout()
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(form.title or form.form_id, "strong", wrap=True))
            words.addWidget(
                label(f"{form.form_id} · {form.version}" if form.version else form.form_id, "secondary")
            )
            row.addLayout(words, 1)
            shipped = translate(N_("comes with the program") if form.shipped else N_("added"))
            row.addWidget(StatePill(shipped, "grey" if form.shipped else "green"))
            self.form_list.addLayout(row)

    def _show_report(self) -> None:
        clear(self.problem_list)
        self.correct_button.setVisible(self.presenter.correctable is not None)
        if self.presenter.report is None:
            self.notice.hide()
            return
        sentence, advice, tone, code = self.presenter.report
        self.notice.say(sentence, advice, tone=tone, code=code)
        problems = self.presenter.problems
        for problem in problems[:PROBLEMS_AT_ONCE]:
            self.problem_list.addWidget(_problem_card(problem))
        if len(problems) > PROBLEMS_AT_ONCE:
            more = translate(N_("and {count} more")).format(count=len(problems) - PROBLEMS_AT_ONCE)
            self.problem_list.addWidget(label(more, "secondary"))

    def _choose_form(self) -> None:
        title = translate(N_("Which questionnaire?"))
        kinds = translate(N_("Questionnaires (*.xlsx *.xls *.xlsm)"))
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)
        if chosen:
            self.add_form(Path(chosen))

    def add_form(self, path: Path) -> None:
        """Read a workbook beside the window and show what came of it."""
        self.show_part("basics")
        self.notice.hide()
        self.correct_button.hide()
        clear(self.problem_list)
        self.add_button.setEnabled(False)

        def done(report: object) -> None:
            self.presenter.tell_added(report, path)  # type: ignore[arg-type]
            self._after_adding()

        def failed(error: object) -> None:
            self.presenter.tell_refused(error, path)  # type: ignore[arg-type]
            self._after_adding()

        run_in_background(
            lambda progress: self.presenter.add_form(path, progress),
            done,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading {name}")).format(name=path.name),
        )

    def _choose_target(self) -> None:
        source = self.presenter.correctable
        if source is None:
            return
        title = translate(N_("Save the corrected workbook"))
        name = translate(N_("{name}, corrected.xlsx")).format(name=source.stem)
        kinds = translate(N_("Workbooks (*.xlsx)"))
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(source.with_name(name)), kinds)
        if chosen:
            self.save_corrected(source, Path(chosen))

    def save_corrected(self, source: Path, target: Path) -> None:
        """Save the workbook with all that could be put right, beside the window."""
        target = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        self.correct_button.setEnabled(False)

        def done(count: object) -> None:
            self.presenter.tell_corrected(target, count)  # type: ignore[arg-type]
            self._after_correcting()

        def failed(error: UserError) -> None:
            self._after_correcting()
            self.notice.show_error(error)

        run_in_background(
            lambda _progress: self.presenter.save_corrected(source, target),
            done,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Saving {name}")).format(name=target.name),
        )

    def _after_correcting(self) -> None:
        self.correct_button.setEnabled(True)
        self._show_report()

    def _after_adding(self) -> None:
        self.add_button.setEnabled(True)
        self._show_forms()
        self._show_report()

    def _rename(self) -> None:
        name = self.person.field.text()
        self.presenter.rename_person(name)
        self.person.say_wrong("" if name.strip() else translate(N_("Write your name.")))

    def _speak(self, code: str) -> None:
        self.presenter.shell.choose_language(code)
        self.rebuilt.emit()

    def _dress(self, theme: str) -> None:
        self.presenter.shell.choose_theme(theme)
        self.rebuilt.emit()

    def _scale(self, percent: int) -> None:
        self.presenter.shell.choose_scale(percent)
        self.rebuilt.emit()


def _change(problem: ProblemView) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(look().px(12))
    grid.setColumnStretch(1, 1)
    changed = problem.after if problem.after != problem.before else ""
    lines = ((N_("it said"), problem.before), (N_("now"), changed))
    for row, (words, text) in enumerate(line for line in lines if line[1]):
        grid.addWidget(label(translate(words), "secondary"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, "body", wrap=True), row, 1)
    return grid


def _problem_card(problem: ProblemView) -> Card:
    card = Card()
    card.setProperty("card", "inner")
    card.body.setContentsMargins(*(look().px(10),) * 4)
    card.body.setSpacing(look().px(2))
    head = QHBoxLayout()
    head.addWidget(StatePill(problem.severity, problem.tone))
    head.addWidget(label(problem.where, "secondary", wrap=True), 1)
    card.body.addLayout(head)
    card.body.addWidget(label(problem.words, "body", wrap=True))
    if problem.before or problem.after:
        card.body.addLayout(_change(problem))
    if problem.advice:
        card.body.addWidget(label(problem.advice, "secondary", wrap=True))
    return card
