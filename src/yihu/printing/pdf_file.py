"""A PDF as it is written: each object goes to the file at once, so that no size of batch fills the memory.

The little of ISO 32000 that paper needs: objects, streams, pages, bookmarks, the table of places at the end.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import BinaryIO

_FAST = 4
"""Compression of page streams: nearly as small as the best, in half the time."""

_PROGRAM = "Yihu"


def reference(number: int) -> str:
    """How one object names another."""
    return f"{number} 0 R"


def text_string(text: str) -> str:
    """A text for people: bookmarks and the document's properties."""
    return f"<FEFF{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>"


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

    def put(self, number: int, body: str) -> None:
        """Write a reserved object."""
        self._object(number, body.encode("latin-1"))

    def add(self, body: str) -> int:
        """Write an object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def add_stream(self, data: bytes, entries: str = "/Filter /FlateDecode") -> int:
        """Write bytes that are compressed already; the object's number."""
        number = self.reserve()
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("latin-1")
        self._object(number, b"".join((head, data, b"\nendstream")))
        return number

    def add_page(self, width_pt: float, height_pt: float, content: bytes, resources: str) -> int:
        """Write a page with its content, in the operators of PDF; the page's number."""
        self._tree = self._tree or self.reserve()
        stream = self.add_stream(zlib.compress(content, _FAST))
        box = f"[0 0 {width_pt:g} {height_pt:g}]"
        page = self.add(
            f"<< /Type /Page /Parent {reference(self._tree)} /MediaBox {box} /Resources {resources}"
            f" /Contents {reference(stream)} >>"
        )
        self.pages.append(page)
        return page

    def finish(self, title: str, subject: str, language: str, bookmarks: Sequence[Bookmark] = ()) -> None:
        """Write what stands at the end. The same objects give the same bytes."""
        self._tree = self._tree or self.reserve()
        kids = " ".join(map(reference, self.pages))
        self.put(self._tree, f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>")
        told = " ".join(f"/{key} {text_string(_PROGRAM)}" for key in ("Author", "Creator", "Producer"))
        info = self.add(f"<< /Title {text_string(title)} /Subject {text_string(subject)} {told} >>")
        shown = ""
        if bookmarks:
            outline = self._add_outline(bookmarks)
            shown = f" /Outlines {reference(outline)} /PageMode /UseOutlines"
        root = self.add(
            f"<< /Type /Catalog /Pages {reference(self._tree)} /Lang ({language})"
            f" /ViewerPreferences << /DisplayDocTitle true >>{shown} >>"
        )
        self._end(root, info)

    def _add_outline(self, bookmarks: Sequence[Bookmark]) -> int:
        outline = self.reserve()
        numbers = [self.reserve() for _ in bookmarks]
        parents = _parents(bookmarks)
        children: dict[int, list[int]] = {}
        for place, parent in enumerate(parents):
            children.setdefault(parent, []).append(place)
        for siblings in children.values():
            for at, place in enumerate(siblings):
                mark, parent = bookmarks[place], parents[place]
                entries = [f"/Title {text_string(mark.title)}"]
                entries.append(f"/Parent {reference(numbers[parent] if parent >= 0 else outline)}")
                entries.append(f"/Dest [{reference(mark.page)} /Fit]")
                if at:
                    entries.append(f"/Prev {reference(numbers[siblings[at - 1]])}")
                if at + 1 < len(siblings):
                    entries.append(f"/Next {reference(numbers[siblings[at + 1]])}")
                entries += _first_and_last(numbers, children.get(place, []))
                self.put(numbers[place], f"<< {' '.join(entries)} >>")
        ends = " ".join(_first_and_last(numbers, children[-1]))
        self.put(outline, f"<< /Type /Outlines {ends} >>")
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
        identity = self._digest.hexdigest()
        lines.append(
            f"trailer\n<< /Size {count} /Root {reference(root)} /Info {reference(info)}"
            f" /ID [<{identity}> <{identity}>] >>\nstartxref\n{start}\n%%EOF\n"
        )
        self.file.write("".join(lines).encode("latin-1"))


def _parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """The place of each bookmark's parent; -1 for the outline itself."""
    parents, above = list[int](), list[int]()
    for place, mark in enumerate(bookmarks):
        del above[mark.level :]
        parents.append(above[-1] if above else -1)
        above.append(place)
    return parents


def _first_and_last(numbers: Sequence[int], children: Sequence[int]) -> list[str]:
    if not children:
        return []
    first, last = reference(numbers[children[0]]), reference(numbers[children[-1]])
    return [f"/First {first} /Last {last} /Count {len(children)}"]
