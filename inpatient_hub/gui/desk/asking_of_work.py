"""Asks about the work itself: what it waits on, how it is handed back, when it is done, and what is said of it."""

from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING

from inpatient_hub.domain.hand_back import CARRY_ON, HandBack
from inpatient_hub.domain.task_times import Timing, timing_of
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.task_doing import Known
from inpatient_hub.gui.desk.task_words import handed_back, moved_to, said
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.dialogs.task_change import TaskChangeDialog, TaskDetails
from inpatient_hub.gui.dialogs.task_hand_back import HandBackDialog
from inpatient_hub.gui.dialogs.task_line_note import LineNoteDialog
from inpatient_hub.gui.dialogs.task_move import TaskMoveDialog
from inpatient_hub.gui.dialogs.task_wait import TaskWaitDialog
from inpatient_hub.services.clock_dates import CORRECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from inpatient_hub.gui.desk.asking import Asking
    from inpatient_hub.services.note_previews import NotePreview
    from inpatient_hub.services.task_records import Acted

    How = Callable[[Task], Acted]


class AskingOfWork:
    """Each question with what its answer does."""

    def __init__(self, asking: "Asking") -> None:
        self._asking = asking
        self._desk = asking.desk
        self._hub = asking.context.hub

    def wait(self, known: Known) -> None:
        """What it waits on, and when to chase it; or that it has come."""
        task, today = known.task, self._hub.clock.today()
        dialog = TaskWaitDialog(
            self._desk.window,
            task.title,
            today=today,
            banner=self._asking.banner(known),
            waiting_on=task.waiting_on,
            chase_on=task.chase_on,
            nation=self._asking.context.session.ward.work.nation,
        )

        def told(how: HandBack) -> None:
            words = said(TaskWish.CARRY_ON, task) if how == CARRY_ON else handed_back(how, task, today)
            self._asking.send(dialog, known, self._handed_back(how), words)

        dialog.told.connect(told)
        dialog.open()

    def hand_back(self, known: Known) -> None:
        """How far it is and who goes on with it; then its line for the patient's record."""
        task, today = known.task, self._hub.clock.today()
        mine = task.claimed_by == self._desk.by
        dialog = HandBackDialog(
            self._desk.window, task.title, today=today, mine=mine, banner=self._asking.banner(known)
        )
        dialog.chase.nation = self._asking.context.session.ward.work.nation

        def told(how: HandBack) -> None:
            offer = partial(self._offer_line, known)
            self._asking.send(dialog, known, self._handed_back(how), handed_back(how, task, today), offer)

        dialog.told.connect(told)
        dialog.open()

    def move(self, known: Known, to: TaskMove | None = None) -> None:
        """When it is to be done. `to` is where a page has put it already, where only the reason is missing."""
        task, ward, today = known.task, self._asking.context.session.ward, self._hub.clock.today()
        was = timing_of(task, self._zone(), ward.shifts)
        if to is not None:
            was = Timing(day=to.day, shift=to.shift, at=to.at, part=to.day_part)
        dialog = TaskMoveDialog(
            self._desk.window,
            task.title,
            was,
            kind=task.kind,
            shifts=[shift.name for shift in ward.shifts] if task.clock_rule is None else (),
            today=today,
            banner=self._asking.banner(known),
            corrections=CORRECTIONS if task.clock_rule is not None else None,
        )
        dialog.day.nation = ward.work.nation

        def told(timing: Timing, reason: str) -> None:
            move = TaskMove(task=task, day=timing.day, shift=timing.shift, at=timing.at, day_part=timing.part)
            how = self._corrected(timing, reason) if reason else self._moved(timing)
            self._asking.send(dialog, known, how, moved_to(move, today))

        dialog.told.connect(told)
        dialog.open()

    def change(self, known: Known) -> None:
        """What is said of it."""
        dialog = TaskChangeDialog(self._desk.window, known.task, banner=self._asking.banner(known))

        def told(details: TaskDetails) -> None:
            self._asking.send(dialog, known, self._changed(details), said(TaskWish.CHANGE, known.task))

        dialog.told.connect(told)
        dialog.open()

    def _handed_back(self, how: HandBack) -> "How":
        tasks, by = self._hub.tasks, self._desk.by

        def act(real: Task) -> "Acted":
            return tasks.hand_back(real.id, how, by=by, version=real.version)

        return act

    def _moved(self, to: Timing) -> "How":
        tasks, by = self._hub.tasks, self._desk.by
        whole = (to.shift, to.at, to.part) == (None, None, None)

        def act(real: Task) -> "Acted":
            return tasks.move(
                real.id,
                to.day,
                shift=to.shift,
                at=to.at,
                part=to.part,
                whole_day=whole,
                by=by,
                version=real.version,
            )

        return act

    def _corrected(self, to: Timing, reason: str) -> "How":
        clocks, by = self._hub.clocks, self._desk.by

        def act(real: Task) -> "Acted":
            return clocks.correct(real.id, to.day, reason, at=to.at, by=by, version=real.version)

        return act

    def _changed(self, details: TaskDetails) -> "How":
        tasks, by = self._hub.tasks, self._desk.by

        def act(real: Task) -> "Acted":
            return tasks.change(
                real.id,
                title=details.title,
                priority=details.priority,
                place=details.place,
                people=details.people,
                duration=details.duration,
                needs_check=details.needs_check,
                by=by,
                version=real.version,
            )

        return act

    def _offer_line(self, known: Known, acted: "Acted") -> None:
        """The hand-back's line for the record, if it is about a patient."""
        patient_id = known.task.patient_id
        if not acted.note or patient_id is None:
            return
        notes, by, at = self._hub.notes, self._desk.by, self._asking.local(self._hub.clock.now())

        def look() -> "NotePreview":
            from inpatient_hub.services.line_notes import line_preview

            return line_preview(notes, acted.note, patient_id=patient_id, at=at, by=by)

        self._desk.read(look, partial(self._show_line, known))

    def _show_line(self, known: Known, preview: "NotePreview") -> None:
        banner = self._asking.banner(known)
        if banner is None:
            return
        dialog = LineNoteDialog(self._desk.window, preview.text, banner=banner)

        def copy() -> None:
            dialog.accept()
            self._desk.tray.copy_line(preview)

        dialog.copy_wanted.connect(copy)
        dialog.open()

    def _zone(self) -> tzinfo:
        zone = self._asking.local(self._hub.clock.now()).tzinfo
        if zone is None:
            raise ValueError("The ward's clock has no zone.")
        return zone
