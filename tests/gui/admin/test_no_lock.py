"""Where there is no lock and no backup the pages say so, instead of being empty."""

from collections.abc import Callable

import pytest

from inpatient_hub.gui.pages.admin.backups.page import BackupsPage
from inpatient_hub.gui.pages.admin.backups.presenter import BackupsPresenter
from inpatient_hub.gui.pages.admin.lock.page import LockPage
from inpatient_hub.gui.pages.admin.lock.presenter import LockPresenter
from tests.gui.desk import Desk, Shown
from tests.gui.made_up import ESTHER, WARD
from tests.gui.ward import a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_ward_for_trial_has_no_backups_and_says_why(desks: Callable[..., Desk], shown: Shown) -> None:
    desk = desks(a_ward(), ward=WARD, person=ESTHER)
    page: BackupsPage = shown(BackupsPage())
    BackupsPresenter(desk.context, page)
    desk.open(page)
    assert page.nothing.isVisible()
    assert "thrown away when the window is closed" in page.nothing._muted.text()
    assert not page.back_up_button.isVisible()


def test_a_ward_for_trial_has_no_lock_and_says_why(desks: Callable[..., Desk], shown: Shown) -> None:
    desk = desks(a_ward(), ward=WARD, person=ESTHER)
    page: LockPage = shown(LockPage())
    LockPresenter(desk.context, page)
    desk.open(page)
    assert page.nothing.isVisible()
    assert "its key is thrown away" in page.nothing._muted.text()
    assert not page.anew_button.isVisible()
