"""What this ward keeps about its patients, how its notes begin, and what its diary goes by."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.wards import Identifier, NoteSettings, PatientField, Ward, WorkSettings
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.dialogs.typed_form import SAVE_KEY, TypedForm
from inpatient_hub.gui.dialogs.ward_work import WardWork
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inpatient_hub.domain.clock_rules import ClockRuleSpec
    from inpatient_hub.gui.returning import Returning

_WIDTH = 640
FORM = "ward_settings"
FIELD_WORDS = {
    PatientField.PREFERRED_NAME: "Likes to be called",
    PatientField.NHS_NUMBER: "NHS number",
    PatientField.BORN_ON: "Date of birth",
    PatientField.BED: "Room and bed",
    PatientField.LEGAL_STATUS: "Legal status",
    PatientField.STATUS: "On leave, discharge pending",
    PatientField.ADMITTED_ON: "Day of admission",
    PatientField.EXPECTED_DISCHARGE_ON: "Expected discharge",
    PatientField.NAMED_NURSE: "Named nurse",
    PatientField.CONSULTANT: "Consultant",
    PatientField.ALERTS: "Alerts",
}
IDENTIFIER_WORDS = {
    Identifier.NHS_NUMBER: "NHS number",
    Identifier.BORN_ON: "Date of birth",
    Identifier.BED: "Bed",
}


@dataclass(frozen=True, slots=True)
class WardChoices:
    """What was chosen: the details kept, and the settings of notes and of the diary."""

    fields: frozenset[PatientField]
    notes: NoteSettings
    work: WorkSettings


class WardSettingsDialog(TypedForm):
    """Ticks and a few figures. A detail switched off is hidden everywhere; what was recorded is kept."""

    would_be_lost = "What you changed for this ward will be lost."
    saved = Signal(object)
    """Carries `WardChoices`."""
    told = Signal(str)
    """What was done, in a few words."""

    def __init__(self, parent: QWidget | None, ward: Ward) -> None:
        super().__init__(
            parent,
            f"How should {ward.name} work?",
            consequence="A detail that is switched off is hidden everywhere. What was recorded is kept.",
            width=_WIDTH,
        )
        self.trouble = BannerMessage("act", "")
        self.trouble.hide()
        self.fields = {kind: CheckBox(words) for kind, words in FIELD_WORDS.items()}
        self.identifiers = {kind: CheckBox(words) for kind, words in IDENTIFIER_WORDS.items()}
        self.length = NumberField(
            "Characters in one note",
            least=500,
            most=100_000,
            help="Longer notes are copied in numbered parts. SystmOne's own limit is not published.",
        )
        self.gap = NumberField(
            "Written in retrospect after", unit="minutes", least=1, most=10_080, help="Counted from the event."
        )
        self.body.addWidget(self.trouble)
        self.minimal = _Minimal(ward)
        self.body.addWidget(text_label("Kept about each patient, beside the name", "strong"))
        self.body.addWidget(_grid(list(self.fields.values())))
        self.body.addWidget(self.minimal)
        self.body.addWidget(text_label("After the name, a note begins with", "strong"))
        self.body.addWidget(_grid(list(self.identifiers.values())))
        self.body.addWidget(WrapLabel("A detail the ward does not keep is left out.", "small", "muted"))
        self.body.addWidget(self.length)
        self.body.addWidget(self.gap)
        self.work = WardWork(ward.work)
        self.body.addWidget(self.work)
        self.cancel_button = self.add_button(Button("Cancel"))
        self.save_button = self.add_button(Button("Save", kind="primary", key=SAVE_KEY))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save_clicked)
        self._show(ward)
        self._settle_minimal(ward)
        self._opened_with = self.choices()

    @classmethod
    def open_for(cls, context: Context, parent: QWidget, returning: "Returning | None" = None) -> "WardSettingsDialog":
        """Opens it for the ward shown, and saves what is chosen; `returning` brings what was chosen in it before."""
        from inpatient_hub.gui.dialogs.minimising import Minimising  # seldom wanted, and nothing a start needs
        from inpatient_hub.gui.kept_forms import KeptForm, Reopening

        dialog = cls(parent, context.session.ward)
        hub, by, ward_id = context.hub, context.session.person.id, context.session.ward.id

        def save(choices: WardChoices) -> None:
            def task() -> tuple[Ward, Changes]:
                changes = hub.wards.choose_note_settings(ward_id, choices.notes, by=by)
                changes |= hub.wards.choose_fields(ward_id, choices.fields, by=by)
                changes |= hub.wards.choose_work_settings(ward_id, choices.work, by=by)
                return hub.wards.get(ward_id), changes

            def then(saved: tuple[Ward, Changes]) -> None:
                ward, changes = saved
                context.session.set_ward(ward)
                context.feed.announce(changes)
                dialog.accept()

            context.background.run(task, owner=dialog, then=then, otherwise=dialog.show_problem)

        def minimised(_ward: Ward, words: str) -> None:
            dialog.accept()
            dialog.told.emit(words)

        minimising = Minimising(context, dialog)
        minimising.done.connect(minimised)
        minimising.failed.connect(dialog.show_problem)
        dialog.minimal.ask_button.clicked.connect(minimising.ask)
        dialog.minimal.off_button.clicked.connect(minimising.switch_off)
        dialog.saved.connect(save)

        refused = returning.failed if returning is not None else None

        def keep(rules: "Sequence[ClockRuleSpec]") -> None:
            dialog.work.show_rules(rules)
            how = Reopening(form=FORM, title="The settings of the ward", ward=ward_id)
            KeptForm(dialog, how, returning)

        context.background.run(hub.clocks.to_switch_on, owner=dialog, then=keep, otherwise=refused)
        dialog.open()
        return dialog

    def show_problem(self, error: HubError) -> None:
        """Says why it was not saved, beside the figure where there is one."""
        field = error.field if isinstance(error, InvalidAnswer) else ""
        beside = {"length_limit": self.length, "retrospect_minutes": self.gap, "ward_round_at": self.work.at}.get(field)
        if beside is not None:
            beside.set_error(f"{error.message} {error.remedy}")
            beside.focus_field()
            self._reveal(beside)
            return
        self.trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self.trouble.show()

    @override
    def save(self) -> None:
        self.save_button.click()

    @override
    def is_changed(self) -> bool:
        return self.choices() != self._opened_with

    def choices(self) -> WardChoices:
        """What is ticked and written now; a figure that cannot be read stays as zero and is refused on saving."""
        return WardChoices(
            frozenset(kind for kind, box in self.fields.items() if box.isChecked()),
            NoteSettings(
                length_limit=int(self.length.value() or 0),
                retrospect_minutes=int(self.gap.value() or 0),
                identifiers=tuple(kind for kind, box in self.identifiers.items() if box.isChecked()),
            ),
            self.work.settings(),
        )

    def _show(self, ward: Ward) -> None:
        for kind, box in self.fields.items():
            box.setChecked(kind in ward.fields)
        for identifier, box in self.identifiers.items():
            box.setChecked(identifier in ward.notes.identifiers)
        self.length.set_value(Decimal(ward.notes.length_limit))
        self.gap.set_value(Decimal(ward.notes.retrospect_minutes))

    def _settle_minimal(self, ward: Ward) -> None:
        """A ward that keeps only name, ward and dates has nothing to choose."""
        for box in (*self.fields.values(), *self.identifiers.values()):
            box.setEnabled(not ward.minimal)

    def _on_save_clicked(self) -> None:
        for field in (self.length, self.gap, self.work.at):
            if field.problem():
                field.set_error(field.problem())
                field.focus_field()
                self._reveal(field)
                return
        faulty = self.work.faulty()
        if faulty is not None:
            faulty.focus_field()
            self._reveal(faulty)
            return
        self.saved.emit(self.choices())


class _Minimal(QWidget):
    """The switch of a ward that keeps only name, ward and dates."""

    def __init__(self, ward: Ward) -> None:
        super().__init__()
        self.ask_button = Button("Remove what was finished since" if ward.minimal else "Keep only name, ward and dates")
        self.off_button = Button("Choose details again")
        self.off_button.setVisible(ward.minimal)
        state = "This ward keeps only name, ward and dates." if ward.minimal else ""
        words = WrapLabel(state or "Data minimisation: further details can be removed for good.", "small", "muted")
        buttons = QWidget()
        row = FlowLayout(buttons, gap=8)
        row.addWidget(self.ask_button)
        row.addWidget(self.off_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(words)
        column.addWidget(buttons)


def _grid(boxes: list[CheckBox]) -> QWidget:
    """Ticks of the same width side by side: two columns, or one where the window is narrow or the text is large."""
    holder = QWidget()
    flow = FlowLayout(holder)
    widest = max(box.sizeHint().width() for box in boxes)
    for box in boxes:
        box.setMinimumWidth(widest)
        flow.addWidget(box)
    return holder
