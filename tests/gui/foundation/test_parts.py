"""The parts of every screen: rail, strip, tray, trail, answers, note, dialogs, palette."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.labels import ElidedLabel, WrapLabel
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.note_preview import NotePreview
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.palette import CommandPalette
from inpatient_hub.gui.widgets.rail import NavigationRail
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.gui.widgets.side_panel import SidePanel
from inpatient_hub.gui.widgets.status_strip import StatusStrip
from inpatient_hub.gui.widgets.step_trail import StepTrail
from inpatient_hub.gui.widgets.tab_row import TabRow
from inpatient_hub.gui.widgets.toast import ToastHost
from inpatient_hub.gui.widgets.tray_bar import TrayBar
from tests.gui.foundation import example_ward as ward
from tests.gui.foundation.overlays import FOUND

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Shown = Callable[[QWidget], QWidget]


def test_the_rail_is_worked_by_keys_and_says_what_waits(shown: Shown, qtbot: QtBot) -> None:
    rail = NavigationRail(ward.PAGES, ward.FOOT)
    shown(rail)
    rail.set_current("today")
    rail.set_badge("notes", 2, "notes not filed")
    rail.button("today").setFocus()
    qtbot.keyClick(rail.button("today"), Qt.Key.Key_Down)
    with qtbot.waitSignal(rail.page_chosen) as chosen:
        qtbot.keyClick(rail.button("patients"), Qt.Key.Key_Space)
    assert chosen.args == ["patients"]
    assert rail.button("today").isChecked()
    assert rail.button("notes").accessibleName() == "Notes, 2 notes not filed"


def test_the_header_leads_back_and_opens_the_palette(shown: Shown, qtbot: QtBot) -> None:
    header = PageHeader("Advocate", compact=True)
    header.resize(900, 48)
    shown(header)
    header.set_back("Referrals")
    back = next(button for button in header.findChildren(Button) if button.text() == "Referrals")
    with qtbot.waitSignal(header.back_requested):
        back.click()
    with qtbot.waitSignal(header.find_requested):
        header.findChild(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        next(one for one in header.findChildren(QAbstractButton) if one.text().startswith("Find")).click()


def test_the_strip_is_quiet_until_a_note_waits(shown: Shown, qtbot: QtBot) -> None:
    strip = StatusStrip()
    strip.resize(1280, 38)
    shown(strip)
    names = [one.accessibleName() for one in strip.findChildren(QAbstractButton) if one.isVisible()]
    assert names == ["Settings, keys and about", "Lock"]
    strip.set_person("Esther Summerson, RMN", "ES")
    strip.set_unfiled(1, "12 min")
    visible = {one.accessibleName(): one for one in strip.findChildren(QAbstractButton) if one.isVisible()}
    always = {"Settings, keys and about", "Lock"}
    assert set(visible) == {"Signed in: Esther Summerson, RMN", "1 note not filed, oldest 12 min", *always}
    with qtbot.waitSignal(strip.unfiled_requested):
        visible["1 note not filed, oldest 12 min"].click()


def test_the_tray_says_what_to_do_and_stays_until_folded(shown: Shown, qtbot: QtBot) -> None:
    tray = TrayBar()
    shown(tray)
    tray.fold()
    tray.open_for("Paste into Catherine Earnshaw's record, save there, then press Filed", "Copied just now")
    assert tray.is_open()
    assert tray.isVisible()
    for button, signal in (
        (tray.filed, tray.filed_requested),
        (tray.copy_again, tray.copy_again_requested),
        (tray.not_filed, tray.not_filed_requested),
    ):
        with qtbot.waitSignal(signal):
            button.click()
    assert tray.is_open()
    qtbot.waitUntil(lambda: tray.maximumHeight() > 10_000)


def test_only_a_done_step_can_be_opened_again(shown: Shown, qtbot: QtBot) -> None:
    trail = StepTrail(ward.STEPS)
    trail.resize(236, 500)
    shown(trail)
    steps = {one.text(): one for one in trail.findChildren(QAbstractButton)}
    assert [name for name, step in steps.items() if step.isEnabled()] == [
        "Before you start",
        "Who can have an advocate",
        "Legal status",
    ]
    assert steps["Consent"].accessibleName() == "Step 4, Consent, now"
    steps["Before you start"].setFocus()
    qtbot.keyClick(steps["Before you start"], Qt.Key.Key_Down)
    with qtbot.waitSignal(trail.step_chosen) as chosen:
        qtbot.keyClick(steps["Who can have an advocate"], Qt.Key.Key_Space)
    assert chosen.args == ["s2"]


def test_answers_are_chosen_by_number_and_arrows_only_move(shown: Shown, qtbot: QtBot) -> None:
    answers = OptionList((OptionFacts("yes", "Yes"), OptionFacts("no", "No")), name="Consent")
    answers.resize(500, 200)
    shown(answers)
    answers.focus_first()
    told = QSignalSpy(answers.choice_changed)
    cards = answers.findChildren(QAbstractButton)
    qtbot.keyClick(cards[0], Qt.Key.Key_Down)
    assert (told.count(), cards[1].hasFocus()) == (0, True)
    qtbot.keyClick(cards[1], Qt.Key.Key_Return)
    assert answers.chosen() == ("no",)
    qtbot.keyClick(cards[1], Qt.Key.Key_1)
    assert answers.chosen() == ("yes",)
    assert told.at(1) == [("yes",)]


def test_several_answers_may_be_ticked_and_taken_back(shown: Shown, qtbot: QtBot) -> None:
    answers = OptionList((OptionFacts("a", "A"), OptionFacts("b", "B")), multiple=True)
    shown(answers)
    cards = answers.findChildren(QAbstractButton)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1):
        qtbot.keyClick(cards[0], key)
    assert answers.chosen() == ("b",)


def test_a_segment_and_tabs_move_with_the_arrows(shown: Shown, qtbot: QtBot) -> None:
    segment = Segment((("mine", "Mine"), ("team", "Team")), name="Whose")
    tabs = TabRow((("overview", "Overview", ""), ("notes", "Notes", "14")))
    shown(segment)
    segment.set_current("mine")
    segment.focus_first()
    with qtbot.waitSignal(segment.chosen) as chosen:
        qtbot.keyClick(segment.findChildren(QAbstractButton)[0], Qt.Key.Key_Right)
    assert (chosen.args, segment.current()) == (["team"], "team")
    shown(tabs)
    tabs.findChildren(QAbstractButton)[0].setFocus()
    with qtbot.waitSignal(tabs.tab_chosen) as picked:
        qtbot.keyClick(tabs.findChildren(QAbstractButton)[0], Qt.Key.Key_Right)
    assert (picked.args, tabs.current()) == (["notes"], "notes")


def test_the_note_gives_back_its_exact_characters(shown: Shown, qtbot: QtBot) -> None:
    note = NotePreview()
    shown(note)
    exact = "Line one\r\nwith a\u00a0fixed space"
    edited = QSignalSpy(note.edited)
    note.set_text(exact)
    apply_theme(QApplication.instance(), "dark", 130)  # type: ignore[arg-type]
    assert (note.text(), edited.count()) == (exact, 0)
    note.set_editable(True)
    qtbot.keyClicks(note, "X")
    assert edited.count() == 1
    assert note.text() == "XLine one\nwith a fixed space"


def test_blanks_are_marked_and_shown_in_turn(shown: Shown) -> None:
    note = NotePreview()
    shown(note)
    note.set_text("From [CONSENT] to [PROVIDER].")
    found = []
    for _turn in range(3):
        assert note.show_next_blank()
        found.append(note.textCursor().selectedText())
    assert found == ["[CONSENT]", "[PROVIDER]", "[CONSENT]"]
    formats = note.document().firstBlock().layout().formats()
    assert [(one.start, one.length) for one in formats] == [(5, 9), (18, 10)]  # type: ignore[attr-defined]
    note.set_text("Nothing left")
    assert not note.show_next_blank()


def test_a_chip_is_pressed_only_when_it_has_something_to_press(shown: Shown, qtbot: QtBot) -> None:
    plain, closable = Chip("Weekly"), Chip("Nursing", closable=True)
    shown(plain)
    shown(closable)
    pressed = QSignalSpy(plain.pressed)
    qtbot.mouseClick(plain, Qt.MouseButton.LeftButton)
    assert (pressed.count(), plain.focusPolicy()) == (0, Qt.FocusPolicy.NoFocus)
    with qtbot.waitSignal(closable.close_requested):
        qtbot.keyClick(closable, Qt.Key.Key_Delete)


def test_how_many_more_a_chip_stands_for_is_never_cut(shown: Shown) -> None:
    def picture(facts: ChipFacts) -> QImage:
        chip = shown(Chip())
        assert isinstance(chip, Chip)
        chip.set_facts(facts)
        chip.resize(90, chip.sizeHint().height())
        return chip.grab().toImage()

    assert picture(ChipFacts("Penicillin allergy +1", "warn")) == picture(ChipFacts("Penicillin allergy +7", "warn"))
    one, seven = (picture(ChipFacts("Penicillin allergy", "warn", more=more)) for more in ("+1", "+7"))
    assert one != seven


def test_a_chip_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="pink"):
        ChipFacts("x", "pink")


def test_a_toast_offers_undo_once(shown: Shown, qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(900, 600)
    shown(window)
    host = ToastHost(window)
    host.show_toast("Task done", undo_token="task:1")
    assert host.is_shown()
    with qtbot.waitSignal(host.undo_requested) as undone:
        assert host.undo()
    assert undone.args == ["task:1"]
    assert not host.undo()
    assert not host.is_shown()


def test_a_harmless_dialog_takes_enter_and_another_does_not(shown: Shown, qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(900, 600)
    shown(window)
    for harmless, accepted in ((True, 1), (False, 0)):
        dialog = ConfirmDialog(window, "Take this over?", "Her answers stay.", verb="Take over", harmless=harmless)
        dialog.open()
        qtbot.waitUntil(dialog.isVisible)
        done = QSignalSpy(dialog.accepted)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert done.count() == accepted
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_a_dialog_says_why_its_verb_is_off(shown: Shown) -> None:
    window = QWidget()
    shown(window)
    dialog = ConfirmDialog(window, "File it?", verb="Filed", harmless=True)
    dialog.set_ready(False, "Needs a reason")
    assert not dialog.verb_button.isEnabled()
    assert not dialog.verb_button.isDefault()
    dialog.set_ready(True)
    assert dialog.verb_button.isDefault()


def test_a_reason_is_picked_by_number_or_written(shown: Shown, qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(900, 700)
    shown(window)
    dialog = ReasonDialog(window, "Abandon?", "Nothing is deleted.", ("Declined", "Wrong patient"), verb="Abandon run")
    dialog.open()
    assert not dialog.verb_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    assert (dialog.reason(), dialog.verb_button.isEnabled()) == ("Wrong patient", True)
    small = dialog.height()
    qtbot.keyClick(dialog, Qt.Key.Key_3)
    assert not dialog.verb_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.height() > small)
    qtbot.keyClicks(dialog.focusWidget(), "Moved ward")
    with qtbot.waitSignal(dialog.reason_given) as given:
        dialog.verb_button.click()
    assert given.args == ["Moved ward"]


def test_the_palette_is_worked_without_leaving_its_line(shown: Shown, qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(1024, 720)
    shown(window)
    palette = CommandPalette(window)
    searched = QSignalSpy(palette.search_changed)
    palette.open()
    palette.set_items(FOUND)
    line = palette.focusWidget()
    assert line is not None
    qtbot.keyClicks(line, "ca")
    assert searched.at(searched.count() - 1) == ["ca"]
    palette.set_items(FOUND)  # what is listed now is what was typed
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line.accessibleDescription() == "Independent mental health advocate, Start for a patient, Referrals"
    with qtbot.waitSignal(palette.item_chosen) as chosen:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert chosen.args == ["run:imha"]
    assert not palette.isVisible()


def test_a_cut_label_tells_all_in_its_tool_tip(shown: Shown) -> None:
    label = ElidedLabel("A title that is much too long for the room it has")
    label.resize(90, 20)
    shown(label)
    label.resize(90, 20)
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_wrapped_words_take_the_height_their_width_needs(qtbot: QtBot) -> None:
    label = WrapLabel("Copy stays off until every blank is answered.", "small")
    qtbot.addWidget(label)
    assert label.heightForWidth(2000) == 18
    assert label.heightForWidth(120) >= 3 * 18


def test_a_button_is_pressed_by_enter_and_names_its_key(shown: Shown, qtbot: QtBot) -> None:
    button = Button("New task", kind="primary", icon="plus", key="N")
    cross = IconButton("x", "Close")
    shown(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert (button.toolTip(), button.accessibleName(), button.text()) == ("New task (N)", "New task", "New task")
    qtbot.addWidget(cross)
    assert (cross.accessibleName(), cross.toolTip()) == ("Close", "Close")


def test_native_buttons_are_not_made_taller_by_the_style_sheet(shown: Shown) -> None:
    small = Button("Filed", small=True)
    shown(small)
    assert small.minimumSizeHint().height() == small.sizeHint().height() == 28
    assert isinstance(small, QPushButton)


def test_a_panel_keeps_its_margins_when_it_begins_to_scroll(shown: Shown, qtbot: QtBot) -> None:
    panel = SidePanel("Side", width=300)
    panel.resize(300, 200)
    shown(panel)
    before = panel.body.contentsMargins()
    for number in range(20):
        panel.add(WrapLabel(f"Line {number}"))
    qtbot.waitUntil(lambda: panel._page.verticalScrollBar().isVisible())
    assert panel.body.contentsMargins() == before


def test_what_stands_in_a_page_is_as_wide_scrolled_as_not(shown: Shown, qtbot: QtBot) -> None:
    page = ScrollPage()
    page.resize(600, 200)
    label = WrapLabel("One")
    page.body.addWidget(label)
    shown(page)
    qtbot.waitUntil(lambda: label.width() > 300)
    width = label.width()
    for number in range(30):
        page.body.addWidget(WrapLabel(f"Line {number}"))
    qtbot.waitUntil(lambda: page.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: label.width() == width)
