"""Asks a file many questions at a time, each thread on a connection of its own: unlocking its pages is most of what a
walk through a long table costs."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from inpatient_hub.store.driver import Connection

if TYPE_CHECKING:
    from concurrent.futures import Future

A = TypeVar("A")
T = TypeVar("T")

_AHEAD = 3
"""Questions that are worked on or answered for each connection before somebody wants to know: what lies in memory."""


def side_by_side(
    connections: Sequence[Connection], asked: Iterable[A], answer: Callable[[Connection, A], T]
) -> Iterator[T]:
    """The answers in the order of the questions. Whoever wants no more waits for those that are being worked on.
    Raises what an answer raises."""
    from concurrent.futures import ThreadPoolExecutor

    free = deque(connections)

    def answered(question: A) -> T:
        mine = free.popleft()
        try:
            return answer(mine, question)
        finally:
            free.append(mine)

    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(len(connections), thread_name_prefix="store-walk") as pool:
        try:
            for question in asked:
                waiting.append(pool.submit(answered, question))
                if len(waiting) >= _AHEAD * len(connections):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()
