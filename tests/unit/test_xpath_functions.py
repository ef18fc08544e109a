"""The functions of the language, theme by theme, with all they need handed in."""

import math
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.xpath import Document, Node, Outside, XPathProblem, compile_expression, parse_xml
from yihu.xpath.functions import FUNCTIONS

FORM = parse_xml(
    """<data>
      <name>Wang Xiu</name><age>41</age><empty/><fuels>wood gas  sun</fuels><born>1984-02-29</born>
      <member><name>Li</name><child><name>A</name></child><child><name>B</name></child></member>
      <member><name>Zhao</name><child><name>C</name></child></member>
      <wage>1200.5</wage><wage>300</wage><note> </note>
    </data>""",
    keep_blank=False,
)
VILLAGES = parse_xml(
    "<root><item><name>v1</name><label>Upper</label><town>a</town></item>"
    "<item><name>v2</name><label>Lower</label><town>a</town></item>"
    "<item><name>v3</name><label>Far</label><town>b</town></item></root>"
)


class Beijing(Outside):
    """A fixed day in Beijing, one list, known dice."""

    zone = ZoneInfo("Asia/Shanghai")

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 20, 5, 6, 789_000, tzinfo=UTC)

    def random(self) -> float:
        return 0.25

    def new_uuid(self) -> str:
        return "01234567-89ab-4def-8123-456789abcdef"

    def instance(self, instance_id: str) -> Node | None:
        return VILLAGES if instance_id == "villages" else None

    def instance_ids(self) -> tuple[str, ...]:
        return ("villages",)

    def itext(self, text_id: str) -> str:
        return {"hello": "您好"}.get(text_id, "")

    def choice_name(self, value: str, path: str, node: Node) -> str:
        return f"{path}:{value}"


def text(expression: str, node: Node = FORM) -> str:
    compiled = compile_expression(expression)
    assert compiled.problems == ()
    return compiled.string(node, Beijing())


def number(expression: str) -> float:
    return compile_expression(expression).number(FORM, Beijing())


