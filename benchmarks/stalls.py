"""For how long the window does not answer at worst while a long list is opened and scrolled."""

from collections.abc import Iterator
from statistics import median

from benchmarks.measure import Figure, Judged
from benchmarks.spawn import environment, told_by
from benchmarks.wards import Wards

LIMIT_MS = 50.0
"""Milliseconds after which a person feels that the window hangs."""

_PARTS = ("opening", "scrolling", "rows", "busy")


def window(wards: Wards, pairs: int) -> Iterator[Figure]:
    """Both long lists, each time in a window that was just started and has not shown them yet."""
    folder, environ = str(wards.large()), environment(wards.compiled)
    told = [told_by("stalls", folder, environ=environ)[0] for _ in range(pairs + 1)][1:]
    for page, words in (("patients", "5,000 patients"), ("notes", "20,000 notes")):
        yield Figure(
            name=f"stall.{page}_page",
            about="The longest time between two beats of a 5 ms timer on the GUI thread while the page with "
            f"{words} is opened for the first time and scrolled through three parts of 200; the same window with "
            "nothing to do.",
            unit="ms",
            ours=tuple(one[page] for one in told),
            baseline=tuple(one["idle"] for one in told),
            limit=LIMIT_MS,
            judged=Judged.OURS,
            facts={
                part: median(one[f"{page}_{part}"] for one in told) for part in ("opening", "scrolling", "rows", "busy")
            },
        )
