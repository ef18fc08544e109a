"""Evaluates cases of ODK XPath: `python -m tests.conformance.xpath_cases FILE [--failures]`.

FILE holds JSON lines: first `{"documents": {key: xml}}`, then one case each. The last line printed is
`N passed, M failed`; the exit code is 1 if any failed.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import floor, inf, isinf, isnan, nan
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from yihu.xpath import Document, Node, Outside, XPathProblem, compile_expression, parse_xml

_NAMED = {"NaN": nan, "Infinity": inf, "-Infinity": -inf}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one case ended.

    Attributes:
        got: what came out, or the problem, as text.
    """

    case: Mapping[str, Any]
    passed: bool
    got: str


class _Place(Outside):
    """Nothing but the time zone of a case."""

    def __init__(self, zone: str | None) -> None:
        self.zone = ZoneInfo(zone) if zone else None


def run_file(path: Path) -> Iterator[Result]:
    """The results of all cases of a file, in its order; a line that is no case is one that failed."""
    documents: Mapping[str, str] = {}
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                case = json.loads(line)
                if "documents" in case:
                    documents = case["documents"]
                else:
                    yield run_case(case, documents)
            except Exception as problem:
                case = {"line": number}
                yield Result(case=case, passed=False, got=f"{type(problem).__name__}: {problem}")


def run_case(case: Mapping[str, Any], documents: Mapping[str, str]) -> Result:
    """The result of one case."""
    document = _parsed(documents[case["document"]]) if case.get("document") else Document()
    try:
        context = _context_node(document, case.get("context_node"))
        got = _evaluated(case, context)
    except XPathProblem as problem:
        return Result(case=case, passed=case["kind"] == "error", got=repr(problem))
    return Result(case=case, passed=_is_expected(case, got, document), got=repr(got))


@cache
def _parsed(xml: str) -> Node:
    return parse_xml(xml)


def _context_node(document: Node, path: str | None) -> Node:
    if not path:
        return document
    found = compile_expression(path).nodes(document, Outside())
    if len(found) != 1:
        raise LookupError(path)
    return found[0]


def _evaluated(case: Mapping[str, Any], context: Node) -> Any:
    namespaces = case.get("namespaces")
    if namespaces is None:
        namespaces = _in_scope(context)
    compiled = compile_expression(case["expression"], namespaces=namespaces)
    outside = _Place(case.get("tz"))
    match case["kind"]:
        case "number":
            return compiled.number(context, outside)
        case "boolean":
            return compiled.boolean(context, outside)
        case "nodeset":
            return compiled.nodes(context, outside)
    return compiled.string(context, outside)


def _in_scope(context: Node) -> Mapping[str, str]:
    """The prefixes in scope at the context node, or at the document's element."""
    top = context if context.parent is not None else next(iter(context.elements()), context)
    return top.namespaces_in_scope()


def _is_expected(case: Mapping[str, Any], got: Any, document: Node) -> bool:
    expected: Any = case.get("expected")
    match case["kind"]:
        case "error":
            return False
        case "number":
            return _same_number(case, got, _number(expected))
        case "nodeset":
            return _same_nodes(got, expected, document)
        case "string-length":
            return bool(len(got) == expected)
        case "regex":
            return re.search(expected, got) is not None
        case "date":
            return bool(got == expected or got.startswith(f"{expected}T"))
        case "string":
            return bool(got == (expected if isinstance(expected, str) else json.dumps(expected)))
    return bool(got == expected)


def _same_nodes(got: list[Node], expected: Mapping[str, Any], document: Node) -> bool:
    """As many as expected, and those among them that have a path; order doesn't matter."""
    wanted = [_context_node(document, path) for path in expected["paths"] if path is not None]
    return len(got) == expected["count"] and all(any(node is one for node in got) for one in wanted)


def _number(expected: Any) -> float:
    return _NAMED[expected] if isinstance(expected, str) else float(expected)


def _same_number(case: Mapping[str, Any], got: float, expected: float) -> bool:
    if isnan(expected) or isnan(got) or isinf(expected):
        return bool(isnan(expected) and isnan(got)) or bool(got == expected)
    if "factor" in case:
        factor = case["factor"]
        return bool(floor(got * factor + 0.5) == floor(expected * factor + 0.5))
    if "tolerance" in case:
        return bool(abs(got - expected) <= case["tolerance"])
    return bool(got == expected)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the failures if wished, and the count; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--failures", action="store_true", help="print each failure")
    options = parser.parse_args(arguments)
    results = list(run_file(options.file))
    failed = [result for result in results if not result.passed]
    for result in failed if options.failures else []:
        print(f"{json.dumps(result.case, ensure_ascii=False)}\n    got {result.got}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
