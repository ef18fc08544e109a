"""Write the table of error codes into both manuals: `python packaging/codes_table.py`.

One row for every `UserError` of the code, in its own words; between the marks `<!-- codes -->` and
`<!-- /codes -->`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

import yihu  # noqa: E402
from yihu.base.errors import UserError  # noqa: E402
from yihu.base.i18n import CHINESE, ENGLISH, translate_in  # noqa: E402

MANUALS = {CHINESE: "manual.zh-CN.md", ENGLISH: "manual.en.md"}
HEADS = {
    CHINESE: ("代码", "出了什么事", "怎么办"),
    ENGLISH: ("code", "what happened", "what to do"),
}
FORMULAS = "xpath-"
FORMULA_WORDS = {
    CHINESE: "问卷里的一个算式看不懂或算不出来；提示里写着第几个字符、那里该写什么。",
    ENGLISH: "A formula of a questionnaire can't be read or calculated; the message says at which character, "
    "and what may stand there.",
}
COMMAND_LINE = {
    "internal-error": {
        CHINESE: ("命令行：程序自身出了故障。", "之前保存的都在。请把这个代码告诉技术支持人员。"),
        ENGLISH: (
            "Command line: the program met a fault of its own.",
            "What was saved before is kept. Tell your supporter this code.",
        ),
    },
    "usage": {
        CHINESE: ("命令行：命令写得不对。", "加 --help 看写法。没有任何改动。"),
        ENGLISH: ("Command line: it was called wrongly.", "See --help. Nothing was changed."),
    },
}
"""What the command line says besides the errors of the program."""


def errors() -> dict[str, type[UserError]]:
    """Every code with the first class that bears it, in the order of the alphabet."""
    for module in walk_packages(yihu.__path__, "yihu."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    found = {one.code: one for one in reversed(list(_below(UserError)))}
    return dict(sorted(found.items()))


def table(language: str) -> str:
    """The rows in a language, as Markdown."""
    rows = [HEADS[language], ("---",) * 3]
    for code, error in errors().items():
        message = FORMULA_WORDS[language] if code.startswith(FORMULAS) else _said(language, error.message)
        rows.append((f"`{code}`", message, _said(language, error.advice)))
    rows += [(f"`{code}`", *words[language]) for code, words in COMMAND_LINE.items()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _below(kind: type[UserError]) -> Iterator[type[UserError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("yihu."):
            yield child
            yield from _below(child)


def _said(language: str, message: str) -> str:
    return re.sub(r"\{\w+\}", "…", translate_in(language, message)).replace("|", "\\|")


def main() -> None:
    """Renew both manuals."""
    for language, name in MANUALS.items():
        path = ROOT / "docs" / "manual" / name
        text = path.read_text(encoding="utf-8")
        begun = text.index("<!-- codes -->") + len("<!-- codes -->")
        ended = text.index("<!-- /codes -->")
        path.write_text(f"{text[:begun]}\n\n{table(language)}\n\n{text[ended:]}", encoding="utf-8")


if __name__ == "__main__":
    main()
