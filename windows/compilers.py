"""Finds the programs of others that the build calls: MinGW's compiler and NSIS' own."""

import os
import shutil
from pathlib import Path

from windows.packages import CannotBuild

_FOR_WINDOWS = "x86_64-w64-mingw32-"


def mingw(tool: str) -> str:
    """MinGW's program of this name (gcc, windres) as it is called here. Raises CannotBuild where there is none.

    On Windows itself some of them come without the beginning that tells whom they compile for.
    """
    names = [f"{_FOR_WINDOWS}{tool}", *([tool] if os.name == "nt" else [])]
    for name in names:
        if shutil.which(name):
            return name
    raise CannotBuild(
        f"There is no {names[0]}. On Debian the package is gcc-mingw-w64-x86-64-win32; on Windows install MinGW-w64."
    )


def makensis() -> str:
    """The compiler of setups. Raises CannotBuild where there is none; on Windows its setup adds it to no path."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "."), "NSIS", "makensis.exe")
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise CannotBuild("There is no makensis. On Debian the package is nsis; on Windows install NSIS 3.08 or later.")
    return found
