"""The form that adds and changes patients, with its presenter over a store in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inpatient_hub.domain.patients import Alert, Patient
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.gui.dialogs.patient_form import FULL, SIMPLE, PatientForm
from inpatient_hub.gui.dialogs.patient_form_presenter import open_to_add, open_to_edit
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.patients import PatientDetails
from tests.contracts.making import save
from tests.fakes.store import FakeStore
from tests.gui.patients import keats
from tests.gui.patients.conftest import Bench

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Benches = Callable[..., Bench]
CTRL = Qt.KeyboardModifier.ControlModifier


class Opener(Presenter):
    """Stands for the page that opens the form."""


class Case:
    """A form open over a window, and what was saved."""

    def __init__(self, bench: Bench, patient_id: str = "") -> None:
        self.bench = bench
        self.saved: list[Patient] = []
        self.window = QWidget()
        bench.windows.append(self.window)
        self.window.resize(1366, 768)
        bench.qtbot.addWidget(self.window)
        self.window.show()
        self.opener = Opener(bench.context, self.window)
        if patient_id:
            open_to_edit(bench.context, self.opener, self.window, patient_id, self._on_saved)
        else:
            open_to_add(bench.context, self.opener, self.window, self._on_saved)
        bench.settle()
        self.form: PatientForm = bench.dialog(PatientForm)  # type: ignore[assignment]

    def type(self, name: str, text: str) -> None:
        line = self.form.fields.field(name).entry
        line.selectAll()
        QTest.keyClicks(line, text)

    def _on_saved(self, patient: Patient, _edited: PatientEdited) -> None:
        self.saved.append(patient)

    def save(self) -> None:
        QTest.keyClick(self.form, Qt.Key.Key_Return, CTRL)
        self.bench.settle()
        self.bench.settle()

    def stored(self, patient_id: str) -> Patient:
        with self.bench.store.reading() as work:
            return work.patients.get(patient_id)


def alone(benches: Benches, ward: Ward) -> Bench:
    store = FakeStore()
    keats.fill(store, ward)
    return benches(store, ward)


def test_it_opens_short_with_the_keyboard_in_the_first_field(bench: Bench) -> None:
    case = Case(bench)
    assert case.form.mode() == SIMPLE
    assert case.form.fields.field("family_name").entry.hasFocus()
    shown = [name for name in case.form.fields._fields if case.form.fields.field(name).isVisible()]
    assert shown == ["family_name", "given_name", "preferred_name", "bed"]


def test_a_name_and_a_bed_are_enough(bench: Bench) -> None:
    case = Case(bench)
    case.type("family_name", "Heathcliff")
    case.type("bed", "21")
    case.save()
    assert [(one.family_name, one.bed) for one in case.saved] == [("Heathcliff", "21")]
    assert case.stored(case.saved[0].id).ward_id == "keats"


def test_switching_between_short_and_full_loses_nothing(bench: Bench) -> None:
    case = Case(bench)
    case.form.set_mode(FULL)
    case.type("family_name", "Heathcliff")
    case.type("nhs_number", keats.nhs_number(731_000))
    case.type("born_on", "14 Mar 1994")
    case.form.set_mode(SIMPLE)
    assert not case.form.fields.field("nhs_number").isVisible()
    case.save()
    assert (case.saved[0].nhs_number, case.saved[0].born_on) == (keats.nhs_number(731_000), date(1994, 3, 14))


def test_every_detail_is_saved_as_typed(bench: Bench) -> None:
    case = Case(bench)
    case.form.set_mode(FULL)
    fields = case.form.fields
    for name, typed in (
        ("family_name", "Moreau"),
        ("given_name", "Ana"),
        ("preferred_name", "Annie"),
        ("room", "Side room 1"),
        ("bed", "20"),
        ("born_on", "3/4/1991"),
        ("admitted_on", "19 Nov 2026"),
        ("expected_discharge_on", "4 Dec 2026"),
    ):
        case.type(name, typed)
    fields.field("legal_status").set_value("s2")
    fields.field("status").set_value("on_leave")
    fields.field("named_nurse_id").set_value(keats.JANE.id)
    fields.field("consultant_id").set_value(keats.LYDGATE.id)
    fields._alerts.entry.lineEdit().setText("Own words")
    fields._alerts.stands_out.setChecked(True)
    case.save()
    made = case.stored(case.saved[0].id)
    assert (made.full_name, made.preferred_name, made.room, made.bed) == ("Ana Moreau", "Annie", "Side room 1", "20")
    assert (made.born_on, made.legal_status, made.status) == (date(1991, 4, 3), "s2", "on_leave")
    assert (made.admitted_on, made.expected_discharge_on) == (date(2026, 11, 19), date(2026, 12, 4))
    assert (made.named_nurse_id, made.consultant_id) == (keats.JANE.id, keats.LYDGATE.id)
    assert made.alerts == (Alert("Own words", stands_out=True),), "an alert that was typed but not added counts"


def test_what_the_ward_switched_off_is_not_asked(benches: Benches) -> None:
    off = {PatientField.NHS_NUMBER, PatientField.ALERTS, PatientField.BED}
    ward = replace(keats.WARD, fields=frozenset(PatientField) - off)
    case = Case(alone(benches, ward))
    assert not {"nhs_number", "bed", "room"} & set(case.form.fields._fields)
    assert case.form.fields._alerts is None
    assert "born_on" in case.form.fields._fields


def test_a_ward_that_keeps_only_names_has_one_form(benches: Benches) -> None:
    case = Case(alone(benches, replace(keats.WARD, fields=keats.FEW_FIELDS)))
    assert not case.form._mode.isVisible()
    case.type("family_name", "Heathcliff")
    case.save()
    assert case.saved[0].family_name == "Heathcliff"


def test_changing_one_detail_keeps_those_the_ward_switched_off(benches: Benches) -> None:
    ward = replace(keats.WARD, fields=frozenset({PatientField.BED}))
    case = Case(alone(benches, ward), "earnshaw")
    case.type("bed", "6")
    case.save()
    kept = case.stored("earnshaw")
    assert (kept.bed, kept.nhs_number, kept.preferred_name) == ("6", "9993395633", "Cathy")
    assert len(kept.alerts) == 2


def test_without_a_family_name_it_is_not_saved_and_says_so_at_the_field(bench: Bench) -> None:
    case = Case(bench)
    case.type("given_name", "Catherine")
    case.save()
    assert case.form.fields.field("family_name").error().startswith("A patient needs a family name.")
    assert case.form.fields.field("family_name").entry.hasFocus()
    assert case.saved == []


def test_what_the_service_refuses_stands_beside_its_field_even_a_hidden_one(bench: Bench) -> None:
    case = Case(bench)
    case.form.set_mode(FULL)
    case.type("family_name", "Earnshaw")
    case.type("nhs_number", "999 339 5633")
    case.form.set_mode(SIMPLE)
    case.save()
    field = case.form.fields.field("nhs_number")
    assert field.error().startswith("A patient with this NHS number is on the list already.")
    assert case.form.mode() == FULL
    assert field.isVisible()
    assert field.entry.hasFocus()
    assert case.saved == []
    assert case.form.isVisible()


def test_a_wrong_check_digit_is_told_on_leaving_the_field(bench: Bench) -> None:
    case = Case(bench)
    case.form.set_mode(FULL)
    case.type("nhs_number", "9993395634")
    QTest.keyClick(case.form.fields.field("nhs_number").entry, Qt.Key.Key_Return)
    assert "last digit does not fit" in case.form.fields.field("nhs_number").error()
    case.type("nhs_number", "9993395633")
    QTest.keyClick(case.form.fields.field("nhs_number").entry, Qt.Key.Key_Return)
    assert case.form.fields.field("nhs_number").error() == ""
    assert case.form.fields.field("nhs_number").value() == "999 339 5633"
    assert case.form.isVisible(), "Enter in a field saves nothing"


def test_a_date_that_is_none_is_not_saved_as_empty(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    case.type("born_on", "first of May")
    case.save()
    assert "This is not a date" in case.form.fields.field("born_on").error()
    assert case.stored("earnshaw").born_on == date(1994, 3, 14)


def test_a_similar_name_is_warned_of_while_it_is_typed(bench: Bench) -> None:
    case = Case(bench)
    with bench.qtbot.waitSignal(case.form.names_changed):
        case.type("family_name", "Linten")
    bench.settle()
    assert case.form._similar.isVisible()
    assert (
        case.form._similar._sentence.text() == "Similar name on the ward: Catherine Linton, bed 17, born 14 Mar 2006."
    )
    with bench.qtbot.waitSignal(case.form.names_changed):
        case.type("family_name", "Zzyzx")
    bench.settle()
    assert not case.form._similar.isVisible()


def test_changing_a_patient_does_not_warn_of_themself(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    with bench.qtbot.waitSignal(case.form.names_changed):
        case.type("given_name", "Cathrin")
    bench.settle()
    assert "Earnshaw" not in case.form._similar._sentence.text()


def test_changing_something_other_than_the_name_warns_of_nobody(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    case.type("bed", "6")
    assert not case.form._quiet.isActive(), "no question about names is on its way"
    case.type("given_name", "Cathrin")
    assert case.form._quiet.isActive()


def test_closing_with_something_typed_asks_first(bench: Bench) -> None:
    case = Case(bench)
    case.type("family_name", "Heath")
    QTest.keyClick(case.form, Qt.Key.Key_Escape)
    ask: ConfirmDialog = bench.dialog(ConfirmDialog)  # type: ignore[assignment]
    assert case.form.isVisible()
    ask.cancel_button.click()
    assert case.form.isVisible()
    assert case.form.details().family_name == "Heath"
    QTest.keyClick(case.form, Qt.Key.Key_Escape)
    bench.dialog(ConfirmDialog).verb_button.click()  # type: ignore[attr-defined]
    bench.qtbot.waitUntil(lambda: not _alive(case.form))
    assert case.saved == []


def test_closing_an_untouched_form_asks_nothing(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    QTest.keyClick(case.form, Qt.Key.Key_Escape)
    bench.qtbot.waitUntil(lambda: not _alive(case.form))


def test_saving_an_untouched_form_writes_nothing(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    before = bench.store.saves
    case.save()
    bench.qtbot.waitUntil(lambda: not _alive(case.form))
    assert bench.store.saves == before


def test_pressing_save_twice_adds_one_patient(bench: Bench) -> None:
    case = Case(bench)
    case.type("family_name", "Heathcliff")
    QTest.keyClick(case.form, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(case.form, Qt.Key.Key_Return, CTRL)
    bench.settle()
    assert len(case.saved) == 1
    assert bench.context.hub.patients.count("keats", "heathcliff") == 1


def test_what_someone_else_changed_is_taken_over_and_what_was_typed_stays(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    case.type("preferred_name", "Cat")
    _changed_elsewhere(bench, bed="6")
    case.save()
    assert case.saved == []
    assert case.form.details().preferred_name == "Cat"
    assert case.form.details().bed == "6"
    assert case.form._notice.isVisible()
    assert "bed is now in the form" in case.form._notice._remedy.text()
    case.save()
    kept = case.stored("earnshaw")
    assert (kept.preferred_name, kept.bed) == ("Cat", "6")


def test_what_both_changed_is_shown_at_the_field_and_a_second_save_keeps_mine(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    case.type("bed", "9")
    _changed_elsewhere(bench, bed="6")
    case.save()
    assert case.form.details().bed == "9"
    assert case.form.fields.field("bed").error() == "Theirs: 6. Saving keeps yours."
    case.save()
    assert case.stored("earnshaw").bed == "9"


def test_a_nurse_who_left_the_ward_stays_the_nurse_until_changed(benches: Benches, store: FakeStore) -> None:
    with store.writing() as work:
        work.staff.update(replace(work.staff.get(keats.JOE.id), active=False))
    case = Case(benches(store), "earnshaw")
    case.type("bed", "6")
    case.save()
    assert case.stored("earnshaw").named_nurse_id == keats.JOE.id


def test_consultants_are_offered_first_as_consultant(bench: Bench) -> None:
    case = Case(bench)
    combo = case.form.fields.field("consultant_id").combo
    assert [combo.itemText(place) for place in range(2)] == ["Dr Allan Woodcourt", "Dr Tertius Lydgate"]
    assert combo.itemText(2) == "Esther Summerson, RMN"


def _changed_elsewhere(bench: Bench, **changed: object) -> None:
    with bench.store.writing() as work:
        work.patients.update(replace(work.patients.get("earnshaw"), **changed))


def _alive(form: PatientForm) -> bool:
    import shiboken6

    return shiboken6.isValid(form) and form.isVisible()


def test_the_draft_of_a_new_patient_holds_nothing(bench: Bench) -> None:
    assert Case(bench).form.details() == PatientDetails(family_name="")


def test_saving_a_patient_made_elsewhere_meanwhile_refuses_the_same_nhs_number(bench: Bench) -> None:
    case = Case(bench)
    case.form.set_mode(FULL)
    number = keats.nhs_number(745_000)
    case.type("family_name", "Moreau")
    case.type("nhs_number", number)
    save(bench.store, replace(keats.patients()[0], id="other", nhs_number=number))
    case.save()
    assert case.form.fields.field("nhs_number").error() != ""
    assert case.saved == []


def test_a_bed_that_someone_else_has_is_warned_of_and_can_be_kept(bench: Bench) -> None:
    case = Case(bench)
    case.type("family_name", "Moreau")
    with bench.qtbot.waitSignal(case.form.place_changed):
        case.type("bed", "4")
    bench.settle()
    assert case.form._same_bed.isVisible()
    assert case.form._same_bed._sentence.text() == "Bed 4 is Catherine Earnshaw's, born 14 Mar 1994."
    assert "Save it if that is right" in case.form._same_bed._remedy.text()
    with bench.qtbot.waitSignal(case.form.place_changed):
        case.type("bed", "99")
    bench.settle()
    assert not case.form._same_bed.isVisible()
    case.type("bed", "4")
    case.save()
    assert [(one.family_name, one.bed) for one in case.saved] == [("Moreau", "4")], "it warns, and blocks nothing"


def test_moving_a_patient_into_a_bed_that_someone_else_has_is_warned_of(bench: Bench) -> None:
    case = Case(bench, "earnshaw")
    with bench.qtbot.waitSignal(case.form.place_changed):
        case.type("bed", "17")
    bench.settle()
    assert case.form._same_bed._sentence.text() == "Bed 17 is Catherine Linton's, born 14 Mar 2006."
    with bench.qtbot.waitSignal(case.form.place_changed):
        case.type("bed", "4")
    bench.settle()
    assert not case.form._same_bed.isVisible(), "the patient's own bed"


@pytest.mark.parametrize("scale", [100, 150])
def test_a_warning_is_in_sight_however_far_the_form_is_scrolled(bench: Bench, qapp: QApplication, scale: int) -> None:
    apply_theme(qapp, "light", scale)
    case = Case(bench, "earnshaw")
    with bench.qtbot.waitSignal(case.form.place_changed):
        case.type("bed", "17")
    bench.settle()
    bar = case.form._body_area.verticalScrollBar()
    for place in (0, bar.maximum()):
        bar.setValue(place)
        assert case.form._same_bed.visibleRegion().boundingRect() == case.form._same_bed.rect()
