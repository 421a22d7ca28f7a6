"""Who is using this computer: a name, then a PIN, and what goes wrong is said where it is put right."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.lock_troubles import MistypedRecoveryKey, WrongRecoveryKey
from inpatient_hub.domain.sign_in import SecretKind
from inpatient_hub.domain.sign_in_troubles import OwnSecretNeeded, SecretSwitchedOff, SecretTooWeak, WrongSecret
from inpatient_hub.gui.dialogs.people import SignInDialog
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.services.sign_in import SignInLine
from tests.gui.desk import Shown, click, heard, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PIN = "271828"
ESTHER = SignInLine(id="esther", name="Esther Summerson", designation="RMN", needs=SecretKind.PIN)
JANE = SignInLine(
    id="jane",
    name="Jane Eyre",
    designation="RMN",
    needs=SecretKind.PASSPHRASE,
    access=Role.SENIOR_ADMIN,
    last_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
)
LYDGATE = SignInLine(
    id="lydgate",
    name="Dr Tertius Lydgate",
    designation="Consultant psychiatrist",
    needs=None,
    by_account=True,
    last_at=datetime(2026, 11, 19, 9, tzinfo=UTC),
)
SAM = SignInLine(id="sam", name="Sam Weller", designation="HCA", needs=SecretKind.START_CODE)


def a_dialog(shown: Shown, *people: SignInLine, current_id: str = "", stays: bool = False) -> SignInDialog:
    dialog: SignInDialog = shown(
        SignInDialog(None, people or (SAM, JANE, LYDGATE, ESTHER), current_id=current_id, stays=stays), None
    )
    return dialog


def rows(dialog: SignInDialog) -> list[RowFacts]:
    return [row for row in dialog.rows.row_model().rows() if isinstance(row, RowFacts)]


def focused() -> object:
    return QApplication.focusWidget()


def test_whoever_was_here_last_comes_first_and_the_others_by_name(shown: Shown) -> None:
    dialog = a_dialog(shown, current_id="jane")
    assert [(row.title, row.second, row.owner.initials, row.trailing) for row in rows(dialog) if row.owner] == [
        ("Jane Eyre", "RMN", "JE", "At this computer"),
        ("Dr Tertius Lydgate", "Consultant psychiatrist", "TL", "By Windows account"),
        ("Esther Summerson", "RMN", "ES", ""),
        ("Sam Weller", "HCA", "SW", ""),
    ]


def test_one_press_on_a_name_and_the_pin_is_asked_for(shown: Shown) -> None:
    dialog = a_dialog(shown)
    asked = heard(dialog.sign_in_wanted)
    place = dialog.rows.visualRect(dialog.rows.row_model().index(2)).center()
    QTest.mouseClick(dialog.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.secret.field.line is focused()
    assert dialog.secret.field.label_text() == "PIN"
    assert asked == []
    press(dialog.secret.field.line, PIN, Qt.Key.Key_Return)
    assert asked == [("esther", PIN)]
    assert dialog.isVisible()


def test_letters_then_enter_then_the_pin_then_enter_is_all_it_takes(shown: Shown) -> None:
    dialog = a_dialog(shown)
    asked = heard(dialog.sign_in_wanted)
    press(dialog.search, "est", Qt.Key.Key_Return)
    press(focused(), PIN, Qt.Key.Key_Return)  # type: ignore[arg-type]
    assert asked == [("esther", PIN)]


def test_where_nothing_is_asked_for_the_name_is_enough(shown: Shown) -> None:
    dialog = a_dialog(shown)
    asked = heard(dialog.sign_in_wanted)
    press(dialog.search, "psych", Qt.Key.Key_Return)
    assert asked == [("lydgate", "")]


def test_with_several_left_down_and_enter_choose(shown: Shown) -> None:
    dialog = a_dialog(shown)
    press(dialog.search, "rmn", Qt.Key.Key_Return)
    assert dialog.rows.hasFocus()
    assert dialog.chosen is None
    press(dialog.rows, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert dialog.chosen == ESTHER


def test_what_is_typed_is_hidden_until_the_eye_is_pressed_and_forgotten_with_another_name(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.choose("esther")
    press(dialog.secret.field.line, PIN)
    assert not dialog.secret.field.is_shown()
    assert PIN not in dialog.secret.field.line.displayText()
    press(dialog.secret.field.line, Qt.Key.Key_F4)
    assert dialog.secret.field.is_shown()
    click(dialog.back_to_list)
    dialog.choose("jane")
    assert dialog.secret.field.value() == ""
    assert not dialog.secret.field.is_shown()
    assert dialog.secret.field.label_text() == "Passphrase"


def test_a_wrong_pin_is_said_with_the_tries_left_and_is_typed_over(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.choose("esther")
    press(dialog.secret.field.line, "1", Qt.Key.Key_Return)
    assert not dialog.sign_in_button.isEnabled()
    dialog.show_trouble(WrongSecret(SecretKind.PIN, 3))
    assert "3 tries are left" in dialog.secret.field.error()
    assert dialog.sign_in_button.isEnabled()
    asked = heard(dialog.sign_in_wanted)
    press(dialog.secret.field.line, PIN, Qt.Key.Key_Return)
    assert asked == [("esther", PIN)]


def test_forgotten_says_who_can_reset_it(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.choose("esther")
    click(dialog.secret.forgot)
    assert dialog.secret._told.text().startswith("Ask Jane Eyre: an admin resets it")
    assert not dialog.secret.recovery.isVisible()


def test_a_senior_admin_who_is_shut_out_goes_on_with_the_recovery_key(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.choose("jane")
    dialog.show_trouble(SecretSwitchedOff(SecretKind.PASSPHRASE))
    assert "use the recovery key" in dialog.secret._told.text()
    click(dialog.secret.recovery)
    asked, chosen = heard(dialog.recovery_wanted), heard(dialog.own_chosen)
    press(dialog.recovery.field.line, "7K3QW", Qt.Key.Key_Return)
    assert asked == [("jane", "7K3QW")]
    dialog.show_trouble(MistypedRecoveryKey(1))
    assert "Group 1" in dialog.recovery.field.error()
    dialog.show_trouble(WrongRecoveryKey())
    assert dialog.recovery._trouble.isVisible()
    dialog.show_code("ABCD-2345")
    press(dialog.own.fields.first.line, PIN, Qt.Key.Key_Return)
    press(dialog.own.fields.second.line, PIN, Qt.Key.Key_Return)
    assert chosen == [("jane", "ABCD-2345", PIN)]


def test_after_a_start_code_an_own_pin_is_chosen_typed_twice(shown: Shown) -> None:
    dialog = a_dialog(shown)
    chosen = heard(dialog.own_chosen)
    dialog.choose("sam")
    assert dialog.secret.field.label_text() == "Start code"
    press(dialog.secret.field.line, "abcd2345", Qt.Key.Key_Return)
    dialog.show_trouble(OwnSecretNeeded())
    assert dialog.own.fields.first.line is focused()
    press(dialog.own.fields.first.line, PIN, Qt.Key.Key_Return)
    press(dialog.own.fields.second.line, "271829", Qt.Key.Key_Return)
    assert dialog.own.fields.second.error() != ""
    assert chosen == []
    press(dialog.own.fields.second.line, PIN, Qt.Key.Key_Return)
    assert chosen == [("sam", "abcd2345", PIN)]
    dialog.show_trouble(SecretTooWeak("It would be guessed first."))
    assert dialog.own.fields.first.error() == "It would be guessed first."


def test_whoever_has_left_meanwhile_is_told_on_the_list(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.choose("lydgate")
    dialog.show_trouble(NotFound("Member of staff"))
    assert dialog.rows.isVisible()
    assert dialog._trouble.isVisible()


def test_esc_goes_back_to_the_list_and_from_there_out(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.choose("esther")
    rejected = heard(dialog.rejected)
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.rows.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert len(rejected) == 1


def test_where_somebodys_work_lies_behind_it_only_the_button_closes(shown: Shown) -> None:
    dialog = a_dialog(shown, stays=True)
    rejected = heard(dialog.rejected)
    press(dialog, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(dialog.cancel_button)
    assert len(rejected) == 1


def test_nothing_typed_is_kept_once_it_is_closed(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.choose("esther")
    press(dialog.secret.field.line, PIN)
    dialog.accept()
    assert dialog.secret.field.value() == ""
