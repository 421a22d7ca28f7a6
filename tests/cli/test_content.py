"""The ward's own content, checked and started from a shell."""

import shutil
from pathlib import Path

import pytest

from inpatient_hub.host.resources import resource_path
from tests.cli.conftest import Shell


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_what_ships_is_sound(shell: Shell, place: Path) -> None:
    done = shell("content", "check", "--data-dir", str(place))
    assert (done.code, done.out) == (0, "No problems found.\n")
    assert shell("content", "check", "--json", "--data-dir", str(place)).json == {"problems": []}


def test_a_ward_starts_its_own_pack_and_it_is_sound(shell: Shell, place: Path) -> None:
    started = shell("content", "start-local", "--data-dir", str(place), "--json").json
    assert started["files"] == ["pack.yaml", "areas.yaml", "contacts.yaml"]
    assert all((Path(started["folder"]) / name).is_file() for name in started["files"])
    assert shell("content", "check", "--data-dir", str(place)).code == 0
    again = shell("content", "start-local", "--data-dir", str(place))
    assert again.code == 0
    assert "Nothing was written." in again.out


def test_starting_the_ward_s_own_pack_says_what_comes_next(shell: Shell, place: Path) -> None:
    done = shell("content", "start-local", "--data-dir", str(place))
    assert "pack.yaml, areas.yaml, contacts.yaml" in done.out
    assert "inpatient-hub content check" in done.out


def test_a_broken_pack_is_listed_with_every_problem(shell: Shell, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(resource_path("packs", "core"), tmp_path / "pack"))
    workflow = pack / "workflows" / "imha.yaml"
    text = workflow.read_text(encoding="utf-8")
    workflow.write_text(text.replace("kind: consent", "kind: consnet").replace("summary:", "sumary:"), encoding="utf-8")
    done = shell("content", "check", str(pack))
    assert done.code == 1
    assert "workflows/imha.yaml:" in done.out
    assert "Did you mean 'consent'?" in done.out
    assert "Did you mean 'summary'?" in done.out
    count = len(done.out.splitlines())
    assert done.err == f"{count} problems found. Put right what is listed, then check again.\n"
    listed = shell("content", "check", str(pack), "--json")
    assert listed.code == 1
    assert len(listed.json["problems"]) == count
    assert all(set(problem) == {"file", "line", "key", "sentence", "hint"} for problem in listed.json["problems"])


def test_the_ward_s_own_pack_is_checked_where_it_lies(shell: Shell, place: Path) -> None:
    folder = Path(shell("content", "start-local", "--data-dir", str(place), "--json").json["folder"])
    (folder / "areas.yaml").write_text("areas:\n  - id: City\n    name: The city\n", encoding="utf-8")
    done = shell("content", "check", "--data-dir", str(place))
    assert done.code == 1
    assert "areas.yaml:2" in done.out


def test_a_folder_that_is_not_there_is_a_problem(shell: Shell, tmp_path: Path) -> None:
    done = shell("content", "check", str(tmp_path / "nothing"))
    assert done.code == 1
    assert "There is no such folder." in done.out
