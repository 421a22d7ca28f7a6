"""Checks this computer on a thread of its own, for every page that asks: it needs no ward, no store and no person."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.background import Background

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Place
    from inpatient_hub.domain.readiness import Report
    from inpatient_hub.readiness.service import Progress, ReadinessService
    from inpatient_hub.services.ports import Clock

T = TypeVar("T")

Checks = Callable[[], "ReadinessService"]
"""Opens the checks of a computer, on the doctor's thread."""
Glance = Callable[[], "Report | None"]
"""Reads what the last check came to without opening the checks, on the doctor's thread."""

_LEAVE_AFTER_S = 1.0
"""How long closing waits for a check that was told to stop; a collector that hangs ends with the program."""


class Doctor(QObject):
    """The readiness service behind its own thread. Nothing of it is loaded, and no thread exists, until it is asked."""

    failed = Signal(object)
    """A HubError nobody asked to hear of."""
    progressed = Signal(object)
    """How far the check under way has come: a `Progress`."""
    _told = Signal(object)

    def __init__(
        self,
        opener: Checks,
        parent: QObject | None = None,
        *,
        glance: Glance | None = None,
    ) -> None:
        super().__init__(parent)
        self._opener = opener
        self._glance = glance
        self._service: ReadinessService | None = None
        self._background: Background | None = None
        self._stop = threading.Event()
        self._told.connect(self.progressed, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether everything asked so far has been answered."""
        return self._background is None or self._background.is_idle

    def ask(
        self,
        question: "Callable[[ReadinessService], T]",
        *,
        owner: QObject,
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[HubError], None] | None = None,
    ) -> None:
        """Puts a question to the service on its own thread; `then` gets the answer on the GUI thread."""
        self._worker().run(lambda: question(self._opened()), owner=owner, then=then, otherwise=otherwise)

    def ask_last(self, *, owner: QObject, then: "Callable[[Report | None], None]") -> None:
        """What the last check came to, in the profile chosen; None where there was none, or where it cannot be read."""
        self._worker().run(self._last, owner=owner, then=then, otherwise=_pass_over)

    def begin_check(self) -> threading.Event:
        """The event that stops the check about to be asked for; the one before can no longer be stopped."""
        self._stop = threading.Event()
        return self._stop

    def stop_check(self) -> None:
        """Stops the check under way; what it had not settled is then marked so."""
        self._stop.set()

    def tell(self, progress: "Progress") -> None:
        """Passes on how far a check has come. Called on the doctor's thread."""
        self._told.emit(progress)

    def close(self) -> None:
        """Stops what is under way and ends the thread."""
        self.stop_check()
        if self._background is not None:
            self._background.close(wait_s=_LEAVE_AFTER_S)

    def _worker(self) -> Background:
        if self._background is None:
            self._background = Background(self, name="readiness")
            self._background.failed.connect(self.failed)
        return self._background

    def _last(self) -> "Report | None":
        if self._service is None and self._glance is not None:
            return self._glance()
        service = self._opened()
        return service.last(service.remembered().profile_id)

    def _opened(self) -> "ReadinessService":
        """Opened once, on the thread it is used on."""
        if self._service is None:
            self._service = self._opener()
        return self._service


def doctor_for(place: "Place", clock: "Clock | None", parent: QObject) -> Doctor:
    """The doctor of this computer and of this place."""

    def open_checks() -> "ReadinessService":
        from inpatient_hub.bootstrap import open_readiness

        return open_readiness(place, clock=clock)

    def glance() -> "Report | None":
        from inpatient_hub.bootstrap import trust_policy_of
        from inpatient_hub.readiness.remembered import Memory

        memory = Memory(place.data_folder)
        last = memory.last(memory.read().profile_id or trust_policy_of(place).readiness_profile)
        return last.report if last else None

    return Doctor(open_checks, parent, glance=glance)


def _pass_over(_error: HubError) -> None:
    return
