"""A paper's template: title, logo, order and wording of its sections, in a file a coordinator can change.

`forms/templates/<kind>.toml` come with the program; a county's own one may say only what it wants otherwise.
"""

import base64
import binascii
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yihu.base.i18n import ENGLISH, LANGUAGES, N_
from yihu.base.shipped import form_path
from yihu.printing.errors import TemplateProblem, TemplateRefused
from yihu.printing.page import PAPERS
from yihu.printing.pictures import Picture, read_picture
from yihu.printing.shapes import COMMON, FREE_TEXT, KINDS, PLACES, SHAPES, Shape

DATA_URI = "data:image/jpeg;base64,"
LONGEST_WORD = 4000
VERSION_AT_MOST = 10**9
LARGEST_CHARACTERS = 400_000

_KEYS = ("kind", "version", "paper", "logo", "numbered", "sections", "columns", *LANGUAGES)
_PLACE = re.compile(r"\{(\w*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
Texts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """How one kind of paper looks.

    Attributes:
        paper: one of `page.PAPERS`; empty leaves it to the paper.
        numbered: whether headings are numbered, in the order in which they stand.
        sections: in their order; one that is not named is not printed.
        columns: for each table its columns in their order.
        words: language -> name -> text; a name is `title` or `section.word`.
    """

    kind: str
    version: int
    paper: str
    logo: Picture | None
    numbered: bool
    sections: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=len(KINDS))
def shipped_template(kind: str) -> Template:
    """The template that comes with the program. KeyError for an unknown kind."""
    return _joined(kind, [_shipped(COMMON), _shipped(kind)])


def own_template(kind: str, texts: Mapping[str, str]) -> Template:
    """The template in force: `texts` are a county's own, by kind (`common` too), over the shipped ones.

    Raises TemplateRefused.
    """
    return _own(kind, tuple((name, texts[name]) for name in (COMMON, kind) if name in texts))


@lru_cache(maxsize=32)
def _own(kind: str, texts: tuple[tuple[str, str], ...]) -> Template:
    if not texts:
        return shipped_template(kind)
    own = {name: read_template(text) for name, text in texts}
    layers = [_shipped(COMMON), own.get(COMMON, {}), _shipped(kind), own.get(kind, {})]
    return _joined(kind, layers)


def read_template(text: str) -> dict[str, Any]:
    """The tables of a template's text, all checked. Raises TemplateRefused with every problem."""
    if len(text) > LARGEST_CHARACTERS:
        raise TemplateRefused([_problem("", "", 0, N_("It is too large to be a template."))])
    try:
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is only a ValueError
        line = re.search(r"line (\d+)", str(error))
        message = N_("This isn't written as a template has to be (quotation marks, brackets, equals signs).")
        raise TemplateRefused([_problem("", "", int(line[1]) if line else 0, message)]) from error
    if problems := list(_problems(read, text)):
        raise TemplateRefused(sorted(problems, key=lambda problem: problem.line))
    return read


def kind_of(text: str) -> tuple[str, int]:
    """Kind and version that a checked template names. Raises TemplateRefused."""
    read = read_template(text)
    return read["kind"], read.get("version", 1)


@lru_cache(maxsize=1 + len(KINDS))
def _shipped(kind: str) -> dict[str, Any]:
    return tomllib.loads(form_path("templates", f"{kind}.toml").read_text(encoding="utf-8"))


def _joined(kind: str, layers: list[dict[str, Any]]) -> Template:
    words: dict[str, Texts] = {language: {} for language in LANGUAGES}
    columns: dict[str, tuple[str, ...]] = {}
    merged: dict[str, Any] = {}
    for layer in layers:
        merged |= {key: layer[key] for key in layer if key not in (*LANGUAGES, "columns")}
        columns |= {table: tuple(names) for table, names in layer.get("columns", {}).items()}
        for language in LANGUAGES:
            words[language] |= _flat(layer.get(language, {}))
    words[ENGLISH] = {name: text for name, text in words[LANGUAGES[0]].items() if _is_free(name)} | words[
        ENGLISH
    ]
    return Template(
        kind=kind,
        version=merged.get("version", 1),
        paper=merged.get("paper", ""),
        logo=_logo(merged.get("logo", "")),
        numbered=merged.get("numbered", True),
        sections=tuple(merged["sections"]),
        columns=columns,
        words=words,
    )


