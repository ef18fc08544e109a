"""One table into one file, in the format that was chosen."""

from typing import BinaryIO

from yihu.exchange.outgoing.delimited import Encoding, write_csv
from yihu.exchange.outgoing.parquet import write_parquet
from yihu.exchange.outgoing.places import write_geojson
from yihu.exchange.outgoing.sheet import Format, Sheet, Written
from yihu.exchange.outgoing.spreadsheet import write_xlsx
from yihu.exchange.outgoing.spss import write_sav
from yihu.exchange.outgoing.stata import write_dta


def write_table(
    file: BinaryIO, sheet: Sheet, format: Format, *, labels: bool = True, encoding: Encoding = "utf-8"
) -> Written:
    """Write a table, row by row as it is read.

    Args:
        file: open for writing, at its beginning; statistics formats go back in it.
        labels: choices by their words, else by their codes; statistics formats hold both.
        encoding: of a .csv.

    Raises:
        OSError, and whatever reading the rows raises.
    """
    if format == "xlsx":
        return write_xlsx(file, [sheet], labels=labels)
    if format == "csv":
        return write_csv(file, sheet, labels=labels, encoding=encoding)
    if format == "sav":
        return write_sav(file, sheet)
    if format == "dta":
        return write_dta(file, sheet)
    if format == "parquet":
        return write_parquet(file, sheet, labels=labels)
    return write_geojson(file, sheet, labels=labels)
