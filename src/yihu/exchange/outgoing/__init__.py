"""Tables on their way out, in the formats of spreadsheets, statistics programs, databases and maps."""

from yihu.exchange.outgoing.delimited import ENCODINGS, Encoding, write_csv
from yihu.exchange.outgoing.dictionary import describe
from yihu.exchange.outgoing.parquet import write_parquet
from yihu.exchange.outgoing.places import write_geojson
from yihu.exchange.outgoing.sheet import FORMATS, Cell, Choice, Column, Format, Kind, Sheet, Written
from yihu.exchange.outgoing.spreadsheet import write_xlsx
from yihu.exchange.outgoing.spss import write_sav
from yihu.exchange.outgoing.stata import write_dta
from yihu.exchange.outgoing.table_file import write_table

__all__ = [
    "ENCODINGS",
    "FORMATS",
    "Cell",
    "Choice",
    "Column",
    "Encoding",
    "Format",
    "Kind",
    "Sheet",
    "Written",
    "describe",
    "write_csv",
    "write_dta",
    "write_geojson",
    "write_parquet",
    "write_sav",
    "write_table",
    "write_xlsx",
]
