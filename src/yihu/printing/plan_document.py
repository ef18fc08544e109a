"""Plans as a PDF: one household or many in one document."""

import zlib
from collections.abc import Sequence
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

from yihu.base.i18n import CHINESE
from yihu.base.progress import Progress, Silent
from yihu.printing import words as w
from yihu.printing.embedding import Fonts, compressed_stream, form_words
from yihu.printing.line_breaks import printable
from yihu.printing.paper import PlanPaper
from yihu.printing.plan_pages import PlanPages, lay_out_plan
from yihu.printing.sheet import HEIGHT_PT, WIDTH_PT, Sheet
from yihu.printing.words import Words, characters_of_the_form

_FAST = 5
"""Compression of page streams: nearly as small as the best, in half the time."""

_PROGRAM = "Yihu"


def print_plan(paper: PlanPaper, file: BinaryIO, *, language: str = CHINESE) -> int:
    """Write one plan as PDF and return how many pages it has (at least two).

    The same paper gives the same bytes. Raises `FontMissing`; nothing is written then.
    """
    return print_plans([paper], file, language=language)


def print_plans(
    papers: Sequence[PlanPaper],
    file: BinaryIO,
    *,
    language: str = CHINESE,
    progress: Progress | None = None,
) -> int:
    """Write many plans into one PDF with a bookmark for each household; returns the pages in all.

    Raises `FontMissing`, and `Cancelled` from `progress`; nothing is written then.
    """
    told = progress or Silent()
    document = _Document(language)
    for done, paper in enumerate(papers):
        told.step(done, len(papers))
        document.add(lay_out_plan(paper, language), bookmark=len(papers) > 1)
    told.step(len(papers), len(papers))
    file.write(document.finish())
    return document.pages


class _Document:
    """A PDF under way."""

    def __init__(self, language: str) -> None:
        self._fonts = Fonts(form_words(*characters_of_the_form(language)))
        self._pdf = pdfdoc.PDFDocument(compression=1, invariant=1, lang=language.replace("_", "-"))
        words = Words(language)
        self._pdf.setTitle(words.say(w.TITLE))
        self._pdf.setSubject(words.say(w.SUBJECT))
        self._pdf.setAuthor(_PROGRAM)
        self._pdf.setCreator(_PROGRAM)
        self._pdf.setProducer(_PROGRAM)
        self._resources = pdfdoc.PDFDictionary()
        self._resources_place = self._pdf.Reference(self._resources)
        self._bookmarks: list[tuple[str, pdfdoc.PDFObjectReference]] = []
        self.pages = 0

    def add(self, plan: PlanPages, *, bookmark: bool) -> None:
        if bookmark:
            self._bookmarks.append((_bookmark(plan.paper), self._pdf.thisPageRef()))
        for number in range(plan.count()):
            sheet = Sheet(self._fonts)
            plan.draw(number, sheet)
            self._add_page(sheet)

    def _add_page(self, sheet: Sheet) -> None:
        page = pdfdoc.PDFPage()
        page.MediaBox = pdfdoc.PDFArray([0, 0, WIDTH_PT, HEIGHT_PT])
        page.Resources = self._resources_place
        page.Contents = compressed_stream(zlib.compress(sheet.content(), _FAST))
        self._pdf.addPage(page)
        self.pages += 1

    def finish(self) -> bytes:
        self._resources["Font"] = self._fonts.resources(self._pdf)
        if self._bookmarks:
            self._pdf.Catalog.showOutline()
            for place, (title, _) in enumerate(self._bookmarks):
                self._pdf.outline.addOutlineEntry(str(place), 0, title)
        data: bytes = self._pdf.GetPDFData(self)
        return data

    def _bookmarkReference(self, name: str) -> pdfdoc.PDFArray:  # noqa: N802 (reportlab asks its canvas so)
        return pdfdoc.PDFArray([self._bookmarks[int(name)][1], pdfdoc.PDFName("Fit")])


def _bookmark(paper: PlanPaper) -> str:
    household = paper.household
    return printable(" ".join(filter(None, (household.number, household.head_name)))) or paper.plan.id
