"""A mistyped place: a command that only reads makes nothing there, and says that there is no ward."""

from pathlib import Path

import pytest

from inpatient_hub.cli.argument_words import groups
from tests.cli.conftest import Shell
from tests.contracts.keepers import postgres_server

MAKES = {("ward", "set-up"), ("demo", "demo"), ("content", "start-local"), ("check", "check"), ("lock", "set-up")}
"""What is there to make something; a check remembers what it found, in a folder that is there."""
NEEDS_NO_WARD = {
    ("run", "workflows"),
    ("content", "check"),
    ("content", "save"),
    ("note", "render"),
    ("lock", "show"),
    ("restore", "restore"),
    ("import", "import"),
}
"""What reads the content alone, or says that there is nothing."""
COMMANDS = [(group.name, command.name) for group in groups() for command in (*group.commands, group.alone) if command]
READING = [one for one in COMMANDS if one not in MAKES]

GIVEN = {
    "note": ["ID"],
    "workflow": ["imha"],
    "run": ["RUN"],
    "step": ["consent"],
    "value": ["agreed"],
    "template": ["imha"],
    "--answers": ["--answers", "-"],
    "--patient": ["--patient", "ID"],
    "--reason": ["--reason", "Because"],
    "way": ["pin"],
    "backup": ["hub.copy.20261120T140500Z.db"],
    "file": ["hub.export.20261120T140500Z.sealed"],
    "patient": ["ID"],
    "record": ["ID"],
    "task": ["ID"],
    "line": ["Ring"],
    "--progress": ["--progress", "waiting"],
    "--next": ["--next", "chase"],
}


def words(group: str, name: str) -> list[str]:
    """The command with everything that it requires."""
    each = next(each for each in groups() if each.name == group)
    command = next(one for one in (*each.commands, each.alone) if one and one.name == name)
    named = [group] if each.alone else [group, name]
    return [*named, *(word for option in command.options if option.required for word in GIVEN[option.name])]


def tree(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("is_there", [True, False], ids=["an empty folder", "no folder"])
def test_a_command_that_reads_makes_nothing_where_there_is_no_ward(
    shell: Shell, tmp_path: Path, command: tuple[str, str], is_there: bool
) -> None:
    place = tmp_path / "keats"
    if is_there:
        place.mkdir()
    before = tree(tmp_path)
    done = shell(*words(*command), "--data-dir", str(place))
    assert tree(tmp_path) == before
    assert done.code != 2, done.err
    if command in NEEDS_NO_WARD:
        return
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"There is no ward here yet. There is no ward's store in {place}.")
    assert "Check the path given with --data-dir" in done.err
    assert "inpatient-hub ward set-up" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_check_makes_nothing_at_a_mistyped_place(shell: Shell, tmp_path: Path) -> None:
    assert shell("check", "--data-dir", str(tmp_path / "keats")).out
    assert tree(tmp_path) == set()
    (tmp_path / "keats").mkdir()
    assert shell("check", "--data-dir", str(tmp_path / "keats")).out
    assert {one.name for one in (tmp_path / "keats").iterdir()} == {"readiness"}


def test_rendering_for_a_patient_makes_nothing_where_there_is_no_ward(shell: Shell, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text("{}", encoding="utf-8")
    done = shell(
        "note", "render", "imha", "--answers", str(answers), "--patient", "ID", "--data-dir", str(tmp_path / "keats")
    )
    assert done.err.startswith("There is no ward here yet.")
    assert tree(tmp_path) == {answers}


def test_a_ward_is_set_up_in_a_folder_that_is_new(shell: Shell, tmp_path: Path) -> None:
    made = ["ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN"]
    assert shell(*made, "--data-dir", str(tmp_path / "byron")).code == 0
    assert shell("ward", "show", "--data-dir", str(tmp_path / "byron")).out.startswith("Byron Ward")


def test_a_command_that_reads_makes_no_tables_in_an_empty_database(shell: Shell, tmp_path: Path) -> None:
    server = postgres_server()
    with server.database() as name:
        place = ["--data-dir", str(tmp_path / "keats"), "--database-url", server.url(name)]
        for _time in range(2):  # had the first made the tables, the second would find a store without a ward
            done = shell("patient", "list", *place)
            assert done.err.startswith("There is no ward here yet. There is no ward's store in ")
        assert tree(tmp_path) == set()
