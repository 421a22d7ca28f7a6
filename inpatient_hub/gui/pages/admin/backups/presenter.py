"""Runs the page of the backups: everything on the backups' own thread, so that the ward's work never waits for it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.backup_words import Preview
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.pages.admin.backups.page import BackupsPage
from inpatient_hub.gui.pages.admin.backups.view import BackupsView
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.restore_flow import RestoreFlow
from inpatient_hub.services.backups import BackupMade

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub

_ON_SERVER = "This ward's work is kept on a database server. Ask IT when it was last backed up."
_FOR_TRIAL = "This ward is invented and is thrown away when the window is closed."


class BackupsPresenter(Presenter):
    """Fills the page, and does what is asked there."""

    def __init__(self, context: Context, page: BackupsPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._flow: RestoreFlow | None = None
        page.shown_for.connect(self._on_shown)
        page.back_up_requested.connect(self._on_back_up)
        page.export_requested.connect(self._on_export)
        page.look_requested.connect(self._on_look)
        page.place_chosen.connect(self._on_place_chosen)
        page.place_agreed.connect(self._choose_place)
        page.plan_chosen.connect(self._on_plan_chosen)

    def refresh(self) -> None:
        """Shows what is known at once, and then what the second place holds."""
        hub, page = self.context.hub, self._page
        if not hub.backups.are_kept:
            page.show_nothing("No backup is made here", _ON_SERVER if hub.place.database_url else _FOR_TRIAL)
            return
        run = self.context.archive.run
        run(lambda: _look(hub, with_second=False), owner=page, then=page.show_view, otherwise=page.show_trouble)
        run(lambda: _look(hub, with_second=True), owner=page, then=page.show_view, otherwise=page.show_trouble)

    def _on_shown(self, _about: str) -> None:
        self.refresh()

    def _on_back_up(self) -> None:
        def done(_made: BackupMade) -> None:
            self._done("A backup was made and checked")

        self._page.set_working("Making a backup and comparing it")
        self.context.archive.run(self.context.hub.backups.make, owner=self, then=done, otherwise=self._failed)

    def _on_export(self) -> None:
        def done(_file: str) -> None:
            self._done("Everything was exported, and read again")

        self._page.set_working("Exporting everything")
        self.context.archive.run(self.context.hub.backups.export, owner=self, then=done, otherwise=self._failed)

    def _done(self, sentence: str) -> None:
        self._page.set_working("")
        self._page.toast_wanted.emit(sentence, None)
        self.context.tell_backups()
        self.refresh()

    def _failed(self, error: HubError) -> None:
        self._page.set_working("")
        self._page.show_trouble(error)
        self.context.tell_backups()
        self.refresh()

    # The second place, and the schedule

    def _on_place_chosen(self, folder: str) -> None:
        if not folder:
            self._choose_place("")
            return

        def looked(same_drive: bool) -> None:
            self._page.set_working("")
            if same_drive:
                self._page.ask_same_drive(folder)
            else:
                self._choose_place(folder)

        look = self.context.hub.backup_settings.look_at_place
        self._page.set_working("Looking at the folder")
        self.context.archive.run(lambda: look(folder), owner=self, then=looked, otherwise=self._failed)

    def _choose_place(self, folder: str) -> None:
        hub = self.context.hub

        def task() -> HubError | None:
            hub.backup_settings.choose_second_place(folder)
            return hub.backups.copy_newest()

        def done(fault: HubError | None) -> None:
            where = "Backups are copied there as well" if folder else "Backups are no longer copied elsewhere"
            self._done(where if fault is None else "The second place is set, and nothing could be copied yet")

        self._page.set_working("Copying the newest backup" if folder else "Changing the second place")
        self.context.archive.run(task, owner=self, then=done, otherwise=self._failed)

    def _on_plan_chosen(self, chosen: Mapping[str, int]) -> None:
        settings = self.context.hub.backup_settings

        def done(_none: None) -> None:
            self._page.schedule.show_saved()
            self._done("The schedule is changed")

        self.context.archive.run(
            lambda: settings.choose_plan(chosen), owner=self, then=done, otherwise=self._page.schedule.show_problem
        )

    # Putting one back

    def _on_look(self, file: str) -> None:
        hub, page, window = self.context.hub, self._page, self._page.window()
        if self._flow is None:
            self._flow = flow = RestoreFlow(
                window, self.context.archive, hub.clock, lambda file, words: _preview(hub, file, words)
            )
            flow.agreed.connect(self.context.put_back)
            flow.failed.connect(page.show_trouble)
            flow.working.connect(self._on_looking)
        self._flow.begin(file)

    def _on_looking(self, working: bool) -> None:
        self._page.list.set_working(working=working)


def _look(hub: "Hub", *, with_second: bool) -> BackupsView:
    return BackupsView(
        listed=hub.backups.listed(with_second=with_second),
        concerns=hub.backups.concerns(),
        settings=hub.backup_settings.settings(),
        copied_at=hub.backups.copied_at(),
        exported_at=hub.backups.exported_at(),
        knows_second=with_second,
        may_change=hub.seat.may(Right.WARD_SETTINGS),
        may_restore=hub.seat.may(Right.RESTORE_BACKUP),
        local=hub.clock.local,
        today=hub.clock.today(),
    )


def _preview(hub: "Hub", file: str, words: str | None) -> Preview:
    from inpatient_hub.bootstrap import preview_backup, when_made

    hub.backups.may_put_back()
    return Preview(
        file=file,
        words=words,
        made_at=when_made(hub.place, file),
        contents=preview_backup(hub.place, file, words=words),
        present=hub.backups.present(),
    )
