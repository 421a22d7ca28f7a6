"""For how long the window does not answer while Today, the diary and My tasks open, and how long a frame takes."""

from collections.abc import Iterator
from statistics import median

from benchmarks.measure import Figure, Judged
from benchmarks.spawn import environment, told_by
from benchmarks.stalls import LIMIT_MS
from benchmarks.task_wards import TASKS, task_ward
from benchmarks.wards import Wards

FRAME_LIMIT_MS = 1000 / 60
PAGES = {"today": "Today", "diary": "the diary's week", "my_tasks": "My tasks"}
NAMES = (*(f"stall.{page}" for page in PAGES), "diary.repaint")


def window(wards: Wards, pairs: int, *, count: int = TASKS) -> Iterator[Figure]:
    """Each page in a window that was just started; then the diary scrolled."""
    folder, environ = str(task_ward(wards, count)), environment(wards.compiled)
    told = [told_by("diary", folder, environ=environ)[0] for _ in range(pairs + 1)][1:]
    for page, words in PAGES.items():
        yield Figure(
            name=f"stall.{page}",
            about=f"The longest time between two beats of a 5 ms timer on the GUI thread while {words} is opened for "
            f"the first time on a ward of {count:,} tasks; the same window with nothing to do.",
            unit="ms",
            ours=tuple(one[page] for one in told),
            baseline=tuple(one["idle"] for one in told),
            limit=LIMIT_MS,
            judged=Judged.OURS,
            facts={"busy": median(one[f"{page}_busy"] for one in told)},
        )
    yield Figure(
        name="diary.repaint",
        about="The diary's week painted anew at once after a step of scrolling, the median of a second and a half of "
        "steps; the longest of them. One frame of a 60 Hz screen is 16.7 ms.",
        unit="ms",
        ours=tuple(one["repaint"] for one in told),
        baseline=tuple(one["repaint_worst"] for one in told),
        limit=FRAME_LIMIT_MS,
        judged=Judged.OURS,
        facts={"scrolled_pixels": median(one["scrolled"] for one in told)},
    )
