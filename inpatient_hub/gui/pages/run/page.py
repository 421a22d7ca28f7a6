"""The run page: the patient on top, the steps at the left, one question, and the note as it grows."""

from collections.abc import Callable
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import AnswerValue, RunState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.moments import clock, day
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.run.drafting import ReturningDraft, draft_of
from inpatient_hub.gui.pages.run.note_panel import NotePanel
from inpatient_hub.gui.pages.run.shown import RunShown
from inpatient_hub.gui.pages.run.side import BeforePasteSide, SoFarSide
from inpatient_hub.gui.pages.run.step_panels import FollowUpPanel, FormsPanel, ReadingPanel, StepPanel, panel_for
from inpatient_hub.gui.pages.run.trail_words import foot_lines, step_facts
from inpatient_hub.gui.returning import Returning
from inpatient_hub.gui.theme import design_width
from inpatient_hub.gui.widgets.action_bar import ActionBar
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.patient_banner import PatientBanner
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.step_trail import StepTrail
from inpatient_hub.gui.widgets.yielding import Yielding

SIDE_FROM = 1116
"""Page width (without the rail) from which the side panel stands beside the question."""


TRAIL_FROM = 760
"""Page width, as if the text were at 100 %, from which the steps stand beside the question."""


class RunPage(Page):
    """One run. It shows what it is given and tells what the person did."""

    answer_given = Signal(object)
    field_answered = Signal(str, object)
    note_edited = Signal(str)
    copy_after_saving_requested = Signal(int)
    """Which part: something typed is on its way to the store, and the note is to be copied with it."""
    remake_requested = Signal()
    next_requested = Signal()
    step_back_requested = Signal()
    step_requested = Signal(str)
    abandon_requested = Signal()
    task_moved = Signal(str, object)
    keep_longer_requested = Signal()

    def __init__(self, now: Callable[[], time]) -> None:
        super().__init__()
        self._now = now
        self._shown: RunShown | None = None
        self._panel: StepPanel | NotePanel | None = None
        self._side_wanted = False
        self._is_arriving = False
        self._reason_words = ""
        self._header = PageHeader("", find=False, compact=True)
        self._step = Chip("", "info")
        self._version = Chip("", "neutral")
        self._abandon = Button("Abandon…", icon="ban", small=True)
        self._note_toggle = Button("Note so far", icon="notes", small=True)
        self._banner = PatientBanner()
        self._trail = StepTrail()
        self._centre = QVBoxLayout()
        self._so_far = SoFarSide()
        self._before_paste = BeforePasteSide()
        self._ended = BannerMessage("info", "")
        self._ended_place = QWidget()
        self.back_button = Button("Back", icon="chevron-left", key=key_of("step_back"))
        self.next_button = Button("Next", kind="primary", key=key_of("next"))
        self._saved = IconLine("check", "", "ok-text")
        self._reason = IconLine("lock", "", "muted")
        self._returning = ReturningDraft()
        self._body = Yielding()
        self._foot_row = ActionBar((self.back_button, self._saved), (self._reason, self.next_button))
        self._build()
        self._bind("next", self.next_button)
        self._bind("step_back", self.back_button)
        self._header.back_requested.connect(self.back_requested)
        self._abandon.clicked.connect(self.abandon_requested)
        self._note_toggle.clicked.connect(self._on_note_toggled)
        self._trail.step_chosen.connect(self._on_step_chosen)
        self.back_button.clicked.connect(self._on_back_clicked)
        self.next_button.clicked.connect(self._on_next_clicked)

    def _build(self) -> None:
        self._header.set_back("Referrals")
        self._header.add_left(self._step)
        self._header.add_left(self._version)
        self._header.add_right(self._note_toggle)
        self._header.add_right(self._abandon)
        centre = QWidget()
        self._centre.setContentsMargins(0, 0, 0, 0)
        self._centre.setSpacing(0)
        ended = QVBoxLayout(self._ended_place)
        ended.setContentsMargins(12, 12, 12, 0)
        ended.addWidget(self._ended)
        self._centre.addWidget(self._ended_place)
        centre.setLayout(self._centre)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        for part, stretch in ((self._trail, 0), (centre, 1), (self._so_far, 0), (self._before_paste, 0)):
            across.addWidget(part, stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._body.setLayout(across)
        whole.addWidget(self._header)
        whole.addWidget(self._banner)
        whole.addWidget(self._body, 1)
        whole.addWidget(self._foot_row)
        whole.addStretch(0)
        self.show_nothing()

    def _bind(self, action_id: str, button: Button) -> None:
        """The key of the table presses the button; a button that is off says why beside it."""
        shortcut = QShortcut(QKeySequence(key_of(action_id)), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)  # held down, it must not leave steps behind unread
        shortcut.activated.connect(button.click)

    @property
    def shown(self) -> RunShown | None:
        """What the page shows."""
        return self._shown

    def show_run(self, shown: RunShown) -> None:
        """Shows a run as it stands. The panel is made anew only when the step is another one."""
        before, self._shown = self._shown, shown
        view = shown.view
        self._show_whole(whole=True)
        self._header.set_title(view.workflow.title)
        number = f"Step {view.number} of {len(view.steps)}"
        self._step.set_facts(ChipFacts(number, "info"))
        self._version.set_facts(
            ChipFacts(f"Version {view.workflow.version}, reviewed {day(view.workflow.reviewed_on)}", "neutral")
        )
        self._banner.set_facts(banner_facts(view.facts, shown.today))
        self._trail.set_steps([step_facts(one, shown) for one in view.trail])
        self._trail.set_foot(foot_lines(shown))
        self._abandon.setVisible(shown.is_open)
        same = before is not None and before.view.run.id == view.run.id and before.view.step.id == view.step.id
        if same and self._panel is not None:
            self._panel.update_from(shown)
        else:
            self._show_panel(shown)
        self._allow_answers(shown)
        self._so_far.update_from(shown)
        self._before_paste.update_from(shown)
        self._show_ended(shown)
        self._show_foot(shown)
        if same and before is not None and before.is_open and not shown.is_open:  # the button that ended it has gone
            (self.next_button if self.next_button.isEnabled() else self.back_button).setFocus()
        self._fit()
        if not same and isinstance(self._panel, ReadingPanel | FormsPanel):
            self.next_button.setFocus()
        if self._is_arriving and self.note_in_hand():
            self.note_offered.emit(self.note_in_hand())
        self._is_arriving = False
        if step_id := self._returning.put_back(shown, self._panel):
            self.step_requested.emit(step_id)

    @override
    def draft(self) -> Draft | None:
        return draft_of(self._shown, self._panel)

    @override
    def restore(self, returning: Returning) -> None:
        self._returning.expected = returning  # the run itself is still being read

    def flush(self) -> None:
        """Saves at once what was typed last."""
        if isinstance(self._panel, NotePanel):
            self._panel.flush()

    def show_seconds(self, seconds: int) -> None:
        """How long the note stays on the clipboard."""
        if isinstance(self._panel, NotePanel):
            self._panel.show_seconds(seconds)

    @property
    def panel(self) -> StepPanel | NotePanel | None:
        """The panel of the step shown."""
        return self._panel

    @override
    def copy(self) -> None:
        if (
            isinstance(self._panel, NotePanel)
            and self._panel.copy_button.isEnabled()
            and not self._panel.turn_to_note()
        ):
            self._panel.copy_button.click()  # never unseen: with large text the key shows the note first

    @override
    def note_in_hand(self) -> str:
        note = self._shown.view.note if self._shown is not None else None
        return note.id if note is not None and note.state is NoteState.COPIED else ""

    def _show_panel(self, shown: RunShown) -> None:
        while self._centre.count() > 1:
            item = self._centre.takeAt(1)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._side_wanted = False
        if shown.at_note:
            self._panel = note = NotePanel(shown, self._now)
            note.answered.connect(self.field_answered)
            note.edited.connect(self.note_edited)
            note.remake_requested.connect(self.remake_requested)
            note.copy_requested.connect(self._on_copy_requested)
            note.keep_longer_requested.connect(self.keep_longer_requested)
            self._centre.addWidget(note, 1)
        else:
            self._panel = panel = panel_for(shown)
            panel.answered.connect(self.answer_given)
            if isinstance(panel, FollowUpPanel):
                panel.moved.connect(self._on_task_moved)
            holder = ScrollPage(max_width=720)
            holder.body.addWidget(panel)
            holder.body.addStretch(1)
            self._centre.addWidget(holder, 1)
        self._panel.focus_first()

    def _allow_answers(self, shown: RunShown) -> None:
        """A run that has ended is only read; the day of the task it made can still be moved."""
        plan = shown.view.follow_up
        has_task = isinstance(self._panel, FollowUpPanel) and plan is not None and plan.task_id is not None
        if not isinstance(self._panel, StepPanel):
            return
        here = QApplication.focusWidget()
        had_keyboard = here is not None and self._panel.isAncestorOf(here)
        self._panel.setEnabled(shown.is_open or has_task)
        if had_keyboard and not self._panel.isEnabled():
            self.next_button.setFocus()  # where Qt would leave the keyboard nowhere

    def _show_ended(self, shown: RunShown) -> None:
        run = shown.view.run
        self._ended_place.setVisible(not shown.is_open)
        if run.state is RunState.FILED:
            self._ended.set_message("ok", "Finished: the note is filed and this referral is ticked.")
        elif run.state is RunState.ABANDONED:
            self._ended.set_message("info", f"Abandoned. Reason: {run.abandoned_reason}", "Its answers are kept.")

    def _show_foot(self, shown: RunShown) -> None:
        view = shown.view
        at = clock(view.run.touched_at.astimezone(shown.local.tzinfo))
        words = f"Saved {at}. You can close this and come back" if shown.is_open else "This referral has ended"
        self._saved.set_line("check", words, "ok-text" if shown.is_open else "muted")
        self.back_button.setEnabled(view.number > 1)
        reason = view.missing
        if view.is_last and shown.is_open and not reason:
            reason = "Press Filed when the note is saved in SystmOne." if view.note_step else ""
        self.next_button.set_label("Finish" if view.is_last else "Next")
        self.next_button.setEnabled(not reason)
        to_file = view.note is not None and view.note.state is NoteState.COPIED
        self.next_button.set_kind("plain" if to_file else "primary")  # Filed, in the bar below, is what comes next
        self._reason_words = reason if shown.is_open else ""  # what has ended needs nothing any more
        self._reason.set_line("lock", self._reason_words, "muted")

    def _fit(self) -> None:
        """Puts the side panel beside the question when there is room, else behind its button."""
        shown = self._shown
        if shown is None:
            return
        width = design_width(self.width())
        roomy, narrow = width >= SIDE_FROM, width < TRAIL_FROM
        self._header.setVisible(not (narrow and self.note_in_hand()))  # the bar below needs its room
        self._trail.setVisible(not shown.at_note and not narrow)
        self._step.setVisible(shown.at_note)  # elsewhere the question says it
        self._version.setVisible(not narrow)
        self._saved.setVisible(not narrow)
        self._reason.setVisible(bool(self._reason_words))
        self.back_button.set_key("" if narrow else key_of("step_back"))  # the reason between them needs the room
        self.next_button.set_key("" if narrow else key_of("next"))
        self._note_toggle.setVisible(not roomy)
        self._note_toggle.set_label("Who and what next" if shown.at_note else "Note so far")
        visible = roomy or self._side_wanted
        self._so_far.setVisible(visible and not shown.at_note)
        self._before_paste.setVisible(visible and shown.at_note)
        if isinstance(self._panel, NotePanel):
            self._panel.set_narrow(narrow)

    def _on_note_toggled(self) -> None:
        self._side_wanted = not self._side_wanted
        self._fit()

    def _on_step_chosen(self, step_id: str) -> None:
        self.flush()
        self.step_requested.emit(step_id)

    def _on_back_clicked(self) -> None:
        self.flush()
        self.step_back_requested.emit()

    def _on_next_clicked(self) -> None:
        self.flush()
        self.next_requested.emit()

    def keep_unsaved(self, field_id: str, value: AnswerValue) -> None:
        """An answer of the note's form could not be saved: it is tried again with whatever is saved next."""
        if isinstance(self._panel, NotePanel):
            self._panel.form.put_back(field_id, value)

    def keep_words(self) -> None:
        """The words typed by hand could not be saved: they stay, and are tried again with whatever is saved next."""
        if isinstance(self._panel, NotePanel):
            self._panel.keep_words()

    def copy_shown(self, part: int) -> None:
        """Asks for the copy of the note exactly as it is shown, if nothing stands in its way."""
        preview = self._shown.preview if self._shown is not None else None
        if self._shown is not None and preview is not None and not preview.refusals:
            self.copy_run_requested.emit(self._shown.view.run.id, preview.made_at, part, preview.text_hash)

    def _on_copy_requested(self, part: int, is_saving: bool) -> None:
        if is_saving:
            self.copy_after_saving_requested.emit(part)
        else:
            self.copy_shown(part)

    def _on_task_moved(self, due_on: object) -> None:
        plan = self._shown.view.follow_up if self._shown else None
        if plan is not None and plan.task_id is not None:
            self.task_moved.emit(plan.task_id, due_on)

    def show_nothing(self) -> None:
        """Shows no run: while one is read, the one before must not be taken for it, nor answered."""
        self._shown = None
        self._panel = None
        self._show_whole(whole=False)

    def _show_whole(self, *, whole: bool) -> None:
        for part in (self._banner, self._body, self._foot_row, self._step, self._version, self._abandon):
            part.setVisible(whole)
        if not whole:
            self._note_toggle.hide()
            self._header.set_title("")

    @override
    def opened(self, about: str) -> None:
        if self._shown is None or self._shown.view.run.id != about:
            self.show_nothing()
        self._is_arriving = True
        super().opened(about)

    @override
    def left(self) -> None:
        self.flush()
        super().left()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if isinstance(self._panel, StepPanel) and not _typing() and self._panel.handle_key(event):
            return
        super().keyPressEvent(event)


def _typing() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QTextEdit)
