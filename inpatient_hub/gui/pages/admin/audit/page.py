"""The audit trail: newest first, narrowed by patient, person, day and kind of act; its check, and its export."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.audit_words import GROUP_WORDS
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.admin.audit.table import AuditTable
from inpatient_hub.gui.pages.admin.audit.view import AuditView
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.services.ports import AuditLine

_ALL = ""
_ANYBODY, _ANYTHING, _ANY_PATIENT = "Anybody", "Anything", "Any patient"


class AuditPage(Page):
    """Filters above, entries below. What a check found is told in a dialog."""

    filter_changed = Signal()
    cleared = Signal()
    """Anything is looked for again."""
    patient_wanted = Signal()
    """The window asks which patient."""
    more_wanted = Signal()
    entry_chosen = Signal(object)
    """Carries an `AuditLine`."""
    verify_requested = Signal()
    export_requested = Signal()

    def __init__(self, *, today: date) -> None:
        super().__init__()
        self.patient_button = Button(_ANY_PATIENT, icon="user")
        self.patient = Field("Patient", self.patient_button)
        self.person = ChoiceField("Who", ((_ALL, _ANYBODY),), placeholder=_ANYBODY)
        self.acts = ChoiceField(
            "Kind of act", ((_ALL, _ANYTHING), *((group.value, words) for group, words in GROUP_WORDS.items()))
        )
        self.day = DateField("Day", today=today, latest=today)
        self.clear_button = Button("Show all", icon="x", kind="quiet")
        self.verify_button = Button("Check the trail", icon="shield-lock")
        self.export_button = Button("Export", icon="download")
        self.count = text_label("", "small", "muted")
        self.model = AuditTable()
        self.table = DataTable(name="Entries of the audit trail")
        self.table.set_model(self.model)
        self.empty = EmptyState("", "")
        self._total = ""
        self._card = Card()
        self._whole = QVBoxLayout(self)
        self._build()
        self._connect()
        self.acts.set_value(_ALL)
        self.person.set_value(_ALL)
        self._on_look_changed()

    def show_view(self, view: AuditView) -> None:
        """Shows the first entries that are looked for."""
        self.person.set_options(((_ALL, _ANYBODY), *view.people))
        if self.person.value() is None:
            self.person.set_value(_ALL)
        self.model.set_local(view.local)
        self.model.set_first_page(view.lines, more=view.more)
        self._total = "1 entry" if view.total == 1 else f"{view.total:,} entries"
        self.count.setText(self._total)
        self.clear_button.setVisible(view.is_narrowed)
        self.table.setVisible(bool(view.lines))
        self.empty.setVisible(not view.lines)
        if view.is_narrowed:
            self.empty.set_words("Nothing was recorded of this", "Choose another patient, person, day or kind of act.")
        else:
            self.empty.set_words("Nothing was recorded yet", "Everything that is done on the ward stands here.")

    def append_lines(self, lines: Sequence[AuditLine], *, more: bool) -> None:
        """Adds the page that `more_wanted` asked for."""
        self.model.append_page(lines, more=more)

    def show_patient(self, name: str) -> None:
        """Names the patient the entries are narrowed to; empty for any."""
        self.patient_button.set_label(name or _ANY_PATIENT)

    def show_progress(self, words: str) -> None:
        """How far a check or an export has come."""
        self.count.setText(words)

    def set_may_export(self, *, may: bool) -> None:
        """Shows the export only to whom it is for."""
        self.export_button.setVisible(may)

    def set_working(self, *, working: bool) -> None:
        """While a check or an export is under way neither is begun again; afterwards the count stands there again."""
        self.count.setText(self._total)
        self.verify_button.setEnabled(not working)
        self.export_button.setEnabled(not working)

    def clear(self) -> None:
        """Looks for anything again."""
        for field in (self.person, self.acts):
            field.set_value(_ALL)
        self.day.set_value(None)
        self.show_patient("")

    @override
    def opened(self, about: str) -> None:
        super().opened(about)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        filters = QWidget()
        flow = FlowLayout(filters, gap=10)
        for field in (self.patient, self.person, self.acts, self.day):
            flow.addWidget(field)
        tools = QWidget()
        row = FlowLayout(tools, gap=8)
        for widget in (self.verify_button, self.export_button, self.clear_button, self.count):
            row.addWidget(widget)
        self.count.setMinimumHeight(self.verify_button.sizeHint().height())
        self._card.add(self.table, 1)
        self._card.add(self.empty)
        self.empty.hide()
        self.clear_button.hide()
        self._whole.setSpacing(10)
        for part in (filters, tools):
            self._whole.addWidget(part)
        self._whole.addWidget(self._card, 1)

    def _connect(self) -> None:
        self.patient_button.clicked.connect(self.patient_wanted)
        for field in (self.person, self.acts, self.day):
            field.value_changed.connect(self._on_filter_changed)
        self.clear_button.clicked.connect(self._on_cleared)
        self.verify_button.clicked.connect(self.verify_requested)
        self.export_button.clicked.connect(self.export_requested)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.row_activated.connect(self._on_row_activated)
        look_feed().look_changed.connect(self._on_look_changed)

    def _on_filter_changed(self, _value: object) -> None:
        self.filter_changed.emit()

    def _on_cleared(self) -> None:
        self.clear()
        self.cleared.emit()
        self.person.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_more_wanted(self, _held: int) -> None:
        self.more_wanted.emit()

    def _on_row_activated(self, _entry_id: object) -> None:
        line = self.model.item_at(self.table.currentIndex().row())
        if line is not None:
            self.entry_chosen.emit(line)

    def _on_look_changed(self) -> None:
        side = page_padding()
        for field, width in ((self.patient, 200), (self.person, 200), (self.acts, 210), (self.day, 170)):
            field.setFixedWidth(scaled(width))
        # Two rows at 200 %: the filters above must not be squeezed.
        self.table.setMinimumHeight(scaled(72))
        self._whole.setContentsMargins(side, min(14, side), side, min(16, side))
