"""Other programs' files: lists of households as spreadsheets and CSV."""

from yihu.exchange.columns import CORRECTIONS, column_choices, suggest_mapping
from yihu.exchange.corrected import write_corrected
from yihu.exchange.errors import (
    ListEmpty,
    ListFromWps,
    ListHeaderMissing,
    ListProtected,
    ListRefused,
    ListTooLarge,
    MappingIncomplete,
)
from yihu.exchange.households import HouseholdList, ListedHousehold, ListedPerson, RowProblem, read_households
from yihu.exchange.table import LeftOutRow, Table, TableRow, read_table

__all__ = [
    "CORRECTIONS",
    "HouseholdList",
    "LeftOutRow",
    "ListEmpty",
    "ListFromWps",
    "ListHeaderMissing",
    "ListProtected",
    "ListRefused",
    "ListTooLarge",
    "ListedHousehold",
    "ListedPerson",
    "MappingIncomplete",
    "RowProblem",
    "Table",
    "TableRow",
    "column_choices",
    "read_households",
    "read_table",
    "suggest_mapping",
    "write_corrected",
]
