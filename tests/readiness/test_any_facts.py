"""Whatever the facts are, a rule never raises; and a better computer never gets a worse result."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inpatient_hub.domain.readiness import Group, Status
from inpatient_hub.domain.readiness_facts import AntivirusProduct, Facts, ScreenFacts, Software
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.profiles import Profile
from inpatient_hub.readiness.rules import RULES
from tests.readiness.judged import results
from tests.readiness.likely_facts import likely_facts
from tests.readiness.making import GB, GIB, TODAY, good_facts, profiles

KNOWN = load_knowledge()
PROFILES = list(profiles())

SAID = st.dictionaries(
    st.sampled_from([*KNOWN.catalogue.checks, "NW-08.users"]),
    st.sampled_from(["yes", "no", "none", "2026-10-30", "", "Numed Envisage"]) | st.text(max_size=40),
    max_size=6,
)
DAYS = st.dates(date(2020, 1, 1), date(2050, 1, 1)) | st.just(date.max) | st.just(date.min)

broad = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@broad
@given(st.sampled_from(PROFILES), likely_facts(), DAYS, SAID)
def test_no_rule_raises_for_any_facts_on_any_day(profile: str, facts: Facts, today: date, said: dict[str, str]) -> None:
    spec = profiles()[profile]
    for check, one in results(spec, facts, today=today, said=said).items():
        assert one.reason != "rule.error" or check not in RULES, (check, one.found)
        assert one.title
        assert one.headline
        assert "{" not in one.headline
        assert one.group is not Group.REMINDERS or one.status is Status.MANUAL


@broad
@given(likely_facts())
def test_facts_replayed_from_their_own_json_give_the_same_results(facts: Facts) -> None:
    again = Facts.model_validate_json(facts.model_dump_json())
    assert results(profiles()["ward"], again) == results(profiles()["ward"], facts)


# A better computer

RANK = {Status.FAIL: 0, Status.WARN: 1, Status.ERROR: 2, Status.UNKNOWN: 2, Status.MANUAL: 2, Status.PASS: 3}
"""How good a status is; what is not applicable or skipped cannot be compared."""


def ranks(profile: Profile, facts: Facts, checks: frozenset[str] | None = None) -> dict[str, int]:
    found = results(profile, facts, said={}).items()
    return {check: RANK[one.status] for check, one in found if one.status in RANK and (not checks or check in checks)}


def is_nowhere_worse(profile: str, before: Facts, after: Facts, checks: frozenset[str] | None = None) -> None:
    old, new = ranks(profiles()[profile], before, checks), ranks(profiles()[profile], after, checks)
    assert {check: (old[check], new[check]) for check in old.keys() & new.keys() if new[check] < old[check]} == {}


def changed(facts: Facts, section: str, **values: Any) -> Facts:
    return facts.model_copy(update={section: getattr(facts, section).model_copy(update=values)})


WINDOWS_PROFILES = [id_ for id_, profile in profiles().items() if profile.runs_on == "windows"]
BYTES = st.integers(0, 64 * GIB)
EXTRA = st.integers(0, 64 * GIB)


@broad
@given(st.sampled_from(WINDOWS_PROFILES), BYTES | st.none(), BYTES, BYTES, st.tuples(EXTRA, EXTRA, EXTRA))
def test_more_memory_is_never_worse(
    profile: str, installed: int | None, usable: int, available: int, extra: tuple[int, int, int]
) -> None:
    before = good_facts(profile, memory={"installed": installed, "usable": usable, "available": available})
    after = changed(
        before,
        "memory",
        installed=None if installed is None else installed + extra[0],
        usable=usable + extra[1],
        available=available + extra[2],
    )
    is_nowhere_worse(profile, before, after)


@broad
@given(st.sampled_from(WINDOWS_PROFILES), st.integers(0, 300 * GB), st.integers(0, 300 * GB))
def test_more_room_on_the_drive_is_never_worse(profile: str, free: int, extra: int) -> None:
    before = good_facts(profile, disk={"free_for_user": free}, installation={"data_folder_free": free})
    after = changed(before, "disk", free_for_user=free + extra)
    is_nowhere_worse(profile, before, changed(after, "installation", data_folder_free=free + extra))


SIZE = st.integers(400, 2600)


@broad
@given(
    st.sampled_from(WINDOWS_PROFILES),
    st.lists(st.tuples(SIZE, SIZE, st.sampled_from([1.0, 1.25, 1.5, 2.0])), min_size=1, max_size=3),
    st.integers(0, 1500),
    st.integers(0, 1500),
)
def test_a_larger_screen_is_never_worse(
    profile: str, sizes: list[tuple[int, int, float]], wider: int, higher: int
) -> None:
    def screens(w: int, h: int) -> tuple[ScreenFacts, ...]:
        first, *others = [ScreenFacts(width=x, height=y, scale=scale, bits=32) for x, y, scale in sizes]
        return (first.model_copy(update={"width": first.width + w, "height": first.height + h}), *others)

    before = good_facts(profile, screens=screens(0, 0))
    is_nowhere_worse(profile, before, good_facts(profile, screens=screens(wider, higher)))


@broad
@given(
    st.sampled_from(WINDOWS_PROFILES), st.lists(st.tuples(SIZE, SIZE), min_size=1, max_size=3), st.tuples(SIZE, SIZE)
)
def test_a_further_screen_is_never_worse(profile: str, sizes: list[tuple[int, int]], size: tuple[int, int]) -> None:
    first = tuple(ScreenFacts(width=w, height=h, scale=1.0, bits=32) for w, h in sizes)
    further = (*first, ScreenFacts(width=size[0], height=size[1], scale=1.0, bits=32))
    is_nowhere_worse(profile, good_facts(profile, screens=first), good_facts(profile, screens=further))


@broad
@given(
    st.sampled_from(WINDOWS_PROFILES),
    st.integers(1, 5000),
    st.integers(0, 5000),
    st.integers(1, 16),
    st.integers(0, 16),
)
def test_a_faster_processor_with_more_cores_is_never_worse(
    profile: str, mhz: int, faster: int, cores: int, further: int
) -> None:
    before = good_facts(profile, processor={"max_mhz": mhz, "physical_cores": cores})
    after = good_facts(profile, processor={"max_mhz": mhz + faster, "physical_cores": cores + further})
    is_nowhere_worse(profile, before, after)


EDITIONS = {"Core": "home_pro", "Professional": "home_pro", "Enterprise": "enterprise", "ServerRdsh": "enterprise"}
VERSION_CHECKS = frozenset({"OS-02", "OS-03"})


@broad
@given(st.sampled_from(list(EDITIONS)), st.data())
def test_a_newer_windows_that_is_supported_is_never_worse(edition: str, data: st.DataObject) -> None:
    rows = [row for row in KNOWN.windows_support.builds if EDITIONS[edition] in row.channels and row.ends]
    older = data.draw(st.sampled_from(rows))
    newer = [row for row in rows if row.build > older.build and row.ends and row.ends >= TODAY]
    if newer:
        row = data.draw(st.sampled_from(newer))
        before = good_facts("ward", windows={"build": older.build, "edition_id": edition})
        after = good_facts("ward", windows={"build": row.build, "edition_id": edition})
        is_nowhere_worse("ward", before, after, VERSION_CHECKS)


BETTER: list[tuple[str, Callable[[Any], Any], str]] = [
    ("a later update", lambda f: changed(f, "windows", last_update_installed=TODAY), "windows"),
    ("an activated Windows", lambda f: changed(f, "windows", activated=True), "windows"),
    ("another year of security fixes", lambda f: changed(f, "windows", esu_years=(1, 2, 3)), "windows"),
    ("an encrypted drive", lambda f: changed(f, "security", bitlocker=1, disk_encrypted=True), "security"),
    (
        "one good antivirus",
        lambda f: changed(f, "security", antivirus=(AntivirusProduct(name="A", state="on", up_to_date=True),),
                          antivirus_health=0, antivirus_service_runs=True),
        "security",
    ),
    ("no personal cloud", lambda f: changed(f, "security", personal_cloud_folders=()), "security"),
    ("Word", lambda f: changed(f, "office", word_path_exists=True), "office"),
    ("Microsoft 365", lambda f: changed(f, "office", product_ids=("O365ProPlusRetail",)), "office"),
    ("openers of .rtf and .csv", lambda f: changed(f, "office", opens_rtf="a.exe", opens_csv="b.exe"), "office"),
    ("a smartcard reader", lambda f: changed(f, "smartcard", readers=("Reader",)), "smartcard"),
    ("Smartcard Connect", lambda f: changed(f, "smartcard", smartcard_connect=Software(name="x")), "smartcard"),
    ("never sleeping", lambda f: changed(f, "power", standby_after_s=0, hibernate_after_s=0, on_mains=True), "power"),
    ("a new backup", lambda f: changed(f, "installation", last_backup_at=f.collected_at), "installation"),
    ("a sound store", lambda f: changed(f, "installation", store="sound"), "installation"),
]  # fmt: skip

NOT_COMPARED = frozenset({"HW-04", "HW-05"})
"""Word wants memory of its own, so that having it can ask for more."""


@pytest.mark.parametrize(("name", "better", "section"), BETTER, ids=[one[0] for one in BETTER])
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(profile=st.sampled_from(WINDOWS_PROFILES), other=likely_facts())
def test_an_improvement_is_never_worse(
    name: str, better: Callable[[Facts], Facts], section: str, profile: str, other: Facts
) -> None:
    part = getattr(other, section)
    facts = good_facts(profile)
    before = facts.model_copy(update={section: part if part is not None else getattr(facts, section)})
    checks = frozenset(rule.check for rule in profiles()[profile].rules) - NOT_COMPARED
    is_nowhere_worse(profile, before, better(before), checks)


def test_the_comparison_sees_a_result_that_got_worse() -> None:
    full = good_facts("ward", disk={"free_for_user": 1})
    with pytest.raises(AssertionError):
        is_nowhere_worse("ward", good_facts("ward"), full)
