"""Opens the lock for a command: without a question, or with words from the terminal or a file descriptor. Never from an
argument, which everyone on the computer could read."""

import os
import sys
from argparse import Namespace

from inpatient_hub.bootstrap import Place, unlocked, unlocked_by_words, with_new_lock
from inpatient_hub.cli import output
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import Locked, PassphraseNeeded

_MOST_BYTES = 4096


def opened_place(place: Place, args: Namespace, *, make: bool = True) -> Place:
    """The place with its key. Asks for the passphrase or the recovery key where the keyring has none, and for a new
    passphrase where a lock has to be made without a keyring. With `make` off no lock is made where there is no store.
    Raises HubError."""
    try:
        return unlocked(place, make=make)
    except PassphraseNeeded as needed:
        words = new_passphrase(args)
        if words is None:
            raise _with_ways(needed) from None
        output.aside("The ward's work is locked with this passphrase.")
        made = with_new_lock(place, passphrase=words)
        output.aside("Write the recovery key down soon: 'inpatient-hub lock recovery-key'.")
        return made
    except Locked as locked:
        words = asked(args, "Passphrase or recovery key: ")
        if words is None:
            raise _with_ways(locked) from None
        return unlocked_by_words(place, words)


def new_passphrase(args: Namespace) -> str | None:
    """A passphrase that a person chose: typed twice at a terminal. None when there is nobody to ask."""
    words = asked(args, "Choose a passphrase: ")
    if words is None or args.passphrase_fd is not None:
        return words
    if asked(args, "Type it again: ") != words:
        raise HubError(
            "The passphrase was not set", "The two were not the same.", remedy="Try again. Nothing has been changed."
        )
    return words


def asked(args: Namespace, question: str) -> str | None:
    """The next line of the file descriptor named with --passphrase-fd, or what is typed at the terminal and not shown;
    None when there is neither."""
    return line_of(args.passphrase_fd, question, "--passphrase-fd")


def line_of(descriptor: int | None, question: str, option: str) -> str | None:
    """The next line of a file descriptor, or what is typed at the terminal and not shown; None when there is neither.
    `option` is what the descriptor was named with."""
    if descriptor is not None:
        return _next_line(descriptor, option)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    import getpass  # seldom needed

    return getpass.getpass(question)


def _next_line(descriptor: int, option: str) -> str:
    """Read byte by byte, so that the line after it is still there for the next question."""
    read = bytearray()
    try:
        while len(read) < _MOST_BYTES and (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            read += byte
        words = read.decode("utf-8").removesuffix("\r")
    except (OSError, OverflowError, UnicodeDecodeError):
        words = ""
    if not words:
        raise HubError(
            "No passphrase could be read" if option == "--passphrase-fd" else "No PIN could be read",
            f"File descriptor {descriptor} gave no line of text.",
            remedy=f"Give one that is open for reading, such as {option} 3 3<FILE.",
        )
    return words


def _with_ways(trouble: HubError) -> HubError:
    trouble.remedy = (
        f"{trouble.remedy} At a terminal the command asks for it; a program gives it with --passphrase-fd N."
    )
    return trouble
