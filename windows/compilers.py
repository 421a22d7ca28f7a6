"""Finds the programs of others that the build calls: MinGW's compiler and NSIS' own."""

import os
import shutil
from pathlib import Path

from windows.packages import CannotBuild, run

SAFE_NSIS = (3, 12)
"""From this version on its setups use no folder that others may write to when they run as SYSTEM."""

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
        raise CannotBuild("There is no makensis. On Debian the package is nsis; on Windows install NSIS 3.12 or later.")
    return found


def version_of_makensis() -> str:
    """Such as `3.08`. Raises CannotBuild."""
    return run(makensis(), "-VERSION").strip().removeprefix("v").partition("-")[0]


def old_makensis() -> str:
    """What is wrong with setups that this makensis makes; empty where it is new enough."""
    version = version_of_makensis()
    figures = tuple(int(part) for part in version.split(".") if part.isdecimal())
    if figures >= SAFE_NSIS:
        return ""
    return (
        f"NSIS {version}: where a setup made with it runs as SYSTEM, as Intune and Configuration Manager run one, a "
        "user of that computer may gain SYSTEM's rights (CVE-2025-43715, CVE-2026-42171). For rolling out, build with "
        "NSIS 3.12 or later."
    )
