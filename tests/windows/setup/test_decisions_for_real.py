"""What a setup decides: what it refuses, keeps, writes into the registry and takes out again. These setups hold a few
files only, as nothing here starts the program."""

import ctypes
import os
import shutil
from pathlib import Path

import pytest

from inpatient_hub import __version__
from tests.windows.older import OLDER, STALE
from tests.windows.setup.ward_pc import (
    DATA,
    ENTRY,
    FOR_ALL,
    LOCAL,
    PER_USER,
    desktop,
    log_lines,
    registry,
    setup,
    shipped,
    start_menu,
    tree,
    uninstall,
    version_of,
    wine_path,
)

pytestmark = [pytest.mark.win32, pytest.mark.usefixtures("clean_pc")]


def test_a_newer_version_is_only_replaced_by_force(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    before = tree(PER_USER)
    assert setup(built["small_older"]) == 1638
    assert (version_of(), tree(PER_USER)) == (__version__, before)
    assert setup(built["small_older"], "/FORCE") == 0
    assert version_of() == OLDER
    assert (PER_USER / STALE).is_file()


def test_the_same_version_again_is_a_repair(built: dict[str, str]) -> None:
    assert setup(built["small"], "/NOSHORTCUT", "/DESKTOPICON=1") == 0
    assert not start_menu().exists()
    assert not desktop().exists()
    before = tree(PER_USER)
    (PER_USER / "python3.dll").write_bytes(b"damaged")
    (PER_USER / "NOTICE.txt").unlink()
    assert setup(built["small"]) == 0
    assert tree(PER_USER) == before
    assert not start_menu().exists()


def test_an_upgrade_moves_the_program_where_the_command_says(built: dict[str, str]) -> None:
    elsewhere = Path(r"C:\Apps\Ward 7 Hub")
    assert setup(built["small_older"]) == 0
    assert setup(built["small"], f"/D={elsewhere}") == 0
    assert shipped(elsewhere) == tree(Path(wine_path(built["small_program"])))
    assert not PER_USER.exists()
    assert Path((registry("HKCU", ENTRY) or {})["InstallLocation"]) == elsewhere


@pytest.mark.parametrize("place", [DATA, DATA / "program", Path(os.environ.get("PROGRAMDATA", ".")) / "InpatientHub"])
def test_the_program_never_goes_into_the_data_folder(built: dict[str, str], place: Path) -> None:
    assert setup(built["small"], f"/D={place}") == 87
    assert not place.exists()
    assert version_of() is None


@pytest.mark.parametrize(("option", "above"), [("", PER_USER.parent), ("/AllUsers", FOR_ALL.parent)])
def test_the_folders_that_a_setup_made_go_with_the_program_and_no_others(
    built: dict[str, str], option: str, above: Path
) -> None:
    above.mkdir(exist_ok=True)
    place = above / "NHS Höhe" / "Wards" / "Hub"
    root = "HKLM" if option else "HKCU"
    assert setup(built["small_older"], option, f"/D={place}") == 0
    assert setup(built["small"], option) == 0
    uninstall(root)
    assert not (above / "NHS Höhe").exists()
    assert above.is_dir()
    (above / "NHS Höhe").mkdir()
    assert setup(built["small"], option, f"/D={place}") == 0
    (place.parent / "theirs.txt").write_text("kept", encoding="utf-8")
    uninstall(root)
    assert [one.name for one in place.parent.iterdir()] == ["theirs.txt"]
    shutil.rmtree(above / "NHS Höhe")


def test_one_setup_runs_at_a_time(built: dict[str, str]) -> None:
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateMutexW.restype = ctypes.c_void_p
    held = kernel.CreateMutexW(None, False, "Global\\InpatientHubSetup")
    try:
        assert setup(built["small"]) == 1618
    finally:
        kernel.CloseHandle(ctypes.c_void_p(held))
    assert not PER_USER.exists()
    assert version_of() is None


@pytest.mark.parametrize("version", ["win81", "win7"])
def test_an_older_windows_is_refused_under_wine(built: dict[str, str], version: str) -> None:
    import winreg

    key = r"Software\Wine\AppDefaults\small.exe"
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
        winreg.SetValueEx(opened, "Version", 0, winreg.REG_SZ, version)
    try:
        assert setup(built["small"]) == 1654
    finally:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
    assert not PER_USER.exists()
    assert version_of() is None


def test_what_came_of_a_silent_setup_is_in_the_log(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    assert setup(built["small_older"]) == 1638
    uninstall()
    first, second, third = log_lines()
    assert first == f"{__version__}: 0 Installed in {PER_USER}."
    assert second.startswith(f"{OLDER}: 1638 Inpatient Hub {__version__} is installed, which is newer")
    assert third == f"{__version__}: 0 Taken out of {PER_USER}."


CLASSES = r"Software\Classes"


@pytest.mark.parametrize(("ending", "option"), [(".hubfacts", "--facts"), (".hubpack", "--pack")])
def test_files_of_facts_and_content_packs_are_opened_by_the_program(
    built: dict[str, str], ending: str, option: str
) -> None:
    assert setup(built["small"]) == 0
    kind = (registry("HKCU", rf"{CLASSES}\{ending}") or {})[""]
    command = (registry("HKCU", rf"{CLASSES}\{kind}\shell\open\command") or {})[""]
    assert command == f'"{PER_USER / "InpatientHub.exe"}" {option} "%1"'
    uninstall()
    assert registry("HKCU", rf"{CLASSES}\{ending}") is None
    assert registry("HKCU", rf"{CLASSES}\{kind}") is None


def test_json_stays_with_the_program_it_has(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    assert registry("HKCU", rf"{CLASSES}\.json") in ({}, None)
    assert "InpatientHub.Facts" in (registry("HKCU", rf"{CLASSES}\.json\OpenWithProgids") or {})
    uninstall()
    assert registry("HKCU", rf"{CLASSES}\.json\OpenWithProgids") is None


def test_an_ending_that_another_program_took_is_left_to_it(built: dict[str, str]) -> None:
    import winreg

    assert setup(built["small"]) == 0
    key = rf"{CLASSES}\.hubpack"
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
        winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, "Another.Kind")
    uninstall()
    assert registry("HKCU", key) == {"": "Another.Kind"}
    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


def test_the_uninstaller_of_a_signed_setup_is_the_signed_one_under_wine(built: dict[str, str]) -> None:
    assert setup(built["signed"]) == 0
    for name, signed in (("uninstall.exe", "signed_uninstaller"), ("remove.exe", "signed_remover")):
        assert (PER_USER / name).read_bytes() == Path(wine_path(built[signed])).read_bytes()  # verified when built
    names = ("uninstall.exe", "remove.exe", "InpatientHub.exe")
    for file in (Path(wine_path(built["signed"])), *(PER_USER / name for name in names)):
        assert b"Nobody, for a test" in file.read_bytes()[-8_000:]
    uninstall()
    assert not PER_USER.exists()


def test_the_setup_touches_nothing_else_of_the_user(built: dict[str, str]) -> None:
    before = {one.name for one in LOCAL.iterdir()} | {one.name for one in Path(os.environ["APPDATA"]).iterdir()}
    assert setup(built["small"]) == 0
    after = {one.name for one in LOCAL.iterdir()} | {one.name for one in Path(os.environ["APPDATA"]).iterdir()}
    assert after - before <= {"Programs"}
