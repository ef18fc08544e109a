"""ODK XPath: expressions of forms, compiled to Python closures over a light tree of nodes.

    document = parse_xml("<data><age>41</age><adult/></data>", keep_blank=False)
    adult = compile_expression("../age >= 18", context="/data/adult")
    adult.reads()                                        # {"/data/age"}
    adult.boolean(document.element.child("adult"), Outside())        # True

`compile_expression(source, *, namespaces=None, context=None) -> Compiled`
    `namespaces`: prefix to URI. The prefix "" gives the namespace that names without a prefix may
    also be in (they always match names without a namespace): for a form, that of its instance.
    `context`: the absolute path without predicates of the node it'll be evaluated at (a bind's
    nodeset), from which relative paths are resolved for `reads()`.
    Raises `XPathProblem` (a UserError; see `problems`) for what can't be read. Functions that don't exist or
    have a wrong number of arguments are no reason to refuse the expression, as in ODK: they are in
    `Compiled.problems` (for the form's author), and raised when that place is evaluated.
    Compiled expressions hold no state: keep one for each text, use it for all nodes and sessions.

`Compiled`
    .source, .problems: tuple[XPathProblem, ...]
    .dependencies: places, functions, impure, instances, any_instance, uses_current, own_value
    .reads(context=None) -> frozenset[str]: the absolute paths in the primary instance that it reads,
        without predicates: `/data/member/name`; `*` for any name, `//` for any depth, `@name` for
        attributes. A path to a group or repeat that is counted stands as itself.
    .value(node, outside) -> bool | float | str | Moment | list[Node]
    .string(..) -> str   .number(..) -> float   .boolean(..) -> bool   .nodes(..) -> list[Node]
        evaluated at `node`, which is also `current()`. Absolute paths begin at the top of its tree,
        inside predicates on other instances too. Text is as an answer holds it: no number is "",
        dates are ISO. All raise XPathProblem.
    .bound_text(node, outside, steady) -> function without arguments or None   .bound_truth(..)
        the same as `string` and `boolean` for one node that is asked for again and again: see `bound`.

`Outside`: all that an expression may need from beyond its tree; subclass it and override
    zone (tzinfo), now(), random(), new_uuid(), instance(id) -> the node whose child is the list's root,
    instance_ids(), itext(id), choice_name(value, path, node), pulldata(table, wanted, key, value).

`tree`: Node, Document, Kind, element(), document(); `markup`: parse_xml(), write_xml().
    A leaf element's value is `node.text`, to be read and set directly; structure changes through
    append, insert, insert_after, remove; `node.named(tag)` lists child elements by expanded name.
    Set `Document.fixed` on lists that never change: `item[key = value]` is then found by an index.
"""

from yihu.xpath.compiled import Compiled, compile_expression
from yihu.xpath.dependencies import Dependencies
from yihu.xpath.markup import MarkupRefused, parse_xml, write_xml
from yihu.xpath.outside import Outside
from yihu.xpath.problems import XPathProblem
from yihu.xpath.tree import Document, Kind, Node, document, element
from yihu.xpath.values import Moment, Value

__all__ = [
    "Compiled",
    "Dependencies",
    "Document",
    "Kind",
    "MarkupRefused",
    "Moment",
    "Node",
    "Outside",
    "Value",
    "XPathProblem",
    "compile_expression",
    "document",
    "element",
    "parse_xml",
    "write_xml",
]
