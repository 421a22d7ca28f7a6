"""How backups and the lock read on their pages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inpatient_hub.domain.audit import action_of, kind_of
from inpatient_hub.domain.backups import BackupContents, BackupPlan
from inpatient_hub.domain.locking import LockStage, LockState, TrustPolicy, Way
from inpatient_hub.gui.backup_words import compared, less_words, size_words, when_near
from inpatient_hub.gui.pages.admin.audit.view import did, facts
from inpatient_hub.gui.pages.admin.backups.view import every_words, plan_words
from inpatient_hub.gui.pages.admin.lock.view import LockView, idle_words, state_words
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.services.ports import AuditLine
from tests.contracts.making import an_event

NOW = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)
HELD = BackupContents(
    wards=("Keats Ward",),
    patients=19,
    staff=12,
    runs_in_progress=6,
    notes=1480,
    notes_unfiled=1,
    tasks_open=14,
    first_at=None,
    last_at=NOW,
)
LOCAL = SystemClock().local


def test_what_will_be_missing_is_counted_in_a_sentence() -> None:
    here = replace(HELD, patients=20, notes=1483, runs_in_progress=8, tasks_open=14)
    assert less_words(HELD, here) == "It holds 1 patient, 3 notes and 2 referrals in progress less than there are now."
    assert less_words(HELD, HELD) == ""
    assert less_words(here, HELD) == "", "it holds more, not less"
    assert less_words(HELD, None) == ""


def test_each_count_stands_beside_that_of_now() -> None:
    rows = {what: (there, here) for what, there, here in compared(HELD, replace(HELD, notes=2), LOCAL)}
    assert rows["Notes"] == ("1,480", "2")
    assert rows["Newest work"][0] == "20 Nov 2026, 16:42"
    assert rows["Kept by"][0] == "not known"
    assert {here for _what, _there, here in compared(HELD, None, LOCAL)} == {""}


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 kB"), (812_400, "812 kB"), (12_440_000, "12.4 MB"), (1_400_000_000, "1.4 GB")]
)
def test_a_size_is_told_in_a_unit_that_fits(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "today, 16:42"), (24, "yesterday, 16:42"), (48, "18 Nov 2026, 16:42")]
)
def test_a_day_near_by_has_its_name(hours: int, words: str) -> None:
    assert when_near(LOCAL(NOW - timedelta(hours=hours)), NOW.date()) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (15, "every 15 minutes"),
        (60, "every hour"),
        (240, "every 4 hours"),
        (90, "every 90 minutes"),
        (1440, "once a day"),
    ],
)
def test_how_often_is_told_in_words(minutes: int, words: str) -> None:
    assert every_words(minutes) == words


def test_a_plan_leaves_out_what_is_not_kept() -> None:
    assert "of the last 14 days." in plan_words(BackupPlan(hourly=0, weekly=0))
    assert "of the last 1 day." in plan_words(BackupPlan(hourly=0, weekly=0, daily=1))


def view(state: LockState, policy: TrustPolicy | None = None) -> LockView:
    return LockView(state, policy or TrustPolicy(), may_change=True)


LOCKED = LockState(stage=LockStage.LOCKED, made=(Way.KEYRING, Way.PIN, Way.RECOVERY))


@pytest.mark.parametrize(
    ("way", "state", "words"),
    [
        (Way.PASSPHRASE, LOCKED, "Not made."),
        (Way.KEYRING, replace(LOCKED, ways=(Way.KEYRING,)), "In use."),
        (Way.KEYRING, LOCKED, "Made on another computer or by another user."),
        (Way.PIN, LOCKED, "Switched off on this computer. Make a new one."),
        (
            Way.PIN,
            replace(LOCKED, ways=(Way.PIN,), pin_tries=1),
            "In use. 1 wrong one is let pass before it is switched off.",
        ),
        (Way.PIN, replace(LOCKED, keyring_fault="It is locked."), "Made, but it cannot be used now. It is locked."),
        (
            Way.RECOVERY,
            replace(LOCKED, recovery_not_written=True),
            "Made, and not written down yet: nobody has typed it back.",
        ),
        (
            Way.RECOVERY,
            replace(LOCKED, recovery_checked_on=NOW.date()),
            "Last typed back from the paper on 20 Nov 2026.",
        ),
    ],
)
def test_each_way_says_how_it_stands(way: Way, state: LockState, words: str) -> None:
    assert state_words(way, view(state))[0] == words


def test_what_the_trust_forbids_and_sets_is_said() -> None:
    policy = TrustPolicy(ways=frozenset({Way.KEYRING}), idle_minutes=1, fixed=frozenset({"lock.idle_minutes"}))
    assert state_words(Way.PIN, view(LOCKED, policy))[0] == "Your trust does not allow it."
    assert idle_words(policy).startswith("After 1 minute without")
    assert idle_words(policy).endswith("Your trust has set this.")


def test_what_another_version_wrote_into_the_trail_is_told_as_that() -> None:
    event = an_event(action=action_of("bed.sold"), kind=kind_of("bed"), entity_id="b" * 32, role="porter")
    line = AuditLine(event=replace(event, seq=1), who="Nelly Dean", patient_name=None)
    assert did(line) == "Did something that this version does not know (bed.sold)"
    told = dict(facts(line, NOW, {}))
    assert told["Record"] == f"a kind that this version does not know (bed) {'b' * 32}"
    assert told["Their role then"] == "A role that this version does not know (porter)"
    known = AuditLine(event=replace(an_event(role="lead"), seq=2), who="Nelly Dean", patient_name=None)
    assert dict(facts(known, NOW, {}))["Their role then"] == "Lead"
