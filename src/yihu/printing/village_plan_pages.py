"""The plan of a village on paper: title page, exactly six directions, the years, projects, money, signatures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from yihu.planning.projects import DONE, INDUSTRY, Project
from yihu.planning.village_plan import DIRECTIONS, Cell, FiveYears, Item, VillagePlan
from yihu.printing.charts import Bars, Chart, Mark, Series, Stack, StackedBars, place_chart
from yihu.printing.flow import HEADING_HEIGHT, Flow
from yihu.printing.grid import Column, Grid
from yihu.printing.household_tables import code_label
from yihu.printing.letterhead import LaidOut
from yihu.printing.line_breaks import break_lines
from yihu.printing.of_village import village_letterhead, village_words
from yihu.printing.page import A4
from yihu.printing.papers import VillagePlanPaper
from yihu.printing.photos import PHOTO_HEIGHT, place_photo_row
from yihu.printing.sections import Place, page_of, place_sections, signing, with_fewest_pages
from yihu.printing.sheet import GREY, Sheet
from yihu.printing.table import Cell as TableCell
from yihu.printing.table import Row, Table
from yihu.printing.words import DASH, Words, amount, amounts, plain_number

_BLANK_ROW, _BLANK_ROWS = 30.0, 4
_COVER_SIZE, _COVER_LEADING = 15.0, 26.0
_COVER_SKIP = 150.0
_LABEL = 90.0
_YEARS_IN_A_ROW = 6
_SHOWN_PROJECTS = 60
"""A chart of more projects says less than the table above it."""


def blank_village_plan() -> VillagePlanPaper:
    """A plan to be filled in by hand."""
    return VillagePlanPaper()


def lay_out_village_plan(paper: VillagePlanPaper, words: Words) -> LaidOut:
    """Sections as the template orders them."""
    said = village_words(words, paper.township, paper.village, paper.day)
    place = "".join((paper.township, paper.village)) if words.is_chinese() else paper.village
    page = page_of(words, A4)
    letterhead = village_letterhead(said, page, "village_plan", place, paper.village_code, paper.day)

    def lay_out(flow: Flow, grid: Grid) -> Flow:
        return _Pages(paper, said, grid).place(flow)

    return LaidOut(letterhead=letterhead, flow=with_fewest_pages(letterhead, lay_out), bookmark=place)


class _Pages:
    """One plan in one style."""

    def __init__(self, paper: VillagePlanPaper, words: Words, grid: Grid) -> None:
        self._paper, self._words, self._grid = paper, words, grid
        self._plan = paper.plan or VillagePlan()

    def place(self, flow: Flow) -> Flow:
        """All sections."""
        places: dict[str, Place] = {
            "cover": self._cover,
            "overview": self._overview,
            **{direction: self._direction(direction) for direction in DIRECTIONS},
            "five_years": self._five_years,
            "projects": self._projects,
            "gains": self._gains,
            "photos": self._photos,
            "funds": self._funds,
            "signatures": signing(self._grid),
        }
        return place_sections(flow, self._words, places)

    # the title page

    def _cover(self, flow: Flow, heading: str) -> None:
        """The village, its years and who answers for it, on a page of their own."""
        words, plan, years = self._words, self._plan, self._paper.years
        place = self._place_words()
        lines = [place] if place else []
        if years and years.years:
            lines.append(words.say("cover.years", first=years.years[0], last=years.years[-1]))
        flow.skip(_COVER_SKIP)
        for line in lines:
            self._middle(flow, line)
        if self._paper.plan:
            agreed = plan.state != "draft"
            told = (
                words.say("cover.agreed", on=plan.agreed_on or DASH) if agreed else words.say("cover.draft")
            )
            self._middle(flow, told, small=True)
        flow.skip(_COVER_SKIP)
        facts = (
            ("village", place),
            ("code", self._paper.village_code),
            ("group", plan.group),
            ("leader", plan.leader),
            ("secretary", plan.secretary),
            ("made_on", plan.made_on),
        )
        rows = (
            self._grid.open_pairs((1, 3), (words.say(f"cover.{name}"), text), least_pt=26.0)
            for name, text in facts
        )
        flow.section("", Table(rows=tuple(rows)), whole=True)
        flow.turn()

    def _place_words(self) -> str:
        paper = self._paper
        return self._words.say("cover.place") if paper.village and paper.township else paper.village

    def _middle(self, flow: Flow, text: str, *, small: bool = False) -> None:
        size = 10.0 if small else _COVER_SIZE
        middle = (flow.page.left + flow.page.right) / 2
        for line in break_lines(text, flow.page.breadth, size, bold=not small):

            def draw(sheet: Sheet, y: float, line: str = line) -> None:
                gray = GREY if small else 0
                sheet.text_middle(middle, y + size, line, size, bold=not small, gray=gray)

            flow.place(_COVER_LEADING, draw)

    # the village

    def _overview(self, flow: Flow, heading: str) -> None:
        words, plan, grid = self._words, self._plan, self._grid
        counts = ("households", "persons", "helped_households", "helped_persons")
        figures = [(f"overview.{name}", _count(getattr(plan, name))) for name in counts]
        figures.append(("overview.land", plain_number(plan.land_mu) if plan.land_mu is not None else ""))
        widths = (1,) * len(figures)
        head = grid.head(widths, *(words.say(name) for name, _ in figures))
        row = grid.row(widths, *(TableCell(text=text, align="right") for _, text in figures), least_pt=22.0)
        texts = Table(
            rows=tuple(
                grid.open_pairs(
                    (_LABEL, A4.breadth - _LABEL), (words.say(f"overview.{name}"), text), least_pt=58.0
                )
                for name, text in (("background", plan.background), ("goal", plan.goal))
            )
        )
        flow.section(heading, Table(head=(head,), rows=(row,)), texts)
        if not self._paper.plan:
            return
        flow.section("", self._directions())
        money = {direction: _fen(plan.of_direction(direction)) for direction in DIRECTIONS}
        if not any(money.values()):
            flow.skip(flow.gap)
            flow.text(words.say("overview.no_money"))
            return
        marks = tuple(
            Mark(label=words.say(f"{direction}.heading"), value=fen / 100, figure=_yuan(fen))
            for direction, fen in money.items()
        )
        self._chart(flow, words.say("overview.chart"), Bars(marks=marks))

    def _directions(self) -> Table:
        """How much of each direction there is."""
        words, grid = self._words, self._grid
        widths = (2.4, 1, 1.4, 1)
        head = grid.head(
            widths, *(words.say(f"overview.{name}") for name in ("direction", "items", "funds", "projects"))
        )
        rows = []
        for direction in DIRECTIONS:
            items = self._plan.of_direction(direction)
            projects = sum(project.direction == direction for project in self._paper.projects)
            rows.append(
                self._figures(widths, words.say(f"{direction}.heading"), len(items), _fen(items), projects)
            )
        every = self._plan.items
        rows.append(
            self._figures(
                widths, words.say("total"), len(every), _fen(every), len(self._paper.projects), bold=True
            )
        )
        return Table(head=(head,), rows=tuple(rows))

    def _figures(
        self, widths: Sequence[float], label: str, items: int, fen: int, projects: int, *, bold: bool = False
    ) -> Row:
        cells = [TableCell(text=label, head=True)]
        cells += [
            TableCell(text=text, align="right", bold=bold)
            for text in (_nought(items), _yuan(fen), _nought(projects))
        ]
        return self._grid.row(widths, *cells)

    # six directions

    def _direction(self, direction: str) -> Place:
        def place(flow: Flow, heading: str) -> None:
            columns = self._item_columns()
            items = self._plan.of_direction(direction)
            if items:
                made = self._grid.table("items", columns, items)
                table = Table(head=made.head, rows=(*made.rows, *self._total(columns, items)))
                flow.section(heading, table, whole=_short(flow, table))
                return
            head = self._grid.table_head("items", columns)
            if self._paper.plan:
                nothing = TableCell(text=self._words.say("items.none"), span=len(columns))
                rows: tuple[Row, ...] = (self._grid.row(self._grid.widths(columns), nothing),)
            else:
                rows = (self._grid.blank(columns, _BLANK_ROW),) * _BLANK_ROWS
            flow.section(heading, Table(head=(head,), rows=rows), whole=True)

        return place

    def _item_columns(self) -> list[Column[Item]]:
        words = self._words
        return self._grid.chosen(
            "items",
            (
                _of_items(key="number", width=(20, 19), text=lambda _, number: str(number)),
                _of_items(key="content", width=(150, 140), text=lambda item, _: item.title),
                _of_items(
                    key="quantity",
                    width=(56, 60),
                    text=lambda item, _: _quantity(item.now.quantity, item.unit),
                ),
                _of_items(key="years", width=(40, 42), text=lambda item, _: _years(item), least_pt=32.0),
                _of_items(key="responsible", width=(82, 84), text=lambda item, _: item.responsible),
                _of_items(
                    key="funds",
                    width=(78, 78),
                    text=lambda item, _: "\n".join(
                        filter(None, (_yuan(item.now.fen) if item.now.fen else "", item.fund))
                    ),
                ),
                _of_items(key="deadline", width=(50, 50), text=lambda item, _: item.deadline, least_pt=58.0),
                _of_items(
                    key="beneficiaries", width=(46, 52), text=lambda item, _: self._beneficiaries(item)
                ),
                _of_items(
                    key="state",
                    width=(40, 46),
                    text=lambda item, _: code_label(words, "item_state", item.state),
                    least_pt=36.0,
                ),
            ),
        )

    def _beneficiaries(self, item: Item) -> str:
        households, persons = item.now.households, item.now.persons
        places = {"households": _count(households), "persons": _count(persons)}
        if households is not None and persons is not None:
            return self._words.say("items.both", **places)
        if households is not None:
            return self._words.say("items.only_households", **places)
        return self._words.say("items.only_persons", **places) if persons is not None else ""

    def _total(self, columns: Sequence[Column[Item]], items: Sequence[Item]) -> list[Row]:
        """The money of a direction, where the template has a column for it; nobody is counted twice, so nobody is added."""
        place = next((place for place, column in enumerate(columns) if column.key == "funds"), 0)
        if not place:
            return []
        cells = [TableCell(text=self._words.say("total"), align="right", span=place)]
        cells.append(TableCell(text=_yuan(_fen(items)) if _fen(items) else DASH, bold=True))
        if place + 1 < len(columns):
            cells.append(TableCell(span=len(columns) - place - 1))
        return [self._grid.row(self._grid.widths(columns), *cells)]

    # years

    def _five_years(self, flow: Flow, heading: str) -> bool | None:
        """A table of at most six years, another for the next; what lies in none of them stands in the last."""
        words, years = self._words, self._paper.years
        if years is None or not years.years or not self._plan.items:
            return False
        for start in range(0, len(years.years), _YEARS_IN_A_ROW):
            part = years.years[start : start + _YEARS_IN_A_ROW]
            table = self._years_table(years, part, last=part[-1] == years.years[-1])
            flow.section("" if start else heading, table, whole=_short(flow, table, 1.0))
        if any(years.of_year(year).fen for year in years.years):
            self._chart(flow, "", self._years_chart(years), note=words.say("five_years.note"))
        return None

    def _years_table(self, years: FiveYears, part: Sequence[int], *, last: bool) -> Table:
        words, grid = self._words, self._grid
        places = (years.without_year, years.beyond)
        others = last and any(cell.items for where in places for cell in where.values())
        names = [*map(str, part), *([words.say("five_years.other")] if others else [])]
        names += [words.say("five_years.all")] if last else []
        widths = (1.9, *(1.1,) * len(names))
        head = grid.head(widths, words.say("five_years.direction"), *names)
        rows = []
        for direction in DIRECTIONS:
            cells = [years.at(year, direction) for year in part]
            if others:
                cells.append(_both(where.get(direction, Cell()) for where in places))
            if last:
                items = len(self._plan.of_direction(direction))
                cells.append(Cell(items=items, fen=years.of_direction(direction).fen))
            rows.append(self._year_row(widths, words.say(f"{direction}.heading"), cells))
        sums = [years.of_year(year) for year in part]
        if others:
            sums.append(_both(cell for where in places for cell in where.values()))
        if last:
            sums.append(Cell(items=len(self._plan.items), fen=_fen(self._plan.items)))
        rows.append(self._year_row(widths, words.say("total"), sums, bold=True))
        return Table(head=(head,), rows=tuple(rows))

    def _year_row(
        self, widths: Sequence[float], label: str, cells: Sequence[Cell], *, bold: bool = False
    ) -> Row:
        texts = [
            self._words.say("five_years.cell", items=cell.items, money=_yuan(cell.fen))
            if cell.items
            else DASH
            for cell in cells
        ]
        shown = (TableCell(text=text, align="right", bold=bold) for text in texts)
        return self._grid.row(widths, TableCell(text=label, head=True), *shown)

    def _years_chart(self, years: FiveYears) -> StackedBars:
        return StackedBars(
            rows=tuple(
                Stack(
                    label=str(year),
                    values=tuple(years.at(year, direction).fen / 100 for direction in DIRECTIONS),
                    figure=_yuan(years.of_year(year).fen),
                )
                for year in years.years
            ),
            series=tuple(Series(name=self._words.say(f"{direction}.heading")) for direction in DIRECTIONS),
        )

    def _chart(self, flow: Flow, title: str, chart: Chart, note: str = "") -> None:
        flow.skip(flow.gap)
        if title:
            if flow.room() < 2 * HEADING_HEIGHT + 60 and not flow.is_at_top():
                flow.turn()
            flow.text(title, bold=True, leading=17.0)
        place_chart(flow, replace(chart, note=note))

    # projects

    def _projects(self, flow: Flow, heading: str) -> None:
        grid, words = self._grid, self._words
        columns = self._project_columns()
        head, projects = grid.table_head("projects", columns), self._paper.projects
        widths = grid.widths(columns)
        rows: list[Row] = []
        for number, project in enumerate(projects, 1):
            rows.append(grid.item(columns, project, number))
            rows += [grid.row(widths, *self._step(widths, text)) for text in self._steps(project)]
        if not projects:
            blank = (grid.blank(columns, _BLANK_ROW),) * _BLANK_ROWS
            nothing = (grid.row(widths, TableCell(text=words.say("projects.none"), span=len(columns))),)
            rows = list(nothing if self._paper.plan else blank)
        flow.section(heading, Table(head=(head,), rows=tuple(rows)))
        counted = [project for project in projects if project.part_done() is not None][:_SHOWN_PROJECTS]
        if counted:
            marks = tuple(
                Mark(
                    label=project.name,
                    value=float((project.part_done() or 0) * 100),
                    figure=words.say(
                        "projects.of",
                        actual=plain_number(project.actual or Decimal(0)),
                        target=plain_number(project.target or Decimal(0)),
                        unit=project.unit,
                    ).strip(),
                )
                for project in counted
            )
            self._chart(flow, words.say("projects.chart"), Bars(marks=marks, whole=100.0))

    @staticmethod
    def _step(widths: Sequence[float], text: str) -> tuple[TableCell, ...]:
        if len(widths) == 1:
            return (TableCell(text=text),)
        return TableCell(), TableCell(text=text, span=len(widths) - 1)

    def _steps(self, project: Project) -> list[str]:
        say = self._words.say
        return [
            say(
                "projects.step",
                what=step.what,
                due=step.due_on or DASH,
                done=say("projects.reached", on=step.done_on) if step.done_on else say("projects.waiting"),
            )
            for step in project.milestones
        ]

    def _project_columns(self) -> list[Column[Project]]:
        return self._grid.chosen(
            "projects",
            (
                _of_projects(key="number", width=(20, 19), text=lambda _, number: str(number)),
                _of_projects(key="name", width=(150, 140), text=lambda project, _: project.name),
                _of_projects(
                    key="target", width=(56, 56), text=lambda one, _: _quantity(one.target, one.unit)
                ),
                _of_projects(
                    key="actual", width=(56, 56), text=lambda one, _: _quantity(one.actual, one.unit)
                ),
                _of_projects(
                    key="budget", width=(58, 60), text=lambda one, _: _yuan(one.budget_fen), align="right"
                ),
                _of_projects(
                    key="spent", width=(58, 60), text=lambda one, _: _yuan(one.spent_fen), align="right"
                ),
                _of_projects(
                    key="due", width=(52, 52), text=lambda one, _: one.done_on or one.due_on, least_pt=58.0
                ),
                _of_projects(
                    key="state", width=(54, 58), text=lambda one, _: self._state(one), least_pt=36.0
                ),
            ),
        )

    def _state(self, project: Project) -> str:
        state = code_label(self._words, "project_state", project.state)
        late = project.state != DONE and project.is_late(self._paper.day)
        return self._words.say("projects.is_late", state=state) if late else state

    def _gains(self, flow: Flow, heading: str) -> bool | None:
        words, grid = self._words, self._grid
        own = [project for project in self._paper.projects if project.direction == INDUSTRY]
        told = [
            project
            for project in own
            if project.gain_low_fen is not None or project.gain_real_fen is not None
        ]
        if not told:
            return False
        columns = grid.chosen(
            "gains",
            (
                _of_projects(key="number", width=(20, 19), text=lambda _, number: str(number)),
                _of_projects(key="name", width=(160, 150), text=lambda project, _: project.name),
                _of_projects(
                    key="expected", width=(100, 100), text=lambda one, _: _range(one), align="right"
                ),
                _of_projects(
                    key="real", width=(100, 100), text=lambda one, _: self._real(one), align="right"
                ),
                _of_projects(key="jobs", width=(60, 60), text=lambda one, _: _count(one.jobs), align="right"),
                _of_projects(
                    key="households",
                    width=(60, 60),
                    text=lambda one, _: _count(one.households),
                    align="right",
                ),
            ),
        )
        flow.section(heading, grid.table("gains", columns, told))
        marks = tuple(
            Mark(
                label=project.name,
                value=(project.gain_low_fen or 0) / 100,
                high=project.gain_high_fen / 100 if project.gain_high_fen else None,
                target=project.gain_real_fen / 100 if project.gain_real_fen is not None else None,
                figure=_range(project),
            )
            for project in told[:_SHOWN_PROJECTS]
        )
        self._chart(flow, "", Bars(marks=marks), note=words.say("gains.note"))
        return None

    def _real(self, project: Project) -> str:
        real, standing = _yuan(project.gain_real_fen), project.gain_standing()
        return self._words.say(f"gains.{standing}", real=real) if standing in ("below", "above") else real

    def _photos(self, flow: Flow, heading: str) -> bool | None:
        words = self._words
        shown = [
            project
            for project in self._paper.projects
            if {project.before, project.after} & set(self._paper.photos)
        ]
        if not shown:
            return False
        flow.heading(heading, PHOTO_HEIGHT + 20)
        for project in shown:
            names = (("before", project.before), ("after", project.after))
            photos = [
                (words.say(f"photos.{when}"), self._paper.photos[name])
                for when, name in names
                if name in self._paper.photos
            ]
            if flow.room() < PHOTO_HEIGHT + 34 and not flow.is_at_top():
                flow.turn()
            flow.text(project.name, bold=True)
            flow.text("　·　".join(when for when, _ in photos), size=8.0, gray=GREY)
            place_photo_row(flow, words, [photo for _, photo in photos])
        return None

    # money

    def _funds(self, flow: Flow, heading: str) -> None:
        words, grid = self._words, self._grid
        by_fund: dict[str, list[Item]] = {}
        for item in self._plan.items:
            if item.now.fen:
                by_fund.setdefault(item.fund.strip() or words.say("funds.unnamed"), []).append(item)
        widths = (3, 1, 1.4)
        head = grid.head(widths, *(words.say(f"funds.{name}") for name in ("fund", "items", "money")))
        rows = [
            grid.row(
                widths,
                TableCell(text=fund),
                TableCell(text=str(len(items)), align="right"),
                TableCell(text=_yuan(_fen(items)), align="right"),
            )
            for fund, items in sorted(by_fund.items(), key=lambda each: -_fen(each[1]))
        ]
        if rows:
            sums = (len([item for item in self._plan.items if item.now.fen]), _yuan(_fen(self._plan.items)))
            cells = (TableCell(text=str(text), align="right", bold=True) for text in sums)
            rows.append(grid.row(widths, TableCell(text=words.say("total"), head=True), *cells))
        elif self._paper.plan:
            rows = [grid.row(widths, TableCell(text=words.say("funds.none"), span=3))]
        else:
            rows = [grid.row(widths, *(TableCell() for _ in widths), least_pt=_BLANK_ROW)] * _BLANK_ROWS
        table = Table(head=(head,), rows=tuple(rows))
        flow.section(heading, table, whole=_short(flow, table))
        if granted := sum(self._paper.granted.values()):
            flow.skip(4.0)
            flow.text(words.say("funds.granted", money=_yuan(granted)))


def _of_items(
    key: str,
    width: tuple[float, float],
    text: Callable[[Item, int], str],
    align: str = "left",
    least_pt: float = 0.0,
) -> Column[Item]:
    return Column(key=key, width=width, text=text, align=align, least_pt=least_pt)


def _of_projects(
    key: str,
    width: tuple[float, float],
    text: Callable[[Project, int], str],
    align: str = "left",
    least_pt: float = 0.0,
) -> Column[Project]:
    return Column(key=key, width=width, text=text, align=align, least_pt=least_pt)


def _both(cells: Iterable[Cell]) -> Cell:
    known = tuple(cells)
    return Cell(items=sum(each.items for each in known), fen=sum(each.fen for each in known))


def _short(flow: Flow, table: Table, part: float = 0.4) -> bool:
    """Whether a table is so short that it had better stay on one page."""
    return table.height() + HEADING_HEIGHT < part * (flow.page.bottom - flow.page.top)


def _fen(items: Sequence[Item]) -> int:
    return sum(item.now.fen or 0 for item in items)


def _yuan(fen: int | None) -> str:
    """Yuan with thousands set off; fen only where there are any."""
    return amount(Decimal(fen) / 100) if fen is not None else ""


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _nought(number: int) -> str:
    return f"{number:,}" if number else DASH


def _quantity(quantity: Decimal | None, unit: str) -> str:
    return " ".join(filter(None, (plain_number(quantity) if quantity is not None else "", unit)))


def _range(project: Project) -> str:
    low, high = project.gain_low_fen, project.gain_high_fen
    return amounts(None if low is None else Decimal(low) / 100, None if high is None else Decimal(high) / 100)


def _years(item: Item) -> str:
    years = item.years()
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
