"""Opens the ward behind a window that is already painted: first a quick look, then the whole application."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.class_room import make_room
from inpatient_hub.gui.doctor import Checks, Doctor, doctor_for
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.host.place import Place
from inpatient_hub.host.settings import Settings, write_settings

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.domain.wards import Ward
    from inpatient_hub.gui.computer_visit import ComputerVisit
    from inpatient_hub.gui.context import Context
    from inpatient_hub.gui.pages.setup.page import SetupPage
    from inpatient_hub.gui.pages.setup.presenter import SetupPresenter
    from inpatient_hub.gui.pages.today.page import TodayPage
    from inpatient_hub.gui.window_presenter import WindowPresenter
    from inpatient_hub.services.ports import Clock
    from inpatient_hub.services.today import TodayView

_log = logging.getLogger(__name__)

BACKUP_LOOK_MS = 5 * 60_000
"""How often it is looked whether a backup is due."""


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
        clock: "Clock | None" = None,
        checks: Checks | None = None,
    ) -> None:
        """`checks` opens the checks of this computer, where they are not those of `place`."""
        super().__init__(window)
        self._window = window
        self._place = place
        self._settings = settings
        self._today_page: TodayPage | None = None
        self._setup_page: SetupPage | None = None
        self._setup: SetupPresenter | None = None
        self._demo = demo
        self._clock = clock
        self._hub: Hub | None = None
        self._backup_looks = QTimer(self)
        self._backup_looks.setInterval(BACKUP_LOOK_MS)
        self._backup_looks.timeout.connect(self._on_backup_look)
        self._visit: ComputerVisit | None = None
        self.background = Background(self)
        self.doctor = Doctor(checks, self) if checks is not None else doctor_for(place, clock, self)
        self.presenter: WindowPresenter | None = None
        self._early_page = ""
        window.page_wanted.connect(self._on_page_wanted)

    @property
    def hub(self) -> "Hub | None":
        """The application, once it is open."""
        return self._hub

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
        self._window.set_working(working=True)
        self._window.rail.set_current("today")
        self._window.first_painted.connect(self._on_first_painted)

    def _on_first_painted(self) -> None:
        make_room()
        self.try_open()

    def try_open(self) -> None:
        """Unlocks the store and opens it; also what `Try again` does."""
        place, clock = self._place, self._clock
        self.background.run(
            lambda: _unlocked(place, clock), owner=self, then=self._on_unlocked, otherwise=self._on_trouble
        )

    def _on_unlocked(self, place: Place) -> None:
        self._place = place
        ward_id, clock = self._settings.ward_id, self._clock
        if ward_id and not self._demo:
            self.background.run(lambda: _look(place, ward_id, clock), owner=self, then=self._on_looked)
        self.background.run(lambda: _open(place, clock), owner=self, then=self._on_open, otherwise=self._on_trouble)

    def close(self) -> None:
        """Closes the store and ends the store's thread. What was given to it before is finished first."""
        self.doctor.close()
        hub = self._hub
        if self.presenter is not None:
            self.presenter.take_note_off()
        self._backup_looks.stop()
        if hub is not None:
            self.background.run(lambda: _put_away(hub), owner=self)
        self.background.close()

    def _on_looked(self, view: "TodayView | None") -> None:
        if view is not None and self._hub is None:
            self._today.show_view(view, me="")
            self._window.show_page(self._today, "today")
            self._window.strip.set_ward(view.ward.name)
            self._window.strip.set_unfiled(len(view.unfiled), "")
            self.looked.emit()

    def _on_open(self, hub: "Hub") -> None:
        self._hub = hub
        self._backup_looks.start()
        self.background.run(lambda: _known(hub, self._settings.ward_id), owner=self, then=self._on_known)

    def _on_backup_look(self) -> None:
        if self._hub is not None:
            self.background.run(self._hub.backups.make_if_due, owner=self, otherwise=_note_no_backup)
            self.background.run(self._hub.audit.look, owner=self, otherwise=_pass_over)

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
            return made.staff_id, _known(hub, made.ward_id)

        def then(made: "tuple[str, tuple[Ward | None, Sequence[Staff]]]") -> None:
            staff_id, known = made
            self._keep(demo=True, staff_id=staff_id)
            self._on_known(known)

        self.background.run(task, owner=self, then=then, otherwise=self._on_trouble)

    def _set_up(self) -> None:
        from inpatient_hub.gui.pages.setup.page import SetupPage
        from inpatient_hub.gui.pages.setup.presenter import SetupPresenter

        hub = self._opened
        self._setup_page = page = SetupPage()
        self._setup = SetupPresenter(self._context(hub), page)
        self._setup.ready.connect(self._on_set_up)
        page.demo_requested.connect(self._on_demo_requested)
        page.check_requested.connect(self._on_check_requested)
        self._window.set_working(working=False)
        self._window.show_page(page, "today")

    def _on_demo_requested(self) -> None:
        if self._setup_page is not None:
            self._setup_page.set_working("Making the demo ward")
        self._make_demo()

    def _on_set_up(self, ward: "Ward", person: "Staff") -> None:
        self._today.show_first_hint()
        self._begin(ward, [person])

    def _begin(self, ward: "Ward", staff: "Sequence[Staff]") -> None:
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
        self.began.emit()
        self.presenter.people.begin(staff, known_id=self._settings.staff_id if self._settings.demo else "")
        self.looked.emit()

    def _on_person_ready(self) -> None:
        from inpatient_hub.gui.page_builders import load_pages

        early, self._early_page = self._early_page, ""
        if early and self.presenter is not None:
            self.presenter.do(early)
        self.background.run(load_pages, owner=self)
        self.background.run(self._opened.audit.look, owner=self, otherwise=_pass_over)
        self.ready.emit()

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
        )

    def _keep(self, **changed: object) -> None:
        """Remembers for the next start. A folder that cannot be written is no reason to stop here."""
        self._settings = replace(self._settings, **changed)  # type: ignore[arg-type]
        folder, settings = self._place.data_folder, self._settings
        self.background.run(lambda: write_settings(folder, settings), owner=self, otherwise=_pass_over)

    def _on_trouble(self, error: HubError) -> None:
        from inpatient_hub.bootstrap import ways_forward
        from inpatient_hub.gui.pages.trouble.page import TroublePage

        page = TroublePage()
        ways = ways_forward(self._place, error)
        page.show_trouble(error, [(way.id, way.label, way.explanation) for way in ways])
        page.try_again_requested.connect(self._on_try_again)
        page.way_chosen.connect(self._on_way_chosen)
        page.check_requested.connect(self._on_check_requested)
        self._window.set_working(working=False)
        self._window.show_page(page, "today")

    def _on_check_requested(self) -> None:
        """Whether this computer is fit can be asked with no ward set up and with a store that cannot be opened."""
        from inpatient_hub.gui.computer_visit import ComputerVisit

        if self._visit is None:
            self._visit = ComputerVisit(self._window, self.doctor, self._clock)
        self._visit.begin()

    def _on_try_again(self) -> None:
        self._window.set_working(working=True)
        self._window.show_page(self._today, "today")
        self.try_open()

    def _on_way_chosen(self, way: str) -> None:
        from inpatient_hub.bootstrap import go_way

        place = self._place

        def then(_done: object) -> None:
            self._on_try_again()

        self.background.run(lambda: go_way(place, way), owner=self, then=then, otherwise=self._on_trouble)


