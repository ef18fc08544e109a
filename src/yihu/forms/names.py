"""Names and paths of XForms."""

from typing import Final

XFORMS: Final = "http://www.w3.org/2002/xforms"
JAVAROSA: Final = "http://openrosa.org/javarosa"
OPENROSA: Final = "http://openrosa.org/xforms"
ENTITIES: Final = "http://www.opendatakit.org/xforms/entities"
ODK: Final = "http://www.opendatakit.org/xforms"
EVENTS: Final = "http://www.w3.org/2001/xml-events"


def local_name(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def resolve(path: str, base: str) -> str:
    """A path of the form as an absolute one; relative paths start at `base`."""
    path = path.strip()
    if path.startswith("/"):
        return path
    steps = base.split("/")
    for step in path.removeprefix("current()/").split("/"):
        if step == "..":
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    return "/".join(steps)


def without_positions(path: str) -> str:
    """The nodeset that a path with predicates belongs to: `/data/rep[2]/x` -> `/data/rep/x`."""
    if "[" not in path:
        return path
    kept, depth = [], 0
    for character in path:
        depth += character == "["
        if not depth:
            kept.append(character)
        depth -= character == "]"
    return "".join(kept)


def is_true(text: str | None) -> bool:
    """Whether an attribute that holds a constant says yes."""
    return (text or "").strip() in ("true()", "true", "1")
