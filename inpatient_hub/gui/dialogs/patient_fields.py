"""The fields about a patient, in one or two columns, those the ward has switched off left out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.patients import STATUS_LABELS, PatientStatus, checked_nhs_number, spaced_nhs_number
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.gui.dialogs.alerts_editor import AlertsEditor
from inpatient_hub.gui.dialogs.patient_draft import ALERT_POOL, LABELS
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.choice_fields import ChoiceField, SearchChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.text_fields import TextField
from inpatient_hub.services.patients import PatientDetails

_KEPT_BY = {
    "preferred_name": PatientField.PREFERRED_NAME,
    "nhs_number": PatientField.NHS_NUMBER,
    "born_on": PatientField.BORN_ON,
    "room": PatientField.BED,
    "bed": PatientField.BED,
    "legal_status": PatientField.LEGAL_STATUS,
    "status": PatientField.STATUS,
    "admitted_on": PatientField.ADMITTED_ON,
    "expected_discharge_on": PatientField.EXPECTED_DISCHARGE_ON,
    "named_nurse_id": PatientField.NAMED_NURSE,
    "consultant_id": PatientField.CONSULTANT,
}
"""Which switch of the ward keeps each detail; names are always kept."""
_SIMPLE = frozenset({"family_name", "given_name", "preferred_name", "bed"})
_TWO_COLUMNS_FROM = 520
_LEAST_COLUMN = 200
_NOT_RECORDED = ("", "Not recorded")
_ERROR_LINES = 2
_TOLD_ON_LEAVING = ("nhs_number", "born_on", "admitted_on", "expected_discharge_on")
"""What is checked as soon as its field is left, while the hand is on the way to the next one."""


@dataclass(frozen=True, slots=True)
class StaffChoices:
    """People offered as named nurse and as consultant, as (id, name and role)."""

    nurses: tuple[tuple[str, str], ...] = ()
    consultants: tuple[tuple[str, str], ...] = ()


NOBODY_TO_CHOOSE = StaffChoices()


class PatientFields(QWidget):
    """The dialog around them scrolls when the window is too low. Speaks in `PatientDetails`."""

    edited = Signal()

    def __init__(self, ward: Ward, today: date, staff: StaffChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shows_all = True
        self._columns = 2
        self._fields = {
            name: field
            for name, field in _make_fields(today, staff).items()
            if name not in _KEPT_BY or ward.keeps(_KEPT_BY[name])
        }
        for name in _TOLD_ON_LEAVING:
            if name in self._fields:
                self._fields[name].keep_error_room(_ERROR_LINES)
        self._alerts = AlertsEditor(ALERT_POOL) if ward.keeps(PatientField.ALERTS) else None
        self._cells = self._make_cells()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._grid)
        if self._alerts is not None:
            column.addWidget(self._alerts)
            self._alerts.value_changed.connect(self.edited)
        column.addStretch(1)
        self._place(columns=2)
        for field in self._fields.values():
            field.value_changed.connect(self._on_value_changed)
        self._tidy_nhs_number()

    @property
    def has_more(self) -> bool:
        """Whether the ward keeps more than the few fields of the simple form."""
        return self._alerts is not None or not _SIMPLE.issuperset(self._fields)

    def show_all(self, every: bool) -> None:
        """Show every field, or the few of the simple form."""
        self._shows_all = every
        for name, field in self._fields.items():
            field.setVisible(every or name in _SIMPLE)
        if self._alerts is not None:
            self._alerts.setVisible(every)
        self._place(columns=self._columns)
        self.updateGeometry()

    def details(self, base: PatientDetails) -> PatientDetails:
        """Return what is typed; a detail without a field here stays as in `base`."""
        given = {name: self._value(name) for name in self._fields}
        if self._alerts is not None:
            given["alerts"] = self._alerts.value()
        return replace(base, **given)  # type: ignore[arg-type]

    def set_details(self, details: PatientDetails) -> None:
        """Show these details."""
        for name, field in self._fields.items():
            value = getattr(details, name)
            field.set_value("" if value is None and name == "legal_status" else value)
            field.clear_error()
        if self._alerts is not None:
            self._alerts.set_value(details.alerts)

    def half_typed(self) -> dict[str, str]:
        """Return what is typed and is no answer yet, by field."""
        return {name: field.half_typed() for name, field in self._fields.items() if field.half_typed()}

    def put_half_typed(self, half: Mapping[str, str]) -> None:
        """Show again what `half_typed` gave."""
        for name, words in half.items():
            if name in self._fields:
                self._fields[name].put_half_typed(words)

    def field(self, name: str) -> Field:
        """Return one field. KeyError when the ward has switched it off."""
        return self._fields[name]

    def set_error(self, name: str, sentence: str) -> bool:
        """Say what is wrong beside a field; False when there is no such field here."""
        field = self._fields.get(name)
        if field is None:
            return False
        field.set_error(sentence)
        return True

    def shown(self, name: str, details: PatientDetails) -> str:
        """Return a detail in words, for a sentence; `nothing` when it is empty."""
        value = getattr(details, name)
        field = self._fields.get(name)
        if isinstance(value, date):
            return day(value)
        if name == "alerts":
            return ", ".join(alert.text for alert in details.alerts) or "nothing"
        if isinstance(field, ChoiceField) and value:
            return field.combo.itemText(field.combo.findData(value)) or "someone who left the ward's list"
        return str(value or "nothing")

    def check(self) -> bool:
        """Mark every field that cannot be saved as typed; True when all can."""
        for name, field in self._fields.items():
            problem = field.problem() or self._problem(name)
            if problem:
                field.set_error(problem)
            else:
                field.clear_error()
        return self._fault() is None

    def fault_is_hidden(self) -> bool:
        """Say whether the first field with an error is not shown in the simple form."""
        return not self._shows_all and self._fault() not in (None, *_SIMPLE)

    def focus_fault(self) -> Field | None:
        """Put the keyboard on the first field with an error. Returns the field, to be brought into sight."""
        name = self._fault()
        if name is None:
            return None
        self._fields[name].focus_field()
        return self._fields[name]

    def focus_first(self) -> None:
        """Put the keyboard on the first field."""
        self._fields["family_name"].focus_field()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= scaled(_TWO_COLUMNS_FROM) else 1
        if columns != self._columns:
            self._place(columns=columns)
            self.updateGeometry()

    def _make_cells(self) -> dict[str, QWidget]:
        """The cells of the grid, each under the name of its first field: bed and room share one."""
        cells: dict[str, QWidget] = {}
        for name, field in self._fields.items():
            if name == "bed":
                cells[name] = where = QWidget()
                row = QHBoxLayout(where)
                row.setContentsMargins(0, 0, 0, 0)
                row.setSpacing(10)
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
                row.addWidget(self._fields["room"], 2, Qt.AlignmentFlag.AlignTop)
            elif name != "room":
                cells[name] = field
        return cells

    def _place(self, *, columns: int) -> None:
        """Set the cells in a grid; those the form does not show keep a place at its end, out of the reading order."""
        self._columns = columns
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
        wanted = {name for name in self._cells if self._shows_all or name in _SIMPLE}
        for place, name in enumerate(sorted(self._cells, key=lambda name: name not in wanted)):
            self._grid.addWidget(self._cells[name], place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._grid.setColumnMinimumWidth(column, scaled(_LEAST_COLUMN) if column < columns else 0)

    def _value(self, name: str) -> object:
        value = self._fields[name].value()
        if name == "legal_status":
            return value or None
        if name == "status":
            return PatientStatus(value)
        return value

    def _problem(self, name: str) -> str:
        if name == "family_name" and not self._value(name):
            return "A patient needs a family name. Type it as it is in SystmOne."
        if name == "nhs_number":
            try:
                checked_nhs_number(str(self._value(name)))
            except InvalidAnswer as wrong:
                return f"{wrong.message} {wrong.remedy}"
        return ""

    def _fault(self) -> str | None:
        return next((name for name in LABELS if name in self._fields and self._fields[name].error()), None)

    def _tidy_nhs_number(self) -> None:
        field = self._fields.get("nhs_number")
        if isinstance(field, TextField):
            field.line.editingFinished.connect(self._on_nhs_number_finished)

    def _on_nhs_number_finished(self) -> None:
        field = self._fields["nhs_number"]
        problem = self._problem("nhs_number")
        if problem:
            field.set_error(problem)
        else:
            field.set_value(spaced_nhs_number(checked_nhs_number(field.value())))

    def _on_value_changed(self, _value: object) -> None:
        self.edited.emit()


def _make_fields(today: date, staff: StaffChoices) -> dict[str, Field]:
    """Every field of the form in reading order."""
    legal = [_NOT_RECORDED, *((status.code, status.label) for status in LEGAL_STATUSES)]
    statuses = [(one.value, words) for one, words in STATUS_LABELS.items() if one is not PatientStatus.IN_ERROR]
    return {
        "family_name": TextField(LABELS["family_name"], max_length=80, required=True),
        "given_name": TextField(LABELS["given_name"], max_length=80),
        "preferred_name": TextField(LABELS["preferred_name"], max_length=80),
        "bed": TextField(LABELS["bed"], max_length=20),
        "room": TextField(LABELS["room"], max_length=20),
        "nhs_number": TextField(LABELS["nhs_number"], placeholder="Ten digits", max_length=20),
        "born_on": DateField(LABELS["born_on"], today=today, latest=today),
        "legal_status": ChoiceField(LABELS["legal_status"], legal),
        "status": ChoiceField(LABELS["status"], statuses),
        "admitted_on": DateField(LABELS["admitted_on"], today=today, latest=today),
        "expected_discharge_on": DateField(LABELS["expected_discharge_on"], today=today),
        "named_nurse_id": SearchChoiceField(LABELS["named_nurse_id"], staff.nurses),
        "consultant_id": SearchChoiceField(LABELS["consultant_id"], staff.consultants),
    }
