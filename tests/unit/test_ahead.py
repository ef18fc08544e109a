"""Items drawn in another thread come in their order; what goes wrong there is told here."""

from collections.abc import Iterator
from itertools import count
from threading import active_count, get_ident

import pytest

from yihu.base.ahead import drawn_ahead


def test_items_come_in_their_order_from_another_thread() -> None:
    here = get_ident()
    with drawn_ahead((number, get_ident()) for number in range(100)) as items:
        drawn = list(items)
    assert [number for number, _ in drawn] == list(range(100))
    assert {thread for _, thread in drawn}.isdisjoint({here})


def test_nothing_to_draw_is_no_error() -> None:
    with drawn_ahead(()) as items:
        assert list(items) == []


def test_what_the_source_raises_is_raised_where_it_is_drawn() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("disk")

    with drawn_ahead(broken()) as items:
        assert next(items) == 1
        with pytest.raises(OSError, match="disk"):
            next(items)


def test_an_endless_source_is_left_and_its_thread_ends() -> None:
    before = active_count()
    with drawn_ahead(count(), at_most=2) as items:
        assert next(items) == 0
    assert active_count() == before


def test_no_more_than_allowed_are_drawn_ahead() -> None:
    drawn = []

    def source() -> Iterator[int]:
        for number in range(50):
            drawn.append(number)
            yield number

    with drawn_ahead(source(), at_most=3) as items:
        for number in items:
            assert len(drawn) <= number + 6
    assert drawn == list(range(50))
