"""The fictional ward, in a data folder and in the terminal, and what happens where no window can be shown."""

import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.cli import window
from inpatient_hub.host.settings import read_settings
from tests.cli.conftest import Done, Shell

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Place, bool, bool]]:
    """Windows opened so far: the place, whether it was the fictional ward, and whether the place was there."""
    windows: list[tuple[Place, bool, bool]] = []

    def run_window(place: Place, *, demo: bool = False, locked: bool = False, facts: str = "", pack: str = "") -> int:
        assert not locked
        windows.append((place, demo, place.data_folder.is_dir()))
        return 0

    monkeypatch.setitem(sys.modules, "inpatient_hub.gui.app", window_module(run_window))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return windows


def window_module(run_window: Callable[..., int]) -> types.ModuleType:
    """A stand-in for the window, which would need Qt and would stay open."""
    module = types.ModuleType("inpatient_hub.gui.app")
    module.run_window = run_window  # type: ignore[attr-defined]
    return module


def test_the_fictional_ward_fills_a_folder(shell: Shell, tmp_path: Path) -> None:
    place = tmp_path / "ward"
    done = shell("demo", "--data-dir", str(place))
    assert done.code == 0
    assert "20 patients, 12 staff, 23 notes" in done.out
    settings = read_settings(place)
    assert settings.demo
    hub = open_hub(Place(data_folder=place), alone=False)
    try:
        assert [(ward.id, ward.name) for ward in hub.wards.all()] == [(settings.ward_id, "Keats Ward")]
        assert settings.staff_id in {one.id for one in hub.wards.staff(settings.ward_id)}
    finally:
        hub.close()


def test_a_folder_with_a_ward_is_not_filled(hub: Shell, opened: Hub) -> None:
    done = hub("demo")
    assert (done.code, done.out) == (1, "")
    assert "holds a ward already" in done.err
    assert len(opened.wards.all()) == 1


def test_a_larger_ward_has_as_many_times_the_patients_and_eighty_notes_for_twenty(shell: Shell, tmp_path: Path) -> None:
    made = shell("demo", "--scale", "3", "--data-dir", str(tmp_path), "--json").json
    assert (made["patients"], made["notes"], made["staff"]) == (60, 240, 12)
    assert shell("note", "list", "--data-dir", str(tmp_path), "--limit", "1", "--json").json["total"] == 240


def test_an_impossible_size_is_refused_and_nothing_is_made(shell: Shell, tmp_path: Path) -> None:
    done = shell("demo", "--scale", "0", "--data-dir", str(tmp_path))
    assert done.code == 1
    assert "from 1 to 10,000 times" in done.err
    assert "no ward here yet" in shell("ward", "show", "--data-dir", str(tmp_path)).err


@pytest.mark.usefixtures("no_display")
def test_without_a_display_the_window_says_so_in_one_line(shell: Shell) -> None:
    done = shell()
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("The window cannot be opened. This computer has no display. ")
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("no_display")
def test_without_a_display_the_demonstration_does_the_job_in_the_terminal(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = shell("--demo")
    assert list(tmp_path.iterdir()) == []
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "This computer has no display. The same job follows in the terminal."
    assert "Step 1 of 10, About: What an advocate is for" in lines
    rules = [number for number, line in enumerate(lines) if line == "-" * 72]
    note = "\n".join(lines[rules[0] + 1 : rules[1]])
    assert note.startswith("Tess Durbeyfield, NHS 999 326 2315, bed 7. ")
    assert note.splitlines()[-1].startswith("Written by Esther Summerson, RMN, ")
    assert "[" not in note
    assert "  What help is asked for: Understanding their rights, Ward rounds and care meetings" in lines
    assert lines[-2].startswith("Task made: Check that the advocate has been in touch, ")


def test_the_window_is_opened_on_the_folder_given(
    shell: Shell, tmp_path: Path, shown: list[tuple[Place, bool, bool]]
) -> None:
    assert shell("--data-dir", str(tmp_path)).code == 0
    assert shown == [(Place(data_folder=tmp_path), False, True)]


def test_the_fictional_ward_s_window_has_a_folder_of_its_own_that_goes(
    shell: Shell, shown: list[tuple[Place, bool, bool]]
) -> None:
    assert shell("--demo").code == 0
    [(place, demo, was_there)] = shown
    assert (demo, was_there) == (True, True)
    assert not place.data_folder.exists()


def test_the_window_can_be_opened_locked_and_is_alone_then(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    opened: list[tuple[Place, bool]] = []
    window = window_module(lambda place, *, locked, **_: opened.append((place, locked)) or 0)
    monkeypatch.setitem(sys.modules, "inpatient_hub.gui.app", window)
    assert shell("--data-dir", str(tmp_path), "--locked").code == 0
    assert opened == [(Place(data_folder=tmp_path), True)]
    assert shell("--demo", "--locked").code == 2
    assert shell("--locked", "ward", "list").code == 2


def test_the_window_s_exit_code_is_handed_on(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "inpatient_hub.gui.app", window_module(lambda place, **_: 7))
    assert shell("--data-dir", str(tmp_path)).code == 7


def run_without_qt(*arguments: str) -> Done:
    """Runs a command in a Python that has no Qt."""
    code = (
        "import sys\n"
        "class NoQt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in {'PySide6', 'shiboken6', 'shibokensupport'}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, NoQt())\n"
        "from inpatient_hub.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=False, capture_output=True, text=True, env=environ,
        cwd=Path(__file__).parents[2], timeout=60,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def test_without_qt_the_window_says_so_and_the_demonstration_runs(tmp_path: Path) -> None:
    alone = run_without_qt("--data-dir", str(tmp_path))
    assert (alone.code, alone.out) == (1, "")
    assert alone.err.startswith("The window cannot be opened. PySide6 is not installed. ")
    demo = run_without_qt("--demo")
    assert (demo.code, demo.err) == (0, "")
    assert demo.out.startswith("PySide6 is not installed. The same job follows in the terminal.\n")


def test_a_part_of_the_system_that_qt_lacks_is_named() -> None:
    words = "libEGL.so.1: cannot open shared object file: No such file or directory"
    judged = window._judged(ImportError(words, name="PySide6.QtGui"))
    assert isinstance(judged, window.NoWindow)
    assert "(libEGL.so.1)" in judged.message


def test_a_fault_of_ours_is_not_taken_for_missing_qt() -> None:
    ours = ImportError("cannot import name 'Hub'", name="inpatient_hub.bootstrap")
    assert window._judged(ours) is ours


@pytest.mark.parametrize(
    ("platform", "environ", "can"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_only_linux_can_be_without_a_display(platform: str, environ: dict[str, str], can: bool) -> None:
    if can:
        window.refuse_without_display(platform, environ)
    else:
        with pytest.raises(window.NoWindow):
            window.refuse_without_display(platform, environ)
