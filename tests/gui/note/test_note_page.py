"""The page of one note: its exact text, what became of it, and what may be done with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.note.facts import length_words, values
from inpatient_hub.gui.pages.note.history import history_items
from inpatient_hub.gui.pages.note.page import NotePage
from inpatient_hub.gui.pages.note.presenter import NotePresenter
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.typography import line_height
from inpatient_hub.services.notes import NoteView
from tests.gui.desk import Desk, Shown, click, heard, press
from tests.gui.made_up import AT, COPIED_BY_ESTHER, ESTHER, JANE, NOW, WARD, a_note_view, happened
from tests.gui.ward import a_busy_ward, copied_by_jane

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Desks = Callable[..., Desk]


def a_page(shown: Shown, view: NoteView) -> NotePage:
    page: NotePage = shown(NotePage())
    page.show_note(view, at=AT, my_name="Jane Eyre")
    return page


def labels(page: NotePage) -> list[str]:
    return [button.text() for button in page.sheet.copy_buttons]


def test_the_text_shown_is_exactly_the_text_copied(shown: Shown) -> None:
    view = a_note_view()
    page = a_page(shown, view)
    assert page.sheet.preview.text() == view.note.text
    assert page.sheet.preview.isReadOnly()
    assert page.sheet.preview.toPlainText() == view.note.text.replace("\r\n", "\n")
    assert page.sheet._length.text() == "96 of 4,000 characters"


def test_the_banner_names_the_patient_and_the_side_the_name_that_must_be_open(shown: Shown) -> None:
    page = a_page(shown, a_note_view())
    assert page.banner.facts().title == "EARNSHAW, Catherine"
    assert page.side.before_paste.isVisible()
    assert page.side._number.text() == "999 339 5633"


def test_a_note_not_filed_yet_can_be_copied_filed_and_left(shown: Shown) -> None:
    page = a_page(shown, a_note_view())
    told = heard(page.copy_again_requested), heard(page.filed_requested), heard(page.not_filed_requested)
    assert page.state.facts().words == "Not filed yet"
    for button in (*page.sheet.copy_buttons, page.sheet.filed, page.sheet.not_filed):
        click(button)
    assert told == ([("note", 1)], ["note"], ["note"])
    assert page.note_in_hand() == "note"


def test_what_the_bar_asks_does_not_stand_on_the_page_a_second_time(shown: Shown) -> None:
    page = a_page(shown, a_note_view())
    copied = heard(page.copy_again_requested)
    page.bar_shown(is_open=True)
    assert not any(one.isVisible() for one in (*page.sheet.copy_buttons, page.sheet.filed, page.sheet.not_filed))
    page.copy()
    assert copied == [("note", 1)]
    page.bar_shown(is_open=False)
    assert all(one.isVisible() for one in (*page.sheet.copy_buttons, page.sheet.filed, page.sheet.not_filed))
    long = a_page(shown, a_note_view(parts=3))
    long.bar_shown(is_open=True)
    assert all(one.isVisible() for one in long.sheet.copy_buttons), "which part comes next is chosen here"


def test_the_sheet_is_no_higher_than_its_text(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_note_view())
    page.resize(1600, 1000)
    qtbot.waitUntil(lambda: 0 < page.sheet.preview.height() < 400)


def test_ctrl_shift_c_copies_from_within_the_text(shown: Shown) -> None:
    page = a_page(shown, a_note_view())
    copied = heard(page.copy_again_requested)
    page.sheet.preview.setFocus()
    press(page.sheet.preview, Qt.Key.Key_C, control=True, shift=True)
    assert copied == [("note", 1)]


def test_a_long_note_is_copied_part_after_part(shown: Shown) -> None:
    page = a_page(shown, a_note_view(parts=3))
    copied = heard(page.copy_again_requested)
    assert labels(page) == ["Copy part 1 of 3", "Copy part 2 of 3", "Copy part 3 of 3"]
    for _ in range(4):
        page.copy()
    click(page.sheet.copy_buttons[1])
    assert [part for _, part in copied] == [1, 2, 3, 1, 2]
    assert page.sheet._length.text().endswith("to be pasted in 3 parts")


def test_reading_the_note_again_after_a_part_goes_on_with_the_next(shown: Shown) -> None:
    page = a_page(shown, a_note_view(parts=3))
    copied = heard(page.copy_again_requested)
    page.copy()
    page.show_note(a_note_view(parts=3), at=AT, my_name="Jane Eyre")
    page.copy()
    page.show_note(a_note_view(parts=3, id="other"), at=AT, my_name="Jane Eyre")
    page.copy()
    assert copied == [("note", 1), ("note", 2), ("other", 1)]


def test_a_draft_says_so_and_leads_to_its_referral(shown: Shown) -> None:
    page = a_page(shown, a_note_view(state=NoteState.DRAFT, copied_at=None, copied_by=None, history=()))
    went, copied = heard(page.go_requested), heard(page.copy_again_requested)
    assert page.sheet.message.accessibleName().startswith("For your information: This is a draft")
    assert labels(page) == []
    assert not page.sheet.filed.isVisible()
    page.copy()
    click(page.sheet.message._action)
    assert went == [Destination(PageId.RUN, "run")]
    assert copied == []
    assert page.note_in_hand() == ""


def test_a_note_left_unfiled_gives_the_reason_and_who_said_so(shown: Shown) -> None:
    said = happened(3, JANE, AuditAction.NOTE_NOT_FILED, "said it is not filed:")
    view = a_note_view(
        state=NoteState.NOT_FILED,
        not_filed_reason="Wrong patient",
        closed_at=NOW - timedelta(minutes=3),
        history=(said, COPIED_BY_ESTHER),
    )
    page = a_page(shown, view)
    assert page.sheet.message._sentence.text() == "Not filed: Wrong patient"
    assert page.sheet.message._remedy.text().startswith("Said 16:39 by you.")
    assert labels(page) == ["Copy again"]
    assert not page.sheet.filed.isVisible()


def test_a_filed_note_can_only_be_copied_again(shown: Shown) -> None:
    page = a_page(shown, a_note_view(state=NoteState.FILED, closed_at=NOW - timedelta(minutes=3)))
    assert page.state.facts().words == "Filed"
    assert labels(page) == ["Copy again"]
    assert not page.sheet.filed.isVisible()
    assert not page.sheet.message.isVisible()
    assert not page.side.before_paste.isVisible()
    assert page.note_in_hand() == ""


def test_a_note_made_in_error_can_not_be_copied(shown: Shown) -> None:
    page = a_page(shown, a_note_view(state=NoteState.IN_ERROR))
    assert page.sheet.message._sentence.text() == "This note was made in error. Do not use it."
    assert labels(page) == []


def test_an_edited_note_says_so(shown: Shown) -> None:
    page = a_page(shown, a_note_view(edited=True))
    assert page.edited.isVisible()
    page.show_note(a_note_view(), at=AT, my_name="Jane Eyre")
    assert not page.edited.isVisible()


def test_the_times_are_told_in_order_with_who_did_it() -> None:
    filed = happened(3, JANE, AuditAction.NOTE_FILED, "said it is filed:")
    view = a_note_view(
        state=NoteState.FILED, closed_at=NOW - timedelta(minutes=3), edited=True, history=(filed, COPIED_BY_ESTHER)
    )
    assert values(view, AT, "Jane Eyre") == (
        ("Happened", "15:55"),
        ("Written", "16:03 by Esther Summerson"),
        ("Copied", "16:04 by Esther Summerson"),
        ("Filed", "16:39 by you"),
        ("Edited", "The words were changed by hand"),
        ("Template", "version 3.1"),
    )


def test_copied_names_the_one_who_copied_it_first_and_not_the_last() -> None:
    again = happened(2, JANE, AuditAction.NOTE_COPIED, "copied the note", "Advocate referral")
    view = a_note_view(history=(again, COPIED_BY_ESTHER))
    assert ("Copied", "16:04 by Esther Summerson") in values(view, AT, "Jane Eyre")


def test_the_history_is_short_and_leaves_out_the_title_that_stands_above() -> None:
    run = {"kind": Kind.RUN, "entity_id": "run"}
    answers = [
        happened(40 + place, ESTHER, AuditAction.RUN_ANSWERED, "answered", step, **run)
        for place, step in enumerate(("Consent", "Area"))
    ]
    lines = [
        happened(2, JANE, AuditAction.NOTE_NOT_FILED, "said it is not filed:", "Title. Reason: Wrong patient"),
        happened(5, JANE, AuditAction.NOTE_COPIED, "copied the note", "Title, part 2 of 3"),
        *answers,
        happened(1500, JANE, AuditAction.RUN_STARTED, "started", "Title", **run),
    ]
    told = [(item.group, item.time, item.plain()) for item in history_items(lines, AT, "Jane Eyre")]
    assert told == [
        ("Today", "16:40", "You said it is not filed. Reason: Wrong patient"),
        ("Today", "16:37", "You copied the note, part 2 of 3"),
        ("Today", "16:02", "Esther Summerson answered 2 questions"),
        ("Yesterday", "15:42", "You started the referral"),
    ]


def test_a_length_beyond_the_wards_tells_how_many_parts() -> None:
    assert length_words(411, 4000, 1) == "411 of 4,000 characters"
    assert length_words(9399, 4000, 3) == "9,399 of 4,000 characters: to be pasted in 3 parts"


def test_the_page_leads_to_the_patient_and_to_the_referral_where_there_is_one(shown: Shown) -> None:
    page = a_page(shown, a_note_view())
    went = heard(page.go_requested)
    click(page.patient)
    click(page.run)
    assert went == [Destination(PageId.PATIENT, "cathy"), Destination(PageId.RUN, "run")]
    page.show_note(a_note_view(run_id=None), at=AT, my_name="Jane Eyre")
    assert not page.run.isVisible()


def test_the_way_back_is_asked_of_the_window(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_note_view())
    with qtbot.waitSignal(page.back_requested):
        click(page.header._back)


def test_with_large_text_the_side_takes_turns_with_the_text(shown: Shown, qapp: object) -> None:
    page = a_page(shown, a_note_view())
    assert page.side.isVisible()
    assert not page.details.isVisible()
    apply_theme(qapp, "light", 200)  # type: ignore[arg-type]
    page.resize(940, 680)
    assert page.details.isVisible()
    assert (page.sheet.isVisible(), page.side.isVisible()) == (True, False)
    click(page.details)
    assert (page.sheet.isVisible(), page.side.isVisible()) == (False, True)
    assert page.width() == 940


def test_with_large_text_in_a_low_window_the_page_scrolls_and_six_lines_of_the_note_stay(
    shown: Shown, qapp: object, qtbot: QtBot
) -> None:
    apply_theme(qapp, "light", 200)  # type: ignore[arg-type]
    page: NotePage = shown(NotePage(), (894, 440))
    page.show_note(a_note_view(), at=AT, my_name="Jane Eyre")
    sheet = page.sheet
    qtbot.waitUntil(lambda: sheet.preview.viewport().height() >= 6 * line_height("large"))
    qtbot.waitUntil(lambda: sheet.copy_buttons[0].height() >= sheet.copy_buttons[0].sizeHint().height())
    sheet.filed.setFocus()
    page.whole.reveal(sheet.filed)
    qtbot.waitUntil(lambda: not sheet.filed.visibleRegion().isEmpty())
    click(page.details)
    qtbot.waitUntil(lambda: page.side.width() > 800 and page.side._page.verticalScrollBar().maximum() == 0)


def test_where_there_is_room_the_patient_stays_and_only_the_note_scrolls(shown: Shown) -> None:
    page: NotePage = shown(NotePage(), (936, 580))
    page.show_note(a_note_view(), at=AT, my_name="Jane Eyre")
    assert page.whole.verticalScrollBar().maximum() == 0


def test_a_message_never_makes_the_window_grow(shown: Shown) -> None:
    page: NotePage = shown(NotePage(), (940, 640))
    page.show_note(a_note_view(state=NoteState.DRAFT, copied_at=None), at=AT, my_name="Jane Eyre")
    assert page.minimumSizeHint().height() < 640
    assert page.height() == 640


def test_opening_reads_the_note_and_a_change_elsewhere_is_seen(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    copied_by_jane(store)
    desk = desks(store, ward=WARD, person=ESTHER)
    page: NotePage = shown(NotePage())
    NotePresenter(desk.context, page)
    desk.open(page, "new")
    assert page.sheet.preview.text() == "Catherine Earnshaw\r\nReferred.\r\n"
    assert ("Copied", "16:36 by Jane Eyre") in values(desk.context.hub.notes.view("new"), AT, "Esther Summerson")
    desk.context.feed.announce(desk.context.hub.notes.mark_not_filed("new", "Already in the record", by=JANE.id))
    desk.settle()
    assert page.state.facts().words == "Not filed"
    assert page.sheet.message._sentence.text() == "Not filed: Already in the record"


def test_the_keyboard_is_on_the_text_and_not_on_filed(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page: NotePage = shown(NotePage())
    NotePresenter(desk.context, page)
    desk.open(page, "new")
    assert page.sheet.preview.hasFocus()


def test_arriving_at_a_copied_note_offers_it_to_the_bar_once(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page: NotePage = shown(NotePage())
    NotePresenter(desk.context, page)
    offered = heard(page.note_offered)
    desk.open(page, "new")
    desk.context.feed.announce(Changes.of((Kind.NOTE, "new")))
    desk.settle()
    desk.open(page, "filed")
    assert offered == ["new"]


def test_the_keyboard_stays_on_the_page_when_its_button_goes(shown: Shown) -> None:
    page = a_page(shown, a_note_view())
    page.sheet.filed.setFocus()
    page.show_note(a_note_view(state=NoteState.FILED, closed_at=NOW), at=AT, my_name="Jane Eyre")
    assert page.sheet.isAncestorOf(QApplication.focusWidget())


def test_the_page_shows_the_note_it_was_opened_about_last(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page: NotePage = shown(NotePage())
    NotePresenter(desk.context, page)
    page.opened("new")
    desk.open(page, "draft")
    assert page.header._title.text() == "Duty to refer"


def test_a_note_that_is_not_there_is_said_on_the_page_with_a_way_on(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page: NotePage = shown(NotePage())
    NotePresenter(desk.context, page)
    went = heard(page.go_requested)
    desk.open(page, "nothing")
    assert page.missing.isVisible()
    assert not page.sheet.isVisible()
    click(page.missing._button)
    assert went == [Destination(PageId.NOTES)]
    desk.open(page, "new")
    assert not page.missing.isVisible()
    assert page.sheet.isVisible()
