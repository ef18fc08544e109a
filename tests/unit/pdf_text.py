"""Reads the text of a PDF as a viewer does, knowing nothing of how it was made."""

import re
import zlib

_OBJECT = re.compile(rb"(?<=\n)(\d+) 0 obj\n(.*?)endobj\n", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\nstream\n(.*?)endstream\n", re.DOTALL)
_SHOWN = re.compile(r"/(F\d+) [\d.]+ Tf <([0-9A-F]+)> Tj")
_MAPPED = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")


class ReadPdf:
    """The objects of a PDF by number."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.objects = {int(number): body for number, body in _OBJECT.findall(data)}

    def reference(self, body: bytes, key: str) -> int:
        found = re.search(rf"/{key}\s*\[?\s*(\d+) 0 R".encode(), body)
        assert found, key
        return int(found[1])

    def stream(self, number: int) -> bytes:
        parts = _STREAM.match(self.objects[number])
        assert parts
        return zlib.decompress(parts[2])

    def page_numbers(self) -> list[int]:
        tree = next(body for body in self.objects.values() if b"/Type /Pages" in body)
        kids = re.search(rb"/Kids \[(.*?)\]", tree, re.DOTALL)
        assert kids
        return [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])]

    def fonts(self) -> dict[str, dict[int, str]]:
        """For each font label, the text that each of its numbers stands for."""
        page = self.objects[self.page_numbers()[0]]
        resources = self.objects[self.reference(page, "Font")]
        maps = {}
        for label, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources):
            unicode_map = self.stream(self.reference(self.objects[int(number)], "ToUnicode")).decode()
            maps[label.decode()] = {
                int(code, 16): bytes.fromhex(text).decode("utf-16-be")
                for code, text in _MAPPED.findall(unicode_map)
            }
        return maps

    def font_program(self, label: str) -> bytes:
        page = self.objects[self.page_numbers()[0]]
        resources = self.objects[self.reference(page, "Font")]
        font = self.objects[self.reference(resources, label)]
        descriptor = self.objects[
            self.reference(self.objects[self.reference(font, "DescendantFonts")], "FontDescriptor")
        ]
        return self.stream(self.reference(descriptor, "FontFile2"))

    def pages(self) -> list[list[str]]:
        """The lines of text of each page, in the order they were drawn."""
        fonts = self.fonts()
        read = []
        for number in self.page_numbers():
            content = self.stream(self.reference(self.objects[number], "Contents")).decode()
            lines = []
            for block in re.findall(r"BT (.*?) ET", content, re.DOTALL):
                runs = _SHOWN.findall(block)
                lines.append(
                    "".join(
                        fonts[label][int(codes[place : place + 4], 16)]
                        for label, codes in runs
                        for place in range(0, len(codes), 4)
                    )
                )
            read.append(lines)
        return read

    def text(self) -> str:
        return "\n".join(line for page in self.pages() for line in page)
