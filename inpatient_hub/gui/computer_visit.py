"""Shows the Computer page while no ward is open: before the first set-up, and when the store cannot be opened."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.doctor import Doctor
from inpatient_hub.gui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from inpatient_hub.gui.pages.computer.page import ComputerPage
    from inpatient_hub.services.ports import Clock


class ComputerVisit(QObject):
    """A doctor must not need a healthy patient: the page is made from the doctor alone, with a way back to the page
    that was shown."""

    def __init__(self, window: MainWindow, doctor: Doctor, clock: "Clock | None") -> None:
        super().__init__(window)
        self._window = window
        self._doctor = doctor
        self._clock = clock
        self._page: ComputerPage | None = None
        self._before: QWidget | None = None
        self._next: Callable[[], None] | None = None

    def show_facts(self, file: str, *, then: "Callable[[], None]") -> None:
        """Shows what a file tells of a computer; `then` is called when the person goes on from there."""
        self._page = self._made()
        self._next = then
        self._page.facts_chosen.emit(file)  # first, so that this computer is not checked in vain
        self.begin()

    def begin(self) -> None:
        """Shows the page over whatever is shown now."""
        if self._page is None:
            self._page = self._made()
        before = self._window.stack.currentWidget()
        if before is not self._page:
            self._before = before
        self._window.show_page(self._page, "computer")
        self._page.opened("")

    def _made(self) -> "ComputerPage":
        from inpatient_hub.gui.pages.computer.page import ComputerPage
        from inpatient_hub.gui.pages.computer.presenter import ComputerPresenter
        from inpatient_hub.host.clock import SystemClock

        page = ComputerPage()
        page.header.set_back("Back")
        ComputerPresenter(self._doctor, page, clock=self._clock or SystemClock())
        page.back_requested.connect(self._on_back)
        page.error_raised.connect(self._on_error)
        page.toast_wanted.connect(self._on_toast)
        return page

    def _on_back(self) -> None:
        then, self._next = self._next, None
        if then is not None:
            then()
        elif self._before is not None:
            self._window.stack.setCurrentWidget(self._before)

    def _on_error(self, error: HubError) -> None:
        from inpatient_hub.gui.errors import show_error

        show_error(self._window, error)

    def _on_toast(self, sentence: str, _undo: object) -> None:
        self._window.toast.show_toast(sentence)
