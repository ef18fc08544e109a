"""Text files that people edited with whatever their computer has."""

from __future__ import annotations

from pathlib import Path

from yihu.base.errors import FileUnreadable

_BYTES_AT_MOST = 4_000_000
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_text_file(path: Path) -> str:
    """The text, whatever the editor of a Chinese Windows wrote it as: UTF-8, UTF-16 or GB 18030.

    Raises FileUnreadable.
    """
    try:
        if path.stat().st_size > _BYTES_AT_MOST:
            raise FileUnreadable(name=path.name)
        data = path.read_bytes()
    except OSError as cause:
        raise FileUnreadable(name=path.name) from cause
    if data.startswith(_BYTE_ORDER_MARKS):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def editable(text: str) -> bytes:
    """The text as every editor of Windows opens it right."""
    return b"\xef\xbb\xbf" + text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
