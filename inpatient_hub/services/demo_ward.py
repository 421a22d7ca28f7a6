"""Builds the fictional ward: twenty patients, twelve members of staff, and work in every state it can be in."""

from dataclasses import dataclass, replace
from typing import Protocol, TypedDict

from inpatient_hub.content.clock_rules import load_clock_rules
from inpatient_hub.content.content import Content
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_fields import differing, of_person
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import new_id as random_id
from inpatient_hub.host.resources import resource_path
from inpatient_hub.services.clock_dates import ClockService
from inpatient_hub.services.demo_admissions import SET_UP_DAYS_AGO, Admissions, set_up
from inpatient_hub.services.demo_bulk import Crowd
from inpatient_hub.services.demo_deeds import Doers
from inpatient_hub.services.demo_diary import DiaryPlayers
from inpatient_hub.services.demo_identities import numbers_for_tests
from inpatient_hub.services.demo_known import PlayedWork
from inpatient_hub.services.demo_people import AT_THE_COMPUTER, MANAGER, PATIENTS
from inpatient_hub.services.demo_players import Players
from inpatient_hub.services.demo_stories import STORIES
from inpatient_hub.services.demo_timeline import OneUnit, Times, play
from inpatient_hub.services.note_previews import NotePreviews
from inpatient_hub.services.notes import NoteService
from inpatient_hub.services.patients import PatientService
from inpatient_hub.services.ports import Clock, NewId, NoteFilter, Store, Work
from inpatient_hub.services.run_end import RunEnd
from inpatient_hub.services.run_views import RunDefinitions
from inpatient_hub.services.runs import RunService
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.series_work import SeriesService
from inpatient_hub.services.tasks import TaskService
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.wards import WardService

NOTES_PER_WARD = 80
"""Notes for every twenty patients of a ward made larger than usual."""

LARGEST = 10_000
"""Times the usual size: 200,000 patients, for which test NHS numbers suffice."""


class _Shared(TypedDict):
    clock: FixedClock
    new_id: NewId
    trail: AuditTrail
    seat: Seat


class DemoParts(Protocol):
    """What a fictional ward is built with: an empty store, the content, a clock that says when now is, and the seat, at
    which the program itself sits meanwhile."""

    @property
    def store(self) -> Store: ...
    @property
    def content(self) -> Content: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def seat(self) -> Seat: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWard:
    """A fictional ward that was just built. `staff_id` is the nurse the demonstration is signed in as."""

    ward_id: str
    staff_id: str
    staff: int
    patients: int
    notes: int


def build_demo(parts: DemoParts, *, scale: int = 1, new_id: NewId = random_id) -> DemoWard:
    """Builds the ward, `scale` times the usual twenty patients. With the same clock and ids it is the same ward.

    What happened on it was done through the services, each thing at its own moment, so that its history is true; the
    additional patients of a larger ward are written in bulk. The usual ward is saved whole or not at all. Raises
    HubError for an impossible scale or a store that has this ward already.
    """
    if not 1 <= scale <= LARGEST:
        raise HubError(
            "The demo ward was not made",
            f"It can be made from 1 to {LARGEST:,} times its usual size.",
            remedy="Give a number in that range.",
        )
    builder = _Builder(parts, new_id)
    with parts.seat.as_program():
        made = builder.usual_ward()
        return builder.enlarged(made, scale) if scale > 1 else made


