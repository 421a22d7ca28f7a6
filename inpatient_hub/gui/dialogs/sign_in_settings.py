"""How the people of a ward sign in, to be changed."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.wards import AccessSettings, SignIn
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.services.ward_access import LONGEST_HOURS, OwnSecretFirst

_WIDTH = 640
_OPTIONS = (
    OptionFacts(
        SignIn.SECRET.value,
        "With a PIN or passphrase",
        "Everyone who has none gets a start code, shown once when you save.",
    ),
    OptionFacts(SignIn.NAME.value, "By name alone", "For trying out: anyone at this computer can choose any name."),
)


class SignInSettingsDialog(Dialog):
    """Two ways, the Windows account, and the longest time of one sign-in."""

    saved = Signal(object)
    """Carries `AccessSettings`."""
    own_secret_wanted = Signal()
    """Whoever switches PINs on has to have one."""

    def __init__(self, parent: QWidget | None, access: AccessSettings) -> None:
        super().__init__(parent, "How do people sign in?", width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ways = OptionList(_OPTIONS, name="How people sign in")
        self.accounts = CheckBox("A Windows account on a person's record stands for their PIN")
        self.hours = NumberField(
            "A sign-in ends after",
            unit="hours",
            least=LONGEST_HOURS[0],
            most=LONGEST_HOURS[-1],
            help="However busy the person is. What they were typing is kept.",
        )
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        for part in (self.ways, self.accounts, self.hours):
            self.body.addWidget(part)
        self.add_told(self._trouble)
        self.ways.set_chosen((access.sign_in.value,))
        self.accounts.setChecked(access.windows_accounts)
        self.hours.set_value(Decimal(access.longest_hours))
        self._fit(access.sign_in)
        self.cancel_button = self.add_button(Button("Cancel"))
        self.save_button = self.add_button(Button("Save", kind="primary"))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self.ways.choice_changed.connect(self._on_choice_changed)
        self._trouble.action_pressed.connect(self._on_own_secret)

    def show_problem(self, error: HubError) -> None:
        """Says why it was not saved."""
        if isinstance(error, InvalidAnswer) and error.field == "longest_hours":
            self.hours.set_error(f"{error.message} {error.remedy}")
            self.hours.focus_field()
            return
        action = "Choose my PIN" if isinstance(error, OwnSecretFirst) else ""
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy, action)
        self._trouble.show()

    def _fit(self, way: SignIn) -> None:
        self.accounts.setEnabled(way is SignIn.SECRET)

    def _way(self) -> SignIn:
        return SignIn(self.ways.chosen()[0])

    def _on_choice_changed(self, _chosen: object) -> None:
        self._fit(self._way())

    def _on_own_secret(self) -> None:
        self.reject()
        self.own_secret_wanted.emit()

    def _on_save(self) -> None:
        self._trouble.hide()
        hours = self.hours.value()
        if hours is None:
            self.hours.set_error(self.hours.problem() or "After how many hours?")
            self.hours.focus_field()
            return
        way = self._way()
        self.saved.emit(
            AccessSettings(
                sign_in=way,
                windows_accounts=self.accounts.isChecked() and way is SignIn.SECRET,
                longest_hours=int(hours),
            )
        )
