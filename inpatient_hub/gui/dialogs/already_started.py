"""Before the same referral is started for the same patient once more: the one under way, and the choice."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import RunLine

_WIDTH = 640


class AlreadyStartedDialog(Dialog):
    """Opening the one under way is what Enter does; another can be started all the same. `at` is now, on the ward's
    clock."""

    open_requested = Signal(str)
    """The id of the run to go on with."""
    start_requested = Signal()

    def __init__(
        self, parent: QWidget | None, facts: PatientFacts, lines: Sequence[RunLine], *, me: str, at: datetime
    ) -> None:
        super().__init__(
            parent,
            f"{facts.patient.full_name} has this referral already",
            consequence=_told(lines, me, at),
            width=_WIDTH,
            banner=banner_facts(facts, at.date()),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._run_id = lines[0].run.id
        self.cancel_button = self.add_button(Button("Cancel"))
        self.start_button = self.add_button(Button("Start another"))
        self.open_button = self.add_button(Button("Open that one", kind="primary"))
        self.open_button.setDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        self.start_button.clicked.connect(self._on_start_clicked)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.open_button.setFocus()

    def _on_open_clicked(self) -> None:
        self.accept()
        self.open_requested.emit(self._run_id)

    def _on_start_clicked(self) -> None:
        self.accept()
        self.start_requested.emit()


def _told(lines: Sequence[RunLine], me: str, at: datetime) -> str:
    """`Advocate: step 4 of 10, started by Jane Eyre, 15:10.`, and how many more are under way."""
    line = lines[0]
    run = line.run
    waits = "its note waits to be filed" if line.note_state is NoteState.COPIED else ""
    where = waits or f"step {run.step_number} of {run.step_count}"
    who = "you" if run.started_by == me else line.started_by_name
    rest = len(lines) - 1
    more = "" if not rest else " One more is under way." if rest == 1 else f" {rest} more are under way."
    return f"{run.title}: {where}, started by {who}, {moment(run.started_at.astimezone(at.tzinfo), at.date())}.{more}"
