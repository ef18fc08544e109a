"""Whether somebody is paired with a household now: for its line in the register."""

from collections.abc import Mapping

from yihu.register.answers import PropertyMaps, Value

PAIRING = "pairing"
_START = f"{PAIRING}~"
_ENDS = ("pairing_until", "pairing_end_reason")


def is_helped(values: Mapping[str, Value], property_maps: PropertyMaps) -> bool:
    """One of its pairs was neither removed nor ended. `values`: path -> shown value of the whole document."""
    ended: dict[str, bool] = {}
    for path, value in values.items():
        if path.startswith(_START):
            record, _, key = path.partition("/")
            ends = key == "_removed" or property_maps.get(PAIRING, {}).get(key) in _ENDS
            ended[record] = ended.get(record, False) or (ends and bool(value))
    return not all(ended.values())
