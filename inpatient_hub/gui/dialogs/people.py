"""Who is using this computer: choose a name, and show with a PIN that it is yours."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.search_text import folded, terms
from inpatient_hub.domain.sign_in_troubles import OwnSecretNeeded, WrongSecret
from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.dialogs.person_rows import sign_in_row
from inpatient_hub.gui.dialogs.sign_in_steps import OwnStep, RecoveryStep, SecretStep
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.search_box import SearchBox
from inpatient_hub.services.sign_in import SignInLine

_ROWS_SHOWN = 7
_BESIDE = 310
"""Pixels at 100 % of everything in the dialog but the list."""
_WAITING = 34


class SignInDialog(Dialog):
    """The people of the ward, those last here first; then one line for the PIN. It stays until `accept` is called by
    whoever signs them in. Esc goes back to the list, and from there out."""

    sign_in_wanted = Signal(str, str)
    """(staff id, what was typed, or empty)."""
    own_chosen = Signal(str, str, str)
    """(staff id, start code, the PIN or passphrase chosen)."""
    recovery_wanted = Signal(str, str)
    """(staff id, recovery key)."""

    def __init__(
        self,
        parent: QWidget | None,
        people: Sequence[SignInLine],
        *,
        current_id: str = "",
        cancel: str = "Cancel",
        pin_length: int = 6,
        stays: bool = False,
        waiting: str = "",
    ) -> None:
        """With `stays` Esc closes nothing: somebody's work lies behind it. `waiting` says what is not filed, which
        stands in nobody's way."""
        super().__init__(
            parent,
            "Who is using this computer?",
            consequence="Your name and role stand beside everything you do.",
        )
        self._people = tuple(sorted(people, key=_last_first))
        self._current_id = current_id
        self._stays = stays
        self._chosen: SignInLine | None = None
        self._code = ""
        self.search = SearchBox("Search by name or role", key="")
        self.rows = RowList(name="Staff of this ward")
        self.nobody = EmptyState("")
        self.secret = SecretStep()
        self.own = OwnStep(pin_length)
        self.recovery = RecoveryStep()
        self.back_to_list = Button("Another name", kind="text", icon="arrow-left")
        self.cancel_button = Button(cancel)
        self.sign_in_button = Button("Sign in", kind="primary")
        self._waiting = IconLine("clipboard-list", waiting, "warn-text")
        self._trouble = BannerMessage("act")
        self._list_card = Card(ground="surface")
        self._list = QWidget()
        self._steps: dict[QWidget, str] = {
            self._list: "",
            self.secret: "Sign in",
            self.own: "Save and sign in",
            self.recovery: "Go on",
        }
        self._build()
        self._connect()
        self._show_rows()
        self._show_step(self._list)

    @property
    def chosen(self) -> SignInLine | None:
        """Whose PIN is asked for."""
        return self._chosen

    def choose(self, staff_id: str) -> None:
        """Chooses a name, as a click on it would."""
        line = next((one for one in self._people if one.id == staff_id), None)
        if line is None:
            return
        self._chosen = line
        if line.needs is None:
            self._ask(line.id, "")
            return
        self.secret.show_person(line, self._people)
        self._show_step(self.secret)

    def show_trouble(self, error: HubError) -> None:
        """Says why nobody is signed in yet, where it is to be put right."""
        self._set_working(working=False)
        if isinstance(error, OwnSecretNeeded):
            self._code = self.secret.field.value()
            self._choose_own()
        elif isinstance(error, InvalidAnswer) and error.field == "secret":
            self.own.fields.refuse(error.message)
        elif self._shown() is self.recovery:
            self.recovery.show_problem(error, f"{error.title}. {error.message}", error.remedy)
        elif isinstance(error, WrongSecret):
            self._show_step(self.secret)
            self.secret.show_wrong(f"{error.title}. {error.message}")
        elif self._chosen is not None and self._chosen.needs is not None:
            self._show_step(self.secret)
            self.secret.show_shut(f"{error.title}. {error.message}")
        else:
            self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
            self._trouble.show()

    def show_code(self, code: str) -> None:
        """The recovery key was right: with this start code the person goes on to a PIN of their own."""
        self._set_working(working=False)
        self._code = code
        self._choose_own()

    @override
    def reject(self) -> None:
        if self._shown() is not self._list and self.isVisible():
            self._on_back()
        elif not self._stays:
            super().reject()

    @override
    def done(self, result: int) -> None:
        """Nothing typed here is kept once it is closed."""
        self._forget()
        super().done(result)

    def _build(self) -> None:
        self._list_card.add(self.rows, 1)
        self._list_card.add(self.nobody)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self._list_card)
        column.addWidget(WrapLabel("Not on the list? An admin adds people.", "small", "muted"))
        self._waiting.setVisible(bool(self._waiting.text()))
        for part in (self._waiting, *self._steps):
            self.body.addWidget(part)
        self.body.addWidget(self.back_to_list, 0, Qt.AlignmentFlag.AlignLeft)
        self._trouble.hide()
        self.add_told(self._trouble)
        self.add_button(self.cancel_button)
        self.add_button(self.sign_in_button)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search_changed)
        self.search.submitted.connect(self._on_submitted)
        self.search.moved_down.connect(self._on_moved_down)
        self.rows.row_activated.connect(self.choose)
        self.rows.row_clicked.connect(self.choose)
        self.back_to_list.clicked.connect(self._on_back)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.sign_in_button.clicked.connect(self._on_sign_in)
        self.secret.recovery_wanted.connect(self._on_recovery_wanted)
        for step in (self.secret, self.own, self.recovery):
            step.submitted.connect(self._on_sign_in)

    def _shown(self) -> QWidget:
        return next(step for step in self._steps if not step.isHidden())

    def _show_step(self, shown: QWidget) -> None:
        self._trouble.hide()
        for step in self._steps:
            step.setVisible(step is shown)
        is_list = shown is self._list
        self.back_to_list.setVisible(not is_list)
        self.sign_in_button.setVisible(not is_list)
        self.sign_in_button.set_label(self._steps[shown] or "Sign in")
        starts: dict[QWidget, QWidget] = {
            self._list: self.search,
            self.secret: self.secret.field.entry,
            self.own: self.own.fields.first.entry,
            self.recovery: self.recovery.field.entry,
        }
        starts[shown].setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    def _choose_own(self) -> None:
        self.own.fields.start_again()
        self._show_step(self.own)

    def _forget(self) -> None:
        self._code = ""
        self.secret.field.clear_typed()
        self.own.fields.start_again()
        self.recovery.start_again()

    def _set_working(self, *, working: bool) -> None:
        for part in (self.sign_in_button, self.back_to_list, *self._steps):
            part.setEnabled(not working)

    def _ask(self, staff_id: str, typed: str) -> None:
        self._set_working(working=True)
        self.sign_in_wanted.emit(staff_id, typed)

    def _found(self) -> list[SignInLine]:
        words = terms(self.search.text())
        return [one for one in self._people if all(word in folded(f"{one.name} {one.designation}") for word in words)]

    def _show_rows(self) -> None:
        found = self._found()
        self.rows.set_rows([sign_in_row(one, self._current_id) for one in found])
        self.rows.setVisible(bool(found))
        self.nobody.setVisible(not found)
        if not found:
            self.nobody.set_words(f"Nobody here matches '{self.search.text().strip()}'", "Type fewer letters.")
        shown = max(2, min(len(self._people), _ROWS_SHOWN))
        beside = _BESIDE + (_WAITING if self._waiting.text() else 0)
        self.rows.setFixedHeight(list_height(self, shown, beside=beside))

    def _on_sign_in(self) -> None:
        step, line = self._shown(), self._chosen
        if line is None or not self.sign_in_button.isEnabled():
            return
        if step is self.secret and self.secret.field.value():
            self._ask(line.id, self.secret.field.value())
        elif step is self.own and (chosen := self.own.fields.chosen()):
            self._set_working(working=True)
            self.own_chosen.emit(line.id, self._code, chosen)
        elif step is self.recovery and self.recovery.field.value():
            self._set_working(working=True)
            self.recovery_wanted.emit(line.id, self.recovery.field.value())

    def _on_back(self) -> None:
        self._forget()
        self._set_working(working=False)
        self._show_step(self._list)

    def _on_cancel(self) -> None:
        super().reject()

    def _on_recovery_wanted(self) -> None:
        self.recovery.start_again()
        self._show_step(self.recovery)

    def _on_search_changed(self, _typed: str) -> None:
        self._show_rows()

    def _on_submitted(self, _typed: str) -> None:
        found = self._found()
        if len(found) == 1:
            self.choose(found[0].id)
        elif found:
            self._on_moved_down()

    def _on_moved_down(self) -> None:
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)


def _last_first(line: SignInLine) -> tuple[float, str]:
    return (-line.last_at.timestamp() if line.last_at else 0.0, folded(line.name))
