"""Files with lists beside a form: CSV, XML and GeoJSON, as trees."""

import csv
import json
import re
from io import StringIO
from typing import Any

from yihu.forms.problems import ListUnreadable
from yihu.xpath.markup import MarkupRefused, parse_xml
from yihu.xpath.tree import Document, Kind, Node, document

Resource = str | bytes

_NAME_START = re.compile(r"^[^\W\d]|^_")
_NOT_IN_NAME = re.compile(r"[^\w.\-]")
MOST_PIECES = 1_500_000
"""Cells of a table, or signs `<` of an XML."""
_DELIMITERS = ",;\t|"


def file_name(source: str) -> str:
    """The file that an address such as `jr://file-csv/villages.csv` means, without any folder."""
    return source.replace("\\", "/").rpartition("/")[2]


def read_list(resource: Resource, source: str) -> Document:
    """The list in a file, by the ending of its name and by what it looks like.

    Shapes: CSV `root/item/<column>`; GeoJSON `root/item/{geometry, id, <property>}`; XML as it is.
    Raises ListUnreadable.
    """
    name = file_name(source)
    try:
        text = _decoded(resource) if isinstance(resource, bytes) else resource.lstrip("\ufeff")
        _check_size(text)
        if name.lower().endswith(".geojson"):
            return read_geojson(text)
        if name.lower().endswith(".xml") or (
            text.lstrip().startswith("<") and not name.lower().endswith(".csv")
        ):
            return parse_xml(text, keep_blank=False) if text.strip() else document(_element("root"))
        return read_csv(text)
    except (
        MarkupRefused,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        csv.Error,
    ) as problem:
        raise ListUnreadable(name=name) from problem


def _decoded(content: bytes) -> str:
    """UTF-8, what Excel writes as Unicode text, or what Chinese Excel writes as CSV. Raises ValueError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\0" in content:
        raise ValueError
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _check_size(text: str) -> None:
    """Raises ValueError for more cells or elements than fit into memory."""
    if max(text.count("<"), text.count("\n") + sum(map(text.count, _DELIMITERS))) > MOST_PIECES:
        raise ValueError


def read_csv(text: str) -> Document:
    """Rows as items, columns as their children; comma, semicolon, tab or bar between cells."""
    root = _element("root")
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    names = [_as_name(name) for name in next(rows, [])]
    for row in rows:
        if any(row):
            padded = row + [""] * (len(names) - len(row))
            _adopt(
                root,
                "item",
                [_element(name, cell) for name, cell in zip(names, padded, strict=False) if name],
            )
    return document(root)


def _delimiter(text: str) -> str:
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    return max(_DELIMITERS, key=header.count) if any(each in header for each in _DELIMITERS) else ","


def _as_name(header: str) -> str:
    name = _NOT_IN_NAME.sub("_", header.strip())
    return name if not name or _NAME_START.match(name) else f"_{name}"


def read_geojson(text: str) -> Document:
    """Features as items with their geometry as ODK writes places, and their properties."""
    content = json.loads(text)
    if content["type"] != "FeatureCollection":
        raise ValueError(content["type"])
    root = _element("root")
    for feature in content["features"]:
        _adopt(root, "item", _feature(feature))
    return document(root)


def _feature(feature: dict[str, Any]) -> list[Node]:
    values = {"geometry": _geometry(feature["geometry"])}
    properties = {
        _as_name(str(key)): _as_text(value) for key, value in (feature.get("properties") or {}).items()
    }
    values |= {key: value for key, value in properties.items() if key and key != "geometry"}
    if "id" in feature:
        values["id"] = _as_text(feature["id"])
    return [_element(key, value) for key, value in values.items()]


def _geometry(geometry: dict[str, Any]) -> str:
    points = geometry["coordinates"]
    if geometry["type"] == "Point":
        return _place(points)
    if geometry["type"] == "LineString":
        return "; ".join(_place(point) for point in points)
    if geometry["type"] == "Polygon":
        return "; ".join(_place(point) for point in points[0])
    raise ValueError(geometry["type"])


def _place(point: list[float]) -> str:
    longitude, latitude = point[0], point[1]
    return f"{latitude} {longitude} 0 0"


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _element(name: str, text: str = "") -> Node:
    return Node(Kind.ELEMENT, name, text)


def _adopt(parent: Node, name: str, children: list[Node]) -> None:
    # By hand: appending one by one renumbers and looks for the document each time.
    node = _element(name)
    node.children = children
    node.parent = parent
    for child in children:
        child.parent = node
    if not parent.children:
        parent.children = []
    parent.children.append(node)
