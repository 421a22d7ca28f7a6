"""The repeat editor by itself: what is asked, what is read out, what is given, and where a refusal stands."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.recurrence import MISSED_WORDS, Missed, Repeat
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import AuditType, Priority, TaskKind, Team
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.dialogs.repeat_editor import EditorFor, RepeatEditor
from inpatient_hub.gui.dialogs.repeat_words import AUDIT_WORDS, MISSED_OPTIONS
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.patients import PatientFacts
from tests.gui.desk import Shown, heard, press
from tests.gui.made_up import AT, CATHY, WARD

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TODAY = date(2026, 11, 20)
AnEditor = Callable[..., RepeatEditor]


@pytest.fixture
def an_editor(shown: Shown) -> AnEditor:
    def open_editor(**changed: Any) -> RepeatEditor:
        usual: dict[str, Any] = {"ward": WARD, "today": TODAY}
        editor: RepeatEditor = shown(RepeatEditor(None, EditorFor(**usual | changed)), None)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        return editor

    return open_editor


def a_series(**changed: Any) -> Series:
    usual: dict[str, Any] = {
        "id": "series",
        "ward_id": "keats",
        "title": "Fridge temperatures",
        "repeat": Repeat(rule="FREQ=WEEKLY;BYDAY=MO,WE", starts_on=date(2026, 9, 7), ends_on=date(2027, 1, 1)),
        "shifts": ("Early",),
        "at": time(9, 30),
        "missed": Missed.STAYS,
        "priority": Priority.IMPORTANT,
        "offered_to": Team.HCA,
        "audit_type": AuditType.FRIDGE_TEMPERATURES,
        "needs_check": True,
        "made_by": "jane",
        "made_at": AT - timedelta(days=60),
    }
    return Series(**usual | changed)


def read_out(line: IconLine) -> str:
    return line.findChildren(WrapLabel)[0].text()


def choose(editor: RepeatEditor, way: str) -> None:
    editor.rule.way.set_value(way)
    editor.rule.way.value_changed.emit(way)


def test_what_is_asked_for_a_new_repeat_is_given_whole(an_editor: AnEditor) -> None:
    editor = an_editor()
    given = heard(editor.given)
    press(editor.title.line, "Fluids chart review")
    choose(editor, "weekly")
    for day in ("0", "2", "4"):
        editor.rule.days.boxes[day].click()
    editor.shifts.boxes["Early"].click()
    editor.missed.set_chosen((Missed.PILES_UP,))
    editor.team.set_value(Team.NURSING)
    editor.priority.set_value(Priority.URGENT)
    editor.audit.set_value(AuditType.WALKAROUND)
    editor.check.click()
    editor.save_button.click()
    assert given == [
        NewSeries(
            title="Fluids chart review",
            repeat=Repeat(rule="FREQ=WEEKLY;BYDAY=MO,WE,FR", starts_on=TODAY),
            shifts=("Early",),
            missed=Missed.PILES_UP,
            offered_to=Team.NURSING,
            priority=Priority.URGENT,
            audit_type=AuditType.WALKAROUND,
            needs_check=True,
        )
    ]


def test_the_rule_and_the_next_six_days_are_read_out_with_bank_holidays(an_editor: AnEditor) -> None:
    editor = an_editor(today=date(2026, 12, 21), holidays={date(2026, 12, 25): "Christmas Day"})
    choose(editor, "weekly")
    editor.rule.days.boxes["4"].click()
    editor.shifts.boxes["Night"].click()
    assert read_out(editor.words) == "Every Friday, on Night, from 21 Dec 2026."
    assert read_out(editor.days) == (
        "Next: Fri 25 Dec (Christmas Day), Fri 1 Jan 2027, Fri 8 Jan 2027, Fri 15 Jan 2027, Fri 22 Jan 2027, "
        "Fri 29 Jan 2027."
    )


def test_a_repeat_that_is_opened_to_be_changed_gives_itself_back_unchanged(an_editor: AnEditor) -> None:
    series = a_series()
    editor = an_editor(series=series)
    given = heard(editor.given)
    assert not editor.whose.isVisible()
    assert not editor.first.isVisible()
    editor.save_button.click()
    (new,) = given
    for name in ("title", "repeat", "shifts", "at", "missed", "priority", "offered_to", "audit_type", "needs_check"):
        assert getattr(new, name) == getattr(series, name)


def test_a_rule_that_cannot_be_said_here_is_kept_as_it_is(an_editor: AnEditor) -> None:
    series = a_series(repeat=Repeat(rule="FREQ=YEARLY", starts_on=date(2026, 9, 7)))
    editor = an_editor(series=series)
    given = heard(editor.given)
    assert editor.rule.way.combo.currentText() == "Every year on 7 Sep"
    editor.save_button.click()
    assert given[0].repeat.rule == "FREQ=YEARLY"
    choose(editor, "daily")
    editor.save_button.click()
    assert given[1].repeat.rule == "FREQ=DAILY"


def test_only_what_the_chosen_way_needs_is_asked(an_editor: AnEditor) -> None:
    editor = an_editor()
    rule = editor.rule
    parts = {"days": rule.days, "every": rule.every, "month": rule.month_day, "nth": rule.nth, "weekday": rule.weekday}
    wanted = {
        "daily": set(),
        "weekly": {"days"},
        "days": {"every"},
        "weeks": {"every", "days"},
        "month_day": {"month"},
        "month_weekday": {"nth", "weekday"},
    }
    for way, names in wanted.items():
        rule.way.set_value(way)
        rule.way.value_changed.emit(way)
        assert {name for name, field in parts.items() if not field.isHidden()} == names


def test_what_is_missing_is_said_beside_it_and_nothing_is_given(an_editor: AnEditor) -> None:
    editor = an_editor()
    given = heard(editor.given)
    editor.save_button.click()
    assert editor.title.error() == "Say what is to be done."
    assert editor.title.line.hasFocus()
    press(editor.title.line, "Weight")
    choose(editor, "weekly")
    editor.save_button.click()
    assert editor.rule.days.error() == "Tick at least one day."
    editor.rule.days.boxes["1"].click()
    assert editor.rule.days.error() == ""
    editor.first.set_value(None)
    editor.save_button.click()
    assert editor.first.error() == "Choose the first day."
    assert given == []


def test_a_last_day_before_the_first_is_refused_under_the_last_day(an_editor: AnEditor) -> None:
    editor = an_editor()
    given = heard(editor.given)
    press(editor.title.line, "Weight")
    editor.first.set_value(date(2026, 12, 24))
    editor.last.set_value(date(2026, 12, 1))
    editor.save_button.click()
    assert editor.last.error() == "The last day is before the first. Choose a later last day, or none."
    assert given == []


def test_a_refusal_of_the_service_stands_beside_what_it_is_about_or_on_top(an_editor: AnEditor) -> None:
    editor = an_editor()
    editor.show_problem(InvalidAnswer("Not saved yet", "The ward has no such shift.", remedy="Choose.", field="shifts"))
    assert editor.shifts.error() == "The ward has no such shift. Choose."
    assert not editor.trouble.isVisible()
    editor.show_problem(HubError("Not saved", "The disk is full.", remedy="Make room."))
    assert editor.trouble.isVisible()


def test_a_patients_repeat_shows_the_patient_in_full_and_asks_for_no_audit(an_editor: AnEditor) -> None:
    editor = an_editor()
    wanted, given = heard(editor.patient_wanted), heard(editor.given)
    press(editor.title.line, "Weight")
    editor.whose.set_value("patient")
    editor.whose.value_changed.emit("patient")
    assert len(wanted) == 1
    assert editor.whose.value() == "ward"  # nobody is chosen yet
    facts = PatientFacts(patient=CATHY, ward=WARD, named_nurse=None, consultant=None, similar=())
    editor.show_patient(CATHY.id, banner_facts(facts, TODAY))
    assert (editor.whose.value(), editor.audit.isHidden()) == ("patient", True)
    editor.save_button.click()
    assert (given[0].kind, given[0].patient_id, given[0].audit_type) == (TaskKind.PATIENT, CATHY.id, None)
    editor.show_ward()
    editor.save_button.click()
    assert (given[1].kind, given[1].patient_id) == (TaskKind.WARD, None)


def test_what_becomes_of_a_missed_one_and_every_audit_has_its_words() -> None:
    assert {option.id for option in MISSED_OPTIONS} == set(Missed) == set(MISSED_WORDS)
    assert all(option.explanation.endswith(".") for option in MISSED_OPTIONS)
    assert set(AUDIT_WORDS) == set(AuditType)


def test_a_day_can_be_left_out_only_where_one_was_asked_from(an_editor: AnEditor) -> None:
    assert not an_editor(series=a_series()).leave_out_button.isVisible()
    editor = an_editor(series=a_series(), day=TODAY)
    wanted, ended = heard(editor.leave_out_wanted), heard(editor.end_wanted)
    editor.leave_out_button.click()
    editor.end_button.click()
    assert (len(wanted), len(ended)) == (1, 1)


def test_the_next_days_leave_today_out_when_all_its_shifts_are_over(an_editor: AnEditor) -> None:
    editor = an_editor(over=frozenset({"Early"}))
    press(editor.title.line, "Fridge temperatures")
    choose(editor, "daily")
    assert read_out(editor.days).startswith("Next: Fri 20 Nov, Sat 21 Nov,")
    editor.shifts.boxes["Early"].click()
    assert read_out(editor.days).startswith("Next: Sat 21 Nov, Sun 22 Nov,")
    editor.shifts.boxes["Night"].click()
    assert read_out(editor.days).startswith("Next: Fri 20 Nov, Sat 21 Nov,")
