"""The quiet list: what the person is to know of their work now, with a key for whatever they want of it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.reminders.words import (
    CHECK_DATE,
    CHECK_DATES,
    DISMISS_KEY,
    DONE_KEY,
    SNOOZE_KEY,
    count_words,
    is_worked_out,
    row_of,
)
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.reminders import Reminder, Reminders

_WIDTH = 720
_MOST_ROWS = 7
_BESIDE = 260
_ADVICE = 36
"""Pixels at 100 % of everything in the dialog but the list, and of the line about dates."""


class RemindersDialog(Dialog):
    """Enter opens the task of a row; D, Z and X mark it done, put it off, dismiss it."""

    open_wanted = Signal(object)
    """Carries a `Reminder`, as all of these but the last two."""
    done_wanted = Signal(object)
    snooze_wanted = Signal(object)
    dismiss_wanted = Signal(object)
    all_snooze_wanted = Signal(object)
    """Carries every `Reminder` shown."""
    choices_wanted = Signal()
    undo_wanted = Signal()
    """What was dismissed last is to come back."""

    def __init__(self, parent: QWidget | None, local: Callable[[datetime], datetime]) -> None:
        super().__init__(
            parent,
            "Reminders",
            consequence="What is yours to know now. A task is changed only where you say so.",
            width=_WIDTH,
        )
        self._local = local
        self._shown: dict[str, Reminder] = {}
        self.rows = RowList(name="Reminders")
        self._none = IconLine("circle-check", "Nothing to remind you of", "ok-text", role="body")
        self._worked_out = IconLine("gavel", "", "muted")
        self.dismissed = IconLine("circle-check", "", "ok-text", action="Undo (Ctrl+Z)")
        self.dismissed.hide()
        self.body.addWidget(self.dismissed)
        self.body.addWidget(self.rows)
        self.body.addWidget(self._worked_out)
        self.body.addWidget(self._none)
        self.choices_button = self.add_button(Button("Settings", icon="settings"))
        self.later_button = self.add_button(Button("All later", icon="clock-pause"))
        self.close_button = self.add_button(Button("Close", kind="primary"))
        self.rows.row_activated.connect(self._on_row_activated)
        self.rows.key_pressed.connect(self._on_key_pressed)
        self.choices_button.clicked.connect(self.choices_wanted)
        self.later_button.clicked.connect(self._on_all_later)
        self.close_button.clicked.connect(self.accept)
        self.dismissed.action_pressed.connect(self.undo_wanted)
        undo = QShortcut(QKeySequence(key_of("undo")), self)
        undo.activated.connect(self.undo_wanted)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def show_reminders(self, reminders: Reminders, now: datetime) -> None:
        """These stand on the list now; none is good news."""
        had_focus = self.rows.hasFocus() or not self.isVisible()
        self._shown = {one.id: one for one in reminders.all}
        local = self._local(now)
        self.rows.set_rows([row_of(one, local, self._local) for one in reminders.all])
        worked_out = sum(is_worked_out(one) for one in reminders.all)
        self._worked_out.set_line("gavel", f"{CHECK_DATE if worked_out == 1 else CHECK_DATES}.", "muted")
        self._worked_out.setVisible(worked_out > 0)
        count = len(self._shown)
        self.rows.setVisible(count > 0)
        self._none.setVisible(count == 0)
        self.later_button.setVisible(count > 1)
        beside = _BESIDE + (_ADVICE if worked_out else 0)
        self.rows.setFixedHeight(list_height(self, max(2, min(count, _MOST_ROWS)), beside=beside))
        self.setAccessibleDescription(count_words(count))
        if had_focus:
            (self.rows if count else self.close_button).setFocus()

    def show_dismissed(self, words: str) -> None:
        """Says what was dismissed just now, with the way back; with no words the line goes."""
        self.dismissed.set_line("circle-check", words, "ok-text")
        self.dismissed.setVisible(bool(words))

    def _on_row_activated(self, reminder_id: str) -> None:
        self._hand_on(self.open_wanted, reminder_id)

    def _on_key_pressed(self, reminder_id: str, key: str) -> None:
        wanted = {DONE_KEY: self.done_wanted, SNOOZE_KEY: self.snooze_wanted, DISMISS_KEY: self.dismiss_wanted}
        self._hand_on(wanted[key], reminder_id)

    def _hand_on(self, signal: SignalInstance, reminder_id: str) -> None:
        one = self._shown.get(reminder_id)
        if one is not None:
            signal.emit(one)

    def _on_all_later(self) -> None:
        self.all_snooze_wanted.emit(list(self._shown.values()))
