"""Has what bears no signature signed by the builder's own command; installer.nsi sees to uninstaller and setup.

Windows' application control looks at every launcher and library on its own.
"""

import os
import shlex
import struct
from pathlib import Path

from windows.launchers import BOTH
from windows.packages import run

_PROGRAMS = frozenset({".exe", ".dll", ".pyd"})
_SECURITY = 4
"""Which entry of a program's table of directories names its signature."""


def words_of(command: str, *, on_windows: bool = os.name == "nt") -> list[str]:
    """The builder's command as its words. On Windows a backslash stands in the paths of folders and escapes nothing."""
    if not on_windows:
        return shlex.split(command)
    words = shlex.shlex(command, posix=True)
    words.whitespace_split, words.commenters, words.escape, words.quotes = True, "", "", '"'
    return list(words)


def is_signed(file: Path) -> bool:
    """Whether a program or library for Windows bears a signature, whoever's it is. False for what is none."""
    data = file.read_bytes()
    try:
        (header,) = struct.unpack_from("<I", data, 0x3C)
        signature, magic = struct.unpack_from("<4s20xH", data, header)
        table = header + 24 + (112 if magic == 0x20B else 96)
        _, size = struct.unpack_from("<II", data, table + 8 * _SECURITY)
    except struct.error:
        return False
    return bool(signature == b"PE\0\0" and size)


def sign_what_is_not(program: Path, command: str) -> list[Path]:
    """Run the command on our launchers, and on every library that nobody has signed: the file's name is put behind it,
    and the file itself is to be signed, not a copy. Returns them in order.

    Raises CannotBuild when the command fails.
    """
    launchers = [program / launcher.file for launcher in BOTH]
    others = [file for file in program.rglob("*") if file.suffix.lower() in _PROGRAMS and file not in launchers]
    signed = [*launchers, *(file for file in sorted(others) if not is_signed(file))]
    for file in signed:
        run(*words_of(command), file)
    return signed
