"""Write what type checkers read of the actions: src/yihu/actions/__init__.pyi, from the table in `__init__.py`.

python packaging/action_names.py          writes it anew
python packaging/action_names.py --check  writes nothing; exit 1 when it is out of date
"""

import argparse
import ast
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "yihu" / "actions"
STUB = PACKAGE / "__init__.pyi"
FIRST = "# ruff: noqa: I001\n# From the table in __init__.py, written by packaging/action_names.py.\n"


def places() -> dict[str, list[str]]:
    """{file of the actions: its names}, as the table in `__init__.py` has them."""
    for line in ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Assign) and [ast.unparse(target) for target in line.targets] == ["_PLACES"]:
            table: dict[str, str] = ast.literal_eval(line.value)
            return {module: sorted(names.split()) for module, names in sorted(table.items())}
    raise SystemExit("no table _PLACES in actions/__init__.py")


def twice(table: dict[str, list[str]]) -> list[str]:
    """The names that stand in the table more than once."""
    names = [name for found in table.values() for name in found]
    return sorted({name for name in names if names.count(name) > 1})


def stub(table: dict[str, list[str]]) -> str:
    return FIRST + "".join(
        f"from yihu.actions.{module} import {name} as {name}\n"
        for module, names in table.items()
        for name in names
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, tell what is out of date")
    check = parser.parse_args().check
    table = places()
    if doubled := twice(table):
        print("actions: more than once in the table: " + ", ".join(doubled))
        return 1
    text = stub(table)
    if STUB.is_file() and STUB.read_text(encoding="utf-8") == text:
        return 0
    if not check:
        STUB.write_text(text, encoding="utf-8")
    print("actions: the names for type checkers " + ("are out of date" if check else "are written"))
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main())
