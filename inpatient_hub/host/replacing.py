"""Puts a fresh process in the place of this one, so that nothing this one knew is left in memory.

The new process gets the arguments of the first start and a flag, and nothing else: no key, no name, no place on the
screen. Handles of files and of the screen are not passed on.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from inpatient_hub.domain.errors import HubError

LOCKED_FLAG = "--locked"

_SPENT = "--passphrase-fd"
"""What could be read there was read; the fresh process asks a person."""
_MOST_HANDLES = 1024


class NotReplaced(HubError):
    """The fresh process could not be started."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            "Inpatient Hub could not lock itself fully",
            f"The ward is closed, but the system did not start a fresh copy of the program ({error.strerror}).",
            remedy="Quit, and start Inpatient Hub again. Nothing that was saved is lost.",
        )


def command_again() -> list[str]:
    """The command that started this process, with the flag that lets it begin locked."""
    return locked_command(sys.executable, sys.orig_argv, sys.argv[1:])


def locked_command(executable: str, original: Sequence[str], arguments: Sequence[str]) -> list[str]:
    """`original` is the whole command of the first start, of which `arguments` are those meant for the program."""
    interpreter = list(original[1 : len(original) - len(arguments)])
    return [executable, *interpreter, *_again(arguments)]


def _again(arguments: Sequence[str]) -> list[str]:
    kept: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == _SPENT:
            next(waiting, None)
        elif argument != LOCKED_FLAG and not argument.startswith(f"{_SPENT}="):
            kept.append(argument)
    return [*kept, LOCKED_FLAG]


def replace_process(command: Sequence[str] | None = None) -> None:
    """Replaces this process. On Windows, which cannot do that, the fresh one is started beside it and this returns: the
    caller ends at once. Raises NotReplaced."""
    wanted = list(command_again() if command is None else command)
    logging.shutdown()
    try:
        if sys.platform == "win32":
            _start_beside(wanted)
        else:
            _pass_no_handles_on()
            os.execv(wanted[0], wanted)  # noqa: S606  there is no shell to be wanted
    except OSError as error:
        raise NotReplaced(error) from None


def _pass_no_handles_on() -> None:
    """Python and Qt close theirs by themselves; a library's might stay open in the fresh process."""
    for handle in range(3, _MOST_HANDLES):
        with suppress(OSError):
            os.set_inheritable(handle, False)


if sys.platform == "win32":

    def _start_beside(command: Sequence[str]) -> None:
        apart = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        subprocess.Popen(command, creationflags=apart, close_fds=True)  # noqa: S603  our own command
