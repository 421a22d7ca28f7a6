"""dev.py decides rightly what to set up, says plainly what it cannot do, and passes everything else through."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dev
import dev_packages

VERSION = "{}.{}.{}".format(*sys.version_info)


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """Make a folder that looks like a sound virtual environment."""
    folder = tmp_path / "a ward" / ".venv"
    dev.venv_python(folder).parent.mkdir(parents=True)
    dev.venv_python(folder).touch()
    (dev.site_packages(folder) / "pip").mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text(f"version = {VERSION}\ncommand = /usr/bin/python3 -m venv {folder}\n", "utf-8")
    return folder


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text("# nothing\nalembic==1.20.1 \\\n    --hash=sha256:0\n", encoding="utf-8")
    return file


def rewrite(venv: Path, old: str, new: str) -> None:
    settings = venv / "pyvenv.cfg"
    text = settings.read_text(encoding="utf-8")
    assert old in text
    settings.write_text(text.replace(old, new), encoding="utf-8")


# Whether .venv will do


def test_a_sound_environment_is_kept(venv: Path) -> None:
    assert dev.venv_fault(venv) is None


def test_a_missing_environment_is_made(tmp_path: Path) -> None:
    assert dev.venv_fault(tmp_path / ".venv") == "there is none yet"


def test_an_environment_of_another_python_is_made_again(venv: Path) -> None:
    rewrite(venv, VERSION, "3.9.2")
    assert dev.venv_fault(venv) == "it was made by Python 3.9"


@pytest.mark.parametrize("start", ["", "/elsewhere"])
def test_an_environment_from_another_folder_is_made_again(venv: Path, start: str) -> None:
    rewrite(venv, f" {venv}", f" {start}{venv}{'' if start else '-old'}")
    assert dev.venv_fault(venv) == "it was made in another folder"


def test_an_environment_whose_python_is_gone_is_made_again(venv: Path) -> None:
    dev.venv_python(venv).unlink()
    assert dev.venv_fault(venv) == "the Python that made it is gone"


def test_an_environment_left_half_made_is_made_again(venv: Path) -> None:
    (dev.site_packages(venv) / "pip").rmdir()
    assert dev.venv_fault(venv) == "it was left half made"


def test_a_folder_that_is_no_environment_is_never_deleted(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "thesis.txt").touch()
    with pytest.raises(dev.Problem, match="not a virtual environment"):
        dev.venv_fault(tmp_path / ".venv")
    assert (tmp_path / ".venv" / "thesis.txt").exists()


def test_the_environment_that_runs_dev_py_is_not_deleted_under_it(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(venv))
    with pytest.raises(dev.Problem, match=r"from outside \.venv"):
        dev.make_venv(venv, "it was made in another folder")
    assert venv.exists()


def test_a_failed_attempt_to_make_an_environment_leaves_nothing(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_made(command: list[str], failure: str) -> None:
        Path(command[-1]).mkdir()
        raise dev.Problem(failure)

    monkeypatch.setattr(dev, "quietly", half_made)
    with pytest.raises(dev.Problem):
        dev.make_venv(venv, "there is none yet")
    assert not venv.exists()


def test_a_python_without_ensurepip_is_told_what_to_install(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "can_make_venvs", lambda: False)
    with pytest.raises(dev.Problem, match="python3-venv"):
        dev.make_venv(venv, "there is none yet")


# Whether the packages are there


def test_a_finished_install_leaves_a_stamp_that_fits_this_lock_only(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(dev, "quietly", lambda command, _failure: commands.append(command))
    assert not dev.is_installed(venv, lock)
    dev.install(venv, lock)
    assert dev.is_installed(venv, lock)
    assert {"--require-hashes", "--no-deps"} <= set(commands[0])
    lock.write_text(lock.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not dev.is_installed(venv, lock)


def test_a_failed_install_leaves_no_stamp(venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (venv / dev.STAMP).write_text(dev.lock_digest(lock), encoding="ascii")

    def fail(_command: list[str], failure: str) -> None:
        raise dev.Problem(failure)

    monkeypatch.setattr(dev, "quietly", fail)
    with pytest.raises(dev.Problem):
        dev.install(venv, lock)
    assert not dev.is_installed(venv, lock)


def test_the_checkout_is_found_from_the_environment_wherever_it_lies(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "quietly", lambda *_: None)
    dev.install(venv, lock)
    packages = dev.site_packages(venv)
    written = (packages / "inpatient_hub_checkout.pth").read_text(encoding="ascii").strip()
    assert written.isascii()
    assert not Path(written).is_absolute()
    assert (packages / written).resolve() == venv.parent.resolve()


# The system's own packages


def test_a_library_renamed_for_64_bit_time_counts_as_installed() -> None:
    installed = {"libglib2.0-0t64", "libgl1"}
    assert dev.missing_packages(["libglib2.0-0", "libgl1", "xvfb"], installed) == ["xvfb"]


@pytest.mark.parametrize(
    ("command", "environ", "window", "tools"),
    [
        ("run", {}, False, False),
        ("run", {"DISPLAY": ""}, False, False),
        ("run", {"DISPLAY": ":0"}, True, False),
        ("run", {"WAYLAND_DISPLAY": "wayland-0"}, True, False),
        ("gallery", {}, True, False),
        ("lint", {"DISPLAY": ":0"}, False, False),
        ("test", {}, True, True),
        ("bench", {}, True, True),
    ],
)
def test_a_command_asks_only_for_the_packages_it_needs(
    command: str, environ: dict[str, str], window: bool, tools: bool
) -> None:
    wanted = dev.wanted_packages(command, environ)
    assert ("libxcb-cursor0" in wanted, "postgresql" in wanted) == (window, tools)


def test_the_tests_for_windows_ask_for_wine_and_no_other_command_does() -> None:
    commands = {*dev.COMMANDS, dev.ON_WINDOWS}
    assert {name for name in commands if "wine" in dev.wanted_packages(name, {"DISPLAY": ":0"})} == {dev.ON_WINDOWS}


def test_asking_twice_gives_the_same_packages() -> None:
    dev.wanted_packages("gallery", {}).append("python3-venv")
    assert "python3-venv" not in dev.wanted_packages("gallery", {})


class Debian:
    """A Debian on which one package is missing; it keeps what is installed on it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, user: int) -> None:
        self.commands: list[str] = []
        have = set(dev_packages.WINDOW_LIBRARIES + dev_packages.TEST_TOOLS) - {"xdotool"}
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(dev, "installed_packages", lambda: have)
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
        monkeypatch.setattr(dev, "quietly", lambda command, *_: self.commands.append(" ".join(command)))


