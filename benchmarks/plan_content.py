"""What a plan's paper says, as plain tables: so that other programs can set the same."""

import base64
from typing import Any

from benchmarks.sample_papers import sample_photo
from benchmarks.sample_plans import sample_paper
from yihu.base.i18n import CHINESE
from yihu.printing.grid import Grid
from yihu.printing.household_tables import HouseholdTables, place_of
from yihu.printing.measure_tables import MeasureTables
from yihu.printing.page import A4
from yihu.printing.paper import PlanPaper
from yihu.printing.qr import code_squares, plan_code
from yihu.printing.table import Style, Table
from yihu.printing.template import shipped_template
from yihu.printing.words import Words

BLANK_ROWS = 14
PHOTOS = 8


def paper(number: int) -> PlanPaper:
    """One of the invented plans, with a photo."""
    from dataclasses import replace

    return replace(sample_paper(number), photos=(sample_photo(number % PHOTOS, 400, 300),))


def plan_content(number: int) -> dict[str, Any]:
    """Headings with their tables: rows of cells (text, columns covered, head, at the right), widths in points."""
    said, one = Words(shipped_template("plan"), CHINESE), paper(number)
    grid = Grid(A4, said, Style())
    tables = HouseholdTables(grid=grid, household=one.household, day=one.plan.made_on or "", helper="曾爱国")
    income = one.expectation()
    measures = MeasureTables(grid).table(one.plan.measures, income)
    figures = f"人均年纯收入由 5,240 元增至 7,860–9,540 元（监测线 {income.line_yuan} 元）。措施落实后达到监测线以上。"
    sections = [
        ("一、家庭基本情况", [tables.basics(), tables.members()], ""),
        ("二、收入测算（2025 年，元）", [tables.income(income)], ""),
        ("三、致贫原因与目标", [tables.causes(one.plan.goal, one.plan.goal_date)], ""),
        ("四、帮扶措施", [measures], ""),
        ("五、预期收入", [], figures),
        ("六、签字盖章", [grid.signatures(70.0)], ""),
    ]
    names = ("number", "measure", "date", "progress", "gain", "head_signs", "helper_signs")
    head = grid.head((20, 118, 54, 148, 50, 59, 59), *(said.say(f"progress.{name}") for name in names))
    blank = grid.blank(MeasureTables(grid).columns()[:7], 30.0)
    follow = Table(head=(head,), rows=(blank,) * BLANK_ROWS)
    return {
        "left": f"户编号 {one.household.number} · 第 1 版",
        "right": place_of(one.household),
        "title": "一户一策帮扶计划",
        "subtitle": "计划期：2026 年 12 月 至 2027 年 12 月",
        "foot": "本计划一式三份：户、村、乡镇各一份",
        "sections": [
            {"heading": heading, "tables": [plain_table(table) for table in each], "text": text}
            for heading, each, text in sections
        ],
        "follow": {"heading": "八、进展与成效", "tables": [plain_table(follow)]},
        "code": code_svg(plan_code(one.plan.id, one.plan.version)),
        "photo": base64.b64encode(one.photos[0]).decode(),
    }


def plain_table(table: Table) -> dict[str, Any]:
    """The widths of its columns and its rows, each with its height."""
    rows = [*table.head, *table.rows]
    widest = max(rows, key=lambda row: len(row.cells))
    return {
        "widths": [round(placed.width, 2) for placed in widest.cells],
        "rows": [
            {
                "height": row.height,
                "cells": [
                    {
                        "text": placed.cell.text,
                        "span": placed.cell.span,
                        "head": placed.cell.head,
                        "right": placed.cell.align == "right",
                    }
                    for placed in row.cells
                ],
            }
            for row in rows
        ],
    }


def code_svg(text: str) -> str:
    """The square code as a picture."""
    rows = code_squares(text)
    path = "".join(
        f"M{first} {place}h{count}v1h-{count}z" for place, row in enumerate(rows) for first, count in row
    )
    side = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'
