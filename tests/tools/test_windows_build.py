"""What the build for Windows decides without a Windows: what stays, what is listed, and what a portable copy holds."""

import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from windows import compilers
from windows.launchers import figures
from windows.packages import LOCK, PROJECT, ROOT, CannotBuild, shipped
from windows.portable import READ_ME, make_zip
from windows.runtime import opened
from windows.setup import file_lines, folder_lines, in_nsis, install_lines
from windows.signing import is_signed, sign_what_is_not, words_of
from windows.trimming import is_kept


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "built" / "InpatientHub"
    for name in ("InpatientHub.exe", "Lib/site-packages/one/a.pyc", "Lib/site-packages/one/data/b.txt"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode() * 100)
    return folder


@pytest.mark.parametrize(
    ("version", "four"),
    [("0.1.0", "0.1.0.0"), ("1.4.12", "1.4.12.0"), ("0.1.0rc2", "0.1.0.0"), ("2", "2.0.0.0"), ("1.0.dev3", "1.0.0.0")],
)
def test_a_version_becomes_the_four_figures_windows_compares(version: str, four: str) -> None:
    assert figures(version) == four


@pytest.mark.parametrize(
    "name",
    [
        *(
            "PySide6/QtWidgets.pyd",
            "PySide6/Qt6Core.dll",
            "PySide6/plugins/platforms/qwindows.dll",
            "psutil/_psutil.pyd",
        ),
        *("PySide6/translations/qtbase_en.qm", "inpatient_hub/gui/app.py", "sqlalchemy/dialects/sqlite/base.py"),
        *("holidays/countries/united_kingdom.py", "psutil/_pswindows.py", "psutil/_ntuples.py"),
    ],
)
def test_what_the_program_needs_stays(name: str) -> None:
    assert is_kept(name)


@pytest.mark.parametrize(
    "name",
    [
        *("PySide6/Qt6Qml.dll", "PySide6/designer.exe", "PySide6/opengl32sw.dll", "PySide6/translations/qtbase_de.qm"),
        *(
            "PySide6/concrt140.dll",
            "PySide6/QtWebEngineCore.pyd",
            "psutil/tests/test_all.py",
            "sqlalchemy/dialects/oracle/base.py",
        ),
        *("pydantic/v1/main.py", "keyring/testing/backend.py", "shiboken6/shiboken6.pyi", "bin/alembic"),
        *("holidays/countries/__init__.py", "holidays/locale/th/LC_MESSAGES/GB.mo", "psutil/_pslinux.py"),
    ],
)
def test_what_nobody_runs_goes(name: str) -> None:
    assert not is_kept(name)


_BANK_HOLIDAYS = """
import sys
sys.path[:0] = sys.argv[1:]
import holidays
from inpatient_hub.domain.working_days import Nation, bank_holidays
print(len(sys.modules["holidays"].__path__), holidays.__path__[0])
for nation in Nation:
    print(nation, *sorted((day.isoformat(), name) for day, name in bank_holidays(nation, 2026).items()), sep="|")
"""


