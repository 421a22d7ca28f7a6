"""A ward with one of everything, and people in every role on it: what the walk through all rights walks through."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from inpatient_hub.bootstrap import Hub, Place, hub_over
from inpatient_hub.bootstrap.keeping import lock_of
from inpatient_hub.bootstrap.signing_in import SignInMeans
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.backups import BackupContents
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.sign_in import EmergencyAccess
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import new_id
from inpatient_hub.host.settings import Settings
from inpatient_hub.services.backup_settings import BackupSettingsService
from inpatient_hub.services.backups import BackupService
from inpatient_hub.services.drafts import DraftService
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.seat import Seat
from tests.fakes.hasher import FakeHasher
from tests.fakes.memory import Memory
from tests.fakes.store import FakeStore
from tests.fakes.vault import FakeVault
from tests.services.making import CONTENT, FRIDAY, TEMPLATE, Desk
from tests.services.reception import open_with_key
from tests.services.retaining import TWO_YEARS, FakeCopies, discharged
from tests.services.rights.diary_scene import DiaryRecords, diary_records
from tests.services.test_backups import PLAN, FakeBackups
from tests.services.test_drafts import FakeKeeper

LONGEST = timedelta(hours=12)
MEANS = SignInMeans(hasher=FakeHasher(), recovery=open_with_key)
EDITOR = "editor"
"""A person of the role staff with the editor's mark."""


