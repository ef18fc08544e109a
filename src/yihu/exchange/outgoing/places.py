"""Tables as GeoJSON (RFC 7946): a point for each row that has a place."""

import json
from collections.abc import Callable, Sequence
from typing import BinaryIO

from yihu.exchange.outgoing.sheet import NUMBERS, Cell, Column, Sheet, Written, number_of, place_of, text_of
from yihu.exchange.outgoing.spreadsheet import shown_by

HIDDEN_DECIMALS = 2
"""Of a hidden place two decimals of a degree are told: about a kilometre, a village and not a house."""

_DECIMALS = 7


def write_geojson(file: BinaryIO, sheet: Sheet, *, labels: bool = True) -> Written:
    """Points in WGS 84, longitude first; the other columns are their properties. Raises OSError.

    Of several columns with a place the first one that a row has is taken.
    """
    places = [place for place, column in enumerate(sheet.columns) if column.kind == "place"]
    rest = [place for place, column in enumerate(sheet.columns) if column.kind != "place"]
    shown = [_shown(column, labels) for column in sheet.columns]
    file.write(f'{{"type":"FeatureCollection","name":{json.dumps(sheet.name)},"features":['.encode())
    rows = 0
    for row in sheet.rows:
        point = _point(row, sheet.columns, places)
        if point is None:
            continue
        properties = {sheet.columns[place].name: shown[place](row[place]) for place in rest}
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": point},
            "properties": {name: value for name, value in properties.items() if value != ""},
        }
        text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        file.write((",\n" if rows else "\n").encode() + text.encode("utf-8", "replace"))
        rows += 1
    file.write(b"\n]}\n")
    return Written(rows=rows)


def _point(row: Sequence[Cell], columns: Sequence[Column], places: Sequence[int]) -> list[float] | None:
    for place in places:
        found = place_of(row[place])
        if found is not None:
            latitude, longitude = found
            decimals = HIDDEN_DECIMALS if columns[place].hidden else _DECIMALS
            return [round(longitude, decimals), round(latitude, decimals)]
    return None


def _shown(column: Column, labels: bool) -> Callable[[Cell], str | float | int]:
    if column.kind not in NUMBERS:
        return shown_by(column, labels)

    def number(cell: Cell) -> str | float | int:
        value = number_of(cell)
        if value is None:
            return text_of(cell)
        return int(value) if value == value.to_integral_value() else float(value)

    return number
