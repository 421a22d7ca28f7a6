"""What stands beside the question: the note so far, what to check before pasting, and what happened."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.note_text import blanks_in
from inpatient_hub.domain.patients import spaced_nhs_number
from inpatient_hub.gui.history_marks import MARKS, PLAIN
from inpatient_hub.gui.models.history import HistoryFacts
from inpatient_hub.gui.moments import day, moment, short_day
from inpatient_hub.gui.pages.run.shown import RunShown
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.history_list import HistoryList
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.note_preview import NotePreview
from inpatient_hub.gui.widgets.side_panel import SidePanel

SIDE_WIDTH = 300


class SoFarSide(SidePanel):
    """The note so far, with its blanks, and what comes after it."""

    def __init__(self) -> None:
        super().__init__("The note so far", width=SIDE_WIDTH)
        self._blanks = Chip("", "warn")
        self.add_head(self._blanks)
        self._sheet = NotePreview(fit=True)  # the panel scrolls, not a box within it
        self._sheet.setAccessibleName("The note so far")
        self.add(self._sheet)
        self._lock = IconLine("lock", "", "muted")
        self.add(self._lock)
        self._then = Card("Then")
        self._copy = IconLine("copy", "Copy, paste into SystmOne, save there, Filed", "muted")
        self._task = IconLine("clock", "", "muted")
        holder = _column(self._copy, self._task)
        self._then.add_padded(holder)
        self.add(self._then)
        self.body.addStretch(1)

    def update_from(self, shown: RunShown) -> None:
        """Shows the note as it stands."""
        preview = shown.preview
        self._sheet.setVisible(preview is not None)
        self._then.setVisible(preview is not None and shown.is_open)  # what has ended has nothing to come
        if preview is None:
            self._blanks.hide()
            self._lock.set_line("info-circle", "The answers given lead to an end without a note.", "muted")
            return
        self._sheet.set_text(preview.text)
        self._sheet.set_source(Kind.RUN, shown.view.run.id)
        left = len(blanks_in(preview.text))
        words = "no blanks left" if not left else "1 blank left" if left == 1 else f"{left} blanks left"
        self._blanks.show()
        self._blanks.set_facts(ChipFacts(words, "warn" if left else "ok", None if left else "check"))
        self._lock.set_line("lock" if left else "check", _lock_words(shown, left), "muted")
        self._show_task(shown)

    def _show_task(self, shown: RunShown) -> None:
        plan = shown.view.follow_up
        self._task.setVisible(plan is not None)
        if plan is not None:
            words = f"Task: {plan.title}, {short_day(plan.due_on)}" if plan.wanted else "No follow-up task"
            self._task.set_line("clock", words, "muted")


def _lock_words(shown: RunShown, left: int) -> str:
    if not left:
        return "Every blank is answered."
    number = next((n for n, step in enumerate(shown.view.steps, 1) if step.kind == "note"), 0)
    return f"Copy stays off until every blank is answered. The rest is asked at step {number}."


class BeforePasteSide(SidePanel):
    """Whose record must be open, what filing does, and what happened so far."""

    history_opened = Signal()

    def __init__(self) -> None:
        super().__init__(width=SIDE_WIDTH)
        self._card = Card(tone="primary")
        self._name = WrapLabel("", "question")
        self._number = text_label("", "strong")
        self._born = text_label("", "small", "muted")
        self._card.add_padded(
            _column(
                text_label("Before you paste", "strong"),
                WrapLabel("The name open in SystmOne must read", "small", "muted"),
                self._name,
                self._number,
                self._born,
            )
        )
        self.add(self._card)
        self._similar = IconLine("users", "", "warn-text")
        self.add(self._similar)
        self.add(text_label("When filed", "strong"))
        self._filed = WrapLabel("", "small", "muted")
        self.add(self._filed)
        self.add(text_label("So far", "strong"))
        self._history = HistoryList(name="What happened so far", fit=True)
        self.add(self._history)
        self.body.addStretch(1)

    def update_from(self, shown: RunShown) -> None:
        """Shows patient, plan and history."""
        patient = shown.view.facts.patient
        self._name.setText(patient.banner_name)
        self._number.setVisible(patient.nhs_number is not None)
        self._number.setText(spaced_nhs_number(patient.nhs_number))
        self._born.setVisible(patient.born_on is not None)
        self._born.setText(f"born {day(patient.born_on)}")
        similar = shown.view.facts.similar
        self._similar.setVisible(bool(similar))
        if similar:
            other = similar[0].patient
            bed = f", bed {other.bed}" if other.bed else ""
            self._similar.set_line("users", f"Not to be mistaken for {other.full_name}{bed}.", "warn-text")
        self._filed.setText(_filed_words(shown))
        self._history.set_items(history_facts(shown))


def _filed_words(shown: RunShown) -> str:
    plan = shown.view.follow_up
    if plan is None or not plan.wanted:
        return "The referral is ticked."
    if plan.task_id is not None:
        return f"The referral is ticked, and the task '{plan.title}' is on the list for {short_day(plan.due_on)}."
    return f"The referral is ticked, and a task is made: {plan.title}, {short_day(plan.due_on)}."


def history_facts(shown: RunShown) -> list[HistoryFacts]:
    """What happened, each with its time, who and what; the person at the computer is `You`."""
    mine = next((person.name for person in shown.staff if person.id == shown.me), "")
    facts = []
    for line in shown.history:
        who = "You" if line.who == mine else line.who
        at = moment(line.at.astimezone(shown.local.tzinfo), shown.today)
        icon, token = MARKS.get(line.action, PLAIN)
        facts.append(HistoryFacts(at, icon, f"**{who}** {line.did} {line.about}".strip(), token))
    return facts


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget)
    return holder
