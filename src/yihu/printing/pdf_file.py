"""A PDF as it is written: each object goes to the file at once, so that no size of batch fills the memory.

Names, texts, dictionaries and arrays are formatted by reportlab; what it would keep to the end (its document holds
every object until it is saved) is streamed here: objects, pages, outline, the table of places.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

_FAST = 4
"""Compression of page streams: nearly as small as the best, in half the time."""

_PROGRAM = "Yihu"


class _Places(dict[int, tuple[int, int]]):
    """reportlab asks its document for an object's number by its name: here a name is the number."""

    def __missing__(self, number: int) -> tuple[int, int]:
        return number, 0


class _Document(pdfdoc.DummyDoc):  # type: ignore[misc]
    """All that reportlab's objects ask of the document that they are formatted for."""

    idToObjectNumberAndVersion = _Places()  # noqa: N815 (reportlab's name)
    defaultStreamFilters = None  # noqa: N815 (reportlab's name)


_DOCUMENT = _Document()


@lru_cache(maxsize=512)
def name(text: str) -> str:
    """A PDF name, escaped."""
    made: str = pdfdoc.PDFName(text)
    return made


def reference(number: int) -> pdfdoc.PDFObjectReference:
    """How one object names another."""
    return pdfdoc.PDFObjectReference(number)


def dictionary(entries: Mapping[str, Any]) -> pdfdoc.PDFDictionary:
    """A dictionary of these entries."""
    return pdfdoc.PDFDictionary(dict(entries))


def array(*elements: Any) -> pdfdoc.PDFArray:
    """An array of these elements."""
    return pdfdoc.PDFArrayCompact(elements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """One entry of the outline; those of a deeper level belong to the one before them."""

    title: str
    page: int
    level: int = 0


@dataclass(slots=True)
class PdfFile:
    """Writes objects as they come. Nothing is written before the first one."""

    file: BinaryIO
    pages: list[int] = field(default_factory=list)
    _places: list[int] = field(default_factory=lambda: [0])
    _written: int = 0
    _digest: "blake2b" = field(default_factory=lambda: blake2b(digest_size=16))
    _tree: int = 0

    def reserve(self) -> int:
        """The number of an object that is written later."""
        self._places.append(0)
        return len(self._places) - 1

    def put(self, number: int, body: pdfdoc.PDFObject) -> None:
        """Write a reserved object."""
        self._object(number, pdfdoc.format(body, _DOCUMENT, 1))

    def add(self, entries: Mapping[str, Any]) -> int:
        """Write a dictionary as an object; its number."""
        number = self.reserve()
        self.put(number, dictionary(entries))
        return number

    def add_stream(self, data: bytes, entries: Mapping[str, Any] | None = None) -> int:
        """Write bytes that are compressed already; the object's number. `entries`: beside length and filter."""
        number = self.reserve()
        head = dictionary({"Filter": name("FlateDecode"), **(entries or {})})
        self.put(number, pdfdoc.PDFStream(head, data))
        return number

    def add_page(
        self, width_pt: float, height_pt: float, content: bytes, resources: Mapping[str, Any]
    ) -> int:
        """Write a page with its content, in the operators of PDF; the page's number."""
        self._tree = self._tree or self.reserve()
        stream = self.add_stream(zlib.compress(content, _FAST))
        page = self.add(
            {
                "Type": name("Page"),
                "Parent": reference(self._tree),
                "MediaBox": array(0, 0, width_pt, height_pt),
                "Resources": dictionary(resources),
                "Contents": reference(stream),
            }
        )
        self.pages.append(page)
        return page

    def finish(self, title: str, subject: str, language: str, bookmarks: Sequence[Bookmark] = ()) -> None:
        """Write what stands at the end. The same objects give the same bytes."""
        self._tree = self._tree or self.reserve()
        kids = array(*map(reference, self.pages))
        self.put(self._tree, dictionary({"Type": name("Pages"), "Count": len(self.pages), "Kids": kids}))
        told = {"Title": title, "Subject": subject} | dict.fromkeys(
            ("Author", "Creator", "Producer"), _PROGRAM
        )
        info = self.add({key: pdfdoc.PDFString(text) for key, text in told.items()})
        catalog = {
            "Type": name("Catalog"),
            "Pages": reference(self._tree),
            "Lang": pdfdoc.PDFString(language),
            "ViewerPreferences": dictionary({"DisplayDocTitle": "true"}),
        }
        if bookmarks:
            catalog["Outlines"] = reference(self._add_outline(bookmarks))
            catalog["PageMode"] = name("UseOutlines")
        self._end(self.add(catalog), info)

    def _add_outline(self, bookmarks: Sequence[Bookmark]) -> int:
        outline = self.reserve()
        numbers = [self.reserve() for _ in bookmarks]
        parents = _parents(bookmarks)
        children: dict[int, list[int]] = {}
        for place, parent in enumerate(parents):
            children.setdefault(parent, []).append(place)
        for parent, siblings in children.items():
            above = reference(numbers[parent] if parent >= 0 else outline)
            for at, place in enumerate(siblings):
                mark = bookmarks[place]
                entries = {
                    "Title": pdfdoc.PDFString(mark.title),
                    "Parent": above,
                    "Dest": array(reference(mark.page), name("Fit")),
                }
                if at:
                    entries["Prev"] = reference(numbers[siblings[at - 1]])
                if at + 1 < len(siblings):
                    entries["Next"] = reference(numbers[siblings[at + 1]])
                self.put(numbers[place], dictionary(entries | _ends(numbers, children.get(place, []))))
        self.put(outline, dictionary({"Type": name("Outlines")} | _ends(numbers, children[-1])))
        return outline

    def _object(self, number: int, body: bytes) -> None:
        if not self._written:
            self._write(b"%PDF-1.5\n%\xe4\xb8\x80\xe6\x88\xb7\n")
        self._places[number] = self._written
        self._write(b"".join((b"%d 0 obj\n" % number, body, b"\nendobj\n")))

    def _write(self, data: bytes) -> None:
        self.file.write(data)
        self._digest.update(data)
        self._written += len(data)

    def _end(self, root: int, info: int) -> None:
        start, count = self._written, len(self._places)
        lines = [f"xref\n0 {count}\n0000000000 65535 f \n"]
        lines += [f"{place:010d} 00000 n \n" for place in self._places[1:]]
        self._write("".join(lines).encode("ascii"))
        identity = f"<{self._digest.hexdigest()}>"
        trailer = pdfdoc.PDFTrailer(
            start, Size=count, Root=reference(root), Info=reference(info), ID=array(identity, identity)
        )
        self._write(trailer.format(_DOCUMENT))


def _parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """The place of each bookmark's parent; -1 for the outline itself."""
    parents, above = list[int](), list[int]()
    for place, mark in enumerate(bookmarks):
        del above[mark.level :]
        parents.append(above[-1] if above else -1)
        above.append(place)
    return parents


def _ends(numbers: Sequence[int], children: Sequence[int]) -> dict[str, Any]:
    """First, last and count of what belongs to an entry."""
    if not children:
        return {}
    return {
        "First": reference(numbers[children[0]]),
        "Last": reference(numbers[children[-1]]),
        "Count": len(children),
    }