@dataclass(frozen=True, kw_only=True)
class Records:
    """The ids of one record of each kind, and the people."""

    memory: Memory
    ward: Ward
    other_ward: Ward
    people: dict[str, Staff]
    """By role, and the editor."""
    stranger: Staff
    """An admin of the other ward."""
    starter: Staff
    """Of the role staff, with a start code that was not used yet."""
    start_code: str
    leaver: Staff
    emergency: str
    """In which the stranger opened the ward."""
    patient: str
    quiet_patient: str
    """Of whom no note was ever copied."""
    gone_patient: str
    """Who was discharged, and whose records are kept for nothing any more."""
    held_patient: str
    """Who was discharged, and whose records are on hold."""
    run: str
    """Its note can be copied."""
    edited_run: str
    copied_run: str
    copied: str
    filed: str
    in_error: str
    todo: str
    claimed: str
    done: str
    rendered: NotePreview
    nurse: Staff
    """Who did all this."""
    diary: DiaryRecords


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The ward as it is before each step of the walk. `who` is the person at the computer, or who would be."""

    hub: Hub
    seat: Seat
    clock: FixedClock
    it: Records
    who: Staff


class KeptBackups(FakeBackups):
    """Backups that can be looked into."""

    def contents(self, name: str) -> BackupContents:
        """What it holds."""
        return BackupContents(
            wards=(name,),
            patients=1,
            staff=1,
            runs_in_progress=0,
            notes=0,
            notes_unfiled=0,
            tasks_open=0,
            first_at=None,
            last_at=None,
        )

    def present(self) -> BackupContents:
        """The same of the store."""
        return self.contents("")


@cache
def records() -> Records:
    """The ward, made once by the program itself."""
    desk = Desk(means=MEANS)
    ward = desk.hub.wards.get(desk.ward_id)
    made = desk.hub.wards.set_up(ward_name="Thrushcross", person_name="Edgar Linton", person_role="Manager")
    people = {role.value: _person(desk, f"Person {role.value}", access=role) for role in Role}
    people[EDITOR] = _person(desk, "Person editor", editor=True)
    runs = {name: desk.ready() for name in ("run", "edited", "copied", "filed", "in_error", "claimed", "done")}
    text = desk.hub.notes.preview(runs["edited"], by=desk.by).text
    desk.hub.notes.edit(runs["edited"], text.replace("Wants", "Needs"), by=desk.by)
    notes = {name: desk.copy(runs[name]).note.id for name in ("copied", "filed", "in_error", "claimed", "done")}
    for name in ("filed", "claimed", "done"):
        desk.hub.notes.mark_filed(notes[name], by=desk.by)
    desk.hub.notes.mark_in_error(notes["in_error"], "Wrong words", by=desk.by)
    tasks = {name: desk.hub.runs.view(runs[name]).follow_up.task_id or "" for name in ("filed", "claimed", "done")}  # type: ignore[union-attr]
    desk.hub.tasks.claim(tasks["claimed"], by=desk.by)
    desk.hub.tasks.complete(tasks["done"], by=desk.by)
    plain = TEMPLATE.model_copy(update={"fields": TEMPLATE.fields[4:6], "text": "Reason: {{ reason }}. {{ told }}"})
    values: dict[str, AnswerValue] = {"event_time": "15:00", "reason": "Rest", "told": False}
    leaver, _ = desk.hub.people.mark_left(_person(desk, "Person who left"))
    emergency = EmergencyAccess(
        id="emergency",
        staff_id=made.person.id,
        ward_id=ward.id,
        reason="Called to the ward to help",
        begins_at=FRIDAY,
        ends_at=FRIDAY,
    )
    with desk.store.writing() as work:
        work.emergencies.add(emergency)
    start_code = desk.hub.people.reset_sign_in(desk.joe).start_code or ""
    quiet = desk.add_patient(nhs_number="", given_name="Isabella", bed="5")
    gone = discharged(desk, TWO_YEARS * 5)
    held = discharged(desk, TWO_YEARS * 5, given_name="Hareton")
    desk.hub.retention.hold(held.id, "Asked for by the coroner", by=desk.by)
    rendered = desk.hub.notes.render(plain, values, patient_id=desk.patient.id, by=desk.by)
    diary = diary_records(desk, [*people.values(), made.person])
    return Records(
        memory=desk.store._memory,
        ward=ward,
        other_ward=made.ward,
        people=people,
        stranger=made.person,
        starter=desk.joe,
        start_code=start_code,
        leaver=leaver,
        emergency=emergency.id,
        patient=desk.patient.id,
        quiet_patient=quiet.id,
        gone_patient=gone.id,
        held_patient=held.id,
        run=runs["run"],
        edited_run=runs["edited"],
        copied_run=runs["copied"],
        copied=notes["copied"],
        filed=notes["filed"],
        in_error=notes["in_error"],
        todo=tasks["filed"],
        claimed=tasks["claimed"],
        done=tasks["done"],
        rendered=rendered,
        nurse=desk.nelly,
        diary=diary,
    )


def _person(desk: Desk, name: str, *, access: Role = Role.STAFF, editor: bool = False) -> Staff:
    person, _ = desk.hub.wards.add_person(desk.ward_id, name=name, role="RMN", by=desk.by)
    with desk.store.writing() as work:
        return work.staff.update(replace(person, access=access, editor=editor))


def a_scene(who: Staff) -> Scene:
    """The ward anew, with nobody at the computer yet."""
    it = records()
    store = FakeStore()
    store._memory = replace(it.memory.draft(), writes=False)
    clock = FixedClock(FRIDAY)
    seat = Seat(clock=clock)
    backups = KeptBackups(clock)
    backups.make("copy")
    hub = hub_over(
        store,
        place=Place(data_folder=Path()),
        content=CONTENT,
        clock=clock,
        close=store.close,
        seat=seat,
        means=MEANS,
        copies=FakeCopies(),
    )
    settings = BackupSettingsService(
        seat=seat,
        plan=PLAN,
        fixed=frozenset(),
        read=Settings,
        change=Settings,
        check=lambda _folder: None,
        is_same_drive=lambda _folder: False,
    )
    hub = replace(
        hub,
        backups=BackupService(backups=backups, clock=clock, plan=PLAN, seat=seat),
        backup_settings=settings,
        lock=lock_of(FakeVault(), hub.place, seat=seat, clock=clock, audit=hub.audit),  # type: ignore[arg-type]
        drafts=DraftService(keeper=FakeKeeper(), clock=clock, new_id=new_id, seat=seat),
    )
    return Scene(hub=hub, seat=seat, clock=clock, it=it, who=who)


DETAILS = PatientDetails(family_name="Linton", given_name="Catherine", bed="9")
