"""The page of one patient, driven by keyboard and mouse over a store in memory."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.gui.actions import ACTIONS, Scope
from inpatient_hub.gui.dialogs.patient_form import PatientForm
from inpatient_hub.gui.dialogs.patient_records import PatientRecordsDialog
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.patient.page import PatientPage
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog
from tests.contracts.making import a_run, save
from tests.gui.patients import keats
from tests.gui.patients.conftest import Bench
from tests.gui.patients.one_patient import a_page, rows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Benches = Callable[..., Bench]


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
    assert page._status.facts().words == "Discharged"


def test_where_a_patient_is_stands_in_the_head_unless_on_the_ward(bench: Bench) -> None:
    page = a_page(bench, "oak")
    assert page._status.isVisible()
    assert page._status.facts().words == "On leave"
    page.opened("earnshaw")
    bench.settle()
    assert not page._status.isVisible()


def test_back_leads_to_the_patients(bench: Bench) -> None:
    page = a_page(bench)
    page._header.back_requested.emit()
    assert bench.went == [Destination(PageId.PATIENTS)]


def test_r_and_the_button_start_a_referral(bench: Bench) -> None:
    page = a_page(bench)
    QTest.keyClick(page, "r")
    page._start.click()
    assert bench.went == [Destination(PageId.REFERRALS, "earnshaw")] * 2


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
    change, _task, _dates, in_error, *_ = page.more_menu().actions()
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
    assert not page._start.isVisible()
    assert not page._edit.isVisible()
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


def test_how_long_a_patient_is_kept_is_under_more_for_who_looks_after_records(bench: Bench) -> None:
    page = a_page(bench)
    *_, records = page.more_menu().actions()
    assert records.text() == "How long it is kept, export…"
    records.trigger()
    bench.settle()
    dialog = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, PatientRecordsDialog) and one.isVisible()
    )
    assert dialog.windowTitle() == "Records of EARNSHAW, Catherine"
    assert not dialog.erase_button.isVisible()
    dialog.reject()


def test_who_does_not_look_after_records_is_not_offered_them(bench: Bench) -> None:
    page = a_page(bench)
    assert page._shown is not None
    page.show_patient(replace(page._shown, may_see_records=False))
    assert len(page.more_menu().actions()) == 4
