"""The stylesheet's text. Qt reads it; no Qt is needed to write it."""

from string import Template

from yihu.ui.look import tokens
from yihu.ui.look.tokens import TONES, Look

_RULES = Template(
    """
* { font-family: $families; font-size: ${body}px; color: $ink; outline: none; }
QWidget[ground="paper"], QMainWindow, QDialog, QStackedWidget { background: $paper; }
QWidget[ground="side"] { background: $side; border-right: 1px solid $line; }
QWidget[ground="header"] { background: $card; border-bottom: 1px solid $line; }
QWidget[ground="footer"] { background: $card; border-top: 1px solid $line; }
QWidget[ground="rail"] { background: $card; border-right: 1px solid $line; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="clear"] { background: transparent; border: none; }
QLabel { background: transparent; }
QLabel[rank="secondary"] { color: $ink_2; font-size: ${hint}px; }
QLabel[rank="body2"] { color: $ink_2; }
QLabel[rank="hint"] { color: $ink_3; font-size: ${hint}px; }
QLabel[rank="strong"] { font-weight: 600; }
QLabel[rank="question"] { font-size: ${question}px; font-weight: 600; }
QLabel[rank="large"] { font-size: ${question}px; }
QLabel[rank="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[rank="figure"] { font-size: ${figure}px; font-weight: 600; }
QLabel[rank="figure-large"] { font-size: ${figure_large}px; font-weight: 600; }
QLabel[rank="display"] { font-size: ${display}px; font-weight: 600; }

QFrame[card="true"] { background: $card; border: 1px solid $line; border-radius: ${radius_card}px; }
QFrame[card="inner"] { background: $card; border: 1px solid $line_strong; border-radius: ${radius}px; }
QFrame[card="chosen"] { background: $card; border: 2px solid $green; border-radius: ${radius_card}px; }
QFrame[rule="true"] { background: $line; border: none; }

QPushButton { background: $card; border: 1px solid $line_strong; border-radius: ${radius}px;
  padding: 0 ${pad}px; min-height: ${control}px; max-height: ${control}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $green_light; }
QPushButton:focus { border: 2px solid $green; padding: 0 ${pad_1}px;
  min-height: ${control_1}px; max-height: ${control_1}px; }
QPushButton:disabled { color: $ink_3; background: $grey_light; border-color: $line; }
QPushButton[kind="primary"] { background: $green; color: $on_green; border: 1px solid $green;
  font-weight: 600; font-size: ${button}px; padding: 0 ${pad_main}px; }
QPushButton[kind="primary"]:hover { background: $green_dark; border-color: $green_dark; }
QPushButton[kind="primary"]:focus { border: 3px solid $ink; padding: 0 ${pad_main_2}px;
  min-height: ${control_2}px; max-height: ${control_2}px; }
QPushButton[kind="primary"]:disabled { background: $grey_light; color: $ink_3; border-color: $line; }
QPushButton[kind="primary"][sized="main"] { min-height: ${main}px; max-height: ${main}px;
  font-size: ${question}px; }
QPushButton[kind="primary"][sized="main"]:focus { min-height: ${main_2}px; max-height: ${main_2}px; }
QPushButton[kind="link"] { background: transparent; border: none; color: $green; padding: 0 2px;
  min-height: ${link}px; max-height: ${link}px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; background: transparent; }
QPushButton[kind="link"]:focus { border: 2px solid $green; border-radius: 4px; padding: 0; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; padding: 0 ${pad_pill}px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $green; }
QPushButton[sized="small"] { min-height: ${small}px; max-height: ${small}px; padding: 0 ${pad_small}px; }
QPushButton[sized="small"]:focus { min-height: ${small_1}px; max-height: ${small_1}px; }

QPushButton[kind="chip"] { border: 1px solid transparent; border-radius: ${chip_radius}px;
  padding: 0 ${pad_small}px; font-size: ${hint}px; min-height: ${chip}px; max-height: ${chip}px; }
QPushButton[kind="chip"]:focus { border: 2px solid $green; min-height: ${chip_2}px;
  max-height: ${chip_2}px; padding: 0 ${pad_small_1}px; }
$chips
QPushButton[kind="chip"]:checked { background: $green; color: $on_green; font-weight: 600; }
QPushButton[kind="chip"]:checked:focus { border: 2px solid $ink; }
QPushButton[kind="choice"] { text-align: left; min-height: ${choice}px; max-height: ${choice}px; }
QPushButton[kind="choice"]:checked { background: $green_light; border: 2px solid $green;
  color: $green_dark; font-weight: 600; }

QPushButton[kind="tab"] { background: transparent; border: none; border-radius: 0; color: $ink_2;
  border-bottom: 3px solid transparent; padding: 0 ${pad_tab}px; min-height: ${tab}px; max-height: ${tab}px; }
QPushButton[kind="tab"]:hover { color: $ink; border-bottom-color: $line_strong; }
QPushButton[kind="tab"]:checked { color: $green_dark; font-weight: 600; border-bottom-color: $green; }
QPushButton[kind="tab"]:focus { border: 2px solid $green; border-radius: 4px; padding: 0 ${pad_tab_2}px;
  min-height: ${tab_1}px; max-height: ${tab_1}px; }

QLabel[kind="pill"] { border-radius: ${pill_radius}px; padding: 0 ${pad_pill}px;
  min-height: ${pill}px; max-height: ${pill}px; font-size: ${hint}px; }
$tones

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox { background: $card;
  border: 1px solid $line_strong; border-radius: ${radius}px; padding: 0 ${pad_field}px;
  min-height: ${control}px; selection-background-color: $green; selection-color: $on_green; }
QPlainTextEdit, QTextEdit { padding: ${pad_text}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {
  border: 2px solid $green; padding: 0 ${pad_field_1}px; min-height: ${control_1}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${pad_text_1}px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $red; }
QLineEdit:read-only, QLineEdit:disabled { background: $grey_light; color: $ink_2; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${arrow_size}px; height: ${arrow_size}px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $line_strong; padding: 4px;
  selection-background-color: $green_light; selection-color: $green_dark; }
QComboBox QAbstractItemView::item { min-height: ${control}px; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: ${arrow_size}px; height: ${arrow_size}px;
  border: 1px solid $ink_3; border-radius: 4px; background: $card; }
QRadioButton::indicator { border-radius: ${indicator_radius}px; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $green; border-color: $green; image: url("$tick"); }
QRadioButton::indicator:checked { border-color: $green; background: qradialgradient(cx: 0.5, cy: 0.5,
  radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 $green, stop: 0.55 $green, stop: 0.62 $card, stop: 1 $card); }
QCheckBox, QRadioButton { spacing: ${space_s}px; min-height: ${link}px; }
QCheckBox:focus, QRadioButton:focus { color: $green; text-decoration: underline; }

QTreeView, QListView, QTableView { background: transparent; border: none;
  selection-background-color: $green_light; selection-color: $ink; }
QTableView { gridline-color: transparent; }
QHeaderView, QHeaderView::section { background: transparent; color: $ink_2; font-size: ${hint}px;
  border: none; }
QHeaderView::section { border-bottom: 1px solid $line; padding: 0 ${space_m}px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: transparent; border: none; }

QProgressBar { background: $track; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $green; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $line_strong; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: $card; color: $ink; border: 1px solid $line_strong; padding: 4px 8px; }
QMenu { background: $card; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 8px 24px; }
QMenu::item:selected { background: $green_light; color: $green_dark; }
QSplitter::handle { background: $line; }
"""
)


