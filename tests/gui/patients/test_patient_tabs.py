"""The tabs of one patient: what is unfinished, what is due, and what is done about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.tasks import TaskKind, TaskState
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.new_series import NewSeries
from tests.contracts.making import a_task, save
from tests.fakes.store import FakeStore
from tests.gui.desk import heard
from tests.gui.patients import keats
from tests.gui.patients.conftest import Bench
from tests.gui.patients.one_patient import a_page, heads, rows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Benches = Callable[..., Bench]


def press(bench: Bench, shown: RowList, row_id: object, key: str | Qt.Key) -> None:
    shown.setFocus()
    assert shown.select(row_id)
    QTest.keyClick(shown, key)
    bench.settle()


def task(bench: Bench, task_id: str) -> object:
    with bench.store.reading() as work:
        return work.tasks.get(task_id)


def test_referrals_and_notes_say_what_is_unfinished_first(bench: Bench) -> None:
    page = a_page(bench)
    found = rows(page.tabs.overview.files)
    assert list(found) == [
        "Advocate referral (IMHA)",
        "Section 117 meeting",
        "Duty to refer (homelessness)",
        "Adult safeguarding concern",
    ]
    assert [row.second for row in found.values()] == [
        "Note copied 16:04, not yet filed",
        "Step 2 of 6, started by you at 15:10",
        "Filed 11 Nov 11:20 by Jane Eyre",
        "Abandoned 8 Nov 09:00 by Nelly Dean. Started for the wrong patient",
    ]
    assert [[button.label for button in row.buttons] for row in found.values()] == [
        ["Copy again", "Filed"],
        ["Resume"],
        ["Open"],
        ["Open"],
    ]


def test_filed_and_copy_again_ask_the_window_about_the_note(bench: Bench) -> None:
    page = a_page(bench)
    asked: list[tuple[object, ...]] = []
    page.filed_requested.connect(lambda note_id: asked.append(("filed", note_id)))
    page.copy_again_requested.connect(lambda note_id, part: asked.append(("copy", note_id, part)))
    page.not_filed_requested.connect(lambda note_id: asked.append(("not filed", note_id)))
    row = rows(page.tabs.overview.files)["Advocate referral (IMHA)"]
    press(bench, page.tabs.overview.files, row.id, "f")
    press(bench, page.tabs.overview.files, row.id, "a")
    page.tabs.show_tab("notes")
    page.tabs.notes.rows.button_pressed.emit(("note", "n-imha", "n-imha"), "not_filed")
    assert asked == [("filed", "n-imha"), ("copy", "n-imha", 1), ("not filed", "n-imha")]


def test_resume_goes_to_the_run_and_open_to_what_the_row_is_about(bench: Bench) -> None:
    page = a_page(bench)
    found = rows(page.tabs.overview.files)
    page.tabs.overview.files.button_pressed.emit(found["Section 117 meeting"].id, "resume")
    press(bench, page.tabs.overview.files, found["Duty to refer (homelessness)"].id, Qt.Key.Key_Return)
    note = rows(page.tabs.notes.rows)["Duty to refer"]
    page.tabs.notes.rows.row_activated.emit(note.id)
    assert bench.went == [
        Destination(PageId.RUN, "r-117"),
        Destination(PageId.RUN, "r-duty"),
        Destination(PageId.NOTE, "n-duty"),
    ]


def test_a_note_not_filed_leaves_its_referral_in_progress_with_copy_again(bench: Bench) -> None:
    with bench.store.writing() as work:
        note = replace(
            work.notes.get("n-imha"),
            state=NoteState.NOT_FILED,
            not_filed_reason="SystmOne is not available",
            closed_by=keats.JANE.id,
            closed_at=keats.NOW,
        )
        work.notes.update(note)
    page = a_page(bench)
    row = rows(page.tabs.overview.files)["Advocate referral (IMHA)"]
    assert row.second == "Note not filed, started by Jane Eyre at 14:05"
    assert [button.label for button in row.buttons] == ["Copy again", "Resume"]
    assert "Not filed, with a reason, 1" in heads(page.tabs.notes.rows)


def test_a_task_is_late_by_the_minute_as_on_today_and_calm_while_it_rests(bench: Bench) -> None:
    page = a_page(bench)
    title = "Capacity assessment before the discharge meeting"
    task = next(line.task for line in bench.context.hub.patients.view("earnshaw").tasks if line.task.title == title)

    def told(**changed: Any) -> RowFacts:
        with bench.store.writing() as work:
            work.tasks.update(replace(work.tasks.get(task.id), **changed))
        page.opened("earnshaw")
        bench.settle()
        return rows(page.tabs.overview.tasks)[title]

    late = told(due_on=keats.TODAY, due_at=keats.NOW - timedelta(hours=5, minutes=3))
    assert late.chips[0].words == "5 h 3 min late"
    assert late.second.startswith("Due today, ")
    assert "late" not in late.second, "its chip says it"
    rests = told(state=TaskState.WAITING, waiting_on="housing", chase_on=keats.TODAY + timedelta(days=10))
    assert [chip.words for chip in rests.chips] == ["Urgent"]
    assert "chase Mon 30 Nov" in rests.second
    assert "late" not in rests.second


def test_open_tasks_stand_in_the_order_of_their_days_and_lateness_is_told(bench: Bench) -> None:
    page = a_page(bench)
    found = rows(page.tabs.overview.tasks)
    assert list(found) == [
        "Capacity assessment before the discharge meeting",
        "Check that the advocate replied",
        "Housing: second viewing",
        "Section 117 meeting: invite aunt",
        "Order discharge medicine",
    ]
    late = found["Capacity assessment before the discharge meeting"]
    assert [chip.words for chip in late.chips] == ["1 day late", "Urgent"]
    assert late.sentence() == (
        "to do, Capacity assessment before the discharge meeting, Due Thu 19 Nov, 1 day late, Urgent, unclaimed"
    )
    assert found["Housing: second viewing"].second == "Due Mon 23 Nov, claimed by Jane Eyre"
    assert found["Order discharge medicine"].second == "No day set"


def test_the_keys_of_a_task_say_what_is_wanted_and_the_page_does_nothing_itself(bench: Bench) -> None:
    page = a_page(bench)
    wanted = heard(page.task_act_wanted)
    shown = page.tabs.overview.tasks
    for key in "dcshm":
        press(bench, shown, "t-aunt", key)
    assert [(one.id, wish) for one, wish in wanted] == [
        ("t-aunt", TaskWish.DONE),
        ("t-aunt", TaskWish.CLAIM),
        ("t-aunt", TaskWish.WAIT),
        ("t-aunt", TaskWish.HAND_BACK),
        ("t-aunt", TaskWish.MOVE),
    ]
    assert task(bench, "t-aunt").state is TaskState.TO_DO


def test_the_keys_say_whose_the_task_is(bench: Bench) -> None:
    page = a_page(bench)
    bench.context.hub.tasks.claim("t-aunt", by=keats.ESTHER.id)
    page.opened("earnshaw")
    bench.settle()
    found = rows(page.tabs.overview.tasks)
    mine = [key.words for key in found["Section 117 meeting: invite aunt"].keys]
    hers = [key.words for key in found["Housing: second viewing"].keys]
    assert mine == ["done", "unclaim", "wait", "hand back", "move"]
    assert hers == ["done", "take over", "wait", "hand back", "move"]


def test_a_done_task_says_by_whom_and_can_be_reopened(bench: Bench) -> None:
    page = a_page(bench)
    wanted = heard(page.task_act_wanted)
    page.tabs.show_tab("tasks")
    row = rows(page.tabs.tasks.rows)["Weekly weight"]
    assert row.second == "Done 18 Nov 09:05 by Nelly Dean"
    page.tabs.tasks.rows.button_pressed.emit("t-weight", "reopen")
    assert [(one.id, wish) for one, wish in wanted] == [("t-weight", TaskWish.DONE)]


def test_enter_on_a_task_opens_its_panel(bench: Bench) -> None:
    page = a_page(bench)
    wanted = heard(page.task_wanted)
    press(bench, page.tabs.overview.tasks, "t-advocate", Qt.Key.Key_Return)
    assert [one.id for one in wanted] == ["t-advocate"]


def test_appointments_stand_by_themselves_in_the_order_of_their_times(bench: Bench) -> None:
    moments = {"review": (24, 9), "cpa": (23, 14)}
    for name, (day, hour) in moments.items():
        at = datetime(2026, 11, day, hour, 30, tzinfo=UTC)
        about = {"kind": TaskKind.APPOINTMENT, "patient_id": "earnshaw", "due_on": at.date(), "due_at": at}
        save(bench.store, a_task(keats.WARD, keats.ESTHER, id=name, title=name.upper(), place="Room 2", **about))
    page = a_page(bench)
    found = rows(page.tabs.overview.appointments)
    assert list(found) == ["CPA", "REVIEW"]
    assert found["CPA"].second == "Due Mon 23 Nov, 14:30, Room 2"
    assert "CPA" not in rows(page.tabs.overview.tasks)
    page.tabs.show_tab("tasks")
    assert "Appointments, 2" in heads(page.tabs.tasks.rows)


def test_repeats_of_the_patient_say_how_often_and_when_next(bench: Bench) -> None:
    weekly = NewSeries(
        title="Weekly weight",
        kind=TaskKind.PATIENT,
        patient_id="earnshaw",
        repeat=Repeat(rule="FREQ=WEEKLY;BYDAY=WE", starts_on=date(2026, 11, 25)),
        shifts=("Early",),
    )
    bench.context.hub.series.add("keats", weekly, by=keats.ESTHER.id)
    page = a_page(bench)
    page.tabs.show_tab("tasks")
    (row,) = [
        one
        for one in page.tabs.tasks.rows.row_model().rows()
        if isinstance(one, RowFacts) and one.state_icon == "repeat"
    ]
    assert row.second == "Every Wednesday, Early shift, next Wed 25 Nov"
    press(bench, page.tabs.tasks.rows, row.id, Qt.Key.Key_Return)
    assert bench.went == [Destination(PageId.REPEATS)]


def test_n_and_the_button_begin_a_task_for_this_patient(bench: Bench) -> None:
    page = a_page(bench)
    wanted = heard(page.new_task_wanted)
    QTest.keyClick(page, "n")
    page._task.click()
    assert wanted == ["patient:earnshaw "] * 2


def test_dates_that_a_rule_worked_out_stand_among_the_dates(bench: Bench) -> None:
    happened = datetime(2026, 11, 20, 9, tzinfo=UTC)
    bench.context.hub.clocks.add("earnshaw", "section_2_admission", happened, ["mha.s2_ends"], by=keats.ESTHER.id)
    page = a_page(bench)
    line = page.tabs.overview.stay.lines()[0]
    assert (line.label, line.value) == ("Section 2 ends", "17 Dec 2026")
    assert line.second == "in 27 days, counted from 20 Nov 2026, check with the MHA office"


def test_a_date_that_somebody_corrected_says_who_why_and_what_was_worked_out(bench: Bench) -> None:
    hub, happened = bench.context.hub, datetime(2026, 11, 20, 9, tzinfo=UTC)
    (task,), _ = hub.clocks.add("earnshaw", "section_2_admission", happened, ["mha.s2_ends"], by=keats.ESTHER.id)
    hub.clocks.correct(task.id, date(2026, 12, 16), "office", by=keats.ESTHER.id)
    page = a_page(bench)
    line = page.tabs.overview.stay.lines()[0]
    assert (line.label, line.value) == ("Section 2 ends", "16 Dec 2026")
    made = "corrected by you on 20 Nov 2026 (The MHA office gave another date)"
    assert line.second == f"in 26 days, {made}, was worked out as 17 Dec 2026, check with the MHA office"


def test_nothing_of_a_date_is_cut_in_its_card(bench: Bench) -> None:
    happened = datetime(2026, 11, 20, 9, tzinfo=UTC)
    bench.context.hub.clocks.add("earnshaw", "section_3_admission", happened, ["mha.s3_tribunal"], by=keats.ESTHER.id)
    stay = a_page(bench).tabs.overview.stay
    words = [one for one in stay.findChildren(WrapLabel) if one.isVisible()]
    assert "Last day for the patient to apply to the tribunal, section 3" in [one.text() for one in words]
    assert all(one.height() >= one.heightForWidth(one.width()) for one in words)


def test_dates_and_people_are_those_the_ward_keeps(benches: Benches) -> None:
    ward = replace(keats.WARD, fields=frozenset({PatientField.EXPECTED_DISCHARGE_ON, PatientField.CONSULTANT}))
    store = FakeStore()
    keats.fill(store, ward)
    page = a_page(benches(store, ward))
    lines = [(line.label, line.value) for line in page.tabs.overview.stay.lines()]
    assert lines == [("Expected discharge", "25 Nov 2026"), ("Consultant", "Dr Allan Woodcourt")]


def test_a_discharge_day_that_has_passed_is_amber_and_says_so(bench: Bench) -> None:
    page = a_page(bench, "woodhouse")
    line = next(line for line in page.tabs.overview.stay.lines() if line.label == "Expected discharge")
    assert (line.value, line.second, line.tone) == ("16 Nov 2026", "this day has passed", "warn")


def test_the_history_tells_who_did_what_by_day(bench: Bench) -> None:
    page = a_page(bench)
    model = page.tabs.overview.history.model()
    told = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert told[:3] == ["Today", "You copied the note Advocate referral", "You answered 4 questions"]
    assert "Wednesday 18 November" in told
    assert "Nelly Dean abandoned Adult safeguarding concern. Reason: Started for the wrong patient" in told
    whole = page.tabs.history._list.model()
    all_told = [whole.index(row, 0).data() for row in range(whole.rowCount())]
    assert "You answered Consent" in all_told, "the whole history names each answer"


def test_the_history_says_which_details_were_changed_and_that_a_discharge_was_recorded(bench: Bench) -> None:
    patients = bench.context.hub.patients

    def change(**changed: Any) -> None:
        now = patients.facts("earnshaw").patient
        patients.edit(now.id, replace(details_of(now), **changed), seen_version=now.version, by=keats.ESTHER.id)

    change(bed="7", legal_status="s2")
    change(status=PatientStatus.ON_LEAVE)
    change(status=PatientStatus.DISCHARGED, room="Bay B")
    model = a_page(bench).tabs.overview.history.model()
    told = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert told[1:4] == [
        "You recorded the discharge, changed the room",
        "You recorded leave",
        "You changed the bed and the legal status",
    ]


def test_many_tasks_are_cut_on_the_overview_with_the_way_to_all(benches: Benches, store: FakeStore) -> None:
    more = [
        a_task(keats.WARD, keats.ESTHER, id=f"t-more-{place}", title=f"More {place}", patient_id="earnshaw")
        for place in range(9)
    ]
    save(store, *more)
    page = a_page(benches(store))
    overview = page.tabs.overview
    assert len(rows(overview.tasks)) == 6
    assert overview._all_tasks.text() == "All 14 tasks"
    overview._all_tasks.click()
    assert page.tabs.current() == "tasks"
    assert len(rows(page.tabs.tasks.rows)) == 15


def test_a_quiet_patient_has_empty_states_that_say_how_work_comes_about(bench: Bench) -> None:
    page = a_page(bench, "manette")
    overview = page.tabs.overview
    assert overview._no_files.isVisible()
    assert not overview.files.isVisible()
    assert overview._no_files._sentence.text() == "No referrals or notes yet"
    assert page._start.hasFocus(), "the keyboard is where work begins"
    page.tabs.show_tab("referrals")
    page.tabs.referrals.empty._button.click()
    assert bench.went == [Destination(PageId.REFERRALS, "manette")]


def test_a_referral_stands_by_its_newest_note_that_is_not_in_error(bench: Bench) -> None:
    with bench.store.reading() as work:
        copied = work.notes.get("n-imha")
    wrong = replace(copied, id="wrong", state=NoteState.IN_ERROR, made_at=copied.made_at - timedelta(days=1))
    save(bench.store, wrong)
    page = a_page(bench)
    row = rows(page.tabs.overview.files)["Advocate referral (IMHA)"]
    assert (row.second, row.struck) == ("Note copied 16:04, not yet filed", False)
    page.tabs.show_tab("notes")
    struck = [one for one in page.tabs.notes.rows.row_model().rows() if getattr(one, "struck", False)]
    assert [one.title for one in struck] == [copied.title]
