"""The program as it is set up: its files, its entry in the list of apps, and its window, which does its main job."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from inpatient_hub import __version__
from tests.windows.setup.crash_place import ACCESS_VIOLATION
from tests.windows.setup.ward_pc import (
    DATA,
    ENTRY,
    RUN_KEY,
    UNINSTALLERS,
    close_windows,
    desktop,
    inside,
    is_named,
    machine_of,
    registry,
    run,
    setup,
    shipped,
    start_menu,
    tree,
    uninstall_code,
    wait_until,
    windows_of,
    wine_path,
)
from tests.windows.setup.wizard import Wizard

HERE = Path(__file__).resolve().parent

pytestmark = pytest.mark.win32

NO_STREAMS = getattr(subprocess, "DETACHED_PROCESS", 0)
"""A program that is opened from the start menu has nowhere to print, and nothing to read from."""


def test_a_silent_setup_puts_every_file_of_the_build_there_and_no_other(installed: Path, built: dict[str, str]) -> None:
    assert all((installed / name).stat().st_size > 50_000 for name in UNINSTALLERS)
    assert shipped(installed) == tree(Path(wine_path(built["program"])))


def test_what_is_installed_is_within_the_budget_that_the_build_counts(installed: Path, built: dict[str, str]) -> None:
    whole = sum(tree(installed).values())
    assert 80_000_000 < whole <= int(built["program_bytes"]) <= 120_000_000


def test_on_a_real_windows_the_setup_that_ran_is_the_one_that_is_handed_on(built: dict[str, str]) -> None:
    is_real = os.environ["INPATIENT_HUB_SCREEN"] == "runner"  # this Wine has no 32-bit part
    assert machine_of(Path(wine_path(built["setup"]))) == (0x14C if is_real else 0x8664)


def test_the_list_of_apps_has_a_whole_entry(installed: Path) -> None:
    entry = registry("HKCU", ENTRY)
    assert entry is not None
    assert (entry["DisplayName"], entry["DisplayVersion"]) == ("Inpatient Hub", __version__)
    assert Path(entry["InstallLocation"]) == installed
    assert entry["QuietUninstallString"] == f'"{installed / "uninstall.exe"}" /S'
    assert entry["UninstallString"] == f'"{installed / "uninstall.exe"}"'
    assert (entry["NoModify"], entry["NoRepair"], len(entry["InstallDate"])) == (1, 1, 8)
    assert entry["EstimatedSize"] == pytest.approx(sum(tree(installed).values()) / 1024, rel=0.02)
    assert entry["Publisher"]
    assert registry("HKLM", ENTRY) is None


def test_it_is_in_the_start_menu_and_nowhere_else(installed: Path) -> None:
    assert str(installed / "InpatientHub.exe").encode("utf-16-le") in start_menu().read_bytes()
    assert not desktop().exists()
    assert "InpatientHub" not in (registry("HKCU", RUN_KEY) or {})


def test_a_setup_makes_no_data_folder(installed: Path) -> None:
    assert not DATA.exists()


def test_the_command_line_answers_and_keeps_its_folder_clean(installed: Path) -> None:
    before = tree(installed)
    done = run([str(installed / "inpatient-hub.exe"), "--version"])
    assert (done.returncode, done.stdout) == (0, f"inpatient-hub {__version__}\n")
    assert run([str(installed / "inpatient-hub.exe"), "no such command"]).returncode == 2
    assert run([str(installed / "inpatient-hub.exe"), "check", "--list"]).returncode == 0
    assert tree(installed) == before


@pytest.mark.parametrize("platform", ["offscreen", "windows"])
def test_the_window_does_its_main_job(installed: Path, tmp_path: Path, platform: str) -> None:
    done = inside(installed, HERE / "main_job.py", str(tmp_path / "told.json"), str(tmp_path), platform=platform)
    assert done.returncode == 0, done.stdout
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert told["platform"] == platform
    assert told["program"].lower().startswith(str(installed).lower())
    assert "Catherine" not in told["title"]
    assert told["copied"] == told["note"]
    assert len(told["copied"]) > 200
    if platform == "windows":
        assert told["formats"][0] == "CF_UNICODETEXT"
        assert told["windows_text"].replace("\r\n", "\n") == told["copied"].replace("\r\n", "\n")


def test_an_object_in_the_place_of_a_layouts_item_that_is_gone_ends_nothing(installed: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    done = inside(installed, HERE / "items_gone.py", str(told), platform="offscreen")
    assert done.returncode == 0, done.stdout
    assert int(told.read_text(encoding="ascii")) > 0  # there was one, so that the program was put to it


@pytest.mark.skipif("INPATIENT_HUB_SCREEN" not in os.environ, reason="on a real Windows memory is given out by chance")
def test_without_the_programs_guard_it_ends_the_program(installed: Path, tmp_path: Path) -> None:
    """The reason for gui/layout_parts.py; when this fails, PySide6 lets go of items and that may go."""
    done = inside(installed, HERE / "items_gone.py", str(tmp_path / "told.txt"), "bare", platform="offscreen")
    assert done.returncode == ACCESS_VIOLATION
    assert not (tmp_path / "told.txt").exists()


def test_nothing_that_it_imports_reaches_wmi_as_the_program_bars_the_way(installed: Path, tmp_path: Path) -> None:
    done = inside(installed, HERE / "imports.py", str(tmp_path / "told.json"))
    assert done.returncode == 0, done.stdout
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (told["reached_by_imports"], told["to_be_had"], told["failed"]) == (False, False, [])
    assert told["to_be_had_without_the_bar"] is True  # so it was that one line, and not that there is none here
    assert told["imported"] > 300
    assert told["london"] == "Europe/London"
    assert told["holidays"] == {"ENGLAND": 9, "WALES": 9, "SCOTLAND": 11, "NORTHERN_IRELAND": 12}


def test_while_it_is_open_setup_and_uninstall_are_refused_and_change_nothing(
    installed: Path, built: dict[str, str], tmp_path: Path
) -> None:
    before, entry, data = tree(installed), registry("HKCU", ENTRY), tmp_path / "Wärd 7 data"
    (data / "logs").mkdir(parents=True)
    command = [str(installed / "InpatientHub.exe"), "--data-dir", str(data)]
    environ = {name: value for name, value in os.environ.items() if name != "INPATIENT_HUB_TESTS"}
    with subprocess.Popen(command, env=environ, creationflags=NO_STREAMS) as running:
        wait_until(lambda: windows_of(running.pid), running)
        assert is_named("Local\\InpatientHub")
        assert is_named("Global\\InpatientHub")
        for code in (setup(built["setup"]), setup(built["older"], "/FORCE"), uninstall_code()):
            assert code == 1618
        assert (tree(installed), registry("HKCU", ENTRY)) == (before, entry)
        close_windows(running.pid)
        assert running.wait(timeout=60) == 0
    assert not is_named("Local\\InpatientHub")
    assert not list((data / "crashes").glob("*.txt"))


@pytest.mark.parametrize(
    ("missing", "code", "words"), [("", 2, "nonsense.hubpack"), ("encodings", 3, "The folder Lib")]
)
def test_a_window_that_cannot_open_says_why_in_a_box(installed: Path, missing: str, code: int, words: str) -> None:
    here, aside = installed / "Lib" / missing, installed / "Lib" / "aside"
    if missing:
        here.rename(aside)
    try:
        with subprocess.Popen(
            [installed / "InpatientHub.exe", "nonsense.hubpack"], creationflags=NO_STREAMS
        ) as running:
            Wizard(running).answer(words)
            assert running.wait(timeout=60) == code
    finally:
        if missing:
            aside.rename(here)