def at(path: str) -> Node:
    return compile_expression(path).nodes(FORM, Beijing())[0]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("join(', ', /data/member/name)", "Li, Zhao"),
        ("concat('a', /data/member/name, 1)", "aLiZhao1"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -3)", "llo"),
        ("substr('hello', 1, -1)", "ell"),
        ("substr('hello', 'x')", ""),
        ("substring('hello', 2, 3)", "ell"),
        ("substring('hello', 4)", "lo"),
        ("substring-before('a=b=c', '=')", "a"),
        ("substring-after('a=b=c', '=')", "b=c"),
        ("translate('张三', '三', '四')", "张四"),
        ("translate('abc', 'b', '')", "ac"),
        ("string-length('𠮷a')", "3"),
        ("normalize-space('\t a   b\n')", "a b"),
        ("contains('abc', '')", "true"),
        ("starts-with(/data/name, 'Wang')", "true"),
        ("uuid()", "01234567-89ab-4def-8123-456789abcdef"),
        ("uuid(4)", "0123"),
        ("string-length(uuid(100))", "100"),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        ("string-length(digest('abc', 'SHA-384', 'hex'))", "96"),
        ("string-length(digest('abc', 'SHA-512', 'hex'))", "128"),
        ("base64-decode('5byg5LiJ')", "张三"),
        ("base64-decode('no base64!')", ""),
    ],
)
def test_functions_on_text(expression, value):
    assert text(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("sum(/data/wage)", 1500.5),
        ("coalesce(sum(/data/none), 0)", 0),
        ("max(/data/wage, 5000)", 5000),
        ("min(/data/wage)", 300),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(1234.567, 1)", 1234.6),
        ("round(1234.567, -2)", 1200),
        ("int(-3.9)", -3),
        ("floor(-3.1)", -4),
        ("ceiling(3.1)", 4),
        ("abs(-3.1)", 3.1),
        ("pow(2, 10)", 1024),
        ("pow(0, -1)", math.inf),
        ("pow(-10, 1001)", -math.inf),
        ("exp(1000)", math.inf),
        ("log(0)", -math.inf),
        ("log10(1000)", 3),
        ("exp10(3)", 1000),
        ("sqrt(16)", 4),
        ("random()", 0.25),
        ("atan2(0, 1)", 0),
        ("count(/data/member)", 2),
        ("count-non-empty(/data/*[self::empty or self::age])", 1),
        ("count-selected(/data/fuels)", 3),
        ("number(true())", 1),
    ],
)
def test_functions_on_numbers(expression, value):
    assert number(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "sqrt(-1)",
        "acos(2)",
        "log(-1)",
        "pow(-8, 0.5)",
        "sin(1 div 0)",
        "sum(/data/name)",
        "max()",
        "max('', 1)",
    ],
)
def test_what_has_no_number_is_none(expression):
    assert math.isnan(number(expression))
    assert text(expression) == ""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("selected(/data/fuels, 'gas')", True),
        ("selected(/data/fuels, 'ga')", False),
        ("selected(/data/empty, '')", True),
        ("boolean-from-string('true')", True),
        ("boolean-from-string('yes')", False),
        ("regex('13800138000', '^1[0-9]{10}$')", True),
        ("regex('12', '^[0-9]$')", False),
        ("checklist(1, 2, 1 = 1, 2 = 3)", True),
        ("checklist(-1, 0, true())", False),
        ("checklist(2, -1, true(), true(), true())", True),
        ("weighted-checklist(3, 4, true(), 2, /data/age, 1)", True),
        ("weighted-checklist(3, 4, true(), 2, /data/note, 1)", False),
        ("not(/data/none)", True),
        ("/data/empty = ''", True),
        ("/data/wage = 300", True),
        ("/data/wage != 300", True),
    ],
)
def test_conditions(expression, value):
    assert compile_expression(expression).boolean(FORM, Beijing()) is value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("today()", "2026-11-24"),
        ("now()", "2026-11-24T04:05:06.789+08:00"),
        ("format-date(today(), '%e %b %Y, %a')", "24 Nov 2026, Tue"),
        ("format-date(today() + 5, '%A %n/%d')", "Sunday 11/29"),
        ("format-date-time(now(), '%H:%M:%S.%3 %h %y%m')", "04:05:06.789 4 2611"),
        ("format-date('2026-02-30', '%Y')", ""),
        ("format-date('', '%Y')", ""),
        ("format-date(/data/born, '%Y年%n月%e日 %Q')", "1984年2月29日 %Q"),
        ("date('2026-1-5')", "2026-01-05"),
        ("date('')", ""),
        ("date('soon')", "Invalid Date"),
        ("date('2026-01-05T10:20')", "2026-01-05T10:20:00.000+08:00"),
        ("date('2026-01-05T10:20:30Z')", "2026-01-05T18:20:30.000+08:00"),
        ("date(0)", "1970-01-01T08:00:00.000+08:00"),
        ("date(1e30)", "Invalid Date"),
        ("string(date('2026-01-31') + 1 - 1)", "20483.666666666668"),
        ("date(date('2026-01-31') + 1)", "2026-02-01"),
        ("int((today() - date(/data/born)) div 365.25)", "42"),
        ("'2026-01-31' < '2026-02-01'", "true"),
        ("today() > /data/born", "true"),
        ("date('2026-01-05') = '2026-01-05'", "true"),
        ("decimal-date-time('1970-01-02T08:00:00+08:00')", "1"),
        ("decimal-time('06:00:00.000+08:00')", "0.25"),
        ("decimal-time('18:00')", "0.75"),
        ("decimal-time('25:00')", ""),
        ("decimal-date-time('soon')", ""),
    ],
)
def test_dates_and_times_in_their_own_zone(expression, value):
    if "1e30" in expression:
        expression = "date(number('1e30'))"
    assert text(expression) == value


@given(
    day=st.dates(min_value=datetime(1900, 1, 1).date(), max_value=datetime(2400, 1, 1).date()),
    hours=st.integers(-12, 14),
)
@examples(200)
def test_a_date_stays_itself_in_every_zone(day, hours):
    class There(Outside):
        zone = timezone(timedelta(hours=hours))

    def there(expression: str) -> str:
        return compile_expression(expression).string(FORM, There())

    iso = day.isoformat()
    assert there(f"date('{iso}')") == iso
    assert there(f"format-date('{iso}', '%Y-%m-%d')") == iso
    assert there(f"date(date('{iso}') + 1) > date('{iso}')") == "true"


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "2026-01-01T25:00"])
def test_a_day_that_there_is_not_is_told(day):
    with pytest.raises(XPathProblem) as raised:
        text(f"date('{day}')")
    assert raised.value.code == "xpath-value"
    assert day not in raised.value.explain().removeprefix(f"“date('{day}')”")


