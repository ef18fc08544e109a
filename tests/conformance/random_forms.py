"""Random XForms and random walks through them."""

import random
import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" '
    'xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
)
ANSWERS = {
    "string": ("", "a", "b", "x y", "7", " ", "合作社"),
    "int": ("", "0", "1", "2", "3", "-4", "17"),
    "decimal": ("", "0", "1.5", "-2.25", "3", "1000000"),
    "date": ("", "2024-02-29", "2023-12-31", "1999-01-01"),
    "geopoint": ("", "30.5 114.3 20 5", "1 2 0 0"),
    "boolean": ("", "true", "false"),
}
DEFAULTS = {
    **ANSWERS,
    "int": (*ANSWERS["int"], "abc", "4.7", "1e2", " 5 ", "007"),
    "decimal": (*ANSWERS["decimal"], "abc", "1e3", ".5", "5."),
    "date": (*ANSWERS["date"], "nonsense", "2024-02-30", "2024-01-05T10:00:00.000+08:00"),
    "geopoint": (*ANSWERS["geopoint"], "nonsense", "91 0 0 0", "5 6"),
}
COLOURS = ("red", "green", "blue", "grey")
TOWNS = tuple((f"t{number}", f"Town {number}", COLOURS[number % 4], str(number * 10)) for number in range(8))


@dataclass
class Scope:
    """A group, a repeat or the form: what may be asked inside."""

    path: str
    repeats: tuple[str, ...] = ()
    questions: list[tuple[str, str]] = field(default_factory=list)


