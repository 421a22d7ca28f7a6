"""What an admin says about a member of staff: somebody new, or a change."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.access import ROLE_WORDS, Role
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import SignIn, Ward
from inpatient_hub.gui.dialogs.typed_form import SAVE_KEY, TypedForm
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.text_fields import TextField
from inpatient_hub.services.people import PersonDetails

_WIDTH = 640
ROLE_MEANS = {
    Role.STAFF: "Does the ward's work: referrals, notes and tasks.",
    Role.LEAD: "The same, as whoever leads a shift.",
    Role.MANAGER: "The same, as whoever manages the ward.",
    Role.WARD_ADMIN: "Also looks after people, settings, the lock, backups and the audit trail of their wards.",
    Role.SENIOR_ADMIN: "The same for every ward; also makes senior admins, exports the audit trail, approves erasure.",
}


class PersonDialog(TypedForm):
    """Name, designation, role, the editor's mark, other wards and the Windows account."""

    saved = Signal(object)
    """Carries `PersonDetails`."""

    def __init__(
        self, parent: QWidget | None, person: Staff | None, *, ward: Ward, wards: Mapping[str, str], seniors: bool
    ) -> None:
        """`wards` are the names of all wards by id; with `seniors` a senior admin can be made here."""
        super().__init__(
            parent,
            f"Change {person.name}" if person else f"Add a person to {ward.name}",
            consequence="Their name and designation stand under what they write from now on.",
            width=_WIDTH,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._person = person
        home = person.ward_id if person else ward.id
        self.name = TextField("Name", max_length=80, required=True)
        self.designation = TextField("Designation", placeholder="Such as RMN", max_length=60)
        roles = [role for role in Role if seniors or role is not Role.SENIOR_ADMIN]
        if person and person.access not in roles:
            roles.append(person.access)
        self.role = ChoiceField("Role in this program", [(role.value, ROLE_WORDS[role]) for role in roles])
        self.editor = CheckBox("Editor: may change workflows, templates and contacts")
        self.wards = {ward_id: CheckBox(name) for ward_id, name in wards.items() if ward_id != home}
        self.account = TextField(
            "Windows account",
            placeholder="Such as trust\\esummerson",
            max_length=120,
            help="Only if the ward uses them.",
        )
        self._uses_accounts = ward.access.sign_in is SignIn.SECRET and ward.access.windows_accounts
        self._trouble = BannerMessage("act")
        self._build(person)
        self._show(PersonDetails.of(person) if person else PersonDetails(name=""))
        self._opened_with = self.details()
        self.cancel_button = self.add_button(Button("Cancel"))
        self.save_button = self.add_button(Button("Save" if person else "Add", kind="primary", key=SAVE_KEY))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self.name.line.returnPressed.connect(self.designation.focus_field)
        self.designation.line.returnPressed.connect(self._on_save)
        self.role.value_changed.connect(self._on_role_changed)
        self.name.focus_field()

    @override
    def save(self) -> None:
        self.save_button.click()

    @override
    def is_changed(self) -> bool:
        return self.details() != self._opened_with

    def show_problem(self, error: HubError) -> None:
        """Says why it was not saved, beside the field it is about."""
        self.save_button.setEnabled(True)
        fields = {"person_name": self.name, "account": self.account}
        field = fields.get(error.field) if isinstance(error, InvalidAnswer) else None
        if field is not None:
            field.set_error(f"{error.message} {error.remedy}")
            field.focus_field()
            return
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()

    def details(self) -> PersonDetails:
        """What was filled in."""
        return PersonDetails(
            name=self.name.value(),
            role=self.designation.value(),
            access=Role(self.role.value() or Role.STAFF.value),
            editor=self.editor.isChecked(),
            other_wards=tuple(ward_id for ward_id, box in self.wards.items() if box.isChecked()),
            account=self.account.value() or None,
        )

    def _build(self, person: Staff | None) -> None:
        names = QHBoxLayout()
        names.setSpacing(12)
        names.addWidget(self.name, 3, Qt.AlignmentFlag.AlignTop)
        names.addWidget(self.designation, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(names)
        self.body.addWidget(self.role)
        self._means = WrapLabel("", "small", "muted")
        self.body.addWidget(self._means)
        self.body.addWidget(self.editor)
        if self.wards:
            self.body.addWidget(text_label("Also works on", "small-medium"))
            boxes = QVBoxLayout()
            boxes.setSpacing(2)
            for box in self.wards.values():
                boxes.addWidget(box)
            self.body.addLayout(boxes)
        self.body.addWidget(self.account)
        self.account.setVisible(self._uses_accounts or bool(person and person.account))
        self._trouble.hide()
        self.add_told(self._trouble)

    def _show(self, details: PersonDetails) -> None:
        self.name.set_value(details.name)
        self.designation.set_value(details.role)
        self.role.set_value(details.access.value)
        self.editor.setChecked(details.editor)
        for ward_id, box in self.wards.items():
            box.setChecked(ward_id in details.other_wards)
        self.account.set_value(details.account)
        self._means.setText(ROLE_MEANS[details.access])

    def _on_role_changed(self, value: object) -> None:
        self._means.setText(ROLE_MEANS[Role(str(value))])

    def _on_save(self) -> None:
        self._trouble.hide()
        if not self.save_button.isEnabled():
            return
        if not self.name.value():
            self.name.set_error("Type the name as it should stand under the notes.")
            self.name.focus_field()
            return
        self.save_button.setEnabled(False)
        self.saved.emit(self.details())
