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


def _records(context: Context) -> Page:
    from inpatient_hub.gui.pages.admin.records.page import RecordsPage
    from inpatient_hub.gui.pages.admin.records.presenter import RecordsPresenter

    page = RecordsPage()
    RecordsPresenter(context, page)
    return page


TABS: tuple[AdminTab, ...] = (AdminTab("records", "Records", Right.READ_RETENTION, _records),)
"""In the order shown. What a person may not use is not shown to them; the services refuse it all the same."""
