"""Ctrl+K: patients, referrals and actions, found by a few letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.patients import spaced_nhs_number
from inpatient_hub.domain.search_text import folded, terms
from inpatient_hub.domain.tasks import OPEN, Task, TaskState
from inpatient_hub.gui.actions import ACTIONS, Action, Scope
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.moments import due_words, short_day
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.widgets.palette import CommandPalette, PaletteItem
from inpatient_hub.services.content import WorkflowLine
from inpatient_hub.services.ports import PatientLine, TaskLine

MOST_PATIENTS, MOST_TASKS = 8, 6
_OFFERED = (
    *("new_task", "today", "diary", "my_tasks", "repeats", "patients", "referrals", "notes"),
    *("computer", "admin", "unfiled", "person", "lock", "keys"),
)
_MORE_ACTIONS = (
    Action("clock_dates", Scope.EVERYWHERE, "", "Dates from an event, for the patient who is open"),
    Action("add_patient", Scope.EVERYWHERE, "", "Add a patient"),
    Action("own_secret", Scope.EVERYWHERE, "", "Change my PIN or passphrase"),
    Action("another_ward", Scope.EVERYWHERE, "", "Another ward, or emergency access to it"),
    Action("team", Scope.EVERYWHERE, "", "The team: who works on this ward"),
    Action("ward", Scope.EVERYWHERE, "", "Ward settings: what is kept, how notes begin"),
    Action("about", Scope.EVERYWHERE, "", "About Inpatient Hub: version, licences, help for support"),
    Action("appearance", Scope.EVERYWHERE, "", "Settings: light, dark, contrast and text size"),
)
_ALSO_CALLED = {
    "another_ward": "emergency access break glass other ward switch change ward",
    "clock_dates": "legal section end tribunal discharge follow-up 72 hours",
    "lock": "sign out log out",
    "person": "log in sign in who is here",
    "own_secret": "password",
    "appearance": "large text dark contrast zoom",
    "computer": "systmone check printer network",
    "team": "staff people access",
}
"""Other words by which people look for an action."""
_RIGHTS = {"ward": Right.WARD_SETTINGS}
"""What an action needs, where not everybody may do it."""


STATE_WORDS = {
    TaskState.TO_DO: "to do",
    TaskState.CLAIMED: "claimed",
    TaskState.WAITING: "waiting",
    TaskState.DONE: "done",
    TaskState.CANCELLED: "off the list",
    TaskState.IN_ERROR: "in error",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for some words."""

    query: str
    patients: Sequence[PatientLine] = ()
    tasks: Sequence[TaskLine] = ()
    workflows: Sequence[WorkflowLine] = ()


class PalettePresenter(Presenter):
    """Fills the palette as the person types, and says where they want to go."""

    go_requested = Signal(object)
    """Carries a `Destination`."""
    action_wanted = Signal(str)
    start_wanted = Signal(str)
    """The id of a workflow to start, for a patient still to be chosen."""
    task_wanted = Signal(object)
    """Carries the `Task` that was found."""

    def __init__(self, context: Context, owner: QObject, palette: CommandPalette) -> None:
        super().__init__(context, owner)
        self._palette = palette
        self._asked = ""
        self._tasks: dict[str, Task] = {}
        palette.search_changed.connect(self._on_search_changed)
        palette.item_chosen.connect(self._on_item_chosen)

    def open(self) -> None:
        """Opens the palette, empty."""
        self._palette.open()
        self._on_search_changed("")

    def _on_search_changed(self, query: str) -> None:
        self._asked = query
        hub, ward_id = self.context.hub, self.ward_id

        def task() -> _Found:
            if not query.strip():
                return _Found(query, workflows=hub.library.workflows())
            return _Found(
                query,
                hub.patients.find(ward_id, query, limit=MOST_PATIENTS).items,
                hub.tasks.find(ward_id, query, limit=MOST_TASKS),
                hub.library.workflows(),
            )

        self.read(task, self._show)

    def _show(self, found: _Found) -> None:
        query = found.query
        if query != self._asked:
            return
        today = self.context.hub.clock.today()
        self._tasks = {line.task.id: line.task for line in found.tasks}
        actions = [
            one for one in (*ACTIONS, *_MORE_ACTIONS) if self._is_offered(one) and _matches(query, _searched(one))
        ]
        named = [one for one in actions if _begins(query, one.words) or _begins(query, _ALSO_CALLED.get(one.id, ""))]
        items = [_patient_item(line) for line in found.patients]
        items += [_action_item(one) for one in named]
        items += [
            PaletteItem(
                "Start a referral",
                line.workflow.title,
                line.workflow.summary,
                icon="route",
                id=f"start:{line.workflow.id}",
            )
            for line in found.workflows
            if _matches(query, f"{line.workflow.title} {line.workflow.category}")
        ]
        items += [_task_item(line, today) for line in found.tasks]
        items += [_action_item(one) for one in actions if one not in named]
        self._palette.set_items(items, query)

    def _is_offered(self, action: Action) -> bool:
        """What would be refused is left out."""
        right = _RIGHTS.get(action.id)
        if right is not None and not self.context.hub.seat.may_on(right, self.ward_id):
            return False
        return action.id in _OFFERED or action in _MORE_ACTIONS

    def _on_item_chosen(self, item_id: str) -> None:
        kind, _, about = item_id.partition(":")
        if kind == "patient":
            self.go_requested.emit(Destination(PageId.PATIENT, about))
        elif kind == "start":
            self.start_wanted.emit(about)
        elif kind == "task":
            self.task_wanted.emit(self._tasks[about])
        else:
            self.action_wanted.emit(about)


def _patient_item(line: PatientLine) -> PaletteItem:
    patient = line.patient
    known = (f"Bed {patient.bed}" if patient.bed else "", spaced_nhs_number(patient.nhs_number))
    return PaletteItem(
        "Patients",
        patient.banner_name,
        ", ".join(part for part in known if part),
        icon="user",
        id=f"patient:{patient.id}",
    )


def _task_item(line: TaskLine, today: date) -> PaletteItem:
    task = line.task
    bed = f"bed {line.bed}" if line.bed else ""
    due = f"due {short_day(task.due_on)}, {due_words(task.due_on, today)}" if task.due_on else ""
    stands = STATE_WORDS[task.state] if task.state not in OPEN or not due else due
    return PaletteItem(
        "Tasks",
        task.title,
        ", ".join(part for part in (line.patient_name or "", bed, stands) if part),
        icon="list-check",
        id=f"task:{task.id}",
    )


def _action_item(action: Action) -> PaletteItem:
    return PaletteItem("Actions", action.words, key=action.key, icon="chevron-right", id=f"action:{action.id}")


def _begins(query: str, words: str) -> bool:
    """Whether an action is called by its first word: `about`, `settings`. It comes before tasks that hold the word."""
    return terms(query)[:1] == terms(words.partition(":")[0])[:1] and _matches(query, words)


def _matches(query: str, words: str) -> bool:
    hay = folded(words)
    return all(term in hay for term in terms(query))


def _searched(action: Action) -> str:
    """What an action is found by: its words, and what else people call it."""
    return f"{action.words} {_ALSO_CALLED.get(action.id, '')}"
