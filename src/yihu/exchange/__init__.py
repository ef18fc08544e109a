"""Other programs' files: lists of households as spreadsheets and CSV."""

from yihu.exchange.columns import suggest_mapping
from yihu.exchange.errors import (
    ListEmpty,
    ListHeaderMissing,
    ListProtected,
    ListRefused,
    ListTooLarge,
    MappingIncomplete,
)
from yihu.exchange.households import HouseholdList, ListedHousehold, ListedPerson, RowProblem, read_households
from yihu.exchange.table import Table, TableRow, read_table

__all__ = [
    "HouseholdList",
    "ListEmpty",
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
    "read_households",
    "read_table",
    "suggest_mapping",
]
