"""The parts of the admin page: each with the right that shows it."""

from collections.abc import Callable
from typing import NamedTuple

from inpatient_hub.domain.access import Right
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.page import Page


class AdminTab(NamedTuple):
    """One part. `build` makes its page, with its presenter, the first time it is shown."""

    id: str
    label: str
    right: Right
    build: Callable[[Context], Page]


def _people(context: Context) -> Page:
    from inpatient_hub.gui.pages.admin.people.page import PeoplePage
    from inpatient_hub.gui.pages.admin.people.presenter import PeoplePresenter

    page = PeoplePage()
    PeoplePresenter(context, page)
    return page


def _audit(context: Context) -> Page:
    from inpatient_hub.gui.pages.admin.audit.page import AuditPage
    from inpatient_hub.gui.pages.admin.audit.presenter import AuditPresenter

    page = AuditPage(today=context.hub.clock.today())
    AuditPresenter(context, page)
    return page


def _records(context: Context) -> Page:
    from inpatient_hub.gui.pages.admin.records.page import RecordsPage
    from inpatient_hub.gui.pages.admin.records.presenter import RecordsPresenter

    page = RecordsPage()
    RecordsPresenter(context, page)
    return page


def _backups(context: Context) -> Page:
    from inpatient_hub.gui.pages.admin.backups.page import BackupsPage
    from inpatient_hub.gui.pages.admin.backups.presenter import BackupsPresenter

    page = BackupsPage()
    BackupsPresenter(context, page)
    return page


def _lock(context: Context) -> Page:
    from inpatient_hub.gui.pages.admin.lock.page import LockPage
    from inpatient_hub.gui.pages.admin.lock.presenter import LockPresenter

    page = LockPage()
    LockPresenter(context, page)
    return page


TABS: tuple[AdminTab, ...] = (
    AdminTab("people", "People", Right.MANAGE_PEOPLE, _people),
    AdminTab("lock", "Lock", Right.CHANGE_LOCK, _lock),
    AdminTab("backups", "Backups", Right.MAKE_BACKUP, _backups),
    AdminTab("audit", "Audit", Right.READ_AUDIT, _audit),
    AdminTab("records", "Records", Right.READ_RETENTION, _records),
)
"""In the order shown. What a person may not use is not shown to them; the services refuse it all the same."""
