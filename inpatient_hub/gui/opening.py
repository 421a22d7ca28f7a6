"""Opens the ward behind a window that is already painted: first a quick look, then the whole application."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.class_room import make_room
from inpatient_hub.gui.doctor import Checks, Doctor, doctor_for
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.next_frame import Shown
from inpatient_hub.gui.opening_tasks import (
    QUIT_BACKUP_MOST_S,
    QUIT_BACKUP_MS,
    Once,
    back_up_at_quit,
    known_on,
    look,
    open_ward,
    pass_over,
    put_a_fresh_process_in_place,
    unlocked_unasked,
)
from inpatient_hub.gui.qt_classes import make_qt_classes
from inpatient_hub.host.place import Place
from inpatient_hub.host.settings import Settings, change_settings

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.domain.wards import Ward
    from inpatient_hub.gui.backup_watch import BackupWatch
    from inpatient_hub.gui.computer_visit import ComputerVisit
    from inpatient_hub.gui.context import Context
    from inpatient_hub.gui.guarding import Guard
    from inpatient_hub.gui.knock import Knock
    from inpatient_hub.gui.pages.today.page import TodayPage
    from inpatient_hub.gui.quick_lock import QuickLock
    from inpatient_hub.gui.setting_up import SettingUp
    from inpatient_hub.gui.start_notices import StartNotices
    from inpatient_hub.gui.store_away import StoreAway
    from inpatient_hub.gui.troubles import Troubles
    from inpatient_hub.gui.window_presenter import WindowPresenter
    from inpatient_hub.services.ports import Clock
    from inpatient_hub.services.today import TodayView


class Opening(QObject):
    """From a painted window to a ward that can be worked on, or to a page that says what is the matter."""

    ready = Signal()
    """Someone is at the computer and a page with the ward's work is shown."""
    began = Signal()
    """A ward is open and the window's presenter exists."""
    looked = Signal()
    """The first page shows real data (it may be the quick look)."""

    def __init__(
        self,
        window: MainWindow,
        place: Place,
        settings: Settings,
        *,
        demo: bool = False,
        locked: bool = False,
        facts: str = "",
        clock: "Clock | None" = None,
        checks: Checks | None = None,
    ) -> None:
        """`checks` opens the checks of this computer, where they are not those of `place`. With `locked` the window
        waits at the locked page until somebody is there; with `facts` at what that file tells of a computer."""
        super().__init__(window)
        self._window = window
        self._place = place
        self._settings = settings
        self._today_page: TodayPage | None = None
        self._setting_up: SettingUp | None = None
        self._troubles: Troubles | None = None
        self._guard: Guard | None = None
        self._demo = demo
        self._starts_locked = locked
        self._facts = facts
        self._is_thrown_away = demo and place.key is not None
        self._clock = clock
        self._hub: Hub | None = None
        self._backup_watch: BackupWatch | None = None
        self._knock: Knock | None = None
        self._visit: ComputerVisit | None = None
        self.background = Background(self)
        self.archive = Background(self, name="backups")
        self.doctor = Doctor(checks, self) if checks is not None else doctor_for(place, clock, self)
        self.presenter: WindowPresenter | None = None
        self.replacer: Callable[[], None] = put_a_fresh_process_in_place
        """Puts a fresh process in the place of this one."""
        self.pack = ""  # a content pack's file, which is offered once somebody is there
        self._early_page = ""
        self._start_notices: StartNotices | None = None
        window.page_wanted.connect(self._on_page_wanted)

    @property
    def hub(self) -> "Hub | None":
        """The application, once it is open."""
        return self._hub

    @property
    def quick_lock(self) -> "QuickLock | None":
        """What locks the window, once a ward is open."""
        return self._guard.quick_lock if self._guard is not None else None

    @property
    def _opened(self) -> "Hub":
        if self._hub is None:
            raise RuntimeError("the application is not open yet")
        return self._hub

    @property
    def _today(self) -> "TodayPage":
        if self._today_page is None:
            from inpatient_hub.gui.pages.today.page import TodayPage

            self._today_page = TodayPage()
        return self._today_page

    def start(self) -> None:
        """Begins as soon as the window has been painted. Returns at once."""
        has_a_ward = bool(self._settings.ward_id) or self._demo
        self._window.set_working(working=has_a_ward and not self._starts_locked)
        if self._starts_locked and self._settings.window_place:
            self._window.restoreGeometry(QByteArray.fromHex(self._settings.window_place.encode()))
        self._window.rail.set_current("today")
        self._window.first_painted.connect(self._on_first_painted)

    def _on_first_painted(self) -> None:
        make_qt_classes()
        make_room()
        if self._starts_locked:
            self._wait_locked()
        elif self._facts:
            self._window.set_working(working=False)
            self._looked_in().show_facts(self._facts, then=self._on_try_again)
        else:
            self.try_open()

    def _wait_locked(self) -> None:
        from inpatient_hub.gui.pages.unlock.locked import LockedPage

        page = LockedPage()
        page.unlock_requested.connect(self._on_try_again)
        self._window.show_page(page, "today")
        page.focus_first()

    def try_open(self) -> None:
        """Unlocks the store and opens it; also what `Try again` does."""
        place, clock = self._place, self._clock
        self.background.run(
            lambda: unlocked_unasked(place, clock), owner=self, then=self._on_unlocked, otherwise=self._on_trouble
        )

    def _on_unlocked(self, place: Place) -> None:
        self._place = place
        ward_id, clock = self._settings.ward_id, self._clock
        shown = Shown(self._window)
        if ward_id and not self._demo:
            self.background.run(lambda: look(place, ward_id, clock), owner=self, then=partial(self._on_looked, shown))
            self.background.run(shown.wait, owner=self)
        self.background.run(lambda: open_ward(place, clock), owner=self, then=self._on_open, otherwise=self._on_trouble)

    def close(self) -> None:
        """Closes the store and ends the store's thread. What was given to it before is finished first."""
        self.doctor.close()
        hub = self._hub
        if self.presenter is not None:
            self.presenter.take_note_off()
        if hub is not None:
            self.archive.run(lambda: back_up_at_quit(hub), owner=self)
        self.archive.close(wait_s=QUIT_BACKUP_MOST_S)
        if hub is not None:
            self.background.run(hub.close, owner=self)
        self.background.close()

    def finish(self, then: Callable[[], None]) -> None:
        """The person closes the window: makes the backup of the sitting, and calls `then` when it is made or a moment
        has passed, whichever comes first."""
        hub, done = self._hub, Once(then)
        if hub is None:
            done()
            return
        self._window.strip.set_saved("Making a backup")
        self.archive.run(lambda: back_up_at_quit(hub), owner=self, then=done)
        QTimer.singleShot(QUIT_BACKUP_MS, self, done)

    def _tell_backups(self) -> None:
        if self._backup_watch is not None:
            self._backup_watch.tell()

    def _away(self) -> "StoreAway":
        from inpatient_hub.gui.store_away import StoreAway

        context = self._context(self._opened)
        return StoreAway(self._window, context, let_go=self._let_go, start_afresh=self._start_afresh)

    def _let_go(self) -> None:
        """The store is about to be closed for good in this process: nothing in the window may ask it any more."""
        self._hub = None
        presenter, self.presenter = self.presenter, None
        for part in (self._backup_watch, self._guard):
            if part is not None:
                part.stop()
        if presenter is not None:
            presenter.end()

    def _start_afresh(self) -> None:
        self.replacer()
        self._window.let_close()  # where a process cannot be replaced, the fresh one stands beside it now

    def _on_looked(self, shown: Shown, view: "TodayView | None") -> None:
        shown.at_next_frame(something=view is not None)
        if view is not None and self._hub is None:
            self._today.show_view(view, me="")
            self._window.show_page(self._today, "today")
            self._window.strip.set_ward(view.ward.name)
            self._window.strip.set_unfiled(len(view.unfiled), "")
            self.looked.emit()

    def _on_open(self, hub: "Hub") -> None:
        self._hub = hub
        self.background.run(lambda: known_on(hub, self._settings.ward_id), owner=self, then=self._on_known)

    def _on_known(self, known: "tuple[Ward | None, Sequence[Staff]]") -> None:
        ward, staff = known
        self._window.strip.set_saved("")
        if ward is not None:
            self._begin(ward, staff)
        elif self._demo:
            self._window.show_page(self._today, "today")  # says that it is loading, rather than nothing
            self._make_demo()
        else:
            self._set_up()

    def _make_demo(self) -> None:
        from inpatient_hub.services.demo_ward import build_demo

        hub = self._opened
        self._window.strip.set_saved("Making the demo ward")

        def task() -> "tuple[str, tuple[Ward | None, Sequence[Staff]]]":
            made = build_demo(hub)
            return made.staff_id, known_on(hub, made.ward_id)

        def then(made: "tuple[str, tuple[Ward | None, Sequence[Staff]]]") -> None:
            staff_id, known = made
            self._keep(demo=True, staff_id=staff_id)
            self._on_known(known)

        self.background.run(task, owner=self, then=then, otherwise=self._on_trouble)

    def _set_up(self) -> None:
        from inpatient_hub.gui.setting_up import SettingUp

        self._setting_up = setting = SettingUp(self._context(self._opened), self._window)
        setting.demo_requested.connect(self._make_demo)
        setting.check_requested.connect(self._on_check_requested)
        setting.ready.connect(self._on_set_up)

    def _on_set_up(self, ward: "Ward", staff: "Sequence[Staff]") -> None:
        self._today.show_first_hint()
        self._begin(ward, staff)

    def _begin(self, ward: "Ward", staff: "Sequence[Staff]") -> None:
        from inpatient_hub.bootstrap import knocked_at
        from inpatient_hub.gui.backup_watch import BackupWatch
        from inpatient_hub.gui.guarding import Guard
        from inpatient_hub.gui.knock import Knock
        from inpatient_hub.gui.pages.today.presenter import TodayPresenter
        from inpatient_hub.gui.window_presenter import WindowPresenter

        hub = self._opened
        context = self._context(hub)
        context.session.set_ward(ward)
        self._window.show_page(self._today, "today")
        self._keep(ward_id=ward.id)
        self._window.set_working(working=True)
        TodayPresenter(context, self._today)
        self.presenter = WindowPresenter(context, self._window, self._today, self._settings)
        self.presenter.people.person_ready.connect(self._on_person_ready)
        self._guard = guard = Guard(
            context, self._window, self.presenter, keeps_process=self._is_thrown_away, replacer=self._replace
        )
        guard.closed.connect(self._on_closed_by_lock)
        self._backup_watch = BackupWatch(context, self._window, self.presenter.go_backups)
        lock_file = knocked_at(self._place)
        if lock_file is not None:
            self._knock = Knock(self._window, lock_file)
            self._knock.knocked.connect(self._on_knocked)
        self.began.emit()
        known_id = self._settings.staff_id if self._settings.demo and not self._starts_locked else ""
        self.presenter.people.begin(staff, known_id=known_id)
        self.looked.emit()

    def _replace(self) -> None:
        self.replacer()

    def _on_closed_by_lock(self) -> None:
        if self._backup_watch is not None:
            self._backup_watch.stop()
        self._hub = None

    def _on_person_ready(self) -> None:
        from inpatient_hub.gui.page_builders import load_pages

        early, self._early_page = self._early_page, ""
        if early and self.presenter is not None:
            self.presenter.do(early)
        self.background.run(load_pages, owner=self)
        self.background.run(self._opened.audit.look, owner=self, otherwise=pass_over)
        if self._guard is not None and not self._settings.demo:
            self._guard.recovery_key.remind_once()
        self._tell_backups()
        self._say_of_this_start()
        self.ready.emit()

    def _say_of_this_start(self) -> None:
        from inpatient_hub.bootstrap import handed_pack
        from inpatient_hub.gui.start_notices import StartNotices

        if self._start_notices is None:
            self._start_notices = StartNotices(self._context(self._opened), self._window)
            self._start_notices.begin()
        pack, self.pack = self.pack or handed_pack(self._place), ""
        self._start_notices.offer(pack)

    def _on_knocked(self) -> None:
        if self._start_notices is not None and not (self.quick_lock and self.quick_lock.is_locked):
            self._say_of_this_start()

    def _on_page_wanted(self, page_id: str) -> None:
        """A page asked for before the ward is open is shown once it is."""
        if self.presenter is None:
            self._early_page = page_id

    def _context(self, hub: "Hub") -> "Context":
        from inpatient_hub.gui.changes import ChangeFeed
        from inpatient_hub.gui.clipboard import SensitiveClipboard
        from inpatient_hub.gui.context import Context, Session

        return Context(
            hub=hub,
            background=self.background,
            feed=ChangeFeed(self),
            session=Session(self),
            clipboard=SensitiveClipboard(self),
            doctor=self.doctor,
            archive=self.archive,
            tell_backups=self._tell_backups,
            put_back=lambda preview: self._away().restore(preview),
            lock_anew=lambda passphrase: self._away().lock_anew(passphrase),
        )

    def _keep(self, **changed: object) -> None:
        """Remembers for the next start. A folder that cannot be written is no reason to stop here."""
        self._settings = replace(self._settings, **changed)  # type: ignore[arg-type]
        folder = self._place.data_folder
        self.background.run(lambda: change_settings(folder, **changed), owner=self, otherwise=pass_over)

    def _on_trouble(self, error: HubError) -> None:
        from inpatient_hub.gui.troubles import Troubles

        if self._troubles is None:
            self._troubles = troubles = Troubles(self._window, self.background, self._clock, self.pack)
            troubles.try_again_requested.connect(self._on_try_again)
            troubles.unlocked.connect(self._on_unlocked_by_person)
            troubles.check_requested.connect(self._on_check_requested)
        self._troubles.meet(self._place, error)

    def _on_unlocked_by_person(self, place: Place) -> None:
        self._window.set_working(working=True)
        self._window.show_page(self._today, "today")
        self._on_unlocked(place)

    def _on_check_requested(self) -> None:
        """Whether this computer is fit can be asked with no ward set up and with a store that cannot be opened."""
        self._looked_in().begin()

    def _looked_in(self) -> "ComputerVisit":
        from inpatient_hub.gui.computer_visit import ComputerVisit

        if self._visit is None:
            self._visit = ComputerVisit(self._window, self.doctor, self._clock)
        return self._visit

    def _on_try_again(self) -> None:
        self._window.set_working(working=True)
        self._window.show_page(self._today, "today")
        self.try_open()
