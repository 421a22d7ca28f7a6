"""Dates that follow from an event: chosen, worked out with their source, kept as tasks, and corrected. Dates only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.clock_rules import EventSpec
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.tasks import Task
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.gui.dialogs.clock_dates_row import ClockDateRow, KeptDateRow
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Divider
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.services.clock_dates import AHEAD, ClockDate

if TYPE_CHECKING:
    from inpatient_hub.gui.context import Context

_WIDTH = 720
Told = Callable[[str, Callable[[], None] | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesFor:
    """Whom and what the dialog is about: the patient, what can have happened, and the dates that are tasks already."""

    name: str
    banner: BannerFacts
    events: tuple[EventSpec, ...]
    kept: tuple[Task, ...]
    today: date
    zone: tzinfo


class ClockDatesDialog(Dialog):
    """It shows and collects; its presenter works out, adds and corrects."""

    dates_wanted = Signal(str, object)
    """(id of the event, the moment it happened): work the dates out."""
    add_wanted = Signal(str, object, object)
    """(id of the event, its moment, ids of the rules that were ticked)."""
    correct_wanted = Signal(object)
    """Carries the `Task` whose date is to be corrected."""
    undo_wanted = Signal()
    """Take back the last thing that was done here."""

    def __init__(self, parent: QWidget | None, about: DatesFor) -> None:
        super().__init__(
            parent,
            "Dates from an event",
            width=_WIDTH,
            banner=about.banner,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._about = about
        self._events = {event.id: event for event in about.events}
        self._asked: tuple[str, datetime] | None = None
        self._is_saving = False
        self._is_told = False
        self._proposed = ""
        self._proposed_at: datetime | None = None
        self.event_field = ChoiceField("What happened", [(event.id, event.title) for event in about.events])
        self.day = DateField("Day", today=about.today, latest=about.today)
        self.time = TimeField("Time")
        self.notice = BannerMessage("warn")
        self.rows: list[ClockDateRow] = []
        self.kept_rows: list[KeptDateRow] = []
        self.undo_button = Button("Undo", key="Ctrl+Z")
        self.close_button = Button("Close")
        self.keep_button = Button("Keep", kind="primary", key="Ctrl+Enter")
        self._build()
        self._connect()
        self.show_kept(about.kept)
        self._on_event(None)

    def _build(self) -> None:
        self._asks = WrapLabel("", "small", "muted")
        when = QHBoxLayout()
        when.setSpacing(16)
        when.addWidget(self.day)
        when.addWidget(self.time)
        when.addStretch(1)
        self._found, self._found_column = _holder()
        self._kept, self._kept_column = _holder()
        only = "Dates only. Whether anything has to be done is for the clinician: check with the MHA office."
        for part in (self.notice, WrapLabel(only, "body", "muted"), self.event_field, self._asks):
            self.body.addWidget(part)
        self.body.addLayout(when)
        self.body.addWidget(self._found)
        self.body.addWidget(self._kept)
        self.notice.hide()
        self.undo_button.hide()
        for button in (self.undo_button, self.close_button, self.keep_button):
            button.setAutoDefault(False)
            self.add_button(button)

    def _connect(self) -> None:
        self.event_field.value_changed.connect(self._on_event)
        self.day.value_changed.connect(self._on_when)
        self.time.value_changed.connect(self._on_when)
        for line in (self.day.line, self.time.line):
            line.textEdited.connect(self._on_typing)
            line.editingFinished.connect(self._on_typed)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.close_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)

    @classmethod
    def open_for(
        cls,
        context: "Context",
        window: QWidget,
        patient_id: str,
        told: Told | None = None,
        *,
        proposed: tuple[str, datetime] | None = None,
    ) -> None:
        """Opens it for a patient; `told` hears what was done, with what undoes it. `proposed` is the id of an event
        that has just been told of, and its moment on the ward's clock."""
        from inpatient_hub.gui.dialogs.clock_dates_presenter import ClockDatesPresenter

        ClockDatesPresenter(context, window, patient_id, told).open(proposed)

    def propose(self, event_id: str, local: datetime) -> None:
        """Choose an event and this moment, to be changed where it was earlier, and tick every date that follows."""
        if event_id not in self._events:
            return
        self._proposed = event_id
        self.event_field.set_value(event_id)
        self.day.set_value(local.date())
        self.time.set_value(local.time().replace(second=0, microsecond=0))
        self._proposed_at = self.happened()
        self._on_event(None)
        self.time.focus_field()

    def happened(self) -> datetime | None:
        """Return the moment of the event, on the ward's clock; None while it is not known."""
        event, day = self._events.get(self.event_field.value() or ""), self.day.value()
        at = self.time.value() if event is not None and event.needs_time else time()
        return None if event is None or day is None or at is None else at_wall(day, at, self._about.zone)

    def show_dates(self, asked: tuple[str, datetime], dates: Sequence[ClockDate]) -> None:
        """Show what was worked out for this event at this moment; what was asked before is passed over."""
        if asked != self._asked:
            return
        _empty(self._found_column)
        self.rows = [ClockDateRow(one, self._about.zone) for one in sorted(dates, key=lambda one: not one.is_on)]
        for place, row in enumerate(self.rows):
            if place:
                self._found_column.addWidget(Divider())
            row.box.setChecked(row.one.is_on and not row.one.is_kept and asked[0] == self._proposed)
            row.ticked.connect(self._settle)
            self._found_column.addWidget(row)
        if not self.rows:
            self._found_column.addWidget(WrapLabel("No rule counts from this event.", "body", "muted"))
        if not self._is_told:
            self.notice.hide()
        self._is_told = False
        if asked == (self._proposed, self._proposed_at):
            self._say("info", "The moment is set to now.", "Change it where it was earlier, then keep the dates.")
        self._settle()

    def show_kept(self, tasks: Sequence[Task]) -> None:
        """Show the dates that are tasks already."""
        _empty(self._kept_column)
        self.kept_rows = [KeptDateRow(task, self._about.zone) for task in tasks]
        if tasks:
            self._kept_column.addWidget(text_label("Kept as tasks already", "strong"))
        for row in self.kept_rows:
            row.correct_wanted.connect(self.correct_wanted)
            self._kept_column.addWidget(row)
        self._kept.setVisible(bool(tasks))

    def show_refusal(self, error: HubError) -> None:
        """Say why not, beside the field where there is one."""
        self._is_saving = False
        self._settle()
        if isinstance(error, InvalidAnswer) and error.field == "happened":
            field = self.time if self.time.isVisibleTo(self) and self.day.value() == self._about.today else self.day
            field.set_error(f"{error.message} {error.remedy}")
            return
        self._say("warn", f"{error.title}. {error.message}", error.remedy)

    def added(self, words: str, kept: Sequence[Task]) -> None:
        """They are kept: say so, and show them among the others."""
        self._is_saving = False
        for row in self.rows:
            if row.is_ticked():
                row.set_kept()
        self.show_kept(kept)
        self.may_be_undone(words, "Choose another event, or close.")
        self._settle()

    def may_be_undone(self, words: str, remedy: str = "") -> None:
        """Say what was done, and that Ctrl+Z takes it back; the keyboard leaves the fields, which have a Ctrl+Z too."""
        self.undo_button.show()
        self.undo_button.setEnabled(True)
        self.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say("ok", words, remedy)

    def taken_back(self, words: str, kept: Sequence[Task]) -> None:
        """It was taken back: what is kept now is shown, and what follows from the event is worked out again."""
        self.undo_button.hide()
        self.show_kept(kept)
        self._clear()
        self._ask()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say("info", words, "")
        self._is_told = self._asked is not None  # the dates that are on their way do not wipe it away

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and not event.isAutoRepeat():
                self._on_keep()
            return  # Enter alone could be meant for the field
        if event.matches(QKeySequence.StandardKey.Undo) and self.undo_button.isVisible():
            self.undo_button.click()
            return
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.event_field.focus_field()

    def _on_event(self, _value: object) -> None:
        event = self._events.get(self.event_field.value() or "")
        self._asks.setText(event.question if event else "")
        self._asks.setVisible(event is not None)
        self.time.setVisible(event is not None and event.needs_time)
        ahead = AHEAD if event is not None and event.may_lie_ahead else timedelta()
        self.day.set_latest(self._about.today + ahead)
        self._on_when(None)

    def _on_when(self, _value: object) -> None:
        self.day.clear_error()
        self.time.clear_error()
        self._clear()
        self._ask()

    def _given(self) -> tuple[str, datetime] | None:
        event_id, happened = self.event_field.value(), self.happened()
        return (event_id, happened) if event_id and happened else None

    def _clear(self) -> None:
        """What was worked out holds no longer."""
        self._asked = None
        _empty(self._found_column)
        self.rows = []
        self._settle()

    def _ask(self) -> None:
        self._asked = self._given()
        if self._asked is not None:
            self.dates_wanted.emit(*self._asked)
        self._settle()

    def _on_typing(self, _text: str) -> None:
        """While another day or time is typed, no date of the one before stands there to be ticked."""
        if self._asked is not None and self._given() != self._asked:
            self._clear()

    def _on_typed(self) -> None:
        """A day that was typed away and back is asked for again; one that is none leaves no dates."""
        if self._given() != self._asked:
            self._clear()
            self._ask()

    def _on_keep(self) -> None:
        chosen = [row.one.rule.id for row in self.rows if row.is_ticked()]
        if chosen and self._asked is not None and not self._is_saving:
            self._is_saving = True
            self._settle()
            self.add_wanted.emit(*self._asked, chosen)

    def _say(self, kind: str, sentence: str, remedy: str) -> None:
        """Says it at the top of what is asked, and goes there: the banner and the buttons leave little room beside."""
        self.notice.set_message(kind, sentence, remedy)
        self.notice.show()
        self._reveal(self.notice)

    def _settle(self) -> None:
        count = sum(row.is_ticked() for row in self.rows)
        self.keep_button.setEnabled(bool(count) and not self._is_saving)
        self.keep_button.set_label("Keep 1 date" if count == 1 else f"Keep {count} dates" if count else "Keep")
        if self._is_saving:
            self.say_reason("Saving")
        elif self._asked is None:
            wrong = self.day.problem() or (self.time.problem() if self.time.isVisibleTo(self) else "")
            self.say_reason(wrong or "Choose what happened, and when.")
        else:
            self.say_reason("" if count else "Tick the dates to keep.")


def _holder() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return holder, column


def _empty(column: QVBoxLayout) -> None:
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
