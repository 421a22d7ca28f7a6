"""Asks for how long reminders are put off, and how a person wants to be reminded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.domain.reminders import LEADS, SNOOZE_WORDS, ReminderChoices, Snooze
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList


class SnoozeDialog(Dialog):
    """One number, or one press, puts it off."""

    chosen = Signal(object)
    """Carries a `Snooze`."""

    def __init__(self, parent: QWidget | None, count: int) -> None:
        super().__init__(
            parent,
            "Put this reminder off?" if count == 1 else f"Put these {count} reminders off?",
            consequence="It comes back once, if it is still so then. The task stays as it is.",
        )
        options = [OptionFacts(one.value, words) for one, words in SNOOZE_WORDS.items()]
        self.options = OptionList(options, name="For how long")
        self.body.addWidget(self.options)
        cancel = self.add_button(Button("Cancel"))
        cancel.clicked.connect(self.reject)
        self.options.choice_changed.connect(self._on_choice_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.options.focus_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.options.handle_key(event):
            super().keyPressEvent(event)

    def _on_choice_changed(self, chosen: tuple[str, ...]) -> None:
        self.chosen.emit(Snooze(chosen[0]))
        self.accept()


class ReminderChoicesDialog(Dialog):
    """Each choice holds at once, at every computer this person uses."""

    chosen = Signal(object)
    """Carries the `ReminderChoices`."""

    def __init__(self, parent: QWidget | None, choices: ReminderChoices, *, names: bool, can_notify: bool) -> None:
        super().__init__(
            parent, "How do you want to be reminded?", consequence="Kept for you, at every computer of the ward."
        )
        self.lead = ChoiceField("Before something is due", [(str(one), f"{one} minutes") for one in LEADS])
        self.lead.set_value(str(choices.lead))
        self.notices = CheckBox("Also by this computer's own notices")
        self.notices.setChecked(choices.notices)
        self.notices.setEnabled(can_notify)
        self.explained = WrapLabel(_explained(names=names, can_notify=can_notify), "small", "muted")
        for part in (self.lead, self.notices, self.explained):
            self.body.addWidget(part)
        close = self.add_button(Button("Close", kind="primary"))
        close.clicked.connect(self.accept)
        self.lead.value_changed.connect(self._on_changed)
        self.notices.toggled.connect(self._on_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _on_changed(self, _value: object) -> None:
        lead = int(self.lead.value() or ReminderChoices().lead)
        self.chosen.emit(ReminderChoices(lead=lead, notices=self.notices.isChecked()))


def _explained(*, names: bool, can_notify: bool) -> str:
    if not can_notify:
        return "This computer shows no notices to programs. The list in the window is always there."
    said = (
        "This ward lets them name the task and the patient."
        if names
        else "They say how many reminders there are, and name neither a task nor a patient."
    )
    return f"One for all that is new, while another program is in front. {said} None comes while the window is locked."
