"""One PDF of any papers: pages written as they come, fonts and bookmarks at the end.

document = Document(file, words)
document.add(laid_out)          # any number of `LaidOut`, of any page format
document.finish()
"""

from typing import Any, BinaryIO

from yihu.printing.embedding import Fonts, FormWords
from yihu.printing.letterhead import LaidOut
from yihu.printing.line_breaks import printable
from yihu.printing.page import PageFormat
from yihu.printing.pdf_file import Bookmark, PdfFile, dictionary, name, reference
from yihu.printing.pictures import Picture
from yihu.printing.sheet import Sheet


class Document:
    """A PDF under way.

    Attributes:
        pages: written so far.
    """

    def __init__(
        self, file: BinaryIO, fonts: FormWords, *, language: str, title: str, subject: str = ""
    ) -> None:
        """`fonts`: the glyphs that its papers share (`embedding.form_words`); others come as they are needed."""
        self._pdf = PdfFile(file)
        self._fonts = Fonts(fonts)
        self._font_place = 0
        self._language, self._title, self._subject = language.replace("_", "-"), title, subject
        self._bookmarks: list[Bookmark] = []
        self._pictures: dict[str, int] = {}
        self._group = ""
        self.pages = 0

    def add(self, paper: LaidOut, *, bookmark: bool = False) -> None:
        """All pages of one paper, with its line in the outline where wished."""
        for number in range(paper.count):
            sheet = self.new_sheet(paper.page)
            paper.draw(number, sheet)
            page = self.add_sheet(sheet)
            if bookmark and number == 0:
                self._mark(paper, page)

    def new_sheet(self, page: PageFormat) -> Sheet:
        """A blank sheet to draw on; `add_sheet` puts it into the document."""
        return Sheet(self._fonts, page)

    def add_sheet(self, sheet: Sheet) -> int:
        """The sheet as the next page; its number in the file."""
        self._font_place = self._font_place or self._pdf.reserve()
        resources: dict[str, Any] = {"Font": reference(self._font_place)}
        if sheet.pictures:
            pictures = {label: reference(self._picture(one)) for label, one in sheet.pictures.items()}
            resources["XObject"] = dictionary(pictures)
        self.pages += 1
        return self._pdf.add_page(sheet.page.width_pt, sheet.page.height_pt, sheet.content(), resources)

    def finish(self) -> None:
        """Write fonts, outline and the table of places."""
        if self._font_place:
            self._pdf.put(self._font_place, dictionary(self._fonts.resources(self._pdf)))
        self._pdf.finish(self._title, self._subject, self._language, self._bookmarks)

    def _picture(self, picture: Picture) -> int:
        if picture.name not in self._pictures:
            self._pictures[picture.name] = self._pdf.add_stream(
                picture.data,
                {
                    "Type": name("XObject"),
                    "Subtype": name("Image"),
                    "Width": picture.width_px,
                    "Height": picture.height_px,
                    "ColorSpace": name(picture.colours),
                    "BitsPerComponent": 8,
                    "Filter": name("DCTDecode"),
                },
            )
        return self._pictures[picture.name]

    def _mark(self, paper: LaidOut, page: int) -> None:
        if paper.group and paper.group != self._group:
            self._group = paper.group
            self._bookmarks.append(Bookmark(title=printable(paper.group), page=page))
        title = printable(paper.bookmark)
        self._bookmarks.append(Bookmark(title=title, page=page, level=1 if paper.group else 0))
