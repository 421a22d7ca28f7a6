"""Takes the Python that the program runs on from a folder or zip laid out as python.org's embeddable one."""

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from windows.packages import CannotBuild

_DLL = re.compile(r"python(3)(\d+)\.dll", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"(_wmi|_tkinter|_test.*|_ctypes_test|tcl.*|tk.*|winsound|_msi|_sqlite3|sqlite3)\.(pyd|dll)", re.IGNORECASE
)
"""_wmi: importing a package asks it for the computer's name, which takes seconds where WMI is closed; without the file
Python asks elsewhere. The .cat signs a set of files that is no longer whole; each DLL carries its own signature."""

_UNUSED = re.compile(
    r"(test|tests|idlelib|tkinter|turtledemo|turtle|lib2to3|ensurepip|venv|pydoc|pydoc_data|distutils|msilib|sqlite3"
    r"|unittest|doctest|pdb|xmlrpc|wsgiref|curses|dbm|_pydecimal|_pyio|_osx_support|_aix_support|zipapp|pickletools"
    r"|mailbox|imaplib|nntplib|smtpd|telnetlib|ftplib|poplib|smtplib|cgi|cgitb|site-packages|__phello__)(/|\.pyc?$|$)"
)


@dataclass(frozen=True, slots=True)
class Runtime:
    """An unpacked Python for Windows: its folder, and its version such as (3, 11)."""

    folder: Path
    python: tuple[int, int]

    @property
    def tag(self) -> str:
        """`311`, as the names of its files have it."""
        return f"{self.python[0]}{self.python[1]}"


def opened(given: Path, scratch: Path) -> Runtime:
    """The runtime in a folder, or in a zip, which is unpacked first. Raises CannotBuild when it is none."""
    folder = given
    if given.is_file():
        if not zipfile.is_zipfile(given):
            raise CannotBuild(f"{given.name} is no zip. Give the embeddable Python of python.org, packed or unpacked.")
        folder = scratch / "runtime"
        with zipfile.ZipFile(given) as archive:
            archive.extractall(folder)
    names = [_DLL.fullmatch(file.name) for file in folder.iterdir()] if folder.is_dir() else []
    found = [match for match in names if match]
    if len(found) != 1:
        raise CannotBuild(
            f"{given} holds no Python for Windows. Give the embeddable Python of python.org (64-bit): it has a "
            "python3xx.dll and a python3xx.zip at its top."
        )
    runtime = Runtime(folder, (int(found[0][1]), int(found[0][2])))
    for needed in ("python3.dll", f"python{runtime.tag}.zip", "vcruntime140.dll", "_ssl.pyd"):
        if not (folder / needed).is_file() and needed.lower() not in {one.name.lower() for one in folder.iterdir()}:
            raise CannotBuild(f"The Python in {given} lacks {needed}.")
    return runtime


def copy_into(program: Path, runtime: Runtime) -> None:
    """Put the interpreter at the top of the program folder, and its library into Lib, unpacked: a start then reads
    fewer bytes than from a zip."""
    for file in sorted(runtime.folder.iterdir()):
        wanted = file.suffix.lower() in {".dll", ".pyd"} and not _LEFT_OUT.fullmatch(file.name)
        if file.is_file() and wanted:
            shutil.copyfile(file, program / file.name)
    library = program / "Lib"
    with zipfile.ZipFile(runtime.folder / f"python{runtime.tag}.zip") as archive:
        archive.extractall(library, [name for name in archive.namelist() if not _UNUSED.match(name)])
    # Beside the DLL this file says where everything is; with it no variable and no registry key changes what is loaded.
    paths = ".\nLib\nLib\\site-packages\n"
    (program / f"python{runtime.tag}._pth").write_text(paths, encoding="utf-8", newline="\r\n")
