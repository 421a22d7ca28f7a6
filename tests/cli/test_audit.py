"""The audit trail from the command line: read, checked, exported."""

import json
import os
import shutil
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place, unlocked
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.store.target import STORE_FILE
from tests.cli.conftest import Shell
from tests.contracts.keepers import raw
from tests.fakes.keyring import FOLDER


@pytest.fixture(autouse=True)
def _a_keyring_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, built: Path) -> None:
    """All copies of the fictional ward have one lock: the anchors of one test must not be held against another's."""
    assert built.is_dir()
    mine = shutil.copytree(os.environ[FOLDER], tmp_path / "keyring", ignore=shutil.ignore_patterns("* audit"))
    monkeypatch.setenv(FOLDER, str(mine))


def tamper(folder: Path, *statements: str) -> None:
    """Changes the trail as somebody with the key and a database tool would."""
    key = unlocked(Place(data_folder=folder)).key
    with closing(raw(folder / STORE_FILE, key)) as connection:
        for guard in ("no_update", "no_delete", "no_replace", "in_order"):
            connection.execute(f"DROP TRIGGER audit_events_{guard}")
        for statement in statements:
            connection.execute(statement)


def test_the_trail_is_listed_newest_first_and_narrowed(as_margaret: Shell, tess: Patient, esther: Staff) -> None:
    whole = as_margaret("audit", "list", "--limit", "0", "--json").json
    numbers = [one["seq"] for one in whole["entries"]]
    assert numbers == sorted(numbers, reverse=True)
    assert whole["total"] == len(numbers) > 100
    about_her = as_margaret("audit", "list", "--patient", tess.id, "--json").json["entries"]
    assert {one["patient_id"] for one in about_her} == {tess.id}
    hers = as_margaret("audit", "list", "--person", esther.id, "--acts", "taken_out", "--json").json["entries"]
    assert {(one["who"], one["action"]) for one in hers} == {("Esther Summerson", "note.copied")}
    assert as_margaret("audit", "list", "--from", "2030-01-01", "--json").json == {"entries": [], "total": 0}
    day = whole["entries"][0]["ward_at"][:10]
    some = as_margaret("audit", "list", "--from", day, "--to", day, "--json").json["total"]
    assert 0 < some < whole["total"]


def test_a_listed_entry_is_a_line_for_a_person(as_margaret: Shell) -> None:
    lines = as_margaret("audit", "list", "--limit", "3").out.splitlines()
    assert lines[0].split() == ["Number", "When", "Who", "Did", "Patient", "Computer"]
    assert len(lines) == 5
    assert "Add --limit 0 for all." in lines[-1]


def test_what_is_no_day_is_refused_in_one_line(as_margaret: Shell) -> None:
    done = as_margaret("audit", "list", "--from", "yesterday")
    assert (done.code, done.out) == (1, "")
    assert done.err == "Nothing was listed. --from is no day. Give it as year-month-day: 2026-11-20.\n"


def test_a_whole_trail_is_said_to_be_whole(as_margaret: Shell) -> None:
    done = as_margaret("audit", "verify")
    assert done.code == 0
    assert done.out.startswith("The audit trail is whole.\n")
    assert "No anchor was found outside the store" in done.out
    assert done.out.splitlines()[-1].startswith("Audit ")
    again = as_margaret("audit", "verify", "--json").json
    assert (again["sound"], again["fault"], again["anchors"]) == (True, None, 1)


@pytest.mark.parametrize(
    ("statement", "seq", "kind", "words"),
    [
        ("UPDATE audit_events SET actor_id = NULL WHERE seq = 20", 20, "changed", "Entry 20 was changed"),
        ("DELETE FROM audit_events WHERE seq = 20", 20, "missing", "Entry 20 was taken out"),
        ("DELETE FROM audit_events WHERE seq > 19", 21, "cut", "The end was cut off: entry 24"),
    ],
)
def test_meddling_is_told_in_words_and_by_the_exit_code(
    as_margaret: Shell, folder: Path, statement: str, seq: int, kind: str, words: str
) -> None:
    """Whoever looks signs in first, which takes the number of the first entry that was cut off."""
    assert as_margaret("backup", "now").code == 0
    tamper(folder, statement)
    told = as_margaret("audit", "verify", "--json").json
    assert (told["sound"], told["fault"]["seq"], told["fault"]["kind"]) == (False, seq, kind)
    done = as_margaret("audit", "verify")
    assert done.code == 3
    assert done.out.startswith("The audit trail was tampered with or is damaged.\n")
    assert words in done.out
    assert "tell your digital lead" in done.out


def test_a_printed_line_is_held_against_the_trail(as_margaret: Shell, opened: Hub) -> None:
    line = opened.audit.head_line()
    assert as_margaret("audit", "verify", "--printed", line).code == 0
    number = line.partition(":")[0]
    assert as_margaret("audit", "verify", "--printed", f"{number}: dead beef dead beef").code == 3
    done = as_margaret("audit", "verify", "--printed", "from the wall")
    assert done.code == 1
    assert done.err.startswith("The audit trail was not checked.")


def test_the_whole_trail_is_exported_with_every_hash_and_as_a_table(as_margaret: Shell, tmp_path: Path) -> None:
    told = as_margaret("audit", "export", str(tmp_path / "trail.jsonl"), "--json").json
    first, *entries = [json.loads(line) for line in (tmp_path / "trail.jsonl").read_text("utf-8").splitlines()]
    assert first["entries"] == len(entries) == told["entries"]
    assert entries[-1]["action"] == "audit.exported"
    assert all(after["prev"] == before["hash"] for before, after in pairwise(entries))
    table = (tmp_path / "trail.csv").read_text("utf-8-sig").splitlines()
    assert table[0].startswith("Number,When (UTC)")
    assert len(table) == len(entries) + 1
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".part"]
    assert (tmp_path / "trail.jsonl").stat().st_mode & 0o077 == 0


def test_an_export_into_no_folder_says_so_and_leaves_nothing(as_margaret: Shell, tmp_path: Path) -> None:
    done = as_margaret("audit", "export", str(tmp_path / "away" / "trail.jsonl"))
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
