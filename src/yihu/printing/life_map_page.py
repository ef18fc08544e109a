"""A family's life map on one page: each light as a shape, a word and a sentence, to be read without colour."""

from itertools import pairwise
from math import cos, pi, sin

from yihu.base.i18n import translate_in
from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import place_of
from yihu.printing.letterhead import LaidOut
from yihu.printing.line_breaks import break_lines
from yihu.printing.of_household import bookmark_of, household_letterhead, words_for
from yihu.printing.page import A4
from yihu.printing.papers import LifeMapPaper
from yihu.printing.sections import page_of, place_sections, signing, with_fewest_pages, writing_lines
from yihu.printing.sheet import Sheet
from yihu.printing.typefaces import text_width
from yihu.printing.words import Words
from yihu.register.household import Household
from yihu.register.life_map import AREAS, Light, life_map

_MARK, _TITLE = 24.0, 136.0
_SIZE, _LEADING = 10.5, 15.0
_ROW_AT_LEAST = 27.0
_PADDING = 6.0
_RADIUS = 8.5
_COLOURS = {"green": (0.62, 0.84, 0.66), "yellow": (0.98, 0.88, 0.55), "red": (0.93, 0.58, 0.54)}
_ORDER = ("green", "yellow", "red", "grey")
Point = tuple[float, float]


def blank_life_map() -> LifeMapPaper:
    """A map whose lights the family sets itself."""
    return LifeMapPaper(household=Household(id=""), lights=life_map(Household(id="")))


def lay_out_life_map(paper: LifeMapPaper, words: Words) -> LaidOut:
    """Usually one page."""
    household = paper.household
    said = words_for(words, household, paper.day)
    letterhead = household_letterhead(said, page_of(words, A4), household, "life_map", paper.day)

    def lay_out(flow: Flow, grid: Grid) -> Flow:
        return place_sections(
            flow,
            said,
            {
                "lights": lambda flow, heading: _place_lights(flow, heading, paper, said, grid.style.padding),
                "wishes": lambda flow, heading: _place_wishes(flow, heading, said),
                "signatures": signing(grid),
            },
        )

    flow = with_fewest_pages(letterhead, lay_out)
    return LaidOut(
        letterhead=letterhead, flow=flow, bookmark=bookmark_of(household), group=place_of(household)
    )


def _place_lights(flow: Flow, heading: str, paper: LifeMapPaper, words: Words, padding: float) -> None:
    if heading:
        flow.heading(heading, 60.0)
    _place_legend(flow, words)
    for area, title in AREAS.items():
        lights = [light for light in paper.lights if light.area == area]
        if not lights:
            continue
        flow.heading(translate_in(words.language, title), _ROW_AT_LEAST)
        for light in lights:
            _place_light(flow, light, words, padding)


def _place_legend(flow: Flow, words: Words) -> None:
    """What the shapes mean."""
    left = flow.page.left

    def draw(sheet: Sheet, y: float) -> None:
        x = left
        for colour in _ORDER:
            draw_light(sheet, x + _RADIUS, y + 11, colour)
            word = words.say(f"lights.{colour}")
            sheet.text(x + 2 * _RADIUS + 6, y + 14.5, word, 9.0)
            x += 2 * _RADIUS + 24 + text_width(word, 9.0)

    flow.place(24.0, draw)


def _place_light(flow: Flow, light: Light, words: Words, padding: float) -> None:
    page = flow.page
    word = words.say(f"lights.{light.colour}")
    titles = page.left + _MARK + 14 + max(text_width(words.say(f"lights.{each}"), _SIZE) for each in _ORDER)
    texts = titles + _TITLE
    title = break_lines(translate_in(words.language, light.title), _TITLE - 8, _SIZE, bold=True)
    why = break_lines(_reason(light, words.language), page.right - texts - 4, _SIZE)
    height = max(max(len(title), len(why)) * _LEADING + padding, _ROW_AT_LEAST - _PADDING + padding)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.line(page.left, y + height, page.right, y + height)
        draw_light(sheet, page.left + _RADIUS + 2, y + height / 2, light.colour)
        _write(sheet, page.left + _MARK + 2, y, height, [word], bold=False)
        _write(sheet, titles, y, height, title, bold=True)
        _write(sheet, texts, y, height, why, bold=False)

    flow.place(height, draw)


def _write(sheet: Sheet, x: float, y: float, height: float, lines: list[str], *, bold: bool) -> None:
    top = y + (height - len(lines) * _LEADING) / 2
    for place, line in enumerate(lines):
        sheet.text(x, top + place * _LEADING + 11.3, line, _SIZE, bold=bold)


def _reason(light: Light, language: str) -> str:
    return translate_in(language, light.reason).format(**light.parameters)


def draw_light(sheet: Sheet, x: float, y: float, colour: str) -> None:
    """A light around this point: the shapes differ, not only the colours.

    Green is a circle with a tick, yellow a triangle with an exclamation mark, red a square with a cross, unknown an
    empty dashed square.
    """
    r = _RADIUS
    if colour == "green":
        sheet.shape(
            [(x + r * cos(pi * at / 12), y + r * sin(pi * at / 12)) for at in range(24)], _COLOURS[colour]
        )
        _strokes(sheet, (x - 4, y), (x - 1, y + 3.5), (x + 4.5, y - 3.5))
    elif colour == "yellow":
        sheet.shape([(x, y - r), (x + r, y + r - 2), (x - r, y + r - 2)], _COLOURS[colour])
        _strokes(sheet, (x, y - 3.5), (x, y + 1.5))
        _strokes(sheet, (x, y + 3.2), (x, y + 4.6))
    elif colour == "red":
        sheet.shape([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], _COLOURS[colour])
        _strokes(sheet, (x - 4, y - 4), (x + 4, y + 4))
        _strokes(sheet, (x - 4, y + 4), (x + 4, y - 4))
    else:
        sheet.dashed_frame(x - r, y - r, 2 * r, 2 * r)


def _strokes(sheet: Sheet, *points: Point) -> None:
    for (x1, y1), (x2, y2) in pairwise(points):
        sheet.thick_line(x1, y1, x2, y2, 1.6)


def _place_wishes(flow: Flow, heading: str, words: Words) -> None:
    """What the family wants first, in its own words."""
    flow.heading(heading, 80.0)
    flow.text(words.say("wishes.text"))
    writing_lines(flow, 3)
