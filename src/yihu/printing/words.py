"""The words of the plan on paper, and how figures and dates are written in its language."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from yihu.base.i18n import CHINESE, N_, translate_in

TITLE = N_("One plan for one household")
HOUSEHOLD_NUMBER = N_("Household no. {number}")
VERSION = N_("version {version}")
DRAFT = N_("draft, not agreed")
PERIOD = N_("Plan period: {start} to {end}")
MONTH = N_("{month}/{year}")

SECTION_HOUSEHOLD = N_("1. The household")
SECTION_INCOME = N_("2. Income (last year, yuan)")
SECTION_INCOME_OF_YEAR = N_("2. Income ({year}, yuan)")
SECTION_CAUSES = N_("3. Causes and goal")
SECTION_MEASURES = N_("4. Measures")
SECTION_EXPECTED = N_("5. Expected income")
SECTION_SIGNATURES = N_("6. Signatures and seals")
SECTION_PROGRESS = N_("7. Progress and results (by hand; the head signs for each result)")

HEAD = N_("Head")
CATEGORY = N_("Monitored as")
PERSONS = N_("Persons")
PERSONS_AND_ABLE = N_("{persons} ({able} able to work)")
PERSONS_COUNT = N_("{persons}")
HOUSING = N_("Dwelling")
AREA = N_("{area} m²")
WATER = N_("Water")
WATER_SAFE = N_("safe")
WATER_UNSAFE = N_("not safe")
LAND = N_("Farmland")
MU = N_("{area} mu")
ADDRESS = N_("Address")
HELPER = N_("Helper")
BETWEEN = N_(", ")
BETWEEN_CAUSES = N_("; ")
AFTER_CAUSE = N_("{cause}: {evidence}")

NAME = N_("Name")
RELATION = N_("Relation")
SEX = N_("Sex")
AGE = N_("Age")
HEALTH = N_("Health")
LABOUR_OR_SCHOOL = N_("Ability to work / school")
WORKED = N_("{labour} (away for work {months} months)")

WAGES = N_("Wages a")
BUSINESS = N_("Business b")
PROPERTY = N_("Property c")
TRANSFERS = N_("Transfers d")
COSTS = N_("Costs e")
NET = N_("Net a+b+c+d−e")
PER_HEAD = N_("Per head")
LINE = N_("Line")

MAIN_CAUSE = N_("Main cause")
OTHER_CAUSES = N_("Other causes")
GOAL = N_("Goal")
GOAL_BY = N_("By {month}: {goal}")

NUMBER = N_("#")
KIND = N_("Category")
CONTENT = N_("What is done")
SCALE = N_("Scale")
RESPONSIBLE = N_("Unit / person responsible")
FUNDS = N_("Funds (yuan)")
DEADLINE = N_("Done by")
GAIN = N_("Gain a year (yuan)")
TOTAL = N_("Total")
SAVES = N_("saves {amount}")
NO_MEASURES = N_("No measure has been agreed yet.")

EXPECTED = N_(
    "The net income per head is expected to go from {now} yuan to {expected} yuan (monitoring line {line} yuan)."
)
EXPECTED_WITHOUT_LINE = N_("The net income per head is expected to go from {now} yuan to {expected} yuan.")
SAVINGS = N_("Besides, {amount} yuan a year are saved.")
REACHES_LINE = N_("All measures done, the household reaches the line.")
BELOW_LINE = N_("Even with all measures done, the household stays below the line: more help is needed.")
PERHAPS_BELOW_LINE = N_("At the lower figure the household stays below the line.")
INCOME_UNKNOWN = N_("Last year's income is not known, so no expected income can be given.")
NOW = N_("Now")
THEN = N_("Expected")
LINE_OF = N_("Line {line}")
YUAN = N_("{amount} yuan")

SIGN_HEAD = N_("Head of the household (signature)")
THUMB = N_("Thumb")
SIGN_HELPER = N_("Helper responsible")
SIGN_TEAM = N_("Work team in the village / first secretary")
SEAL_VILLAGE = N_("Villagers' committee (seal)")
SEAL_TOWNSHIP = N_("Township government (seal)")
DATE = N_("Date")
DATE_BLANK = N_("____-__-__")

MEASURE = N_("Measure")
PROGRESS = N_("Progress and result")
REAL_GAIN = N_("Real gain (yuan)")
SIGNED_BY_HEAD = N_("Head signs")
SIGNED_BY_HELPER = N_("Helper signs")
YEAR_END = N_("Net income per head at the end of the year (yuan)")
OPINION = N_("The head finds the result")
OPINIONS = N_("□ good  □ fair  □ poor")

KEPT_BY = N_("Three copies: household, village, township")
PAGE = N_("Page {page} of {pages}")
SUBJECT = N_("Plan on paper")

DASH = "—"
_ALWAYS = "0123456789-/.,–·"
_PLAIN = (
    *(HOUSEHOLD_NUMBER, VERSION, DRAFT, PERIOD, MONTH, PERSONS_AND_ABLE, PERSONS_COUNT, AREA, WATER_SAFE),
    *(WATER_UNSAFE, MU, BETWEEN, BETWEEN_CAUSES, AFTER_CAUSE, WORKED, GOAL_BY, SAVES, EXPECTED, REACHES_LINE),
    *(SAVINGS, NOW, THEN, LINE_OF, YUAN, SIGN_HEAD, THUMB, SIGN_HELPER, SIGN_TEAM, SEAL_VILLAGE),
    *(SEAL_TOWNSHIP, DATE, DATE_BLANK, OPINIONS, KEPT_BY, PAGE, DASH, _ALWAYS, TOTAL, HEAD),
)
_BOLD = (
    *(TITLE, SECTION_HOUSEHOLD, SECTION_INCOME, SECTION_INCOME_OF_YEAR, SECTION_CAUSES, SECTION_MEASURES),
    *(SECTION_EXPECTED, SECTION_SIGNATURES, SECTION_PROGRESS, HEAD, CATEGORY, PERSONS, HOUSING, WATER, LAND),
    *(ADDRESS, HELPER, NAME, RELATION, SEX, AGE, HEALTH, LABOUR_OR_SCHOOL, WAGES, BUSINESS, PROPERTY),
    *(TRANSFERS, COSTS, NET, PER_HEAD, LINE, MAIN_CAUSE, OTHER_CAUSES, GOAL, NUMBER, KIND, CONTENT, SCALE),
    *(RESPONSIBLE, FUNDS, DEADLINE, GAIN, MEASURE, DATE, PROGRESS, REAL_GAIN, SIGNED_BY_HEAD),
    *(SIGNED_BY_HELPER, YEAR_END, OPINION, _ALWAYS),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The paper's language."""

    language: str

    def say(self, message: str, **places: object) -> str:
        """A msgid of this module in the paper's language, its places filled in."""
        return translate_in(self.language, message).format(**places)

    def month(self, day: str | None) -> str:
        """The month of an ISO date."""
        if not day or len(day) < 7:
            return DASH
        return self.say(MONTH, year=day[:4], month=int(day[5:7]))

    def is_chinese(self) -> bool:
        """Whether sentences follow each other without a space."""
        return self.language == CHINESE

    def join(self, words: list[str]) -> str:
        return self.say(BETWEEN).join(words)


@lru_cache(maxsize=2)
def characters_of_the_form(language: str) -> tuple[str, str]:
    """The characters of the words that stand on every paper, regular and bold, sorted."""
    plain, bold = (
        "".join(sorted(set("".join(translate_in(language, message) for message in messages))))
        for messages in (_PLAIN, _BOLD)
    )
    return plain, bold


def amount(yuan: Decimal | None) -> str:
    """Money with thousands set off and without empty cents; a dash when unknown."""
    if yuan is None:
        return DASH
    text = f"{yuan:,.0f}" if yuan == yuan.to_integral_value() else f"{yuan:,.2f}"
    return text.replace("-", "−")


def amounts(low: Decimal | None, high: Decimal | None) -> str:
    """A range of money; one figure where both are the same."""
    if low is None or high is None or low == high:
        return amount(low if low is not None else high)
    return f"{amount(low)}–{amount(high)}"


def plain_number(number: Decimal) -> str:
    """A number without needless noughts, never in exponents."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def without_brackets(label: str) -> str:
    """A code's label without the explanation in brackets behind it."""
    return label.split("（")[0].split(" (")[0]
