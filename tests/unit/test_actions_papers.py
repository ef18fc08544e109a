"""Papers of every kind out of a register: what stands in them, how their files are called, how they look."""

import io

import pytest
from tests.laptops import family, fill_helper, new_laptop, register, survey

from yihu.actions import (
    NothingToPrint,
    PaperKindUnknown,
    PlanMissing,
    add_template,
    adopt_measure,
    agree_plan,
    check_template,
    list_templates,
    make_pairs,
    open_plan,
    preview_blank,
    preview_paper,
    print_blank,
    print_papers,
    save_template,
    use_shipped_template,
)
from yihu.actions.paper_contents import OF_FUND, OF_HOUSEHOLD, OF_VILLAGE, notice_content
from yihu.actions.paper_templates import paper_title
from yihu.actions.print_papers import group_order
from yihu.base.i18n import LANGUAGES, set_language
from yihu.printing import TemplateRefused
from yihu.printing.shapes import KINDS

NAMES = ("周桂兰", "解春香", "陈𬭚")


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    """Three households, the first with an agreed plan."""
    workspace = new_laptop(tmp_path_factory.mktemp("papers") / "data")
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def households(laptop):
    ids = []
    for name in NAMES:
        answers = {**family(name)}
        household_id = register(laptop, answers)
        survey(laptop, household_id, answers)
        ids.append(household_id)
    desk = open_plan(laptop, ids[0])
    while desk.suggestions:
        desk = adopt_measure(laptop, desk, desk.suggestions[0])
    assert agree_plan(laptop, desk).sealed
    helper = fill_helper(laptop, "刘春生", "县水利局")
    make_pairs(laptop, [(each, helper, "main") for each in ids])
    return ids


OF_HOUSEHOLDS = [kind for kind in KINDS if kind not in OF_FUND]


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_there_is_a_content_for_every_kind():
    assert set(KINDS) == {*OF_HOUSEHOLD, *OF_VILLAGE, *OF_FUND}


@pytest.mark.parametrize("kind", OF_HOUSEHOLDS)
def test_every_kind_can_be_looked_at_for_a_household_with_a_plan(laptop, households, kind):
    text = text_of(preview_paper(laptop, kind, households[0]))
    assert ("第 1 页 共" in text) != (kind == "intention_card")
    if kind not in ("village_summary", "village_plan"):
        assert "周桂兰" in text


@pytest.mark.parametrize("kind", OF_HOUSEHOLDS)
def test_what_a_file_says_of_itself_names_nobody_and_has_no_empty_places(laptop, households, kind):
    import pypdfium2

    document = pypdfium2.PdfDocument(preview_paper(laptop, kind, households[0]))
    told = document.get_metadata_dict()
    document.close()
    assert told["Title"].strip()
    assert not any("{" in text or "周桂兰" in text for text in told.values())


@pytest.mark.parametrize("kind", sorted(set(OF_HOUSEHOLDS) - {"plan"}))
def test_a_household_without_a_plan_has_all_papers_but_the_plan(laptop, households, kind):
    assert text_of(preview_paper(laptop, kind, households[1]))


def test_only_those_with_a_plan_are_printed_and_the_others_are_named(laptop, households, tmp_path):
    report = print_papers(laptop, "plan", households, tmp_path)
    assert (report.papers, report.left_out) == (1, tuple(sorted(households[1:], key=report.left_out.index)))
    with pytest.raises(PlanMissing):
        print_papers(laptop, "plan", households[1:], tmp_path)


def test_no_file_is_called_after_a_person_unless_that_is_wished(laptop, households, tmp_path):
    plain = print_papers(laptop, "card", households, tmp_path / "plain")
    assert len(plain.files) == 3
    for path in plain.files:
        assert not any(name in path.name for name in (*NAMES, "青竹村"))
    named = print_papers(laptop, "card", households, tmp_path / "named", named=True)
    told = "".join(path.name for path in named.files)
    assert all(name in told for name in NAMES)
    assert all(path.name.startswith("帮扶明白卡-") for path in named.files)


def test_a_list_is_one_paper_for_the_village_with_all_that_were_chosen(laptop, households, tmp_path):
    report = print_papers(laptop, "notice", households, tmp_path)
    assert (len(report.files), report.papers) == (1, 1)
    text = text_of(report.files[0].read_bytes())
    assert all(name in text for name in NAMES)


def test_a_batch_in_one_file_has_all_of_them(laptop, households, tmp_path):
    report = print_papers(laptop, "life_map", households, tmp_path, one_file=True)
    assert (len(report.files), report.papers, report.pages) == (1, 3, 3)


def test_what_does_not_exist_or_nobody_is_said(laptop, tmp_path):
    with pytest.raises(PaperKindUnknown) as refused:
        print_papers(laptop, "poster", ["x"], tmp_path)
    assert "village_summary" in str(refused.value)
    with pytest.raises(NothingToPrint):
        print_papers(laptop, "plan", [], tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_printed_empty(laptop, kind, tmp_path):
    report = print_blank(laptop, kind, tmp_path)
    assert report.files[0].read_bytes() == preview_blank(laptop, kind)
    assert report.pages >= 1


def test_groups_come_in_the_order_of_their_numbers():
    groups = ["十一组", "二组", "老屋组", "十组", "3组", "一组", "二十组", "10组"]
    assert sorted(groups, key=group_order) == [
        "一组",
        "二组",
        "3组",
        "10组",
        "十组",
        "十一组",
        "二十组",
        "老屋组",
    ]


# templates


def edited(laptop, tmp_path, kind, *changes):
    file = tmp_path / f"{kind}.toml"
    save_template(laptop, kind, file)
    text = file.read_text(encoding="utf-8-sig")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="gb18030")
    return file


