"""What is done to a store from outside stands in its trail, so that a check can tell a restore from a cut."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import (
    RESTORE,
    START_EMPTY,
    Place,
    go_way,
    import_export,
    rescue_store,
    restore_backup,
    unlocked,
    ways_forward,
    with_lock_anew,
)
from inpatient_hub.bootstrap.auditing import entries_missing, record_lock_change
from inpatient_hub.domain.anchors import AnchorPlace, head_words, printed_anchor
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_verdict import ChainFault, Verdict
from inpatient_hub.host import device_secrets
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.log import stop_log
from inpatient_hub.services.ports import AuditFilter
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.export import exports_in
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, raw
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program


@pytest.fixture(autouse=True)
def _no_log_left() -> Iterator[None]:
    yield
    stop_log()


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """This user's keyring."""
    made = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)
    return made


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A ward that was set up: two entries."""
    made = Place(data_folder=tmp_path / "ward")
    with opened_by_program(made, clock=CLOCK) as hub:
        hub.wards.set_up(ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN")
    return unlocked(made)


def work_on(place: Place, times: int = 5) -> None:
    """Adds staff, an entry each."""
    with opened_by_program(place, clock=CLOCK) as hub:
        (ward,) = hub.wards.all()
        for number in range(times):
            hub.wards.add_person(ward.id, name=f"Nurse {number} of {hub.audit.head().seq}", role="RMN", by=None)


def back_up(place: Place) -> str:
    """Makes a backup; its entry comes before it. Returns its name."""
    with opened_by_program(place, clock=CLOCK) as hub:
        return hub.backups.make().line.name


def checked(place: Place) -> Verdict:
    with opened_by_program(place, clock=CLOCK) as hub:
        return hub.audit.verify()


def events(place: Place) -> list[AuditEvent]:
    """Every event, oldest first."""
    with opened_by_program(place, clock=CLOCK) as hub, hub.store.reading() as work:
        return [line.event for line in work.audit.page(AuditFilter(), limit=1_000).items][::-1]


def cut(place: Place, after: int) -> None:
    """Cuts the end of the trail off, as somebody with the key and a database tool would, and covers the traces."""
    with closing(raw(place.data_folder / STORE_FILE, place.key)) as connection:
        asked = "SELECT sql FROM sqlite_master WHERE name = 'audit_events_no_delete'"
        (guard,) = connection.execute(asked).fetchone()
        connection.execute("DROP TRIGGER audit_events_no_delete")
        connection.execute("DELETE FROM audit_events WHERE seq > ?", (after,))
        connection.execute(guard)


def test_at_quit_an_anchor_is_left_in_the_keyring(place: Place) -> None:
    verdict = checked(place)
    assert verdict.newest_anchor is not None
    assert (verdict.newest_anchor.seq, verdict.newest_anchor.place) == (2, AnchorPlace.KEYRING)


def test_a_tail_cut_off_is_found_by_the_keyring(place: Place) -> None:
    work_on(place)
    cut(place, 4)
    fault = checked(place).fault
    assert fault is not None
    assert (fault.seq, fault.kind) == (5, ChainFault.CUT)


def test_a_tail_cut_off_is_still_found_when_the_work_has_gone_on_since(place: Place) -> None:
    work_on(place)
    cut(place, 4)
    for _ in range(5):
        work_on(place, 1)
    assert not checked(place).is_sound


def test_a_tail_cut_off_is_found_by_the_backups_when_the_keyring_is_gone(place: Place, keyring: FakeKeyring) -> None:
    work_on(place)
    back_up(place)
    cut(place, 4)
    keyring.kept = {name: kept for name, kept in keyring.kept.items() if not name.endswith("audit")}
    fault = checked(place).fault
    assert fault is not None
    assert fault.kind is ChainFault.CUT
    assert fault.anchor is not None
    assert fault.anchor.place is AnchorPlace.BACKUPS


def test_a_tail_cut_off_is_found_by_a_printed_line_when_all_else_is_gone(place: Place, keyring: FakeKeyring) -> None:
    work_on(place)
    with opened_by_program(place, clock=CLOCK) as hub:
        printed = printed_anchor(hub.audit.head_line())
    cut(place, 4)
    keyring.kept = {name: kept for name, kept in keyring.kept.items() if not name.endswith("audit")}
    assert checked(place).is_sound
    with opened_by_program(place, clock=CLOCK) as hub:
        assert hub.audit.verify(printed=printed).fault is not None


def test_a_backup_put_back_is_recorded_and_explains_what_is_gone(place: Place) -> None:
    name = back_up(place)
    work_on(place)
    restore_backup(place, name, clock=CLOCK)
    verdict = checked(place)
    assert verdict.is_sound
    assert [(one.action, one.seq, one.until) for one in verdict.explained] == [(AuditAction.BACKUP_RESTORED, 4, 8)]
    cut(place, 3)
    assert not checked(place).is_sound


def test_a_clock_put_right_before_a_restore_does_not_make_it_look_like_tampering(place: Place) -> None:
    name = back_up(place)
    work_on(place)
    earlier = FixedClock(CLOCK.now() - timedelta(hours=1))
    restore_backup(place, name, clock=earlier)
    work_on(place, 6)
    verdict = checked(place)
    assert verdict.is_sound
    assert [one.action for one in verdict.explained] == [AuditAction.BACKUP_RESTORED]


def test_a_restore_and_a_new_key_bear_the_name_of_who_did_them_where_it_is_known(place: Place) -> None:
    name = back_up(place)
    with opened_by_program(place, clock=CLOCK) as hub:
        (esther,) = hub.wards.staff(hub.wards.all()[0].id)
    restore_backup(place, name, clock=CLOCK, person=esther)
    anew = with_lock_anew(place, clock=CLOCK, person=esther)
    done = [(one.action, one.actor_id, one.role) for one in events(anew)[-2:]]
    assert done == [
        (AuditAction.BACKUP_RESTORED, esther.id, "senior_admin"),
        (AuditAction.LOCK_CHANGED, esther.id, "senior_admin"),
    ]


def test_an_export_put_back_carries_the_chain_as_it_was(place: Place, tmp_path: Path) -> None:
    work_on(place)
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.backups.export(str(tmp_path / "whole.sealed"))
    before = events(place)
    work_on(place)
    import_export(place, str(tmp_path / "whole.sealed"), clock=CLOCK)
    after = events(place)
    assert [event.hash for event in after[: len(before)]] == [event.hash for event in before]
    assert after[len(before)].action is AuditAction.STORE_IMPORTED
    verdict = checked(place)
    assert verdict.is_sound
    assert [one.action for one in verdict.explained] == [AuditAction.STORE_IMPORTED]


def test_a_rescued_store_says_which_entries_are_lost_and_goes_on(place: Place, tmp_path: Path) -> None:
    file = place.data_folder / STORE_FILE
    with closing(raw(file, place.key)) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    first = file.stat().st_size // 4096
    work_on(place, 300)
    with closing(raw(file, place.key)) as connection:
        found = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert found
    body = bytearray(file.read_bytes())
    spoilt = 0
    for page in range(first, len(body) // 4096 - 2, 9):  # what was added since: the list of tables lies before
        body[page * 4096 + 1000] ^= 1
        spoilt += 1
    assert spoilt > 3
    file.write_bytes(bytes(body))
    rescue_store(place, clock=CLOCK)
    assert entries_missing(place)
    last = events(place)[-1]
    assert last.action is AuditAction.STORE_RESCUED
    assert last.detail["missing"] == entries_missing(place)
    verdict = checked(place)
    assert verdict.is_sound
    assert AuditAction.STORE_RESCUED in {one.action for one in verdict.explained}
    work_on(place)
    assert checked(place).is_sound
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.backups.export(str(tmp_path / "gaps.sealed"))
    import_export(place, str(tmp_path / "gaps.sealed"), clock=CLOCK)
    assert checked(place).is_sound


def test_to_begin_empty_is_recorded_as_the_first_entry(place: Place) -> None:
    work_on(place)
    go_way(place, START_EMPTY)
    assert [event.action for event in events(place)] == [AuditAction.STORE_BEGUN_EMPTY]
    verdict = checked(place)
    assert verdict.is_sound
    assert [one.until for one in verdict.explained] == [7]


def test_with_a_new_key_the_old_anchors_still_count(place: Place) -> None:
    work_on(place)
    anew = with_lock_anew(place, clock=CLOCK)
    last = events(anew)[-1]
    assert (last.action, last.detail) == (AuditAction.LOCK_CHANGED, {"what": "new-key"})
    assert checked(anew).anchors >= 2
    cut(anew, 4)
    assert not checked(anew).is_sound


def test_a_changed_way_in_is_recorded(place: Place) -> None:
    record_lock_change(place, "passphrase")
    last = events(place)[-1]
    assert (last.action, last.detail, last.actor_id) == (AuditAction.LOCK_CHANGED, {"what": "passphrase"}, None)
    assert last.workstation


def test_a_backup_that_holds_its_own_entry_needs_no_other(place: Place) -> None:
    back_up(place)
    with opened_by_program(place, clock=CLOCK) as hub:
        assert hub.backups.make_at_quit() is None


def test_a_ward_copied_elsewhere_is_whole_there_too(place: Place, tmp_path: Path) -> None:
    shutil.copytree(place.data_folder, tmp_path / "other")
    other = Place(data_folder=tmp_path / "other", key=place.key)
    verdict = checked(other)
    assert (verdict.is_sound, head_words(verdict.head)[:8]) == (True, "Audit 2:")


def test_a_newer_backup_put_back_after_an_older_one_is_explained(place: Place) -> None:
    older = back_up(place)
    work_on(place)
    newer = back_up(place)
    assert checked(place).is_sound
    restore_backup(place, older, clock=CLOCK)
    work_on(place, 1)
    assert checked(place).is_sound
    kept = restore_backup(place, newer, clock=CLOCK)
    assert kept is not None
    assert checked(place).is_sound
    restore_backup(place, str(kept), clock=CLOCK)
    verdict = checked(place)
    assert verdict.is_sound
    assert {why.action for why in verdict.explained} == {AuditAction.BACKUP_RESTORED}


@pytest.mark.parametrize("when", ["before", "after"])
def test_putting_a_newer_backup_back_explains_no_cut(place: Place, when: str) -> None:
    older = back_up(place)
    work_on(place)
    newer = back_up(place)
    restore_backup(place, older, clock=CLOCK)
    work_on(place, 1)
    end = checked(place).head.seq
    if when == "before":
        cut(place, end - 1)
    restore_backup(place, newer, clock=CLOCK)
    if when == "after":
        cut(place, checked(place).head.seq - 1)
        work_on(place, 3)
    fault = checked(place).fault
    assert fault is not None
    assert fault.kind in (ChainFault.REWRITTEN, ChainFault.CUT)


def test_a_day_with_the_clock_ahead_costs_no_export_and_no_newest_backup(place: Place, tmp_path: Path) -> None:
    ahead = FixedClock(CLOCK.now() + timedelta(days=300))
    for night in range(8):
        with opened_by_program(place, clock=FixedClock(ahead.now() + timedelta(days=night))) as hub:
            hub.backups.make_if_due()
            hub.wards.add_person(hub.wards.all()[0].id, name=f"Night {night}", role="RMN", by=None)
            hub.backups.make()
    exports = exports_in(place.data_folder)
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.backups.make_if_due()
        made_now = exports_in(place.data_folder, CLOCK.now())[0]
        assert made_now not in exports
        assert hub.backups.exported_at() == CLOCK.now()
        hub.wards.add_person(hub.wards.all()[0].id, name="Newest Nurse", role="RMN", by=None)
        newest = hub.backups.make().line
        assert [hub.backups.all()[0], hub.backups.listed()[0].line] == [newest, newest]
        before = len(hub.backups.all())
        hub.backups.make_if_due()
        assert len(exports_in(place.data_folder)) == len({*exports[:6], made_now})
        assert len(hub.backups.all()) == before
    damaged = StoreFault.of(Fault.DAMAGED, place.data_folder)
    first = next(way for way in ways_forward(place, damaged) if way.id.startswith(RESTORE))
    assert first.id == f"{RESTORE}{newest.name}"