class Forms:
    """Draws one form; `xml` is it, `questions` its (path, kind) in order."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._count = 0
        self._binds: list[str] = []
        self._texts: dict[str, tuple[str, str]] = {}
        self._top: list[str] = []
        self.questions: list[tuple[str, str]] = []
        self.repeats: list[str] = []
        self.free_repeats: list[str] = []
        instance, body = self._inside(Scope("/data"), 0)
        self.xml = self._written(instance, body)

    def _name(self, start: str) -> str:
        self._count += 1
        return f"{start}{self._count}"

    def _inside(self, scope: Scope, depth: int) -> tuple[str, str]:
        parts = [self._part(scope, depth) for _ in range(self._chance.randint(2, 6 if depth == 0 else 4))]
        return "".join(part[0] for part in parts), "".join(part[1] for part in parts)

    def _part(self, scope: Scope, depth: int) -> tuple[str, str]:
        draw = self._chance.random()
        if depth < 3 and draw < 0.14:
            return self._repeat(scope, depth)
        if depth < 3 and draw < 0.24:
            return self._group(scope, depth)
        return self._question(scope)

    def _group(self, scope: Scope, depth: int) -> tuple[str, str]:
        name = self._name("g")
        path = f"{scope.path}/{name}"
        self._bind(scope, path, {key: self._condition(scope) for key in self._some("relevant", "readonly")})
        instance, body = self._inside(Scope(path, scope.repeats), depth + 1)
        return f"<{name}>{instance}</{name}>", f'<group ref="{path}">{self._label(scope, path)}{body}</group>'

    def _repeat(self, scope: Scope, depth: int) -> tuple[str, str]:
        name = self._name("r")
        path = f"{scope.path}/{name}"
        before = list(self.questions)
        self.repeats.append(path)
        given = {key: self._condition(scope) for key in self._some("relevant")}
        instance, body = self._inside(Scope(path, (*scope.repeats, path)), depth + 1)
        more = ""
        counted = [ref for ref, kind in before if kind == "int" and not self._deeper(ref, scope)]
        if counted and self._chance.random() < 0.35:
            more = f' jr:count="{self._chance.choice(counted)}"'
        elif self._chance.random() < 0.15:
            more = ' jr:noAddRemove="true()"'
        else:
            self.free_repeats.append(path)
        self._bind(scope, path, given)
        template = (
            f'<{name} jr:template="">{_templates(instance)}</{name}>' if self._chance.random() < 0.5 else ""
        )
        rows = f"<{name}>{_rows(instance)}</{name}>" * self._chance.choice((1, 1, 2) if template else (1,))
        inside = f'<repeat nodeset="{path}"{more}>{body}</repeat>'
        return template + rows, f'<group ref="{path}">{self._label(scope, path)}{inside}</group>'

    def _deeper(self, ref: str, scope: Scope) -> bool:
        return any(ref.startswith(f"{repeat}/") and repeat not in scope.repeats for repeat in self.repeats)

    def _some(self, *names: str) -> list[str]:
        return [name for name in names if self._chance.random() < 0.25]

    def _bind(self, scope: Scope, path: str, given: dict[str, str]) -> None:
        if given:
            written = "".join(
                f' {key}="{escape(value, {chr(34): "&quot;"})}"' for key, value in given.items()
            )
            self._binds.append(f'<bind nodeset="{path}"{written}/>')

    def _label(self, scope: Scope, path: str) -> str:
        draw = self._chance.random()
        said = f" {self._chance.choice(('one', 'two'))}"
        shown = self._reference(scope) if draw < 0.4 else ""
        output = f'<output value="{shown}"/>' if shown else ""
        if draw < 0.6:
            return f"<label>{path}{said}{output}</label>"
        text_id = f"{path}:label"
        self._texts[text_id] = (f"en {path} {output}", f"zh {path} {output}")
        return f"<label ref=\"jr:itext('{text_id}')\"/>"

    def _question(self, scope: Scope) -> tuple[str, str]:
        kind = self._chance.choice(
            (
                "string",
                "int",
                "int",
                "decimal",
                "date",
                "one",
                "many",
                "calc",
                "calc",
                "geopoint",
                "town",
                "note",
            )
        )
        name = self._name("q")
        path = f"{scope.path}/{name}"
        draw = {
            "one": self._one,
            "many": self._many,
            "calc": self._calculated,
            "town": self._town,
            "note": self._note,
        }
        made = draw.get(kind, self._typed)(scope, name, path, kind)
        self.questions.append((path, kind))
        return made

    def _rules(self, scope: Scope, path: str, data_type: str) -> None:
        given = {"type": data_type}
        given |= {key: self._condition(scope) for key in self._some("relevant", "readonly", "required")}
        if self._chance.random() < 0.25:
            given["constraint"] = self._chance.choice(
                (". > 1", ". != 'a'", "string-length(.) < 3", self._condition(scope))
            )
            given["jr:constraintMsg"] = "not so"
        if self._chance.random() < 0.12:
            given["calculate"] = self._value(scope)
        self._bind(scope, path, given)

    def _typed(self, scope: Scope, name: str, path: str, kind: str) -> tuple[str, str]:
        self._rules(scope, path, kind)
        action = ""
        if self._chance.random() < 0.2:
            event = self._chance.choice(
                (
                    "odk-instance-first-load",
                    "odk-instance-load",
                    "odk-new-repeat",
                    "odk-instance-first-load odk-new-repeat",
                )
            )
            if "new-repeat" not in event and not scope.repeats:
                self._top.append(
                    f'<setvalue event="{event}" ref="{path}" value="{escape(self._value(scope))}"/>'
                )
        targets = [
            ref
            for ref, other in self.questions
            if other in ("string", "calc") and not self._deeper(ref, scope)
        ]
        if targets and self._chance.random() < 0.2:
            action = f'<setvalue event="xforms-value-changed" ref="{self._chance.choice(targets)}" value="{escape(self._value(scope))}"/>'
        default = self._chance.choice(DEFAULTS[kind]) if self._chance.random() < 0.4 else ""
        return (
            f"<{name}>{default}</{name}>",
            f'<input ref="{path}">{self._label(scope, path)}{action}</input>',
        )

    def _note(self, scope: Scope, name: str, path: str, kind: str) -> tuple[str, str]:
        self._bind(scope, path, {"type": "string", "readonly": "true()"})
        return f"<{name}/>", f'<input ref="{path}">{self._label(scope, path)}</input>'

    def _one(self, scope: Scope, name: str, path: str, kind: str) -> tuple[str, str]:
        self._rules(scope, path, "string")
        items = "".join(f"<item><label>{each}!</label><value>{each}</value></item>" for each in COLOURS)
        default = self._chance.choice(("", "", "red", "purple"))
        return (
            f"<{name}>{default}</{name}>",
            f'<select1 ref="{path}">{self._label(scope, path)}{items}</select1>',
        )

    def _many(self, scope: Scope, name: str, path: str, kind: str) -> tuple[str, str]:
        self._rules(scope, path, "string")
        items = "".join(f"<item><label>{each}!</label><value>{each}</value></item>" for each in COLOURS)
        default = self._chance.choice(("", "", "red blue", "purple red"))
        return (
            f"<{name}>{default}</{name}>",
            f'<select ref="{path}">{self._label(scope, path)}{items}</select>',
        )

    def _town(self, scope: Scope, name: str, path: str, kind: str) -> tuple[str, str]:
        self._rules(scope, path, "string")
        wanted = self._chance.choice(
            ("", f"[colour = {self._reference(scope) or chr(39) + 'red' + chr(39)}]", "[size > 30]", f"[size >= {self._reference(scope) or '20'}]",
             f"[selected({self._reference(scope) or chr(39) + 'red blue' + chr(39)}, colour)]", f"[{self._condition(scope)}]")
        )  # fmt: skip
        nodes = f"instance('towns')/root/item{wanted}"
        if self._chance.random() < 0.2:
            nodes = f"randomize({nodes}, {self._chance.randint(1, 99)})"
        control = self._chance.choice(("select", "select1"))
        itemset = f'<itemset nodeset="{escape(nodes)}"><value ref="name"/><label ref="label"/></itemset>'
        return f"<{name}/>", f'<{control} ref="{path}">{self._label(scope, path)}{itemset}</{control}>'

    def _calculated(self, scope: Scope, name: str, path: str, kind: str) -> tuple[str, str]:
        given = {"type": self._chance.choice(("string", "string", "int", "decimal", "date"))}
        given["calculate"] = self._value(scope)
        given |= {key: self._condition(scope) for key in self._some("relevant")}
        self._bind(scope, path, given)
        return f"<{name}/>", ""

    def _reference(self, scope: Scope) -> str:
        """A path to an earlier question, absolute or relative."""
        if not self.questions:
            return ""
        path, _kind = self._chance.choice(self.questions)
        if self._chance.random() < 0.4:
            return self._relative(scope.path, path)
        return path

    def _relative(self, start: str, path: str) -> str:
        here, there = start.split("/")[1:], path.split("/")[1:]
        common = 0
        while common < min(len(here), len(there) - 1) and here[common] == there[common]:
            common += 1
        ups = len(here) - common + 1
        return "/".join([".."] * ups + there[common:])

    def _condition(self, scope: Scope) -> str:
        one, other = self._reference(scope), self._reference(scope)
        if not one or not other:
            return self._chance.choice(("true()", "false()", "1 = 1"))
        return self._chance.choice(
            (f"{one} = {other}", f"{one} != ''", f"{one} = ''", f"{one} > 1", f"selected({one}, 'red')", f"not({one} = {other})",
             f"{one} = 'a' or {other} > 2", f"string-length({one}) > 1", f"count-selected({one}) > 1", f"{one} < {other}", f"{one} != {other}",
             f"boolean({one})", f"count({one}) > 1", f"regex({one}, '^[0-9]+$')", f"coalesce({one}, {other}) = 'red'", f"{one}",
             f"checklist(1, 2, {one} = 1, {other} = 'red')")
        )  # fmt: skip

    def _value(self, scope: Scope) -> str:
        one, other = self._reference(scope), self._reference(scope)
        if not one or not other:
            return self._chance.choice(("1", "'x'", "1 + 1", "2.5", "concat('a', 'b')"))
        special = []
        if self.repeats:
            repeat = self._chance.choice(self.repeats)
            special = [
                f"count({repeat})",
                f"position({repeat})",
                f"count({repeat}[{self._inner(repeat)} = 1])",
            ]
            special.append(
                f"indexed-repeat({self._in_repeat(repeat)}, {repeat}, {self._chance.choice(('1', '2', one))})"
            )
            special.append(f"sum({self._in_repeat(repeat)})")
            special.append(f"join(',', {self._in_repeat(repeat)})")
            special.append(
                f"{repeat}[{self._chance.choice(('1', '2', 'last()', 'position() = 2'))}]/{self._inner(repeat)}"
            )
        if scope.repeats:
            special += [
                "position(..)",
                "position(current()/..)",
                "once(random() > 2)",
                f"count({scope.repeats[-1]}[position() < position(current()/..)])",
            ]
        return self._chance.choice(
            (one, f"{one} + {other}", f"concat({one}, '-', {other})", f"if({self._condition(scope)}, {one}, 'no')", f"{one} * 2", f"{one} div {other}",
             f"round({one}, 1)", f"int({one})", f"number({one})", f"string-length({one})", f"selected-at({one}, 1)", f"jr:choice-name({one}, '{one}')"
             if False else f"coalesce({one}, {other})", f"date({one})", f"format-date({one}, '%Y/%n/%e')", f"substr({one}, 0, 2)", f"once({one})",
             f"decimal-date-time({one})", f"{one} = {other}", f"max({one}, {other})", "instance('towns')/root/item[name = 't3']/label",
             f"instance('towns')/root/item[colour = {one}][1]/size", f"count(instance('towns')/root/item[colour = current()/{self._relative(scope.path, one) if one.startswith('/') else one}])",
             *special)
        )  # fmt: skip

    def _inner(self, repeat: str) -> str:
        found = [ref for ref, _ in self.questions if ref.startswith(f"{repeat}/")]
        return self._chance.choice(found)[len(repeat) + 1 :] if found else "*"

    def _in_repeat(self, repeat: str) -> str:
        return f"{repeat}/{self._inner(repeat)}"

    def _written(self, instance: str, body: str) -> str:
        towns = "".join(
            f"<item><name>{name}</name><label>{label}</label><colour>{colour}</colour><size>{size}</size></item>"
            for name, label, colour, size in TOWNS
        )
        texts = "".join(
            f'<translation lang="{language}">'
            + "".join(
                f'<text id="{key}"><value>{both[at]}</value></text>' for key, both in self._texts.items()
            )
            + "</translation>"
            for at, language in enumerate(("English (en)", "中文 (zh)"))
        )
        itext = f"<itext>{texts}</itext>" if self._texts else ""
        return (
            f"<h:html {NAMESPACES}><h:head><h:title>random</h:title><model>{itext}"
            f'<instance><data id="random" version="1">{instance}<meta><instanceID/></meta></data></instance>'
            f'<instance id="towns"><root>{towns}</root></instance>{"".join(self._binds)}{"".join(self._top)}</model></h:head>'
            f"<h:body>{body}</h:body></h:html>"
        )


def _rows(instance: str) -> str:
    """Without the templates of inner repeats, as pyxform writes rows."""
    return re.sub(r'<(\w+) jr:template="">.*?</\1>', "", instance)


def _templates(instance: str) -> str:
    """The inner repeats' templates alone where there are any, as pyxform writes templates."""
    for name in re.findall(r'<(\w+) jr:template="">', instance):
        instance = re.sub(rf"<{name}>.*?</{name}>", "", instance)
    return instance
