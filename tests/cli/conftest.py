"""Runs commands as a shell would, on a fictional ward that is built once and copied for each test."""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.cli import clipboard
from inpatient_hub.cli.argument_words import groups
from inpatient_hub.cli.main import main
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.log import stop_log


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as data."""
        return json.loads(self.out)


Shell = Callable[..., Done]


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """Commands start the program's log in their own folder; the next test must not write there."""
    yield
    stop_log()
    logging.getLogger("inpatient_hub").propagate = True


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs `inpatient-hub` with these arguments."""

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        code = main(arguments)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture
def hub(shell: Shell, folder: Path) -> Shell:
    """Runs `inpatient-hub --data-dir FOLDER` on the fictional ward."""
    return lambda *arguments: shell("--data-dir", str(folder), *arguments)


@pytest.fixture
def as_esther(shell: Shell, folder: Path) -> Shell:
    """The same, done by Esther where a command does something in a person's name and no other is named."""
    who = {
        (group.name, one.name)
        for group in groups()
        for one in group.commands
        if any(o.name == "--by" for o in one.options)
    }

    def run(*arguments: str) -> Done:
        named = arguments[:2] in who and "--by" not in arguments
        return shell("--data-dir", str(folder), *arguments, *(["--by", "Esther Summerson"] if named else []))

    return run


@pytest.fixture
def as_margaret(hub: Shell) -> Shell:
    """The same, asked for by Margaret, the senior admin, unless another is named."""
    return lambda *arguments: hub(*arguments, *(() if "--by" in arguments else ("--by", "Margaret Hale")))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a fictional ward, made by the command itself."""
    place = tmp_path_factory.mktemp("demo") / "ward"
    assert main(["demo", "--data-dir", str(place), "--json"]) == 0
    return place


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A fictional ward that the test may change."""
    return Path(shutil.copytree(built, tmp_path / "ward"))


@pytest.fixture
def opened(folder: Path) -> Iterator[Hub]:
    """The application over the same ward, beside the commands: it only looks, for the test, at all there is."""
    hub = open_hub(Place(data_folder=folder), alone=False)
    with hub.seat.as_program():
        yield hub
    hub.close()


@pytest.fixture
def tess(opened: Hub) -> Patient:
    """A patient of the fictional ward who has no run in progress."""
    return opened.patients.find(opened.wards.all()[0].id, "Durbeyfield").items[0].patient


@pytest.fixture
def esther(opened: Hub) -> Staff:
    """Who is signed in on the fictional ward."""
    return staff_named(opened, "Esther Summerson")


def staff_named(hub: Hub, name: str) -> Staff:
    """One member of staff of the fictional ward."""
    return next(one for one in hub.wards.staff(hub.wards.all()[0].id) if one.name == name)


class FakeClipboard:
    """A clipboard in memory. With `broken` it has no way to work; with `deaf` it takes nothing; with `slow` it shows
    what it held before that many times."""

    PyperclipException = RuntimeError

    def __init__(self, *, broken: bool = False, deaf: bool = False, slow: int = 0) -> None:
        self.text = ""
        self._broken = broken
        self._deaf = deaf
        self._slow = slow

    def copy(self, text: str) -> None:
        if self._broken:
            raise self.PyperclipException
        if not self._deaf:
            self.text = text

    def paste(self) -> str:
        if self._slow:
            self._slow -= 1
            return "what was there before"
        return self.text


@pytest.fixture
def clip(monkeypatch: pytest.MonkeyPatch) -> FakeClipboard:
    """A clipboard that works."""
    return with_clipboard(monkeypatch, FakeClipboard())


def with_clipboard(monkeypatch: pytest.MonkeyPatch, fake: FakeClipboard) -> FakeClipboard:
    """Puts a clipboard in memory in the place of the computer's."""
    monkeypatch.setattr(clipboard, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(clipboard, "pyperclip", fake)
    return fake
