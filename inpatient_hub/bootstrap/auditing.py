"""Puts the audit trail together, finds where its anchors are kept, and records what is done to a store from outside."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_chain import EMPTY, Head
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.domain.anchors import Anchor
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.services.audit import Anchors, AuditService
    from inpatient_hub.services.backup_settings import BackupSettingsService
    from inpatient_hub.services.backups import BackupService
    from inpatient_hub.services.ports import Clock, Store
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.services.store_acts import StoreActs
    from inpatient_hub.services.trail import AuditTrail
    from inpatient_hub.store.anchors import AnchorPlaces

_log = logging.getLogger(__name__)


def audit_over(
    store: "Store",
    *,
    clock: "Clock",
    trail: "AuditTrail",
    seat: "Seat",
    backups: "BackupService",
    backup_settings: "BackupSettingsService",
    anchors: "Anchors | None",
) -> "AuditService":
    """The audit trail of a hub, which also records the backups that are made, and how they are to be made."""
    from inpatient_hub.host.clock import steady_seconds
    from inpatient_hub.services.audit import AuditService
    from inpatient_hub.services.store_acts import ClockKeeper, StoreActs
    from inpatient_hub.store.audit_export import AuditFiles

    acts = StoreActs(store=store, trail=trail, seat=seat)
    audit = AuditService(
        store=store,
        clock=clock,
        seat=seat,
        acts=acts,
        # Without anchors it is a ward for trial or a test, whose clock may stand still.
        keeper=ClockKeeper(acts=acts, store=store, clock=clock, steady=steady_seconds) if anchors else None,
        anchors=anchors,
        files=AuditFiles(),
    )
    backups.recorded_by(lambda action, label: acts.record(action, detail={"label": label} if label else None))
    backup_settings.recorded_by(lambda before, after: acts.record(AuditAction.BACKUPS_SET, before=before, after=after))
    return audit


def anchors_of(place: Place) -> "AnchorPlaces | None":
    """Where the anchors of this place's store are kept; none for a ward that is thrown away, which has no lock."""
    from inpatient_hub.bootstrap.locks import vault_of
    from inpatient_hub.bootstrap.policy import settings_of
    from inpatient_hub.host import device_secrets
    from inpatient_hub.store.anchors import anchor_places

    folder = None if place.database_url else place.data_folder
    if folder is not None and (place.key is None or not vault_of(place).exists()):
        return None
    return anchor_places(
        folder,
        place.key,
        place.database_url,
        device_secrets.this_users_keyring(),
        lambda: settings_of(place).second_backup_folder,
    )


def head_before(place: Place) -> Head:
    """How far the chain of this place's store goes, before it is replaced: as the store says, or else the anchors."""
    from inpatient_hub.store.chain_ends import head_in
    from inpatient_hub.store.target import STORE_FILE

    head = head_in(place.data_folder / STORE_FILE, place.key)
    anchors = anchors_of(place)
    furthest = max((Head(one.seq, one.hash) for one in anchors.all()), default=EMPTY) if anchors else EMPTY
    return max(head, furthest)


def entries_missing(place: Place) -> str:
    """The numbers of entries that a rescued store has no more, as its own entry names them."""
    from inpatient_hub.store.chain_ends import gaps_in
    from inpatient_hub.store.target import STORE_FILE

    gaps = gaps_in(place.data_folder / STORE_FILE, place.key)
    return " ".join(f"{gap.start}-{gap.stop - 1}" for gap in gaps)


def record_outside(
    place: Place,
    action: AuditAction,
    *,
    clock: "Clock",
    detail: Mapping[str, str] | None = None,
    before: Head | None = None,
    agreed: "Sequence[Anchor]" = (),
    values: tuple[Mapping[str, str] | None, Mapping[str, str] | None] = (None, None),
    person: "Staff | None" = None,
) -> None:
    """Records what was done to a store while no window had it open, by this person where it is known who it was, and
    keeps an anchor that follows on it. `agreed` are the anchors that agreed with a store that was replaced; `values`
    are what was chosen before and after. What was done is done: when this cannot be recorded, the log says so."""
    from inpatient_hub.services.audit import is_in_chain
    from inpatient_hub.store.database import open_store
    from inpatient_hub.store.target import StoreTarget

    if place.database_url is None and place.key is None:
        return
    target = (
        StoreTarget.on_server(place.database_url)
        if place.database_url
        else StoreTarget.in_folder(place.data_folder, place.key)
    )
    try:
        with open_store(target, clock=clock, make=False) as store:
            anchors = anchors_of(place)
            with store.reading() as work:
                others = [one for one in agreed if not is_in_chain(work, one)]
            replaced_one = _replaced(before, anchors, others) if before else values[0]
            _acts(store, clock, person).record(action, detail=detail, before=replaced_one, after=values[1])
            if anchors is not None:
                with store.reading() as work:
                    anchors.keep(work.audit.head(), clock.now(), lambda anchor: is_in_chain(work, anchor))
    except HubError as fault:
        _log.warning("%s could not be recorded: %s", action.value, fault.title)


