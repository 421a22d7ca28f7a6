"""Starts the window."""

import gc
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from inpatient_hub import __version__
from inpatient_hub.gui.start_speed import hold_collector, skip_source_scan, spare_what_is_loaded

skip_source_scan()

from inpatient_hub.gui.layout_parts import hold_no_items  # noqa: E402  imports after the scan is off
from inpatient_hub.gui.main_window import SMALLEST, MainWindow  # noqa: E402
from inpatient_hub.gui.opening import Opening  # noqa: E402
from inpatient_hub.gui.theme import apply_theme  # noqa: E402
from inpatient_hub.host.place import Place  # noqa: E402
from inpatient_hub.host.settings import read_settings  # noqa: E402

if TYPE_CHECKING:
    from inpatient_hub.gui.doctor import Checks
    from inpatient_hub.gui.interrupts import Interrupts
    from inpatient_hub.services.ports import Clock

FIRST_SIZE = (1366, 768)
FRAME = 60
"""Pixels that a system's frame and title may need beside the window itself."""
SWITCH_SECONDS = 0.001
"""How long the store's thread may keep the interpreter from the window; Python's own 5 ms is felt in scrolling."""

LOADED_MS = 5_000
"""After the first paint; by then everything is loaded, on a slow computer nearly everything."""

ABOUT = (
    "Opens the window on this user's own data folder. To open another folder or a file, and for all commands, see "
    "'inpatient-hub --help'."
)


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application, named so that the system shows it rightly, and in British English on every computer."""
    hold_no_items()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["inpatient-hub", *arguments])
    app.setApplicationName("Inpatient Hub")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("inpatient-hub")
    return app


def open_window(
    app: QApplication,
    place: Place,
    *,
    demo: bool = False,
    locked: bool = False,
    facts: str = "",
    clock: "Clock | None" = None,
    checks: "Checks | None" = None,
) -> tuple[MainWindow, Opening]:
    """A painted window with the ward opening behind it, or with `locked` the locked page, or a file of facts, which
    need no ward. `clock` and `checks` stand in for this computer's."""
    sys.setswitchinterval(SWITCH_SECONDS)
    settings = read_settings(place.data_folder)
    apply_theme(app, settings.theme, settings.text_scale, settings.density)
    window = MainWindow()
    if demo or settings.demo:
        window.setWindowTitle("Inpatient Hub: demo ward, everyone in it is invented")
    opening = Opening(window, place, settings, demo=demo, locked=locked, facts=facts, clock=clock, checks=checks)
    screen = app.primaryScreen().availableGeometry()
    # A ward's laptop of 1366 x 768 at 150 % has 911 x 512 to give: a window that insists on more hangs over its edge.
    window.setMinimumSize(min(SMALLEST[0], screen.width()), min(SMALLEST[1], screen.height() - FRAME))
    window.resize(min(FIRST_SIZE[0], screen.width()), min(FIRST_SIZE[1], screen.height()))
    opening.start()
    if locked and settings.window_place:
        window.show()  # where it stood when it was locked
    elif screen.width() < FIRST_SIZE[0] + FRAME or screen.height() < FIRST_SIZE[1] + FRAME:
        window.showMaximized()  # a frame around the wanted size would not fit
    else:
        window.show()
    return window, opening


def run_window(place: Place, *, demo: bool = False, locked: bool = False, facts: str = "", pack: str = "") -> int:
    """Shows the window until it is closed. Returns the exit code."""
    _note_faults(place)
    hold_collector()
    app = make_app()
    window, opening = open_window(app, place, demo=demo, locked=locked, facts=facts)
    opening.pack = pack
    closing = _Closing(window, opening, place)
    window.close_wanted.connect(closing.on_close_wanted)
    window.first_painted.connect(closing.on_first_painted)
    code = app.exec()
    closing.end()
    put_away(window, opening)
    _note_faults(place)
    closing.end_watch()
    gc.enable()  # only now: nothing of the window is left
    return code


def _begin_log(place: Place) -> None:
    """The ward takes seconds to open on a slow computer: what happens until then is noted too. Where there was no log
    yet, none is made."""
    from inpatient_hub.host.log import keep_log_off_terminal, start_log
    from inpatient_hub.host.paths import log_file

    if log_file(place.data_folder).parent.is_dir():
        start_log(place.data_folder)
    keep_log_off_terminal()


def _note_faults(place: Place) -> None:
    """Until the window is painted and after it is closed, a fault nobody caught is noted without its words, which could
    name somebody."""

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from inpatient_hub.host.log import log_bug

        _begin_log(place)
        log_bug("the window", error)

    sys.excepthook = note


def put_away(window: MainWindow, opening: Opening) -> None:
    """Closes the store and destroys the window now, while Qt is still whole: left to the end of the process, their
    parts are taken down in no certain order."""
    sys.excepthook = sys.__excepthook__
    opening.close()
    shiboken6.delete(window)


class _Closing:
    """Lets the window close at once while no ward is open, else when the person has seen what is not filed; and once it
    is painted, watches for Ctrl+C, for faults nobody caught and for those that end the program."""

    def __init__(self, window: MainWindow, opening: Opening, place: Place) -> None:
        self._interrupts: Interrupts | None = None
        self._window = window
        self._opening = opening
        self._place = place
        opening.began.connect(self._on_began)

    def on_first_painted(self) -> None:
        from inpatient_hub.gui.errors import guard_window
        from inpatient_hub.gui.interrupts import Interrupts

        _begin_log(self._place)
        guard_window(self._window)
        self._watch()
        self._interrupts = Interrupts(make_app())
        QTimer.singleShot(LOADED_MS, self._window, self._on_loaded)

    def _on_loaded(self) -> None:
        from inpatient_hub.gui.garbage import GarbageLooks

        spare_what_is_loaded()
        GarbageLooks(self._window).begin()

    def _watch(self) -> None:
        from inpatient_hub.host.crash_watch import this_process

        this_process.begin(self._place.data_folder)

    def end_watch(self) -> None:
        """This end is no crash."""
        from inpatient_hub.host.crash_watch import this_process

        this_process.end()

    def end(self) -> None:
        if self._interrupts is not None:
            self._interrupts.end()

    def on_close_wanted(self) -> None:
        lock = self._opening.quick_lock
        if self._opening.presenter is None or (lock is not None and lock.is_locked):
            self._window.let_close()  # there is nobody to ask, and nothing may be shown

    def _on_began(self) -> None:
        self._watch()  # the folder of a new ward was not there before
        if self._opening.presenter is not None:
            self._opening.presenter.closed.connect(self._on_closed)

    def _on_closed(self) -> None:
        self._opening.finish(self._window.let_close)


def main() -> int:
    """The entry point of the desktop shortcut: the window on the usual data folder. What else it is told is answered as
    the console command does: 2 for what is not understood."""
    from inpatient_hub.host.paths import default_data_folder
    from inpatient_hub.host.replacing import LOCKED_FLAG

    told = sys.argv[1:]
    if set(told) - {LOCKED_FLAG}:
        from argparse import ArgumentParser

        parser = ArgumentParser("inpatient-hub-desktop", usage="%(prog)s", description=ABOUT, allow_abbrev=False)
        parser.parse_args([one for one in told if one != LOCKED_FLAG])  # answers, and ends the process: 0 or 2
    return run_window(Place(data_folder=default_data_folder()), locked=LOCKED_FLAG in told)


if __name__ == "__main__":
    sys.exit(main())
