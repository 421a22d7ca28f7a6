"""Whatever a collector does, the rest of the facts arrive, and the report can say what did not."""

import threading
from datetime import UTC, datetime

import pytest

from inpatient_hub.domain.readiness_facts import (
    DiskFacts,
    Facts,
    MemoryFacts,
    Missing,
    MissingWhy,
    OfficeFacts,
    ScreenFacts,
    SecurityFacts,
    System,
    WindowsFacts,
)
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.collecting import MOST_AT_ONCE, collect
from inpatient_hub.readiness.collectors.choose import local_parts, this_system
from inpatient_hub.readiness.collectors.part import NotAvailable, Part

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
SHORT = 0.05


def facts_of(*parts: Part, **more: object) -> Facts:
    return collect(parts, clock=FixedClock(NOW), app_version="1.2.3", **more)  # type: ignore[arg-type]


def gives(section: str, value: object, *fields: str, limit_s: float = 10.0) -> Part:
    return Part(section, fields, lambda: value, limit_s)  # type: ignore[arg-type, return-value]


def raises(section: str, error: BaseException, *fields: str) -> Part:
    def collector() -> MemoryFacts:
        raise error

    return Part(section, fields, collector, 10.0)


def hangs(section: str, gate: threading.Event, *fields: str, limit_s: float = SHORT) -> Part:
    def collector() -> OfficeFacts:
        gate.wait()
        return OfficeFacts(version="late")

    return Part(section, fields, collector, limit_s)


DISK = DiskFacts(path="C:\\", free=5)


def test_what_every_part_read_is_in_the_facts() -> None:
    facts = facts_of(gives("disk", DISK), gives("memory", MemoryFacts(usable=7)))
    assert (facts.disk, facts.memory, facts.missing) == (DISK, MemoryFacts(usable=7), ())
    assert (facts.collected_at, facts.app_version) == (NOW, "1.2.3")
    assert (facts.system, facts.system_name) == this_system()


def test_a_part_that_raises_costs_its_section_and_nothing_else() -> None:
    facts = facts_of(raises("memory", OSError("secret words")), gives("disk", DISK))
    assert facts.disk == DISK
    assert facts.missing == (Missing(path="memory", why=MissingWhy.ERROR, detail="OSError"),)


@pytest.mark.parametrize("error", [SystemExit(1), KeyboardInterrupt(), RecursionError(), MemoryError()])
def test_not_even_the_worst_errors_come_out(error: BaseException) -> None:
    assert facts_of(raises("memory", error)).missing[0].detail == type(error).__name__


def test_what_the_computer_does_not_offer_is_told_in_the_collectors_words() -> None:
    facts = facts_of(raises("security", NotAvailable("No such interface on Server."), "antivirus", "bitlocker"))
    assert facts.missing == (
        Missing(path="security.antivirus", why=MissingWhy.UNAVAILABLE, detail="No such interface on Server."),
        Missing(path="security.bitlocker", why=MissingWhy.UNAVAILABLE, detail="No such interface on Server."),
    )


def test_words_without_end_are_cut_short() -> None:
    assert len(facts_of(raises("memory", NotAvailable("x" * 5_000))).missing[0].detail) == 400


def test_a_part_that_hangs_is_given_up_at_its_own_limit(gate: threading.Event) -> None:
    facts = facts_of(hangs("office", gate), gives("disk", DISK))
    assert facts.disk == DISK
    assert facts.missing == (Missing(path="office", why=MissingWhy.TIMED_OUT),)
    assert 50 <= facts.durations_ms["office"] < 5_000


def test_a_result_that_comes_too_late_is_dropped(gate: threading.Event) -> None:
    opened = threading.Event()

    def slow_but_in_time() -> DiskFacts:
        # Lets the one that was given up finish while the run is still going on.
        opened.wait()
        gate.set()
        late.join()
        return DISK

    def hang() -> OfficeFacts:
        nonlocal late
        late = threading.current_thread()
        gate.wait()
        return OfficeFacts(version="late")

    late = threading.current_thread()
    settled: list[str] = []

    def note(section: str) -> None:
        settled.append(section)
        if section == "office":
            opened.set()

    facts = facts_of(Part("office", (), hang, SHORT), Part("disk", (), slow_but_in_time, 10.0), on_done=note)
    assert facts.office == OfficeFacts()
    assert facts.missing == (Missing(path="office", why=MissingWhy.TIMED_OUT),)
    assert settled == ["office", "disk"]


def test_parts_that_hang_do_not_keep_others_from_starting(gate: threading.Event) -> None:
    facts = facts_of(*[hangs("office", gate) for _ in range(MOST_AT_ONCE)], gives("disk", DISK))
    assert facts.disk == DISK


