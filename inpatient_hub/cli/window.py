"""`inpatient-hub` alone: the window, or the same job in the terminal where a computer cannot show one."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from inpatient_hub.bootstrap import Place, ephemeral
from inpatient_hub.cli import output
from inpatient_hub.cli.opening import place_of
from inpatient_hub.cli.unlocking import opened_place
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.log import stop_log

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Environment variables of Linux that say where a window can be shown; the last one is Qt's own."""


class NoWindow(HubError):
    """This computer cannot show the window."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "The window cannot be opened",
            why,
            remedy="The commands work without it: see 'inpatient-hub --help', or try 'inpatient-hub --demo'.",
        )


def refuse_without_display(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> None:
    """Raises NoWindow on a Linux computer without a display: Qt would end the program without a word."""
    if platform.startswith("linux") and not any(environ.get(name) for name in _DISPLAYS):
        raise NoWindow("This computer has no display.")


def run_the_window(place: Place, *, demo: bool = False, locked: bool = False, facts: str = "", pack: str = "") -> int:
    """Shows the window until it is closed; with `facts`, at what that file tells of a computer; with `pack`, offering
    that content pack once somebody is there. Raises NoWindow when Qt is not there."""
    refuse_without_display()
    try:
        from inpatient_hub.gui.app import run_window
    except ImportError as error:
        raise _judged(error) from error
    return run_window(place, demo=demo, locked=locked, facts=facts, pack=pack)


def _judged(error: ImportError) -> Exception:
    """What an import that failed means: no Qt, no library that Qt needs, or a fault of ours."""
    if (error.name or "").partition(".")[0] not in ("PySide6", "shiboken6", "shibokensupport"):
        return error
    if isinstance(error, ModuleNotFoundError):
        return NoWindow("PySide6 is not installed.")
    return NoWindow(f"Qt lacks a part of this system ({str(error).partition(':')[0]}).")


def _open(args: Namespace) -> int:
    if args.demo:
        return _demonstrate()
    place = place_of(args)
    if args.passphrase_fd is not None and not args.locked and not args.shown_facts:
        place = opened_place(place, args)
    return run_the_window(place, locked=args.locked, facts=args.shown_facts or "", pack=args.shown_pack or "")


def _demonstrate() -> int:
    """The fictional ward in a folder of its own, which nobody can read after the end and which is removed then."""
    with TemporaryDirectory(prefix="inpatient-hub-demo-", ignore_cleanup_errors=True) as folder:
        try:
            return _window_or_terminal(ephemeral(Place(data_folder=Path(folder))))
        finally:
            stop_log()


def _window_or_terminal(place: Place) -> int:
    try:
        return run_the_window(place, demo=True)
    except NoWindow as obstacle:
        from inpatient_hub.cli.demonstration import demonstrate

        output.say(f"{obstacle.message} The same job follows in the terminal.")
        output.say()
        return demonstrate(place)


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"": _open}