def test_root_installs_the_missing_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    debian = Debian(monkeypatch, user=0)
    dev.ready_system("test", making_venv=False)
    assert debian.commands[0].startswith("apt-get update")
    assert debian.commands[1].startswith("apt-get install -y")
    assert debian.commands[1].endswith(" xdotool")


def test_anyone_else_is_told_one_command_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    debian = Debian(monkeypatch, user=1000)
    with pytest.raises(dev.Problem) as problem:
        dev.ready_system("test", making_venv=False)
    last = str(problem.value).splitlines()[-1]
    assert last == "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends xdotool'"
    assert debian.commands == []


def test_nothing_is_asked_for_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    debian = Debian(monkeypatch, user=1000)
    monkeypatch.setenv("DISPLAY", ":0")
    dev.ready_system("run", making_venv=False)
    assert debian.commands == []


def test_a_debian_python_that_cannot_make_environments_gets_the_part_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    Debian(monkeypatch, user=1000)
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(dev, "can_make_venvs", lambda: False)
    with pytest.raises(dev.Problem, match=r"python3\.\d+-venv'"):
        dev.ready_system("lint", making_venv=True)


# The commands


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Collect what is handed over instead of running it."""
    calls: list[list[str]] = []

    def hand_over(arguments: list[str], **_: object) -> int:
        calls.append(arguments)
        return 3

    monkeypatch.setattr(dev, "ready", lambda _command: None)
    monkeypatch.setattr(dev, "hand_over", hand_over)
    return calls


@pytest.mark.parametrize(
    ("typed", "handed_over"),
    [
        (["run", "--demo", "--data-dir", "a b"], ["-P", "-m", "inpatient_hub", "--demo", "--data-dir", "a b"]),
        (["bench", "start", "--json", "x.json"], ["-P", "-m", "benchmarks", "start", "--json", "x.json"]),
        (["gallery", "--out", "pictures"], ["-P", "-m", "inpatient_hub.gui.gallery", "--out", "pictures"]),
        (["test"], ["-m", "tests.everywhere"]),
        (["test", "--here"], ["-m", "pytest", "-n", "3", "--dist", "loadfile"]),
        (["test", "tests/domain", "-x"], ["-m", "pytest", "tests/domain", "-x"]),
        (
            ["test", "--fast"],
            ["-m", "pytest", "-n", "3", "--dist", "loadfile", "-m", "not slow and not lint"],
        ),
        (["test", "--windows"], ["-m", "tests.windows.run"]),
        (["installer", "--runtime", "a.zip"], ["-P", "-m", "windows", "--runtime", "a.zip"]),
        (["test", "-x", "--windows", "-k", "screen"], ["-m", "tests.windows.run", "-x", "-k", "screen"]),
        (["test", "--fast", "-k", "notes"], ["-m", "pytest", "-m", "not slow and not lint", "-k", "notes"]),
    ],
)
def test_arguments_pass_through(handed: list[list[str]], typed: list[str], handed_over: list[str]) -> None:
    assert dev.main(typed) == 3
    assert handed == [handed_over]


def test_an_unknown_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    assert "Did you mean 'test'?" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "code"), [([], 2), (["--help"], 0)])
def test_usage_names_every_command(typed: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(typed) == code
    shown = capsys.readouterr().out
    assert [name for name in dev.COMMANDS if f"\n  {name} " not in shown] == []


def failing(error: BaseException) -> Callable[[str], None]:
    def ready(_command: str) -> None:
        raise error

    return ready


def test_a_problem_is_one_plain_message(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dev, "ready", failing(dev.Problem("The disk is full.")))
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "dev.py run: The disk is full.\n"


def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dev, "ready", failing(KeyboardInterrupt()))
    assert dev.main(["run"]) == 130
    assert capsys.readouterr().err == "Stopped\n"


def test_a_failed_step_shows_what_it_said() -> None:
    with pytest.raises(dev.Problem, match=r"It failed:\n  the reason"):
        dev.quietly([sys.executable, "-c", "print('the reason'); raise SystemExit(1)"], "It failed:")
