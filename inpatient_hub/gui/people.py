"""Who is at the computer: asked at the start, changed on a shared one, and reminded of unfiled notes on leaving."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.people import PeopleDialog
from inpatient_hub.gui.dialogs.sign_out import Leaving, SignOutDialog
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.tray import TrayPresenter
from inpatient_hub.services.ports import NoteLine


class People(Presenter):
    """Asks who is there. Nobody's name is put under a note by default: a name is chosen."""

    person_ready = Signal()
    """Someone has said who they are."""
    nobody_stayed = Signal()
    """The first question was closed without an answer."""
    not_filed_requested = Signal(str)

    def __init__(self, context: Context, window: QWidget, tray: TrayPresenter) -> None:
        super().__init__(context, window)
        self._window = window
        self._tray = tray

    def begin(self, staff: Sequence[Staff], *, known_id: str = "") -> None:
        """At the start: the only person there is, or `known_id` on an invented ward; otherwise it asks."""
        known = next((person for person in staff if person.id == known_id), None)
        if known is None and len(staff) == 1:
            known = staff[0]
        if known is not None:
            self._sign_in(known)
        else:
            self._ask(staff, cancel="Close Inpatient Hub", refused=self.nobody_stayed.emit)

    def change(self) -> None:
        """Someone else sits down. Unfiled notes are shown first."""
        self._remind(Leaving.CHANGE, self._ask_again)

    def leave(self, then: Callable[[], None]) -> None:
        """The person leaves; `then` is called when they have seen what is not filed and still want to."""
        if not self.context.session.is_open:
            then()
            return
        by = self.by

        def signed_out() -> None:
            then()

        def go() -> None:
            self.write(lambda: self.context.hub.wards.signed_out(by), signed_out)

        self._remind(Leaving.QUIT, go)

    def _remind(self, leaving: Leaving, then: Callable[[], None]) -> None:
        lines = self._tray.lines
        if not lines:
            then()
            return
        hub = self.context.hub
        dialog = SignOutDialog(self._window, lines, at=hub.clock.local(hub.clock.now()), leaving=leaving)

        def show(changed: tuple[NoteLine, ...]) -> None:
            dialog.show_lines(changed, hub.clock.local(hub.clock.now()))

        following = self._tray.notes_changed.connect(show)

        def stop_following(_result: int) -> None:
            QObject.disconnect(following)

        dialog.finished.connect(stop_following)
        dialog.filed_requested.connect(self._tray.file)
        dialog.copy_again_requested.connect(self._tray.copy_again)
        dialog.not_filed_requested.connect(self.not_filed_requested)
        dialog.accepted.connect(then)
        dialog.open()

    def _ask_again(self) -> None:
        wards, ward_id = self.context.hub.wards, self.ward_id
        self.read(lambda: wards.staff(ward_id), self._ask)

    def _ask(
        self, staff: Sequence[Staff], *, cancel: str = "Cancel", refused: Callable[[], None] | None = None
    ) -> None:
        session = self.context.session
        current = session.person.id if session.is_open else ""
        dialog = PeopleDialog(self._window, staff, current_id=current, cancel=cancel)
        dialog.person_chosen.connect(self._sign_in)
        dialog.person_added.connect(self._adder(dialog))
        if refused is not None:
            dialog.rejected.connect(refused)
        dialog.open()

    def _adder(self, dialog: PeopleDialog) -> Callable[[str, str], None]:
        wards, ward_id, session = self.context.hub.wards, self.ward_id, self.context.session

        def add(name: str, role: str) -> None:
            by = session.person.id if session.is_open else ""

            def added(person: Staff) -> None:
                dialog.accept()
                self._sign_in(person)

            self.write_for(lambda: wards.add_person(ward_id, name=name, role=role, by=by), added, dialog.show_problem)

        return add

    def _sign_in(self, person: Staff) -> None:
        wards, session = self.context.hub.wards, self.context.session
        before = session.person.id if session.is_open else None
        if before == person.id:
            return

        def task() -> tuple[Staff, Changes]:
            if before is not None:
                wards.signed_out(before)
            return wards.signed_in(person.id), Changes()

        def then(signed_in: Staff) -> None:
            session.set_person(signed_in)
            self.person_ready.emit()

        self.write_for(task, then)
