"""The whole program set up over an older version, in an odd place, for everyone; a portable copy; a trust's policy."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub import __version__
from inpatient_hub.host.policy_table import REGISTRY_KEY
from tests.windows.older import OLDER, STALE
from tests.windows.setup.ward_pc import (
    DATA,
    ENTRY,
    PER_USER,
    RUN_KEY,
    UNINSTALLERS,
    desktop,
    registry,
    run,
    setup,
    shipped,
    start_menu,
    tree,
    uninstall,
    version_of,
    wine_path,
)
from tests.windows.windows_registry import Keys

pytestmark = [pytest.mark.win32, pytest.mark.usefixtures("clean_pc")]

CHOICES = r"Software\InpatientHub\Setup"


def hub(*words: str, program: Path = PER_USER) -> str:
    """What the command line says; it must have gone well."""
    done = run([str(program / "inpatient-hub.exe"), *words])
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_an_upgrade_takes_out_what_is_stale_and_keeps_the_users_files_data_and_choices(built: dict[str, str]) -> None:
    assert setup(built["older"], "/DESKTOPICON=1", "/STARTUP=1") == 0
    assert (PER_USER / STALE).is_file()
    assert version_of() == OLDER
    mine = PER_USER / "my notes.txt"
    mine.write_text("mine", encoding="utf-8")
    hub("demo")
    data = {name: size for name, size in tree(DATA).items() if not name.endswith((".lock", "-shm", "-wal", ".log"))}
    patients = hub("patient", "list", "--json")
    assert patients.count("{") > 10

    assert setup(built["setup"]) == 0

    assert version_of() == __version__
    assert not (PER_USER / STALE).exists()
    assert mine.read_text(encoding="utf-8") == "mine"
    assert {name: size for name, size in tree(DATA).items() if name in data} == data
    assert hub("patient", "list", "--json") == patients
    there = tree(PER_USER)
    assert {*there} - {*tree(Path(wine_path(built["program"])))} == {*UNINSTALLERS, "my notes.txt"}
    assert desktop().exists()
    assert start_menu().exists()
    assert (registry("HKCU", RUN_KEY) or {})["InpatientHub"] == f'"{PER_USER / "InpatientHub.exe"}"'

    uninstall()

    assert tree(PER_USER) == {"my notes.txt": 4}
    assert {name: size for name, size in tree(DATA).items() if name in data} == data
    assert registry("HKCU", ENTRY) is None
    assert registry("HKCU", CHOICES) is None
    assert registry("HKCU", r"Software\Classes\InpatientHub.Facts") is None
    assert "InpatientHub" not in (registry("HKCU", RUN_KEY) or {})
    assert not desktop().exists()
    assert not start_menu().exists()
    mine.unlink()


def test_it_is_set_up_and_starts_in_a_folder_with_spaces_and_accents(built: dict[str, str]) -> None:
    program = Path(r"C:\Höhe 7\Žluťoučký Hub's")
    assert setup(built["setup"], f"/D={program}") == 0
    assert shipped(program) == tree(Path(wine_path(built["program"])))
    assert hub("--version", program=program) == f"inpatient-hub {__version__}\n"
    assert "OS-08" in hub("check", "--list", program=program)
    assert Path((registry("HKCU", ENTRY) or {})["InstallLocation"]) == program
    assert not PER_USER.exists()
    uninstall()
    assert not program.exists()


def test_for_all_users_it_goes_into_program_files_and_the_registry_of_the_computer(built: dict[str, str]) -> None:
    program = Path(os.environ["PROGRAMFILES"]) / "InpatientHub"
    assert setup(built["setup"], "/AllUsers", "/DESKTOPICON=1", "/STARTUP=1") == 0
    assert shipped(program) == tree(Path(wine_path(built["program"])))
    assert version_of("HKLM") == __version__
    assert version_of("HKCU") is None
    assert (registry("HKLM", RUN_KEY) or {})["InpatientHub"] == f'"{program / "InpatientHub.exe"}"'
    public = Path(os.environ["PUBLIC"]) / "Desktop" / "Inpatient Hub.lnk"
    assert start_menu(all_users=True).exists()
    assert public.exists()
    assert not start_menu().exists()
    assert not desktop().exists()
    assert hub("--version", program=program) == f"inpatient-hub {__version__}\n"
    uninstall("HKLM")
    assert not program.exists()
    assert version_of("HKLM") is None
    assert not start_menu(all_users=True).exists()
    assert not public.exists()
    assert registry("HKLM", CHOICES) is None


WARD = ("ward", "set-up", "--name", "Keats", "--person", "Esther Summerson", "--role", "RMN")


def test_a_portable_copy_keeps_work_beside_it_only_when_asked(built: dict[str, str]) -> None:
    program = Path(wine_path(built["portable"]))
    told = program / "portable.txt"
    told.unlink(missing_ok=True)
    before = tree(program)
    assert {*before} - {"ABOUT THIS COPY.txt"} == {*tree(Path(wine_path(built["program"])))}
    hub(*WARD, program=program)
    assert (DATA / "settings.json").is_file()
    assert tree(program) == before
    told.touch()
    try:
        hub(*WARD, program=program)
        assert (program / "data" / "settings.json").is_file()
    finally:
        told.unlink()
        shutil.rmtree(program / "data", ignore_errors=True)
    assert registry("HKCU", ENTRY) is None


def test_what_the_trust_set_in_the_registry_counts_in_the_program(
    built: dict[str, str], write_keys: Callable[[Keys], None], tmp_path: Path
) -> None:
    words = (str(Path(wine_path(built["program"])) / "inpatient-hub.exe"), "--data-dir", str(tmp_path))
    assert run([*words, *WARD]).returncode == 0
    write_keys({rf"HKLM\{REGISTRY_KEY}": {"SecondBackupFolder": r"\\files.example\wards\hub"}})
    assert run([*words, "backup", "second-place"]).stdout == "\\\\files.example\\wards\\hub\n"
    refused = run([*words, "backup", "second-place", str(tmp_path)])
    assert refused.returncode == 1
    assert "Your trust has set it for this computer" in refused.stdout
    write_keys({rf"HKLM\{REGISTRY_KEY}": {"IdleMinutes": "ten"}})
    refused = run([*words, "patient", "list"])
    assert refused.returncode == 1
    assert "IdleMinutes has to be a REG_DWORD" in refused.stdout


def test_a_ward_is_kept_in_a_folder_whose_name_is_longer_than_windows_once_allowed(
    built: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path
    while len(str(folder)) < 300:
        folder /= "a folder of the trust with a name that says very much"
    folder.mkdir(parents=True)
    words = (str(Path(wine_path(built["program"])) / "inpatient-hub.exe"), "--data-dir", str(folder))
    made = run([*words, *WARD])
    assert made.returncode == 0, made.stdout
    assert "Keats" in run([*words, "ward", "show"]).stdout
    assert any(len(str(file)) > 300 for file in folder.rglob("*.db"))
