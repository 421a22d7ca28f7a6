"""What a setup does to a computer: over an older version, beside somebody's files, in odd places, for everyone."""

import ctypes
import os
from pathlib import Path

import pytest

from inpatient_hub import __version__
from tests.windows.older import OLDER, STALE
from tests.windows.setup.ward_pc import (
    DATA,
    ENTRY,
    LOCAL,
    PER_USER,
    RUN_KEY,
    desktop,
    registry,
    run,
    setup,
    start_menu,
    tree,
    uninstall,
    wine_path,
)

pytestmark = [pytest.mark.win32, pytest.mark.usefixtures("clean_pc")]

CHOICES = r"Software\InpatientHub\Setup"


def version_of(root: str = "HKCU") -> str | None:
    """The version in the list of apps."""
    return (registry(root, ENTRY) or {}).get("DisplayVersion")


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
    assert {*there} - {*tree(Path(wine_path(built["program"])))} == {"uninstall.exe", "my notes.txt"}
    assert desktop().exists()
    assert start_menu().exists()
    assert (registry("HKCU", RUN_KEY) or {})["InpatientHub"] == f'"{PER_USER / "InpatientHub.exe"}"'

    uninstall(PER_USER)

    assert tree(PER_USER) == {"my notes.txt": 4}
    assert {name: size for name, size in tree(DATA).items() if name in data} == data
    assert registry("HKCU", ENTRY) is None
    assert registry("HKCU", CHOICES) is None
    assert registry("HKCU", r"Software\Classes\InpatientHub.Facts") is None
    assert "InpatientHub" not in (registry("HKCU", RUN_KEY) or {})
    assert not desktop().exists()
    assert not start_menu().exists()
    mine.unlink()


def test_a_newer_version_is_only_replaced_by_force(built: dict[str, str]) -> None:
    assert setup(built["setup"]) == 0
    before = tree(PER_USER)
    assert setup(built["older"]) == 1638
    assert (version_of(), tree(PER_USER)) == (__version__, before)
    assert setup(built["older"], "/FORCE") == 0
    assert version_of() == OLDER
    assert (PER_USER / STALE).is_file()


def test_the_same_version_again_is_a_repair(built: dict[str, str]) -> None:
    assert setup(built["setup"], "/NOSHORTCUT", "/DESKTOPICON=1") == 0
    assert not start_menu().exists()
    assert not desktop().exists()
    before = tree(PER_USER)
    (PER_USER / "python3.dll").write_bytes(b"damaged")
    (PER_USER / "NOTICE.txt").unlink()
    assert setup(built["setup"]) == 0
    assert tree(PER_USER) == before
    assert not start_menu().exists()


@pytest.mark.parametrize("folder", [r"C:\Apps\Ward 7 Hub", r"C:\Höhe\Žluťoučký Hub's"])
def test_it_is_set_up_and_starts_in_a_folder_with_spaces_and_accents(built: dict[str, str], folder: str) -> None:
    assert setup(built["setup"], f"/D={folder}") == 0
    program = Path(folder)
    assert {*tree(program)} - {"uninstall.exe"} == {*tree(Path(wine_path(built["program"])))}
    assert hub("--version", program=program) == f"inpatient-hub {__version__}\n"
    assert "OS-08" in hub("check", "--list", program=program)
    assert Path((registry("HKCU", ENTRY) or {})["InstallLocation"]) == program
    assert not PER_USER.exists()
    uninstall(program)
    assert not program.exists()


def test_for_all_users_it_goes_into_program_files_and_the_registry_of_the_computer(built: dict[str, str]) -> None:
    program = Path(os.environ["PROGRAMFILES"]) / "InpatientHub"
    assert setup(built["setup"], "/AllUsers", "/DESKTOPICON=1", "/STARTUP=1") == 0
    assert {*tree(program)} - {"uninstall.exe"} == {*tree(Path(wine_path(built["program"])))}
    assert version_of("HKLM") == __version__
    assert version_of("HKCU") is None
    assert (registry("HKLM", RUN_KEY) or {})["InpatientHub"] == f'"{program / "InpatientHub.exe"}"'
    public = Path(os.environ["PUBLIC"]) / "Desktop" / "Inpatient Hub.lnk"
    assert start_menu(all_users=True).exists()
    assert public.exists()
    assert not start_menu().exists()
    assert not desktop().exists()
    assert hub("--version", program=program) == f"inpatient-hub {__version__}\n"
    uninstall(program)
    assert not program.exists()
    assert version_of("HKLM") is None
    assert not start_menu(all_users=True).exists()
    assert not public.exists()
    assert registry("HKLM", CHOICES) is None


