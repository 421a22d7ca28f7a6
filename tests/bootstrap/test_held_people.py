"""With a backup nobody gets back an access that they have no more: leavers, fewer rights, another PIN."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import (
    Hub,
    Place,
    import_export,
    open_hub,
    preview_backup,
    restore_backup,
    told_of_people,
    unlocked,
)
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.held_people import UNKNOWN
from inpatient_hub.domain.sign_in_troubles import OwnSecretNeeded, SecretNeeded, WrongSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings, SignIn
from inpatient_hub.host import device_secrets
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.log import stop_log
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.sealing import Cost
from inpatient_hub.store.target import STORE_FILE
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program
from tests.services.making import FRIDAY

PIN, OLD, NEW = "739164", "482915", "314159"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made = FakeKeyring()
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)
    yield
    stop_log()


class Ward:
    """A ward with PINs, its senior admin Ann, and what is done to it before and after a backup."""

    def __init__(self, folder: Path, secret: str | None = PIN) -> None:
        self.place = unlocked(Place(data_folder=folder))
        self.clock = FixedClock(FRIDAY)
        self.told: tuple[str, ...] = ()
        with closing(self.opened()) as hub:
            self.ann = hub.wards.set_up(
                ward_name="Keats", person_name="Ann Admin", person_role="RMN", secret=secret
            ).person

    def opened(self) -> Hub:
        self.clock.moment = self.clock.moment.replace(minute=self.clock.moment.minute + 1)
        return open_hub(self.place, clock=self.clock)

    def as_ann(self) -> Hub:
        hub = self.opened()
        hub.sign_in.sign_in(self.ann.id, PIN)
        return hub

    def add(self, name: str, **details: object) -> Staff:
        with closing(self.as_ann()) as hub:
            added = hub.people.add(self.ann.ward_id, PersonDetails(name=name, **details))  # type: ignore[arg-type]
            assert added.start_code is not None
            hub.sign_in.choose_secret(added.person.id, proof=added.start_code, secret=OLD)
        return added.person

    def back_up(self) -> str:
        with closing(self.opened()) as hub, hub.seat.as_program():
            return hub.backups.make().line.name

    def restore(self, backup: str, person: Staff | None = None) -> None:
        def tell(said: tuple[str, ...]) -> None:
            self.told = said

        restore_backup(self.place, backup, clock=self.clock, person=person, tell=tell)

    def kept(self, person: Staff) -> Staff:
        with opened_by_program(self.place, clock=self.clock) as hub, hub.store.reading() as work:
            return work.staff.get(person.id)

    def entries(self, person: Staff) -> list[AuditEvent]:
        with opened_by_program(self.place, clock=self.clock) as hub, hub.store.reading() as work:
            found = work.audit.of_entity(Kind.STAFF, person.id)
            return [one for one in found if one.detail.get("why") == "restore"]


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return Ward(tmp_path / "ward")


def test_who_has_left_since_stays_left_and_that_is_told_and_recorded(ward: Ward) -> None:
    lee = ward.add("Lee Leaver")
    backup = ward.back_up()
    with closing(ward.as_ann()) as hub:
        hub.people.mark_left(lee)
    ward.restore(backup, person=ward.ann)
    assert ward.told == ("Lee Leaver: has left since, and stays so.",)
    assert not ward.kept(lee).active
    with closing(ward.opened()) as hub, pytest.raises(NotFound):
        hub.sign_in.sign_in(lee.id, OLD)
    (entry,) = ward.entries(lee)
    assert (entry.action, entry.actor_id, entry.after) == (AuditAction.STAFF_LEFT, ward.ann.id, {"active": "no"})


def test_a_ward_that_asks_for_a_pin_since_goes_on_asking_for_one(tmp_path: Path) -> None:
    ward = Ward(tmp_path / "ward", secret=None)
    backup = ward.back_up()
    with closing(ward.opened()) as hub:
        hub.sign_in.sign_in(ward.ann.id)
        hub.sign_in.choose_first_secret(PIN)
        hub.access.choose(ward.ann.ward_id, AccessSettings(sign_in=SignIn.SECRET))
    expected = "Keats: people sign in as they do now, with a PIN. Who has none gets a start code under Admin, People."
    contents = preview_backup(ward.place, backup)
    assert told_of_people(ward.place, contents)[0] == expected
    ward.restore(backup, person=ward.ann)
    assert ward.told[0] == expected
    with closing(ward.opened()) as hub:
        with pytest.raises(SecretNeeded):
            hub.sign_in.sign_in(ward.ann.id)
        hub.sign_in.sign_in(ward.ann.id, PIN)
    with opened_by_program(ward.place, clock=ward.clock) as hub, hub.store.reading() as work:
        entry = next(one for one in work.audit.of_entity(Kind.WARD, ward.ann.ward_id))
    assert (entry.actor_id, entry.detail["why"], entry.after["sign_in"]) == (ward.ann.id, "restore", "secret")


def test_a_pin_that_was_changed_or_reset_since_works_no_more(ward: Ward) -> None:
    sam, mo = ward.add("Sam Staff"), ward.add("Mo Moor")
    backup = ward.back_up()
    with closing(ward.as_ann()) as hub:
        hub.sign_in.choose_secret(sam.id, proof=OLD, secret=NEW)
        hub.sign_in.sign_in(ward.ann.id, PIN)
        code = hub.people.reset_sign_in(mo).start_code
    ward.restore(backup)
    assert ward.told == (
        "Mo Moor: signs in with the start code given since.",
        "Sam Staff: signs in with the PIN or passphrase of now.",
    )
    with closing(ward.opened()) as hub:
        for one in (sam, mo):
            with pytest.raises(WrongSecret):
                hub.sign_in.sign_in(one.id, OLD)
        assert hub.sign_in.sign_in(sam.id, NEW).id == sam.id
        with pytest.raises(OwnSecretNeeded):
            hub.sign_in.sign_in(mo.id, code)
    assert [(one.before, one.after) for one in ward.entries(mo)] == [({"secret": "pin"}, {"secret": "start_code"})]


def test_who_has_fewer_rights_since_keeps_to_them(ward: Ward) -> None:
    bea = ward.add("Bea Boss", access=Role.WARD_ADMIN, editor=True, account="trust\\bea")
    backup = ward.back_up()
    with closing(ward.as_ann()) as hub:
        hub.people.change(bea, PersonDetails(name="Bea Boss", access=Role.STAFF))
    ward.restore(backup)
    assert ward.told == ("Bea Boss: has fewer rights since, and keeps to them.",)
    kept = ward.kept(bea)
    assert (kept.access, kept.editor, kept.account) == (Role.STAFF, False, None)


def test_an_export_brings_nobody_back_either(ward: Ward, tmp_path: Path) -> None:
    lee = ward.add("Lee Leaver")
    with closing(ward.as_ann()) as hub:
        hub.backups.export(str(tmp_path / "mine.sealed"))
        hub.people.mark_left(lee)
    import_export(ward.place, str(tmp_path / "mine.sealed"), clock=ward.clock)
    assert not ward.kept(lee).active


def test_a_newer_backup_put_back_after_an_older_one_wins(ward: Ward) -> None:
    lee = ward.add("Lee Leaver")
    with closing(ward.as_ann()) as hub:
        gone, _ = hub.people.mark_left(lee)
    older = ward.back_up()
    with closing(ward.as_ann()) as hub:
        code = hub.people.come_back(gone).start_code
        assert code is not None
        hub.sign_in.choose_secret(lee.id, proof=code, secret=NEW)
    newer = ward.back_up()
    ward.restore(older)
    assert not ward.kept(lee).active
    ward.restore(newer)
    assert ward.kept(lee).active
    with closing(ward.opened()) as hub:
        assert hub.sign_in.sign_in(lee.id, NEW).id == lee.id


def test_the_only_senior_admin_of_a_backup_is_not_shut_out_and_that_is_said(ward: Ward) -> None:
    backup = ward.back_up()
    bea = ward.add("Bea Boss", access=Role.SENIOR_ADMIN)
    with closing(ward.opened()) as hub:
        hub.sign_in.sign_in(bea.id, OLD)
        with hub.store.reading() as work:
            ann = work.staff.get(ward.ann.id)
        hub.people.mark_left(ann)
    ward.restore(backup)
    (said,) = ward.told
    assert said.startswith("Ann Admin: had left or was no senior admin any more, and is the only one in this backup.")
    with closing(ward.opened()) as hub:
        assert hub.sign_in.sign_in(ward.ann.id, PIN).access is Role.SENIOR_ADMIN


@pytest.mark.parametrize("how", ["damaged", "gone", "another ward"])
def test_where_it_cannot_be_known_that_is_said(ward: Ward, tmp_path: Path, how: str) -> None:
    lee = ward.add("Lee Leaver")
    file = str(ward.place.data_folder / "backups" / ward.back_up())
    store = ward.place.data_folder / STORE_FILE
    if how == "damaged":
        store.write_bytes(b"damaged" * 1000)
    elif how == "gone":
        store.unlink()
    else:
        with closing(ward.as_ann()) as hub:
            words = hub.lock.unwritten_recovery_key()
        other = Ward(tmp_path / "other")
        restore_backup(
            other.place, file, words=words, clock=other.clock, tell=lambda said: setattr(other, "told", said)
        )
        assert other.told == (UNKNOWN,)
        assert replace(other.kept(lee), version=lee.version) == lee
        return
    ward.restore(file)
    assert ward.told == (UNKNOWN,)
    assert ward.kept(lee).active
