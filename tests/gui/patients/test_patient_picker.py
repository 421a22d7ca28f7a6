"""Choosing the patient for a run: from the list, seen in full, and confirmed by a second key."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.gui.dialogs.patient_picker import PatientPicker
from inpatient_hub.services.patients import PatientService
from tests.contracts.making import save
from tests.fakes.store import FakeStore
from tests.gui.patients import keats
from tests.gui.patients.conftest import Bench

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Benches = Callable[..., Bench]


class Case:
    """A picker open over a window, and who was chosen."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.chosen: list[str] = []
        self.window = QWidget()
        bench.windows.append(self.window)
        self.window.resize(1366, 768)
        bench.qtbot.addWidget(self.window)
        self.window.show()
        question = "Advocate referral: for which patient?"
        self.picker = PatientPicker(bench.context, self.window, question=question, verb="Start")
        self.picker.patient_chosen.connect(self.chosen.append)
        self.picker.open()
        bench.qtbot.waitUntil(self.picker.search.hasFocus)
        bench.settle()

    def type(self, text: str) -> None:
        with self.bench.qtbot.waitSignal(self.picker.query_changed):
            QTest.keyClicks(self.picker.search, text)
        self.bench.settle()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget(), key)
        self.bench.settle()

    def listed(self) -> list[str]:
        return [row.id for row in self.picker.patients.row_model().rows()]


@pytest.fixture
def case(bench: Bench) -> Case:
    """A picker over Keats Ward."""
    return Case(bench)


@pytest.mark.parametrize("typed", ["earnshaw", "cathy", "999 339 5633"])
def test_enter_chooses_and_enter_again_confirms(case: Case, typed: str) -> None:
    case.type(typed)
    assert case.listed() == ["earnshaw"]
    case.press(Qt.Key.Key_Return)
    assert case.chosen == []
    assert case.picker._banner.facts().title == "EARNSHAW, Catherine"
    assert case.picker.confirm.text() == "Start for Catherine Earnshaw"
    assert case.picker.confirm.hasFocus()
    case.press(Qt.Key.Key_Return)
    assert case.chosen == ["earnshaw"]


def test_the_strip_shows_what_tells_the_patient_from_others(case: Case) -> None:
    case.type("earnshaw")
    case.press(Qt.Key.Key_Return)
    assert case.picker._banner.isVisible()
    assert dict(case.picker._banner.facts().values) == {
        "Likes to be called": "Cathy",
        "Born": "14 Mar 1994 (32)",
        "NHS number": "999 339 5633",
        "Bed": "4, Keats Ward",
    }


def test_nothing_can_be_confirmed_before_a_patient_is_chosen(case: Case) -> None:
    assert not case.picker.confirm.isEnabled()
    assert case.picker._reason.text() == "Start needs a patient"
    case.picker.confirm.click()
    assert case.chosen == []


def test_what_is_typed_is_never_an_answer_in_itself(case: Case) -> None:
    case.type("Heathcliff")
    assert case.listed() == []
    case.press(Qt.Key.Key_Return)
    case.press(Qt.Key.Key_Return)
    assert case.chosen == []
    assert case.picker._nobody._sentence.text() == "Nobody on Keats Ward matches 'Heathcliff'"


def test_arrows_move_in_the_list_while_the_search_keeps_the_keyboard(case: Case) -> None:
    case.press(Qt.Key.Key_Down)
    case.press(Qt.Key.Key_Down)
    case.press(Qt.Key.Key_Up)
    assert case.picker.search.hasFocus()
    case.press(Qt.Key.Key_Return)
    assert case.picker.chosen_id() == "pirrip"


def test_enter_pressed_before_the_list_caught_up_chooses_from_the_right_list(case: Case) -> None:
    QTest.keyClicks(case.picker.search, "linton")
    assert case.listed()[0] == "woodhouse", "the list still shows what was there before"
    QTest.keyClick(case.picker.search, Qt.Key.Key_Return)
    case.bench.settle()
    case.bench.settle()
    assert case.picker.chosen_id() == "linton"


def test_a_held_enter_chooses_and_does_not_confirm(case: Case) -> None:
    case.type("earnshaw")
    case.press(Qt.Key.Key_Return)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True, 1)
    QApplication.sendEvent(case.picker.confirm, held)
    assert case.chosen == []
    case.press(Qt.Key.Key_Return)
    assert case.chosen == ["earnshaw"]


