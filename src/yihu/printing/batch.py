"""Papers as PDF: one, many in one file, or a file for each, on two processors where that is worth it.

Whatever is printed, at most a handful of papers is in memory: they come from an iterator and go to files at once.
"""

import io
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, BinaryIO

from yihu.base.i18n import CHINESE
from yihu.base.progress import Progress, Silent
from yihu.printing.document import Document
from yihu.printing.kinds import KIND_OF, lay_out, shared_glyphs
from yihu.printing.template import Template, own_template, shipped_template
from yihu.printing.words import Words

POOL_FROM = 100
"""Papers from which on a second processor is worth its start."""

_CHUNK = 16
_AHEAD = 3
_PROCESSORS = 2

Named = tuple[str, Any]
"""A paper under the name that its file will have."""


def print_paper(
    kind: str, paper: object, file: BinaryIO, *, language: str = CHINESE, template: Template | None = None
) -> int:
    """Write one paper as PDF; how many pages it has. The same paper gives the same bytes.

    Raises `FontMissing`; nothing is written then.
    """
    buffer = io.BytesIO()
    pages = print_papers(kind, [paper], 1, buffer, language=language, template=template)
    file.write(buffer.getbuffer())
    return pages


def print_blank(
    kind: str, file: BinaryIO, *, language: str = CHINESE, template: Template | None = None
) -> int:
    """Write an empty paper to be filled in by hand; see `print_paper`."""
    return print_paper(kind, KIND_OF[kind].blank(), file, language=language, template=template)


def print_papers(
    kind: str,
    papers: Iterable[object],
    total: int,
    file: BinaryIO,
    *,
    language: str = CHINESE,
    template: Template | None = None,
    progress: Progress | None = None,
) -> int:
    """Write many papers into one PDF, with a bookmark for each and for each group; the pages in all.

    `total` tells `progress`. Raises `FontMissing`, and `Cancelled` from `progress`: the file is to be thrown away
    then.
    """
    told, used = progress or Silent(), template or shipped_template(kind)
    words = Words(used, language)
    glyphs = shared_glyphs(kind, used, language)
    title = words.plain_title() or kind
    document = Document(file, glyphs, language=language, title=title, subject=title)
    told.step(0, total)
    for done, paper in enumerate(papers, 1):
        document.add(lay_out(kind, paper, words), bookmark=total > 1)
        told.step(min(done, total), total)
    document.finish()
    return document.pages


def print_each(
    kind: str,
    papers: Iterable[Named],
    total: int,
    keep: Callable[[str, bytes], None],
    *,
    language: str = CHINESE,
    texts: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    processors: int | None = None,
) -> int:
    """One PDF for each paper, handed to `keep` with its name in the papers' order; the pages in all.

    Args:
        texts: a county's own templates by kind, checked already.
        processors: 1 prints here; None decides by the number of papers and of processors.

    Raises `FontMissing`, and `Cancelled` from `progress`; what was kept stays.
    """
    told, pages, done = progress or Silent(), 0, 0
    told.step(0, total)
    work = (kind, language, dict(texts or {}))
    several = processors or (_PROCESSORS if total >= POOL_FROM and (os.cpu_count() or 1) > 1 else 1)
    made = _printed_in_pool(work, papers, several) if several > 1 else _printed_here(work, papers)
    for name, data, count in made:
        keep(name, data)
        done, pages = done + 1, pages + count
        told.step(min(done, total), total)
    return pages


Work = tuple[str, str, dict[str, str]]
Printed = tuple[str, bytes, int]


def _printed_here(work: Work, papers: Iterable[Named]) -> Iterator[Printed]:
    for paper in papers:
        yield from _print_chunk(work, [paper])


def _printed_in_pool(work: Work, papers: Iterable[Named], processors: int) -> Iterator[Printed]:
    """Chunks printed beside each other and given back in their order, a few ahead of who takes them."""
    waiting: deque[Future[list[Printed]]] = deque()
    coming = iter(papers)
    # A forked child would inherit a window's threads and the open database half-way.
    with ProcessPoolExecutor(processors, mp_context=get_context("spawn")) as pool:
        try:
            while chunk := list(islice(coming, _CHUNK)):
                waiting.append(pool.submit(_print_chunk, work, chunk))
                if len(waiting) >= processors + _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _print_chunk(work: Work, papers: Sequence[Named]) -> list[Printed]:
    kind, language, texts = work
    template = own_template(kind, texts)
    made = []
    for name, paper in papers:
        buffer = io.BytesIO()
        pages = print_papers(kind, [paper], 1, buffer, language=language, template=template)
        made.append((name, buffer.getvalue(), pages))
    return made