def _is_free(name: str) -> bool:
    """A county's own paragraph stands on English paper as it is, where it has no English."""
    return name.startswith(FREE_TEXT)


def _flat(tables: Mapping[str, Any]) -> Texts:
    flat: Texts = {}
    for name, value in tables.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{word}": text for word, text in value.items()}
        else:
            flat[name] = value
    return flat


def _logo(text: str) -> Picture | None:
    carried = text.startswith(DATA_URI)
    return read_picture(base64.b64decode(text.removeprefix(DATA_URI))) if carried else None


# checking


def _problems(read: Mapping[str, Any], text: str) -> Iterator[TemplateProblem]:
    kind = read.get("kind")
    if kind not in (*KINDS, COMMON):
        message = N_("“{word}” is no kind of paper.") if kind else N_("The kind of paper is missing.")
        yield _problem("kind", text, None, message, (*KINDS, COMMON), word=kind)
        return
    for key in read:
        if key not in _KEYS:
            yield _problem(key, text, None, N_("“{word}” is not known here."), _KEYS, word=key)
    yield from _plain_problems(read, text)
    shape = SHAPES.get(str(kind))
    if shape:
        yield from _order_problems(read, shape, text)
        yield from _column_problems(read, shape, text)
    yield from _word_problems(read, str(kind), text)


def _plain_problems(read: Mapping[str, Any], text: str) -> Iterator[TemplateProblem]:
    version = read.get("version", 1)
    if type(version) is not int or not 1 <= version <= VERSION_AT_MOST:
        yield _problem("version", text, None, N_("The version is a whole number from 1 on."))
    if read.get("paper", "") not in ("", *PAPERS):
        yield _problem(
            "paper", text, None, N_("“{word}” is no size of paper."), tuple(PAPERS), word=read["paper"]
        )
    if not isinstance(read.get("numbered", True), bool):
        yield _problem("numbered", text, None, N_("Only true or false may stand here."), ("true", "false"))
    logo = read.get("logo", "")
    if not isinstance(logo, str) or (logo.startswith(DATA_URI) and not _is_picture(logo)):
        yield _problem("logo", text, None, N_("This is no picture."))


def _is_picture(logo: str) -> bool:
    try:
        return read_picture(base64.b64decode(logo.removeprefix(DATA_URI), validate=True)) is not None
    except (binascii.Error, ValueError):
        return False


def _order_problems(read: Mapping[str, Any], shape: Shape, text: str) -> Iterator[TemplateProblem]:
    sections = read.get("sections", [])
    if not _is_list_of_names(sections):
        yield _problem("sections", text, None, N_("A list of names has to stand here."), shape.sections)
        return
    own = {name for language in LANGUAGES for name in _flat_checked(read.get(language)) if _is_free(name)}
    allowed = (*shape.sections, *sorted(own))
    for section in sections:
        if section not in allowed:
            message = N_("“{word}” is no section of this paper.")
            yield _problem("sections", text, section, message, allowed, word=section)
    if len(set(sections)) != len(sections):
        yield _problem("sections", text, None, N_("A section stands here twice."))
    if "sections" in read and not sections:
        yield _problem("sections", text, None, N_("A paper needs at least one section."), shape.sections)


def _column_problems(read: Mapping[str, Any], shape: Shape, text: str) -> Iterator[TemplateProblem]:
    tables = read.get("columns", {})
    if not isinstance(tables, dict):
        yield _problem("columns", text, None, N_("A table of lists has to stand here."), tuple(shape.columns))
        return
    for table, names in tables.items():
        place, allowed = f"columns.{table}", shape.columns.get(table)
        if allowed is None:
            message = N_("“{word}” is no table of this paper.")
            yield _problem(place, text, table, message, tuple(shape.columns), word=table)
        elif not _is_list_of_names(names) or not names or len(set(names)) != len(names):
            yield _problem(place, text, table, N_("A list of names has to stand here, each once."), allowed)
        else:
            for name in names:
                if name not in allowed:
                    message = N_("“{word}” is no column of this table.")
                    yield _problem(place, text, name, message, allowed, word=name)


