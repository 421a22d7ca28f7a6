"""Looking after the people of a ward: starters, leavers, roles, and who has to sign in anew."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

from inpatient_hub.domain.access import ADMINS, NobodySignedIn, OtherWard, Right, Role
from inpatient_hub.domain.admins import check_admins_left
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_fields import differing, of_new_person, of_person
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.sign_in import SecretKind, StaffSecret
from inpatient_hub.domain.sign_in_troubles import OwnRights
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.asking import Asking, able_to_sign_in
from inpatient_hub.services.ports import Clock, NewId, Store, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.staff_secrets import StaffSecrets
from inpatient_hub.services.trail import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What an admin says about a person. `role` is the designation written in notes, `access` the role here."""

    name: str
    role: str = ""
    access: Role = Role.STAFF
    editor: bool = False
    other_wards: tuple[str, ...] = ()
    account: str | None = None

    @classmethod
    def of(cls, person: Staff) -> "PersonDetails":
        """As they are kept now."""
        return cls(**{field.name: getattr(person, field.name) for field in fields(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One row of the list of people. `secret` is what they sign in with, None for nothing yet."""

    person: Staff
    needs_secret: bool
    secret: SecretKind | None
    switched_off: bool
    code_over: bool
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Somebody new, and the start code to hand to them: shown this once, None where a name is enough."""

    person: Staff
    start_code: str | None
    changes: Changes


class PeopleService:
    """The people of the wards an admin looks after. Each change is kept in the audit trail with before and after."""

    def __init__(
        self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat, secrets: StaffSecrets
    ) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._seat = seat
        self._secrets = secrets

    @needs(Right.READ_WARD)
    def of_ward(self, ward_id: str) -> tuple[PersonLine, ...]:
        """Everyone on this ward's list by name, also those who have left."""
        self._seat.need_ward(ward_id)
        with self._store.reading() as work:
            asking = Asking(work.wards.all(), None)
            kept = {secret.staff_id: secret for secret in work.secrets.all()}
            last, able = work.staff.last_signed_in(), able_to_sign_in(work)
            return tuple(
                self._line(
                    person,
                    kept.get(person.id),
                    last.get(person.id),
                    needed=asking.needs_secret(person),
                    able=person.id in able,
                )
                for person in work.staff.all()
                if ward_id in (person.ward_id, *person.other_wards)
            )

    @needs(Right.MANAGE_PEOPLE)
    def add(self, ward_id: str, details: PersonDetails) -> Added:
        """Somebody starts on this ward. Raises InvalidAnswer, NotAllowed, OtherWard."""
        person = self._described(Staff(id=self._new_id(), ward_id=ward_id, name="", role=""), details)
        self._need_over(None, person, everywhere=True)
        with self._store.writing() as work:
            _check_unlike_others(work, person)
            work.staff.add(person)
            detail = {"access": person.access.value}
            event = self._event(AuditAction.STAFF_ADDED, person, detail=detail, after=of_new_person(person))
            work.audit.append(event)
            code = self._code_where_needed(work, person)
        return Added(person=person, start_code=code, changes=_touched(person))

    @needs(Right.MANAGE_PEOPLE)
    def change(self, person: Staff, details: PersonDetails) -> tuple[Staff, Changes]:
        """Changes name, designation, role, editor's mark, other wards or account. `person` is as it was read: it tells
        whom, and which version; all else is judged by the record as it is kept. Role, mark and account hold on each of
        the person's wards: they are changed by who works on all of these.

        Raises InvalidAnswer, NotAllowed, OtherWard, LastAdmin, OwnRights, ChangedElsewhere.
        """
        with self._store.writing() as work:
            kept = _as_seen(work, person)
            after = self._described(kept, details)
            rights, become = ((one.access, one.editor, one.account) for one in (kept, after))
            self._need_over(kept, after, everywhere=rights != become)
            if self._is_me(kept) and kept.access in ADMINS and after.access not in ADMINS:
                raise OwnRights
            saved = self._save(work, kept, after, AuditAction.STAFF_EDITED)
        return self._renewed(saved)

    @needs(Right.MANAGE_PEOPLE)
    def mark_left(self, person: Staff) -> tuple[Staff, Changes]:
        """Somebody has left: they sign in no more, and stay in all that was written. Raises LastAdmin, OwnRights,
        ChangedElsewhere."""
        with self._store.writing() as work:
            kept = _as_seen(work, person)
            self._need_over(kept, kept, everywhere=False)
            if self._is_me(kept):
                raise OwnRights
            saved = self._save(work, kept, replace(kept, active=False), AuditAction.STAFF_LEFT)
        return self._renewed(saved)

    @needs(Right.MANAGE_PEOPLE)
    def come_back(self, person: Staff) -> Added:
        """Somebody who had left works here again, and starts with a start code. Raises ChangedElsewhere."""
        with self._store.writing() as work:
            kept = _as_seen(work, person)
            self._need_over(kept, kept, everywhere=True)
            saved = self._save(work, kept, replace(kept, active=True), AuditAction.STAFF_BACK)
            code = self._code_where_needed(work, saved)
        return Added(person=saved, start_code=code, changes=_touched(saved))

    @needs(Right.MANAGE_PEOPLE)
    def reset_sign_in(self, person: Staff) -> Added:
        """A new start code for somebody who forgot, or typed too many wrong ones. What they signed in with until now
        works no more. It opens each of their wards, so it is given by who works on all of these. Raises OtherWard, and
        OwnRights for oneself: there would be nobody to ask when the code is lost."""
        if self._is_me(person):
            raise OwnRights
        with self._store.writing() as work:
            kept = work.staff.get(person.id)
            self._need_over(kept, kept, everywhere=True)
            code = self._give_code(work, kept)
        return Added(person=kept, start_code=code, changes=_touched(kept))

    # Parts of it

    def _line(
        self, person: Staff, kept: StaffSecret | None, last: datetime | None, *, needed: bool, able: bool
    ) -> PersonLine:
        return PersonLine(
            person=person,
            needs_secret=needed,
            secret=kept.kind if kept else None,
            switched_off=kept is not None and kept.switched_off and not able,
            code_over=kept is not None and kept.is_over(self._clock.now()),
            last_at=last,
        )

    def _is_me(self, person: Staff) -> bool:
        return self._seat.person is not None and self._seat.person.id == person.id

    def _need_over(self, before: Staff | None, after: Staff, *, everywhere: bool) -> None:
        """Only for wards one works on oneself: opening another in an emergency gives no say over its people. What
        counts `everywhere` a person works is for who works on every one of these wards."""
        if self._seat.is_program:
            return
        me = self._seat.person
        if me is None:
            raise NobodySignedIn
        known = set(before.other_wards) if before else set()
        wanted = set(after.other_wards)
        for ward_id in (after.ward_id, *sorted(known | wanted if everywhere else known ^ wanted)):
            if not me.works_on(ward_id):
                raise OtherWard(ward_id)
        if Role.SENIOR_ADMIN in (after.access, before.access if before else after.access):
            self._seat.need(Right.MANAGE_ADMINS)

    def _described(self, person: Staff, details: PersonDetails) -> Staff:
        name = one_line(details.name)
        if not name:
            raise InvalidAnswer(
                "Not saved yet", "A person needs a name.", remedy="Type the name, then save again.", field="person_name"
            )
        account = one_line(details.account or "")
        return replace(
            person,
            name=name,
            role=one_line(details.role),
            access=details.access,
            editor=details.editor,
            other_wards=tuple(dict.fromkeys(one for one in details.other_wards if one != person.ward_id)),
            account=account.casefold() or None,
        )

    def _save(self, work: Work, before: Staff, after: Staff, action: AuditAction) -> Staff:
        _check_unlike_others(work, after)
        everyone = work.staff.all()
        changed = [after if one.id == after.id else one for one in everyone]
        check_admins_left(everyone, changed, able_to_sign_in(work))
        saved = work.staff.update(after)
        was, becomes = differing(of_person(before), of_person(after))
        work.audit.append(self._event(action, saved, before=was, after=becomes))
        return saved

    def _renewed(self, saved: Staff) -> tuple[Staff, Changes]:
        self._seat.renew(saved)
        return saved, _touched(saved)

    def _code_where_needed(self, work: Work, person: Staff) -> str | None:
        asking = Asking(work.wards.all(), None)
        return self._give_code(work, person) if asking.needs_secret(person) else None

    def _give_code(self, work: Work, person: Staff) -> str:
        code = self._secrets.keep_start_code(work, person.id)
        work.audit.append(self._event(AuditAction.START_CODE_GIVEN, person))
        return code

    def _event(
        self,
        action: AuditAction,
        person: Staff,
        *,
        detail: Mapping[str, str] | None = None,
        before: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
    ) -> AuditEvent:
        me = self._seat.person
        by = me.id if me else None
        return self._trail.event(action, Kind.STAFF, person.id, by=by, detail=detail, before=before, after=after)


def _as_seen(work: Work, person: Staff) -> Staff:
    """The record of this person as it is kept. Raises ChangedElsewhere when it changed since it was read."""
    kept = work.staff.get(person.id)
    if kept.version != person.version:
        raise ChangedElsewhere("Member of staff")
    return kept


def _check_unlike_others(work: Work, person: Staff) -> None:
    """Raises InvalidAnswer for a name or an account that someone active has already."""
    others = [one for one in work.staff.all() if one.active and one.id != person.id] if person.active else []
    here = (other for other in others if other.ward_id == person.ward_id)
    if any(folded(other.name) == folded(person.name) for other in here):
        raise InvalidAnswer(
            "Not saved yet",
            "Someone of this name is on the list already.",
            remedy="If this is another person, add what tells the two apart, such as a second name.",
            field="person_name",
        )
    if person.account is not None and any(other.account == person.account for other in others):
        raise InvalidAnswer(
            "Not saved yet",
            "This Windows account is another person's already.",
            remedy="Take it off that person first.",
            field="account",
        )


def _touched(person: Staff) -> Changes:
    return Changes.of((Kind.STAFF, person.id))
