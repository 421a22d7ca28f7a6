"""Reads long lists page by page, and says how much of them is shown."""

from collections.abc import Callable
from typing import TypeVar

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.services.ports import Page

T = TypeVar("T")

PAGE = 500


def need_limit(most: int) -> None:
    """Raises InvalidAnswer for a limit below nothing."""
    if most < 0:
        raise InvalidAnswer("Nothing was listed", "--limit is below nothing.", remedy="Give a number, or 0 for all.")


def all_of(read: Callable[[str | None, int], Page[T]], *, most: int) -> list[T]:
    """The first `most` lines, all of them for 0. `read` gives a page after a cursor, of at most so many lines.

    Raises InvalidAnswer for a negative number."""
    need_limit(most)
    found: list[T] = []
    after: str | None = None
    while True:
        wanted = PAGE if most == 0 else min(PAGE, most - len(found))
        page = read(after, wanted)
        found.extend(page.items)
        after = page.next
        if after is None or (most and len(found) >= most):
            return found


def how_many(shown: int, total: int, one: str, many: str) -> str:
    """`18 patients`, or `200 of 5,000 patients` and how to see all of them."""
    if shown < total:
        return f"{shown:,} of {total:,} {many}. Add --limit 0 for all."
    return f"1 {one}" if total == 1 else f"{total:,} {many}"
