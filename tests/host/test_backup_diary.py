"""What went wrong with the backups is kept across starts, and a damaged diary says nothing and fails nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inpatient_hub.domain.backup_diary import BackupDiary, Mishap
from inpatient_hub.host.backup_diary import DIARY_FILE, DiaryFile

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MISHAP = Mishap(title="No room", message="The disk is full.", remedy="Free some.", since=NOW, at=NOW, label="quit")


def test_what_is_written_is_there_at_the_next_start(tmp_path: Path) -> None:
    diary = BackupDiary(failed=MISHAP, copied_at=NOW)
    DiaryFile(tmp_path).write(diary)
    assert DiaryFile(tmp_path).read() == diary


def test_with_nothing_to_say_no_file_is_made(tmp_path: Path) -> None:
    DiaryFile(tmp_path).write(BackupDiary())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "\x00\x01",
        "[" * 100_000,
        json.dumps({"failed": {"title": 1}, "second": None, "copied_at": None}),
        json.dumps({"failed": None, "second": None, "copied_at": "2026-11-20T08:00:00"}),
        json.dumps({"failed": None, "second": None, "copied_at": 7}),
    ],
)
def test_a_damaged_diary_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / DIARY_FILE).write_text(text)
    assert DiaryFile(tmp_path).read() == BackupDiary()


def test_where_it_cannot_be_written_it_is_known_until_the_program_ends(tmp_path: Path) -> None:
    gone = DiaryFile(tmp_path / "gone")
    gone.write(BackupDiary(failed=MISHAP))
    assert gone.read().failed == MISHAP