def _known(hub: "Hub", ward_id: str) -> "tuple[Ward | None, Sequence[Staff]]":
    """The ward last shown here, or the first there is, with its staff."""
    wards = hub.wards.all()
    ward = next((one for one in wards if one.id == ward_id), wards[0] if wards else None)
    return ward, hub.wards.staff(ward.id) if ward else ()


def _put_away(hub: "Hub") -> None:
    """Makes the backup of this sitting and closes the store, whatever becomes of the backup."""
    try:
        hub.backups.make_at_quit()
    except HubError as fault:
        _note_no_backup(fault)
    finally:
        hub.close()


def _note_no_backup(fault: HubError) -> None:
    _log.warning("No backup was made: %s", fault.title)


def _unlocked(place: Place, clock: "Clock | None") -> Place:
    from inpatient_hub.bootstrap import unlocked

    return unlocked(place, clock=clock)


def _look(place: Place, ward_id: str, clock: "Clock | None") -> "TodayView | None":
    """Reads the first rows, and loads what their page is made of, both on the store's thread."""
    import inpatient_hub.gui.pages.today.page  # noqa: F401  so that the window's thread need not
    from inpatient_hub.bootstrap import first_look

    return first_look(place, ward_id, clock)


def _open(place: Place, clock: "Clock | None") -> "Hub":
    import inpatient_hub.gui.window_presenter  # noqa: F401  loaded here, so that the window's thread need not
    from inpatient_hub.bootstrap import open_hub

    return open_hub(place, clock=clock)


def _pass_over(_error: HubError) -> None:
    return