def _replaced(before: Head, anchors: "AnchorPlaces | None", others: "Sequence[Anchor]") -> dict[str, str]:
    """How far the store went that was replaced, which of its anchors are there, and which of these agreed with it and
    do not with what is there now."""
    from inpatient_hub.domain.audit_verdict import named

    told = {"seq": str(before.seq)}
    known = {named(one) for one in anchors.all() if one.seq <= before.seq} if anchors else set()
    for name, names in (("anchors", known), ("others", {named(one) for one in others})):
        if names:
            told[name] = " ".join(sorted(names))
    return told


def _agreed(place: Place) -> "Sequence[Anchor]":
    """The anchors that agree with this place's store, as far as it can be read."""
    from inpatient_hub.store.chain_ends import hashes_in
    from inpatient_hub.store.target import STORE_FILE

    anchors = anchors_of(place)
    found = anchors.all() if anchors else ()
    there = hashes_in(place.data_folder / STORE_FILE, place.key, {one.seq for one in found}) if found else {}
    return [one for one in found if there.get(one.seq, "").startswith(one.hash)]


def replaced(
    place: Place,
    action: AuditAction,
    act: Callable[[], Path | None],
    *,
    clock: "Clock",
    person: "Staff | None" = None,
) -> Path | None:
    """Does what replaces this place's store, and records it with how far the replaced one went, so that a check of the
    trail can tell it from a cut."""
    before, agreed = head_before(place), _agreed(place)
    kept = act()
    record_outside(place, action, clock=clock, before=before, agreed=agreed, person=person)
    return kept


def record_new_key(
    place: Place, before: "AnchorPlaces | None", *, clock: "Clock", person: "Staff | None" = None
) -> None:
    """Records that everything was locked with a new key, under which the keyring goes on holding the old anchors."""
    anchors = anchors_of(place)
    if anchors is not None and before is not None:
        anchors.take_over(before)
    record_outside(place, AuditAction.LOCK_CHANGED, clock=clock, detail={"what": "new-key"}, person=person)


def record_wrong_unlocks(store: "Store", place: Place, *, clock: "Clock") -> None:
    """Records how often something wrong was typed at the lock since it was opened last; then the count begins anew."""
    from inpatient_hub.host.wrong_unlocks import forget_wrong, wrong_tries

    wrong = wrong_tries(place.data_folder)
    if not wrong or place.database_url is not None:
        return
    told = ", ".join(f"{way} {count}" for way, count in sorted(wrong.items()))
    try:
        _acts(store, clock).record(AuditAction.SIGN_IN_FAILED, detail={"way": "lock", "what": f"wrong: {told}"})
    except HubError as fault:
        _log.warning("Wrong tries at the lock could not be recorded: %s", fault.title)
        return
    forget_wrong(place.data_folder)


def _acts(store: "Store", clock: "Clock", person: "Staff | None" = None) -> "StoreActs":
    """What records an act outside a window: by this person, or by the program."""
    from inpatient_hub.services.store_acts import StoreActs

    seat = _seat_outside(clock, person)
    return StoreActs(store=store, trail=_trail_of(seat, clock), seat=seat)


def outside_trail(clock: "Clock", person: "Staff | None") -> "AuditTrail":
    """What makes entries of what is done to a store outside a window: by this person, or by the program."""
    return _trail_of(_seat_outside(clock, person), clock)


def _seat_outside(clock: "Clock", person: "Staff | None") -> "Seat":
    from inpatient_hub.host.identity import computer_name
    from inpatient_hub.services.seat import Seat

    seat = Seat(clock=clock, workstation=computer_name(), program=True)
    if person is not None:
        seat.sit(person, longest=timedelta(hours=1))
    return seat


def _trail_of(seat: "Seat", clock: "Clock") -> "AuditTrail":
    from inpatient_hub.host.identity import new_id_in_order
    from inpatient_hub.services.trail import AuditTrail

    return AuditTrail(clock=clock, new_id=new_id_in_order, seat=seat)


def record_second_place(place: Place, before: str, after: str, *, person: "Staff | None" = None) -> None:
    """Records that another second place was chosen while no window had the store open. `place` has its key."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.services.backup_settings import told_second_place

    if before != after:
        values = told_second_place(before), told_second_place(after)
        record_outside(place, AuditAction.BACKUPS_SET, clock=SystemClock(), values=values, person=person)


def record_lock_change(place: Place, what: str, *, person: "Staff | None" = None) -> None:
    """Records that a way in was made or taken away while no window had the store open, by this person where it is known
    who it was. `place` has its key; where there is no store yet there is nothing to record it in."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store import sqlite_file

    if place.database_url is None and sqlite_file.exists(place.data_folder):
        record_outside(place, AuditAction.LOCK_CHANGED, clock=SystemClock(), detail={"what": what}, person=person)