@pytest.mark.parametrize("place", [DATA, DATA / "program", Path(os.environ.get("PROGRAMDATA", ".")) / "InpatientHub"])
def test_the_program_never_goes_into_the_data_folder(built: dict[str, str], place: Path) -> None:
    assert setup(built["setup"], f"/D={place}") == 2
    assert not place.exists()
    assert version_of() is None


def test_one_setup_runs_at_a_time(built: dict[str, str]) -> None:
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateMutexW.restype = ctypes.c_void_p
    held = kernel.CreateMutexW(None, False, "Global\\InpatientHubSetup")
    try:
        assert setup(built["setup"]) == 1618
    finally:
        kernel.CloseHandle(ctypes.c_void_p(held))
    assert not PER_USER.exists()
    assert version_of() is None


@pytest.mark.parametrize("version", ["win81", "win7"])
def test_an_older_windows_is_refused_under_wine(built: dict[str, str], version: str) -> None:
    import winreg

    key = r"Software\Wine\AppDefaults\quick.exe"
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
        winreg.SetValueEx(opened, "Version", 0, winreg.REG_SZ, version)
    try:
        assert setup(built["setup"]) == 1654
    finally:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
    assert not PER_USER.exists()
    assert version_of() is None


def test_what_came_of_a_silent_setup_is_in_the_log(built: dict[str, str]) -> None:
    log = Path(os.environ["TEMP"]) / "InpatientHub-setup.log"
    log.unlink(missing_ok=True)
    assert setup(built["setup"]) == 0
    assert setup(built["older"]) == 1638
    first, second = log.read_text(encoding="utf-16").splitlines()
    assert first.endswith(f" {__version__}: 0 Installed in {PER_USER}.")
    assert f" {OLDER}: 1638 Inpatient Hub {__version__} is installed, which is newer" in second


CLASSES = r"Software\Classes"


@pytest.mark.parametrize(("ending", "option"), [(".hubfacts", "--facts"), (".hubpack", "--pack")])
def test_files_of_facts_and_content_packs_are_opened_by_the_program(
    built: dict[str, str], ending: str, option: str
) -> None:
    assert setup(built["setup"]) == 0
    kind = (registry("HKCU", rf"{CLASSES}\{ending}") or {})[""]
    command = (registry("HKCU", rf"{CLASSES}\{kind}\shell\open\command") or {})[""]
    assert command == f'"{PER_USER / "InpatientHub.exe"}" {option} "%1"'
    uninstall(PER_USER)
    assert registry("HKCU", rf"{CLASSES}\{ending}") is None
    assert registry("HKCU", rf"{CLASSES}\{kind}") is None


def test_json_stays_with_the_program_it_has(built: dict[str, str]) -> None:
    assert setup(built["setup"]) == 0
    assert registry("HKCU", rf"{CLASSES}\.json") in ({}, None)
    assert "InpatientHub.Facts" in (registry("HKCU", rf"{CLASSES}\.json\OpenWithProgids") or {})
    uninstall(PER_USER)
    assert registry("HKCU", rf"{CLASSES}\.json\OpenWithProgids") is None


def test_an_ending_that_another_program_took_is_left_to_it(built: dict[str, str]) -> None:
    import winreg

    assert setup(built["setup"]) == 0
    key = rf"{CLASSES}\.hubpack"
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
        winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, "Another.Kind")
    uninstall(PER_USER)
    assert registry("HKCU", key) == {"": "Another.Kind"}
    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


def test_the_uninstaller_of_a_signed_setup_is_the_signed_one_under_wine(built: dict[str, str]) -> None:
    assert setup(built["signed"]) == 0
    signed = Path(wine_path(built["signed_uninstaller"])).read_bytes()  # which was verified as the setup was built
    assert (PER_USER / "uninstall.exe").read_bytes() == signed
    for file in (Path(wine_path(built["signed"])), PER_USER / "uninstall.exe", PER_USER / "InpatientHub.exe"):
        assert b"Nobody, for a test" in file.read_bytes()[-8_000:]
    uninstall(PER_USER)
    assert not PER_USER.exists()


def test_the_setup_touches_nothing_else_of_the_user(built: dict[str, str]) -> None:
    before = {one.name for one in LOCAL.iterdir()} | {one.name for one in Path(os.environ["APPDATA"]).iterdir()}
    assert setup(built["setup"]) == 0
    after = {one.name for one in LOCAL.iterdir()} | {one.name for one in Path(os.environ["APPDATA"]).iterdir()}
    assert after - before <= {"Programs"}
