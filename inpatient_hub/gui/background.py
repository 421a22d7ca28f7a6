"""Does slow work off the screen's thread, one job after another, so that the window never stops answering."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from inpatient_hub.domain.access import NobodySignedIn, SignInOver
from inpatient_hub.domain.errors import HubError

if TYPE_CHECKING:
    from queue import SimpleQueue

T = TypeVar("T")


class _Job:
    """Belongs to the GUI thread, which keeps it until that of the next is delivered; the other only works on it."""

    def __init__(
        self,
        task: Callable[[], Any],
        owner: QObject,
        then: Callable[[Any], None] | None,
        otherwise: Callable[[HubError], None] | None,
        also: Callable[[HubError], None] | None,
    ) -> None:
        self.task = task
        self.owner = owner
        self.then = then
        self.otherwise = otherwise
        self.also = also
        self.result: Any = None
        self.error: HubError | None = None


class UnexpectedFault(HubError):
    """A bug, shown calmly. The log has its place; what was saved is safe."""

    def __init__(self) -> None:
        super().__init__(
            "Something went wrong in the program",
            "This one action did not finish. Everything saved before it is safe.",
            remedy="Try it once more. If it happens again, tell your digital lead: the log says where.",
        )


class Background(QObject):
    """A thread with a name: the store's own, or another that must not keep the store waiting. `run` may only be called
    from the GUI thread."""

    failed = Signal(object)
    """A HubError nobody asked to hear of; the window shows it."""
    sign_in_needed = Signal()
    """Something was refused because nobody is signed in, or no longer: the window asks who is there."""
    _finished = Signal(int)

    def __init__(self, parent: QObject | None = None, *, name: str = "store") -> None:
        super().__init__(parent)
        self._name = name
        self._jobs: SimpleQueue[int | None] | None = None
        self._given: dict[int, _Job] = {}
        self._numbers = count()
        self._last: _Job | None = None
        self._thread: threading.Thread | None = None
        self._waiting = 0
        self._also: Callable[[HubError], None] | None = None
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether every job given so far has been delivered."""
        return self._waiting == 0

    def run(
        self,
        task: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[HubError], None] | None = None,
    ) -> None:
        """Runs `task` on this thread; `then` gets its result on the GUI thread. Neither `then` nor `otherwise`
        is called when `owner` is gone by that time. An error that has no `otherwise` is given to `failed`."""
        self._waiting += 1
        number = next(self._numbers)
        self._given[number] = _Job(task, owner, then, otherwise, self._also)
        self._begun().put(number)

    @contextmanager
    def telling(self, failed: Callable[[HubError], None]) -> Iterator[None]:
        """What is given to `run` within this tells `failed` too when it goes wrong, whoever owns it."""
        before, self._also = self._also, failed
        try:
            yield
        finally:
            self._also = before

    def close(self, *, wait_s: float | None = None) -> None:
        """Finishes the jobs already given, then stops the thread. Their results are no longer delivered. `wait_s` is
        for a thread whose work may be left unfinished: it is not waited for any longer, and ends with the program."""
        if self._jobs is not None and self._thread is not None:
            self._jobs.put(None)
            self._thread.join(wait_s)

    def _begun(self) -> "SimpleQueue[int | None]":
        """The jobs; the thread that does them begins with the first."""
        if self._jobs is None:
            from queue import SimpleQueue  # with what it needs 1 ms of a start, and nothing is asked before the paint

            self._jobs = SimpleQueue()
            self._thread = threading.Thread(target=self._work, args=(self._jobs,), name=self._name, daemon=True)
            self._thread.start()
        return self._jobs

    def _work(self, jobs: "SimpleQueue[int | None]") -> None:
        while (number := jobs.get()) is not None:
            self._do(number)
            if shiboken6.isValid(self):
                self._finished.emit(number)

    def _do(self, number: int) -> None:
        """On this thread. Nothing of the job is held on to afterwards: a part of the window whose last holder is this
        thread would be taken down on it."""
        job = self._given[number]
        try:
            job.result = job.task()
        except HubError as expected:
            job.error = expected
        except Exception as bug:  # noqa: BLE001  anything else is a bug, and this is the thread's border
            from inpatient_hub.host.log import log_bug  # slow to load, and hardly ever wanted

            log_bug(f"the {self._name}'s thread", bug)
            job.error = UnexpectedFault()
        finally:
            del job  # an error knows the calls it came through, and what they held

    @Slot(int)
    def _on_finished(self, number: int) -> None:
        self._waiting -= 1
        self._last = job = self._given.pop(number)  # and the one before is let go of, here
        if job.error is not None and job.also is not None:
            job.also(job.error)
        if not shiboken6.isValid(job.owner):
            return
        if job.error is None:
            if job.then is not None:
                job.then(job.result)
            return
        needs_sign_in = isinstance(job.error, NobodySignedIn | SignInOver)
        if job.otherwise is not None:
            job.otherwise(job.error)
        elif not needs_sign_in:
            self.failed.emit(job.error)
        if needs_sign_in:
            self.sign_in_needed.emit()
