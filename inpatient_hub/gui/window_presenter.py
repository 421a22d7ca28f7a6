"""Runs the window once a ward is open: pages, the unfiled tray, the palette, and who is at the computer."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.access import NotAllowed, Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.shifts import current_shift
from inpatient_hub.gui.actions import ACTIONS
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.desk.task_desk import TaskDesk
from inpatient_hub.gui.dialogs.appearance import AppearanceDialog
from inpatient_hub.gui.dialogs.keys import KeysDialog
from inpatient_hub.gui.dialogs.not_filed import NotFiledDialog
from inpatient_hub.gui.dialogs.ward_settings import WardSettingsDialog
from inpatient_hub.gui.errors import show_error
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.minutes import MinuteHand
from inpatient_hub.gui.moments import clock
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.navigator import Navigator
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.palette_presenter import PalettePresenter
from inpatient_hub.gui.people import People
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.tray import TrayPresenter
from inpatient_hub.gui.ward_changing import WardChanging
from inpatient_hub.gui.widgets.palette import CommandPalette
from inpatient_hub.host.settings import Settings, change_settings
from inpatient_hub.services.notes import NoteView

if TYPE_CHECKING:
    from inpatient_hub.gui.returning import Returning


class WindowPresenter(QObject):
    """Connects what is shown with what is asked for. It decides nothing about the ward's work."""

    closed = Signal()
    lock_wanted = Signal()
    """Everything off the screen, now."""
    reminders_wanted = Signal()
    """The list of the person's reminders."""

    def __init__(self, context: Context, window: MainWindow, today: Page, settings: Settings) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._settings = settings
        self.navigator = Navigator(context, window, today)
        self.tray = TrayPresenter(context, self)
        self.desk = TaskDesk(context, window, self.tray)
        self.people = People(context, window, self.tray)
        self.wards = WardChanging(context, window)
        self._ward_shown = context.session.ward.id
        self._palette = PalettePresenter(context, self, CommandPalette(window))
        self._minute = MinuteHand(context.hub.clock, self)
        self._connect()
        self._listen_to(today)

    def _connect(self) -> None:
        window, tray = self._window, self.tray
        window.page_wanted.connect(self._on_page_wanted)
        window.action_wanted.connect(self.do)
        window.close_wanted.connect(self._on_close_wanted)
        self.desk.go_requested.connect(self.navigator.go)
        window.tray_bar.filed_requested.connect(self._on_bar_filed)
        window.tray_bar.copy_again_requested.connect(self._on_bar_copy_again)
        window.tray_bar.not_filed_requested.connect(self._on_bar_not_filed)
        tray.count_changed.connect(self._on_count_changed)
        tray.note_offered.connect(self._on_note_offered)
        tray.filed.connect(self._on_filed)
        tray.filed_late.connect(self.desk.filed_late)
        tray.follow_up_left.connect(self.desk.follow_up_left)
        tray.copy_refused.connect(self._on_copy_refused)
        self._palette.go_requested.connect(self.navigator.go)
        self._palette.action_wanted.connect(self.do)
        self._palette.start_wanted.connect(self._on_start_wanted)
        self._palette.task_wanted.connect(self._on_found_task)
        self.navigator.page_made.connect(self._listen_to)
        self.navigator.arrived.connect(self._on_arrived)
        self.people.person_ready.connect(self._on_person_ready)
        self.people.same_person_back.connect(self._on_same_person_back)
        self.people.nobody_yet.connect(self._show_nobody)
        self.people.told.connect(self._on_told)
        self.wards.told.connect(self._on_told)
        self.people.nobody_stayed.connect(self._close)
        self.people.not_filed_requested.connect(self._ask_not_filed)
        self._context.feed.changed.connect(self._on_changed)
        for thread in (self._context.background, self._context.archive):
            thread.failed.connect(self._on_failed)
            thread.sign_in_needed.connect(self._on_sign_in_needed)
        self._context.session.person_changed.connect(self._show_session)
        self._minute.passed.connect(self._show_session)
        self._context.session.ward_changed.connect(self._on_ward_changed)

    def _listen_to(self, page: Page) -> None:
        self.desk.listen_to(page)
        page.go_requested.connect(self.navigator.go)
        page.back_requested.connect(self.navigator.back)
        page.find_requested.connect(self._palette.open)
        page.action_wanted.connect(self.do)
        page.toast_wanted.connect(self.desk.say)
        page.error_raised.connect(self._on_failed)
        page.copy_run_requested.connect(self.tray.copy_run)
        page.copy_again_requested.connect(self.tray.copy_again)
        page.filed_requested.connect(self.tray.file)
        page.not_filed_requested.connect(self._ask_not_filed)
        page.note_offered.connect(self.tray.offer)

    def do(self, action_id: str) -> None:
        """Does a window-wide action of the table."""
        if action_id in tuple(PageId):
            self.navigator.go(Destination(PageId(action_id)))
            return
        self._actions()[action_id]()

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "palette": self._palette.open,
            "clock_dates": self._show_clock_dates,
            "unfiled": self._go_unfiled,
            "back": self.navigator.back,
            "refresh": self.navigator.reopen,
            "regions": self._window.to_next_region,
            "undo": self.desk.undo,
            "new_task": self.desk.new_task,
            "person": self._change_person,
            "own_secret": self.people.change_secret,
            "another_ward": self.wards.ask,
            "lock": self.lock_wanted.emit,
            "reminders": self.reminders_wanted.emit,
            "filed": self._on_bar_filed,
            "copy": self._copy_here,
            "keys": self._show_keys,
            "appearance": self._show_appearance,
            "about": self._show_about,
            "ward": self._show_ward_settings,
            "team": self._show_team,
            "add_patient": self._add_patient,
        }

    def _show_session(self) -> None:
        session, strip = self._context.session, self._window.strip
        if not session.is_open:
            return
        local = self._context.hub.clock.local(self._context.hub.clock.now())
        shift = current_shift(session.ward.shifts, local)
        strip.set_ward(session.ward.name)
        strip.set_shift(f"{shift.name} shift, ends {shift.ends:%H:%M}" if shift else "Between shifts")
        strip.set_person(session.person.signature, session.person.initials)

    def _on_ward_changed(self) -> None:
        self._show_session()
        ward_id = self._context.session.ward.id
        is_another, self._ward_shown = ward_id != self._ward_shown, ward_id
        if not self._context.session.is_open or self.navigator.here is None:
            return
        if is_another:
            self.tray.refresh()
            self.navigator.start_again()
        else:
            self.navigator.reopen()

    def _on_person_ready(self) -> None:
        self._show_session()
        self.tray.refresh()
        self.wards.find_wards()
        if self.navigator.here is None:
            self.navigator.go(Destination(PageId.TODAY))
        else:
            self.navigator.start_again()

    def _change_person(self) -> None:
        page = self.navigator.page
        if page is not None:
            page.left()  # what was typed is saved under the name of whoever typed it
        self.wards.go_home()
        self.people.change()

    def _on_sign_in_needed(self) -> None:
        self.wards.go_home()  # an emergency ends with the sign-in it was opened under
        self.people.sign_in_again()

    def _on_same_person_back(self) -> None:
        self._on_told("You are signed in again. Do the last thing once more.")

    def _show_nobody(self) -> None:
        from inpatient_hub.gui.pages.signed_out.page import SignedOutPage

        self._window.show_page(SignedOutPage(), "")
        self._window.strip.set_unfiled(None)

    def _on_told(self, sentence: str) -> None:
        self.desk.say(sentence)

    def _on_page_wanted(self, page_id: str) -> None:
        self.navigator.go(Destination(PageId(page_id)))

    def _on_found_task(self, task: object) -> None:
        page = self.navigator.page
        if page is not None:
            page.task_wanted.emit(task)

    def _on_start_wanted(self, workflow_id: str) -> None:
        self.navigator.go(Destination(PageId.REFERRALS))
        page = self.navigator.page
        if page is not None:
            page.start_requested.emit(workflow_id)  # type: ignore[attr-defined]

    def _on_changed(self, _changes: object) -> None:
        local = self._context.hub.clock.local(self._context.hub.clock.now())
        self._window.strip.set_saved(f"All changes saved {clock(local)}")

    def _on_count_changed(self, count: int, oldest: str) -> None:
        self._window.strip.set_unfiled(count, oldest)
        self._window.rail.set_badge(PageId.NOTES, count, "not filed")

    def _on_note_offered(self, note_id: str | None, title: str, subtitle: str) -> None:
        if note_id is None:
            self._window.tray_bar.fold()
        else:
            self._window.tray_bar.open_for(title, subtitle)
        if self.navigator.page is not None:
            self.navigator.page.bar_shown(is_open=note_id is not None)

    def _on_copy_refused(self, error: HubError) -> None:
        self.navigator.reopen()
        self._on_failed(error)

    def _on_bar_filed(self) -> None:
        """Files the note the bar asks about; while it is folded, the one the page is about."""
        page = self.navigator.page
        note_id = self.tray.offered or (page.note_in_hand() if page is not None else "")
        if note_id:
            self.tray.file(note_id)

    def _on_arrived(self, _to: Destination) -> None:
        """The bar belongs to the note in hand: elsewhere it folds into the strip's chip."""
        self.tray.offer(None)
        self.desk.close_panel()

    def _on_filed(self, note_id: str, patient_name: str) -> None:
        """Says whose note it was, and lets it be taken back: one stray key must not end the chasing of a note."""

        def take_back() -> None:
            self.tray.take_back(note_id)

        self.desk.say(f"Filed: the note of {patient_name}" if patient_name else "Filed", take_back)

    def _on_bar_copy_again(self) -> None:
        if self.tray.offered is not None:
            self.tray.copy_again(self.tray.offered)

    def _on_bar_not_filed(self) -> None:
        if self.tray.offered is not None:
            self._ask_not_filed(self.tray.offered)

    def _ask_not_filed(self, note_id: str) -> None:
        hub = self._context.hub

        def ask(view: NoteView) -> None:
            if view.note.state is not NoteState.COPIED:
                return
            dialog = NotFiledDialog(self._window, banner_facts(view.facts, hub.clock.today()), view.note.title)

            def give(reason: str) -> None:
                self.tray.not_filed(note_id, reason)

            dialog.reason_given.connect(give)
            dialog.open()

        self._context.background.run(lambda: hub.notes.view(note_id), owner=self, then=ask)

    def _copy_here(self) -> None:
        page = self.navigator.page
        if page is not None:
            page.copy()

    def _go_unfiled(self) -> None:
        self.navigator.go(Destination(PageId.NOTES, "unfiled"))

    def _show_clock_dates(self) -> None:
        from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog

        here = self.navigator.here
        if here is not None and here.page is PageId.PATIENT:
            ClockDatesDialog.open_for(self._context, self._window, here.about, told=self.desk.say)
        else:
            self.desk.say("Open the patient first, then the dates from an event.")

    def _add_patient(self) -> None:
        self.navigator.go(Destination(PageId.PATIENTS, "add"), remembered=Destination(PageId.PATIENTS))

    def _on_failed(self, error: HubError) -> None:
        show_error(self._window, error)

    def _show_keys(self) -> None:
        KeysDialog(self._window, [(action.scope, action.key, action.words) for action in ACTIONS]).open()

    def _show_appearance(self) -> None:
        settings = self._settings
        dialog = AppearanceDialog(self._window, settings.theme, settings.text_scale, settings.density)
        dialog.look_chosen.connect(self._on_look_chosen)
        dialog.open()

    def _show_about(self) -> None:
        from inpatient_hub.gui.dialogs.about import show_about

        show_about(self._context, self._window)

    def _show_ward_settings(self) -> None:
        self.open_ward_settings()

    def open_ward_settings(self, returning: "Returning | None" = None) -> None:
        """How the ward works; `returning` brings what was changed before the window was locked."""
        if self._context.hub.seat.may_on(Right.WARD_SETTINGS, self._context.session.ward.id):
            WardSettingsDialog.open_for(self._context, self._window, returning).told.connect(self._on_told)
        else:
            refuse = returning.failed if returning is not None else self._on_failed
            refuse(NotAllowed(Right.WARD_SETTINGS))

    def _show_team(self) -> None:
        if self._context.hub.seat.may(Right.MANAGE_PEOPLE):
            self.navigator.go(Destination(PageId.ADMIN, "people"))
        else:
            from inpatient_hub.gui.dialogs.team import TeamDialog

            TeamDialog.open_for(self._context, self._window)

    def _on_look_chosen(self, theme: str, text_scale: int, density: str) -> None:
        self._settings = replace(self._settings, theme=theme, text_scale=text_scale, density=density)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme, text_scale, density)
        folder = self._context.hub.place.data_folder
        look = {"theme": theme, "text_scale": text_scale, "density": density}
        self._context.background.run(lambda: change_settings(folder, **look), owner=self)

    def _on_close_wanted(self) -> None:
        page = self.navigator.page
        if page is not None:
            page.left()
        self.people.leave(self._close)

    def go_backups(self) -> None:
        """Shows the backups."""
        self.navigator.go(Destination(PageId.ADMIN, "backups"))

    def end(self) -> None:
        """The ward is closed for good in this process: no key and no press leads to it any more."""
        self.take_note_off()
        for signal, slot in (
            (self._window.page_wanted, self._on_page_wanted),
            (self._window.action_wanted, self.do),
            (self._window.close_wanted, self._on_close_wanted),
        ):
            signal.disconnect(slot)
        self.deleteLater()

    def take_note_off(self) -> None:
        """Takes a note of ours off the clipboard: no one is left to do it later."""
        self._context.clipboard.clear_now()

    def _close(self) -> None:
        self.take_note_off()
        self.closed.emit()
