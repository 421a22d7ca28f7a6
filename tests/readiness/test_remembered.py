"""What was chosen and found is kept whole or not at all, and no file however damaged stops a check."""

import json
import os
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from inpatient_hub.domain.readiness import Report, Status, verdict_of
from inpatient_hub.readiness.finding import Answer
from inpatient_hub.readiness.remembered import LastRun, Memory, Remembered
from tests.readiness.clinic import NOW, a_result, some_facts

KEPT = Remembered(
    profile_id="home",
    answers={"VD-03": Answer("yes", date(2026, 11, 1), "J. Eyre"), "NW-08.users": Answer("12", date(2026, 11, 2))},
    device_authenticated_on=date(2026, 10, 27),
    network_tested_at=NOW,
)


def a_report(*results: object, **more: object) -> Report:
    kept = tuple(results)
    fields = {
        "run_id": "1",
        "app_version": "1.2.3",
        "made_at": NOW,
        "duration_ms": 12,
        "profile": "home",
        "profile_title": "Internet SystmOne at home",
        "route": "internet",
        "editions": ("WES v1.1",),
        "data_dates": {"windows_support": date(2026, 8, 22)},
        "verdict": verdict_of(kept, network_was_run=False),  # type: ignore[arg-type]
        "results": kept,
    }
    return Report.model_validate({**fields, **more})


def a_run(*results: object, before: LastRun | None = None) -> LastRun:
    return LastRun.after(before, a_report(*results), some_facts())


def files_in(folder: Path) -> set[str]:
    return {path.name for path in (folder / "readiness").iterdir()}


def test_nothing_is_remembered_before_anything_was_said(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    assert memory.read() == Remembered()
    assert memory.last("home") is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_said_is_there_after_a_restart(tmp_path: Path) -> None:
    Memory(tmp_path).change(lambda _: KEPT)
    assert Memory(tmp_path).read() == KEPT
    assert files_in(tmp_path) == {"remembered.json"}


def test_the_last_run_of_each_profile_is_there_after_a_restart(tmp_path: Path) -> None:
    home, ward = a_run(a_result()), a_run(a_result(status=Status.FAIL))
    memory = Memory(tmp_path)
    memory.keep("home", home)
    memory.keep("ward", ward)
    assert Memory(tmp_path).last("home") == home
    assert Memory(tmp_path).last("ward") == ward


def test_only_this_user_may_look_into_the_folder(tmp_path: Path) -> None:
    Memory(tmp_path).change(lambda _: KEPT)
    if os.name == "posix":
        assert (tmp_path / "readiness").stat().st_mode & 0o077 == 0


DAMAGE = {
    "empty": b"",
    "garbage": b"\x00\xff\xfe not JSON",
    "cut short": KEPT.model_dump_json().encode()[:-20],
    "not an object": b"[1, 2, 3]",
    "wrong types": b'{"profile_id": 7}',
    "nested without end": b'{"answers": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "too many answers": json.dumps(
        {"answers": {str(n): {"value": "x", "on": "2026-11-20"} for n in range(501)}}
    ).encode(),
    "far too large": b" " * 9_000_000,
    "no such day": b'{"device_authenticated_on": "2026-02-30"}',
}


@pytest.mark.expects_log("remembered.json is damaged and was set aside")
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_set_aside_and_taken_as_empty(tmp_path: Path, damage: bytes) -> None:
    memory = Memory(tmp_path)
    memory.change(lambda _: KEPT)
    (tmp_path / "readiness" / "remembered.json").write_bytes(damage)
    assert memory.read() == Remembered()
    assert files_in(tmp_path) == {"remembered.json.damaged"}
    assert (tmp_path / "readiness" / "remembered.json.damaged").read_bytes() == damage
    memory.change(lambda _: KEPT)
    assert memory.read() == KEPT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among its files")
@pytest.mark.expects_log("remembered.json cannot be read")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "readiness").mkdir()
    os.mkfifo(tmp_path / "readiness" / "remembered.json")
    assert Memory(tmp_path).read() == Remembered()


