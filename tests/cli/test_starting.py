"""The command line itself: what it understands, and what it says when it does not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub import __version__
from inpatient_hub.cli.argument_words import NOTE_STATES, groups
from inpatient_hub.cli.arguments import UsageError, parsed
from inpatient_hub.domain.notes import NoteState
from tests.cli.conftest import Shell

LOADED = "import sys; from inpatient_hub.cli.main import main; main(['--version']); print(*sys.modules)"


def test_the_version_is_printed(shell: Shell) -> None:
    assert shell("--version") == (done := shell("--version"))
    assert (done.code, done.out, done.err) == (0, f"inpatient-hub {__version__}\n", "")
    assert shell("--version", "--json").json == {"version": __version__}


def test_printing_the_version_loads_next_to_nothing() -> None:
    more = loaded_by(LOADED) - loaded_by("import sys; print(); print(*sys.modules)")
    ours = {"inpatient_hub", "inpatient_hub.cli", "inpatient_hub.cli.main", "inpatient_hub.cli.output"}
    assert more == {"__future__", "_wmi", *ours}  # of _wmi only that there is none


def loaded_by(code: str) -> set[str]:
    """The modules whose names this code prints on its second line."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    return set(done.stdout.splitlines()[1].split())


NOWHERE = """
import sys
from pathlib import Path
from inpatient_hub.cli.main import main
from inpatient_hub.host import message_box
message_box.tell_in_box = Path(sys.argv[1]).write_text
sys.stdin = sys.stdout = sys.stderr = None
raise SystemExit(main(sys.argv[2:]))
"""
"""How Windows opens a program from its start menu."""


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [(["--help"], 0, ""), (["nonsense.hubpack"], 2, "nonsense.hubpack"), (["ward", "--nonsense"], 2, "")],
)
def test_where_nothing_can_be_printed_a_window_that_does_not_open_is_told_in_a_box(
    tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    box = tmp_path / "box.txt"
    done = subprocess.run(
        [sys.executable, "-c", NOWHERE, str(box), *arguments], cwd=Path(__file__).parents[2], check=False
    )
    assert done.returncode == code
    assert box.exists() == bool(told)
    assert not told or told in box.read_text()


def test_help_is_no_failure_and_names_every_command(shell: Shell) -> None:
    done = shell("--help")
    assert done.code == 0
    assert all(group.name in done.out for group in groups())
    assert "70 a fault of the program" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "nonsense"),
        (["note"], "COMMAND"),
        (["note", "list", "--bogus"], "--bogus"),
        (["note", "list", "--state", "lost"], "lost"),
        (["note", "list", "--lim", "3"], "--lim"),
        (["note", "render", "imha"], "--answers"),
        (["run", "answer", "one", "step"], "VALUE"),
        (["demo", "--scale", "many"], "many"),
        (["--demo", "ward", "show"], "no command and no place"),
        (["--demo", "--data-dir", "here"], "no command and no place"),
    ],
)
def test_what_is_not_understood_is_told_with_the_usage(shell: Shell, arguments: list[str], words: str) -> None:
    done = shell(*arguments)
    assert done.code == 2
    assert done.out == ""
    first, usage = done.err.splitlines()
    assert first.startswith("inpatient-hub: ")
    assert words in first
    assert usage.startswith("usage: inpatient-hub")


def test_json_without_a_command_is_told_as_json(shell: Shell) -> None:
    done = shell("--json")
    assert (done.code, done.out) == (2, "")
    told = json.loads(done.err)["error"]
    assert "--json needs a command" in told["title"]
    assert told["remedy"].startswith("usage: inpatient-hub")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data-dir", "here", "--database-url", "there", "--json", "ward", "show"],
        ["ward", "--data-dir", "here", "--database-url", "there", "--json", "show"],
        ["ward", "show", "--data-dir", "here", "--database-url", "there", "--json"],
        ["--json", "ward", "--data-dir", "here", "show", "--database-url", "there"],
    ],
)
def test_the_options_of_every_command_may_stand_anywhere(arguments: list[str]) -> None:
    args = parsed(arguments)
    assert (args.group, args.command) == ("ward", "show")
    assert (args.data_dir, args.database_url, args.json) == ("here", "there", True)


def test_without_a_command_the_window_is_meant() -> None:
    args = parsed(["--data-dir", "here"])
    assert (args.group, args.command, args.demo, args.data_dir) == ("", "", False, "here")


def test_an_option_is_not_guessed_from_its_beginning() -> None:
    with pytest.raises(UsageError):
        parsed(["ward", "show", "--js"])


def test_every_state_of_a_note_can_be_asked_for() -> None:
    assert set(NOTE_STATES) == {state.value for state in NoteState}


def test_every_command_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from inpatient_hub.cli.border import _commands_of

    for group in groups():
        commands = [group.alone] if group.alone else list(group.commands)
        assert set(_commands_of(group.name)) == {command.name for command in commands}


def test_json_does_not_depend_on_the_terminal(hub: Shell) -> None:
    out = hub("patient", "list", "--json").out
    assert out.isascii()
    assert "Beaus\u00e9ant-Langeais" in {one["family_name"] for one in json.loads(out)["patients"]}


@pytest.mark.expects_log("unexpected fault in the command check check")
def test_a_fault_beside_a_folder_that_cannot_be_is_still_told_as_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from inpatient_hub.cli import border

    def broken(_: object) -> int:
        raise ValueError

    monkeypatch.setattr(border, "_command", lambda _: broken)
    assert border.run(["check", "--data-dir", "a" * 5000]) == border.BUG
    assert "Its log could not be written." in capsys.readouterr().err
