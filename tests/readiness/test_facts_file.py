"""Facts that were saved are the same when they are read, and no file can hurt whoever opens it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from inpatient_hub.domain.readiness_facts import Facts, InstallationFacts, MemoryFacts, Missing, MissingWhy, ScreenFacts
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.collecting import collect
from inpatient_hub.readiness.collectors.choose import local_parts
from inpatient_hub.readiness.facts_file import LARGEST_BYTES, FactsFileError, read_facts, write_facts
from tests.readiness.any_facts import any_facts
from tests.readiness.clinic import NOW, some_facts


@given(any_facts())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_facts_are_the_same_after_being_json(facts: Facts) -> None:
    assert Facts.model_validate_json(facts.model_dump_json()) == facts


FACTS = some_facts(
    memory=MemoryFacts(installed=8 * 2**30, usable=8_200_000_000),
    screens=(ScreenFacts(name="Größe \u202e\n", width=1366, height=768, scale=1.25),),
    missing=(Missing(path="office", why=MissingWhy.TIMED_OUT),),
    installation=InstallationFacts(last_backup_at=NOW),
)


def test_facts_are_the_same_after_being_saved(tmp_path: Path) -> None:
    write_facts(tmp_path / "facts.json", FACTS)
    assert read_facts(tmp_path / "facts.json") == FACTS
    assert [path.name for path in tmp_path.iterdir()] == ["facts.json"]


def test_the_facts_of_this_computer_are_the_same_after_being_saved(tmp_path: Path) -> None:
    facts = collect(local_parts(), clock=FixedClock(NOW), app_version="1")
    write_facts(tmp_path / "facts.json", facts)
    assert read_facts(tmp_path / "facts.json") == facts


def test_an_editor_that_puts_a_mark_at_the_beginning_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    write_facts(file, FACTS)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_facts(file) == FACTS


def refusal(file: Path) -> str:
    with pytest.raises(FactsFileError) as refused:
        read_facts(file)
    words = refused.value.one_line()
    assert file.name in words
    assert "pydantic" not in words
    assert words.isprintable()
    return words


GARBAGE = {
    "nothing": (b"", "not JSON"),
    "zeros": (b"\x00" * 1_000, "not JSON"),
    "not UTF-8": (b'{"app_version": "\xff\xfe"}', "not JSON"),
    "cut short": (FACTS.model_dump_json().encode()[:-10], "not JSON"),
    "another kind of file": (b"<html></html>", "not JSON"),
    "a list": (b"[]", "an object"),
    "a number": (b"17", "an object"),
    "nothing known": (b"{}", "collected_at: this is missing. 2 more faults."),
    "nested without end": (b"[" * 1_000_000, "not JSON, recursion limit"),
    "nested without end inside": (b'{"memory": ' + b'{"a": ' * 100_000 + b"1" + b"}" * 100_000 + b"}", "recursion"),
    "a number without end": (b'{"memory": {"usable": ' + b"9" * 100_000 + b"}}", ""),
}


@pytest.mark.parametrize(("content", "words"), GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_refused_with_the_reason(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(content)
    assert words in refusal(file)


def changed(path: str, value: Any) -> bytes:
    """The facts with another value at this path, as JSON."""
    whole = json.loads(FACTS.model_dump_json())
    at, *steps = whole, *path.split(".")
    for step in steps[:-1]:
        at = at[int(step) if step.isdigit() else step]
    at[steps[-1]] = value
    return json.dumps(whole).encode()


HOSTILE = [
    ("memory.usable", -1, "memory.usable: this is less than it can be"),
    ("memory.usable", 2**60 + 1, "memory.usable: this is more than it can be"),
    ("memory.usable", 10**400, "memory.usable: this is more than it can be"),
    ("memory.usable", "8 GB", "memory.usable: "),
    ("memory.usable", 8.5, "memory.usable: "),
    ("memory.usable", True, "memory.usable: "),
    ("memory.usable", float("nan"), "memory.usable: "),
    ("memory", None, "memory: "),
    ("memory", [], "memory: "),
    ("memory.colour", "blue", "memory.colour: this program knows no such key"),
    ("screens.0.width", 0.5, "screens.0.width: "),
    ("screens.0.scale", 0, "screens.0.scale: this is less than it can be"),
    ("screens.0.scale", float("nan"), "screens.0.scale: "),
    ("screens.0.scale", float("inf"), "screens.0.scale: "),
    ("screens", [{"width": 1, "height": 1}] * 65, "screens: there are more of these than there can be"),
    ("app_version", "x" * 401, "app_version: this is longer than it can be"),
    ("app_version", 7, "app_version: "),
    ("system", "beos", "system: "),
    ("collected_at", "yesterday", "collected_at: "),
    ("collected_at", "2026-11-20T16:00:00", "collected_at: this moment has no time zone"),
    ("collected_at", "0001-01-01T00:00:00+14:00", "collected_at: this is less than it can be"),
    ("collected_at", "9999-12-31T23:59:59Z", "collected_at: this is more than it can be"),
    ("collected_at", 10**300, "collected_at: "),
    ("installation.last_backup_at", "1601-01-01T00:00:00Z", "installation.last_backup_at: this is less"),
    ("network", {"ran_for_ms": float("nan")}, "network.ran_for_ms: "),
    ("network", {"ran_for_ms": 1e12}, "network.ran_for_ms: this is more than it can be"),
    ("missing", [{"path": "x", "why": "error"}] * 201, "missing: "),
    ("durations_ms", {"x" * 500: 1}, "durations_ms."),
    ("k" * 5_000, 1, "and so on: this program knows no such key"),
    ("bell\u0007\n\u001b[31m", 1, "bell???[31m: this program knows no such key"),
    ("schema_version", 2, "schema_version: this program reads version 1 only"),
    ("schema_version", "1", "schema_version: this program reads version 1 only"),
]


@pytest.mark.parametrize(
    ("path", "value", "words"), HOSTILE, ids=[f"{one[0][:20]}-{n}" for n, one in enumerate(HOSTILE)]
)
def test_hostile_facts_are_refused_with_key_and_reason(tmp_path: Path, path: str, value: Any, words: str) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(changed(path, value))
    assert words in refusal(file)


def test_a_version_that_is_not_known_is_told_before_anything_else(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"schema_version": 2, "everything": "else"}', encoding="utf-8")
    assert "schema_version: this program reads version 1 only" in refusal(file)


TWICE = {
    "at the top": (b'"app_version":', b'"app_version": "Secretname", "app_version":', "app_version: "),
    "further in": (b'"usable":', b'"usable": 1, "usable":', "usable: "),
    "written in another way": (b'"usable":', b'"us\\u0061ble": 1, "usable":', "usable: "),
    "of a whole part": (b'"memory":', b'"memory": null, "memory":', "memory: "),
}


@pytest.mark.parametrize(("old", "new", "words"), TWICE.values(), ids=TWICE.keys())
def test_a_key_that_stands_there_twice_is_refused(tmp_path: Path, old: bytes, new: bytes, words: str) -> None:
    """Whoever reads the file would see one value, and the program might judge the other."""
    file = tmp_path / "facts.json"
    whole = FACTS.model_dump_json().encode()
    assert whole.count(old) == 1
    file.write_bytes(whole.replace(old, new))
    told = refusal(file)
    assert f"{words}this stands there twice" in told
    assert "Secretname" not in told


def test_a_value_is_never_repeated(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(changed("memory.usable", "Secretname"))
    assert "Secretname" not in refusal(file)


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    with file.open("wb") as huge:
        huge.truncate(50 * LARGEST_BYTES)
    assert "larger than 2 MB" in refusal(file)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "There is no such file." in refusal(tmp_path / "facts.json")
    assert "This is not a file." in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "facts.json")
    assert "This is not a file." in refusal(tmp_path / "facts.json")


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(FactsFileError) as refused:
        write_facts(tmp_path / "nowhere" / "facts.json", FACTS)
    assert "No such file or directory" in refused.value.message
    (tmp_path / "folder").mkdir()
    with pytest.raises(FactsFileError):
        write_facts(tmp_path / "folder", FACTS)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
