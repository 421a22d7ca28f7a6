"""Whether a newer version is there is read from a file in a folder that IT names, and from nowhere else."""

import sys
from pathlib import Path

import pytest

from inpatient_hub.host.update_notice import UPDATE_FILE, newer_version


def told(folder: Path, text: str | bytes, ours: str = "1.3.0") -> str:
    (folder / UPDATE_FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return newer_version(str(folder), ours)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("1.4.0", "1.3.0"), ("1.10", "1.9.9"), ("2", "1.99"), ("1.3.0.1", "1.3.0"), ("0.2.0", "0.1.0rc1")],
)
def test_a_newer_one_is_told(tmp_path: Path, theirs: str, ours: str) -> None:
    assert told(tmp_path, f'{{"version": "{theirs}"}}', ours) == theirs


@pytest.mark.parametrize(("theirs", "ours"), [("1.3.0", "1.3.0"), ("1.3", "1.3.0"), ("1.2.9", "1.3"), ("0", "0.1")])
def test_the_same_or_an_older_one_is_not(tmp_path: Path, theirs: str, ours: str) -> None:
    assert told(tmp_path, f'{{"version": "{theirs}"}}', ours) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.4.0",
        "[]",
        '["version"]',
        '{"version": 9}',
        '{"version": "9 <b>now</b>"}',
        '{"version": "9.0.0\\n"}',
        '{"version": "9999999999"}',
        "[" * 10_000,
        b"\xff\xfe\x00",
        b'{"version": "9.0", "more": "' + b"x" * 20_000 + b'"}',
    ],
)
def test_what_is_not_understood_is_passed_over(tmp_path: Path, text: str | bytes) -> None:
    assert told(tmp_path, text) == ""


def test_a_file_from_windows_notepad_is_read(tmp_path: Path) -> None:
    assert told(tmp_path, '\ufeff{"version": "1.4.0"}') == "1.4.0"


def test_a_folder_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    assert newer_version(str(tmp_path / "gone"), "1.3.0") == ""
    (tmp_path / UPDATE_FILE).mkdir()
    assert newer_version(str(tmp_path), "1.3.0") == ""


def test_nothing_is_asked_of_the_network(tmp_path: Path) -> None:
    assert newer_version("https://updates.example", "1.3.0") == ""
    loaded = {name for name in sys.modules if name.startswith("inpatient_hub")}
    assert "inpatient_hub.host.update_notice" in loaded
    source = Path(sys.modules["inpatient_hub.host.update_notice"].__file__ or "").read_text(encoding="utf-8")
    assert not {"socket", "urllib", "http", "ssl"} & set(source.replace("\n", " ").split())
