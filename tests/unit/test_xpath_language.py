"""The language: how expressions are read, what is told of wrong ones, and that nothing else ever happens."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.xpath import Node, Outside, XPathProblem, compile_expression, parse_xml
from yihu.xpath.parser import parse
from yihu.xpath.syntax import (
    Call,
    Chain,
    Expression,
    Filter,
    KindTest,
    Literal,
    NameTest,
    Negation,
    Number,
    Path,
    Step,
)

TREE = parse_xml("<data><a>1</a><b>2</b><c/><div>3</div><g><x>5</x><x>6</x></g></data>", keep_blank=False)


def text(expression: str, node: Node = TREE) -> str:
    return compile_expression(expression).string(node, Outside())


# Reading


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("2 + 3 = 5 and 1 < 2 or 0", "true"),
        ("1 < 2 = true()", "true"),
        ("- - 3", "3"),
        ("---3", "-3"),
        ("- /data/a", "-1"),
        ("-(2) * 3", "-6"),
        ("6 div 2 mod 2", "1"),
        ("1or 0", "true"),
        ("5mod3", "2"),
        ("/data/div div 3", "1"),
        ("/data/*[2] * 3", "6"),
        ("/data/a*3", "3"),
        ("/ data / a", "1"),
        ("count(/data/g/x | /data/a | /data/g/x)", "3"),
        ("/data/g/x[2]", "6"),
        ("(/data/g/x)[last()]", "6"),
        ("/data/g/x[. = 6]", "6"),
        ("/data/g/x[position() = 2]", "6"),
        ("count(//x)", "2"),
        ("/data//x[1]", "5"),
        ("count(/data/descendant::x[2])", "1"),
        ("/data/g/x[2]/preceding-sibling::x", "5"),
        ("name(/data/g/x[2]/ancestor::*[1])", "g"),
        ("/data/node()[self::b]", "2"),
        ("''", ""),
        ('"it\'s"', "it's"),
        ("concat('a','b')", "ab"),
        ("\u00a01 +\u00a01\u00a0", "2"),
        ("1.50", "1.5"),
        (".5 + 1.", "1.5"),
    ],
)
def test_expressions_mean_what_xpath_says(expression, value):
    assert text(expression) == value


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1 div 3", "0.3333333333333333"),
        ("-0", "0"),
        ("1000000 * 1000000 * 1000000", "1000000000000000000"),
        ("number('1e21')", "1e+21"),
        ("number('1.5e300')", "1.5e+300"),
        ("0.000001", "0.000001"),
        ("0.00000015", "1.5e-7"),
        ("0.000012345", "0.000012345"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", ""),
    ],
)
def test_numbers_are_written_as_in_every_odk_engine(number, written):
    assert text(number) == written


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("'  '", 0.0),
        ("'1.1e6'", 1.1e6),
        ("'12'", 12.0),
        ("'0x1F'", 31.0),
        ("'-Infinity'", -math.inf),
    ],
)
def test_texts_are_read_as_numbers_as_in_web_forms(written, number):
    assert compile_expression(written).number(TREE, Outside()) == number


@pytest.mark.parametrize(
    "written", ["''", "'abc'", "'1_000'", "'nan'", "'inf'", "'1 2'", "'٣'", "/data/c", "/data/none", "'--1'"]
)
def test_other_texts_are_no_numbers(written):
    assert math.isnan(compile_expression(written).number(TREE, Outside()))


def test_a_blank_answer_is_neither_smaller_nor_greater():
    assert text("if(/data/c < 18, 'child', 'adult')") == "adult"
    assert text("if(/data/c >= 18, 'adult', 'child')") == "child"


# Precedence, against Python as the judge

SUMS = st.recursive(
    st.integers(0, 9).map(str),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(" ".join),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"- {one}"),
    ),
    max_leaves=25,
)


@given(SUMS)
@examples(300)
def test_sums_come_out_as_in_any_calculator(expression):
    judged = float(eval(expression))  # noqa: S307 (digits, brackets and signs made above)
    assert compile_expression(expression).number(TREE, Outside()) == judged


# Round trips


def written(expression: Expression) -> str:
    match expression:
        case Number(value=value):
            return repr(value)
        case Literal(value=value):
            return f"'{value}'" if "'" not in value else f'"{value}"'
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(map(written, arguments))})"
        case Negation(operand=operand):
            return f"-({written(operand)})"
        case Chain(operands=operands, operators=operators):
            parts = [f"({written(operands[0])})"]
            for sign, operand in zip(operators, operands[1:], strict=True):
                parts.append(f" {sign} ({written(operand)})")
            return "".join(parts)
        case Filter(primary=primary, predicates=predicates):
            return f"({written(primary)})" + "".join(f"[{written(one)}]" for one in predicates)
        case Path(absolute=absolute, steps=steps, start=start):
            lead = "/" if absolute else f"({written(start)})/" if start is not None else ""
            return lead + "/".join(map(written_step, steps))


def written_step(step: Step) -> str:
    if isinstance(step.test, KindTest):
        test = f"{step.test.kind}({repr(step.test.target) if step.test.target else ''})"
    else:
        test = f"{step.test.prefix}:{step.test.local}" if step.test.prefix else step.test.local
    return f"{step.axis}::{test}" + "".join(f"[{written(one)}]" for one in step.predicates)


def placeless(value: object) -> object:
    """The syntax without places, to compare."""
    if isinstance(value, tuple):
        return tuple(map(placeless, value))
    if isinstance(value, (Number, Literal, Call, Chain, Negation, Path, Filter, Step, NameTest, KindTest)):
        fields = [name for name in value.__slots__ if name != "at"]
        return (type(value).__name__, *(placeless(getattr(value, name)) for name in fields))
    return value


@pytest.mark.parametrize(
    "expression",
    [
        "1 + 2 * -3 - 4 div 5",
        "/data/a[b = 'x'][2]/../@c | //d | ../e",
        "instance('i')/root/item[name = current()/../x and contains(label, \"it's\")]/label",
        "(a | b)[last()]/c or not(d) and e != f",
        "ancestor-or-self::orx:meta/processing-instruction('x')/text()/..",
        "if(selected(/d/a, 'b'), count(/d/r[position() < 3]), - - 1)",
        "/",
        "self::node()/child::*/namespace::*",
    ],
)
def test_syntax_written_out_and_read_again_is_the_same(expression):
    once = parse(expression)
    assert placeless(parse(written(once))) == placeless(once)


# Wrong expressions


@pytest.mark.parametrize(
    ("expression", "at", "found", "code"),
    [
        ("1 +", 3, "the end of the expression", "xpath-syntax"),
        ("", 0, "the end of the expression", "xpath-syntax"),
        ("/data/a = “yes”", 10, "“", "xpath-syntax"),
        ("concat('a' 'b')", 11, "b", "xpath-syntax"),
        ("/data/a b", 8, "b", "xpath-syntax"),
        ("/data//", 7, "the end of the expression", "xpath-syntax"),
        ("'never ends", 0, "'never ends", "xpath-syntax"),
        ("(1 + 2", 6, "the end of the expression", "xpath-syntax"),
        ("/data/a[1", 9, "the end of the expression", "xpath-syntax"),
        ("sideways::a", 0, "sideways", "xpath-syntax"),
        ("1 ! 2", 2, "!", "xpath-syntax"),
        ("/data/count(a)", 6, "count", "xpath-syntax"),
        ("$age > 3", 0, "$age", "xpath-variable"),
        ("${age} > 3", 0, "${age}", "xpath-variable"),
        ("(" * 5000 + "1" + ")" * 5000, 120, "(", "xpath-too-complex"),
        ("not(" * 10_000, 480, "not", "xpath-too-complex"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(expression, at, found, code):
    with pytest.raises(XPathProblem) as refused:
        compile_expression(expression)
    problem = refused.value
    assert (problem.at, problem.parameters["found"], problem.code) == (at, found, code)
    assert problem.parameters["allowed"]


@pytest.mark.parametrize(
    ("expression", "code", "words"),
    [
        ("contans(/data/a, '1')", "xpath-function-unknown", "Did you mean “contains”?"),
        ("Selected(/data/a, '1')", "xpath-function-unknown", "Did you mean “selected”?"),
        ("zzz()", "xpath-function-unknown", "Look at the list of functions."),
        ("if(1, 2)", "xpath-arguments", "exactly 3, not 2"),
        ("true(1)", "xpath-arguments", "none, not 1"),
        ("round(1, 2, 3)", "xpath-arguments", "1 to 2, not 3"),
        ("indexed-repeat(/data/a)", "xpath-arguments", "at least 3, not 1"),
        ("count('text')", "xpath-arguments", "the path of a question or group"),
        ("weighted-checklist(1, 2, 3)", "xpath-arguments", "a weight behind each condition"),
        ("nowhere:a", "xpath-prefix-unknown", "isn't declared"),
    ],
)
def test_wrong_calls_are_told_when_compiling_and_raised_when_reached(expression, code, words):
    compiled = compile_expression(expression)
    assert [problem.code for problem in compiled.problems] == [code]
    set_language(ENGLISH)
    try:
        assert words in compiled.problems[0].explain()
    finally:
        set_language(CHINESE)
    with pytest.raises(XPathProblem) as raised:
        compiled.value(TREE, Outside())
    assert raised.value.code == code


def test_what_is_never_reached_is_never_raised():
    assert text("if(true(), 'fine', explode())") == "fine"
    assert text("false() and explode()") == "false"
    assert text("true() or count()") == "true"
    assert text("coalesce('fine', explode())") == "fine"


def test_a_long_expression_is_told_by_the_part_around_its_place():
    with pytest.raises(XPathProblem) as refused:
        compile_expression("1 + " * 200 + "“")
    excerpt = refused.value.parameters["excerpt"]
    assert isinstance(excerpt, str)
    assert excerpt.endswith("“")
    assert len(excerpt) < 90


def test_long_chains_are_no_problem():
    assert text(" + ".join(["1"] * 5000)) == "5000"
    assert text(" or ".join(["false()"] * 3000)) == "false"
    assert text(" = ".join(["1"] * 100)) == "true"


def test_a_hundred_conditions_within_one_another_are_calculated():
    expression = "'none'"
    for number in range(100):
        expression = f"if(/data/a = {number}, 'is {number}', {expression})"
    assert text(expression) == "is 1"


WORDS = [
    *(
        "/data/a",
        "..",
        ".",
        "@x",
        "*",
        "//",
        "/",
        "|",
        "+",
        "-",
        "=",
        "!=",
        "<",
        ">=",
        "and",
        "or",
        "mod",
        "div",
        "(",
        ")",
    ),
    *(
        "[",
        "]",
        ",",
        "'text'",
        '"',
        "1",
        ".5",
        "$x",
        "self::node()",
        "count(",
        "if(",
        "instance('x')/root",
        "position()",
    ),
    *(
        "not(",
        "sum(",
        "concat(",
        "current()",
        "selected(",
        "regex(",
        "'[a'",
        "format-date(",
        "date(",
        "::",
        ":",
        "xx:y",
    ),
    *(
        "substr(",
        "round(",
        "randomize(",
        "indexed-repeat(",
        "pow(",
        "distance(",
        "digest(",
        "uuid(",
        "中文",
        "é",
        "“",
    ),
]
ANY_TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
)


def is_well_told(problem: XPathProblem, source: str) -> None:
    assert 0 <= problem.at <= len(source)
    assert problem.explain()


@given(ANY_TEXT)
@example("a" * 300_000)
@example("1" * 5000)
@example("-" * 5000 + "1")
@example("/a" * 5000)
@example("a[" * 500)
@examples(600)
def test_any_text_is_compiled_or_refused_and_never_anything_else(source):
    try:
        compiled = compile_expression(source)
    except XPathProblem as problem:
        is_well_told(problem, source)
        return
    for evaluate in (compiled.string, compiled.number, compiled.boolean, compiled.nodes):
        try:
            evaluate(TREE, Outside())
        except XPathProblem as problem:
            is_well_told(problem, source)
    compiled.reads("/data/a")
