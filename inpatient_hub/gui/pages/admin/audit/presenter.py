"""Reads the audit trail a page at a time, has it checked, and asks where an export is to go."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.anchors import head_words
from inpatient_hub.domain.audit_findings import WHAT_TO_DO, verdict_lines, verdict_title
from inpatient_hub.domain.audit_verdict import Verdict
from inpatient_hub.domain.audit_words import ActGroup
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.patient_picker import PatientPicker
from inpatient_hub.gui.pages.admin.audit.entry import EntryDialog, VerdictDialog
from inpatient_hub.gui.pages.admin.audit.page import AuditPage
from inpatient_hub.gui.pages.admin.audit.view import AuditView, did, facts, moment_words, person_words
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.audit import AuditExported, AuditQuestion
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import AuditLine, Page

PAGE_SIZE = 200


class AuditPresenter(Presenter):
    """One for the audit part. It reads when it is shown and when something is looked for, not with every change: what
    is read would move away under the reader's eyes."""

    shows = (Kind.STAFF,)
    came_on = Signal(int, int)
    """(entries checked, of how many), from the store's thread."""

    def __init__(self, context: Context, page: AuditPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._patient_id: str | None = None
        self._cursor: str | None = None
        self._names: dict[str, str] = {}
        self._reading = 0
        self.came_on.connect(self._on_came_on, Qt.ConnectionType.QueuedConnection)
        page.shown_for.connect(self._on_shown_for)
        page.filter_changed.connect(self.refresh)
        page.cleared.connect(self._on_cleared)
        page.patient_wanted.connect(self._on_patient_wanted)
        page.more_wanted.connect(self._on_more_wanted)
        page.entry_chosen.connect(self._on_entry_chosen)
        page.verify_requested.connect(self._on_verify_requested)
        page.export_requested.connect(self._on_export_requested)

    def refresh(self) -> None:
        """Reads the first entries that are looked for."""
        self._reading += 1
        reading, hub, asked = self._reading, self.context.hub, self._asked()

        def task() -> tuple[AuditView, str | None, dict[str, str]]:
            page = hub.audit.page(asked, limit=PAGE_SIZE)
            staff, wards = hub.audit.people(asked.ward_id), {ward.id: ward.name for ward in hub.wards.all()}
            view = AuditView(
                lines=page.items,
                more=page.next is not None,
                total=hub.audit.count(asked),
                people=tuple((one.id, person_words(one, asked.ward_id, wards)) for one in staff),
                at=hub.clock.local(hub.clock.now()),
                local=hub.clock.local,
                is_narrowed=asked != AuditQuestion(ward_id=asked.ward_id),
            )
            return view, page.next, {one.id: one.name for one in staff}

        def then(found: tuple[AuditView, str | None, dict[str, str]]) -> None:
            if reading == self._reading:
                view, self._cursor, self._names = found
                self._page.show_view(view)

        self.read(task, then)

    def _asked(self) -> AuditQuestion:
        day, acts = self._page.day.value(), self._page.acts.value()
        return AuditQuestion(
            ward_id=self.ward_id,
            patient_id=self._patient_id,
            person_id=self._page.person.value() or None,
            group=ActGroup(acts) if acts else None,
            first=day,
            last=day,
        )

    def _on_shown_for(self, _about: str) -> None:
        self._page.set_may_export(may=self.context.hub.seat.may(Right.EXPORT_AUDIT))
        self.refresh()

    def _on_cleared(self) -> None:
        self._patient_id = None
        self.refresh()

    def _on_patient_wanted(self) -> None:
        picker = PatientPicker(
            self.context,
            self._page,
            question="Whose entries are to be shown?",
            verb="Show the entries",
            statuses=frozenset(PatientStatus),
        )
        picker.patient_chosen.connect(self._on_patient_chosen)
        picker.open()

    def _on_patient_chosen(self, patient_id: str) -> None:
        self._patient_id = patient_id
        self.read(partial(self.context.hub.patients.facts, patient_id), self._show_patient)
        self.refresh()

    def _show_patient(self, found: PatientFacts) -> None:
        self._page.show_patient(found.patient.banner_name)

    def _on_more_wanted(self) -> None:
        reading, cursor = self._reading, self._cursor
        if cursor is None:
            return

        def then(page: Page[AuditLine]) -> None:
            if reading == self._reading:
                self._cursor = page.next
                self._page.append_lines(page.items, more=page.next is not None)

        self.read(
            partial(self.context.hub.audit.page, self._asked(), after=cursor, limit=PAGE_SIZE),
            then,
            self._on_more_refused,
        )

    def _on_more_refused(self, error: HubError) -> None:
        self._page.append_lines((), more=True)  # the end may be asked for again
        self._page.show_error(error)

    def _on_entry_chosen(self, line: AuditLine) -> None:
        local = self.context.hub.clock.local(line.event.at)
        EntryDialog(self._page, did(line), facts(line, local, self._names)).open()

    def _on_verify_requested(self) -> None:
        self._page.set_working(working=True)
        self._page.show_progress("Being checked")
        self.read(partial(self.context.hub.audit.verify, self.came_on.emit), self._show_verdict, self._on_stopped)

    def _on_came_on(self, done: int, of: int) -> None:
        if not self._page.verify_button.isEnabled():
            self._page.show_progress(f"{done:,} of {of:,} read")

    def _show_verdict(self, verdict: Verdict) -> None:
        clock = self.context.hub.clock
        lines = verdict_lines(verdict, lambda moment: moment_words(clock.local(moment)))
        more = [*lines, WHAT_TO_DO] if verdict.fault else [*lines, head_words(verdict.head)]
        self._page.set_working(working=False)
        VerdictDialog(self._page, verdict_title(verdict), more, is_sound=verdict.is_sound).open()

    def _on_export_requested(self) -> None:
        dialog = QFileDialog(self._page, "Where is the trail to be saved?", "", "Lines of JSON (*.jsonl)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("jsonl")
        dialog.selectFile("Audit trail.jsonl")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, file: str) -> None:
        """Writes the trail to this file."""
        self._page.set_working(working=True)
        self._page.show_progress("Being exported")
        export = partial(self.context.hub.audit.export, file, self.came_on.emit)
        self.read(export, self._show_exported, self._on_stopped)

    def _show_exported(self, made: AuditExported) -> None:
        self._page.set_working(working=False)
        told = [f"With every hash: {made.lines}", f"As a table to read: {made.table}"]
        VerdictDialog(self._page, f"{made.entries:,} entries were exported", told, is_sound=True).open()
        self.refresh()

    def _on_stopped(self, error: HubError) -> None:
        self._page.set_working(working=False)
        self._page.show_error(error)
