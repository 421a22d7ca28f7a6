"""Setting up a ward and the people on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inpatient_hub.domain.access import Right, Role
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_fields import differing, of_new_person, of_ward
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.clock_rules import MOST_COUNTED
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.shifts import USUAL_SHIFTS, Shift
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings, NoteSettings, PatientField, SignIn, Ward, WorkSettings
from inpatient_hub.services.ports import NewId, Store
from inpatient_hub.services.seat import Seat, needs, open_to_all
from inpatient_hub.services.staff_secrets import StaffSecrets
from inpatient_hub.services.trail import AuditTrail

_WEEK = 7 * 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """A ward that was just set up, and its first person."""

    ward: Ward
    person: Staff
    changes: Changes


class WardService:
    """What a ward is and who works there."""

    def __init__(
        self, *, store: Store, new_id: NewId, trail: AuditTrail, seat: Seat, secrets: StaffSecrets | None = None
    ) -> None:
        self._seat = seat
        self._store = store
        self._new_id = new_id
        self._trail = trail
        self._secrets = secrets

    @open_to_all
    def all(self) -> Sequence[Ward]:
        """Every ward of this store."""
        with self._store.reading() as work:
            return work.wards.all()

    @needs(Right.READ_WARD)
    def get(self, ward_id: str) -> Ward:
        """One ward. Raises NotFound."""
        with self._store.reading() as work:
            return work.wards.get(ward_id)

    @open_to_all
    def staff(self, ward_id: str) -> Sequence[Staff]:
        """The active staff of a ward, by name."""
        with self._store.reading() as work:
            return [person for person in work.staff.of_ward(ward_id) if person.active]

    @open_to_all
    def set_up(
        self,
        *,
        ward_name: str,
        shifts: tuple[Shift, ...] = USUAL_SHIFTS,
        person_name: str,
        person_role: str,
        secret: str | None = None,
    ) -> SetUp:
        """Makes a ward and its first person: the first of all is a senior admin, that of a further ward its admin. With
        `secret`, the person's PIN or passphrase, people of the ward sign in with one; without, by name alone.

        An empty store takes its first ward from anybody, a further one from a senior admin. Raises InvalidAnswer for an
        empty name or a ward that is there already, and SecretTooWeak.
        """
        access = AccessSettings(sign_in=SignIn.NAME if secret is None else SignIn.SECRET)
        name = _required(ward_name, "ward_name", "The ward needs a name.")
        ward = Ward(id=self._new_id(), name=name, shifts=shifts, access=access)
        person = self._person(ward.id, person_name, person_role)
        with self._store.writing() as work:
            wards = work.wards.all()
            if wards:
                self._seat.need(Right.SET_UP_WARD)
            person = replace(person, access=Role.WARD_ADMIN if wards else Role.SENIOR_ADMIN)
            if any(one.name.casefold() == ward.name.casefold() for one in wards):
                raise InvalidAnswer(
                    "Ward not added",
                    "A ward of this name is here already.",
                    remedy="Use the ward that is there, or give another name.",
                    field="ward_name",
                )
            work.wards.add(ward)
            work.staff.add(person)
            if secret is not None and self._secrets is not None:
                self._secrets.keep_own(work, person, secret)
            by = self._seat.person.id if wards and self._seat.person else person.id
            detail = {"title": ward.name}
            work.audit.append(self._trail.event(AuditAction.WARD_SET_UP, Kind.WARD, ward.id, by=by, detail=detail))
            work.audit.append(self._added(person, by))
        return SetUp(ward, person, Changes.of((Kind.WARD, ward.id), (Kind.STAFF, person.id)))

    @needs(Right.MANAGE_PEOPLE)
    def add_person(self, ward_id: str, *, name: str, role: str, by: str) -> tuple[Staff, Changes]:
        """Adds a member of staff. Raises InvalidAnswer, also for a name that someone on the ward has already: what is
        written could not be told apart."""
        person = self._person(ward_id, name, role)
        with self._store.writing() as work:
            if any(one.active and folded(one.name) == folded(person.name) for one in work.staff.of_ward(ward_id)):
                raise InvalidAnswer(
                    "Not saved yet",
                    "Someone of this name is on the list already.",
                    remedy="If this is another person, add what tells the two apart, such as a second name.",
                    field="person_name",
                )
            work.staff.add(person)
            work.audit.append(self._added(person, by))
        return person, Changes.of((Kind.STAFF, person.id))

    def _added(self, person: Staff, by: str) -> AuditEvent:
        return self._trail.event(AuditAction.STAFF_ADDED, Kind.STAFF, person.id, by=by, after=of_new_person(person))

    @needs(Right.WARD_SETTINGS)
    def choose_fields(self, ward_id: str, fields: frozenset[PatientField], *, by: str) -> Changes:
        """Switches patient details on and off for this ward. One that keeps only name, ward and dates goes on so."""
        return self._change(ward_id, by=by, fields=fields)

    @needs(Right.WARD_SETTINGS)
    def choose_note_settings(self, ward_id: str, settings: NoteSettings, *, by: str) -> Changes:
        """Sets length, time gap and identifiers of this ward's notes. Raises InvalidAnswer for an impossible figure."""
        if not 500 <= settings.length_limit <= 100_000:
            raise InvalidAnswer(
                "Length not accepted",
                "A note's length must be from 500 to 100,000 characters.",
                remedy="Give a figure in that range.",
                field="length_limit",
            )
        if not 1 <= settings.retrospect_minutes <= _WEEK:
            raise InvalidAnswer(
                "Time gap not accepted",
                "The gap after which a note says that it was written in retrospect is from one minute to one week.",
                remedy="Give a figure in that range.",
                field="retrospect_minutes",
            )
        return self._change(ward_id, by=by, notes=settings)

    @needs(Right.WARD_SETTINGS)
    def choose_work_settings(self, ward_id: str, settings: WorkSettings, *, by: str) -> Changes:
        """Sets what the ward's diary goes by: bank holidays, ward round, and clock rules. Raises InvalidAnswer for a
        ward round without a day or a time, and for a number that no rule counts."""
        if not settings.ward_round_days <= frozenset(range(7)):
            raise ValueError("Days of the week are counted from 0 to 6.")
        if not all(1 <= number <= MOST_COUNTED for _rule, number in settings.clock_numbers):
            raise InvalidAnswer(
                "Number not accepted",
                "A ward's own number of days or hours is from 1 to 1,000.",
                remedy="Give a figure in that range.",
                field="clock_numbers",
            )
        if bool(settings.ward_round_days) != (settings.ward_round_at is not None):
            raise InvalidAnswer(
                "Ward round not accepted",
                "A ward round needs both its days and its time.",
                remedy="Give both, or neither.",
                field="ward_round_at",
            )
        return self._change(ward_id, by=by, work=settings)

    def _change(self, ward_id: str, *, by: str, **what: object) -> Changes:
        with self._store.writing() as work:
            was = work.wards.get(ward_id)
            ward = replace(was, **what)  # type: ignore[arg-type]
            ward = work.wards.update(ward.made_minimal() if ward.minimal else ward)
            before, after = differing(of_ward(was), of_ward(ward))
            work.audit.append(
                self._trail.event(
                    AuditAction.WARD_EDITED,
                    Kind.WARD,
                    ward_id,
                    by=by,
                    detail={"changed": ", ".join(sorted(what))},
                    before=before,
                    after=after,
                )
            )
        return Changes.of((Kind.WARD, ward_id))

    def _person(self, ward_id: str, name: str, role: str) -> Staff:
        return Staff(
            id=self._new_id(),
            ward_id=ward_id,
            name=_required(name, "person_name", "A person needs a name."),
            role=one_line(role),
        )


def _required(text: str, field: str, why: str) -> str:
    tidy = one_line(text)
    if not tidy:
        raise InvalidAnswer("Not saved yet", why, remedy="Type the name, then save again.", field=field)
    return tidy
