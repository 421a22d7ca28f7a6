"""Hands the file that somebody opened to the copy of the program that has the ward open already."""

import os
from contextlib import suppress
from pathlib import Path

HANDED_FILE = "hub.handed"
"""In the data folder, only until the open window has read it: the whole path of the file that is handed over."""

_MOST_BYTES = 32_768
"""Windows knows no longer path than this."""


def hand_over(folder: Path, file: Path) -> bool:
    """Leaves word of a file in this data folder, whole or not at all. False when it cannot be written."""
    making = folder / f"{HANDED_FILE}.{os.getpid()}.part"
    try:
        descriptor = os.open(making, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(os.fsencode(file.absolute()))
        making.replace(folder / HANDED_FILE)
    except OSError:
        with suppress(OSError):
            making.unlink(missing_ok=True)
        return False
    return True


def is_waiting(folder: Path) -> bool:
    """Whether nobody has taken what was handed over."""
    return (folder / HANDED_FILE).exists()


def take_handed(folder: Path, ending: str) -> Path | None:
    """Takes what was handed over; None where there is nothing, or what no copy of this program would hand over: the
    whole path of a file with this ending. Whether the file is there is for whoever opens it to see."""
    word = folder / HANDED_FILE
    try:
        with word.open("rb") as opened:
            said = opened.read(_MOST_BYTES + 1)
        word.unlink()
        text = os.fsdecode(said)
    except (OSError, ValueError):
        return None
    file = Path(text)
    fits = len(said) <= _MOST_BYTES and text.isprintable() and file.is_absolute()
    return file if fits and file.suffix.casefold() == ending else None


def take_back(folder: Path) -> None:
    """Nobody took it: it is not to be offered at some later start."""
    with suppress(OSError):
        (folder / HANDED_FILE).unlink(missing_ok=True)
