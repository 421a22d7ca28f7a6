"""The first start of a ward: the setup page, the invented ward, and the recovery key of the lock just made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.pages.setup.page import SetupPage
from inpatient_hub.gui.pages.setup.presenter import SetupPresenter
from inpatient_hub.gui.recovery_key import RecoveryKey

if TYPE_CHECKING:
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.domain.wards import Ward


class SettingUp(QObject):
    """Loaded only where there is no ward yet."""

    demo_requested = Signal()
    check_requested = Signal()
    ready = Signal(object, object)
    """(the `Ward`, a sequence of its `Staff`): it can be worked on."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        hub = context.hub
        self._recovery = RecoveryKey(window, context.background, hub.place, hub.clock)
        self._page = page = SetupPage()
        self._presenter = SetupPresenter(context, page)
        self._presenter.ready.connect(self._on_set_up)
        page.demo_requested.connect(self._on_demo_requested)
        page.check_requested.connect(self.check_requested)
        window.set_working(working=False)
        window.show_page(page, "today")

    def _on_demo_requested(self) -> None:
        self._page.set_working("Making the demo ward")
        self.demo_requested.emit()

    def _on_set_up(self, ward: "Ward", person: "Staff") -> None:
        staff: Sequence[Staff] = [person]

        def go_on() -> None:
            self.ready.emit(ward, staff)

        self._recovery.ask_first(go_on)

    def show_problem(self, error: HubError) -> None:
        """Says why the invented ward was not made."""
        self._page.show_problem(error)
