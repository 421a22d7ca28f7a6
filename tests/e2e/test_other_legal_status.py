"""A note that says another legal status than the ward has: nobody can miss the question, and nobody is held back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.theme import apply_theme
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.test_example_contact import check_lines, note_panel
from tests.e2e.walking import copy, fill_in_note, to_the_note
from tests.e2e.walks import IMHA

STATUS = "What is the patient's legal status now?"
INFORMAL = replace(IMHA, steps=tuple((asked, "1" if asked == STATUS else key) for asked, key in IMHA.steps))
QUESTION = "The ward has Section 3 for this patient; the note says informal. Which is right?"


@pytest.mark.parametrize("scale", [100, 200])
def test_it_is_the_first_check_and_stands_whole_beside_copy(
    tmp_path: Path, sit: Sit, qapp: QApplication, scale: int
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, INFORMAL)
    fill_in_note(who, INFORMAL)
    assert check_lines(who)[0] == QUESTION
    apply_theme(qapp, "light", scale)
    who.window.resize(1024, 680)
    who.settle()
    panel = note_panel(who)
    if scale > 100:
        who.click("The note")
    who.tab_to(panel.copy_button)
    beside = panel._copied
    assert beside.text() == "Look first: The ward has Section 3 for this patient."
    assert beside.height() >= beside.sizeHint().height()
    assert panel.copy_button.visibleRegion().boundingRect() == panel.copy_button.rect()
    assert beside.visibleRegion().boundingRect() == beside.rect()
    apply_theme(qapp, "light", 100)
    assert "The patient was informal." in copy(who)
