"""Sets up the ward that was described on the first page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.pages.setup.page import SetupPage
from inpatient_hub.gui.presenter import Presenter

if TYPE_CHECKING:
    from inpatient_hub.services.wards import SetUp


class SetupPresenter(Presenter):
    """Makes the ward and its first person, and says so. The demo ward is made by the application."""

    ready = Signal(object, object)
    """(`Ward`, `Staff`): the ward is there, and this person set it up."""

    def __init__(self, context: Context, page: SetupPage) -> None:
        super().__init__(context, page)
        self._page = page
        page.set_up_requested.connect(self._on_set_up_requested)
        sign_in = context.hub.sign_in
        self.read(lambda: sign_in.pin_length, page.secret.set_pin_length)

    def _on_set_up_requested(
        self, ward_name: str, shifts: tuple[Shift, ...], person_name: str, person_role: str, secret: str
    ) -> None:
        wards, sign_in = self.context.hub.wards, self.context.hub.sign_in

        def task() -> "tuple[SetUp, Changes]":
            made = wards.set_up(
                ward_name=ward_name,
                shifts=shifts,
                person_name=person_name,
                person_role=person_role,
                secret=secret or None,
            )
            sign_in.sign_in(made.person.id, secret or None)
            return made, made.changes

        self._page.set_working("Setting up the ward")
        self.write_for(task, self._on_made, self._on_refused)

    def _on_made(self, made: "SetUp") -> None:
        self._page.set_working("")
        self.ready.emit(made.ward, made.person)

    def _on_refused(self, error: HubError) -> None:
        self._page.show_problem(error)
