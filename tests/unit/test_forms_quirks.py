"""What real people's spreadsheets have in them: each opens with what was put right told, or is explained. One small workbook each."""

import pytest
from openpyxl import Workbook
from tests.unit.test_forms_repairs import assert_corrected
from tests.unit.workbook_stories import table

from yihu.base.i18n import ENGLISH, set_language
from yihu.engine import Session
from yihu.forms import FormRefused, read_workbook

CHOICES = "list_name | name | label\nyn | y | Yes\nyn | n | No"
HEAD = "type | name | label"


@pytest.fixture(autouse=True)
def _english():
    set_language(ENGLISH)


def asked(*rows, head=HEAD, choices=CHOICES, **sheets):
    lines = {"survey": "\n".join((head, *rows)), **({"choices": choices} if choices else {}), **sheets}
    return {name: table(text) if isinstance(text, str) else text for name, text in lines.items()}


def condition(expression, head="relevant"):
    """A question with a condition, behind three others."""
    rows = [["type", "name", "label", head], ["text", "a", "A", None], ["integer", "b", "B", None]]
    rows += [["select_multiple yn", "m", "M", None], ["text", "z", "Z", expression]]
    return {"survey": rows, "choices": table(CHOICES)}


def save(folder, sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(folder / "story.xlsx")
    return folder / "story.xlsx"


FROM_FILE = "type | name | label | choice_filter\ntext | t | T |\n"
PUT_RIGHT = {
    # How expressions are written by hand, in other languages and on other keyboards
    "equals twice": (condition("${a} == 'x'"), "operator-replaced", 5, "relevant", "${a} = 'x'"),
    "not equal of JavaScript": (condition("${a} !== 'x'"), "operator-replaced", 5, "relevant", "${a} != 'x'"),
    "not equal of Excel": (condition("${b} <>''"), "operator-replaced", 5, "relevant", "${b} !=''"),
    "and of JavaScript": (condition("${a}='x' && ${b}=1"), "operator-replaced", 5, "relevant", "${a}='x'  and  ${b}=1"),
    "or of JavaScript": (condition("${a}='x' || ${b}=1"), "operator-replaced", 5, "relevant", "${a}='x'  or  ${b}=1"),
    "AND": (condition("${a}='x' AND ${b}=1"), "operator-replaced", 5, "relevant", "${a}='x' and ${b}=1"),
    "at least turned round": (condition("${b} => 5"), "operator-replaced", 5, "relevant", "${b} >= 5"),
    "IF": (condition("IF(${b} > 1, 1, 0)"), "function-respelled", 5, "relevant", "if(${b} > 1, 1, 0)"),
    "Selected": (condition("Selected(${m}, 'y')"), "function-respelled", 5, "relevant", "selected(${m}, 'y')"),
    "a semicolon at the end": (condition("${b} > 5;"), "expression-end-cut", 5, "relevant", "${b} > 5"),
    "a Chinese semicolon at the end": (condition("${b} > 5；"), "expression-end-cut", 5, "relevant", "${b} > 5"),
    "semicolons of another Excel": (condition("if(${b}>1;1;0)"), "semicolons-replaced", 5, "relevant", "if(${b}>1,1,0)"),
    "Chinese brackets and digits": (condition("（${b} = １）"), "signs-replaced", 5, "relevant", "(${b} = 1)"),
    "a Chinese comma": (condition("selected(${m}， 'y')"), "signs-replaced", 5, "relevant", "selected(${m}, 'y')"),
    "Chinese quotes": (condition("${a} = “x”"), "quotes-straightened", 5, "relevant", '${a} = "x"'),
    "quotes of a word processor": (condition("${a} = ‘x’"), "quotes-straightened", 5, "relevant", "${a} = 'x'"),
    "accents for quotes": (condition("${a} = ´x´"), "quotes-straightened", 5, "relevant", "${a} = 'x'"),
    "Arabic digits": (condition("${b} > ٥"), "signs-replaced", 5, "relevant", "${b} > 5"),
    "signs of mathematics": (condition("${b} ≥ 5"), "signs-replaced", 5, "relevant", "${b} >= 5"),
    "a long minus": (condition("${b} − 3 > 0"), "signs-replaced", 5, "relevant", "${b} - 3 > 0"),
    "a bracket that lacks": (condition("selected(${m}, 'y'"), "bracket-added", 5, "relevant", "selected(${m}, 'y')"),
    "a bracket too many": (condition("${b} > 0)"), "bracket-removed", 5, "relevant", "${b} > 0"),
    # References
    "other capitals": (condition("${A} = 1"), "reference-respelled", 5, "relevant", "${a} = 1"),
    "a blank behind the dollar": (condition("$ {a} = 1"), "reference-written", 5, "relevant", "${a} = 1"),
    "a round bracket at the end": (condition("${a) = 'x'"), "reference-written", 5, "relevant", "${a} = 'x'"),
    "round brackets": (condition("$(a) = 'x'"), "reference-written", 5, "relevant", "${a} = 'x'"),
    "a dollar alone": (condition("$a = 'x'"), "reference-written", 5, "relevant", "${a} = 'x'"),
    "braces alone": (condition("{a} = 'x'"), "reference-written", 5, "relevant", "${a} = 'x'"),
    "blanks in the reference": (condition("${ a } = 1"), "reference-trimmed", 5, "relevant", "${a} = 1"),
    "blanks for underscores": (asked("text | my_age | A |", "text | b | B | ${my age} = 1", head=HEAD + " | relevant"), "reference-respelled", 3, "relevant", "${my_age} = 1"),
    "a condition on nobody": (condition("${nobody} = 1"), "condition-left-out", 5, "relevant", ""),
    "a constraint on nobody": (condition(". > ${nobody}", "constraint"), "condition-left-out", 5, "constraint", ""),
    "required by nobody": (condition("${nobody} = 1", "required"), "condition-left-out", 5, "required", ""),
    "a beginning of nobody": (condition("${nobody}", "default"), "condition-left-out", 5, "default", ""),
    "a message about nobody": (condition("as ${nobody} said", "constraint_message"), "reference-unknown", 5, "constraint_message", "as [nobody] said"),
    "a note about nobody": (condition("see ${nobody}", "my notes"), "condition-left-out", 5, "my notes", ""),
    "a calculation with nobody": (asked("calculate | a | | ${nobody} + 1", "text | b | B |", head=HEAD + " | calculation"), "reference-blank", 2, "calculation", "'' + 1"),
    "a name of the survey with nobody": (asked("text | a | A", settings="form_id | instance_name\nf | ${nobody}"), "condition-left-out", 2, "instance_name", ""),
    "rows counted by nobody": (asked("begin_repeat | r | R | ${nobody}", "text | a | A |", "end_repeat | | |", head=HEAD + " | repeat_count"), "condition-left-out", 2, "repeat_count", ""),
    "a trigger of nobody": (asked("calculate | a | | 1 | ${nobody}", "text | b | B | |", head=HEAD + " | calculation | trigger"), "condition-left-out", 2, "trigger", ""),
    # Names
    "a Chinese mark in a name": (asked("text | 年龄？ | A", "note | n | ${年龄？}"), "question-renamed", 2, "name", "年龄"),
    "the name of a generated question": (asked("select_one yn or_other | a | A", "text | a_other | B"), "question-renamed", 3, "name", "a_other_2"),
    "one name in two groups": (asked("begin group | g | G", "text | a | A", "end group | |", "begin group | h | H", "text | a | A", "note | n | ${a}", "end group | |"), "question-renamed", 6, "name", "a_2"),
    "a group and its question": (asked("begin group | g | G", "text | g | A", "end group | |", "note | k | K ${g}"), "question-renamed", 3, "name", "g_2"),
    "an audit by another name": (asked("audit | log |", "text | a | A"), "question-renamed", 2, "name", "audit"),
    "start without a name": (asked("start | |", "text | a | A"), "question-named", 2, "name", "start"),
    # Types
    "long as Kobo has it": (asked("begin_score | m | M | yn", "score__row | a | A |", "end_score | | |", head=HEAD + " | kobo--score-choices"), "type-respelled", 3, "type", "select_one yn"),
    "ranks of Kobo": (asked("begin_rank | m | M | yn", "rank__level | a | A |", "end_rank | | |", head=HEAD + " | kobo--rank-items"), "type-respelled", 3, "type", "select_one yn"),
    "a matrix of Kobo": (asked("begin_kobomatrix | m | M | yn", "integer | a | A |", "end_kobomatrix | | |", head=HEAD + " | kobo--matrix_list"), "type-respelled", 2, "type", "begin loop over yn"),
    "Chinese types": (asked("整数 | a | A", "单选 yn | b | B"), "type-respelled", 3, "type", "select_one yn"),
    "several in Chinese": (asked("多选 yn | b | B"), "type-respelled", 2, "type", "select_multiple yn"),
    "a dropdown": (asked("dropdown yn | b | B"), "type-respelled", 2, "type", "select_one yn"),
    "a hyphen in a type": (asked("geo-point | a | A"), "type-respelled", 2, "type", "geopoint"),
    "five times": (asked("begin looped group: 5 times | g | G", "text | a | A", "end looped group | |"), "type-respelled", 2, "type", "begin repeat"),
    "a loop over nothing": (asked("begin loop | g | G", "text | a | A", "end loop | |"), "type-respelled", 2, "type", "begin repeat"),
    "a list that isn't named": (asked("select_one | yn | A"), "list-added", 2, "type", "select_one yn"),
    "no type": (asked(" | a | A", "text | b | B"), "type-added", 2, "type", "text"),
    "a remark": (asked("# ask gently | |", "text | a | A"), "remark-left-out", 2, "type", ""),
    "a heading": (asked(" | | Part one", "text | a | A"), "remark-left-out", 2, "type", ""),
    "or_other with a filter": (asked("select_one yn or_other | a | A | name != 'x'", head=HEAD + " | choice_filter"), "or-other-left-out", 2, "type", "select_one yn"),
    "or_other without words": (asked("select_one yn or_other | a | A", choices=CHOICES + "\nyn | k |"), "label-added", 4, "label", "k"),
    # Groups
    "a group without end": (asked("begin group | g | G", "text | a | A"), "end-added", 2, "type", "end group"),
    "a repeat without end": (asked("begin group | g | G", "begin repeat | r | R", "text | a | A"), "end-added", 3, "type", "end repeat"),
    "an end without begin": (asked("text | a | A", "end group | |", "text | b | B"), "end-left-out", 3, "type", ""),
    "crossed ends": (asked("begin group | g | G", "begin repeat | r | R", "text | a | A", "end group | |", "end repeat | |"), "end-corrected", 5, "type", "end repeat"),
    "different lists in one table": (asked("begin group | g | G | table-list", "select_one yn | a | A |", "select_one zz | b | B |", "end group | | |", head=HEAD + " | appearance", choices=CHOICES + "\nzz | 1 | One"), "table-list-opened", 2, "appearance", "field-list"),
    "a filter in a table": (asked("begin group | g | G | table-list |", "select_one yn | a | A | | name = 'y'", "end group | | | |", head=HEAD + " | appearance | choice_filter"), "table-list-opened", 2, "appearance", "field-list"),
    # Sheets and headers
    "a Chinese sheet": ({"问卷": table(HEAD + "\nselect_one yn | a | A"), "choices": table(CHOICES)}, "sheet-renamed", None, "", "survey"),
    "choices and columns": ({"survey": table(HEAD + "\nselect_one yn | a | A"), "choices and columns": table(CHOICES)}, "sheet-renamed", None, "", "choices"),
    "a title above": ({"survey": [["Survey 2020"], [], *table(HEAD + "\nselect_one YN | a | A")], "choices": table(CHOICES)}, "list-respelled", 4, "type", "select_one yn"),
    "a blank row above": ({"survey": [[], *table(HEAD + "\ntext | a | A")]}, "headers-found", 2, "", ""),
    "a language for conditions": (asked("text | a | A | 1 = 1", head="type | name | label::en | relevant::en"), "header-renamed", 1, "relevant::en", "relevant"),
    "two languages in one header": (asked("text | a | A | x", head=HEAD + " | label::a::b"), "header-renamed", 1, "label::a::b", "label::a b"),
    "one colon beside two": (asked("text | a | A | 甲", head="type | name | label::English | label:中文"), "header-renamed", 1, "label:中文", "label::中文"),
    "pictures by another name": (asked("text | a | A | x.png", head=HEAD + " | media::picture"), "header-renamed", 1, "media::picture", "media::image"),
    "an attribute with a blank": (asked("text | a | A | x", head=HEAD + " | bind::foo bar"), "column-left-out", 1, "bind::foo bar", ""),
    "an attribute of nobody's": (asked("text | a | A | x", head=HEAD + " | bind::esri:fieldType"), "column-left-out", 1, "bind::esri:fieldType", ""),
    "a choice column no XML can have": (asked("select_one yn | a | A", choices="list_name | name | label | a(b)\nyn | y | Yes | 1"), "column-left-out", 1, "a(b)", ""),
    # Words
    "no words at all": ({"survey": table("type | name\ntext | a")}, "label-added", 2, "label", "a"),
    "no words for one": (asked("text | a | A", "select_one yn | b |"), "label-added", 3, "label", "b"),
    "a default language without words": (asked("text | a | A | 甲", head="type | name | label::en | label::zh", choices="", settings="form_id | default_language\nf | fr"), "default-language", 2, "default_language", ""),
    "a default language by its short name": (asked("text | a | A | 甲", head="type | name | label::English (en) | label::zh", choices="", settings="form_id | default_language\nf | english"), "default-language", 2, "default_language", "English (en)"),
    "yes, always": (asked("text | a | A | Yes, always", head=HEAD + " | required"), "yes-or-no-written", 2, "required", "yes"),
    "yes in Chinese": (asked("text | a | A | 是", head=HEAD + " | required"), "yes-or-no-written", 2, "required", "yes"),
    "a cross for yes": (asked("text | a | A | X", head=HEAD + " | read only"), "yes-or-no-written", 2, "read only", "yes"),
    "optional": (asked("text | a | A | optional", head=HEAD + " | required"), "yes-or-no-written", 2, "required", "no"),
    # Choices and lists
    "blanks in choices that a condition names": (asked("select_multiple yn | a | A |", "text | b | B | selected(${a}, 'not yet')", head=HEAD + " | relevant", choices=CHOICES + "\nyn | not yet | Not yet"), "choice-renamed", 3, "relevant", "selected(${a}, 'not_yet')"),
    "an outside list that stands inside": ({"survey": table(FROM_FILE + "select_one_external p | a | A | t = ${t}"), "choices": table("list_name | name | label | t\np | x | X | 1")}, "list-respelled", 3, "type", "select_one p"),
    "an outside list without filter": ({"survey": table(HEAD + "\nselect_one_external p | a | A"), "external_choices": table("list_name | name | label\np | x | X")}, "choice-filter-added", 2, "choice_filter", "true()"),
    "search on a shared list": (asked("select_one yn | a | A | search('x')", "select_one yn | b | B |", head=HEAD + " | appearance"), "search-left-out", 2, "appearance", ""),
    # Parameters
    "rows that are no number": (asked("text | a | A | rows=x", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", ""),
    "parameters of another type": (asked("text | a | A | rows=3 max-pixels=9", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", "rows=3"),
    "min and max": (asked("range | a | A | min=0 max=10", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", "start=0 end=10"),
    "a step of nothing": (asked("range | a | A | start=1 end=5 step=0", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", "start=1 end=5"),
    "ticks of no list": (asked("range | a | A | start=1 end=5 tick_labelset=gone", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", "start=1 end=5"),
    "yes for true": (asked("select_one yn | a | A | randomize=yes", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", "randomize=true"),
    "parameters that are none": (asked("text | a | A | long", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", ""),
    "half of an audit": (asked("audit | audit | | location-priority=balanced", "text | a | A |", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", ""),
    "quality of no sound": (asked("audio | a | A | quality=super", head=HEAD + " | parameters"), "parameters-left-out", 2, "parameters", ""),
}  # fmt: skip


@pytest.mark.parametrize("story", PUT_RIGHT)
def test_a_quirk_is_put_right_told_with_its_place_and_can_be_saved(tmp_path, story):
    sheets, code, row, column, after = PUT_RIGHT[story]
    path = save(tmp_path, sheets)
    imported = read_workbook(path)
    told = {(each.code, each.row, each.column, each.after) for each in imported.repairs}
    assert (code, row, column, after) in told
    assert all("{" not in each.explain().replace("${", "") for each in imported.repairs)
    assert Session.open(imported.form).refs()
    assert_corrected(path, tmp_path / "corrected.xlsx", imported)


AS_IT_IS = {
    "list name with a blank": asked("select_one yn | a | A", choices=CHOICES.replace("list_name", "list name")),
    "one colon": asked("text | a | A", head="type | name | label:en", choices=""),
    "words with and without language": asked("text | a | A | 甲", "select_one yn | b | B |", head="type | name | label | label::zh"),
    "caption": asked("select_one yn | a | A", head="type | name | caption", choices=CHOICES.replace("label", "caption")),
    "the headers of old": {"survey": table("command | tag | caption\ntext | a | A")},
    "Survey": {"Survey": table(HEAD + "\nselect_one yn | a | A"), "Choices": table(CHOICES)},
    "blank headers": {"survey": [["type", None, "name", None, "label"], ["text", "x", "a", "y", "A"]]},
    "a second label": {"survey": [["type", "name", "label", "label"], ["text", "a", "A", "B"]]},
    "16,000 blank rows": {"survey": [*table(HEAD + "\ntext | a | A"), *([] for _ in range(16_000)), [None]]},
    "other sheets": asked("text | a | A", notes=[["x", "y"], ["1"]], lists=[["k"]]),
    "a list nobody uses": asked("select_one yn | a | A", choices=CHOICES + "\nzz | 1 | One"),
    "lists by a filter": asked("select_one yn | s | S |", "select_one c | c | C | s = ${s}", head=HEAD + " | choice_filter", choices="list_name | name | label | s\nyn | y | Yes |\nc | k | K | y"),
    "rows counted by a calculation": asked("integer | n | N |", "begin_repeat | r | R | ${n} + 1", "text | a | A |", "end_repeat | | |", head=HEAD + " | repeat_count"),
    "the settings without a title": asked("text | a | A", settings="form_id | version\nmy form | 2020-01-01"),
    "columns of Kobo": asked("text | a | A | x | y", head=HEAD + " | $kuid | $autoname"),
}  # fmt: skip


@pytest.mark.parametrize("story", AS_IT_IS)
def test_what_is_old_but_right_opens_as_it_is(tmp_path, story):
    imported = read_workbook(save(tmp_path, AS_IT_IS[story]))
    assert imported.repairs == ()
    assert Session.open(imported.form).refs()


KINDS = {
    "select one from yn": "select_one", "select1 yn": "select_one", "select multiple yn": "select_multiple", "select all that apply from yn": "select_multiple",
    "add select one prompt using yn": "select_one", "select_one yn or specify other": "select_one", "Select_One yn": "select_one", "SELECT_MULTIPLE yn": "select_multiple",
    "add integer prompt": "integer", "int": "integer", "Integer": "integer", "add text prompt": "text", "string": "text", "url": "text", "real": "decimal",
    "gps": "geopoint", "location": "geopoint", "Date": "date", "date time": "datetime", "photo": "image", "picture": "image", "add note prompt": "note",
    "phonenumber": "metadata", "phone number": "text", "sim id": "metadata", "start time": "metadata", "today": "metadata", "device id": "metadata", "imei": "metadata",
    "trigger": "acknowledge", "hidden string": "hidden", "text audit": "hidden", "calculate here": "hidden", "rank yn": "rank", "录音": "audio", "定位": "geopoint",
}  # fmt: skip


@pytest.mark.parametrize("written", KINDS)
def test_a_type_of_old_is_the_kind_of_question_that_it_was(tmp_path, written):
    form = read_workbook(save(tmp_path, asked(f"{written} | a | A"))).form
    assert form.questions["/data/a"].kind == KINDS[written]


def entities(survey, declared, head=HEAD + " | save_to"):
    return asked(survey, head=head, entities=declared)


EXPLAINED = {
    "a list that isn't there": (asked("select_one gone | a | A"), "choice-list-missing", "survey", 2),
    "no sheet of choices": (asked("select_one gone | a | A", choices=""), "choices-missing", "", None),
    "choices without names of lists": (asked("select_one yn | a | A", choices="label\nYes"), "headers-required", "", None),
    "an unknown type": (asked("matrix | a | A"), "question-type-unknown", "survey", 2),
    "cascades of old": (asked("cascading_select c | a | A", cascades="name | state\nc | x"), "cascading-select", "survey", 2),
    "choices from no reference": (asked("select_one ${nn} | a | A"), "reference-unknown", "", None),
    "a file without an ending": (asked("select_one_from_file villages | a | A"), "list-file-name", "survey", 2),
    "an outside list that is nowhere": ({"survey": table(FROM_FILE + "select_one_external q | a | A | t = ${t}"), "external_choices": table("list_name | name | label | t\np | x | X | 1")}, "choice-list-missing", "survey", 3),
    "a calculation of itself": (asked("calculate | a | | ${a} + 1", "text | b | B |", head=HEAD + " | calculation"), "form-circular", "survey", 2),
    "conditions in a circle": (asked("text | a | A | ${b} = 1", "text | b | B | ${a} = 1", head=HEAD + " | relevant"), "form-circular", "survey", 3),
    "words for a condition": (condition("skip if no"), "xpath-syntax", "survey", 5),
    "a quote that doesn't end": (condition("${a} = 'x"), "xpath-syntax", "survey", 5),
    "half an expression": (condition("${b} > 5 and"), "xpath-syntax", "survey", 5),
    "a number with a comma": (condition("${b} > 1,000"), "xpath-syntax", "survey", 5),
    "triggers without a comma": (asked("calculate | a | | 1 | ${b} ${c}", "text | b | B | |", "text | c | C | |", head=HEAD + " | calculation | trigger"), "reference-list", "survey", 2),
    "a place in the background": (asked("background-geopoint | a | A"), "trigger-missing", "survey", 2),
    "the count of rows taken": (asked("integer | n | N |", "integer | r_count | N |", "begin_repeat | r | R | ${n} + 1", "text | a | A |", "end_repeat | | |", head=HEAD + " | repeat_count"), "question-name-twice", "survey", 3),
    "a big image alone": (asked("text | a | A | x.png", head=HEAD + " | big-image"), "image-missing", "survey", 2),
    "saved to no list": (asked("text | a | A | x", head=HEAD + " | save_to"), "save-to-without-list", "survey", 2),
    "saved twice": (entities("text | a | A | x\ntext | b | B | x", "list_name | label\ntrees | ${a}"), "save-to-twice", "survey", 3),
    "saved as its label": (entities("text | a | A | label", "list_name | label\ntrees | ${a}"), "name-reserved", "survey", 2),
    "a group saved": (entities("begin group | g | G | x\ntext | a | A |\nend group | | |", "list_name | label\ntrees | ${a}"), "save-to-group", "survey", 2),
    "saved to another list": (entities("text | a | A | zz#x", "list_name | label\ntrees | ${a}"), "save-to-list-unknown", "survey", 2),
    "saved with two signs": (entities("text | a | A | trees##x", "list_name | label\ntrees | ${a}"), "save-to-signs", "survey", 2),
    "entities without a label": (entities("text | a | A |", "list_name\ntrees"), "entities-label-missing", "entities", 2),
    "entities changed by nobody": (entities("text | a | A |", "list_name | label | update_if\ntrees | ${a} | true()"), "entities-id-missing", "entities", 2),
    "entities changed always": (entities("text | a | A |", "list_name | label | create_if | entity_id\ntrees | ${a} | true() | ${a}"), "entities-update-if-missing", "entities", 2),
    "an unknown column of entities": (entities("text | a | A |", "list_name | label | foo\ntrees | ${a} | x"), "entities-header", "entities", 1),
    "entities with a point": (entities("text | a | A |", "list_name | label\ntrees.x | ${a}"), "name-period", "entities", 2),
    "entities without a name": (entities("text | a | A |", "list_name | label\n | ${a}"), "entities-unnamed", "entities", 2),
    "entities twice": (entities("text | a | A |", "list_name | label\nt | ${a}\nt | ${a}"), "entities-twice", "entities", 3),
    "entities about nobody": (entities("text | a | A |", "list_name | label\nt | ${nobody}"), "reference-unknown", "entities", 2),
}  # fmt: skip


@pytest.mark.parametrize("story", EXPLAINED)
def test_what_has_no_one_right_way_is_explained_in_our_own_words(tmp_path, story):
    sheets, code, sheet, row = EXPLAINED[story]
    with pytest.raises(FormRefused) as refusal:
        read_workbook(save(tmp_path, sheets))
    errors = [problem for problem in refusal.value.problems if problem.severity == "error"]
    assert (code, sheet, row) in {(each.code, each.sheet, each.row) for each in errors}
    assert all(each.code not in ("pyxform", "workbook-not-understood") for each in errors)
    assert all(each.advise() for each in errors)


def test_a_corrected_workbook_keeps_columns_of_one_name_apart(tmp_path):
    path = save(tmp_path, asked("text | a | A", head=HEAD + " | Label | Label"))
    assert_corrected(path, tmp_path / "corrected.xlsx", read_workbook(path))


def test_a_circle_is_told_in_the_column_that_it_goes_through(tmp_path):
    sheets = asked("text | a | A | ${b} = 1", "text | b | B | ${a} = 1", head=HEAD + " | relevant")
    with pytest.raises(FormRefused) as refusal:
        read_workbook(save(tmp_path, sheets))
    problem = refusal.value.problems[0]
    assert (problem.code, problem.row, problem.column, problem.before) == (
        "form-circular",
        3,
        "relevant",
        "${a} = 1",
    )


def test_references_mean_the_nearest_of_questions_with_one_name(tmp_path):
    sheets = asked("begin group | g | G", "text | a | A", "note | n | ${a}", "end group | |", "begin group | h | H", "text | a | A", "note | k | ${a}", "end group | |")  # fmt: skip
    session = Session.open(read_workbook(save(tmp_path, sheets)).form)
    session.answer("/data/g/a", "one")
    session.answer("/data/h/a_2", "two")
    assert (session.label("/data/g/n"), session.label("/data/h/k")) == ("one", "two")
