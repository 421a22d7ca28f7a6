"""Fills the part about people, and asks for and saves what an admin changes."""

from collections.abc import Callable

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in
from inpatient_hub.gui.dialogs.person_form import PersonDialog
from inpatient_hub.gui.dialogs.sign_in_settings import SignInSettingsDialog
from inpatient_hub.gui.dialogs.start_codes import StartCodesDialog
from inpatient_hub.gui.kept_forms import KeptForm, Reopening
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.admin.people.page import PeoplePage
from inpatient_hub.gui.pages.admin.people.view import PeopleView
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.returning import Returning
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.services.people import Added, PersonDetails, PersonLine
from inpatient_hub.services.ward_access import AccessChosen

_FORM, _NEW = "person-", "new"


class PeoplePresenter(Presenter):
    """Everything is read together, so that the counts fit the rows."""

    shows = (Kind.STAFF, Kind.WARD)

    def __init__(self, context: Context, page: PeoplePage) -> None:
        super().__init__(context, page)
        self._page = page
        self._view: PeopleView | None = None
        self._returning: Returning | None = None
        page.shown_for.connect(self._on_shown_for)
        page.draft_returned.connect(self._on_draft_returned)
        page.add_requested.connect(self._on_add_requested)
        page.change_requested.connect(self._on_change_requested)
        page.reset_requested.connect(self._on_reset_requested)
        page.left_requested.connect(self._on_left_requested)
        page.reviewed_requested.connect(self._on_reviewed_requested)
        page.settings_requested.connect(self._on_settings_requested)

    def refresh(self) -> None:
        """Reads everything again."""
        hub, ward_id, me, seniors = self.context.hub, self.ward_id, self.by, self._may_make_seniors()

        def task() -> PeopleView:
            doors = hub.emergencies.wards()
            return PeopleView(
                ward=next(door.ward for door in doors if door.ward.id == ward_id),
                wards={door.ward.id: door.ward.name for door in doors},
                people=hub.people.of_ward(ward_id),
                emergencies=hub.emergencies.of_ward(ward_id),
                me=me,
                seniors=seniors,
                at=hub.clock.local(hub.clock.now()),
                local=hub.clock.local,
            )

        self.read(task, self._show, self._on_unread)

    def _on_unread(self, error: HubError) -> None:
        returning, self._returning = self._returning, None
        (returning.failed if returning is not None else self.context.background.failed.emit)(error)

    def _show(self, view: PeopleView) -> None:
        self._view = view
        self._page.show_view(view)
        self.context.session.set_ward(view.ward)
        mine = next((line.person for line in view.people if line.person.id == self.by), None)
        if mine is not None:
            self.context.session.set_person(mine)
        returning, self._returning = self._returning, None
        if returning is not None:
            self._put_back(returning, view)

    def _on_shown_for(self, _about: str) -> None:
        self.refresh()

    def _on_add_requested(self) -> None:
        self._add(None)

    def _add(self, returning: Returning | None) -> None:
        if self._view is None:
            return
        people, ward_id = self.context.hub.people, self.ward_id
        dialog = PersonDialog(
            self._page.window(), None, ward=self._view.ward, wards=self._view.wards, seniors=self._may_make_seniors()
        )

        def save(details: PersonDetails) -> None:
            def task() -> tuple[Added, Changes]:
                added = people.add(ward_id, details)
                return added, added.changes

            def then(added: Added) -> None:
                close_if_there(dialog)
                self._page.table.select(added.person.id)
                self._show_code(added, f"{added.person.name} is added", of_new=True)

            self.write_for(task, then, problem_in(dialog, self.context.background.failed.emit))

        dialog.saved.connect(save)
        dialog.open()
        self._keep(dialog, None, returning)

    def _keep(self, dialog: PersonDialog, person: Staff | None, returning: Returning | None) -> None:
        """What is typed about a person is not lost when the window is locked."""
        title = f"What you changed of {person.name}" if person else "A new person"
        about = person.id if person else _NEW
        how = Reopening(
            form=f"{_FORM}{about}",
            title=title,
            ward=self.ward_id,
            page=PageId.ADMIN,
            about="people",
            asked={"person": about},
        )
        KeptForm(dialog, how, returning)

    def _on_draft_returned(self, returning: Returning) -> None:
        self._returning = returning
        self.refresh()

    def _put_back(self, returning: Returning, view: PeopleView) -> None:
        wanted = returning.draft.typed.get("asked", {}).get("person", _NEW)
        line = next((one for one in view.people if one.person.id == wanted), None)
        if not returning.draft.form.startswith(_FORM) or (line is None and wanted != _NEW):
            returning.failed(NotFound("Person"))
        elif line is None:
            self._add(returning)
        else:
            self._change(line, returning)

    def _on_change_requested(self, line: PersonLine) -> None:
        self._change(line, None)

    def _change(self, line: PersonLine, returning: Returning | None) -> None:
        if self._view is None:
            return
        people, person = self.context.hub.people, line.person
        dialog = PersonDialog(
            self._page.window(), person, ward=self._view.ward, wards=self._view.wards, seniors=self._may_make_seniors()
        )

        def save(details: PersonDetails) -> None:
            def then(_saved: object) -> None:
                close_if_there(dialog)
                self._page.toast_wanted.emit(f"{details.name} is changed", None)

            shown = problem_in(dialog, self.context.background.failed.emit)
            self.write_for(lambda: people.change(person, details), then, shown)

        dialog.saved.connect(save)
        dialog.open()
        self._keep(dialog, person, returning)

    def _on_reset_requested(self, line: PersonLine) -> None:
        people, person = self.context.hub.people, line.person

        def reset() -> None:
            def task() -> tuple[Added, Changes]:
                added = people.reset_sign_in(person)
                return added, added.changes

            self.write_for(task, lambda added: self._show_code(added, f"{person.name} signs in anew"))

        self._ask(
            f"Reset the sign-in of {person.name}?",
            "What they sign in with now works no more. They get a start code and choose a PIN of their own.",
            "Reset sign-in",
            reset,
        )

    def _on_left_requested(self, line: PersonLine) -> None:
        people, person = self.context.hub.people, line.person

        def mark() -> None:
            self.write_for(lambda: people.mark_left(person), lambda _gone: self._tell(f"{person.name} has left"))

        def take_back() -> None:
            def task() -> tuple[Added, Changes]:
                added = people.come_back(person)
                return added, added.changes

            self.write_for(task, lambda added: self._show_code(added, f"{person.name} works here again"))

        if person.active:
            self._ask(
                f"Has {person.name} left?",
                "They sign in no more. Their name stays under everything they wrote.",
                "Mark as left",
                mark,
            )
        else:
            self._ask(
                f"Does {person.name} work here again?",
                "They are on the list again, with the role they had.",
                "Take back on the list",
                take_back,
            )

    def _on_reviewed_requested(self, access_id: str) -> None:
        emergencies = self.context.hub.emergencies

        def done() -> None:
            self._tell("Marked as reviewed")

        self.write(lambda: emergencies.mark_reviewed(access_id), done)

    def _on_settings_requested(self) -> None:
        if self._view is None:
            return
        access, ward = self.context.hub.access, self._view.ward
        dialog = SignInSettingsDialog(self._page.window(), ward.access)

        def save(settings: AccessSettings) -> None:
            def task() -> tuple[AccessChosen, Changes]:
                chosen = access.choose(ward.id, settings)
                return chosen, chosen.changes

            def then(chosen: AccessChosen) -> None:
                close_if_there(dialog)
                if chosen.codes:
                    codes = [(code.person.signature, code.code) for code in chosen.codes]
                    StartCodesDialog(self._page.window(), codes).open()
                else:
                    self._tell("Saved")

            self.write_for(task, then, problem_in(dialog, self.context.background.failed.emit))

        dialog.saved.connect(save)
        dialog.own_secret_wanted.connect(self._on_own_secret_wanted)
        dialog.open()

    def _on_own_secret_wanted(self) -> None:
        self._page.action_wanted.emit("own_secret")

    def _may_make_seniors(self) -> bool:
        return self.context.hub.seat.may(Right.MANAGE_ADMINS)

    def _show_code(self, added: Added, sentence: str, *, of_new: bool = False) -> None:
        if added.start_code is None:
            self._tell(sentence)
            return
        codes = [(added.person.signature, added.start_code)]
        dialog = StartCodesDialog(self._page.window(), codes, of_new=of_new)
        dialog.another_wanted.connect(self._on_add_requested)
        dialog.open()

    def _tell(self, sentence: str) -> None:
        self._page.toast_wanted.emit(sentence, None)

    def _ask(self, question: str, consequence: str, verb: str, then: Callable[[], None]) -> None:
        dialog = ConfirmDialog(self._page.window(), question, consequence, verb=verb)
        dialog.accepted.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
