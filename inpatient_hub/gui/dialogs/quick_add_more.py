"""The folded part of a quick add: kind, patient, category, note, day and time, place, people, and who checks it."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_parts import QuickAdd
from inpatient_hub.domain.recurrence import Missed
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import AuditType, Category, DayPart, TaskKind
from inpatient_hub.gui.dialogs import quick_add_chips as chips
from inpatient_hub.gui.dialogs.quick_add_chips import KIND_WORDS, from_line
from inpatient_hub.gui.dialogs.repeat_words import MISSED_OPTIONS
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField, SearchChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field, level
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.gui.widgets.text_fields import TextField
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.services.new_tasks import LONGEST_DAY, LONGEST_PLACE
from inpatient_hub.services.quick_adding import Wordbook
from inpatient_hub.services.quick_wanted import Extras

CATEGORY_WORDS: Mapping[Category, str] = {
    Category.REFERRAL: "Referral",
    Category.ASSESSMENT: "Assessment",
    Category.PHONE_CALL: "Phone call",
    Category.DOCUMENTATION: "Documentation",
    Category.FAMILY_CONTACT: "Family contact",
    Category.DISCHARGE_PLANNING: "Discharge planning",
    Category.MEDICAL_REVIEW: "Medical review",
    Category.OTHER: "Other",
}
AUDIT_WORDS: Mapping[AuditType, str] = {
    AuditType.FRIDGE_TEMPERATURES: "Fridge temperatures",
    AuditType.WATER_TEMPERATURES: "Water temperatures",
    AuditType.WALKAROUND: "Walkaround",
    AuditType.CONTROLLED_DRUGS: "Controlled drugs",
    AuditType.RESUSCITATION: "Resuscitation equipment",
    AuditType.FIRE_SAFETY: "Fire safety",
    AuditType.LIGATURE: "Ligature check",
    AuditType.OTHER: "Other audit",
}
_PART_WORDS = {
    DayPart.MORNING: "Morning",
    DayPart.AFTERNOON: "Afternoon",
    DayPart.EVENING: "Evening",
    DayPart.NIGHT: "Night",
}
_NONE = ("", "None")


class QuickAddMore(QWidget):
    """What can be chosen beside the line. `extras` says what was; fields that do not go with the kind are hidden."""

    changed = Signal()
    dates_wanted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._kind: TaskKind | None = None
        self._shown_kind = TaskKind.WARD
        self._is_repeat = False
        self._beside: list[tuple[Field, Field]] = []
        self.kind = Segment([(kind.value, words) for kind, words in KIND_WORDS.items()], name="What kind of task")
        self.patient = SearchChoiceField("Patient")
        self.category = ChoiceField("Category", [_NONE, *((one.value, words) for one, words in CATEGORY_WORDS.items())])
        self.audit = ChoiceField("Audit type", [_NONE, *((one.value, words) for one, words in AUDIT_WORDS.items())])
        self.note = SearchChoiceField("Referral or note")
        self.day = DateField("Day", today=today, earliest=today)
        self.time = TimeField("Time")
        self.slot = ChoiceField("Shift or part of the day")
        self.missed = ChoiceField("If nobody does it", [(one.id, one.title) for one in MISSED_OPTIONS])
        self.duration = NumberField("Length", unit="minutes", least=1, most=LONGEST_DAY)
        self.place = TextField("Place", max_length=LONGEST_PLACE)
        self.people = TextField("People who take part", max_length=LONGEST_PLACE)
        self.check = CheckBox("A second person has to confirm it")
        self.mine = CheckBox("Mine: claim it at once")
        self.repeat_words = WrapLabel("", "small", "muted")
        self.dates = Button("Dates from an event", kind="text", icon="gavel")
        self._build()
        self._connect()
        self.missed.set_value(Missed.EXPIRES)
        self.show_for(TaskKind.WARD, is_repeat=False)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        pairs = (
            (self.patient, self.category),
            (self.audit, None),
            (self.note, None),
            (self.day, self.time),
            (self.slot, self.duration),
            (self.missed, None),
            (self.place, self.people),
        )
        for row, (left, right) in enumerate(pairs):
            grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)  # their labels stand beside each other
            if right is not None:
                grid.addWidget(right, row, 1, Qt.AlignmentFlag.AlignTop)
                self._beside.append((left, right))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_label("Kind", "small-medium"))
        column.addWidget(self.kind)
        column.addLayout(grid)
        column.addWidget(self.check)
        column.addWidget(self.mine)
        column.addWidget(self.repeat_words)
        column.addWidget(self.dates)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind_chosen)
        for field in self.fields():
            field.value_changed.connect(self._on_changed)
        for box in (self.check, self.mine):
            box.toggled.connect(self._on_changed)
        self.dates.clicked.connect(self.dates_wanted)

    def fields(self) -> tuple[Field, ...]:
        """Return every field, in reading order."""
        timing = (self.day, self.time, self.slot, self.missed)
        return (self.patient, self.category, self.audit, self.note, *timing, self.duration, self.place, self.people)

    def set_book(self, book: Wordbook) -> None:
        """Offer the ward's patients and shifts."""
        self.patient.set_options([(one.patient_id, one.name) for one in book.patients])
        self.note.set_options([_NONE, *book.notes])
        self.slot.set_options(self._slots(book.ward.shifts))

    def show_for(self, kind: TaskKind, *, is_repeat: bool) -> None:
        """Show the fields that go with this kind of task."""
        self._shown_kind, self._is_repeat = kind, is_repeat
        self.kind.set_current(kind.value)
        is_appointment = kind is TaskKind.APPOINTMENT
        self.category.setVisible(kind is not TaskKind.WARD)
        self.audit.setVisible(kind is TaskKind.WARD)
        self.note.setVisible(kind is not TaskKind.WARD)
        for field in (self.duration, self.place, self.people):
            field.setVisible(is_appointment and not is_repeat)
        self.missed.setVisible(is_repeat)
        self.mine.setVisible(not is_repeat)
        self.repeat_words.setText("A repeat belongs to nobody, and appointments do not repeat." if is_repeat else "")
        self.repeat_words.setVisible(is_repeat)
        self._level()

    def extras(self) -> Extras:
        """Return what was chosen; a field that is hidden counts for nothing."""
        single = not self._is_repeat
        meets = single and self._shown_kind is TaskKind.APPOINTMENT
        slot, _colon, name = (self.slot.value() or "").partition(":")
        length = self.duration.value()
        return Extras(
            kind=self._kind,
            patient_id=self.patient.value() or None,
            category=_or_none(Category, self.category.value()),
            audit_type=_or_none(AuditType, self.audit.value()),
            day=self.day.value(),
            shift=name if slot == "shift" else None,
            at=self.time.value(),
            part=DayPart(name) if slot == "part" else None,
            duration=int(length) if meets and length is not None else None,
            place=(self.place.value() or None) if meets else None,
            people=(self.people.value() or None) if meets else None,
            needs_check=self.check.isChecked(),
            workflow_id=(self.note.value() or None) if self._shown_kind is not TaskKind.WARD else None,
            mine=single and self.mine.isChecked(),
            missed=_or_none(Missed, self.missed.value()) if self._is_repeat else None,
        )

    def show_from_line(self, understood: QuickAdd, extras: Extras, ward: WardTime) -> None:
        """Say above each field what the line says of it, where nothing else was chosen."""
        for field, words in zip(
            (self.patient, self.day, self.time, self.slot, self.place), from_line(understood, extras, ward), strict=True
        ):
            field.set_help(f"From the line: {words}" if words else "")
        self._level()

    def _level(self) -> None:
        for pair in self._beside:
            level(*pair)

    def problem(self) -> Field | None:
        """Return the first field with something that cannot be read, and say there what is wrong."""
        for field in self.fields():
            if field.isVisibleTo(self) and field.problem():
                field.set_error(field.problem())
                return field
        return None

    def set_patient(self, patient_id: str) -> None:
        """Name the patient without telling anyone."""
        self.patient.set_value(patient_id or None)

    def clear_due(self) -> None:
        """Take day, time and shift back."""
        self.day.set_value(None)
        self.time.set_value(None)
        self.slot.set_value(None)

    def take_back(self, key: str) -> None:
        """Take back what a chip stands for that was chosen here."""
        if key == chips.MORE_PATIENT:
            self.set_patient("")
        elif key == chips.MORE_DUE:
            self.clear_due()
        elif key == chips.MORE_MINE:
            self.mine.setChecked(False)
        elif key == chips.MORE_CHECK:
            self.check.setChecked(False)
        elif key == chips.MORE_NOTE:
            self.note.set_value(None)

    def clear(self, *, patient_id: str = "") -> None:
        """Take everything back but this patient."""
        self._kind = None
        self.clear_due()
        self.missed.set_value(Missed.EXPIRES)
        self.set_patient(patient_id)
        for field in (self.category, self.audit, self.note, self.duration, self.place, self.people):
            field.set_value(None)
        for box in (self.check, self.mine):
            box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(False)

    def plain(self) -> dict[str, Any]:
        """Return what was chosen as a draft keeps it."""
        length, day, at = self.duration.value(), self.day.value(), self.time.value()
        return {
            "kind": self._kind.value if self._kind else "",
            "patient": self.patient.value() or "",
            "category": self.category.value() or "",
            "audit": self.audit.value() or "",
            "note": self.note.value() or "",
            "day": day.isoformat() if day else "",
            "time": at.isoformat() if at else "",
            "slot": self.slot.value() or "",
            "duration": str(length) if length is not None else "",
            "place": self.place.value(),
            "people": self.people.value(),
            "check": self.check.isChecked(),
            "mine": self.mine.isChecked(),
            "missed": self.missed.value() or "",
        }

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show again what `plain` gave. Raises ValueError, KeyError for another shape."""
        self._kind = TaskKind(plain["kind"]) if plain["kind"] else None
        self.set_patient(plain["patient"])
        for field, name in ((self.category, "category"), (self.audit, "audit"), (self.slot, "slot")):
            field.set_value(plain[name] or None)
        self.note.set_value(plain.get("note") or None)
        self.missed.set_value(Missed(plain.get("missed") or Missed.EXPIRES))
        self.day.set_value(date.fromisoformat(plain["day"]) if plain["day"] else None)
        self.time.set_value(time.fromisoformat(plain["time"]) if plain["time"] else None)
        self.duration.set_value(Decimal(plain["duration"]) if plain["duration"] else None)
        self.place.set_value(plain["place"])
        self.people.set_value(plain["people"])
        self.check.setChecked(plain["check"])
        self.mine.setChecked(plain["mine"])

    @staticmethod
    def _slots(shifts: tuple[Shift, ...]) -> list[tuple[str, str]]:
        named = [(f"shift:{one.name}", f"{one.name} shift") for one in shifts]
        return [_NONE, *named, *((f"part:{one.value}", words) for one, words in _PART_WORDS.items())]

    def _on_kind_chosen(self, kind: str) -> None:
        self._kind = TaskKind(kind)
        self.changed.emit()

    def _on_changed(self, _value: object) -> None:
        self.changed.emit()


def _or_none(kind: Any, value: str | None) -> Any:
    return kind(value) if value else None
