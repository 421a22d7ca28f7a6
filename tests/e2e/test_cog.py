"""The cog at the foot of the window: settings, keys and About are in sight, for the mouse and for the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.more_button import MENU
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.sitting import Sitting

COG = "Settings, keys and about"


def the_menu(who: Sitting) -> QMenu:
    who.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_with_the_keyboard_it_opens_a_menu_whose_first_entry_is_the_look(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.tab_to(who.button(COG))
    who.press("Space")
    assert [one.text() for one in the_menu(who).actions()] == [words for _id, words in MENU]
    who.press("Return")
    who.dialog("How should it look?")


@pytest.mark.parametrize(("entry", "dialog"), [(2, "All keys"), (3, "Inpatient Hub ")])
def test_each_entry_leads_to_its_dialog(tmp_path: Path, sit: Sit, entry: int, dialog: str) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.click(COG)
    the_menu(who)
    who.press(*["Down"] * entry, "Return")
    who.dialog(dialog)


def test_with_large_text_it_stands_whole_in_the_smallest_window(tmp_path: Path, sit: Sit, qapp: QApplication) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    apply_theme(qapp, "light", 200)
    who.window.resize(1024, 680)
    who.settle()
    cog = who.button(COG)
    assert cog.visibleRegion().boundingRect() == cog.rect()
    assert min(cog.width(), cog.height()) >= 24
    apply_theme(qapp, "light", 100)
