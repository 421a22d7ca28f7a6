"""Opens the dialog about one patient's records, and does what is asked there."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.retention import ErasureReason
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.erasing import ErasingDialog
from inpatient_hub.gui.dialogs.patient_records import PatientRecordsDialog, RecordsOf

Told = Callable[[str], None]


class PatientRecords(QObject):
    """For one patient. `told` hears what was done, in a few words."""

    def __init__(self, context: Context, parent: QWidget, patient_id: str, told: Told) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent
        self._patient_id = patient_id
        self._told = told
        self._dialog: PatientRecordsDialog | None = None

    def open(self) -> None:
        """Reads how it stands with the records, then opens the dialog."""
        hub, patient_id = self._context.hub, self._patient_id

        def read() -> RecordsOf:
            from inpatient_hub.services.subject_access import NOT_ENCRYPTED

            may = hub.seat.may
            return RecordsOf(
                line=hub.retention.about(patient_id),
                may_erase=may(Right.APPROVE_ERASURE),
                may_export=may(Right.EXPORT_SUBJECT),
                warning=NOT_ENCRYPTED,
            )

        self._context.background.run(read, owner=self, then=self._show)

    def _show(self, records: RecordsOf) -> None:
        self._dialog = dialog = PatientRecordsDialog(self._window, records)
        dialog.hold_wanted.connect(self._on_hold)
        dialog.release_wanted.connect(self._on_release)
        dialog.export_wanted.connect(self._on_export)
        dialog.erase_wanted.connect(self._on_erase)
        dialog.destroyed.connect(self.deleteLater)
        dialog.open()

    def _on_hold(self, reason: str) -> None:
        retention, one, by = self._context.hub.retention, self._patient_id, self._by
        self._write(lambda: retention.hold(one, reason, by=by), "The records are on hold")

    def _on_release(self) -> None:
        retention, one, by = self._context.hub.retention, self._patient_id, self._by
        self._write(lambda: retention.release(one, by=by), "The hold is released")

    def _on_export(self, file: str) -> None:
        service, one, by = self._context.hub.subject_access, self._patient_id, self._by

        def task() -> Changes:
            service.save(one, file, by=by)
            return Changes()

        self._write(task, "All that is kept was written. The audit trail says so")

    def _on_erase(self) -> None:
        ask = ErasingDialog(self._dialog, 1, ErasureReason.ASKED)
        ask.confirmed.connect(self._on_erase_confirmed)
        ask.open()

    def _on_erase_confirmed(self, number: int) -> None:
        retention, one, by = self._context.hub.retention, self._patient_id, self._by
        ward_id = self._context.session.ward.id

        def task() -> Changes:
            return retention.approve(ward_id, [one], ErasureReason.ASKED, confirmed=number, by=by)[1]

        self._write(task, "1 record was erased for good")

    @property
    def _by(self) -> str:
        return self._context.session.person.id

    def _write(self, task: Callable[[], Changes], words: str) -> None:
        dialog = self._dialog
        if dialog is None:
            return

        def then(changes: Changes) -> None:
            self._context.feed.announce(changes)
            dialog.accept()
            self._told(words)

        self._context.background.run(task, owner=dialog, then=then, otherwise=dialog.show_problem)
