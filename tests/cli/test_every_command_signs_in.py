"""Whichever command is tried: of a ward whose people have PINs nothing is shown or done before somebody signed in."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.wards import SignIn
from inpatient_hub.host.settings import read_settings
from tests.cli.conftest import Shell
from tests.cli.test_nothing_is_made import COMMANDS, GIVEN, words
from tests.fakes.seat import opened_by_program

BY_RECOVERY_KEY = {("lock", "reset-admin")}
"""For whoever holds the recovery key, when no admin can sign in: tests/cli/test_whole_folder.py."""
OPEN = {
    ("run", "workflows"),
    ("content", "check"),
    ("content", "start-local"),
    ("content", "save"),
    ("check", "check"),
    ("demo", "demo"),
    ("lock", "show"),
    ("lock", "set-up"),
    *BY_RECOVERY_KEY,
}
"""What reads and writes nothing of a ward's store: the content, the computer, and a lock that is not there yet."""
MORE = {
    ("note", "render"): ["--patient", "ID"],
    ("backup", "second-place"): ["none"],
    ("records", "erase"): ["--confirm", "1"],
    ("restore", "restore"): ["--preview"],
}


@pytest.fixture(scope="module")
def with_pins(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional ward, whose people have to sign in with PINs from now on."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("pins") / "ward"))
    with opened_by_program(Place(data_folder=folder)) as hub, hub.store.writing() as work:
        (ward,) = work.wards.all()
        work.wards.update(replace(ward, access=replace(ward.access, sign_in=SignIn.SECRET)))
    return folder


@pytest.fixture(scope="module")
def beside(with_pins: Path) -> Iterator[Hub]:
    """The application over the same ward: it only looks."""
    with opened_by_program(Place(data_folder=with_pins), alone=False) as hub:
        yield hub


@pytest.fixture(scope="module")
def ids(beside: Hub) -> Mapping[str, str]:
    """What the commands are given for these words."""
    ward = beside.wards.all()[0].id
    note = beside.notes.find(ward, states=frozenset({NoteState.COPIED})).items[0].id
    patient = beside.patients.find(ward).items[0].patient.id
    run = beside.today.view(ward).runs[0].run.id
    return {"ID": patient, "NOTE": note, "RUN": run, "TASK": beside.tasks.due_by(ward, beside.clock.today())[0].task.id}


@pytest.mark.parametrize("command", [one for one in COMMANDS if one not in OPEN], ids=" ".join)
def test_nothing_is_shown_or_done_before_somebody_signed_in(
    shell: Shell,
    with_pins: Path,
    beside: Hub,
    ids: Mapping[str, str],
    command: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, given in (("--name", "Byron Ward"), ("--person", "Mary Garth"), ("--role", "RMN")):
        monkeypatch.setitem(GIVEN, name, [name, given])
    for name, given in (("note", "NOTE"), ("task", "TASK")):
        monkeypatch.setitem(GIVEN, name, [given])
    named = [ids.get(word, word) for word in [*words(*command), *MORE.get(command, [])]]
    before, settings = beside.audit.head(), read_settings(with_pins)
    unnamed = shell("--data-dir", str(with_pins), *named)
    assert (unnamed.code, unnamed.out) == (1, "")
    assert "--by" in unnamed.err.splitlines()[0]
    unproven = shell("--data-dir", str(with_pins), *named, "--by", "Margaret Hale")
    assert (unproven.code, unproven.out) == (1, "")
    assert unproven.err.startswith("You have no PIN yet.")
    assert (beside.audit.head(), read_settings(with_pins)) == (before, settings)
