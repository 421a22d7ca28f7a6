"""Makes each page with its presenter, the first time someone goes there."""

from collections.abc import Callable
from datetime import time

from inpatient_hub.gui.context import Context
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.page import Page


def _diary(context: Context) -> Page:
    from inpatient_hub.gui.pages.diary.page import DiaryPage
    from inpatient_hub.gui.pages.diary.presenter import DiaryPresenter

    page = DiaryPage()
    DiaryPresenter(context, page)
    return page


def _patients(context: Context) -> Page:
    from inpatient_hub.gui.pages.patients.page import PatientsPage
    from inpatient_hub.gui.pages.patients.presenter import PatientsPresenter

    page = PatientsPage()
    PatientsPresenter(context, page)
    return page


def _patient(context: Context) -> Page:
    from inpatient_hub.gui.pages.patient.page import PatientPage
    from inpatient_hub.gui.pages.patient.presenter import PatientPresenter

    page = PatientPage()
    PatientPresenter(context, page)
    return page


def _referrals(context: Context) -> Page:
    from inpatient_hub.gui.pages.referrals.page import ReferralsPage
    from inpatient_hub.gui.pages.referrals.presenter import ReferralsPresenter

    page = ReferralsPage()
    ReferralsPresenter(context, page)
    return page


def _run(context: Context) -> Page:
    from inpatient_hub.gui.pages.run.page import RunPage
    from inpatient_hub.gui.pages.run.presenter import RunPresenter

    clock = context.hub.clock

    def now() -> time:
        return clock.local(clock.now()).time().replace(second=0, microsecond=0)

    page = RunPage(now)
    RunPresenter(context, page)
    return page


def _notes(context: Context) -> Page:
    from inpatient_hub.gui.pages.notes.page import NotesPage
    from inpatient_hub.gui.pages.notes.presenter import NotesPresenter

    page = NotesPage()
    NotesPresenter(context, page)
    return page


def _note(context: Context) -> Page:
    from inpatient_hub.gui.pages.note.page import NotePage
    from inpatient_hub.gui.pages.note.presenter import NotePresenter

    page = NotePage()
    NotePresenter(context, page)
    return page


def _computer(context: Context) -> Page:
    from inpatient_hub.gui.pages.computer.page import ComputerPage
    from inpatient_hub.gui.pages.computer.presenter import ComputerPresenter

    session = context.session

    def by() -> str:
        return session.person.name if session.is_open else ""

    page = ComputerPage()
    ComputerPresenter(context.doctor, page, clock=context.hub.clock, by=by)
    return page


def _admin(context: Context) -> Page:
    from inpatient_hub.gui.pages.admin.page import AdminPage
    from inpatient_hub.gui.pages.admin.tabs import TABS, AdminTab

    def build(tab: AdminTab) -> Page:
        return tab.build(context)

    return AdminPage(tuple(tab for tab in TABS if context.hub.seat.may(tab.right)), build)


def _my_tasks(context: Context) -> Page:
    from inpatient_hub.gui.pages.my_tasks.page import MyTasksPage
    from inpatient_hub.gui.pages.my_tasks.presenter import MyTasksPresenter

    page = MyTasksPage()
    MyTasksPresenter(context, page)
    return page


def _repeats(context: Context) -> Page:
    from inpatient_hub.gui.pages.repeats.page import RepeatsPage
    from inpatient_hub.gui.pages.repeats.presenter import RepeatsPresenter

    page = RepeatsPage()
    RepeatsPresenter(context, page)
    return page


BUILDERS: dict[PageId, Callable[[Context], Page]] = {
    PageId.DIARY: _diary,
    PageId.MY_TASKS: _my_tasks,
    PageId.REPEATS: _repeats,
    PageId.PATIENTS: _patients,
    PageId.PATIENT: _patient,
    PageId.REFERRALS: _referrals,
    PageId.RUN: _run,
    PageId.NOTES: _notes,
    PageId.NOTE: _note,
    PageId.COMPUTER: _computer,
    PageId.ADMIN: _admin,
}
"""Every page but Today, which is there from the start."""


def load_pages() -> None:
    """Loads what the pages are made of. On the store's thread, once the first page is shown: going to a page for the
    first time is then as quick as the second. What checks the computer is not among it: the doctor's thread loads that
    when it is first asked."""
    import inpatient_hub.gui.pages.computer.presenter
    import inpatient_hub.gui.pages.diary.presenter
    import inpatient_hub.gui.pages.my_tasks.presenter
    import inpatient_hub.gui.pages.note.presenter
    import inpatient_hub.gui.pages.notes.presenter
    import inpatient_hub.gui.pages.patient.presenter
    import inpatient_hub.gui.pages.patients.presenter
    import inpatient_hub.gui.pages.referrals.presenter
    import inpatient_hub.gui.pages.repeats.presenter
    import inpatient_hub.gui.pages.run.presenter  # noqa: F401
