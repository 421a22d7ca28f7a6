"""Signing in at a shell: nothing of a ward with PINs is shown or done before somebody has shown who they are."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.keys.key_file import KEY_FILE
from tests.cli.conftest import Done, Shell

PIN, JANES_PIN = "271828", "314159"
SET_UP = ("ward", "set-up", "--name", "Keats Ward", "--person", "Esther Summerson", "--role", "RMN", "--sign-in", "pin")
ESTHER, JANE = ("--by", "Esther Summerson"), ("--by", "jane eyre")

Given = Callable[..., Done]


@pytest.fixture
def here(shell: Shell, tmp_path: Path) -> Shell:
    """Runs commands on an empty data folder."""
    return lambda *arguments: shell("--data-dir", str(tmp_path), *arguments)


@pytest.fixture
def given(here: Shell) -> Iterator[Given]:
    """Runs a command that finds these lines at the file descriptor for a PIN."""
    opened: list[int] = []

    def run(lines: str, *arguments: str) -> Done:
        reading, writing = os.pipe()
        opened.append(reading)
        os.write(writing, lines.encode("utf-8"))
        os.close(writing)
        return here(*arguments, "--pin-fd", str(reading))

    yield run
    for descriptor in opened:
        os.close(descriptor)


@pytest.fixture
def ward(given: Given, tmp_path: Path) -> Hub:
    """A ward with PINs: Esther set it up, Jane has a PIN of her own, and there is one patient. What it gives looks on
    beside the commands, as the program itself."""
    assert given(f"{PIN}\n", *SET_UP).code == 0
    with closing(open_hub(Place(data_folder=tmp_path))) as hub:
        [line] = hub.sign_in.people(hub.wards.all()[0].id)
        esther = hub.sign_in.sign_in(line.id, PIN)
        added = hub.people.add(esther.ward_id, PersonDetails(name="Jane Eyre", role="RMN"))
        hub.patients.add(esther.ward_id, PatientDetails(family_name="Earnshaw"), by=esther.id)
        hub.sign_in.choose_secret(added.person.id, proof=added.start_code or "", secret=JANES_PIN)
    return hub


def patients(folder: Path) -> list[str]:
    with closing(open_hub(Place(data_folder=folder), alone=False)) as hub, hub.seat.as_program():
        return [line.patient.id for line in hub.patients.find(hub.wards.all()[0].id).items]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Lets a person type these words at the terminal, one after the other. Gives what was asked."""

    def typing(*words: str) -> list[str]:
        waiting, questions = list(words), list[str]()

        def answer(question: str) -> str:
            questions.append(question)
            return waiting.pop(0)

        for stream in (sys.stdin, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", answer)
        return questions

    return typing


READING = (
    ("patient", "list"),
    ("ward", "show"),
    ("note", "list"),
    ("run", "list"),
    ("backup", "list"),
    ("backup", "now"),
    ("export",),
)


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_nothing_of_a_ward_with_pins_is_shown_without_a_name_and_a_pin(
    here: Shell, given: Given, command: tuple[str, ...]
) -> None:
    unnamed = here(*command)
    assert (unnamed.code, unnamed.out) == (1, "")
    assert "--by" in unnamed.err.splitlines()[0]
    assert [line.strip().partition("  ")[2] for line in unnamed.err.splitlines()[1:]] == [
        "Esther Summerson, RMN",
        "Jane Eyre, RMN",
    ]
    unproven = here(*command, *JANE)
    assert (unproven.code, unproven.out) == (1, "")
    assert unproven.err == (
        "A PIN is needed. People of this ward sign in with one. Type your PIN, then sign in. At a terminal the command "
        "asks for it; a program gives it with --pin-fd N.\n"
    )
    wrong = given("999999\n", *command, *JANE)
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("This is not your PIN. 4 tries are left before it is switched off.")
    assert given(f"{JANES_PIN}\n", *command, *JANE).code == 0


@pytest.mark.usefixtures("ward")
def test_a_patient_is_worked_for_under_the_name_that_was_shown(given: Given, tmp_path: Path) -> None:
    [patient] = patients(tmp_path)
    run = given(f"{JANES_PIN}\n", "run", "start", "imha", "--patient", patient, *JANE, "--json")
    assert run.code == 0
    with closing(open_hub(Place(data_folder=tmp_path), alone=False)) as hub, hub.seat.as_program():
        view = hub.runs.view(run.json["id"])
        [jane] = [one for one in hub.wards.staff(view.run.ward_id) if one.name == "Jane Eyre"]
    assert view.run.started_by == jane.id


@pytest.mark.usefixtures("ward")
def test_a_command_signs_in_and_out_again(given: Given, tmp_path: Path) -> None:
    given(f"{JANES_PIN}\n", "patient", "list", *JANE)
    given("999999\n", "patient", "list", *JANE)
    with closing(open_hub(Place(data_folder=tmp_path), alone=False)) as hub, hub.seat.as_program():
        ward = hub.wards.all()[0]
        [jane] = [one for one in hub.wards.staff(ward.id) if one.name == "Jane Eyre"]
        with hub.store.reading() as work:
            actions = [event.action for event in work.audit.of_entity(Kind.STAFF, jane.id)]
    assert actions[:3] == [AuditAction.SIGN_IN_FAILED, AuditAction.SIGNED_OUT, AuditAction.SIGNED_IN]


@pytest.mark.usefixtures("ward")
def test_at_a_terminal_the_pin_is_asked_for(here: Shell, typed: Callable[..., list[str]]) -> None:
    questions = typed(PIN)
    assert "EARNSHAW" in here("patient", "list", *ESTHER).out
    assert questions == ["PIN of Esther Summerson: "]


@pytest.mark.usefixtures("ward")
def test_a_start_code_is_followed_by_a_pin_of_ones_own(
    here: Shell, tmp_path: Path, typed: Callable[..., list[str]], given: Given
) -> None:
    with closing(open_hub(Place(data_folder=tmp_path))) as hub:
        [line, _] = hub.sign_in.people(hub.wards.all()[0].id)
        esther = hub.sign_in.sign_in(line.id, PIN)
        code = hub.people.add(esther.ward_id, PersonDetails(name="Joe Gargery", role="HCA")).start_code or ""
    questions = typed(code, "161803", "161803")
    assert here("patient", "list", "--by", "Joe Gargery").code == 0
    assert questions == [
        "Start code of Joe Gargery: ",
        "Choose a PIN or passphrase of your own: ",
        "Type it again: ",
    ]
    assert given("161803\n", "patient", "list", "--by", "Joe Gargery").code == 0


@pytest.mark.usefixtures("ward")
def test_five_wrong_pins_switch_it_off(given: Given) -> None:
    said = [given("999999\n", "patient", "list", *JANE).err for _ in range(6)]
    assert said[3].startswith("This is not your PIN. One more try is left")
    assert said[4].startswith("Your PIN is switched off.")
    assert given(f"{JANES_PIN}\n", "patient", "list", *JANE).err.startswith("Your PIN is switched off.")


def test_a_ward_is_set_up_with_a_pin_typed_twice(here: Shell, typed: Callable[..., list[str]], tmp_path: Path) -> None:
    unlike = typed(PIN, JANES_PIN)
    refused = here(*SET_UP)
    assert refused.err.startswith("The PIN was not set. The two were not the same.")
    assert len(unlike) == 2
    typed(PIN, PIN)
    assert here(*SET_UP).code == 0
    with closing(open_hub(Place(data_folder=tmp_path))) as hub:
        [line] = hub.sign_in.people(hub.wards.all()[0].id)
        assert hub.sign_in.sign_in(line.id, PIN).access is Role.SENIOR_ADMIN


def test_without_a_terminal_a_ward_with_pins_needs_a_file_descriptor(here: Shell) -> None:
    done = here(*SET_UP)
    assert done.code == 1
    assert done.err.startswith("No PIN was chosen. There is no terminal to ask at.")
    assert "--pin-fd N" in done.err


def test_a_pin_that_is_guessed_first_is_refused_and_no_ward_is_made(given: Given, here: Shell) -> None:
    done = given("111111\n", *SET_UP)
    assert done.err.startswith("Choose another one.")
    assert here("ward", "show").err.startswith("There is no ward here yet.")


@pytest.mark.usefixtures("ward")
def test_a_descriptor_that_gives_nothing_is_told(given: Given) -> None:
    done = given("", "patient", "list", *JANE)
    assert done.err.startswith("No PIN could be read.")
    assert "--pin-fd 3 3<FILE" in done.err


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize(
    "command",
    [("restore", "BACKUP"), ("restore", "BACKUP", "--preview"), ("lock", "recovery-key", "--new"), ("rescue",)],
    ids=" ".join,
)
def test_what_is_done_to_the_whole_ward_is_for_its_admins(
    given: Given, here: Shell, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert given(f"{JANES_PIN}\n", "backup", "now", *JANE).code == 0
    [backup] = backups_in(tmp_path)
    words = [backup.path.name if word == "BACKUP" else word for word in command]
    before = (tmp_path / KEY_FILE).read_bytes()
    assert here(*words).err.startswith("It is not clear who is doing this.")
    assert given(f"{JANES_PIN}\n", *words, *JANE).err.startswith("You may not do this.")
    assert (tmp_path / KEY_FILE).read_bytes() == before
    assert list(tmp_path.glob("hub.replaced-*")) == list(tmp_path.glob("hub.damaged-*")) == []
    assert given(f"{PIN}\n", *words, *ESTHER).code == 0


@pytest.mark.usefixtures("ward")
def test_a_store_that_does_not_open_is_replaced_by_whoever_opens_the_lock(
    given: Given, here: Shell, tmp_path: Path
) -> None:
    assert given(f"{JANES_PIN}\n", "backup", "now", *JANE).code == 0
    [backup] = backups_in(tmp_path)
    (tmp_path / "hub.db").write_bytes(b"damaged" * 1000)
    assert here("restore", backup.path.name).code == 0
    assert given(f"{PIN}\n", "patient", "list", *ESTHER).code == 0


def test_where_a_name_is_enough_somebody_of_the_ward_may_look_and_sign_nothing(hub: Shell, opened: Hub) -> None:
    """The fictional ward has twelve people, none of whom is named here."""
    assert hub("patient", "list").code == 0
    assert hub("backup", "now").code == 0
    people = opened.wards.staff(opened.wards.all()[0].id)
    with opened.store.reading() as work:
        newest = [work.audit.of_entity(Kind.STAFF, person.id)[0].action for person in people]
    assert AuditAction.SIGNED_IN not in newest


def test_a_name_alone_opens_no_other_ward_that_wants_a_pin(hub: Shell, folder: Path, shell: Shell) -> None:
    """Margaret is a senior admin, who sees every ward: once one of them has PINs, her name is not enough anywhere."""
    reading, writing = os.pipe()
    os.write(writing, f"{PIN}\n".encode())
    os.close(writing)
    further = ("ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN", "--sign-in", "pin")
    try:
        assert hub(*further, "--by", "Margaret Hale", "--pin-fd", str(reading)).code == 0
    finally:
        os.close(reading)
    assert hub("patient", "list", "--by", "Margaret Hale").err.startswith("You have no PIN yet.")
    assert hub("patient", "list", "--by", "Esther Summerson").code == 0
    refused = hub("patient", "list", "--ward", "Byron Ward", "--by", "Esther Summerson")
    assert refused.err.startswith("This person is not known.")
    assert hub("patient", "list", "--ward", "Byron Ward").err.startswith("It is not clear who is looking.")


def test_nobody_is_named_who_may_not_see_the_note(hub: Shell, opened: Hub, folder: Path) -> None:
    assert hub(
        "ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN", "--by", "Margaret Hale"
    ).code == 0  # fmt: skip
    note = opened.notes.find(next(one.id for one in opened.wards.all() if one.name == "Keats Ward")).items[0].id
    done = hub("note", "show", note, "--by", "Mary Garth")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("This person is not known. Nobody on this ward has this id or full name.")
    assert hub("note", "show", note, "--by", "Margaret Hale").code == 0


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("command", [("audit", "list"), ("audit", "verify"), ("audit", "export")], ids=" ".join)
def test_the_audit_trail_is_for_admins(
    given: Given, here: Shell, tmp_path_factory: pytest.TempPathFactory, command: tuple[str, ...]
) -> None:
    words = [*command, str(tmp_path_factory.mktemp("kept") / "trail")] if command[1] == "export" else list(command)
    assert here(*words).err.startswith("It is not clear who is doing this.")
    assert given(f"{JANES_PIN}\n", *words, *JANE).err.startswith("You may not do this.")
    done = given(f"{PIN}\n", *words, *ESTHER)
    assert done.code == 0, done.err
    assert done.out
