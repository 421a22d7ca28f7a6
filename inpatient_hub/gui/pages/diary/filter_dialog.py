"""Asks what is to be shown of the diary, and under which name it is to be kept."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.tasks import Priority, TaskKind
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.pages.diary.filtering import (
    EVERYBODY,
    KIND_WORDS,
    PRIORITY_WORDS,
    STAND_WORDS,
    WHOSE_WORDS,
    DiaryFilter,
    Stand,
)
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.text_fields import TextField

_EVERY_PATIENT = "every"
C = TypeVar("C", bound=StrEnum)


class FilterDialog(ConfirmDialog):
    """Nothing ticked in a group means all of it."""

    chosen = Signal(object, str)
    """(a `DiaryFilter`, the name to keep it under or empty)."""

    def __init__(
        self,
        parent: QWidget,
        wanted: DiaryFilter,
        patients: Sequence[tuple[str, str]],
        saved: SavedFilter | None,
    ) -> None:
        super().__init__(parent, "What is to be shown?", verb="Show", harmless=True)
        self._patients = dict(patients)
        self.whose = ChoiceField("Whose work", tuple(WHOSE_WORDS.items()))
        self.whose.set_value(wanted.whose)
        self.patient = ChoiceField("Patient", ((_EVERY_PATIENT, "All patients"), *patients))
        self.patient.set_value(wanted.patient_id or _EVERY_PATIENT)
        self.kinds = TickGroup[TaskKind]("Kinds", KIND_WORDS, wanted.kinds)
        self.priorities = TickGroup[Priority]("Priority", PRIORITY_WORDS, wanted.priorities)
        self.stands = TickGroup[Stand]("How it stands", STAND_WORDS, wanted.stands)
        self.name = TextField(
            "Keep it under a name", max_length=60, help="Yours alone. Which patient is not kept with it."
        )
        self.name.set_value(saved.name if saved is not None else "")
        for part in (self.whose, self.patient, self.kinds, self.priorities, self.stands, self.name):
            self.body.addWidget(part)
        self.accepted.connect(self._on_accepted)
        self.whose.focus_field()

    def wanted(self) -> DiaryFilter:
        """What is chosen."""
        patient = self.patient.value() or _EVERY_PATIENT
        is_one = patient != _EVERY_PATIENT
        return DiaryFilter(
            whose=self.whose.value() or EVERYBODY,
            kinds=self.kinds.chosen(),
            priorities=self.priorities.chosen(),
            stands=self.stands.chosen(),
            patient_id=patient if is_one else "",
            patient_name=self._patients.get(patient, "") if is_one else "",
        )

    def _on_accepted(self) -> None:
        self.chosen.emit(self.wanted(), self.name.value())


class TickGroup(QWidget, Generic[C]):
    """A few codes to tick, side by side under a label."""

    def __init__(self, label: str, words: Mapping[C, str], ticked: frozenset[C]) -> None:
        super().__init__()
        self.boxes = {code: CheckBox(said) for code, said in words.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(text_label(label, "small-medium"))
        holder = QWidget()
        flow = FlowLayout(holder, gap=10)
        for code, tick in self.boxes.items():
            tick.setChecked(code in ticked)
            tick.setAccessibleName(f"{label}: {tick.text()}")
            flow.addWidget(tick)
        column.addWidget(holder)

    def chosen(self) -> frozenset[C]:
        """The codes ticked."""
        return frozenset(code for code, tick in self.boxes.items() if tick.isChecked())
