"""Write docs/questionnaire-fields.md: every official column and the question that holds it.

python packaging/fields_table.py          writes the page
python packaging/fields_table.py --check  writes nothing; exit 1 when it is out of date or a column has no question

The columns stand in forms/data/official_columns.csv, the questions in the workbooks.
"""

import argparse
import csv
import sys
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[1]
COLUMNS = ROOT / "forms" / "data" / "official_columns.csv"
PAGE = ROOT / "docs" / "questionnaire-fields.md"
FORMS = ("household", "plan")
HOW = {
    "asked": "asked",
    "derived": "worked out",
    "plan": "in the plan",
}
PARTS = {
    "2a": "2a 登记表（2014）",
    "2b": "2b 成员（全国导出表）",
    "2c": "2c 生产生活条件",
    "2d": "2d 收入与支出",
    "2e": "2e 监测对象",
}
HEAD = """# The questionnaire's fields

Every column of the official tables, and the question of `forms/household.xlsx` (or of the plan) that holds it. A question
belongs to a *property* (`save_to`), which is what the program reads: a county may rename and move questions.
Written by `packaging/fields_table.py` out of [forms/data/official_columns.csv](../forms/data/official_columns.csv) and the
workbooks; a test holds them against each other.
"""


def columns() -> list[dict[str, str]]:
    """The official columns."""
    with COLUMNS.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def questions() -> dict[str, tuple[str, str, str]]:
    """Property -> (form, question's name, its Chinese label)."""
    found: dict[str, tuple[str, str, str]] = {}
    for form in FORMS:
        book = openpyxl.load_workbook(ROOT / "forms" / f"{form}.xlsx", read_only=True)
        heads, *rows = book["survey"].iter_rows(values_only=True)
        for cells in rows:
            row = dict(zip(heads, cells, strict=False))
            if row.get("save_to"):
                name = str(row["save_to"]).rpartition("#")[2]
                found.setdefault(name, (form, str(row["name"]), str(row.get("label::中文 (zh)") or "")))
        book.close()
    return found


def missing() -> list[str]:
    """Official columns whose property no workbook has."""
    known = questions()
    return [
        f"{column['part']} {column['term']}: {name}"
        for column in columns()
        for name in column["properties"].split()
        if name not in known
    ]


def page() -> str:
    """The page as Markdown."""
    known, lines = questions(), [HEAD]
    for part, title in PARTS.items():
        lines += [f"## {title}", "", "| official | how | question | property | |", "|---|---|---|---|---|"]
        for column in columns():
            if column["part"] == part:
                names = [name for name in column["properties"].split() if name in known]
                words = "；".join(known[name][2] or f"`{known[name][1]}`" for name in names)
                marks = " ".join(f"`{name}`" for name in names)
                lines.append(
                    f"| {column['term']} | {HOW[column['how']]} | {words} | {marks} | {column['note']} |"
                )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, tell what is out of date")
    check = parser.parse_args().check
    lacking = missing()
    for line in lacking:
        print(f"No question for {line}")
    if not check:
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
        return 0
    current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
    if not current:
        print(f"{PAGE.name} is out of date: run packaging/fields_table.py")
    return 1 if lacking or not current else 0


if __name__ == "__main__":
    sys.exit(main())