def _bank_holidays(*first: Path) -> tuple[str, list[str]]:
    told = subprocess.run(
        [sys.executable, "-c", _BANK_HOLIDAYS, *map(str, first)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    where, *lines = told.stdout.splitlines()
    return where, lines


def test_what_is_left_of_the_worlds_holidays_knows_those_of_all_four_nations(tmp_path: Path) -> None:
    import holidays

    whole = Path(holidays.__file__).parent
    kept = [file for file in whole.rglob("*.py") if is_kept(f"holidays/{file.relative_to(whole).as_posix()}")]
    for file in kept:
        copy = tmp_path / "holidays" / file.relative_to(whole)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    where, lines = _bank_holidays(tmp_path)
    assert where == f"1 {tmp_path / 'holidays'}"
    assert lines == _bank_holidays()[1]
    assert [line.count("|") for line in lines] == [9, 9, 11, 12]


def a_library(file: Path, *, signed: bool) -> Path:
    """The head of a 64-bit library for Windows, whose table of directories names a signature or none."""
    body = bytearray(600)
    struct.pack_into("<I", body, 0x3C, 128)
    struct.pack_into("<4s20xH", body, 128, b"PE\0\0", 0x20B)
    struct.pack_into("<II", body, 128 + 24 + 112 + 8 * 4, 512, 64 if signed else 0)
    file.write_bytes(body)
    return file


def test_a_command_that_signs_is_read_as_the_builders_own_system_reads_it() -> None:
    there = r"""C:\Kits\signtool.exe sign /n "St Mary's trust" /f "D:\my keys\a.pfx" #1"""
    words = [r"C:\Kits\signtool.exe", "sign", "/n", "St Mary's trust", "/f", r"D:\my keys\a.pfx", "#1"]
    assert words_of(there, on_windows=True) == words
    assert words_of("sign 'a b' c\\ d", on_windows=False) == ["sign", "a b", "c d"]


def test_whatever_nobody_has_signed_is_signed_by_the_builder_and_nothing_else(tmp_path: Path) -> None:
    program = tmp_path / "InpatientHub"
    program.mkdir()
    for name in ("InpatientHub.exe", "inpatient-hub.exe", "ours.pyd", "library.dll"):
        a_library(program / name, signed=False)
    a_library(program / "theirs.dll", signed=True)
    (program / "NOTICE.txt").write_text("not a program", encoding="ascii")
    sign = tmp_path / "sign.sh"
    sign.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/signed"\n', encoding="ascii")
    sign.chmod(0o755)
    sign_what_is_not(program, str(sign))
    signed = [Path(line).name for line in (tmp_path / "signed").read_text(encoding="utf-8").splitlines()]
    assert signed == ["InpatientHub.exe", "inpatient-hub.exe", "library.dll", "ours.pyd"]
    assert not is_signed(program / "NOTICE.txt")


@pytest.mark.parametrize(
    ("version", "is_old"), [("3.08-3+deb12u1", True), ("3.11", True), ("3.12", False), ("4.0", False)]
)
def test_a_makensis_whose_setups_give_rights_away_is_told(
    monkeypatch: pytest.MonkeyPatch, version: str, is_old: bool
) -> None:
    monkeypatch.setattr(compilers, "makensis", lambda: "makensis")
    monkeypatch.setattr(compilers, "run", lambda *_command: f"v{version}\n")
    assert bool(compilers.old_makensis()) is is_old


def test_what_is_uninstalled_is_exactly_what_was_installed(program: Path) -> None:
    first, *others = [line for line in install_lines(program) if line.startswith("File ")]
    assert first == r'File "${LISTS}\uninstall.exe"'  # which the script sees to by name
    written = [line.rpartition("/")[2].rstrip('"') for line in others]
    deleted = list(file_lines(program))
    assert [line.rpartition("\\")[2].rstrip('"') for line in deleted] == written
    assert all(line.startswith('!insertmacro OneFile "$INSTDIR\\') for line in deleted)
    assert all("*" not in line and "/r" not in line for line in (*deleted, *folder_lines(program)))


def test_folders_go_only_after_those_inside_them(program: Path) -> None:
    removed = [line.removeprefix('RMDir "$INSTDIR\\').rstrip('"') for line in folder_lines(program)]
    assert removed == [r"Lib\site-packages\one\data", r"Lib\site-packages\one", r"Lib\site-packages", "Lib"]


def test_a_dollar_in_a_name_is_no_variable_of_the_setup() -> None:
    assert in_nsis(Path("a") / "$b.txt") == r"a\$$b.txt"


def test_two_portable_copies_are_the_same_byte_for_byte(program: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    make_zip(program, one)
    for file in program.rglob("*"):
        os.utime(file, (1, 1))
    make_zip(program, two)
    assert one.read_bytes() == two.read_bytes()


def test_a_portable_copy_holds_the_program_and_does_not_keep_work_beside_it_unasked(
    program: Path, tmp_path: Path
) -> None:
    make_zip(program, tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        names = set(archive.namelist())
        words = archive.read(f"InpatientHub/{READ_ME}").decode("ascii")
    files = {f"InpatientHub/{one.relative_to(program).as_posix()}" for one in program.rglob("*") if one.is_file()}
    assert names == files | {f"InpatientHub/{READ_ME}"}
    assert not any(name.lower().endswith("portable.txt") for name in names)
    assert "portable.txt" in words


def test_what_is_shipped_is_locked_by_hash_and_holds_no_tool_of_the_builders() -> None:
    packages = shipped(LOCK.read_text(encoding="utf-8"), PROJECT.read_text(encoding="utf-8"), (3, 11))
    names = {one.name for one in packages}
    assert {"pyside6-essentials", "sqlcipher3", "tzdata", "pywin32-ctypes", "psycopg-binary"} <= names
    assert not names & {"pytest", "ruff", "mypy", "uv", "zizmor", "icmplib", "secretstorage", "jeepney"}
    assert all("--hash=sha256:" in one.pinned for one in packages)


def test_a_folder_that_is_no_python_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match=r"holds no Python for Windows.*python\.org"):
        opened(tmp_path, tmp_path / "scratch")
    (tmp_path / "no.zip").write_bytes(b"words")
    with pytest.raises(CannotBuild, match=r"no\.zip is no zip"):
        opened(tmp_path / "no.zip", tmp_path / "scratch")