def test_dates_work_in_the_zone_of_the_computer_too():
    assert compile_expression("date('1955-03-01')").string(FORM, Outside()) == "1955-03-01"


def test_once_keeps_what_is_there():
    once = compile_expression("once(random())")
    assert once.string(at("/data/empty"), Beijing()) == "0.25"
    assert once.string(at("/data/age"), Beijing()) == "41"


def test_position_of_a_repeat_counts_its_neighbours():
    assert text("position(..)", at("/data/member[2]/name")) == "2"
    assert text("position(../..)", at("/data/member[2]/child/name")) == "2"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("indexed-repeat(/data/member/name, /data/member, 2)", "Zhao"),
        ("indexed-repeat(/data/member/child/name, /data/member, 1, /data/member/child, 2)", "B"),
        ("indexed-repeat(/data/member/child/name, /data/member/child, 2, /data/member, 1)", "B"),
        ("indexed-repeat(/data/member/name, /data/member, 3)", ""),
        ("indexed-repeat(/data/member/name, /data/member, /data/none)", ""),
    ],
)
def test_indexed_repeat(expression, value):
    assert text(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("instance('villages')/root/item[name = 'v2']/label", "Lower"),
        ("join(' ', instance('villages')/root/item[town = 'a']/label)", "Upper Lower"),
        ("join(' ', instance('villages')/root/item[town = 'a' and name != 'v1']/label)", "Lower"),
        ("join(' ', instance('villages')/root/item[town = 'a'][2]/label)", "Lower"),
        ("join(' ', instance('villages')/root/item['b' = town]/label)", "Far"),
        ("count(instance('villages')/root/item)", "3"),
        ("pulldata('villages', 'label', 'name', 'v3')", "Far"),
        ("pulldata('villages', 'label', 'name', 'v9')", ""),
        ("jr:itext('hello')", "您好"),
        ("jr:choice-name('v1', '/data/village')", "/data/village:v1"),
    ],
)
def test_lists_and_words_of_the_form(expression, value):
    assert text(expression) == value


def test_a_missing_list_is_told_with_those_there_are():
    with pytest.raises(XPathProblem) as raised:
        text("instance('vilages')/root/item")
    assert raised.value.code == "xpath-instance-missing"
    assert (raised.value.parameters["found"], raised.value.parameters["allowed"]) == ("vilages", "villages")


@given(
    towns=st.lists(st.sampled_from(["a", "b", "", "1", "01"]), max_size=12),
    wanted=st.lists(st.sampled_from(["a", "b", "", "1", "c"]), max_size=3),
)
@examples(150)
def test_an_index_finds_what_a_search_finds(towns, wanted):
    def listing(*, fixed: bool) -> Document:
        items = "".join(f"<item><town>{town}</town><n>{place}</n></item>" for place, town in enumerate(towns))
        made = parse_xml(f"<root>{items}</root>")
        made.fixed = fixed
        return made

    answers = parse_xml("<data>" + "".join(f"<w>{one}</w>" for one in wanted) + "</data>")

    def offered(top: Document, expression: str) -> list[str]:
        class Around(Outside):
            def instance(self, instance_id: str) -> Node | None:
                return top

        return [node.text for node in compile_expression(expression).nodes(answers, Around())]

    fixed, free = listing(fixed=True), listing(fixed=False)
    for value in ("/data/w", "string(/data/w)", "number(/data/w)", "boolean(/data/w)", "'a'"):
        quick, slow = (
            f"instance('x')/root/item[town = {value}]/n",
            f"instance('x')/root/item[(town = {value})]/n",
        )
        plain = f"instance('x')/root/item[not(not(town = {value}))]/n"
        assert offered(fixed, quick) == offered(free, quick) == offered(free, slow) == offered(free, plain)


# Shuffling


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        ("42", "AFCBDE"),
        ("'42'", "AFCBDE"),
        ("-42", "EDAFBC"),
        ("1", "BFEACD"),
        ("1.1", "BFEACD"),
        ("11111111", "ACDBFE"),
        ("0", "CBEAFD"),
        ("''", "CBEAFD"),
    ],
)
def test_a_seed_gives_the_order_that_it_gives_in_every_odk_engine(seed, order):
    letters = parse_xml("<data>" + "".join(f"<l>{letter}</l>" for letter in "ABCDEF") + "</data>")
    assert compile_expression(f"join('', randomize(/data/l, {seed}))").string(letters, Beijing()) == order