@pytest.mark.expects_log("last.home.json is damaged and was set aside")
def test_a_damaged_last_run_is_as_none(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep("home", a_run(a_result()))
    path = tmp_path / "readiness" / "last.home.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"pass"', '"splendid"'), encoding="utf-8")
    assert memory.last("home") is None


def test_what_a_later_version_adds_does_not_spoil_what_was_said(tmp_path: Path) -> None:
    (tmp_path / "readiness").mkdir()
    later = {**json.loads(KEPT.model_dump_json()), "colour": "blue"}
    (tmp_path / "readiness" / "remembered.json").write_text(json.dumps(later), encoding="utf-8")
    assert Memory(tmp_path).read() == KEPT


@pytest.mark.expects_log("remembered.json was not kept")
def test_a_folder_that_cannot_be_written_keeps_what_was_said_for_this_sitting(tmp_path: Path) -> None:
    (tmp_path / "readiness").write_text("a file where the folder should be", encoding="utf-8")
    memory = Memory(tmp_path)
    assert memory.change(lambda _: KEPT) == KEPT
    assert memory.read() == KEPT


@pytest.mark.expects_log("remembered.json was not kept")
def test_a_write_that_fails_leaves_what_was_there_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(tmp_path).change(lambda _: KEPT)
    full = OSError(28, "No space left on device")

    def no_room(descriptor: int) -> None:
        raise full

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", no_room)
        Memory(tmp_path).change(lambda _: Remembered())
    assert Memory(tmp_path).read() == KEPT
    assert files_in(tmp_path) == {"remembered.json"}


@pytest.mark.parametrize("typed", ["keat", "no/such/folder"])
def test_a_mistyped_path_is_not_made_into_folders(tmp_path: Path, typed: str) -> None:
    memory = Memory(tmp_path / typed)
    memory.change(lambda _: KEPT)
    assert list(tmp_path.iterdir()) == []
    assert memory.read() == KEPT
    Memory(tmp_path / "the" / "usual" / "one", may_make_folder=True).change(lambda _: KEPT)
    assert Memory(tmp_path / "the" / "usual" / "one").read() == KEPT


@pytest.mark.parametrize("name", ["../remembered", "a/b", "", "x" * 65, "home.json", "C:", "HOME"])
def test_a_profile_whose_name_is_no_file_name_is_not_kept(tmp_path: Path, name: str) -> None:
    memory = Memory(tmp_path)
    memory.keep(name, a_run(a_result()))
    assert memory.last(name) is None
    assert list(tmp_path.iterdir()) == []


def test_changes_made_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path)

    def add(key: str) -> None:
        said = Answer("yes", date(2026, 11, 20))
        memory.change(lambda now: now.model_copy(update={"answers": {**now.answers, key: said}}))

    threads = [threading.Thread(target=add, args=(f"N-{n:02}",)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Memory(tmp_path).read().answers) == 12


def test_the_last_answer_of_a_check_outlives_a_run_that_gave_none() -> None:
    first = a_run(a_result("HW-06"), a_result("NW-04", Status.FAIL))
    second = a_run(a_result("HW-06", Status.FAIL), a_result("NW-04", Status.SKIPPED), before=first)
    third = a_run(a_result("HW-06", Status.ERROR), a_result("NW-04", Status.PASS), before=second)
    assert [one.status for one in second.settled] == [Status.FAIL, Status.FAIL]
    assert [one.status for one in third.settled] == [Status.FAIL, Status.PASS]


def test_the_answer_of_a_check_that_is_gone_is_forgotten() -> None:
    first = a_run(a_result("HW-06"), a_result("HW-07"))
    assert [one.check_id for one in a_run(a_result("HW-06"), before=first).settled] == ["HW-06"]


def test_moments_keep_their_zone(tmp_path: Path) -> None:
    Memory(tmp_path).change(lambda _: KEPT)
    tested = Memory(tmp_path).read().network_tested_at
    assert tested == NOW
    assert tested.utcoffset() == timedelta(0)
