"""The page shown when the ward's work cannot be opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from inpatient_hub import __version__
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.pages.trouble.page import TroublePage
from tests.gui.desk import Shown, click, heard, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

DAMAGED = HubError(
    "The ward's work cannot be opened", "The file that holds it is damaged.", remedy="Restore the last backup."
)
WAYS = (
    ("restore", "Restore the backup", "The backup of 20 Nov 2026 14:05."),
    ("new", "Start an empty store", "The damaged file is kept beside it."),
)


def a_page(shown: Shown) -> TroublePage:
    page: TroublePage = shown(TroublePage(), (1024, 720))
    page.show_trouble(DAMAGED, WAYS)
    return page


def test_it_says_what_failed_why_and_what_to_do(shown: Shown) -> None:
    page = a_page(shown)
    assert [label.text() for label in (page._title, page._message, page._remedy)] == [
        "The ward's work cannot be opened",
        "The file that holds it is damaged.",
        "Restore the last backup.",
    ]
    assert page.accessibleName() == f"{DAMAGED.title}. {DAMAGED.message} {DAMAGED.remedy}"


def test_enter_tries_again(shown: Shown) -> None:
    page = a_page(shown)
    tried = heard(page.try_again_requested)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)  # type: ignore[arg-type]
    assert len(tried) == 1


def test_each_way_forward_has_its_button_and_tells_its_id(shown: Shown) -> None:
    page = a_page(shown)
    chosen = heard(page.way_chosen)
    assert [(way.text(), way.accessibleDescription()) for way in page.ways()] == [words[1:] for words in WAYS]
    for way in page.ways():
        click(way)
    assert chosen == ["restore", "new"]


def test_another_trouble_takes_the_place_of_the_first(shown: Shown) -> None:
    page = a_page(shown)
    page.show_trouble(HubError("Still locked", "Another copy is open.", remedy="Close it."))
    assert page._title.text() == "Still locked"
    assert page.ways() == ()
    assert not page._ways_card.isVisible()


def test_the_details_can_be_copied_for_someone_who_helps(shown: Shown) -> None:
    page = a_page(shown)
    click(page.copy_details)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("The ward's work cannot be opened. The file that holds it is damaged.")
    assert f"Inpatient Hub {__version__}, Qt " in copied
    assert page._copied.isVisible()