@given(st.one_of(st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=5)), st.integers(0, 20))
@examples(200)
def test_every_seed_keeps_all_nodes(seed, count):
    tree = parse_xml(f"<data><seed/>{''.join(f'<l>{place}</l>' for place in range(count))}</data>")
    tree.element.children[0].text = str(seed)
    shuffled = compile_expression("randomize(/data/l, /data/seed)").nodes(tree, Beijing())
    assert sorted(shuffled, key=id) == sorted(tree.element.named("l"), key=id)


# Places on earth


def test_places():
    square = "0 0 0 0; 0 1 0 0; 1 1 0 0; 1 0 0 0; 0 0 0 0"
    assert text(f"geofence('0.5 0.5', '{square}')") == "true"
    assert text(f"geofence('1.5 0.5', '{square}')") == "false"
    assert text("geofence('0.5 0.5', '0 0; 0 1; 1 1')") == "false"
    assert number("distance('0 0; 0 1')") == 111318.85
    assert number("distance('0 0', '0 1')") == 111318.85
    assert math.isnan(number("distance('0 0')"))
    assert number(f"area('{square}')") > 1.2e10
    assert text("intersects('0 0; 1 1; 0 1; 1 0')") == "true"
    assert text(f"intersects('{square}')") == "false"
    assert text("intersects('0 0; 1 1')") == "false"
    assert text("intersects('0 0; 0 2; 1 1; 0 1')") == "false", "touching is no crossing"
    assert text("intersects('0 0; 0 2; 0 1')") == "false", "nor is turning back"
    assert text("intersects('')") == text("intersects('no line')") == "false"
    assert text("intersects('0 0; 0 2; 1 1; -1 1')") == "true"


def test_a_problem_with_an_answer_does_not_repeat_the_answer():
    with pytest.raises(XPathProblem) as raised:
        text("distance(/data/name)")
    assert "Wang" not in raised.value.explain()


# Signed texts


def test_a_signed_text_is_taken_only_with_the_right_key():
    import base64

    from nacl.signing import SigningKey

    key, other = SigningKey(b"1" * 32), SigningKey(b"2" * 32)
    signed = base64.b64encode(bytes(key.sign(b"household 7"))).decode()

    def taken(by: SigningKey) -> str:
        public = base64.b64encode(bytes(by.verify_key)).decode()
        return text(f"extract-signed('{signed}', '{public}')")

    assert (taken(key), taken(other)) == ("household 7", "")
    assert text("extract-signed('!', '!')") == ""


NAMED = """
string concat join substr substring substring-before substring-after translate string-length normalize-space contains
starts-with ends-with uuid digest base64-decode extract-signed pulldata if coalesce once true false boolean
boolean-from-string not regex checklist weighted-checklist number random int sum max min round pow log log10 abs sin cos
tan asin acos atan atan2 sqrt exp exp10 pi count count-non-empty position instance current randomize today now
format-date format-date-time date date-time decimal-date-time decimal-time selected selected-at count-selected
jr:choice-name jr:itext indexed-repeat area distance geofence intersects last name local-name namespace-uri id lang
floor ceiling
"""


def test_every_function_of_odk_is_there():
    assert set(NAMED.split()) == set(FUNCTIONS)


def test_the_sum_of_no_rows_is_none_as_in_web_forms():
    assert text("sum(/data/none)") == ""


def test_a_condition_is_no_date():
    with pytest.raises(XPathProblem, match="decimal-date-time"):
        number("decimal-date-time(true())")


@pytest.mark.parametrize("written", ["'1,5'", "'1,000'"])
def test_a_number_with_a_comma_is_none_rather_than_a_wrong_one(written):
    assert math.isnan(number(written))


@pytest.mark.parametrize("name", ["int", "round", "floor", "ceiling"])
def test_what_is_made_whole_is_no_date_any_more(name):
    assert text(f"{name}(date('no date'))") == ""


def test_the_highest_of_dates_is_a_number_of_days_as_in_web_forms():
    assert text("max(date('1970-01-02T00:00:00Z'), date('1970-01-03T00:00:00Z'))") == "2"
