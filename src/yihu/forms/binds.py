"""The rules of a form: its bind elements."""

from dataclasses import fields, replace
from xml.etree.ElementTree import Element

from yihu.forms.expressions import Expression, Expressions
from yihu.forms.form import Bind
from yihu.forms.names import ENTITIES, JAVAROSA, local_name, resolve
from yihu.forms.own_columns import CONSTRAINT, NAMESPACE, read_lacks, read_messages
from yihu.forms.words import read_message

_TYPES = {
    "int": "int", "integer": "int", "decimal": "decimal", "date": "date", "time": "time", "datetime": "dateTime",
    "geopoint": "geopoint", "geotrace": "geotrace", "geoshape": "geoshape", "binary": "binary",
    "barcode": "barcode", "boolean": "boolean", "string": "string", "intent": "intent",
}  # fmt: skip


def read_binds(model: Element, top: str, library: Expressions) -> dict[str, Bind]:
    """All binds by nodeset; two for one node are joined."""
    binds: dict[str, Bind] = {}
    for element in model:
        if local_name(element.tag) == "bind" and element.get("nodeset"):
            bind = _read_bind(element, resolve(element.get("nodeset", ""), top), library)
            known = binds.get(bind.nodeset)
            binds[bind.nodeset] = bind if known is None else _joined(known, bind)
    return binds


def _joined(first: Bind, second: Bind) -> Bind:
    said = {
        each.name: getattr(second, each.name)
        for each in fields(Bind)
        if getattr(second, each.name) is not None
    }
    if second.type == "string":
        said["type"] = first.type
    return replace(first, **said)


def ids_of_binds(model: Element, top: str) -> dict[str, str]:
    """Bind id -> nodeset, for controls that name their bind instead of a path."""
    named = (element for element in model if local_name(element.tag) == "bind" and element.get("id"))
    return {element.get("id", ""): resolve(element.get("nodeset", ""), top) for element in named}


def _read_bind(element: Element, nodeset: str, library: Expressions) -> Bind:
    def rule(name: str) -> Expression | None:
        source = element.get(name)
        return Expression(source, nodeset, local_name(name), library) if source and source.strip() else None

    preload = element.get(f"{{{JAVAROSA}}}preload")
    return Bind(
        nodeset=nodeset,
        type=_TYPES.get(local_type(element.get("type", "string")), "string"),
        relevant=rule("relevant"),
        required=rule("required"),
        read_only=rule("readonly"),
        constraint=rule("constraint"),
        calculate=rule("calculate"),
        constraint_message=read_message(element.get(f"{{{JAVAROSA}}}constraintMsg"), nodeset, library),
        required_message=read_message(element.get(f"{{{JAVAROSA}}}requiredMsg"), nodeset, library),
        preload=(preload, element.get(f"{{{JAVAROSA}}}preloadParams", "")) if preload else None,
        save_to=element.get(f"{{{ENTITIES}}}saveto"),
        soft_constraint=rule(f"{{{NAMESPACE}}}{CONSTRAINT}"),
        soft_messages=read_messages(element, nodeset, library) or None,
        may_lack=read_lacks(element) or None,
    )


def local_type(name: str) -> str:
    """`xsd:dateTime` -> `datetime`."""
    return name.rpartition(":")[2].strip().lower()
