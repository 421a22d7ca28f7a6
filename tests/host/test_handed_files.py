"""Only the whole path of a file of the kind that was asked for is taken over from another start, and only once."""

import os
from pathlib import Path

import pytest

from inpatient_hub.host.handed_files import HANDED_FILE, hand_over, is_waiting, take_back, take_handed

ENDING = ".hubpack"


def test_what_is_handed_over_is_taken_once(tmp_path: Path) -> None:
    assert take_handed(tmp_path, ENDING) is None
    assert hand_over(tmp_path, tmp_path / "Unser Wärd.HubPack")
    assert is_waiting(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [HANDED_FILE]
    assert take_handed(tmp_path, ENDING) == tmp_path / "Unser Wärd.HubPack"
    assert not is_waiting(tmp_path)
    assert take_handed(tmp_path, ENDING) is None


def test_a_relative_path_is_handed_over_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert hand_over(tmp_path, Path("a.hubpack"))
    assert take_handed(tmp_path, ENDING) == tmp_path / "a.hubpack"


@pytest.mark.parametrize("said", ["", "a.hubpack", "{}/hub.db", "{}/a\n.hubpack", "{}/" + "a" * 32_768 + ".hubpack"])
def test_nothing_else_is_taken_and_it_does_not_come_back(tmp_path: Path, said: str) -> None:
    (tmp_path / HANDED_FILE).write_text(said.format(tmp_path), encoding="utf-8")
    assert take_handed(tmp_path, ENDING) is None
    assert not is_waiting(tmp_path)


def test_what_nobody_took_can_be_taken_back(tmp_path: Path) -> None:
    hand_over(tmp_path, tmp_path / "a.hubpack")
    take_back(tmp_path)
    take_back(tmp_path)
    assert not is_waiting(tmp_path)


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert not hand_over(tmp_path / "nowhere", tmp_path / "a.hubpack")
    assert not is_waiting(tmp_path / "nowhere")


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    hand_over(tmp_path, tmp_path / "a.hubpack")
    assert (tmp_path / HANDED_FILE).stat().st_mode & 0o077 == 0
