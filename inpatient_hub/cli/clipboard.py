"""Puts a note on the clipboard from a shell. The only place that uses pyperclip."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pyperclip

from inpatient_hub.domain.errors import HubError

LOOKS = 5
"""How often it is looked whether the text has arrived: over Citrix or a remote desktop that can take a second."""
PAUSE_SECONDS = 0.3


def put(text: str, *, note_id: str, by: str | None = None) -> None:
    """Puts `text` on the clipboard and looks whether it is there. Raises HubError when it is not: the note itself is in
    the unfiled tray already, under `note_id`; `by` is who was named on the command line."""
    try:
        with _own_streams_closed():
            pyperclip.copy(text)
        arrived = _has_arrived(text)
    except (pyperclip.PyperclipException, OSError, ValueError, AssertionError):
        raise _not_taken(note_id, by) from None
    if not arrived:  # some systems answer with nothing at all
        raise _not_taken(note_id, by)


def named(by: str | None) -> str:
    """The option that names the person again, for a command that is to be typed next; empty when none was named."""
    return f' --by "{by}"' if by else ""


def _has_arrived(text: str) -> bool:
    for look in range(LOOKS):
        if look:
            threading.Event().wait(PAUSE_SECONDS)
        if _bare(str(pyperclip.paste())) == _bare(text):
            return True
    return False


def _bare(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\n")


def _not_taken(note_id: str, by: str | None) -> HubError:
    needs = " On Linux this needs a desktop session, and xclip or wl-clipboard." if sys.platform == "linux" else ""
    return HubError(
        "The clipboard did not take the note",
        f"It is safe in the unfiled tray.{needs}",
        remedy=f"Try 'inpatient-hub note copy {note_id}{named(by)}' once more, or copy it in the window.",
    )


@contextmanager
def _own_streams_closed() -> Iterator[None]:
    """Xclip stays behind to serve the clipboard, with the streams it was given: with ours it would keep a pipe open for
    ever, and whoever reads this program's output would wait for it."""
    if sys.platform == "win32":
        yield
        return
    sys.stdout.flush()
    sys.stderr.flush()
    kept = {descriptor: os.dup(descriptor) for descriptor in (1, 2)}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for descriptor in kept:
            os.dup2(nowhere, descriptor)
        yield
    finally:
        for descriptor, ours in kept.items():
            os.dup2(ours, descriptor)
            os.close(ours)
        os.close(nowhere)
