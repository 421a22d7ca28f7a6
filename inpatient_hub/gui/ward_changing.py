"""Goes to another ward and back: one's own, or one that is opened in an emergency."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.sign_in import EmergencyAccess, EmergencyReason
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.moments import clock
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.emergencies import WardDoor

_LOOK_MS = 15_000


class WardChanging(Presenter):
    """Which ward the window shows."""

    told = Signal(str)
    """A sentence to show for a moment."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(context, window)
        self._window = window
        self._home: Ward | None = None
        """The ward to go back to when an emergency ends."""
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)
        window.emergency_back_requested.connect(self.go_home)

    def find_wards(self) -> None:
        """Whether there is another ward to go to."""
        emergencies = self.context.hub.emergencies

        def then(doors: Sequence[WardDoor]) -> None:
            self._window.strip.set_ward_choice(choice=len(doors) > 1)

        self.read(emergencies.wards, then)

    def ask(self) -> None:
        """Asks which ward."""
        self.read(self.context.hub.emergencies.wards, self._ask)

    def go_home(self) -> None:
        """Back from an emergency."""
        home, self._home = self._home, None
        self._look.stop()
        self._window.hide_emergency()
        if home is not None:
            self.context.session.set_ward(home)

    def look(self) -> None:
        """Goes back once the emergency is over."""
        if self._home is not None and self.context.hub.seat.emergency_until(self.ward_id) is None:
            name = self.context.session.ward.name
            self.go_home()
            self.told.emit(f"Emergency access to {name} is over")

    def _ask(self, doors: Sequence[WardDoor]) -> None:
        from inpatient_hub.gui.dialogs.another_ward import AnotherWardDialog

        dialog = AnotherWardDialog(self._window, doors, here=self.ward_id)
        dialog.ward_chosen.connect(self.go)

        def open_it(ward: Ward, reason: EmergencyReason, words: str) -> None:
            emergencies = self.context.hub.emergencies

            def task() -> tuple[EmergencyAccess, Changes]:
                return emergencies.open_in_emergency(ward.id, reason, words)

            def then(_access: EmergencyAccess) -> None:
                close_if_there(dialog)
                self.go(ward)

            self.write_for(task, then, problem_in(dialog, self.context.background.failed.emit))

        dialog.emergency_wanted.connect(open_it)
        dialog.open()

    def go(self, ward: Ward) -> None:
        """Shows a ward that the person may see."""
        if ward.id == self.ward_id:
            return
        until = self.context.hub.seat.emergency_until(ward.id)
        came_from = self._home or self.context.session.ward
        if until is None:
            self.go_home()
        else:
            self._home = came_from
            self._look.start()
            self._window.show_emergency(ward.name, clock(self.context.hub.clock.local(until)), came_from.name)
        self.context.session.set_ward(ward)