def test_all_parts_run_at_the_same_time() -> None:
    all_here = threading.Barrier(MOST_AT_ONCE, timeout=10)

    def meet() -> MemoryFacts:
        all_here.wait()
        return MemoryFacts(usable=1)

    assert facts_of(*[Part("memory", ("usable",), meet, 10.0)] * MOST_AT_ONCE).missing == ()


def test_no_more_than_so_many_run_at_once(gate: threading.Event) -> None:
    lock, running, most = threading.Lock(), 0, 0

    def count() -> MemoryFacts:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
            if running == MOST_AT_ONCE:
                gate.set()
        gate.wait()
        with lock:
            running -= 1
        return MemoryFacts()

    facts_of(*[Part("memory", (), count, 10.0)] * (3 * MOST_AT_ONCE))
    assert most == MOST_AT_ONCE


def test_parts_of_one_section_are_put_together_field_by_field() -> None:
    facts = facts_of(
        gives("windows", WindowsFacts(build=26100, activated=False)),
        gives("windows", WindowsFacts(build=1, activated=True), "activated"),
        raises("windows", OSError(), "esu_years"),
    )
    assert facts.windows == WindowsFacts(build=26100, activated=True)
    assert facts.why_missing("windows.esu_years") is not None
    assert facts.why_missing("windows.build") is None


def test_a_whole_section_brings_only_the_fields_that_it_set() -> None:
    facts = facts_of(
        gives("security", SecurityFacts(bitlocker=1), "bitlocker"), gives("security", SecurityFacts(is_admin=False))
    )
    assert facts.security == SecurityFacts(bitlocker=1, is_admin=False)


def test_screens_of_several_parts_are_all_kept() -> None:
    one, other = ScreenFacts(width=1366, height=768), ScreenFacts(width=1920, height=1080)
    assert set(facts_of(gives("screens", (one,)), gives("screens", (other,))).screens) == {one, other}


def test_more_screens_than_a_report_can_hold_are_cut() -> None:
    assert len(facts_of(gives("screens", (ScreenFacts(width=1, height=1),) * 100)).screens) == 64


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("memory", None),
        ("memory", DISK),
        ("memory", "8 GB"),
        ("screens", DISK),
        ("screens", ("1366x768",)),
        ("no such section", DISK),
        ("missing", Missing(path="x", why=MissingWhy.ERROR)),
        ("collected_at", NOW),
    ],
)
def test_a_value_of_another_kind_counts_as_an_error(section: str, value: object) -> None:
    facts = facts_of(gives(section, value))
    assert facts.missing == (Missing(path=section, why=MissingWhy.ERROR, detail="TypeError"),)


def test_a_part_that_names_a_field_that_is_not_there_counts_as_an_error() -> None:
    facts = facts_of(gives("disk", DISK, "colour"), gives("memory", MemoryFacts(usable=7)))
    assert facts.memory.usable == 7
    assert facts.missing == (Missing(path="disk.colour", why=MissingWhy.ERROR, detail="TypeError"),)


def test_a_stop_ends_the_run_at_once_and_says_what_was_not_read(gate: threading.Event) -> None:
    stop = threading.Event()

    def then_stop(section: str) -> None:
        stop.set()

    facts = facts_of(
        gives("disk", DISK),
        *[hangs("office", gate, "version", limit_s=600)] * (2 * MOST_AT_ONCE),
        stop=stop,
        on_done=then_stop,
    )
    assert facts.disk == DISK
    assert facts.missing == (Missing(path="office.version", why=MissingWhy.CANCELLED),) * (2 * MOST_AT_ONCE)


def test_each_section_tells_how_long_its_slowest_part_took(gate: threading.Event) -> None:
    facts = facts_of(gives("office", OfficeFacts()), hangs("office", gate, limit_s=0.1))
    assert facts.durations_ms["office"] >= 100


def test_the_windows_of_the_facts_are_named_by_their_build() -> None:
    def named(windows: WindowsFacts) -> str:
        return facts_of(gives("windows", windows)).system_name

    assert named(WindowsFacts(build=26100, revision=2314, display_version="24H2")) == (
        "Windows 11 24H2, build 26100.2314"
    )
    assert named(WindowsFacts(build=19045)) == "Windows, build 19045"
    assert named(WindowsFacts()) == "Windows"


def test_this_computer_gives_facts_that_survive_being_saved() -> None:
    facts = collect(local_parts(), clock=FixedClock(NOW), app_version="1")
    assert Facts.model_validate_json(facts.model_dump_json()) == facts
    assert facts.system is not System.OTHER
    assert [one for one in facts.missing if one.why is MissingWhy.ERROR] == []
    assert facts.memory.usable


def test_the_parts_of_this_computer_name_sections_and_fields_that_there_are() -> None:
    blank = Facts(collected_at=NOW, app_version="1", system=System.LINUX)
    for part in local_parts():
        if part.section == "screens":
            continue
        kind = type(getattr(blank, part.section) or WindowsFacts())
        assert set(part.fields) <= set(kind.model_fields), part
