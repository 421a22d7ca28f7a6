"""The page of one patient, driven by keyboard and mouse over a store in memory."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.gui.actions import ACTIONS, Scope
from inpatient_hub.gui.dialogs.patient_form import PatientForm
from inpatient_hub.gui.models.rows import GroupFacts, RowFacts
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.patient.page import PatientPage
from inpatient_hub.gui.pages.patient.presenter import PatientPresenter
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog
from inpatient_hub.gui.widgets.row_list import RowList
from tests.contracts.making import a_run, a_task, save
from tests.fakes.store import FakeStore
from tests.gui.patients import keats
from tests.gui.patients.conftest import Bench

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Benches = Callable[..., Bench]


def a_page(bench: Bench, about: str = "earnshaw") -> PatientPage:
    page = PatientPage()
    PatientPresenter(bench.context, page)
    bench.show(page, about, (1280, 720))
    return page


def rows(shown: RowList) -> dict[str, RowFacts]:
    return {row.title: row for row in shown.row_model().rows() if isinstance(row, RowFacts)}


def heads(shown: RowList) -> list[str]:
    return [row.sentence() for row in shown.row_model().rows() if isinstance(row, GroupFacts)]


def press(bench: Bench, shown: RowList, row_id: object, key: str | Qt.Key) -> None:
    shown.setFocus()
    assert shown.select(row_id)
    QTest.keyClick(shown, key)
    bench.settle()


def task(bench: Bench, task_id: str) -> object:
    with bench.store.reading() as work:
        return work.tasks.get(task_id)


def test_the_banner_names_the_patient_and_the_head_says_where_they_stand(bench: Bench) -> None:
    page = a_page(bench)
    assert page._banner.facts().title == "EARNSHAW, Catherine"
    assert page._where.text() == "4 of 19, Keats Ward"


def test_the_next_and_the_previous_patient_follow_the_beds(bench: Bench) -> None:
    page = a_page(bench)
    QTest.keyClick(page, "]")
    QTest.keyClick(page, "[")
    page._after.click()
    assert [one.about for one in bench.went] == ["marner", "havisham", "marner"]


def test_the_first_patient_has_none_before(bench: Bench) -> None:
    page = a_page(bench, "woodhouse")
    assert not page._before.isEnabled()
    assert page._after.isEnabled()


def test_a_discharged_patient_stands_in_no_list(bench: Bench) -> None:
    page = a_page(bench, "nickleby")
    assert page._where.text() == ""
    assert not page._after.isVisible()


def test_back_leads_to_the_patients(bench: Bench) -> None:
    page = a_page(bench)
    page._header.back_requested.emit()
    assert bench.went == [Destination(PageId.PATIENTS)]


def test_r_and_the_button_start_a_referral(bench: Bench) -> None:
    page = a_page(bench)
    QTest.keyClick(page, "r")
    page._start.click()
    assert bench.went == [Destination(PageId.REFERRALS, "earnshaw")] * 2


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
    assert late.sentence().startswith(
        "to do, Capacity assessment before the discharge meeting, Due Thu 19 Nov, 1 day late"
    )
    assert late.sentence().endswith("unclaimed")
    assert found["Housing: second viewing"].second == "Due Mon 23 Nov, in 3 days, claimed by Jane Eyre"
    assert found["Order discharge medicine"].second == "No day set"


def test_d_does_a_task_and_undo_opens_it_again(bench: Bench) -> None:
    page = a_page(bench)
    press(bench, page.tabs.overview.tasks, "t-aunt", "d")
    bench.settle()
    assert task(bench, "t-aunt").state is TaskState.DONE
    assert "Section 117 meeting: invite aunt" not in rows(page.tabs.overview.tasks)
    words, undo = bench.toasts[-1]
    assert words == "Done: Section 117 meeting: invite aunt"
    assert undo is not None
    undo()
    bench.settle()
    assert task(bench, "t-aunt").state is TaskState.TO_DO


def test_c_claims_and_c_again_gives_back(bench: Bench) -> None:
    page = a_page(bench)
    shown = page.tabs.overview.tasks
    press(bench, shown, "t-aunt", "c")
    bench.settle()
    assert task(bench, "t-aunt").claimed_by == keats.ESTHER.id
    assert rows(shown)["Section 117 meeting: invite aunt"].owner.mine
    assert [key.words for key in rows(shown)["Section 117 meeting: invite aunt"].keys] == ["done", "give back"]
    press(bench, shown, "t-aunt", "c")
    assert task(bench, "t-aunt").claimed_by is None
    assert bench.toasts[-1][0] == "Given back: Section 117 meeting: invite aunt"


def test_a_task_of_someone_else_cannot_be_claimed_over_their_head(bench: Bench) -> None:
    page = a_page(bench)
    row = rows(page.tabs.overview.tasks)["Housing: second viewing"]
    assert [key.key for key in row.keys] == ["D"]
    press(bench, page.tabs.overview.tasks, "t-housing", "c")
    assert task(bench, "t-housing").claimed_by == keats.JANE.id


def test_a_done_task_says_by_whom_and_can_be_reopened(bench: Bench) -> None:
    page = a_page(bench)
    page.tabs.show_tab("tasks")
    row = rows(page.tabs.tasks.rows)["Weekly weight"]
    assert row.second == "Done 18 Nov 09:05 by Nelly Dean"
    page.tabs.tasks.rows.button_pressed.emit("t-weight", "reopen")
    bench.settle()
    assert task(bench, "t-weight").state is TaskState.TO_DO


def test_enter_on_a_follow_up_goes_to_its_run(bench: Bench) -> None:
    page = a_page(bench)
    press(bench, page.tabs.overview.tasks, "t-advocate", Qt.Key.Key_Return)
    assert bench.went == [Destination(PageId.RUN, "r-duty")]


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
    assert overview._no_files.isVisible() and not overview.files.isVisible()
    assert overview._no_files._sentence.text() == "No referrals or notes yet"
    page.tabs.show_tab("referrals")
    page.tabs.referrals.empty._button.click()
    assert bench.went == [Destination(PageId.REFERRALS, "manette")]


def test_it_shows_nobody_until_the_patient_asked_for_is_read(bench: Bench) -> None:
    page = a_page(bench)
    page.opened("linton")
    assert not page._banner.isVisible()
    assert not page.tabs.isVisible()
    bench.settle()
    assert page._banner.facts().title == "LINTON, Catherine"
    assert page.tabs.isVisible()


def test_going_on_quickly_shows_only_the_last_patient(bench: Bench) -> None:
    page = a_page(bench)
    titles: list[str] = []
    show = page.show_patient

    def remember(shown: object) -> None:
        show(shown)  # type: ignore[arg-type]
        titles.append(page._banner.facts().title)

    page.show_patient = remember  # type: ignore[method-assign]
    for about in ("linton", "oak", "marner"):
        page.opened(about)
    bench.settle()
    assert titles == ["MARNER, Silas"]


def test_a_patient_who_is_not_there_is_told_on_the_page(bench: Bench) -> None:
    page = a_page(bench, "nobody")
    assert page._message.isVisible()
    assert "not found" in page._message._sentence.text()
    assert not page.tabs.isVisible()


def test_a_change_elsewhere_is_shown_and_the_chosen_row_stays(bench: Bench) -> None:
    page = a_page(bench)
    page.tabs.overview.tasks.select("t-aunt")
    save(bench.store, a_run(keats.patients()[3], keats.JANE, id="r-new", title="Housing referral"))
    bench.context.feed.announce(Changes.of((Kind.RUN, "r-new")))
    bench.settle()
    assert "Housing referral" in rows(page.tabs.overview.files)
    assert page.tabs.overview.tasks.current_id() == "t-aunt"


def test_e_changes_the_details_and_the_banner_follows(bench: Bench) -> None:
    page = a_page(bench)
    QTest.keyClick(page, "e")
    bench.settle()
    form: PatientForm = bench.dialog(PatientForm)  # type: ignore[assignment]
    line = form.fields.field("bed").entry
    line.selectAll()
    QTest.keyClicks(line, "6")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    bench.settle()
    assert ("Bed", "6, Keats Ward") in page._banner.facts().values
    assert bench.toasts[-1][0] == "Catherine Earnshaw: details saved"


def mark_in_error(bench: Bench, page: PatientPage) -> None:
    change, in_error = page.more_menu().actions()
    assert change.text() == "Change details\tE"
    in_error.trigger()
    ask: ReasonDialog = bench.dialog(ReasonDialog)  # type: ignore[assignment]
    assert not ask.verb_button.isEnabled()
    QTest.keyClick(ask, "1")
    ask.verb_button.click()
    bench.settle()


def test_entered_in_error_asks_why_and_takes_them_off_the_list(bench: Bench) -> None:
    page = a_page(bench, "linton")
    mark_in_error(bench, page)
    with bench.store.reading() as work:
        assert work.patients.get("linton").status is PatientStatus.IN_ERROR
    assert bench.went[-1] == Destination(PageId.PATIENTS)
    assert bench.context.hub.patients.count("keats") == 18


def test_entered_in_error_is_refused_while_a_note_waits_to_be_filed(bench: Bench) -> None:
    page = a_page(bench)
    mark_in_error(bench, page)
    assert [error.title for error in bench.failures] == ["Nothing was changed"]
    bench.failures.clear()
    assert bench.went == []
    with bench.store.reading() as work:
        assert work.patients.get("earnshaw").status is PatientStatus.ACTIVE


def test_nothing_more_can_be_done_for_a_patient_entered_in_error(bench: Bench) -> None:
    bench.context.hub.patients.mark_in_error("linton", "Added twice", by=keats.ESTHER.id)
    page = a_page(bench, "linton")
    assert page._message._sentence.text() == "This patient was entered in error."
    assert not page._start.isVisible() and not page._edit.isVisible()
    QTest.keyClick(page, "r")
    assert bench.went == []


def test_in_a_narrow_window_the_actions_give_way_to_the_name(bench: Bench) -> None:
    page = a_page(bench)
    page.resize(640, 600)
    bench.qtbot.waitUntil(lambda: not page._edit.isVisible())
    assert page._start.text() == "Refer"
    assert page._start.accessibleName() == "Start referral"


def test_no_key_does_two_things_on_this_page() -> None:
    keys = [action.key for action in ACTIONS if action.scope in (Scope.PATIENT, Scope.LISTS, Scope.EVERYWHERE)]
    assert len(keys) == len(set(keys))
