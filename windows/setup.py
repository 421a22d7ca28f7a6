"""Compiles installer.nsi into the setup: lists what is in the program folder, and runs makensis."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from windows.compilers import makensis
from windows.icon import write_icon
from windows.launchers import figures
from windows.packages import ROOT, run
from windows.program import WHEN, size_of

MOST_BYTES = 35 * 1_000_000
"""The setup's budget."""

SCRIPT = ROOT / "installer.nsi"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the setup is to be: quick to make (for tests), of 64 bits (for tests), and signed by which command."""

    fast: bool = False
    stub64: bool = False
    sign: str = ""


def folders_of(program: Path) -> list[Path]:
    """The folders inside the program folder, each after the one that holds it."""
    return sorted(one.relative_to(program) for one in program.rglob("*") if one.is_dir())


def files_of(program: Path) -> list[Path]:
    """The files inside the program folder."""
    return sorted(one.relative_to(program) for one in program.rglob("*") if one.is_file())


def in_nsis(path: Path) -> str:
    """A path as it stands in a string of NSIS, with backslashes; a dollar is NSIS' own sign."""
    return str(path).replace("/", "\\").replace("$", "$$")


def install_lines(program: Path) -> Iterator[str]:
    """Writes each file, folder by folder."""
    here: Path | None = None
    for file in files_of(program):
        if file.parent != here:
            here = file.parent
            yield f'SetOutPath "$INSTDIR\\{in_nsis(here)}"' if str(here) != "." else 'SetOutPath "$INSTDIR"'
        yield f'File "{str(program / file).replace("$", "$$")}"'


def uninstall_lines(program: Path) -> Iterator[str]:
    """Deletes exactly these files, and each folder that is empty then: what somebody else put there stays."""
    for file in files_of(program):
        yield f'Delete "$INSTDIR\\{in_nsis(file)}"'
    for folder in reversed(folders_of(program)):
        yield f'RMDir "$INSTDIR\\{in_nsis(folder)}"'


def write_lists(program: Path, lists: Path) -> None:
    """Write what the script takes in: the lists of files, and the icon."""
    shutil.rmtree(lists, ignore_errors=True)
    lists.mkdir(parents=True)
    for name, lines in (("install.nsh", install_lines(program)), ("uninstall.nsh", uninstall_lines(program))):
        (lists / name).write_text("\n".join(lines) + "\n", encoding="utf-8-sig", newline="\n")
    write_icon(lists / "hub.ico")


def definitions(program: Path, lists: Path, setup: Path, version: str, wanted: Wanted) -> list[str]:
    """What the script is told, as makensis' own arguments."""
    major, minor, *_ = figures(version).split(".")
    told = {
        "VERSION": version,
        "FIGURES": figures(version),
        "MAJOR": major,
        "MINOR": minor,
        "KILOBYTES": str(size_of(program) // 1024),
        "LISTS": str(lists),
        "OUTFILE": str(setup),
    }
    flags = [name for name, asked in (("FAST", wanted.fast), ("STUB64", wanted.stub64)) if asked]
    signing = [f"-DSIGN={wanted.sign}"] if wanted.sign else []
    return [*(f"-D{name}={value}" for name, value in told.items()), *(f"-D{name}" for name in flags), *signing]


def make_setup(program: Path, setup: Path, version: str, wanted: Wanted) -> None:
    """Compile the setup. Raises CannotBuild where there is no makensis, or when it complains of anything."""
    compiler = makensis()  # before anything is written
    program, setup = program.resolve(), setup.resolve()
    setup.parent.mkdir(parents=True, exist_ok=True)
    lists = setup.with_suffix(".lists")
    write_lists(program, lists)
    os.environ["SOURCE_DATE_EPOCH"] = str(WHEN)
    run(compiler, "-V2", "-WX", *definitions(program, lists, setup, version, wanted), SCRIPT)
