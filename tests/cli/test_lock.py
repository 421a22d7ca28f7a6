"""The lock from the command line: opened without a question or with words that never stand in an argument."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inpatient_hub.host import device_secrets
from inpatient_hub.store.database import open_store
from inpatient_hub.store.file_kind import Kind, store_kind
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.keys.sealing import Cost
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.cli.conftest import Done, Shell
from tests.contracts.keepers import CLOCK
from tests.contracts.making import a_ward, save
from tests.fakes.keyring import FakeKeyring

PASSPHRASE = "four unrelated words"
SET_UP = ("ward", "set-up", "--name", "Keats Ward", "--person", "Esther Summerson", "--role", "RMN")

Typing = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """This user's keyring."""
    made = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)
    return made


@pytest.fixture
def here(shell: Shell, tmp_path: Path, keyring: FakeKeyring) -> Shell:
    """Runs commands on an empty data folder."""
    return lambda *arguments: shell("--data-dir", str(tmp_path), *arguments)


@pytest.fixture
def given(here: Shell) -> Iterator[Callable[..., Done]]:
    """Runs a command that finds these lines at a file descriptor."""
    opened: list[int] = []

    def run(lines: str, *arguments: str) -> Done:
        reading, writing = os.pipe()
        opened.append(reading)
        os.write(writing, lines.encode("utf-8"))
        os.close(writing)
        return here("--passphrase-fd", str(reading), *arguments)

    yield run
    for descriptor in opened:
        os.close(descriptor)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typing:
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


def recovery_key(here: Shell) -> str:
    """The recovery key, as the command shows it."""
    done = here("lock", "recovery-key")
    assert done.code == 0, done.err
    return done.out.strip()


def test_with_a_keyring_nothing_is_asked(here: Shell, tmp_path: Path) -> None:
    assert here(*SET_UP).code == 0
    assert store_kind(tmp_path) is Kind.LOCKED
    assert "Keats Ward" in here("ward", "show").out
    shown = here("lock", "show")
    assert shown.out.splitlines() == [
        "The ward's work is locked.",
        "Here it opens with this computer's keyring or the recovery key.",
        "Its recovery key has not been written down yet: 'inpatient-hub lock recovery-key'.",
    ]


def test_the_state_of_the_lock_is_data_for_a_program(here: Shell) -> None:
    assert here("lock", "show", "--json").json["stage"] == "none_yet"
    here(*SET_UP)
    assert here("lock", "show", "--json").json == {
        "stage": "locked",
        "ways": ["keyring", "recovery"],
        "moved": False,
        "keyring_fault": "",
        "pin_tries": None,
        "recovery_not_written": True,
        "lying_open": [],
    }


def test_without_a_keyring_and_a_terminal_a_command_says_how_a_passphrase_is_given(
    here: Shell, keyring: FakeKeyring, tmp_path: Path
) -> None:
    keyring.fault = "No keyring answers on this computer."
    done = here(*SET_UP)
    assert done.code == 1
    assert "A passphrase is needed to lock the ward's work." in done.err
    assert "No keyring answers on this computer." in done.err
    assert "--passphrase-fd N" in done.err
    assert not (tmp_path / STORE_FILE).exists()


def test_without_a_keyring_a_passphrase_comes_from_a_file_descriptor(
    here: Shell, given: Callable[..., Done], keyring: FakeKeyring
) -> None:
    keyring.fault = "No keyring answers on this computer."
    assert given(f"{PASSPHRASE}\n", *SET_UP).code == 0
    assert "Keats Ward" in given(PASSPHRASE, "ward", "show").out
    assert "Keats Ward" in given(f"{PASSPHRASE}\r\n", "ward", "show").out
    refused = given("not the passphrase\n", "ward", "show")
    assert refused.code == 1
    assert "This is not the passphrase." in refused.err
    locked = here("ward", "show")
    assert locked.code == 1
    assert "The ward's work is locked. Give a passphrase or the recovery key." in locked.err
    assert "--passphrase-fd N" in locked.err


def test_without_a_keyring_a_person_is_asked_and_nothing_typed_is_shown(
    here: Shell, typed: Typing, keyring: FakeKeyring
) -> None:
    keyring.fault = "No keyring answers on this computer."
    questions = typed(PASSPHRASE, PASSPHRASE)
    done = here(*SET_UP)
    assert done.code == 0
    assert questions == ["Choose a passphrase: ", "Type it again: "]
    assert PASSPHRASE not in done.out + done.err
    assert "Write the recovery key down soon" in done.err
    questions = typed(PASSPHRASE)
    assert "Keats Ward" in here("ward", "show").out
    assert questions == ["Passphrase or recovery key: "]


def test_a_passphrase_that_is_typed_differently_the_second_time_is_not_set(
    here: Shell, typed: Typing, keyring: FakeKeyring, tmp_path: Path
) -> None:
    keyring.fault = "No keyring answers on this computer."
    typed(PASSPHRASE, "four unrelated wordz")
    done = here(*SET_UP)
    assert done.code == 1
    assert "The two were not the same." in done.err
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize("lines", ["", "\n", "\r\n", "\udcff"])
def test_a_file_descriptor_that_gives_nothing_is_said_to_give_nothing(
    here: Shell, given: Callable[..., Done], keyring: FakeKeyring, lines: str
) -> None:
    keyring.fault = "No keyring answers on this computer."
    done = given(lines.encode("utf-8", "surrogateescape").decode("latin-1") if lines else lines, *SET_UP)
    assert done.code == 1
    assert "No passphrase could be read." in done.err or "Choose another passphrase." in done.err


