"""Fields of a form: what is typed, what is meant, and what is said when it is wrong."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.working_days import Nation
from inpatient_hub.gui.widgets.choice_fields import ChoiceField, SearchChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import level
from inpatient_hub.gui.widgets.month_grid import MonthGrid
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.search_box import SearchBox
from inpatient_hub.gui.widgets.text_fields import ParagraphField, TextField
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.gui.widgets.written_dates import parse_date, parse_time, show_date, show_time
from inpatient_hub.gui.widgets.yes_no_field import YesNoField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Shown = Callable[[QWidget], QWidget]
TODAY = date(2026, 11, 20)
NURSES = (("es", "Esther Summerson"), ("je", "Jane Eyre"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20/11/2026", TODAY),
        ("20.11.26", TODAY),
        ("20-11-2026", TODAY),
        ("2026-11-20", TODAY),
        ("20 nov", TODAY),
        ("20nov", TODAY),
        ("20th November 2026", TODAY),
        ("Fri 20 Nov 2026", TODAY),
        ("20 sept", date(2026, 9, 20)),
        ("20/11", TODAY),
        ("3 jan", date(2027, 1, 3)),
        ("14/3/94", date(1994, 3, 14)),
        ("1 2 30", date(2030, 2, 1)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 21)),
        ("29 feb 2027", None),
        ("31/11/2026", None),
        ("20 novel", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, meant: date | None) -> None:
    assert parse_date(typed, TODAY) == meant


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.booleans())
def test_a_date_shown_is_read_back_as_the_same_day(day: date, weekday: bool) -> None:
    assert parse_date(show_date(day, weekday=weekday), TODAY) == day


@given(st.text(max_size=20))
def test_no_typing_breaks_the_reading_of_dates_and_times(text: str) -> None:
    assert parse_date(text, TODAY) is None or isinstance(parse_date(text, TODAY), date)
    assert parse_time(text) is None or isinstance(parse_time(text), time)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("21", time(21)),
        ("9 pm", time(21)),
        ("12:15 am", time(0, 15)),
        ("12pm", time(12)),
        ("00:00", time(0)),
        ("24:00", None),
        ("9:75", None),
        ("13 pm", None),
        ("noonish", None),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, meant: time | None) -> None:
    assert parse_time(typed) == meant


@given(st.times())
def test_a_time_shown_is_read_back_to_the_minute(moment: time) -> None:
    assert parse_time(show_time(moment)) == moment.replace(second=0, microsecond=0, tzinfo=None, fold=0)


def test_a_date_is_told_once_it_is_finished_and_shown_in_full(shown: Shown, qtbot: QtBot) -> None:
    field = DateField("Born", today=TODAY)
    shown(field)
    field.focus_field()
    told = QSignalSpy(field.value_changed)
    qtbot.keyClicks(field.line, "2 nov")
    assert told.count() == 0
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert (told.count(), field.value(), field.line.text()) == (1, date(2026, 11, 2), "2 Nov 2026")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mon", date(2026, 11, 23)),
        ("next friday", date(2026, 11, 27)),
        ("3 wd", date(2026, 11, 25)),
        ("3wd", date(2026, 11, 25)),
        ("in 3 working days", date(2026, 11, 25)),
        ("2 weeks", date(2026, 12, 4)),
        ("mon 10:00", None),
        ("mon with her", None),
        ("in", None),
        ("", None),
    ],
)
def test_a_day_may_be_said_in_the_words_of_a_line_of_work(
    shown: Shown, qtbot: QtBot, typed: str, meant: date | None
) -> None:
    field = DateField("Chase it on", today=date(2026, 11, 20))
    shown(field)
    field.focus_field()
    qtbot.keyClicks(field.line, typed)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == meant
    assert meant is None or field.line.text() == show_date(meant)


def test_working_days_leave_out_the_bank_holidays_of_the_wards_nation(shown: Shown) -> None:
    field = DateField("Chase it on", today=date(2026, 11, 27))
    field.nation = Nation.SCOTLAND
    shown(field)
    field.line.setText("1 wd")
    assert field.value() == date(2026, 12, 1)  # Monday 30 Nov is St Andrew's Day


def test_an_empty_day_shows_nothing_that_could_be_an_answer(shown: Shown) -> None:
    field = DateField("Expected discharge", today=TODAY)
    shown(field)
    assert not any(letter.isdigit() for letter in field.line.placeholderText())


def test_what_is_no_date_stays_as_typed_with_a_sentence(shown: Shown, qtbot: QtBot) -> None:
    field = DateField("Born", today=TODAY, latest=TODAY)
    shown(field)
    field.focus_field()
    qtbot.keyClicks(field.line, "31/11/2026")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.error() == "This is not a date. Write it like 20 Nov 2026 or 20/11/2026."
    assert (field.line.text(), field.value()) == ("31/11/2026", None)
    assert field.entry.accessibleDescription() == field.error()
    field.line.selectAll()
    qtbot.keyClicks(field.line, "21/11/2026")
    assert field.error() == ""
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.error() == "This day is after 20 Nov 2026. Check the date."


def test_the_calendar_opens_by_key_and_picks_by_key(shown: Shown, qtbot: QtBot) -> None:
    field = DateField("Review", today=TODAY, earliest=TODAY)
    shown(field)
    field.focus_field()
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    grid = QApplication.activePopupWidget().findChild(MonthGrid)
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.accessibleName() == "Sun 27 Dec 2026"
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert field.value() == date(2026, 12, 27)
    assert QApplication.activePopupWidget() is None


def test_now_fills_the_time_and_tells_it(qtbot: QtBot) -> None:
    field = TimeField("Time", now=lambda: time(15, 55))
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.value_changed) as told:
        field.now_button.click()
    assert told.args == [time(15, 55)]
    assert field.line.text() == "15:55"


def test_a_required_field_says_so_in_words_and_to_a_screen_reader(qtbot: QtBot) -> None:
    field = TextField("Name", required=True, help="As in SystmOne")
    qtbot.addWidget(field)
    assert field.entry.accessibleName() == "Name, required"
    assert field.entry.accessibleDescription() == "As in SystmOne"
    field.set_error("Enter the patient's name.")
    assert field.entry.accessibleDescription() == "Enter the patient's name. As in SystmOne"
    assert field.entry.property("error") is True


@pytest.mark.parametrize(
    ("typed", "value", "problem"),
    [
        ("72.5", Decimal("72.5"), ""),
        ("1,200", None, "This is more than 300 kg. Check the number."),
        ("2", None, "This is less than 20 kg. Check the number."),
        ("72.55", None, "Use at most 1 decimal places."),
        ("heavy", None, "This is not a number. Write it in figures, such as 72.5."),
        ("NaN", None, "This is not a number. Write it in figures, such as 72.5."),
        ("", None, ""),
    ],
)
def test_a_number_is_judged_in_a_sentence(qtbot: QtBot, typed: str, value: Decimal | None, problem: str) -> None:
    field = NumberField("Weight", unit="kg", decimals=1, least=20, most=300)
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert (field.value(), field.problem()) == (value, problem)


def test_yes_and_no_start_unanswered(shown: Shown, qtbot: QtBot) -> None:
    field = YesNoField("Was consent given?")
    shown(field)
    assert field.value() is None
    with qtbot.waitSignal(field.value_changed) as told:
        field.segment.focus_first()
        qtbot.keyClick(field.segment.findChildren(QAbstractButton)[0], Qt.Key.Key_Right)
    assert told.args == [False]
    field.set_value(None)
    assert field.value() is None


def test_a_choice_stays_when_the_list_is_read_again(qtbot: QtBot) -> None:
    field = ChoiceField("Nurse", NURSES)
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value("je")
    field.set_options((*NURSES, ("nd", "Nelly Dean")))
    assert field.value() == "je"
    field.set_options((("nd", "Nelly Dean"),))
    assert field.value() is None


def test_typing_in_a_searched_list_chooses_or_says_why_not(shown: Shown, qtbot: QtBot) -> None:
    field = SearchChoiceField("Nurse", NURSES)
    other = TextField("Name")
    page = QWidget()
    field.setParent(page)
    other.setParent(page)
    shown(page)
    field.focus_field()
    line = field.combo.lineEdit()
    assert line is not None
    qtbot.keyClicks(line, "jane eyre")
    assert field.value() == "je"
    line.selectAll()
    qtbot.keyClicks(line, "Grace Poole")
    other.focus_field()
    assert field.value() is None
    assert field.error() == "'Grace Poole' is not in the list. Choose one from the list."


def test_arrows_pick_nothing_after_words_that_are_not_in_the_list(shown: Shown, qtbot: QtBot) -> None:
    field = SearchChoiceField("Waiting on", [("mha", "The MHA office"), ("doctor", "The doctor")])
    shown(field)
    line = field.combo.lineEdit()
    assert line is not None
    field.focus_field()
    qtbot.keyClicks(line, "zzz")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        qtbot.keyClick(field.combo, key)
    assert (line.text(), field.value()) == ("zzz", None)
    assert field.error() == "'zzz' is not in the list. Choose one from the list."


WAITS = [("mha", "The Mental Health Act office"), ("imha", "The advocate"), ("pharmacy", "Pharmacy"), ("gp", "The GP")]


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("MHA", "mha"), ("pharm", "pharmacy"), ("office act", "mha"), ("imh", "imha"), ("the", None), ("zzz", None)],
)
def test_enter_takes_the_only_choice_that_fits_the_words_typed(
    shown: Shown, qtbot: QtBot, typed: str, taken: str | None
) -> None:
    field = SearchChoiceField("Waiting on", WAITS, also={"mha": "MHA", "imha": "IMHA"})
    told = QSignalSpy(field.value_changed)
    shown(field)
    line = field.combo.lineEdit()
    assert line is not None
    field.focus_field()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.value() == taken
    assert told.count() == (1 if taken else 0)
    assert (field.error() == "") == (taken is not None)


def test_a_day_that_is_given_the_keyboard_is_replaced_by_what_is_typed(shown: Shown, qtbot: QtBot) -> None:
    field = DateField("Chase it on", today=date(2026, 11, 20))
    shown(field)
    field.set_value(date(2026, 11, 29))
    field.line.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    qtbot.keyClicks(field.line, "7 Dec 2026")
    assert field.value() == date(2026, 12, 7)


def test_a_paragraph_grows_with_its_words_and_tab_leaves_it(shown: Shown, qtbot: QtBot) -> None:
    field = ParagraphField("Purpose", lines=2, most=5)
    field.resize(300, 200)
    shown(field)
    short = field.area.sizeHint().height()
    field.set_value("\n".join("line" for _ in range(4)))
    assert field.area.sizeHint().height() > short
    field.set_value("\n".join("line" for _ in range(40)))
    tall = field.area.sizeHint().height()
    field.set_value("\n".join("line" for _ in range(5)))
    assert field.area.sizeHint().height() == tall
    told = QSignalSpy(field.value_changed)
    qtbot.keyClick(field.area, Qt.Key.Key_Tab)
    assert told.count() == 0


def test_a_search_waits_for_a_pause_and_escape_clears_it(shown: Shown, qtbot: QtBot) -> None:
    box = SearchBox("Name or bed")
    shown(box)
    told = QSignalSpy(box.search_changed)
    qtbot.keyClicks(box, "earn")
    assert told.count() == 0
    qtbot.waitUntil(lambda: told.count() == 1)
    assert told.at(0) == ["earn"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    with qtbot.waitSignal(box.submitted):
        qtbot.keyClicks(box, "4")
        qtbot.keyClick(box, Qt.Key.Key_Return)


def test_fields_beside_each_other_stand_on_one_line_where_only_one_has_help(shown: Shown) -> None:
    row = QWidget()
    beside = QHBoxLayout(row)
    helped, plain = TextField("Patient", help="From the line: bed 4"), TextField("Category")
    for field in (helped, plain):
        beside.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
    shown(row)
    level(helped, plain)
    beside.activate()
    assert plain.control.mapTo(row, QPoint()).y() == helped.control.mapTo(row, QPoint()).y()
    helped.set_help("")
    level(helped, plain)
    assert helped._help.isHidden()
    assert plain._help.isHidden()
