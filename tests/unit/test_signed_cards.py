"""Cards printed, signed, scanned: many files in one go, each page laid into its pair, the rest told."""

import io

import pypdfium2
import pytest
from PIL import Image
from tests.laptops import family, new_laptop, register

from yihu.actions import (
    add_helper,
    fill_record,
    list_pairs,
    make_pairs,
    preview_paper,
    read_photo,
    take_signed_cards,
    undo_change,
)

DAY = "2026-11-23"
NAMES = ("周桂兰", "解春香", "陈𬭚")


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def pairs(laptop):
    """Household and record of three pairs of one helper."""
    ids = [register(laptop, {**family(name)}) for name in NAMES]
    answers = {
        "helper_kind": "firm",
        "helper_called": "江河竹业",
        "helper_level": "county",
        "helper_capacity": "9",
    }
    helper = add_helper(laptop, answers).id
    return make_pairs(laptop, [(id_, helper, "main") for id_ in ids]).records


def printed(laptop, household, dpi=110):
    document = pypdfium2.PdfDocument(preview_paper(laptop, "intention_card", household))
    picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    return picture


def signed(picture, file):
    """With a stroke of a pen on it."""
    picture.paste(40, (120, picture.height - 190, 260, picture.height - 186))
    picture.save(file)
    return file


def test_signed_cards_come_back_into_their_pairs_and_the_rest_is_told(laptop, pairs, tmp_path):
    files = [signed(printed(laptop, pairs[0][0]), tmp_path / "IMG_1.jpg")]
    stack = [printed(laptop, household).rotate(90, expand=True) for household, _ in pairs[1:]]
    stack[0].save(
        tmp_path / "scan.pdf", save_all=True, append_images=[*stack[1:], Image.new("L", (700, 900), 255)]
    )
    (tmp_path / "notes.txt").write_text("no scan")
    files += [tmp_path / "scan.pdf", tmp_path / "notes.txt", tmp_path / "gone.jpg"]
    report = take_signed_cards(laptop, files, signed_on="2026-11-20")
    assert (report.files, report.pages) == (4, 4)
    assert {(each.file, each.page, each.head_name) for each in report.taken} == {
        ("IMG_1.jpg", 1, NAMES[0]),
        ("scan.pdf", 1, NAMES[1]),
        ("scan.pdf", 2, NAMES[2]),
    }
    assert not any(each.outdated or each.ended or each.before for each in report.taken)
    assert [(each.file, each.page, each.kind) for each in report.problems] == [
        ("scan.pdf", 3, "no-code"),
        ("notes.txt", 1, "unreadable"),
        ("gone.jpg", 1, "unreadable"),
    ]
    assert all(each.reason for each in report.problems)
    for line in list_pairs(laptop):
        assert line.card_signed_on == "2026-11-20"
        with Image.open(io.BytesIO(read_photo(laptop, line.card_photo))) as kept:
            assert kept.height > kept.width


def test_the_same_files_again_change_nothing(laptop, pairs, tmp_path):
    file = signed(printed(laptop, pairs[0][0]), tmp_path / "a.png")
    assert len(take_signed_cards(laptop, [file]).taken) == 1
    before = laptop.store.heads_of(pairs[0][0])
    again = take_signed_cards(laptop, [file])
    assert (again.taken, again.unchanged, again.problems) == ((), 1, ())
    assert laptop.store.heads_of(pairs[0][0]) == before
    assert [line.card_signed_on for line in list_pairs(laptop) if line.card_photo] == [DAY]


def test_two_pages_of_one_card_are_told_and_the_first_is_kept(laptop, pairs, tmp_path):
    files = [signed(printed(laptop, pairs[0][0]), tmp_path / f"{name}.png") for name in "ab"]
    report = take_signed_cards(laptop, files)
    assert [each.file for each in report.taken] == ["a.png"]
    assert [(each.file, each.kind) for each in report.problems] == [("b.png", "twice")]


def test_a_card_printed_before_the_pledge_changed_is_taken_and_said_to_be_of_before(laptop, pairs, tmp_path):
    household, record = pairs[0]
    file = signed(printed(laptop, household), tmp_path / "a.png")
    pledge = {
        "pledge_household_state": "pledged",
        "pledge_household_what": "鸡苗200只",
        "pledge_household_on": DAY,
    }
    fill_record(laptop, household, "pairing", pledge, record=record)
    assert [each.outdated for each in take_signed_cards(laptop, [file]).taken] == [True]
    new = signed(printed(laptop, household), tmp_path / "b.png")
    fill_record(laptop, household, "pairing", {"pledge_household_state": "kept"}, record=record)
    (taken,) = take_signed_cards(laptop, [new]).taken
    assert (taken.outdated, taken.before) == (False, True)


def test_another_papers_code_and_a_pair_taken_back_are_told_apart(laptop, pairs, tmp_path):
    household, _ = pairs[0]
    document = pypdfium2.PdfDocument(preview_paper(laptop, "consent", household))
    document[0].render(scale=1.5).to_pil().save(tmp_path / "consent.png")
    document.close()
    card = signed(printed(laptop, household), tmp_path / "card.png")
    undo_change(laptop, household, laptop.store.history(household)[-1].changeset)
    report = take_signed_cards(laptop, [tmp_path / "consent.png", card])
    assert [each.kind for each in report.problems] == ["other-code", "unknown-pair"]


def test_cards_of_two_families_on_one_page_are_kept_apart(laptop, pairs, tmp_path):
    one, two = (printed(laptop, household, dpi=150) for household, _ in pairs[:2])
    cut = round(542 * 150 / 72)
    glass = Image.new("L", one.size, 255)
    glass.paste(one.crop((0, cut, one.width, one.height)), (0, 40))
    glass.paste(two.crop((0, cut, two.width, two.height)), (0, one.height // 2))
    glass.save(tmp_path / "glass.png")
    report = take_signed_cards(laptop, [tmp_path / "glass.png"])
    assert {each.head_name for each in report.taken} == set(NAMES[:2])
    for line in list_pairs(laptop):
        if line.card_photo:
            (tmp_path / "kept.jpg").write_bytes(read_photo(laptop, line.card_photo))
            from yihu.exchange.card_scans import read_scan

            (page,) = read_scan(tmp_path / "kept.jpg")
            (code,) = page.codes
            assert line.record.partition("~")[2] in code.text.lower()
