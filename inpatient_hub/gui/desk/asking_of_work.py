"""Asks about the work itself: what it waits on, how it is handed back, when it is done, and what is said of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.hand_back import CARRY_ON, HandBack
from inpatient_hub.domain.task_reasons import fitting
from inpatient_hub.domain.task_times import Timing, timing_of
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.task_doing import Known
from inpatient_hub.gui.desk.task_words import day_words, handed_back, moved_to, said
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in
from inpatient_hub.gui.dialogs.task_change import TaskChangeDialog, TaskDetails
from inpatient_hub.gui.dialogs.task_choice import TaskChoiceDialog
from inpatient_hub.gui.dialogs.task_hand_back import HandBackDialog
from inpatient_hub.gui.dialogs.task_line_note import LineNoteDialog
from inpatient_hub.gui.dialogs.task_move import TaskMoveDialog
from inpatient_hub.gui.dialogs.task_move_for import MoveForDialog
from inpatient_hub.gui.dialogs.task_notes import note_choices
from inpatient_hub.gui.dialogs.task_wait import TaskWaitDialog
from inpatient_hub.services.clock_dates import CORRECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from inpatient_hub.gui.desk.asking import Asking
    from inpatient_hub.gui.desk.from_now_on import LaterTimes
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
            self._titled(known),
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
        self._asking.open(dialog, known, TaskWish.WAIT)

    def hand_back(self, known: Known) -> None:
        """How far it is and who goes on with it; then its line for the patient's record."""
        task, today = known.task, self._hub.clock.today()
        mine, banner = task.claimed_by == self._desk.by, self._asking.banner(known)
        dialog = HandBackDialog(self._desk.window, self._titled(known), today=today, mine=mine, banner=banner)
        if self._is_anothers(task):
            dialog.let_them_keep_it()
        dialog.chase.nation = self._asking.context.session.ward.work.nation

        def told(how: HandBack) -> None:
            offer = partial(self._offer_line, known)
            self._asking.send(dialog, known, self._handed_back(how), handed_back(how, task, today), offer)

        dialog.told.connect(told)
        self._asking.open(dialog, known, TaskWish.HAND_BACK)

    def move(self, known: Known, to: TaskMove | None = None) -> None:
        """When it is to be done. `to` is where a page has put it already, where only the reason is missing."""
        task, ward, today = known.task, self._asking.context.session.ward, self._hub.clock.today()
        was = timing_of(task, self._zone(), ward.shifts)
        if to is not None:
            was = Timing(day=to.day, shift=to.shift, at=to.at, part=to.day_part)
        dialog = TaskMoveDialog(
            self._desk.window,
            f"{task.title}. {self._whose_words(known)}" if self._is_anothers(task) else task.title,
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
            if reason:
                self._asking.send(dialog, known, self._corrected(timing, reason), moved_to(move, today))
                return
            whole = (timing.shift, timing.at, timing.part) == (None, None, None)
            trouble = problem_in(dialog, self._desk.refuse)
            close = partial(close_if_there, dialog)
            self._desk.moving.send(move, whole_day=whole, done=close, otherwise=trouble)

        dialog.told.connect(told)
        self._asking.open(dialog, known, TaskWish.MOVE)

    def moved_late(self, known: Known, to: TaskMove, choices: Mapping[str, str], again: "Callable[..., None]") -> None:
        """Why it was not done in time; its history keeps that when it is late no longer."""
        today = self._hub.clock.today()
        dialog = TaskChoiceDialog(
            self._desk.window,
            "Why was this not done in time?",
            f"{known.task.title} moves to {day_words(to.day, today)}. Its history keeps the reason.",
            fitting(choices, has_patient=known.task.patient_id is not None),
            verb="Move",
            needs="Needs the reason",
            banner=self._asking.banner(known),
        )

        def chosen(reason: str) -> None:
            trouble = problem_in(dialog, self._desk.refuse)
            again(reason=reason, done=partial(close_if_there, dialog), otherwise=trouble)

        dialog.chosen.connect(chosen)
        dialog.open()

    def move_for(self, known: Known, to: TaskMove) -> None:
        """Somebody else has it."""
        task = known.task
        if task.claimed_by in (None, self._desk.by):
            self._desk.moving.send(replace(to, task=task))
            return
        name, since = self._asking.whose(known)
        dialog = MoveForDialog(self._desk.window, task.title, name, since, banner=self._asking.banner(known))

        def wanted() -> None:
            dialog.accept()
            self._desk.moving.send(replace(to, task=task))

        dialog.wanted.connect(wanted)
        dialog.open()

    def _is_anothers(self, task: Task) -> bool:
        return task.claimed_by not in (None, self._desk.by)

    def _titled(self, known: Known) -> str:
        """The task, and who has it where that is another."""
        whose = f". {self._whose_words(known).removesuffix('.')}" if self._is_anothers(known.task) else ""
        return f"{known.task.title}{whose}"

    def _whose_words(self, known: Known) -> str:
        name, since = self._asking.whose(known)
        when = since.removeprefix("at ")
        return f"{name} has this, since {when}." if when else f"{name} has this."

    def change(self, known: Known) -> None:
        """What is said of it; of a time of a repeat also whether that is said of this one or from now on."""
        from inpatient_hub.gui.desk.from_now_on import later_times

        self._desk.read(lambda: later_times(self._hub, known.task), partial(self._ask_change, known))

    def _ask_change(self, known: Known, later: "LaterTimes | None") -> None:
        banner, task = self._asking.banner(known), known.task
        dialog = TaskChangeDialog(
            self._desk.window,
            task,
            banner=banner,
            notes=note_choices(self._hub),
            later=later.day if later else None,
        )

        def told(details: TaskDetails) -> None:
            how, words, then = self._changed(details), said(TaskWish.CHANGE, task), None
            if details.goes_on and later is not None:
                how, then = later.changed_too(how, task, details, self._desk)
                words = later.words(task)
            self._asking.send(dialog, known, how, words, then)

        def correct_instead() -> None:
            dialog.reject()
            self.move(known)

        dialog.told.connect(told)
        dialog.date_wanted.connect(correct_instead)
        self._asking.open(dialog, known, TaskWish.CHANGE)

    def _handed_back(self, how: HandBack) -> "How":
        tasks, by = self._hub.tasks, self._desk.by

        def act(real: Task) -> "Acted":
            return tasks.hand_back(real.id, how, by=by, version=real.version)

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
                check_reason=details.check_reason,
                workflow_id=details.workflow_id,
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
        dialog.sheet.set_source(Kind.PATIENT, preview.patient_id)

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
