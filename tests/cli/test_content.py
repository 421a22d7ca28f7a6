"""The ward's own content, checked and started from a shell."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, open_hub
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


@pytest.fixture
def ward(shell: Shell, place: Path) -> Path:
    done = shell(
        "ward", "set-up", "--name", "Keats", "--person", "Esther Summerson", "--role", "RMN", "--data-dir", str(place)
    )
    assert done.code == 0, done.err
    return place


@pytest.fixture
def edited(ward: Path) -> Path:
    """The ward, whose one person may change its content."""
    with closing(open_hub(Place(data_folder=ward), alone=False)) as hub, hub.seat.as_program():
        [esther] = hub.wards.staff(hub.wards.all()[0].id)
        with hub.store.writing() as work:
            work.staff.update(replace(esther, editor=True))
    return ward


def test_bringing_in_is_for_editors(shell: Shell, ward: Path) -> None:
    done = shell("content", "bring-in", "sent.hubpack", "--data-dir", str(ward))
    assert done.code == 1
    assert "Ask somebody who is editor on this ward." in done.err


def test_a_pack_is_passed_on_from_ward_to_ward(shell: Shell, edited: Path, tmp_path: Path) -> None:
    at, other = ("--data-dir", str(edited)), ("--data-dir", str(tmp_path / "other"))
    file = str(tmp_path / "ours.hubpack")
    folder = Path(shell("content", "start-local", "--json", *other).json["folder"])
    areas = folder / "areas.yaml"
    areas.write_text(areas.read_text(encoding="utf-8").replace("name: ", "name: Our ", 1), encoding="utf-8")
    assert "areas.yaml" in shell("content", "save", file, *other).out

    done = shell("content", "bring-in", file, *at)
    assert (done.code, done.out) == (0, "Our ward 1.0 is the ward's own pack now, from the next start on.\n")
    assert (edited / "packs" / "local" / "areas.yaml").read_bytes() == areas.read_bytes()
    again = shell("content", "bring-in", file, *at)
    assert "The one before is kept in" in again.out
    assert "changed the content" in shell("audit", "list", *at).out


def test_another_file_is_no_pack_and_changes_nothing(shell: Shell, edited: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.hubpack").write_text("Dear all", encoding="utf-8")
    done = shell("content", "bring-in", str(tmp_path / "letter.hubpack"), "--data-dir", str(edited))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("This is no content pack.")
    assert not (edited / "packs" / "local").exists()
