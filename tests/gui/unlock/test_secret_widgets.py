"""What a passphrase, a PIN and a recovery key are typed into: hidden, checked while typed, and told in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from inpatient_hub.domain.lock_troubles import KeyringUnavailable, MistypedRecoveryKey, TooWeak, WrongRecoveryKey
from inpatient_hub.domain.locking import Way
from inpatient_hub.domain.recovery_words import words_of
from inpatient_hub.gui.widgets.new_secret_form import NewPassphraseForm, NewPinForm
from inpatient_hub.gui.widgets.recovery_key_field import RecoveryKeyField
from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps
from inpatient_hub.gui.widgets.recovery_key_view import RecoveryKeyView
from inpatient_hub.gui.widgets.secret_field import SecretField
from tests.gui.desk import Shown, click, heard, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = words_of(bytes(range(20)))


def test_what_is_typed_is_hidden_until_the_eye_or_f4_shows_it(shown: Shown) -> None:
    field: SecretField = shown(SecretField("Passphrase"), (400, 120))
    press(field.line, " four words ")
    assert field.value() == " four words "
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    click(field._eye)
    assert field.is_shown()
    assert field._eye.accessibleName() == "Hide what is typed"
    press(field.line, Qt.Key.Key_F4)
    assert not field.is_shown()


@pytest.mark.parametrize(
    ("typed", "shift", "told"), [("A", False, True), ("a", True, True), ("A", True, False), ("a", False, False)]
)
def test_a_letter_that_does_not_fit_the_shift_key_tells_of_caps_lock(
    shown: Shown, typed: str, shift: bool, told: bool
) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    field: SecretField = shown(SecretField("Passphrase"), (400, 120))
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(field.line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, held, typed))
    assert field._capitals.isVisible() is told


def test_a_new_passphrase_is_taken_when_it_was_typed_twice_alike(shown: Shown) -> None:
    form: NewPassphraseForm = shown(NewPassphraseForm(length=14), (500, 300))
    chosen = heard(form.secret_chosen)
    assert "At least 14 characters" in form.first.entry.accessibleDescription()
    press(form.first.line, "correct horse", Qt.Key.Key_Return)
    press(form.second.line, "correct house", Qt.Key.Key_Return)
    assert chosen == []
    assert "not the same" in form.second.error()
    press(form.second.line, "correct horse", Qt.Key.Key_Return)  # the wrong one was marked, so typing replaces it
    assert chosen == ["correct horse"]


def test_one_that_would_be_guessed_is_refused_beside_its_line(shown: Shown) -> None:
    form: NewPinForm = shown(NewPinForm(), (500, 300))
    form.set_working("Setting it")
    assert not form.choose.isEnabled()
    form.show_problem(TooWeak(Way.PIN, "Figures in a row are guessed first."))
    assert form.first.error() == "Figures in a row are guessed first."
    assert form.choose.isEnabled()
    form.show_problem(KeyringUnavailable("It is locked."))
    assert form._trouble.isVisible()
    assert "It is locked." in form._trouble.accessibleName()


def test_groups_form_while_a_recovery_key_is_typed_and_a_wrong_one_is_named(shown: Shown) -> None:
    field: RecoveryKeyField = shown(RecoveryKeyField(), (600, 120))
    press(field.line, KEY.replace("-", "").lower())
    assert field.value() == KEY
    assert field.is_whole()
    assert field.error() == ""
    wrong = KEY[:-1] + ("0" if KEY[-1] != "0" else "1")
    field.set_value("")
    press(field.line, wrong)
    assert field.error() == "Group 8 is not as it was written down."


def test_a_slip_in_the_middle_can_be_put_right_where_it_is(shown: Shown) -> None:
    field: RecoveryKeyField = shown(RecoveryKeyField(), (600, 120))
    press(field.line, KEY)
    field.line.setCursorPosition(2)
    press(field.line, Qt.Key.Key_Delete, "X")
    assert field.line.cursorPosition() == 3
    field.show_mistake(MistypedRecoveryKey(2))
    assert field.line.selectedText() == KEY.split("-")[1]


def test_the_view_reads_the_groups_out_and_shows_all_of_them_when_narrow(shown: Shown) -> None:
    view: RecoveryKeyView = shown(RecoveryKeyView(KEY), (900, 200))
    assert view.groups() == tuple(KEY.split("-"))
    assert f"Group 1: {' '.join(KEY[:5])}" in view.accessibleName()
    assert view.heightForWidth(260) > view.heightForWidth(900)


def test_the_key_leaves_the_screen_before_it_is_typed_back(shown: Shown) -> None:
    steps: RecoveryKeySteps = shown(RecoveryKeySteps(KEY), (700, 400))
    typed, later = heard(steps.typed_back), heard(steps.put_off)
    click(steps.later_button)
    assert len(later) == 1
    click(steps.written_button)
    assert steps.view.groups() == ()
    assert steps.is_checking()
    press(steps.typed.line, "7K3", Qt.Key.Key_Return)
    assert typed == []
    assert "eight groups" in steps.typed.error()
    press(steps.typed.line, Qt.Key.Key_A, control=True)
    press(steps.typed.line, KEY, Qt.Key.Key_Return)
    assert typed == [KEY]
    steps.show_problem(WrongRecoveryKey())
    assert "does not open this lock" in steps._trouble.accessibleName()
    click(steps.back_button)
    assert steps.view.groups() == tuple(KEY.split("-"))
    steps.forget()
    assert steps.view.groups() == ()
