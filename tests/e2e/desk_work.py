"""A ward with a few tasks, and how a person works at their panel."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.gui.page import Page
from inpatient_hub.services.new_tasks import NewTask
from tests.e2e.keats import Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.walking import the_list
from tests.fakes.seat import opened_by_program

TODAY = date(2026, 11, 20)
RING, COUNT, REFER = "Ring housing", "Count the keys", "Refer to the advocate"


@dataclass(frozen=True, slots=True)
class Work:
    """The ward and the ids of its tasks: Cathy's, one of the ward that needs a second person, and one with a note."""

    keats: Keats
    ring: str
    count: str
    refer: str


def a_ward_with_work(folder: Path) -> Work:
    """Keats Ward with Esther, Jane and three tasks of today, closed again."""
    keats = a_ward(folder, alone=False)
    due = Timing(day=TODAY, at=time(17, 30))
    about = {"kind": TaskKind.PATIENT, "patient_id": keats.cathy}
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:

        def add(title: str, **more: object) -> str:
            new = NewTask(title=title, due=due, **more)  # type: ignore[arg-type]
            return hub.tasks.add(keats.ward, new, by=keats.esther)[0].id

        ring, refer = add(RING, **about), add(REFER, workflow_id="imha", **about)
        return Work(keats, ring, add(COUNT, needs_check=True), refer)


def sit_down(who: Sitting, name: str) -> None:
    """Says who is at the computer, in the dialog that asks."""
    who.dialog("Who is using this computer?")
    place = next(n for n, row in enumerate(who.rows("Staff of this ward")) if name in row)
    the_list(who, "Staff of this ward").setFocus()
    who.press("Home", *["Down"] * place, "Return")
    who.wait_for(f"Signed in: {name}")
    who.settle()


def hub_of(who: Sitting) -> Hub:
    """The application behind the window."""
    hub = who.opening.hub
    assert hub is not None
    return hub


def task_of(who: Sitting, task_id: str) -> Task:
    """The task as it is kept."""
    with hub_of(who).store.reading() as work:
        return work.tasks.get(task_id)


def history(who: Sitting, task_id: str) -> list[str]:
    """What happened to a task, oldest first, in words."""
    return [f"{line.who} {line.did}" for line in hub_of(who).tasks.view(task_id).history][::-1]


def open_panel(who: Sitting, task_id: str) -> QWidget:
    """The page shown wants the panel of a task, as Return on its row does."""
    page = who.window.stack.currentWidget()
    assert isinstance(page, Page)
    page.task_wanted.emit(task_of(who, task_id))
    who.settle()
    panel = who.window.beside
    assert panel is not None
    who.wait(panel.isVisible)
    return panel


def from_more(who: Sitting, words: str) -> None:
    """Chooses an entry of the menu of the open panel."""
    who.click("More")
    who.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text().split("\t")[0] == words).trigger()
    menu.close()


def undo(who: Sitting, words: str) -> None:
    """Ctrl+Z, and waits until it is said what was taken back."""
    who.press("Ctrl+Z")
    who.wait_for(f'Undone: "{words}')
    who.settle()
