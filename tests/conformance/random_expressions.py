"""Random expressions of ODK XPath over one small document, well-formed or nearly."""

import random

DOCUMENT = (
    "<a>7</a><b>-2.5</b><empty/><blank>  </blank><word>hello world</word><han>合作社 村</han>"
    "<date>2024-02-29</date><moment>2024-02-29T23:30:15.250+08:00</moment><clock>14:05:00.000+08:00</clock>"
    "<picked>red blue</picked><one>red</one><place>30.5 114.3 20 5</place>"
    "<line>0 0 0 0; 0 1 0 0; 1 1 0 0</line><shape>0 0 0 0; 0 2 0 0; 2 2 0 0; 2 0 0 0; 0 0 0 0</shape>"
    '<g kind="k1" n="3"><x>1</x><y>2</y><z>abc</z></g>'
    '<r id="i1"><n>1</n><t>one</t></r><r id="i2"><n>2</n><t>two</t></r><r id="i3"><n/><t>three</t></r>'
    "<deep><r2><v>5</v><s><v>6</v></s></r2><r2><v>5</v><s><v>7</v></s></r2></deep>"
)
LEAVES = (
    "a", "b", "empty", "blank", "word", "han", "date", "moment", "clock", "picked", "one", "place", "line", "shape",
    "g/x", "g/y", "g/z",
)  # fmt: skip
NUMBERS = (
    "0",
    "1",
    "-1",
    "2",
    "3.5",
    "-0.5",
    "1.5",
    "2.5",
    "100",
    "1e3",
    ".5",
    "5.",
    "0.1",
    "1000000",
    "123456789012",
)
TEXTS = (
    "", " ", "abc", "hello", "o", "1", "-2.5", "1e3", "0x10", "1,5", "NaN", "Infinity", "true", "false", "red", "2024-01-31",
    "2024-01-31T10:00:00.000+08:00", "2024-01-31T10:00:00Z", "10:00", "30.5 114.3", "0 0;0 1;1 1", "91 0 0 0",
    "a b c", "  two  words ", "%Y-%m-%d", "%e/%n/%y %H:%M:%S.%3 %a %b", "MD5", "SHA-1", "SHA-256", "hex", "base64", "^[a-z]+$", "[0-9]", "合作",
    "aGVsbG8=", "-", "2",
)  # fmt: skip
AXES = (
    "child", "descendant", "parent", "ancestor", "following-sibling", "preceding-sibling", "following", "preceding",
    "self", "descendant-or-self", "ancestor-or-self",
)  # fmt: skip

# Letters: n number, s text, b condition, d nodes, v anything; + one or more, ? one or none at the end.
FUNCTIONS = {
    "string": "v?", "concat": "v+", "join": "sv+", "substr": "snn?", "substring": "snn?", "substring-before": "ss",
    "substring-after": "ss", "translate": "sss", "string-length": "s?", "normalize-space": "s?", "contains": "ss",
    "starts-with": "ss", "ends-with": "ss", "digest": "sss?", "base64-decode": "s", "if": "bvv", "coalesce": "vv",
    "once": "s", "true": "", "false": "", "boolean": "v", "boolean-from-string": "s", "not": "b", "regex": "ss",
    "checklist": "nnb+", "weighted-checklist": "nnbnbn", "number": "v?", "int": "v", "sum": "d", "max": "v+", "min": "v+",
    "round": "nn?", "pow": "nn", "log": "n", "log10": "n", "abs": "n", "sin": "n", "cos": "n", "tan": "n", "asin": "n",
    "acos": "n", "atan": "n", "atan2": "nn", "sqrt": "n", "exp": "n", "exp10": "n", "pi": "", "count": "d",
    "count-non-empty": "d", "position": "d?", "last": "", "format-date": "vs", "format-date-time": "vs", "date": "v",
    "date-time": "v", "decimal-date-time": "v", "decimal-time": "v", "selected": "vs", "selected-at": "vn",
    "count-selected": "v", "floor": "n", "ceiling": "n", "local-name": "d?", "name": "d?", "namespace-uri": "d?",
    "area": "v", "distance": "v+", "geofence": "ss", "lang": "s", "indexed-repeat": "ddn", "randomize": "dn",
    "intersects": "v", "id": "s",
}  # fmt: skip


