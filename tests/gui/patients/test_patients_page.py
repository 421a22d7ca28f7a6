"""The Patients page, driven by keyboard and mouse over a store in memory."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.patients import Alert, PatientStatus
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.gui.dialogs.patient_form import PatientForm
from inpatient_hub.gui.models.table import TableModel
from inpatient_hub.gui.models.table_cells import CELL_SIDE, cell_height, word_width
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.patients.columns import columns_for, sentence
from inpatient_hub.gui.pages.patients.page import PatientsPage
from inpatient_hub.gui.pages.patients.presenter import PatientsPresenter
from inpatient_hub.gui.pages.patients.view import Asked, read_patients
from inpatient_hub.gui.typography import line_height
from inpatient_hub.gui.widgets.marks import chip_size
from inpatient_hub.services.ports import PatientOrder
from tests.contracts.making import save
from tests.fakes.store import FakeStore
from tests.gui.patients import keats
from tests.gui.patients.conftest import Bench

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Benches = Callable[..., Bench]


def a_page(bench: Bench, about: str = "") -> PatientsPage:
    page = PatientsPage()
    PatientsPresenter(bench.context, page)
    bench.show(page, about)
    return page


def names(page: PatientsPage) -> list[str]:
    model = page._table.model()
    titles = [column.title for column in page._model.columns()]
    return [model.index(row, titles.index("Name")).data() for row in range(model.rowCount())]


def search(bench: Bench, page: PatientsPage, text: str) -> None:
    with bench.qtbot.waitSignal(page._toolbar.search.search_changed):
        QTest.keyClicks(page._toolbar.search, text)
    bench.settle()


def test_everyone_on_the_ward_is_listed_by_bed_and_the_discharged_are_not(bench: Bench) -> None:
    page = a_page(bench)
    assert names(page)[:4] == ["WOODHOUSE, Emma", "PIRRIP, Philip", "HAVISHAM, Estella", "EARNSHAW, Catherine"]
    assert len(names(page)) == 19
    assert "NICKLEBY, Kate" not in names(page)
    assert page._header._subtitle.text() == "19 patients, Keats Ward"


def test_what_the_ward_switched_off_has_no_column() -> None:
    def titles(*off: PatientField) -> list[str]:
        ward = replace(keats.WARD, fields=frozenset(PatientField) - set(off))
        return [column.title for column in columns_for(ward, keats.TODAY, PatientOrder.NAME)]

    assert titles() == [
        "Bed", "Name", "NHS number", "Born", "Legal", "Where", "Named nurse", "Discharge", "Alerts", "To finish",
    ]  # fmt: skip
    assert titles(PatientField.NHS_NUMBER, PatientField.ALERTS) == [
        "Bed", "Name", "Born", "Legal", "Where", "Named nurse", "Discharge", "To finish",
    ]  # fmt: skip
    assert titles(*PatientField) == ["Name", "To finish"]


def test_an_alert_is_read_whole_on_a_ward_laptop_at_150_per_cent(bench: Bench) -> None:
    """Which has 911 x 512 to give; the table 789 of it."""
    page = a_page(bench)
    page._table.setMinimumWidth(789)
    page._table.resize(789, 300)
    columns = page._model.columns()
    at = [column.title for column in columns].index("Alerts")
    cells = [page._model.index(row, at).data(TableModel.CellRole) for row in range(page._model.rowCount())]
    chips = [chip for cell in cells for chip in cell.chips]
    told = [alert.text for line in page._model._items for alert in line.patient.alerts]
    assert sorted(chip.words for chip in chips) == sorted(told)
    room = page._table.columnWidth(at) - 2 * CELL_SIDE
    assert room >= max(chip_size(chip).width() for chip in chips)
    heights = [page._table.rowHeight(row) for row in range(len(cells))]
    assert all(heights[row] >= cell_height(cell, page._table.columnWidth(at)) for row, cell in enumerate(cells))


def test_a_long_name_goes_on_in_a_second_line_and_an_allergy_comes_first(bench: Bench) -> None:
    page = a_page(bench)
    line = page._model._items[0]
    alerts = (Alert("Falls risk", stands_out=True), Alert("Nut allergy"))
    patient = replace(line.patient, family_name="Wolfeschlegelsteinhausenbergerdorff-Montgomery", alerts=alerts)
    page._model.set_items([replace(line, patient=patient), *page._model._items[1:]])
    page._table.resize(789, 300)
    assert page._table.rowHeight(0) > page._table.rowHeight(1)
    at = [column.title for column in page._model.columns()].index("Alerts")
    assert [chip.words for chip in page._model.cell_of(0, at).chips] == ["Nut allergy", "Falls risk"]
    page._table.resize(1800, 300)
    assert page._table.rowHeight(0) == page._table.rowHeight(1)


def test_a_ward_without_beds_lists_by_name_and_offers_no_order_by_bed(benches: Benches) -> None:
    ward = replace(keats.WARD, fields=frozenset(PatientField) - {PatientField.BED})
    store = FakeStore()
    keats.fill(store, ward)
    page = a_page(benches(store, ward))
    assert names(page)[0] == "BROOKE, Dorothea"
    offered = [page._toolbar._order.itemText(place) for place in range(page._toolbar._order.count())]
    assert offered == ["By name", "By expected discharge"]
    assert page._toolbar.search.placeholderText() == "Name or NHS number"


@pytest.mark.parametrize("typed", ["earn", "EARNSHAW catherine", "cathy", "999 339 5633", "9993395633"])
def test_typing_finds_by_name_preferred_name_and_nhs_number(bench: Bench, typed: str) -> None:
    page = a_page(bench)
    search(bench, page, typed)
    assert names(page) == ["EARNSHAW, Catherine"]


def test_slash_goes_to_the_search_and_letters_typed_there_do_nothing_else(bench: Bench) -> None:
    page = a_page(bench)
    QTest.keyClick(page._table, "/")
    assert page._toolbar.search.hasFocus()
    search(bench, page, "nre")
    assert page._toolbar.search.text() == "nre"
    assert bench.went == []
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, PatientForm)]


def test_enter_in_the_search_goes_to_the_list_and_enter_there_opens(bench: Bench) -> None:
    page = a_page(bench)
    search(bench, page, "dash")
    QTest.keyClick(page._toolbar.search, Qt.Key.Key_Return)
    assert page._table.hasFocus()
    assert bench.went == []
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    assert bench.went == [Destination(PageId.PATIENT, "dashwood-elinor")]


def test_a_double_click_opens_the_patient(bench: Bench) -> None:
    page = a_page(bench)
    at = page._table.visualRect(page._model.index(3, 1)).center()
    QTest.mouseClick(page._table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(page._table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert bench.went == [Destination(PageId.PATIENT, "earnshaw")]


def test_r_starts_a_referral_for_the_chosen_patient(bench: Bench) -> None:
    page = a_page(bench)
    QTest.keyClick(page._table, Qt.Key.Key_J)
    QTest.keyClick(page._table, "r")
    assert bench.went == [Destination(PageId.REFERRALS, "pirrip")]


def test_the_menu_of_a_row_offers_the_same_with_the_keys(bench: Bench) -> None:
    page = a_page(bench)
    page._table.select("earnshaw")
    actions = {action.text(): action for action in page.row_menu().actions()}
    assert list(actions) == ["Open\tEnter", "Start a referral\tR", "Change details\tE"]
    actions["Start a referral\tR"].trigger()
    assert bench.went == [Destination(PageId.REFERRALS, "earnshaw")]


def test_filters_say_how_many_they_hold_and_show_them(bench: Bench) -> None:
    page = a_page(bench)
    assert [part.text() for part in page._toolbar._segment._buttons.values()] == [
        "All current 19", "On the ward 16", "On leave 2", "Discharge pending 1", "Discharged 1",
    ]  # fmt: skip
    page._toolbar._segment._buttons["on_leave"].click()
    bench.settle()
    assert names(page) == ["OAK, Gabriel", "WENTWORTH, Frederick"]
    page._toolbar._segment._buttons["discharged"].click()
    bench.settle()
    assert names(page) == ["NICKLEBY, Kate"]


def test_in_a_narrow_window_the_filters_become_a_list_that_does_the_same(bench: Bench) -> None:
    page = a_page(bench)
    assert page._toolbar._segment.isVisible()
    assert not page._toolbar._short.isVisible()
    page.resize(780, 640)
    bench.qtbot.waitUntil(page._toolbar._short.isVisible)
    assert not page._toolbar._segment.isVisible()
    page._toolbar._short.setCurrentIndex(2)
    page._toolbar._short.activated.emit(2)
    bench.settle()
    assert names(page) == ["OAK, Gabriel", "WENTWORTH, Frederick"]


def test_the_head_of_a_column_sorts_by_it(bench: Bench) -> None:
    page = a_page(bench)
    page._table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    bench.settle()
    assert names(page)[:2] == ["BROOKE, Dorothea", "CARTON, Sydney"]
    assert page._toolbar._order.currentText() == "By name"


def test_ordered_by_discharge_the_column_stays_in_a_narrow_window(bench: Bench) -> None:
    page = a_page(bench)
    page.order_chosen.emit(PatientOrder.EXPECTED_DISCHARGE)
    bench.settle()
    page.resize(820, 640)
    place = [column.title for column in page._model.columns()].index("Discharge")
    bench.qtbot.waitUntil(lambda: page._table.width() < 820)
    assert not page._table.isColumnHidden(place)
    assert names(page)[0] == "WOODHOUSE, Emma"


def test_the_chosen_patient_stays_chosen_when_the_list_is_read_again(bench: Bench) -> None:
    page = a_page(bench)
    page._table.select("earnshaw")
    heath = replace(keats.patients()[0], id="heath", family_name="Heathcliff", given_name="", bed="0")
    save(bench.store, heath)
    bench.context.feed.announce(Changes.of((Kind.PATIENT, "heath")))
    bench.settle()
    assert names(page)[0] == "HEATHCLIFF"
    assert page.chosen() == "earnshaw"


def test_a_page_that_is_not_shown_reads_only_when_it_is_opened_again(bench: Bench) -> None:
    page = a_page(bench)
    page.left()
    save(bench.store, replace(keats.patients()[0], id="heath", family_name="Heathcliff", given_name="", bed="0"))
    bench.context.feed.announce(Changes.of((Kind.PATIENT, "heath")))
    bench.settle()
    assert "HEATHCLIFF" not in names(page)
    page.opened("")
    bench.settle()
    assert "HEATHCLIFF" in names(page)


def test_an_empty_ward_offers_to_add_the_first_patient(benches: Benches) -> None:
    store = FakeStore()
    save(store, keats.WARD, *keats.PEOPLE)
    bench = benches(store)
    page = a_page(bench)
    assert page._empty._sentence.text() == "No patients on Keats Ward yet"
    assert not page._table.isVisible()
    with bench.qtbot.waitSignal(page.add_requested):
        page._empty._button.click()
    bench.settle()
    assert bench.dialog(PatientForm).windowTitle() == "Add a patient to Keats Ward"


def test_nothing_found_says_where_else_and_clears_the_search(bench: Bench) -> None:
    page = a_page(bench)
    search(bench, page, "nickleby")
    assert page._empty._sentence.text() == "Nobody matches 'nickleby' among current patients"
    assert "1 under Discharged" in page._empty._muted.text()
    with bench.qtbot.waitSignal(page.query_changed):
        page._empty._button.click()
    bench.settle()
    assert len(names(page)) == 19


def test_an_empty_filter_says_so_and_leads_back(benches: Benches) -> None:
    store = FakeStore()
    save(store, keats.WARD, *keats.PEOPLE, keats.patients()[0])
    bench = benches(store)
    page = a_page(bench)
    page.filter_chosen.emit("on_leave")
    bench.settle()
    assert page._empty._sentence.text() == "There are no patients on leave"
    page._empty._button.click()
    bench.settle()
    assert names(page) == ["WOODHOUSE, Emma"]


def test_n_opens_the_form_and_the_new_patient_is_chosen_in_the_list(bench: Bench) -> None:
    page = a_page(bench)
    search(bench, page, "dash")
    page.focus_table()
    QTest.keyClick(page._table, "n")
    bench.settle()
    form = bench.dialog(PatientForm)
    QTest.keyClicks(form.fields.field("family_name").line, "Heathcliff")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    bench.settle()
    assert page._toolbar.search.text() == ""
    assert "HEATHCLIFF" in names(page)
    assert page._model.item_at(page._table.currentIndex().row()).patient.family_name == "Heathcliff"
    assert bench.toasts[-1][0] == "Heathcliff added"


def test_opened_to_add_it_opens_the_form_at_once_and_reading_again_does_not(bench: Bench) -> None:
    page = a_page(bench, "add")
    form = bench.dialog(PatientForm)
    form.reject()
    page.opened("add")
    bench.settle()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, PatientForm) and one.isVisible()]


def test_e_opens_the_details_of_the_chosen_patient(bench: Bench) -> None:
    page = a_page(bench)
    page._table.select("earnshaw")
    QTest.keyClick(page._table, "e")
    bench.settle()
    assert bench.dialog(PatientForm).windowTitle() == "Change Catherine Earnshaw's details"


def test_five_thousand_patients_are_read_two_hundred_at_a_time(benches: Benches) -> None:
    store = FakeStore()
    save(store, keats.WARD, *keats.PEOPLE, *keats.crowd(5000))
    bench = benches(store)
    page = a_page(bench)
    assert page._model.rowCount() == 200
    assert page._foot._count.text() == "First 200 of 5,000, scroll for more"
    page._table.scrollToBottom()
    bench.qtbot.waitUntil(lambda: page._model.rowCount() == 400)
    page._table.select("c00250")
    bench.context.feed.announce(Changes.of((Kind.PATIENT, "c00007")))
    bench.settle()
    assert page._model.rowCount() == 400, "what was read stays read"
    assert page.chosen() == "c00250"


def test_an_answer_to_an_earlier_question_is_dropped(bench: Bench) -> None:
    page = a_page(bench)
    shown = []
    page.show_view = shown.append  # type: ignore[method-assign]
    page.query_changed.emit("earn")
    page.query_changed.emit("oak")
    bench.settle()
    assert [view.asked.query for view in shown] == ["oak"]


def test_a_row_is_told_as_one_sentence(bench: Bench) -> None:
    view = read_patients(bench.context.hub, "keats", Asked(), at_least=0)
    line = next(line for line in view.lines if line.patient.id == "earnshaw")
    assert sentence(line, view.today) == (
        "Bed 4, EARNSHAW, Catherine, likes to be called Cathy, born 14 Mar 1994 (32), NHS number 999 339 5633, "
        "Section 3, On the ward, named nurse Joe Gargery, expected discharge 25 Nov 2026, alert: Penicillin allergy, "
        "alert: Self-harm risk, 1 note not filed, 2 referrals in progress"
    )


def test_the_table_keeps_the_promises_of_a_model(bench: Bench, qtmodeltester: object) -> None:
    page = a_page(bench)
    qtmodeltester.check(page._model)  # type: ignore[attr-defined]


def test_someone_on_leave_is_marked_by_icon_and_words(bench: Bench) -> None:
    view = read_patients(bench.context.hub, "keats", Asked(), at_least=0)
    line = next(line for line in view.lines if line.patient.status is PatientStatus.ON_LEAVE)
    columns = {column.title: column for column in columns_for(keats.WARD, keats.TODAY, PatientOrder.BED)}
    assert columns["Bed"].icon is not None
    assert columns["Bed"].icon(line) == "walk"
    assert "On leave" in sentence(line, keats.TODAY)


def test_where_their_columns_have_no_room_birth_number_status_and_alerts_stand_below_the_name(bench: Bench) -> None:
    page = a_page(bench)
    name = next(at for at, one in enumerate(page._model.columns()) if one.title == "Name")
    row = page._model.row_of("earnshaw")
    assert page._model.cell_of(row, name).below == ()
    page.resize(560, 700)
    bench.qtbot.waitUntil(lambda: page._model.cell_of(row, name).below != ())
    cell = page._model.cell_of(row, name)
    assert cell.below == ("14\u00a0Mar\u00a01994\u00a0(32), 999\u00a0339\u00a05633, Section 3",)
    assert [chip.words for chip in cell.chips_below] == ["Penicillin allergy", "Self-harm risk"]
    alerts = next(at for at, one in enumerate(page._model.columns()) if one.title == "Alerts")
    assert page._table.isColumnHidden(alerts), "nothing stands twice"
    assert page._table.rowHeight(row) >= cell_height(cell, page._table.columnWidth(name)) > 3 * line_height("small")


def test_who_could_be_mistaken_for_somebody_else_is_marked_and_said(bench: Bench) -> None:
    page = a_page(bench)
    name = next(at for at, one in enumerate(page._model.columns()) if one.title == "Name")
    row = page._model.row_of("earnshaw")
    assert page._model.cell_of(row, name).mark == ("users", "muted"), "another Catherine"
    assert "similar name on the ward" in page._model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert page._foot._similar.isVisible()


def test_a_long_bed_name_is_read_whole(bench: Bench) -> None:
    with bench.store.writing() as work:
        work.patients.update(replace(work.patients.get("earnshaw"), bed="Seclusion suite 2"))
    page = a_page(bench)
    cell = page._model.cell_of(page._model.row_of("earnshaw"), 0)
    assert page._table.columnWidth(0) >= word_width(cell)
    assert cell.wraps
