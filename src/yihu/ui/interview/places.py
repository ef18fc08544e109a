"""Places on earth as people write and paste them, in the form the answers keep (no Qt)."""

import re

_DEGREE, _MINUTE, _SECOND = r"[°度ºd]", r"['′’分m]", r"(?:\"|″|”|''|秒|s)"
_NUMBER = r"\d{1,3}(?:\.\d+)?"


def _angle_of(which: str) -> str:
    return (
        rf"(?P<{which}front>[NSEWnsew]|北纬|南纬|东经|西经)?\s*(?P<{which}sign>[-+−])?"
        rf"(?P<{which}deg>{_NUMBER})\s*{_DEGREE}?"
        rf"(?:\s*(?P<{which}min>{_NUMBER})\s*{_MINUTE})?(?:\s*(?P<{which}sec>{_NUMBER})\s*{_SECOND})?"
        rf"\s*(?P<{which}back>[NSEWnsew](?![a-z]))?"
    )


_REST = r"(?:[\s,，;]+(?P<height>-?\d{1,5}(?:\.\d+)?)\s*(?:m|米)?)?(?:[\s,，;]+(?P<accuracy>\d{1,6}(?:\.\d+)?)\s*(?:m|米)?)?"
_PAIR = re.compile(rf"^\s*{_angle_of('a')}\s*[\s,，;/]\s*{_angle_of('b')}{_REST}\s*$")
_CLOSE = re.compile(rf"^\s*{_angle_of('a')}\s*{_angle_of('b')}{_REST}\s*$")
_WITHIN = re.compile(r"±\s*(\d{1,6}(?:\.\d+)?)\s*(?:m|米)?")
_GEO = re.compile(
    r"^geo:(-?[\d.]+),(-?[\d.]+)(?:,(-?[\d.]+))?(?:;crs=[^;]*)?(?:;u=([\d.]+))?.*$", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:@|[?&](?:q|ll|query|mlat|center)=|!3d)(-?\d{1,3}\.\d+)(?:,|%2C|&mlon=|!4d)(-?\d{1,3}\.\d+)",
    re.IGNORECASE,
)
_WIDE = str.maketrans("０１２３４５６７８９－．，；：＋", "0123456789-.,;:+")
_LONGITUDE = frozenset(("E", "W", "东经", "西经"))
_NEGATIVE = frozenset(("S", "W", "南纬", "西经"))


def read_place(typed: str) -> str | None:
    """A place as `latitude longitude height accuracy` (degrees, metres, 0 where unknown); None if it is none.

    Understood: `29.35, 112.41`, with height and accuracy behind, `±5 m`, degrees with minutes and seconds,
    N S E W or 北纬 东经 in front or behind, longitude first where it can't be a latitude, `geo:` addresses
    and the addresses of the usual maps.
    """
    text = typed.strip().translate(_WIDE)
    found = _GEO.match(text) or _ADDRESS.search(text)
    if found:
        height, accuracy = (found[3], found[4]) if len(found.groups()) == 4 else (None, None)
        return _kept(_degrees(found[1]), _degrees(found[2]), height, accuracy)
    return _read_angles(text)


def _read_angles(text: str) -> str | None:
    within = _WITHIN.search(text)
    bare = _WITHIN.sub("", text).strip(" ,;()")
    found = _PAIR.match(bare) or (_CLOSE.match(bare) if re.search(r"[NSEWnsew北南东西]", bare) else None)
    if not found:
        return None
    first, second = _angle(found, "a"), _angle(found, "b")
    if first is None or second is None:
        return None
    turned = _half(found, "a") in _LONGITUDE or _half(found, "b") in ("N", "S", "北纬", "南纬")
    if turned or (abs(first) > 90 and abs(second) <= 90):
        first, second = second, first
    return _kept(first, second, found["height"], within[1] if within else found["accuracy"])


def _angle(found: re.Match[str], which: str) -> float | None:
    degrees, minutes, seconds = (float(found[which + part] or 0) for part in ("deg", "min", "sec"))
    if minutes >= 60 or seconds >= 60:
        return None
    negative = found[which + "sign"] in ("-", "−") or _half(found, which) in _NEGATIVE
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value


def _half(found: re.Match[str], which: str) -> str:
    return (found[which + "front"] or found[which + "back"] or "").upper()


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 999.0


def _kept(latitude: float, longitude: float, height: str | None, accuracy: str | None) -> str | None:
    if abs(latitude) > 90 or abs(longitude) > 180 or not (latitude or longitude):
        return None
    rest = " ".join(_short(_degrees(each) if each else 0.0) for each in (height, accuracy))
    return f"{_short(latitude)} {_short(longitude)} {rest}"


def _short(number: float) -> str:
    """At most seven places, about a centimetre."""
    return f"{number:.7f}".rstrip("0").rstrip(".")


def written_place(kept: str) -> str:
    """How a kept place stands in its box: `29.35, 112.41`; the height only where it is known."""
    parts = kept.split()
    if len(parts) < 2:
        return kept
    shown = [_short(_degrees(part)) for part in parts[:2]]
    height = _short(_degrees(parts[2])) if len(parts) > 2 else "0"
    return ", ".join((*shown, height) if height != "0" else shown)


def accuracy_m(kept: str) -> str:
    """The accuracy of a kept place in metres; empty if unknown."""
    parts = kept.split()
    metres = _short(_degrees(parts[3])) if len(parts) > 3 else "0"
    return "" if metres == "0" else metres
