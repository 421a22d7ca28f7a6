"""The note's own form: when it happened, and the blanks that no step has answered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import singledispatch
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import Unpack, override

from inpatient_hub.domain.note_templates import (
    ContactField,
    FieldBase,
    FieldSpec,
    PatientField,
    PickOneField,
    PickSeveralField,
    StaffField,
)
from inpatient_hub.domain.note_templates import DateField as DateSpec
from inpatient_hub.domain.note_templates import NumberField as NumberSpec
from inpatient_hub.domain.note_templates import ParagraphField as ParagraphSpec
from inpatient_hub.domain.note_templates import TimeField as TimeSpec
from inpatient_hub.domain.note_templates import YesNoField as YesNoSpec
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.gui.pages.run.shown import RunShown
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField, SearchChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field, FieldWords
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.text_fields import ParagraphField, TextField
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.gui.widgets.yes_no_field import YesNoField
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreview

SAVE_AFTER_MS = 250
"""Quiet time after a key before what was typed is saved."""


class NoteForm(QWidget):
    """Typed fields, each saved as it is given."""

    answered = Signal(str, object)
    """(field id, value); None takes the answer back."""

    def __init__(self, shown: RunShown, now: Callable[[], time]) -> None:
        super().__init__()
        self._now = now
        self._pending: dict[str, AnswerValue] = {}
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._asked: tuple[FieldSpec, ...] = ()
        self._build_event(shown)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(12)
        self._column.addLayout(self._rest)
        self._column.addStretch(1)
        self.update_from(shown)

    def update_from(self, shown: RunShown) -> None:
        """Shows fields that apply now. What is being typed is left alone."""
        preview = shown.preview
        if preview is None:
            return
        if not shown.is_open:
            self._pending.clear()
        if preview.words.asked != self._asked:
            self._ask(shown, preview)
        if self._may_put(EVENT_DATE) and preview.event_date:
            self._put(self._fields[EVENT_DATE], date.fromisoformat(preview.event_date))
        if self._may_put(EVENT_TIME) and preview.event_time:
            self._put(self._fields[EVENT_TIME], time.fromisoformat(preview.event_time))
        for field_id, field in self._fields.items():
            # Words changed by hand stay as they are; when it happened is still asked, as every note needs it.
            field.setEnabled(shown.is_open and (field_id in (EVENT_DATE, EVENT_TIME) or not preview.edited))

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by id, in the order shown."""
        return self._fields

    def flush(self) -> bool:
        """Saves at once what was typed last. True when there was anything."""
        self._timer.stop()
        pending, self._pending = self._pending, {}
        for field_id, value in pending.items():
            self.answered.emit(field_id, value)
        return bool(pending)

    def put_back(self, field_id: str, value: AnswerValue) -> None:
        """What could not be saved is tried again with whatever is saved next, unless it was answered anew since."""
        self._pending.setdefault(field_id, value)

    def unsaved(self) -> dict[str, dict[str, Any]]:
        """What could not be saved, and what is half typed, by field."""
        half = {field_id: field.half_typed() for field_id, field in self._fields.items() if field.half_typed()}
        return {"answers": dict(self._pending), "half": half}

    def put_unsaved(self, kept: Mapping[str, Any]) -> None:
        """Puts back what `unsaved` gave; answers are saved like those just typed."""
        kinds = {spec.id: spec.kind for spec in self._asked} | {EVENT_DATE: "date", EVENT_TIME: "time"}
        for field_id, value in kept.get("answers", {}).items():
            if field_id in self._fields:
                self._fields[field_id].set_value(_for_widget(kinds.get(field_id, ""), value))
                self._pending[field_id] = value
        for field_id, words in kept.get("half", {}).items():
            if field_id in self._fields:
                self._fields[field_id].put_half_typed(str(words))
        self._timer.start()

    def focus_first_blank(self) -> None:
        """Puts the keyboard on the first field that is still empty, or on the first."""
        fields = list(self._fields.values())
        empty = next((field for field in fields if field.value() in (None, "", [])), fields[0])
        empty.focus_field()

    def _build_event(self, shown: RunShown) -> None:
        day = DateField("Date of the event", today=shown.today, latest=shown.today, required=True)
        moment = TimeField("Time of the event", now=self._now, required=True, help="It is asked, never guessed.")
        self._column.addWidget(day)
        self._column.addWidget(moment)
        self._fields = {EVENT_DATE: day, EVENT_TIME: moment}
        for field_id, field in self._fields.items():
            self._listen_to(field_id, field)

    def _ask(self, shown: RunShown, preview: NotePreview) -> None:
        """Shows these fields in their order. One that was there stays as it is, with the keyboard and the typing."""
        kept = {spec.id: spec for spec in self._asked}
        self._asked = preview.words.asked
        for spec_id in kept.keys() - {spec.id for spec in self._asked if kept.get(spec.id) == spec}:
            self._rest.removeWidget(gone := self._fields.pop(spec_id))
            gone.hide()
            gone.deleteLater()
        fields = {key: self._fields[key] for key in (EVENT_DATE, EVENT_TIME)}
        for place, spec in enumerate(self._asked):
            fields[spec.id] = self._fields.get(spec.id) or self._new(spec, shown, preview)
            if self._rest.indexOf(fields[spec.id]) != place:
                self._rest.insertWidget(place, fields[spec.id])
        self._fields = fields

    def _new(self, spec: FieldSpec, shown: RunShown, preview: NotePreview) -> Field:
        field = _field_for(spec, shown)
        self._put(field, _for_widget(spec.kind, preview.values.get(spec.id)))
        self._listen_to(spec.id, field)
        return field

    def _listen_to(self, field_id: str, field: Field) -> None:
        def changed(_value: object) -> None:
            if not field.problem():
                self._pending[field_id] = _for_record(field)
                self._timer.start()

        field.value_changed.connect(changed)

    def _may_put(self, field_id: str) -> bool:
        """Whether nobody is typing in a field, and nothing typed in it is still to be saved."""
        typing_at = QApplication.focusWidget()
        is_typed_in = typing_at is not None and self._fields[field_id].isAncestorOf(typing_at)
        return field_id not in self._pending and not is_typed_in

    @staticmethod
    def _put(field: Field, value: object) -> None:
        if field.value() != value:
            field.set_value(value)


