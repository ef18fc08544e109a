"""Many papers: the same on one processor and on two, in their order, stopped when wished, never all in memory."""

import copy
import io
import weakref

import pytest
from benchmarks.sample_papers import USUAL, sample_photo
from benchmarks.sample_plans import sample_paper
from tests.unit.pdf_text import ReadPdf

from yihu.base.errors import Cancelled, FolderNotWritable
from yihu.base.progress import Stoppable
from yihu.printing import print_each, print_paper, print_papers
from yihu.printing.batch import POOL_FROM
from yihu.printing.page import A3_WIDE, A4
from yihu.printing.pictures import KEPT_BYTES_AT_MOST, read_picture

COUNT = 40


def printed(processors, count=COUNT):
    kept = {}
    papers = ((str(number), sample_paper(number)) for number in range(count))
    pages = print_each("plan", papers, count, kept.__setitem__, processors=processors)
    return pages, kept


@pytest.fixture(scope="module")
def on_two():
    return printed(2)


def test_two_processors_print_the_same_bytes_in_the_same_order(on_two):
    pages, kept = on_two
    assert list(kept) == [str(number) for number in range(COUNT)]
    assert pages == 2 * COUNT
    assert kept == printed(1)[1]


def test_a_batch_is_stopped_between_two_papers_and_what_was_kept_stays():
    class AfterFive(Stoppable):
        def step(self, done, total):
            if done == 5:
                self.stop()
            super().step(done, total)

    for processors in (1, 2):
        kept = {}
        papers = ((str(number), sample_paper(number)) for number in range(COUNT))
        with pytest.raises(Cancelled):
            print_each("plan", papers, COUNT, kept.__setitem__, progress=AfterFive(), processors=processors)
        assert list(kept) == ["0", "1", "2", "3", "4"]


def test_a_paper_that_can_not_be_printed_says_why_from_the_other_process():
    papers = [("0", sample_paper(0)), ("1", "no paper at all")]
    with pytest.raises(AttributeError):
        print_each("plan", papers, 2, lambda *_: None, processors=2)


def test_an_error_for_people_comes_back_whole_from_another_process():
    again = copy.copy(FolderNotWritable(name="U 盘"))
    assert (type(again), again.parameters) == (FolderNotWritable, {"name": "U 盘"})
    assert "U 盘" in str(again)


def test_only_a_few_papers_are_in_memory_at_a_time():
    alive = weakref.WeakSet()

    class Told:
        """Something to hold on to, as frozen papers have no weak references."""

    def papers():
        for _ in range(30):
            household = sample_paper(1).household
            mark = Told()
            alive.add(mark)
            household.other["mark"] = mark
            assert len(alive) <= 3
            yield type(sample_paper(1))(household=household, plan=sample_paper(1).plan)

    class Nowhere(io.RawIOBase):
        def write(self, data):
            return len(data)

    assert print_papers("plan", papers(), 30, Nowhere()) == 60


def test_a_second_processor_is_only_started_for_many(monkeypatch):
    monkeypatch.setattr("yihu.printing.batch._printed_in_pool", None)
    assert len(printed(None, POOL_FROM - 1)[1]) == POOL_FROM - 1


def test_papers_of_different_sizes_are_pages_of_different_sizes():
    for kind, page in (("plan", A4), ("village_summary", A3_WIDE)):
        file = io.BytesIO()
        print_paper(kind, USUAL[kind](), file, language="en")
        box = file.getvalue().partition(b"/MediaBox")[2].split(maxsplit=5)
        assert [float(each) for each in box[1:5]] == [0, 0, page.width_pt, page.height_pt]


def test_bookmarks_stand_below_their_groups():
    file = io.BytesIO()
    print_papers("card", [USUAL["card"]() for _ in range(3)], 3, file)
    outline = next(body for body in ReadPdf(file.getvalue()).objects.values() if b"/Type /Outlines" in body)
    assert b"/Count 1" in outline, "one group"
    group = ReadPdf(file.getvalue()).reference(outline, "First")
    assert b"/Count 3" in ReadPdf(file.getvalue()).objects[group]


def test_a_large_photo_is_made_small_enough_for_a_file_that_is_sent_on():
    large = sample_photo(3, 1600, 1200)
    assert len(large) > KEPT_BYTES_AT_MOST
    picture = read_picture(large)
    assert picture is not None
    assert len(picture.data) <= KEPT_BYTES_AT_MOST
    assert abs(picture.width_px / picture.height_px - 4 / 3) < 0.02


@pytest.mark.parametrize(
    "data", [b"", b"no photo", b"\xff\xd8\xff\xd9", sample_photo()[:2000], b"\xff\xd8" * 90]
)
def test_a_photo_that_is_none_is_none(data):
    assert read_picture(data) is None


def test_a_plan_with_two_photos_is_small_enough():
    file = io.BytesIO()
    print_paper("plan", USUAL["plan"](), file)
    assert len(file.getvalue()) <= 130_000
