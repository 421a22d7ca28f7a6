"""Compiles our own programs: the two that start Inpatient Hub, with a window and for the command line, and the one that
has it uninstalled."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from windows.compilers import mingw
from windows.icon import write_icon
from windows.packages import run

HERE = Path(__file__).resolve().parent / "launcher"
SAFE = (
    "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va",
    "-Wl,--major-subsystem-version,10,--minor-subsystem-version,0,--major-os-version,10",
)
"""The same bytes each time; memory that cannot be guessed; and older Windows refuses it by itself."""


@dataclass(frozen=True, slots=True)
class Launcher:
    """One of them: its file, its words in the list of running programs, how it is compiled, and from what."""

    file: str
    description: str
    flags: tuple[str, ...]
    source: str = "hub.c"


WINDOW = Launcher("InpatientHub.exe", "Inpatient Hub", ("-mwindows", "-DHUB_WINDOW"))
COMMANDS = Launcher("inpatient-hub.exe", "Inpatient Hub, command line", ("-mconsole",))
BOTH = (WINDOW, COMMANDS)
UNINSTALL = Launcher("uninstall.exe", "Inpatient Hub, uninstall", ("-mwindows",), "uninstall.c")


def compile_launchers(folder: Path, version: str, python: tuple[int, int]) -> None:
    """Put both into a folder. Raises CannotBuild where there is no compiler for Windows."""
    _compile_all(BOTH, folder, version, f'-DPYTHON_DLL=L"python{python[0]}{python[1]}.dll"')


def compile_uninstall(folder: Path, version: str) -> None:
    """Put what has the program uninstalled into a folder. Raises CannotBuild where there is no compiler for Windows."""
    _compile_all((UNINSTALL,), folder, version)


def _compile_all(launchers: tuple[Launcher, ...], folder: Path, version: str, *flags: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        at = Path(scratch)
        write_icon(at / "hub.ico")
        for name in ("hub.rc", "hub.manifest", *{launcher.source for launcher in launchers}):
            shutil.copy(HERE / name, at / name)
        for launcher in launchers:
            _compile(launcher, at, version, *flags)
            shutil.copy(at / launcher.file, folder / launcher.file)


def _compile(launcher: Launcher, at: Path, version: str, *flags: str) -> None:
    told = {
        "HUB_VERSION": f'"{version}"',
        "HUB_FIGURES": figures(version).replace(".", ","),
        "HUB_FILE": f'"{launcher.file}"',
        "HUB_DESCRIPTION": f'"{launcher.description}"',
    }
    header = "".join(f"#define {name} {value}\n" for name, value in told.items())
    (at / "told.rc").write_text(header + (at / "hub.rc").read_text(encoding="utf-8"), encoding="utf-8")
    run(mingw("windres"), "--codepage=65001", "told.rc", "-O", "coff", "-o", "hub.res", folder=at)
    how = ("-O2", "-s", "-municode", "-Wall", "-Wextra", "-Werror", *SAFE, *launcher.flags, *flags)
    run(mingw("gcc"), *how, "-o", launcher.file, launcher.source, "hub.res", folder=at)


def figures(version: str) -> str:
    """The four figures by which Windows compares versions; `0.1.0rc2` counts as `0.1.0.0`."""
    parts = []
    for part in version.split(".")[:3]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        parts.append(digits or "0")
        if digits != part:
            break
    return ".".join([*parts, "0", "0", "0"][:4])
