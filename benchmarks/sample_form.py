"""A large questionnaire: the shared one where it is at hand, else one made like it."""

from pathlib import Path

from openpyxl import Workbook

SHARED = Path(__file__).parents[2] / "shared" / "conformance" / "forms" / "big500.xlsx"
QUESTIONS, CALCULATIONS, CONDITIONS = 500, 200, 50
GROUP_SIZE = 25


def large_form(folder: Path) -> Path:
    """500 questions, 200 calculations, 50 relevance conditions, as a workbook."""
    return SHARED if SHARED.is_file() else _made(folder / "large500.xlsx")


def _made(path: Path) -> Path:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    survey.append(["type", "name", "label", "calculation", "relevant"])
    for number in range(QUESTIONS):
        if number % GROUP_SIZE == 0:
            survey.append(["begin_group", f"g{number}", f"Group {number}"])
        condition = f"${{q{number - 10}}} != 7" if number % 10 == 0 and number >= 10 else None
        survey.append(["integer", f"q{number}", f"Question {number}", None, condition])
        if number % 5 in (1, 3):
            survey.append(
                [
                    "calculate",
                    f"c{number}",
                    None,
                    f"coalesce(${{q{number}}}, 0) + coalesce(${{q{number - 1}}}, 0)",
                ]
            )
        if number % GROUP_SIZE == GROUP_SIZE - 1:
            survey.append(["end_group"])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version"])
    settings.append(["Large", "large500", "1"])
    book.save(path)
    return path
