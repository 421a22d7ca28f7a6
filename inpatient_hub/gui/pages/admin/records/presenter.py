"""Runs the page of the records."""

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.retention import ErasureReason
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.erasing import ErasingDialog
from inpatient_hub.gui.dialogs.patient_picker import PatientPicker
from inpatient_hub.gui.dialogs.patient_records_presenter import PatientRecords
from inpatient_hub.gui.pages.admin.records.page import RecordsPage
from inpatient_hub.gui.pages.admin.records.view import RecordsView
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.record_words import cleared_words
from inpatient_hub.services.retention import Erased
from inpatient_hub.services.retention_ports import Cleared


class RecordsPresenter(Presenter):
    """Fills the page, and does what is asked there."""

    shows = (Kind.PATIENT, Kind.STAFF, Kind.NOTE, Kind.RUN, Kind.TASK, Kind.WARD)

    def __init__(self, context: Context, page: RecordsPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._is_open = False
        page.shown_for.connect(self._on_shown)
        page.hidden_now.connect(self._on_hidden)
        page.erase_requested.connect(self._on_erase)
        page.look_requested.connect(self._on_look)
        page.choose_requested.connect(self._on_choose)
        page.clear_confirmed.connect(self._on_clear)

    def refresh(self) -> None:
        """Reads the lists again, and then what the backups hold, which takes a moment."""
        if not self._is_open:
            return
        hub, ward_id = self.context.hub, self.ward_id

        def task() -> RecordsView:
            names = {person.id: person.name for person in hub.wards.staff(ward_id)}
            return RecordsView(
                due=hub.retention.due(ward_id),
                periods=hub.retention.periods(),
                names=names,
                may_erase=hub.seat.may(Right.APPROVE_ERASURE),
                may_export=hub.seat.may(Right.EXPORT_SUBJECT),
                local=hub.clock.local,
            )

        self.read(task, self._page.show_view, self._page.show_trouble)
        self.read(hub.retention.elsewhere, self._page.show_elsewhere, self._page.show_trouble)

    def _on_shown(self, _about: str) -> None:
        self._is_open = True
        self.refresh()

    def _on_hidden(self) -> None:
        self._is_open = False

    def _on_erase(self, ids: list[str]) -> None:
        dialog = ErasingDialog(self._page.window(), len(ids), ErasureReason.PERIOD_OVER)

        def confirmed(number: int) -> None:
            self._erase(ids, number)

        dialog.confirmed.connect(confirmed)
        dialog.open()

    def _erase(self, ids: list[str], number: int) -> None:
        hub, ward_id, by = self.context.hub, self.ward_id, self.by

        def task() -> tuple[Erased, Changes]:
            return hub.retention.approve(ward_id, ids, ErasureReason.PERIOD_OVER, confirmed=number, by=by)

        def done(erased: Erased) -> None:
            count = len(erased.erasures)
            words = "1 record was erased for good" if count == 1 else f"{count:,} records were erased for good"
            self._page.toast_wanted.emit(erased.trouble or words, None)

        self.write_for(task, done, self._page.show_trouble)

    def _on_look(self, record_id: str) -> None:
        PatientRecords(self.context, self._page.window(), record_id, self._told).open()

    def _on_choose(self) -> None:
        picker = PatientPicker(
            self.context,
            self._page.window(),
            question="Whose records?",
            verb="Look at their records",
            statuses=frozenset(PatientStatus),
        )
        picker.patient_chosen.connect(self._on_look)
        picker.open()

    def _told(self, words: str) -> None:
        self._page.toast_wanted.emit(words, None)

    def _on_clear(self) -> None:
        hub, ward_id, by = self.context.hub, self.ward_id, self.by

        def done(cleared: Cleared) -> None:
            self._page.toast_wanted.emit(cleared_words(cleared), None)

        self._page.show_clearing()
        self.write_for(lambda: hub.retention.clear_elsewhere(ward_id, by=by), done, self._page.show_trouble)
