"""Functions on points, lines and areas of the earth: `latitude longitude [altitude accuracy]; ...`."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from math import acos, cos, floor, nan, radians, sin
from typing import Final

from yihu.base.i18n import N_
from yihu.xpath.library import Theme, Unfit
from yihu.xpath.values import BLANKS, listed

THEME = Theme()

EARTH_RADIUS_M: Final = 6_378_100
"""As all ODK engines have it."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float


def read_points(texts: Iterable[str]) -> list[Point] | None:
    """The points of texts that each hold one or more; None if any can't be read."""
    points = []
    for text in texts:
        for part in text.strip(BLANKS + ";").split(";"):
            point = read_point(part)
            if point is None:
                return None
            points.append(point)
    return points


def read_point(text: str) -> Point | None:
    """Latitude and longitude in degrees; None for anything else."""
    parts = listed(text)
    if not 2 <= len(parts) <= 4:
        return None
    try:
        point = Point(float(parts[0]), float(parts[1]))
    except ValueError:
        return None
    return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None


@THEME.plain("distance", "texts texts* -> number", refuses=True)
def distance(*texts: list[str]) -> float:
    """Length of the line in metres, to the centimetre; no number with fewer than two points."""
    given = [text for text in chain.from_iterable(texts) if text.strip(BLANKS)]
    points = read_points(given)
    if points is None:
        raise Unfit(N_("another text"), N_("a list of points as latitude and longitude"))
    return _hundredths(sum(_apart(start, end) for start, end in pairwise(points))) if len(points) > 1 else nan


def _hundredths(value: float) -> float:
    return floor(value * 100 + 0.5) / 100


def _apart(start: Point, end: Point) -> float:
    south, north = radians(start.latitude), radians(end.latitude)
    cosine = sin(south) * sin(north) + cos(south) * cos(north) * cos(radians(start.longitude - end.longitude))
    return acos(max(-1.0, min(1.0, cosine))) * EARTH_RADIUS_M


@THEME.plain("area", "texts -> number")
def area(texts: list[str]) -> float:
    """Square metres inside the line, to two decimals, closed if it isn't; 0 for what has none."""
    points = read_points(texts)
    if points is None or len(points) < 3:
        return 0.0
    total = sum(
        radians(end.longitude - start.longitude)
        * (2 + sin(radians(end.latitude)) + sin(radians(start.latitude)))
        for start, end in pairwise([*points, points[0]])
    )
    return _hundredths(abs(total * EARTH_RADIUS_M * EARTH_RADIUS_M / 2))


@THEME.plain("geofence", "text text -> truth")
def geofence(point: str, shape: str) -> bool:
    """Whether the point lies inside the closed shape; false for what isn't one."""
    inside, points = read_point(point), read_points([shape])
    if inside is None or points is None or len(points) < 2 or points[0] != points[-1]:
        return False
    return sum(_crosses_east_of(inside, start, end) for start, end in pairwise(points)) % 2 == 1


def _crosses_east_of(point: Point, start: Point, end: Point) -> bool:
    if (end.latitude > point.latitude) == (start.latitude > point.latitude):
        return False
    slope = (start.longitude - end.longitude) / (start.latitude - end.latitude)
    return point.longitude < slope * (point.latitude - end.latitude) + end.longitude


@THEME.plain("intersects", "text -> truth")
def intersects(line: str) -> bool:
    """Whether a line or shape crosses itself, as ODK Collect has it: touching or turning back is no crossing."""
    points = read_points([line])
    if points is None:
        return False
    segments = list(pairwise(points))
    return any(_cross(one, other) for one, other in combinations(segments, 2))


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether the ends of each lie on different sides of the other."""
    return (
        _side(*one, other[0]) * _side(*one, other[1]) < 0
        and _side(*other, one[0]) * _side(*other, one[1]) < 0
    )


def _side(start: Point, end: Point, point: Point) -> float:
    """-1, 0 or 1: right of the line, on it, left of it."""
    turn = (end.longitude - start.longitude) * (point.latitude - start.latitude) - (
        end.latitude - start.latitude
    ) * (point.longitude - start.longitude)
    return (turn > 0) - (turn < 0)
