"""Compiles installer.nsi into the setup: lists what is in the program folder, and runs makensis."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from windows.compilers import makensis
from windows.icon import write_icon
from windows.launchers import UNINSTALL, compile_uninstall, figures
from windows.packages import ROOT, run
from windows.program import WHEN, size_of
from windows.signing import words_of

MOST_BYTES = 35 * 1_000_000
"""The setup's budget."""

SCRIPT = ROOT / "installer.nsi"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the setup is to be: quick to make (for tests), of 64 bits (for tests), signed by which command, and on what
    machine it is to believe that it runs (for tests)."""

    fast: bool = False
    stub64: bool = False
    sign: str = ""
    machine: int = 0


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
    """Writes each file, folder by folder, and first what has the program uninstalled."""
    here = Path()
    yield 'SetOutPath "$INSTDIR"'
    yield f'File "${{LISTS}}\\{UNINSTALL.file}"'
    for file in files_of(program):
        if file.parent != here:
            here = file.parent
            yield f'SetOutPath "$INSTDIR\\{in_nsis(here)}"' if here != Path() else 'SetOutPath "$INSTDIR"'
        yield f'File "{str(program / file).replace("$", "$$")}"'


def file_lines(program: Path) -> Iterator[str]:
    """Goes through exactly these files, to look whether they can be deleted and then to delete them."""
    for file in files_of(program):
        yield f'!insertmacro OneFile "$INSTDIR\\{in_nsis(file)}"'


def folder_lines(program: Path) -> Iterator[str]:
    """Deletes each folder that is empty then: what somebody else put there stays."""
    for folder in reversed(folders_of(program)):
        yield f'RMDir "$INSTDIR\\{in_nsis(folder)}"'


def write_lists(program: Path, lists: Path, version: str) -> None:
    """Write what the script takes in: lists of files and folders, the icon, and what has the program uninstalled."""
    shutil.rmtree(lists, ignore_errors=True)
    lists.mkdir(parents=True)
    for name, lines in (("install", install_lines), ("files", file_lines), ("folders", folder_lines)):
        text = "\n".join(lines(program)) + "\n"
        (lists / f"{name}.nsh").write_text(text, encoding="utf-8-sig", newline="\n")
    write_icon(lists / "hub.ico")
    compile_uninstall(lists, version)


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
    if wanted.sign:
        told["SIGN"] = wanted.sign
    if wanted.machine:
        told["MACHINE"] = str(wanted.machine)
    return [*(f"-D{name}={value}" for name, value in told.items()), *(f"-D{name}" for name in flags)]


def make_setup(program: Path, setup: Path, version: str, wanted: Wanted) -> None:
    """Compile the setup. Raises CannotBuild where there is no makensis, or when it complains of anything."""
    compiler = makensis()  # before anything is written
    program, setup = program.resolve(), setup.resolve()
    setup.parent.mkdir(parents=True, exist_ok=True)
    lists = setup.with_suffix(".lists")
    write_lists(program, lists, version)
    if wanted.sign:
        run(*words_of(wanted.sign), lists / UNINSTALL.file)
    os.utime(lists / UNINSTALL.file, (WHEN, WHEN))  # the setup keeps when a file was written
    os.environ["SOURCE_DATE_EPOCH"] = str(WHEN)
    run(compiler, "-V2", "-WX", *definitions(program, lists, setup, version, wanted), SCRIPT)
