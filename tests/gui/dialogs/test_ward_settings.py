"""What the ward keeps is chosen in one dialog, saved by the service, and shown everywhere at once."""

from decimal import Decimal

from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.wards import Identifier, NoteSettings, PatientField, Ward
from inpatient_hub.gui.dialogs.ward_settings import FIELD_WORDS, IDENTIFIER_WORDS, WardSettingsDialog

WARD = Ward(
    id="w" * 32,
    name="Keats Ward",
    fields=frozenset(PatientField) - {PatientField.ALERTS},
    notes=NoteSettings(length_limit=2000, retrospect_minutes=60, identifiers=(Identifier.BORN_ON,)),
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
