"""The answers as XML, as other ODK programs read and write them."""

from collections.abc import Mapping
from xml.etree import ElementTree

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.engine.cells import Cell
from yihu.forms import Form, Repeat
from yihu.forms.instances import build_tree, former_id
from yihu.xpath import write_xml
from yihu.xpath.tree import Kind, Node


class AnswersForeign(UserError):
    """Answers in XML that belong to another form, or can't be read."""

    code = "answers-foreign"
    message = N_("These answers don't belong to this questionnaire.")
    advice = N_("Choose the questionnaire that they were given in. Nothing was changed.")


def merged(form: Form, xml: str, *, edit: bool = False) -> Node:
    """The instance of a form with the answers of an XML document. Raises AnswersForeign.

    What the document lacks is blank; what the form lacks is left out.
    """
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise AnswersForeign
    try:
        given = build_tree(ElementTree.fromstring(xml), form.lists.prefixes)
    except (ElementTree.ParseError, RecursionError) as problem:
        raise AnswersForeign from problem
    blank = form.instance.element
    if given.attribute("id") != blank.attribute("id") or given.tag != blank.tag:
        raise AnswersForeign
    made = _merge(blank, given, f"/{blank.name}", form)
    own = next((each for each in made.descendants() if each.local == "instanceID"), None) if edit else None
    if (
        own is not None
        and own.parent is not None
        and not any(each.local == "deprecatedID" for each in own.parent.elements())
    ):
        own.parent.append(former_id(own))
    return made


def _merge(blank: Node, given: Node, path: str, form: Form) -> Node:
    made = Node(Kind.ELEMENT, blank.tag, "", blank.prefix)
    made.declared = dict(blank.declared) if blank.declared else None
    made.attributes = tuple(attribute.clone() for attribute in blank.attributes)
    for attribute in given.attributes:
        made.set_attribute(attribute.tag, attribute.text, attribute.prefix)
    if not blank.elements() and not _templates(path, form):
        made.text = given.text
        return made
    made.children = _children(blank, given, path, form)
    for child in made.children:
        child.parent = made
    return made


def _children(blank: Node, given: Node, path: str, form: Form) -> list[Node]:
    made: list[Node] = []
    templates = _templates(path, form)
    done: set[str] = set()
    for child in (*blank.elements(), *templates.values()):
        if child.tag in done:
            continue
        done.add(child.tag)
        below = f"{path}/{child.name}"
        pattern = templates.get(below, child)
        found = given.named(child.tag)
        if below in templates:
            made.extend(_merge(pattern, row, below, form) for row in found)
            made.extend(pattern.clone() for _ in range(_lacking_rows(below, len(found), form)))
        else:
            made.append(_merge(child, found[0], below, form) if found else child.clone())
    return made


def _templates(path: str, form: Form) -> Mapping[str, Node]:
    return {ref: node for ref, node in form.templates.items() if ref.rpartition("/")[0] == path}


def _lacking_rows(ref: str, rows: int, form: Form) -> int:
    """Rows to be made where nobody can add any: as many as the form begins with."""
    repeat = form.groups.get(ref)
    fixed = isinstance(repeat, Repeat) and repeat.fixed and repeat.count is None
    return max(0, len(form.first_rows.get(ref, ())) - rows) if fixed else 0


def answers_xml(top: Cell) -> str:
    """The answers that count now; what isn't relevant is left out."""
    return write_xml(_relevant(top))


def _relevant(cell: Cell) -> Node:
    node = cell.node
    made = Node(Kind.ELEMENT, node.tag, "" if node.children else node.text, node.prefix)
    made.declared = dict(node.declared) if node.declared else None
    made.attributes = tuple(attribute.clone() for attribute in node.attributes)
    for child in node.elements():
        note = child.note
        if not isinstance(note, Cell):
            made.append(child.clone())
        elif note.relevant:
            made.append(_relevant(note))
    return made