def _tone_rules(new: Look) -> str:
    colours = new.colours
    rules = []
    for tone in TONES:
        text, ground, edge = colours.text(tone), colours.ground(tone), colours.edge(tone)
        rules.append(f'QLabel[kind="pill"][tone="{tone}"] {{ background: {ground}; color: {text}; }}')
        rules.append(f'QLabel[tone="{tone}"] {{ color: {text}; }}')
        rules.append(
            f'QFrame[notice="{tone}"] {{ background: {ground}; border: 1px solid {edge};'
            f" border-radius: {new.px(tokens.RADIUS_CARD)}px; }}"
        )
    return "\n".join(rules)


def _chip_rules(new: Look) -> str:
    colours = new.colours
    return "\n".join(
        f'QPushButton[kind="chip"][tone="{tone}"] {{ background: {colours.ground(tone)};'
        f" color: {colours.text(tone)}; }}"
        for tone in TONES
    )


def _sizes(new: Look) -> dict[str, int]:
    """Heights that Qt measures inside the border: what the token says less two pixels of border."""
    px = new.px
    return {
        "hint": px(tokens.HINT),
        "body": px(tokens.BODY),
        "button": px(15),
        "question": px(tokens.QUESTION),
        "title": px(tokens.TITLE),
        "figure": px(tokens.FIGURE),
        "figure_large": px(tokens.FIGURE_LARGE),
        "display": px(26),
        "radius": px(tokens.RADIUS),
        "radius_card": px(tokens.RADIUS_CARD),
        "control": px(tokens.CONTROL) - 2,
        "control_1": px(tokens.CONTROL) - 4,
        "control_2": px(tokens.CONTROL) - 6,
        "main": px(tokens.MAIN_BUTTON) - 2,
        "main_2": px(tokens.MAIN_BUTTON) - 6,
        "choice": px(tokens.CHOICE) - 2,
        "small": px(34) - 2,
        "small_1": px(34) - 4,
        "link": px(28),
        "chip": px(tokens.CHIP) - 2,
        "chip_2": px(tokens.CHIP) - 4,
        "chip_radius": px(tokens.CHIP) // 2 - 1,
        "pill": px(tokens.PILL),
        "pill_radius": px(tokens.PILL) // 2,
        "tab": px(40) - 3,
        "tab_1": px(40) - 4,
        "pad_tab": px(12),
        "pad_tab_2": px(12) - 2,
        "pad": px(18),
        "pad_1": px(18) - 1,
        "pad_main": px(28),
        "pad_main_2": px(28) - 2,
        "pad_small": px(14),
        "pad_small_1": px(14) - 1,
        "pad_pill": px(10),
        "pad_field": px(12),
        "pad_field_1": px(12) - 1,
        "pad_text": px(8),
        "pad_text_1": px(8) - 1,
        "drop": px(32),
        "arrow_size": px(16),
        "indicator_radius": px(16) // 2,
        "space_s": px(tokens.SPACE_S),
        "space_m": px(tokens.SPACE_M),
    }


def stylesheet(new: Look, families: tuple[str, ...], arrow: str = "", tick: str = "") -> str:
    """The whole stylesheet for a look."""
    colours = new.colours
    names = {slot: getattr(colours, slot) for slot in colours.__dataclass_fields__}
    return _RULES.substitute(
        names,
        **_sizes(new),
        families=", ".join(f'"{family}"' for family in families),
        tones=_tone_rules(new),
        chips=_chip_rules(new),
        arrow=arrow,
        tick=tick,
    )
