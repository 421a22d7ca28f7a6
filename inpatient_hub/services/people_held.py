"""Holds back, after a backup was put back, the access of who has left since, has fewer rights, or has another PIN; and
wards go on asking for one."""

from collections.abc import Sequence
from dataclasses import replace

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_fields import differing, of_person, of_ward
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.held_people import RESTORED, SINCE, WHY, Held, WardsThen, narrowed_access, ward_words
from inpatient_hub.services.ports import Work
from inpatient_hub.services.trail import AuditTrail


def hold_back(work: Work, held: Sequence[Held], trail: AuditTrail, *, by: str | None) -> None:
    """Saves what is held back of each person, each with its entry in the audit trail."""
    for one in held:
        if one.after != one.before:
            left = one.before.active and not one.after.active
            was, becomes = differing(of_person(one.before), of_person(one.after))
            work.staff.update(replace(one.after, version=work.staff.get(one.after.id).version))
            action = AuditAction.STAFF_LEFT if left else AuditAction.STAFF_EDITED
            detail = {WHY: RESTORED} | ({SINCE: one.since.isoformat(timespec="microseconds")} if one.since else {})
            work.audit.append(
                trail.event(action, Kind.STAFF, one.after.id, by=by, detail=detail, before=was, after=becomes)
            )
        if one.secret is not None:
            kept = work.secrets.find(one.secret.staff_id)
            if kept is None:
                work.secrets.add(replace(one.secret, version=1))
            else:
                work.secrets.update(replace(one.secret, version=kept.version))
            _tell_secret(work, one, kept.kind.value if kept else "", trail, by=by)


def hold_wards(work: Work, now: WardsThen, trail: AuditTrail, *, by: str | None) -> tuple[str, ...]:
    """Has wards where a name is no longer enough go on so, each with its entry in the trail; to be called when the
    people's own PINs are held. Where no senior admin has one nobody could let anybody in: then it is left. Returns a
    sentence about each."""
    own = {secret.staff_id for secret in work.secrets.all() if secret.is_own}
    seniors = {one.id for one in work.staff.all() if one.active and one.access is Role.SENIOR_ADMIN}
    said = []
    for ward in work.wards.all():
        access = narrowed_access(ward.access, now[ward.id].access) if ward.id in now else ward.access
        if access == ward.access:
            continue
        if not seniors & own:
            said.append(f"{ward.name}: people sign in by name alone, as no senior admin of this backup has a PIN.")
            continue
        after = work.wards.update(replace(ward, access=access))
        was, becomes = differing(of_ward(ward), of_ward(after))
        event = trail.event(
            AuditAction.WARD_EDITED,
            Kind.WARD,
            ward.id,
            by=by,
            detail={WHY: RESTORED, "changed": "access"},
            before=was,
            after=becomes,
        )
        work.audit.append(event)
        said.append(ward_words(ward.name))
    return tuple(said)


def _tell_secret(work: Work, held: Held, before: str, trail: AuditTrail, *, by: str | None) -> None:
    """That somebody signs in with what they have now: its kind alone, which may be the same as before."""
    becomes = held.secret.kind.value if held.secret else ""
    work.audit.append(
        trail.event(
            AuditAction.STAFF_EDITED,
            Kind.STAFF,
            held.after.id,
            by=by,
            detail={WHY: RESTORED, "changed": "secret"},
            before={"secret": before},
            after={"secret": becomes},
        )
    )
