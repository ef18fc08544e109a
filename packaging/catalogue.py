"""Join resources/translations/zh_CN/*.po into zh_CN.mo; `--check` finds what doesn't fit.

    python packaging/catalogue.py          writes resources/translations/zh_CN.mo
    python packaging/catalogue.py --check  writes nothing; exit 1 with one line for each problem

Problems: a msgid of the code without Chinese, a msgid that the code doesn't have, places (`{name}`) that
differ, two translations of one msgid, a catalogue older than its parts.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PARTS = ROOT / "resources" / "translations" / "zh_CN"
CATALOGUE = ROOT / "resources" / "translations" / "zh_CN.mo"
SOURCE = ROOT / "src" / "yihu"
MARKERS = {"N_": (0,), "translate": (0,), "translate_count": (0, 1), "translate_in": (1,)}
PLACE = re.compile(r"\{(\w*)[^{}]*\}")
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
SHOWN = 70


def _texts(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, (tuple, list)) else (message.id,)


def _translations(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, (tuple, list)) else (message.string,)


def read_parts() -> Iterator[tuple[Path, Message]]:
    """Every translated message of every part, with the file it stands in."""
    for path in sorted(PARTS.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_CN", abort_invalid=True):
                if message.id:
                    yield path, message


def join_parts() -> tuple[Catalog, list[str]]:
    """One catalogue of all parts, and the msgids that two parts translate differently."""
    joined = Catalog(
        locale="zh_CN", project="yihu", version="1", creation_date=UNDATED, revision_date=UNDATED
    )
    problems = []
    for path, message in read_parts():
        earlier = joined.get(message.id)
        if earlier is not None and _translations(earlier) != _translations(message):
            problems.append(f"{path.name}: two translations of {_texts(message)[0][:SHOWN]!r}")
        joined.add(message.id, message.string)
    return joined, problems


def _marked(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for place in MARKERS.get(name, ()):
            argument = node.args[place] if len(node.args) > place else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                yield argument.value, node.lineno


def read_code() -> tuple[dict[str, str], set[str]]:
    """The marked msgids with where they stand, and every text of the code (tables of msgids use them)."""
    marked: dict[str, str] = {}
    texts: set[str] = set()
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for text, line in _marked(tree):
            marked.setdefault(text, f"{path.relative_to(ROOT)}:{line}")
        texts.update(
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
    return marked, texts


def _wrong_places(path: Path, message: Message) -> Iterator[str]:
    forms = [set(PLACE.findall(text)) for text in _texts(message)]
    allowed, needed = set.union(*forms), set.intersection(*forms)
    for translation in _translations(message):
        places = set(PLACE.findall(translation or ""))
        if places - allowed or needed - places - {"count"}:
            yield f"{path.name}: places differ in {_texts(message)[0][:SHOWN]!r}"


def find_problems() -> list[str]:
    """One line for each thing that doesn't fit; empty when all is well."""
    joined, problems = join_parts()
    marked, texts = read_code()
    known = set()
    for path, message in read_parts():
        if not all(_translations(message)):
            continue
        known.update(_texts(message))
        problems += _wrong_places(path, message)
        problems += [f"{path.name}: unused {text[:SHOWN]!r}" for text in _texts(message) if text not in texts]
    problems += [
        f"{place}: no Chinese for {text[:SHOWN]!r}" for text, place in marked.items() if text not in known
    ]
    if not CATALOGUE.is_file() or CATALOGUE.read_bytes() != compiled(joined):
        problems.append("zh_CN.mo is older than its parts: run packaging/catalogue.py")
    return problems


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; the same parts give the same bytes."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, list what doesn't fit")
    if parser.parse_args().check:
        problems = find_problems()
        print("\n".join(problems) if problems else "The catalogue is complete.")
        return 1 if problems else 0
    joined, problems = join_parts()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(compiled(joined))
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(joined)} messages")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