def test_typing_on_takes_the_choice_back(case: Case) -> None:
    case.type("dashwood")
    case.press(Qt.Key.Key_Return)
    assert case.picker.chosen_id() == "dashwood-elinor"
    with case.bench.qtbot.waitSignal(case.picker.query_changed):
        QTest.keyClicks(case.picker.confirm, "x")
    case.bench.settle()
    assert case.picker.search.text() == "dashwoodx"
    assert case.picker.search.hasFocus()
    assert case.picker.chosen_id() == ""
    assert not case.picker.confirm.isEnabled()


def test_an_arrow_on_the_verb_goes_back_to_choosing(case: Case) -> None:
    case.type("dashwood")
    case.press(Qt.Key.Key_Return)
    case.press(Qt.Key.Key_Down)
    assert case.picker.search.hasFocus()
    assert case.picker.chosen_id() == ""
    case.press(Qt.Key.Key_Return)
    assert case.picker.chosen_id() == "dashwood-marianne"


def test_the_same_surname_on_the_ward_is_warned_of(case: Case) -> None:
    case.type("elinor")
    case.press(Qt.Key.Key_Return)
    assert case.picker._warning.isVisible()
    assert (
        case.picker._warning._sentence.text()
        == "Same surname on the ward: Marianne Dashwood, bed 11, born 14 Mar 2007."
    )
    case.press(Qt.Key.Key_Escape)


def test_a_surname_that_sounds_alike_is_warned_of(benches: Benches, store: FakeStore) -> None:
    linten = replace(keats.patients()[0], id="linten", family_name="Linten", given_name="Isabella", bed="20")
    save(store, linten)
    case = Case(benches(store))
    case.type("catherine linton")
    case.press(Qt.Key.Key_Return)
    assert case.picker._warning._sentence.text().startswith("Similar name on the ward: ")
    assert "Isabella Linten, bed 20" in case.picker._warning._sentence.text()


def test_a_name_of_their_own_raises_no_warning(case: Case) -> None:
    case.type("hallward")
    case.press(Qt.Key.Key_Return)
    assert case.picker.chosen_id() == "hallward"
    assert not case.picker._warning.isVisible()


def test_a_click_chooses_and_the_verb_confirms(case: Case) -> None:
    rows = case.picker.patients
    at = rows.visualRect(rows.row_model().index_of("havisham")).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    case.bench.settle()
    assert case.picker.chosen_id() == "havisham"
    QTest.mouseClick(case.picker.confirm, Qt.MouseButton.LeftButton)
    assert case.chosen == ["havisham"]


def test_escape_leaves_without_choosing(case: Case) -> None:
    case.type("earnshaw")
    case.press(Qt.Key.Key_Return)
    case.press(Qt.Key.Key_Escape)
    assert not case.picker.isVisible()
    assert case.chosen == []


def test_discharged_patients_are_not_offered(case: Case) -> None:
    case.type("nickleby")
    assert case.listed() == []
    assert "Discharged patients are not in this list" in case.picker._nobody._muted.text()


def test_a_patient_discharged_meanwhile_is_no_longer_chosen(case: Case) -> None:
    case.type("earnshaw")
    case.press(Qt.Key.Key_Return)
    with case.bench.store.writing() as work:
        work.patients.update(replace(work.patients.get("earnshaw"), status="discharged"))
    case.bench.context.feed.announce(Changes.of((Kind.PATIENT, "earnshaw")))
    case.bench.settle()
    assert case.picker.chosen_id() == ""
    assert not case.picker.confirm.isEnabled()


def test_long_lists_come_in_parts(benches: Benches) -> None:
    store = FakeStore()
    save(store, keats.WARD, *keats.PEOPLE, *keats.crowd(120))
    case = Case(benches(store))
    assert len(case.listed()) == 50
    case.picker.patients.scrollToBottom()
    case.bench.qtbot.waitUntil(lambda: len(case.listed()) == 100)
    assert len(set(case.listed())) == 100


def test_the_details_of_another_choice_are_never_shown(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.type("dashwood")
    seen: list[str] = []
    facts = PatientService.facts

    def read(self: PatientService, patient_id: str) -> object:
        seen.append(patient_id)
        return facts(self, patient_id)

    monkeypatch.setattr(PatientService, "facts", read)
    case.picker.patients.row_activated.emit("dashwood-elinor")
    case.picker.patients.row_activated.emit("dashwood-marianne")
    case.bench.settle()
    assert seen == ["dashwood-elinor", "dashwood-marianne"]
    assert case.picker.chosen_id() == "dashwood-marianne"
    assert case.picker._banner.facts().title == "DASHWOOD, Marianne"
