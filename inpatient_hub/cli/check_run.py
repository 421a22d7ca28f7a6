"""Runs a check on a thread of its own, so that Ctrl+C can stop it and still leave what is known by then."""

import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inpatient_hub.cli import output

if TYPE_CHECKING:
    from inpatient_hub.readiness.service import Progress, Run

THREAD = "readiness check"
"""Name of the thread on which the check runs."""

_LOOK_UP_S = 0.1
"""Windows hands a Ctrl+C to the program only between two waits."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A run, and whether the person stopped it."""

    run: "Run"
    stopped: bool


Work = Callable[[Callable[["Progress"], None], threading.Event], "Run"]
"""Runs the check. It is given whom to tell of progress, and the event that stops it."""


def watched(work: Work) -> Watched:
    """Runs the check while showing how far it has come. The first Ctrl+C stops it; a second one gives up waiting and
    raises KeyboardInterrupt. What `work` raises is raised here. Belongs on the main thread."""
    told: queue.SimpleQueue[Progress | Run | BaseException] = queue.SimpleQueue()
    stop = threading.Event()

    def run() -> None:
        try:
            told.put(work(told.put, stop))
        except BaseException as error:  # noqa: BLE001 - it is raised again on the thread that waits
            told.put(error)

    with _stopped_by_ctrl_c(stop):
        threading.Thread(target=run, name=THREAD, daemon=True).start()
        try:
            return Watched(_awaited(told), stop.is_set())
        finally:
            output.progress("")


@contextmanager
def _stopped_by_ctrl_c(stop: threading.Event) -> Iterator[None]:
    """Sets `stop` at the first Ctrl+C. An exception would not do: it can come between any two steps of the waiting."""

    def pressed(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _awaited(told: "queue.SimpleQueue[Progress | Run | BaseException]") -> "Run":
    from inpatient_hub.readiness.service import Run

    while True:
        try:
            news = told.get(timeout=_LOOK_UP_S)
        except queue.Empty:
            continue
        if isinstance(news, Run):
            return news
        if isinstance(news, BaseException):
            raise news
        output.progress(f"{news.done} of {news.total}  {news.label}")