class SeveralField(Field):
    """Any of a list, as ticks; its value is a list of ids."""

    def __init__(self, label: str, options: Sequence[tuple[str, str]], **words: Unpack[FieldWords]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._boxes = {key: CheckBox(label) for key, label in options}
        for box in self._boxes.values():
            column.addWidget(box)
        super().__init__(label, holder, **words)
        for box in self._boxes.values():
            box.toggled.connect(self._on_toggled)

    def ids(self) -> list[str]:
        """Everything offered."""
        return list(self._boxes)

    @override
    def value(self) -> list[str]:
        return [key for key, box in self._boxes.items() if box.isChecked()]

    @override
    def set_value(self, value: object) -> None:
        ticked = value if isinstance(value, list) else []
        for key, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(key in ticked)
            box.blockSignals(False)

    @override
    def focus_field(self) -> None:
        next(iter(self._boxes.values())).setFocus()

    def _on_toggled(self, _checked: bool) -> None:
        self._changed()


class _NamedField(SearchChoiceField):
    """A person, patient or contact chosen by name; the record keeps id and name."""

    def __init__(self, label: str, options: Sequence[tuple[str, str]], **words: Unpack[FieldWords]) -> None:
        self._names = dict(options)
        super().__init__(label, options, **words)

    def named(self) -> AnswerValue:
        """`{"id": ..., "name": ...}` of who was chosen, or None."""
        key = self.value()
        return {"id": key, "name": self._names[key]} if key is not None and key in self._names else None


def _words(spec: FieldBase) -> FieldWords:
    return {"help": spec.help, "required": spec.required}


@singledispatch
def _field_for(spec: FieldBase, shown: RunShown) -> Field:
    """A field of a kind without one of its own is a line of words."""
    del shown
    return TextField(spec.label, max_length=getattr(spec, "longest", 200), **_words(spec))


@_field_for.register
def _(spec: ParagraphSpec, _shown: RunShown) -> Field:
    return ParagraphField(spec.label, lines=3, **_words(spec))


@_field_for.register
def _(spec: PickOneField, _shown: RunShown) -> Field:
    return ChoiceField(spec.label, [(option.id, option.label) for option in spec.options], **_words(spec))


@_field_for.register
def _(spec: PickSeveralField, _shown: RunShown) -> Field:
    return SeveralField(spec.label, [(option.id, option.label) for option in spec.options], **_words(spec))


@_field_for.register
def _(spec: DateSpec, shown: RunShown) -> Field:
    return DateField(spec.label, today=shown.today, **_words(spec))


@_field_for.register
def _(spec: TimeSpec, _shown: RunShown) -> Field:
    return TimeField(spec.label, **_words(spec))


@_field_for.register
def _(spec: NumberSpec, _shown: RunShown) -> Field:
    least, most = (None if bound is None else Decimal(str(bound)) for bound in (spec.least, spec.most))
    return NumberField(spec.label, unit=spec.unit, decimals=spec.decimals, least=least, most=most, **_words(spec))


@_field_for.register
def _(spec: YesNoSpec, _shown: RunShown) -> Field:
    return YesNoField(spec.label, **_words(spec))


@_field_for.register
def _(spec: StaffField, shown: RunShown) -> Field:
    return _NamedField(spec.label, [(person.id, person.name) for person in shown.staff], **_words(spec))


@_field_for.register
def _(spec: PatientField, shown: RunShown) -> Field:
    return _NamedField(spec.label, shown.patients, **_words(spec))


@_field_for.register
def _(spec: ContactField, shown: RunShown) -> Field:
    contacts = shown.directory.for_service(spec.service) if spec.service else shown.directory.contacts
    return _NamedField(spec.label, [(contact.id, contact.name) for contact in contacts], **_words(spec))


def _for_record(field: Field) -> AnswerValue:
    """A field's value as the record keeps it."""
    value = field.named() if isinstance(field, _NamedField) else field.value()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal):
        return float(value)
    return None if value in ("", []) else value


def _for_widget(kind: str, value: AnswerValue) -> object:
    """A kept answer as its field takes it; an answer of another kind shows as nothing."""
    try:
        return None if value is None else _FROM_RECORD[kind](value) if kind in _FROM_RECORD else value
    except (ValueError, ArithmeticError):
        return None


def _id_of(kept: AnswerValue) -> str | None:
    return kept.get("id") if isinstance(kept, dict) else None


_FROM_RECORD: dict[str, Callable[[AnswerValue], object]] = {
    "date": lambda kept: date.fromisoformat(str(kept)),
    "time": lambda kept: time.fromisoformat(str(kept)),
    "number": lambda kept: Decimal(str(kept)),
    "yes_no": lambda kept: kept in (True, "yes"),
    "staff": _id_of,
    "patient": _id_of,
    "contact": _id_of,
}
