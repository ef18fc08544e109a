"""Write forms/data/holidays.csv out of the package `chinesecalendar` (MIT): python packaging/holidays.py

Only days that differ from "Monday to Friday are working days". Needs the package, which the program itself doesn't:
a county writes the days of a new year into the table by hand as soon as the State Council has announced them.
"""

import csv
import datetime
from pathlib import Path

from chinese_calendar import constants

TARGET = Path(__file__).parents[1] / "forms" / "data" / "holidays.csv"
FIRST_YEAR = 2014
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
SATURDAY = 5


def rows() -> list[tuple[str, str, str]]:
    off = {day: name for day, name in constants.holidays.items() if day.weekday() < SATURDAY}
    work = {day: name for day, name in constants.workdays.items() if day.weekday() >= SATURDAY}
    found = [(day, "off", name) for day, name in off.items()] + [
        (day, "work", name) for day, name in work.items()
    ]
    return [
        (day.isoformat(), kind, NAMES[name])
        for day, kind, name in sorted(found)
        if day >= datetime.date(FIRST_YEAR, 1, 1)
    ]


def main() -> None:
    with TARGET.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("date", "kind", "name"))
        table.writerows(rows())


if __name__ == "__main__":
    main()
