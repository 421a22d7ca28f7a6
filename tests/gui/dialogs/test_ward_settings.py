"""What the ward keeps is chosen in one dialog, saved by the service, and shown everywhere at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.content.clock_rules import load_clock_rules
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.wards import Identifier, NoteSettings, PatientField, Ward, WorkSettings
from inpatient_hub.domain.working_days import Nation
from inpatient_hub.gui.dialogs.ward_settings import FIELD_WORDS, IDENTIFIER_WORDS, WardSettingsDialog
from inpatient_hub.gui.dialogs.ward_work import WardWork
from tests.gui.desk import Desk, Shown, click
from tests.gui.made_up import ESTHER
from tests.gui.made_up import WARD as KEATS
from tests.gui.ward import a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
RULES = load_clock_rules(Path(__file__).parents[3] / "resources" / "clocks").rules

WARD = Ward(
    id="w" * 32,
    name="Keats Ward",
    fields=frozenset(PatientField) - {PatientField.ALERTS},
    notes=NoteSettings(length_limit=2000, retrospect_minutes=60, identifiers=(Identifier.BORN_ON,)),
    work=WorkSettings(
        nation=Nation.WALES,
        ward_round_days=frozenset({1, 4}),
        ward_round_at=time(9, 30),
        clock_rules_on=frozenset({"admission.vte", "ours.weekly"}),
        names_in_notices=True,
    ),
)


def opened(qtbot: QtBot, ward: Ward = WARD) -> WardSettingsDialog:
    dialog = WardSettingsDialog(None, ward)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_detail_and_identifier_has_its_words() -> None:
    assert set(FIELD_WORDS) == set(PatientField)
    assert set(IDENTIFIER_WORDS) == set(Identifier)


def test_it_shows_what_the_ward_has_chosen_and_gives_it_back_unchanged(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save_button.click()
    assert saved.args is not None
    assert saved.args[0].fields == WARD.fields
    assert saved.args[0].notes == WARD.notes
    assert saved.args[0].work == WARD.work, "also before the rules are read"


def test_a_detail_switched_off_and_another_length_are_what_is_saved(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.fields[PatientField.NHS_NUMBER].setChecked(False)
    dialog.length.set_value(Decimal(3000))
    choices = dialog.choices()
    assert PatientField.NHS_NUMBER not in choices.fields
    assert choices.notes.length_limit == 3000


def test_a_figure_that_is_refused_is_told_beside_it_and_nothing_is_closed(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.show_problem(InvalidAnswer("Length not accepted", "Too short.", remedy="Give more.", field="length_limit"))
    assert dialog.length.error() == "Too short. Give more."
    assert dialog.isVisible()


def test_a_rule_that_is_off_says_why_and_can_be_switched_on(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.work.show_rules([rule for rule in RULES.values() if rule.off])
    assert dialog.work.settings() == WARD.work, "a rule that this version does not know stays on"
    box = dialog.work.rules["mha.s132_rights"]
    assert box.accessibleDescription().startswith("The Act gives no number of days.")
    box.click()
    assert "mha.s132_rights" in dialog.work.settings().clock_rules_on


def test_a_wards_own_number_is_shown_again_and_one_that_no_rule_counts_is_refused(qtbot: QtBot) -> None:
    numbers = (("admission.vte", 14), ("ours.weekly", 6))
    work = WardWork(replace(WARD.work, clock_numbers=numbers))
    qtbot.addWidget(work)
    work.show_rules([rule for rule in RULES.values() if rule.off])
    assert set(work.numbers) == {"mha.s132_rights", "admission.physical_health", "admission.vte"}
    assert work.settings().clock_numbers == numbers, "one of a rule that this version does not know stays"
    work.numbers["mha.s132_rights"].set_value(1001)
    assert work.faulty() is work.numbers["mha.s132_rights"]


def test_pressing_the_words_of_a_rule_ticks_it_but_not_one_that_is_no_law_yet(shown: Shown) -> None:
    work = WardWork(WARD.work)
    shown(work, (640, 720))
    work.show_rules([rule for rule in RULES.values() if rule.id in ("mha.s132_rights", "mha2025.s3_ends")])
    for rule, ticked in (("mha.s132_rights", True), ("mha2025.s3_ends", False)):
        box = work.rules[rule]
        assert box.accessibleName() == RULES[rule].title
        tick = box.parentWidget()
        assert tick is not None
        QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
        assert box.isChecked() is ticked


def test_what_is_not_law_yet_cannot_be_switched_on(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.work.show_rules([rule for rule in RULES.values() if rule.off])
    box = dialog.work.rules["mha2025.s3_ends"]
    assert not box.isEnabled()
    assert not box.isChecked()


def test_what_the_diary_goes_by_is_saved_and_the_ward_shown_has_it(desks: Callable[..., Desk], shown: Shown) -> None:
    desk = desks(a_ward(), ward=KEATS, person=ESTHER)
    window = shown(QWidget(), (1024, 720))
    dialog = WardSettingsDialog.open_for(desk.context, window)
    desk.settle()
    dialog.work.nation.set_value(Nation.SCOTLAND.value)
    dialog.work.days[1].click()
    dialog.work.at.set_value(time(9, 30))
    dialog.work.names.click()
    dialog.work.rules["admission.vte"].click()
    click(dialog.save_button)
    desk.settle()
    assert dialog.isVisible(), "the rule is on by the ward's own number only"
    assert dialog.work.numbers["admission.vte"].error() == "Give your ward's own number, or take the tick away."
    dialog.work.numbers["admission.vte"].set_value(14)
    click(dialog.save_button)
    desk.settle()
    assert not dialog.isVisible()
    assert desk.context.session.ward.work == WorkSettings(
        nation=Nation.SCOTLAND,
        ward_round_days=frozenset({1}),
        ward_round_at=time(9, 30),
        clock_rules_on=frozenset({"admission.vte"}),
        clock_numbers=(("admission.vte", 14),),
        names_in_notices=True,
    )


def test_a_ward_round_without_a_time_is_told_beside_the_time(desks: Callable[..., Desk], shown: Shown) -> None:
    desk = desks(a_ward(), ward=KEATS, person=ESTHER)
    window = shown(QWidget(), (1024, 720))
    dialog = WardSettingsDialog.open_for(desk.context, window)
    desk.settle()
    dialog.work.days[1].click()
    click(dialog.save_button)
    desk.settle()
    assert dialog.work.at.error() == "A ward round needs both its days and its time. Give both, or neither."
    assert dialog.isVisible()
    assert desk.context.hub.wards.get("keats").work == WorkSettings()
    dialog.reject()
