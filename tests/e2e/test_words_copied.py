"""Words selected in a note and copied by hand, wherever a note is shown, are in the audit trail without the words."""

from pathlib import Path

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.note.page import NotePage
from inpatient_hub.gui.pages.run.page import RunPage
from inpatient_hub.gui.widgets.note_preview import NotePreview
from inpatient_hub.services.ports import AuditFilter
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import a_ward_with_work, hub_of, open_panel, sit_down
from tests.e2e.keats import a_ward
from tests.e2e.sitting import Sitting
from tests.e2e.walking import answer_steps, copy, fill_in_note, start
from tests.e2e.walks import IMHA

TAKEN = "Catherine"


@pytest.fixture(autouse=True)
def _owned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clipboard is this program's, as every system but the offscreen one says of what was put there here."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)


def told(who: Sitting) -> list[AuditEvent]:
    wanted = AuditFilter(actions=frozenset({AuditAction.NOTE_WORDS_COPIED}))
    hub = hub_of(who)
    with hub.seat.as_program(), hub.store.reading() as work:
        return [line.event for line in work.audit.page(wanted).items]


def take_words(who: Sitting, shown: QWidget) -> AuditEvent:
    """Selects the first word of the sheet that is shown, and presses Ctrl+C. Returns what the trail says of it."""
    before = len(told(who))
    sheet = next(one for one in shown.findChildren(NotePreview) if one.isVisible())
    sheet.show_span(0, len(TAKEN))
    who.press("Ctrl+C")
    who.wait(lambda: len(told(who)) > before)
    who.settle()
    assert who.clipboard() == TAKEN
    assert len(told(who)) == before + 1
    event = told(who)[0]
    assert event.detail["characters"] == str(len(TAKEN))
    assert event.actor_id is not None
    assert TAKEN not in repr(event)
    return event


def test_out_of_a_note_that_is_begun_made_and_copied(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, IMHA)
    page = who.window.stack.currentWidget()
    assert isinstance(page, RunPage)
    so_far = take_words(who, page)
    answer_steps(who, IMHA)
    fill_in_note(who, IMHA)
    page = who.window.stack.currentWidget()
    assert isinstance(page, RunPage)
    assert page.panel is not None
    made = take_words(who, page.panel)
    assert (so_far.kind, made.kind, made.patient_id) == (Kind.RUN, Kind.RUN, keats.cathy)
    copy(who)
    (note,) = hub_of(who).notes.unfiled(keats.ward)
    page.go_requested.emit(Destination(PageId.NOTE, note.id))
    who.wait(lambda: isinstance(who.window.stack.currentWidget(), NotePage))
    who.settle()
    out_of_note = take_words(who, who.window.stack.currentWidget())
    assert (out_of_note.kind, out_of_note.entity_id, out_of_note.patient_id) == (Kind.NOTE, note.id, keats.cathy)


def test_out_of_the_line_of_a_hand_back(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for="Who is using this computer?")
    sit_down(who, "Esther Summerson")
    open_panel(who, work.ring)
    who.press("H")
    who.dialog("How far has this come?")
    who.press("3")
    who.type("housing")
    who.press("Escape")
    who.wait_for("Waiting on housing. Next: chase it on 21 Nov 2026.")
    who.press("Ctrl+Return")
    dialog = who.dialog("Copy this line for the record?")
    event = take_words(who, dialog)
    assert (event.kind, event.patient_id) == (Kind.PATIENT, work.keats.cathy)