def test_a_coordinator_changes_title_order_and_wording_without_code(laptop, households, tmp_path):
    file = edited(
        laptop,
        tmp_path,
        "consent",
        ('title = "承诺授权书"', 'title = "{township}入户授权书"'),
        ('sections = ["letter", "signer", "signatures"]', 'sections = ["signer", "letter", "text.thanks"]'),
        ("[zh_CN.signer]", '[zh_CN.text]\nthanks = "感谢{village}乡亲！"\n\n[zh_CN.signer]'),
    )
    assert check_template(file).accepted
    report = add_template(laptop, file)
    assert (report.added, report.kind, report.version) == (True, "consent", 1)
    text = text_of(preview_paper(laptop, "consent", households[0]))
    assert "镇入户授权书" in text.replace(" ", "")
    assert "乡亲！" in text
    assert text.index("签署人") < text.index("自愿接受")
    assert "手印" not in text, "the section of signatures was left out"
    assert next(row for row in list_templates(laptop) if row.kind == "consent").own
    assert not add_template(laptop, file).added, "the same again"
    back = use_shipped_template(laptop, "consent")
    assert (back.added, back.version) == (True, 2)
    assert "承诺授权书" in text_of(preview_paper(laptop, "consent", households[0])).replace(" ", "")


def test_a_template_with_an_unknown_field_is_refused_with_all_that_is_possible(laptop, tmp_path):
    file = edited(
        laptop,
        tmp_path,
        "plan",
        ('"causes", "measures"', '"causes", "mesures"'),
        ('members = ["name"', 'members = ["nickname"'),
        ("计划期：{start} 至 {end}", "计划期：{begin} 至 {end}"),
        ("[zh_CN.expected]", '[zh_CN.expected]\nhedding = "x"'),
    )
    report = check_template(file)
    assert (report.accepted, len(report.problems)) == (False, 4)
    told = "\n".join(problem.explain() for problem in report.problems)
    for said in (
        "mesures",
        "measures",
        "nickname",
        "birth_date",
        "{begin}",
        "{start}",
        "hedding",
        "expected.heading",
    ):
        assert said in told, said
    lines = file.read_text(encoding="gb18030").splitlines()
    for problem in report.problems:
        word = str(problem.parameters["word"]).strip("{}").rpartition(".")[2]
        assert word in lines[problem.line - 1]
    with pytest.raises(TemplateRefused) as refused:
        add_template(laptop, file)
    assert refused.value.code == "template-refused"


def test_a_logo_travels_inside_the_template(laptop, households, tmp_path):
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGBA", (900, 300), (200, 30, 30, 90)).save(buffer, "PNG")
    (tmp_path / "logo.png").write_bytes(buffer.getvalue())
    file = edited(laptop, tmp_path, "life_map", ('logo = ""', 'logo = "logo.png"'))
    add_template(laptop, file)
    (tmp_path / "logo.png").unlink()
    assert b"/DCTDecode" in preview_paper(laptop, "life_map", households[0])
    use_shipped_template(laptop, "life_map")
    assert b"/DCTDecode" not in preview_paper(laptop, "life_map", households[0])


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_a_logo_that_is_none_is_said(laptop, tmp_path, content):
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)
    file = edited(laptop, tmp_path, "card", ('logo = ""', 'logo = "logo.png"'))
    with pytest.raises(Exception, match="logo-unreadable"):
        add_template(laptop, file)


def test_a_template_of_a_newer_program_does_not_stop_the_printing(laptop, households):
    laptop.store.put_text("template", "card", 9, "card", 'kind = "card"\nversion = 9\nholograms = true\n')
    assert next(row for row in list_templates(laptop) if row.kind == "card").refused
    assert "帮扶明白卡" in text_of(preview_paper(laptop, "card", households[0])).replace(" ", "")


def test_a_notice_of_households_under_several_rules_hangs_as_long_as_the_longest(laptop, households):
    path = "household/profile"
    before = laptop.store.document(households[2]).values[path]
    laptop.store.write(households[2], {path: "registration-2014@1"}, "household@1", "finish")
    try:
        village = laptop.store.document(households[1]).values["household/division_code"]
        assert notice_content(laptop, village, households[1:]).days == 7
        assert notice_content(laptop, village, households[1:2]).days == 5
    finally:
        laptop.store.write(households[2], {path: before}, "household@1", "finish")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_kind_of_paper_is_called_by_an_empty_place(spoken):
    set_language(spoken)
    titles = [paper_title(kind) for kind in KINDS]
    assert all(titles)
    assert not [title for title in titles if "{" in title]
    assert len(set(titles)) == len(titles)
