"""Each benchmark measures what it says, on a ward small enough for a test; how long it took is not asserted."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import audit_verify, audited, encrypted, lists, notes, readiness_local, start
from benchmarks.children.stalls import PART, PARTS
from benchmarks.measure import Figure
from benchmarks.spawn import ChildFailed, environment, milliseconds, told_by
from benchmarks.wards import LARGE, Wards, opened
from inpatient_hub.domain.note_text import made_plain
from inpatient_hub.store.file_kind import Kind, kind_of
from inpatient_hub.store.sqlite_file import bare
from inpatient_hub.store.target import STORE_FILE

Measure = Callable[[Wards, int], Figure]


def check(figure: Figure, *, pairs: int) -> None:
    """Both sides were measured in every pair."""
    assert len(figure.ours) == len(figure.baseline) == pairs
    assert min(*figure.ours, *figure.baseline) > 0


@pytest.mark.parametrize("measure", [lists.patients, lists.notes])
def test_a_list_is_compared_with_the_statements_it_really_ran(wards: Wards, measure: Measure) -> None:
    figure = measure(wards, 2)
    check(figure, pairs=2)
    # One more row than is shown tells whether there is another part; the ward is read, and the transaction begun.
    shown, fetched = figure.facts["rows_shown"], figure.facts["rows_fetched_bare"]
    assert shown > 30
    assert shown + 1 <= fetched <= shown + 2
    assert figure.facts["statements"] == 3


def test_a_locked_store_is_compared_with_a_plain_one_that_holds_the_same(wards: Wards) -> None:
    pair = encrypted.twins(wards)
    assert kind_of(pair.locked / STORE_FILE) is Kind.LOCKED
    assert kind_of(pair.plain / STORE_FILE) is Kind.PLAIN
    for folder, key in ((pair.locked, pair.key), (pair.plain, None)):
        with closing(bare(folder / STORE_FILE, key, wait_ms=1000)) as connection:
            assert connection.execute("SELECT count(*) FROM patients").fetchone() == (40,)
    figures = list(encrypted.store(wards, 2))
    assert [figure.name for figure in figures] == list(encrypted.NAMES)
    for figure in figures:
        check(figure, pairs=2)
        assert figure.limit is not None


@pytest.mark.slow
def test_a_start_that_the_keyring_unlocks_is_compared_with_one_on_a_plain_store(wards: Wards) -> None:
    figure = encrypted.start(wards, 1)
    check(figure, pairs=1)
    assert 0 < figure.facts["painted_ours"] < figure.ours[0]
    plain = wards.once("usual-plain", lambda _: pytest.fail("it was made"))
    assert kind_of(plain / STORE_FILE) is Kind.PLAIN, "the program must not have locked it"


def test_a_change_is_compared_with_its_own_statements_without_the_audit_event(wards: Wards) -> None:
    figure, event = audited.change(wards, 2)
    assert (figure.name, event.name) == audited.CHANGE_NAMES
    check(figure, pairs=2)
    check(event, pairs=2)
    assert figure.facts["statements"] - figure.facts["statements_without_event"] >= 1
    assert figure.facts["statements_without_event"] >= 2


def test_the_check_of_a_trail_is_compared_with_hashing_its_own_bytes(wards: Wards) -> None:
    figure = audit_verify.verify(wards, 2, entries=50)
    check(figure, pairs=2)
    assert figure.facts["entries"] == 50
    assert figure.facts["bytes_each"] > 300


def test_the_hundred_thousand_entries_are_what_the_name_says() -> None:
    assert audit_verify.ENTRIES == 100_000


def test_the_large_ward_is_what_the_names_of_the_lists_say() -> None:
    assert 20 * LARGE == 5_000
    assert 80 * LARGE == 20_000


def test_bare_jinja_makes_the_same_body_as_the_program(wards: Wards) -> None:
    hub, ward_id = opened(wards.usual())
    samples = list(notes._samples(hub, ward_id))
    hub.close()
    assert len({sample.preview.template.id for sample in samples}) == len(samples) == 4
    for sample in samples:
        assert made_plain(notes._bare(sample).text()) in sample.text()
        assert sample.text().startswith(sample.facts.patient.full_name)


@pytest.mark.parametrize("measure", [notes.rendering, notes.previewing])
def test_a_note_is_measured(wards: Wards, measure: Measure) -> None:
    check(measure(wards, 2), pairs=2)


def test_the_version_is_asked_of_the_command_that_pip_writes(wards: Wards) -> None:
    by_command, by_module = start.version(wards, 1)
    check(by_command, pairs=3)
    check(by_module, pairs=3)
    assert by_command.limit is not None
    assert by_module.limit is None


def test_a_check_of_this_computer_is_measured_in_the_open_program_and_from_a_shell(wards: Wards) -> None:
    in_the_program, from_a_shell = readiness_local.checks(wards, 1)
    check(in_the_program, pairs=1)
    check(from_a_shell, pairs=1)
    assert in_the_program.limit is not None
    assert from_a_shell.limit is None
    assert not (wards.usual() / "readiness").exists()


def test_a_start_tells_its_moments_in_their_order(wards: Wards, tmp_path: Path) -> None:
    told, started = told_by("our_window", str(wards.usual()), environ=environment(tmp_path))
    assert started < told["painted"] < told["looked"]
    assert 0 < told["looked_bytes"] < told["open_bytes"]


def test_a_bare_window_tells_when_it_was_painted(tmp_path: Path) -> None:
    told, started = told_by("bare_window", environ=environment(tmp_path))
    assert told["painted"] > started
    assert told["painted_bytes"] > 0


@pytest.mark.slow
def test_the_long_lists_are_scrolled_to_the_end_of_the_third_part(tmp_path: Path) -> None:
    with Wards(large=35) as wards:
        told, _ = told_by("stalls", str(wards.large()), environ=environment(tmp_path))
    for page in ("patients", "notes"):
        assert told[f"{page}_rows"] >= PARTS * PART
        assert told[page] == max(told[f"{page}_opening"], told[f"{page}_scrolling"])
        assert told[page] >= told["idle"] > 0
        assert 0 < told[f"{page}_busy"] <= told[page]


def test_a_child_that_fails_says_how() -> None:
    with pytest.raises(ChildFailed, match="exit code 3: no luck"):
        milliseconds(["-c", "import sys; print('no luck'); sys.exit(3)"], environ={})


def test_a_child_inherits_nothing_that_would_change_what_is_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("QT_SCALE_FACTOR", "2")
    monkeypatch.setenv("DISPLAY", ":9")
    environ = environment(tmp_path)
    assert not {"PYTHONDONTWRITEBYTECODE", "QT_SCALE_FACTOR", "DISPLAY"} & environ.keys()
    assert environ["QT_QPA_PLATFORM"] == "offscreen"
    assert environment(tmp_path, display=":9")["QT_QPA_PLATFORM"] == "xcb"
