"""House, land, road and missing notes: rules 49 to 51."""

from collections.abc import Iterator

from yihu.register.checks.finding import Case, Hit, Look
from yihu.register.read import decimal_of

_MOST = {
    "farmland_mu": 100,
    "pasture_mu": 100,
    "water_surface_mu": 100,
    "forest_mu": 200,
    "returned_forest_mu": 200,
    "orchard_mu": 200,
}
_FAR_KM = 5


def _safe_yet_dangerous(case: Case) -> Iterator[Hit]:
    household = case.household
    settled = household.housing_renovated == "yes" or household.says("housing_ok", "yes")
    moved = household.says("housing_tenure", "relocated")
    if household.housing_grade in ("C", "D") and settled and not moved:
        yield Hit("housing_grade", parameters={"grade": household.housing_grade})


def _too_much_land(case: Case) -> Iterator[Hit]:
    household = case.household
    for name, most in _MOST.items():
        text = household.other.get(name)
        area = household.farmland_mu if name == "farmland_mu" else decimal_of(text) if text else None
        if area is not None and area > most:
            yield Hit(name, parameters={"mu": area})


def _far_road(case: Case) -> Iterator[Hit]:
    distance = decimal_of(case.household.other.get("road_distance_km", ""))
    if distance is not None and distance > _FAR_KM:
        yield Hit("road_distance_km", parameters={"km": distance})


def _note_missing(case: Case) -> Iterator[Hit]:
    household = case.household
    if "other" in household.risks and not household.other.get("risk_note"):
        yield Hit("risk_note")
    if household.says("fuel", "other") and not household.other.get("fuel_note"):
        yield Hit("fuel_note")
    for place, cause in zip(("main_cause", "cause_2", "cause_3"), household.causes, strict=False):
        if cause.code == "other" and not cause.evidence:
            yield Hit(f"{place}_evidence")
    for person in household.persons:
        if person.dropout_reason == "other" and not person.other.get("dropout_note"):
            yield Hit("dropout_note", person)


LOOKS: dict[str, Look] = {
    "R49": _safe_yet_dangerous,
    "R50": _too_much_land,
    "R50R": _far_road,
    "R51": _note_missing,
}