class Expressions:
    """Draws expressions from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def any(self, depth: int = 3) -> str:
        """Of any kind."""
        return self._of(self._chance.choice("nsbdvv"), depth)

    def _of(self, kind: str, depth: int) -> str:
        if self._chance.random() < 0.12:
            kind = self._chance.choice("nsbd")
        if kind == "v":
            kind = self._chance.choice("nsbdd")
        return {"n": self._number, "s": self._text, "b": self._truth, "d": self._nodes}[kind](depth)

    def _number(self, depth: int) -> str:
        if depth <= 0 or self._chance.random() < 0.3:
            return self._chance.choice(NUMBERS)
        if self._chance.random() < 0.4:
            sign = self._chance.choice(("+", "-", "*", "div", "mod"))
            left, right = self._of("n", depth - 1), self._of("n", depth - 1)
            return f"({left} {sign} {right})" if self._chance.random() < 0.5 else f"{left} {sign} {right}"
        if self._chance.random() < 0.1:
            return f"-{self._of('n', depth - 1)}"
        return self._call(depth)

    def _text(self, depth: int) -> str:
        if depth <= 0 or self._chance.random() < 0.5:
            return f"'{self._chance.choice(TEXTS)}'"
        return self._call(depth) if self._chance.random() < 0.7 else self._nodes(depth)

    def _truth(self, depth: int) -> str:
        if depth <= 0:
            return self._chance.choice(("true()", "false()"))
        if self._chance.random() < 0.6:
            sign = self._chance.choice(("=", "!=", "<", "<=", ">", ">="))
            return f"{self._of('v', depth - 1)} {sign} {self._of('v', depth - 1)}"
        if self._chance.random() < 0.4:
            return (
                f"{self._of('b', depth - 1)} {self._chance.choice(('and', 'or'))} {self._of('b', depth - 1)}"
            )
        return self._call(depth)

    def _nodes(self, depth: int) -> str:
        draw = self._chance.random()
        if draw < 0.45 or depth <= 0:
            return self._chance.choice(("/data/", "../")) + self._chance.choice(
                (*LEAVES, "r/n", "r/t", "r/@id", "g/@n")
            )
        if draw < 0.65:
            return f"/data/r[{self._predicate(depth - 1)}]{self._chance.choice(('', '/n', '/t', '/@id'))}"
        if draw < 0.75:
            return f"({self._nodes(depth - 1)} | {self._nodes(depth - 1)})"
        if draw < 0.9:
            start = self._chance.choice(
                ("/data/r[2]", "/data/deep/r2[1]/s", "..", "/data/g/y", "/data//v", ".")
            )
            name = self._chance.choice(("*", "node()", "v", "n", "r", "text()", "data"))
            return f"{start}/{self._chance.choice(AXES)}::{name}" + self._chance.choice(
                ("", "", "[1]", "[last()]")
            )
        return self._chance.choice(
            ("//v", "//*[@id]", "/data/*[position() < 4]", "/data/*[3]", ".", "..", "/data/g/*", "//@*", "current()/../a",
             "/data/none", "/data/deep/r2[v = 5]/s/v", "/data/r[n = /data/g/y]/t")
        )  # fmt: skip

    def _predicate(self, depth: int) -> str:
        return self._chance.choice(
            ("1", "2", "last()", "position() > 1", "n > 1", "n = ''", "@id = 'i2'", "t = 'two' or n = 1", "not(n)",
             "position() = last()", "n", "@id", "string-length(t) > 3", self._of("b", depth))
        )  # fmt: skip

    def _call(self, depth: int) -> str:
        name = self._chance.choice(tuple(FUNCTIONS))
        kinds = FUNCTIONS[name]
        if kinds.endswith("?"):
            kinds = kinds[: -2 if self._chance.random() < 0.5 else -1]
        elif kinds.endswith("+"):
            kinds = kinds[:-1] + kinds[-2] * self._chance.randint(0, 2)
        if self._chance.random() < 0.03:
            kinds = kinds[:-1] if self._chance.random() < 0.5 else kinds + "v"
        return f"{name}({', '.join(self._of(kind, depth - 1) for kind in kinds)})"
