"""A note that names an example contact: nobody can miss it before the copy, and nobody is held back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.pages.run.note_panel import NotePanel
from inpatient_hub.gui.pages.run.page import RunPage
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.icon_line import IconLine
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.sitting import Sitting
from tests.e2e.walking import copy, fill_in_note, to_the_note
from tests.e2e.walks import IMHA

WARNING = "Larkfield Advocacy is an example contact: nothing can have been sent to it."


def note_panel(who: Sitting) -> NotePanel:
    page = who.window.stack.currentWidget()
    assert isinstance(page, RunPage)
    assert isinstance(page.panel, NotePanel)
    return page.panel


def check_lines(who: Sitting) -> list[str]:
    """The checks in the order they stand on the screen."""
    lines = [one for one in note_panel(who).findChildren(IconLine) if one.isVisible()]
    checks = [one for one in lines if one in note_panel(who)._check_lines.values()]
    places = {one: one.mapTo(who.window, one.rect().topLeft()) for one in checks}
    return [one.text() for one in sorted(checks, key=lambda one: (places[one].y(), places[one].x()))]


def test_it_is_the_first_check_and_stands_beside_copy(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    assert check_lines(who)[0].startswith(WARNING)
    assert who.sees(f"Look first: {WARNING}")
    assert "1 to look at" in who.words()
    who.click("Show me")
    panel = note_panel(who)
    assert panel.sheet.textCursor().selectedText() == "Larkfield Advocacy"
    assert WARNING not in copy(who)
    assert who.sees("Copied at ", WARNING)


@pytest.mark.parametrize("scale", [100, 200])
def test_the_warning_beside_copy_is_in_sight_wherever_copy_is(
    tmp_path: Path, sit: Sit, qapp: QApplication, scale: int
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    apply_theme(qapp, "light", scale)
    who.window.resize(1024, 680)
    who.settle()
    panel = note_panel(who)
    if scale > 100:
        who.click("The note")
    who.tab_to(panel.copy_button)
    beside = panel._copied
    assert beside.text().startswith(f"Look first: {WARNING}")
    assert panel.copy_button.visibleRegion().boundingRect() == panel.copy_button.rect()
    assert beside.visibleRegion().boundingRect() == beside.rect()
    apply_theme(qapp, "light", 100)


def test_with_large_text_the_copy_key_shows_the_note_before_it_copies(
    tmp_path: Path, sit: Sit, qapp: QApplication
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    fill_in_note(who, IMHA)
    apply_theme(qapp, "light", 200)
    who.window.resize(1024, 680)
    who.settle()
    assert not note_panel(who).sheet.isVisible()
    who.press("Ctrl+Shift+C")
    who.settle()
    assert note_panel(who).sheet.isVisible()
    assert who.clipboard() == ""
    assert copy(who).startswith("Catherine Earnshaw")
    apply_theme(qapp, "light", 100)