@pytest.mark.parametrize("number", ["999", "-1", "99999999999999999999"])
def test_a_file_descriptor_that_is_not_there_is_an_expected_failure(
    here: Shell, keyring: FakeKeyring, number: str
) -> None:
    keyring.fault = "No keyring answers on this computer."
    done = here(f"--passphrase-fd={number}", *SET_UP)
    assert done.code == 1
    assert "No passphrase could be read." in done.err


def test_a_folder_that_was_moved_asks_for_the_recovery_key_and_can_be_remembered(
    here: Shell, given: Callable[..., Done], keyring: FakeKeyring
) -> None:
    here(*SET_UP)
    words = recovery_key(here)
    keyring.kept.clear()
    moved = here("ward", "show")
    assert moved.code == 1
    assert "Enter your recovery key" in moved.err
    assert "'inpatient-hub lock remember'" in here("lock", "show").out
    assert "Keats Ward" in given(words.lower(), "ward", "show").out
    assert given(words, "lock", "remember").code == 0
    assert "Keats Ward" in here("ward", "show").out


def test_a_mistyped_recovery_key_is_told_with_its_group(
    here: Shell, given: Callable[..., Done], keyring: FakeKeyring
) -> None:
    here(*SET_UP)
    words = recovery_key(here)
    keyring.kept.clear()
    done = given(words[:-1] + ("0" if words[-1] != "0" else "1"), "ward", "show")
    assert done.code == 1
    assert "Group 8 is not as it was written down." in done.err


def test_the_recovery_key_is_shown_until_it_is_typed_back(here: Shell, typed: Typing) -> None:
    here(*SET_UP)
    words = recovery_key(here)
    typed("nonsense")
    assert here("lock", "recovery-key").code == 1
    questions = typed(words)
    done = here("lock", "recovery-key")
    assert (done.code, done.out) == (0, f"{words}\n")
    assert questions == ["Type it from the paper: "]
    again = here("lock", "recovery-key")
    assert again.code == 1
    assert "it cannot be shown again" in again.err
    typed("")
    here("lock", "recovery-key", "--new")
    assert here("lock", "show", "--json").json["recovery_not_written"]


def test_a_passphrase_is_set_changed_and_taken_away(
    here: Shell, given: Callable[..., Done], keyring: FakeKeyring
) -> None:
    here(*SET_UP)
    assert given(f"{PASSPHRASE}\n", "lock", "passphrase").code == 0
    keyring.fault = "It is locked."
    assert given(f"{PASSPHRASE}\nanother four words\n", "lock", "passphrase").code == 0
    assert given(f"{PASSPHRASE}\n", "ward", "show").code == 1
    assert given("another four words\n", "ward", "show").code == 0
    keyring.fault = ""
    assert here("lock", "forget", "passphrase").code == 0
    refused = here("lock", "forget", "keyring")
    assert refused.code == 1
    assert "Make another way in first" in refused.err
    assert here("lock", "forget", "recovery").code == 2


def test_a_lock_with_a_passphrase_is_made_for_a_plain_store(
    here: Shell, given: Callable[..., Done], keyring: FakeKeyring, tmp_path: Path
) -> None:
    with open_store(StoreTarget.in_folder(tmp_path), clock=CLOCK) as store:
        save(store, a_ward(name="Keats Ward"))
    assert "is not locked" in here("lock", "show").out
    keyring.fault = "No keyring answers on this computer."
    assert here("ward", "show").code == 1
    assert store_kind(tmp_path) is Kind.PLAIN
    assert here("lock", "set-up").code == 1
    done = given(PASSPHRASE, "lock", "set-up")
    assert done.code == 0
    assert len(done.out.strip().split("-")) == 8
    assert "Keats Ward" in given(PASSPHRASE, "ward", "show").out
    assert store_kind(tmp_path) is Kind.LOCKED
    assert given(PASSPHRASE, "lock", "set-up").code == 1


def test_a_damaged_key_file_is_put_right_from_its_copy(here: Shell, tmp_path: Path) -> None:
    here(*SET_UP)
    (tmp_path / KEY_FILE).write_bytes(b"damaged")
    done = here("ward", "show")
    assert done.code == 1
    assert "'inpatient-hub lock restore-file'" in done.err
    assert here("lock", "restore-file").code == 0
    assert "Keats Ward" in here("ward", "show").out


def test_no_option_takes_the_passphrase_itself(shell: Shell) -> None:
    for arguments in (["--help"], ["lock", "passphrase", "--help"], ["lock", "set-up", "--help"]):
        words = shell(*arguments).out
        assert "--passphrase " not in words
        assert "--passphrase=" not in words
        assert "--pin " not in words
        assert "--pin=" not in words


def test_the_window_can_be_given_the_passphrase_too(
    here: Shell, given: Callable[..., Done], keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inpatient_hub.cli import window

    opened = []
    monkeypatch.setattr(window, "run_the_window", lambda place, **_: opened.append(place) or 0)
    keyring.fault = "No keyring answers on this computer."
    assert given(PASSPHRASE, *SET_UP).code == 0
    assert here().code == 0
    assert given(PASSPHRASE).code == 0
    assert [place.key is not None for place in opened] == [False, True]


def test_everything_is_locked_with_a_new_key(here: Shell, given: Callable[..., Done], keyring: FakeKeyring) -> None:
    here(*SET_UP)
    old = recovery_key(here)
    done = here("lock", "new-key")
    assert done.code == 0
    new = done.out.strip()
    assert new != old
    assert "Keats Ward" in here("ward", "show").out
    given(f"{PASSPHRASE}\n", "lock", "passphrase")
    keyring.kept.clear()
    assert given(old, "ward", "show").code == 1
    assert given(new, "ward", "show").code == 0
    refused = given(new, "lock", "new-key")
    assert refused.code == 1
    assert given(f"{new}\nanother four words\n", "lock", "new-key").code == 0
    assert given("another four words", "ward", "show").code == 0