def _word_problems(read: Mapping[str, Any], kind: str, text: str) -> Iterator[TemplateProblem]:
    for language in LANGUAGES:
        tables = read.get(language, {})
        known = _known_words(kind, language)
        if not isinstance(tables, dict):
            yield _problem(language, text, None, N_("Words have to stand here."))
            continue
        for name, value in _flat_checked(tables).items():
            place, last = f"{language}.{name}", name.rpartition(".")[2]
            if _is_free(name) and _NAME.fullmatch(name.removeprefix(FREE_TEXT)):
                allowed_places: tuple[str, ...] = PLACES
            elif name not in known:
                near = _near(name, known)
                yield _problem(place, text, last, N_("“{word}” is no word of this paper."), near, word=name)
                continue
            else:
                allowed_places = tuple(dict.fromkeys((*_PLACE.findall(known[name]), *PLACES)))
            yield from _text_problems(place, last, value, allowed_places, text)


def _text_problems(
    place: str, key: str, value: object, allowed: tuple[str, ...], text: str
) -> Iterator[TemplateProblem]:
    if not isinstance(value, str) or len(value) > LONGEST_WORD:
        yield _problem(
            place,
            text,
            key,
            N_("A text has to stand here, not longer than {most} characters."),
            most=LONGEST_WORD,
        )
        return
    for found in _PLACE.findall(value):
        if found not in allowed:
            message = N_("“{word}” can't be filled in here.")
            named = tuple(f"{{{name}}}" for name in allowed)
            yield _problem(place, text, key, message, named, word=f"{{{found}}}")


def _known_words(kind: str, language: str) -> Texts:
    common = _flat(_shipped(COMMON)[language])
    return common if kind == COMMON else common | _flat(_shipped(kind)[language])


def _near(name: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The words of the same section, or all sections where there is none of that name."""
    section = name.partition(".")[0]
    same = tuple(word for word in known if word.partition(".")[0] == section)
    return same or tuple(dict.fromkeys(word.partition(".")[0] for word in known))


def _flat_checked(tables: object) -> dict[str, Any]:
    return _flat(tables) if isinstance(tables, dict) else {}


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _problem(
    place: str,
    text: str,
    at: str | int | None,
    message: str,
    allowed: tuple[str, ...] = (),
    **parameters: object,
) -> TemplateProblem:
    """`at`: the line, or the word to look for in it, or None for the last name of the place."""
    line = at if isinstance(at, int) else _line_of(text, place, at or place.rpartition(".")[2])
    return TemplateProblem(place=place, line=line, message=message, parameters=parameters, allowed=allowed)


def _line_of(text: str, place: str, word: str) -> int:
    """The first line that has the word, below the table that the place begins with; 0 where there is none."""
    lines = text.splitlines()
    table = place.rpartition(".")[0]
    start = next((at for at, line in enumerate(lines) if table and line.strip() == f"[{table}]"), 0)
    whole = re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-])")
    return next((at + 1 for at in range(start, len(lines)) if whole.search(lines[at])), 0)


def with_logo(text: str, logo: Picture) -> str:
    """The template's text with the picture in it instead of a file's name, so that it travels whole."""
    data = base64.b64encode(logo.data).decode("ascii")
    return re.sub(r"(?m)^logo\s*=.*$", lambda _: f'logo = "{DATA_URI}{data}"', text, count=1)


def named_logo(text: str) -> str:
    """The file that a checked template names as its logo; empty where it has none or carries it already."""
    logo = read_template(text).get("logo", "")
    return "" if logo.startswith(DATA_URI) else str(logo)