class _Builder:
    def __init__(self, parts: DemoParts, new_id: NewId) -> None:
        self._parts = parts
        self._new_id = new_id
        self._times = Times(parts.clock.now())
        self._clock = FixedClock(self._times.now)
        self._trail = AuditTrail(clock=self._clock, new_id=new_id)
        self._definitions = RunDefinitions(parts.content)
        self._previews = NotePreviews(clock=self._clock, definitions=self._definitions, content=parts.content)
        given = {person.nhs_number for person in PATIENTS}
        self._numbers = (number for number in numbers_for_tests() if number not in given)

    def usual_ward(self) -> DemoWard:
        """The ward that everyone sees, in one unit of work."""
        with self._parts.store.writing() as opened:
            work = PlayedWork(opened)
            store = OneUnit(work)
            self._clock.moment = self._times.on(SET_UP_DAYS_AGO, "09:00")
            ward_id, staff = set_up(
                WardService(store=store, new_id=self._new_id, trail=self._trail, seat=self._parts.seat)
            )
            staff[AT_THE_COMPUTER] = self._made_admin(work, staff[AT_THE_COMPUTER], by=staff[MANAGER].id)
            admitted: dict[str, Patient] = {}
            admissions = Admissions(
                ward_id=ward_id,
                times=self._times,
                patients=PatientService(
                    store=store, clock=self._clock, new_id=self._new_id, trail=self._trail, seat=self._parts.seat
                ),
                staff=staff,
                nhs_numbers=dict(zip((person.name for person in PATIENTS), self._numbers, strict=False)),
                admitted=admitted,
            )
            doers = Doers(tasks=TaskService(store=store, **self._shared()), times=self._times, staff=staff)
            players = self._players(store, admitted, staff, doers)
            diary = self._diary(store, ward_id, admitted, staff, doers)
            known = {workflow.id for workflow in self._parts.content.workflows}
            stories = [players.play(story) for story in STORIES if story.workflow in known]
            play([*admissions.play(), *stories, *diary.play()], self._clock, until=self._times.now)
            notes = work.notes.count(NoteFilter(ward_id=ward_id))
        return DemoWard(
            ward_id=ward_id, staff_id=staff[AT_THE_COMPUTER].id, staff=len(staff), patients=len(admitted), notes=notes
        )

    def _made_admin(self, work: Work, person: Staff, *, by: str) -> Staff:
        """Whoever tries the fictional ward may look at all of it, but for what senior admins do."""
        admin = work.staff.update(replace(person, access=Role.WARD_ADMIN))
        was, becomes = differing(of_person(person), of_person(admin))
        event = self._trail.event(AuditAction.STAFF_EDITED, Kind.STAFF, person.id, by=by, before=was, after=becomes)
        work.audit.append(event)
        return admin

    def _shared(self) -> _Shared:
        """What the services of the diary are all made with."""
        return {"clock": self._clock, "new_id": self._new_id, "trail": self._trail, "seat": self._parts.seat}

    def _diary(
        self, store: Store, ward_id: str, admitted: dict[str, Patient], staff: dict[str, Staff], doers: Doers
    ) -> DiaryPlayers:
        with store.reading() as work:
            shifts = work.wards.get(ward_id).shifts
        rules = load_clock_rules(resource_path("clocks"), None)
        return DiaryPlayers(
            ward_id=ward_id,
            shifts=shifts,
            clock=self._clock,
            times=self._times,
            doers=doers,
            series=SeriesService(store=store, **self._shared()),
            clocks=ClockService(store=store, rules=rules, **self._shared()),
            patients=admitted,
            staff=staff,
        )

    def _players(self, store: Store, admitted: dict[str, Patient], staff: dict[str, Staff], doers: Doers) -> Players:
        run_end = RunEnd(clock=self._clock, new_id=self._new_id, trail=self._trail, definitions=self._definitions)
        return Players(
            clock=self._clock,
            times=self._times,
            content=self._parts.content,
            runs=RunService(
                store=store,
                clock=self._clock,
                new_id=self._new_id,
                trail=self._trail,
                content=self._parts.content,
                definitions=self._definitions,
                seat=self._parts.seat,
            ),
            notes=NoteService(
                store=store,
                clock=self._clock,
                new_id=self._new_id,
                trail=self._trail,
                previews=self._previews,
                run_end=run_end,
                seat=self._parts.seat,
            ),
            doers=doers,
            patients=admitted,
            staff=staff,
        )

    def enlarged(self, made: DemoWard, scale: int) -> DemoWard:
        """The ward with more patients, up to `scale` times twenty, and eighty notes for every twenty of them."""
        with self._parts.store.reading() as work:
            ward = work.wards.get(made.ward_id)
            staff = work.staff.of_ward(made.ward_id)
        patients = len(PATIENTS) * (scale - 1)
        notes = NOTES_PER_WARD * scale - made.notes
        crowd = Crowd(
            store=self._parts.store,
            clock=self._clock,
            times=self._times,
            new_id=self._new_id,
            trail=self._trail,
            previews=self._previews,
            content=self._parts.content,
            ward=ward,
            staff=staff,
        )
        crowd.add(patients=patients, notes=notes, nhs_numbers=self._numbers)
        return DemoWard(
            ward_id=made.ward_id,
            staff_id=made.staff_id,
            staff=made.staff,
            patients=made.patients + patients,
            notes=NOTES_PER_WARD * scale,
        )
