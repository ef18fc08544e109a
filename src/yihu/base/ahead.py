"""Drawing items in another thread while the caller works on earlier ones."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event, Semaphore, Thread
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def drawn_ahead(source: Iterable[T], at_most: int = 4) -> Iterator[Iterator[T]]:
    """The items of `source` in their order; what it raises is raised to who draws them here.

    At most `at_most` items wait. When the block is left, the other thread has ended.
    """
    ready: SimpleQueue[tuple[T] | BaseException | None] = SimpleQueue()
    room, stopped = Semaphore(at_most), Event()

    def draw() -> None:
        try:
            for item in source:
                ready.put((item,))
                room.acquire()
                if stopped.is_set():
                    return
            ready.put(None)
        except BaseException as cause:
            ready.put(cause)

    def items() -> Iterator[T]:
        while (got := ready.get()) is not None:
            if isinstance(got, BaseException):
                raise got
            room.release()
            yield got[0]

    thread = Thread(target=draw, daemon=True)
    thread.start()
    try:
        yield items()
    finally:
        stopped.set()
        room.release()
        thread.join()
