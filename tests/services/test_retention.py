"""Records are due when their period is over and nothing stands in the way; erasing is approved by number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inpatient_hub.domain.access import NotAllowed, Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer, NotFound
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.retention import Blocker, ErasureReason, RecordKind, months_after, periods, span_words
from inpatient_hub.domain.retention_plan import RetentionPlan
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.seat import Seat
from tests.services.making import Desk, refused
from tests.services.retaining import TWO_YEARS, FakeCopies, discharged, edit, ids, retention_of

OVER = ErasureReason.PERIOD_OVER


def test_a_discharged_patient_is_due_on_the_day_two_years_after_the_last_thing_done(desk: Desk) -> None:
    patient = discharged(desk, 0)
    service = retention_of(desk)
    assert service.due(desk.ward_id).next_on == date(2028, 11, 20)
    desk.clock.moment = desk.clock.moment.replace(year=2028, day=19, hour=23)
    assert ids(service.due(desk.ward_id).due) == []
    desk.clock.moment = desk.clock.moment.replace(day=20, hour=0)
    (line,) = service.due(desk.ward_id).due
    assert (line.id, line.kind, line.name) == (patient.id, RecordKind.PATIENT, "LINTON, Catherine")
    assert (line.last_on, line.due_on, line.blockers) == (date(2026, 11, 20), date(2028, 11, 20), ())


def test_who_is_on_the_ward_is_never_due(desk: Desk) -> None:
    desk.later(days=5_000)
    found = retention_of(desk).due(desk.ward_id)
    assert (found.due, found.kept, found.later) == ((), (), 0)
    assert retention_of(desk).about(desk.patient.id).blockers == (Blocker.ON_WARD,)
    with refused("still on the ward"):
        retention_of(desk).approve(desk.ward_id, [desk.patient.id], ErasureReason.ASKED, confirmed=1, by=desk.by)


def test_a_patient_entered_in_error_is_due_after_three_months(desk: Desk) -> None:
    desk.hub.patients.mark_in_error(desk.patient.id, "Entered twice", by=desk.by)
    desk.later(days=92)
    (line,) = retention_of(desk).due(desk.ward_id).due
    assert (line.id, line.kind) == (desk.patient.id, RecordKind.IN_ERROR)


@pytest.mark.parametrize("what", ["referral", "unfiled note", "task", "hold"])
def test_whatever_is_not_finished_keeps_a_patient_however_old(desk: Desk, what: str) -> None:
    service = retention_of(desk)
    expected = {
        "referral": (Blocker.RUN_OPEN,),
        "unfiled note": (Blocker.RUN_OPEN, Blocker.NOTE_UNFILED),
        "task": (Blocker.TASK_OPEN,),
        "hold": (Blocker.HELD,),
    }[what]
    if what == "referral":
        desk.start()
    elif what == "unfiled note":
        desk.copied()
    elif what == "task":
        _, note = desk.copied()
        desk.hub.notes.mark_filed(note.id, by=desk.by)
    else:
        service.hold(desk.patient.id, "A complaint", by=desk.by)
    edit(desk, desk.patient, status=PatientStatus.DISCHARGED)
    desk.later(days=TWO_YEARS)
    found = service.due(desk.ward_id)
    assert found.due == ()
    assert [(line.id, line.blockers) for line in found.kept] == [(desk.patient.id, expected)]
    for reason in (OVER, ErasureReason.ASKED):
        with refused("may not be erased"):
            service.approve(desk.ward_id, [desk.patient.id], reason, confirmed=1, by=desk.by)


def test_looking_at_a_record_does_not_make_it_younger(desk: Desk) -> None:
    patient = discharged(desk, TWO_YEARS)
    desk.hub.patients.view(patient.id)
    desk.hub.subject_access.collect(patient.id, by=desk.by)
    assert ids(retention_of(desk).due(desk.ward_id).due) == [patient.id]


def test_a_trust_sets_its_own_periods(desk: Desk) -> None:
    patient = discharged(desk, 32)
    assert ids(retention_of(desk).due(desk.ward_id).due) == []
    assert ids(retention_of(desk, patient_months=1).due(desk.ward_id).due) == [patient.id]


def test_the_oldest_is_listed_first(desk: Desk) -> None:
    made = [discharged(desk, days, family_name=name) for days, name in ((800, "B"), (900, "A"), (800, "A"), (10, "C"))]
    found = retention_of(desk).due(desk.ward_id)
    assert ids(found.due) == [made[1].id, made[2].id, made[0].id]
    assert found.later == 1


def test_erasing_takes_the_chosen_ones_and_leaves_a_record_without_a_name(desk: Desk) -> None:
    gone, stays = discharged(desk, 800), discharged(desk, 800, family_name="Heath")
    copies = FakeCopies()
    service = retention_of(desk, copies)
    erased, changes = service.approve(desk.ward_id, [gone.id], OVER, confirmed=1, by=desk.by)
    assert changes.ids(Kind.PATIENT) == {gone.id}
    assert copies.asked == ["settle"]
    with pytest.raises(NotFound):
        desk.hub.patients.view(gone.id)
    assert ids(service.due(desk.ward_id).due) == [stays.id]
    (record,) = service.due(desk.ward_id).recent
    assert (record.entity_id, record.by, record.reason, dict(record.counts)) == (
        gone.id,
        desk.by,
        OVER,
        {"patients": 1},
    )
    assert erased.erasures == (record,)
    assert desk.trail(Kind.PATIENT, gone.id)[-1].action is AuditAction.RECORD_ERASED
    assert desk.trail(Kind.PATIENT, gone.id)[-1].detail == {"why": "period_over", "patients": "1"}
    assert "Linton" not in repr(desk.trail(Kind.PATIENT, gone.id))


def test_the_number_confirmed_is_the_number_chosen(desk: Desk) -> None:
    gone = [discharged(desk, 800).id for _ in range(3)]
    service = retention_of(desk)
    for confirmed in (0, 2, 4):
        with refused(f"3 were chosen, and {confirmed} were confirmed"):
            service.approve(desk.ward_id, gone, OVER, confirmed=confirmed, by=desk.by)
    with refused("No record was chosen", InvalidAnswer):
        service.approve(desk.ward_id, [], OVER, confirmed=0, by=desk.by)
    assert len(service.due(desk.ward_id).due) == 3
    assert len(service.approve(desk.ward_id, [*gone, gone[0]], OVER, confirmed=3, by=desk.by)[0].erasures) == 3


def test_one_that_may_not_be_erased_keeps_all_of_them(desk: Desk) -> None:
    due, young = discharged(desk, 800), discharged(desk, 8)
    service = retention_of(desk)
    saves = desk.store.saves
    with refused("period of one of the records is not over"):
        service.approve(desk.ward_id, [due.id, young.id], OVER, confirmed=2, by=desk.by)
    assert desk.store.saves == saves
    assert ids(service.due(desk.ward_id).due) == [due.id]


def test_somebody_may_ask_for_it_before_the_period_is_over(desk: Desk) -> None:
    young = discharged(desk, 8)
    retention_of(desk).approve(desk.ward_id, [young.id], ErasureReason.ASKED, confirmed=1, by=desk.by)
    with pytest.raises(NotFound):
        desk.hub.patients.view(young.id)


def test_a_patient_of_another_ward_is_not_found(desk: Desk) -> None:
    other = desk.hub.wards.set_up(ward_name="Byron", person_name="Mary Garth", person_role="RMN").ward
    due = discharged(desk, 800)
    with pytest.raises(NotFound):
        retention_of(desk).approve(other.id, [due.id], OVER, confirmed=1, by=desk.by)


def test_what_goes_wrong_with_the_copies_is_told_and_the_erasure_stands(desk: Desk) -> None:
    gone = discharged(desk, 800)
    erased, _ = retention_of(desk, FakeCopies(trouble="The disk is full.")).approve(
        desk.ward_id, [gone.id], OVER, confirmed=1, by=desk.by
    )
    assert erased.trouble == "The disk is full."
    assert ids(retention_of(desk).due(desk.ward_id).due) == []


def test_erasing_drops_the_drafts_about_the_patient_their_referrals_notes_and_tasks(desk: Desk) -> None:
    dropped = list[str]()
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    with desk.store.reading() as work:
        tasks = [line.task.id for line in work.tasks.of_patient(desk.patient.id)]
    for task_id in tasks:
        desk.hub.tasks.cancel(task_id, "not_needed", by=desk.by)
    edit(desk, desk.patient, status=PatientStatus.DISCHARGED)
    desk.later(days=TWO_YEARS)
    service = retention_of(desk, drafts=lambda gone, names: dropped.extend([*gone, *names]))
    service.approve(desk.ward_id, [desk.patient.id], OVER, confirmed=1, by=desk.by)
    assert set(dropped) == {desk.patient.id, run_id, note.id, *tasks, "Earnshaw", "9993395633"}


def test_a_draft_that_cannot_be_dropped_is_told_and_the_erasure_stands(desk: Desk) -> None:
    def fail(_ids: object, _names: object) -> None:
        raise HubError("The drafts could not be written", "The disk is full.", remedy="Free some space.")

    gone = discharged(desk, 800)
    erased, _ = retention_of(desk, FakeCopies(trouble="It is away."), drafts=fail).approve(
        desk.ward_id, [gone.id], OVER, confirmed=1, by=desk.by
    )
    assert erased.trouble == "It is away. The drafts could not be written: The disk is full."
    assert ids(retention_of(desk).due(desk.ward_id).due) == []


def test_a_hold_says_who_why_and_since_when_until_it_is_released(desk: Desk) -> None:
    patient = discharged(desk, 800)
    service = retention_of(desk)
    with refused("A reason is needed", InvalidAnswer):
        service.hold(patient.id, "  ", by=desk.by)
    with refused("longer than 200", InvalidAnswer):
        service.hold(patient.id, "x" * 201, by=desk.by)
    service.hold(patient.id, "A complaint", by=desk.by)
    with refused("on hold already"):
        service.hold(patient.id, "Another", by=desk.by)
    (line,) = service.due(desk.ward_id).kept
    assert line.hold is not None
    assert (line.hold.reason, line.hold.placed_by, line.hold.placed_at) == ("A complaint", desk.by, desk.clock.now())
    service.release(patient.id, by=desk.by)
    assert ids(service.due(desk.ward_id).due) == [patient.id]
    with refused("not on hold"):
        service.release(patient.id, by=desk.by)
    assert desk.actions(Kind.PATIENT, patient.id)[-2:] == [AuditAction.RECORD_HELD, AuditAction.RECORD_RELEASED]
    assert "complaint" not in repr(desk.trail(Kind.PATIENT, patient.id))


def test_somebody_on_the_ward_can_be_held_and_is_listed(desk: Desk) -> None:
    service = retention_of(desk)
    service.hold(desk.patient.id, "An inquest", by=desk.by)
    (line,) = service.due(desk.ward_id).kept
    assert line.blockers == (Blocker.ON_WARD, Blocker.HELD)


def test_who_left_is_due_when_nothing_names_them_and_seven_years_are_over(desk: Desk) -> None:
    service = retention_of(desk)
    with desk.store.writing() as work:
        work.staff.update(replace(work.staff.get(desk.joe.id), active=False))
    assert service.due(desk.ward_id).later == 1
    desk.later(days=7 * 366)
    (line,) = service.due(desk.ward_id).due
    assert (line.id, line.kind, line.name) == (desk.joe.id, RecordKind.STAFF, "Joe Heath")
    service.approve(desk.ward_id, [desk.joe.id], OVER, confirmed=1, by=desk.by)
    with desk.store.reading() as work:
        assert [person.id for person in work.staff.of_ward(desk.ward_id)] == [desk.nelly.id]


def test_who_left_is_kept_while_a_note_names_them(desk: Desk) -> None:
    run_id = desk.start()
    assert run_id
    with desk.store.writing() as work:
        work.staff.update(replace(work.staff.get(desk.nelly.id), active=False))
    desk.later(days=7 * 366)
    (line,) = retention_of(desk).due(desk.ward_id).kept
    assert line.blockers == (Blocker.STILL_NAMED,)


def test_only_a_senior_admin_may_erase_and_release_and_an_admin_may_hold(desk: Desk) -> None:
    seat = Seat(clock=desk.clock)
    service = retention_of(desk, seat=seat)
    patient = discharged(desk, 800)

    def sits(role: Role) -> Staff:
        person = replace(desk.nelly, access=role)
        seat.sit(person, longest=timedelta(hours=1))
        return person

    sits(Role.MANAGER)
    for act in (
        lambda: service.due(desk.ward_id),
        service.periods,
        lambda: service.hold(patient.id, "Why", by=desk.by),
        service.elsewhere,
    ):
        with pytest.raises(NotAllowed):
            act()
    sits(Role.WARD_ADMIN)
    service.hold(patient.id, "Why", by=desk.by)
    for act in (
        lambda: service.release(patient.id, by=desk.by),
        lambda: service.approve(desk.ward_id, [patient.id], OVER, confirmed=1, by=desk.by),
        lambda: service.clear_elsewhere(desk.ward_id, by=desk.by),
    ):
        with pytest.raises(NotAllowed):
            act()
    sits(Role.SENIOR_ADMIN)
    service.release(patient.id, by=desk.by)
    service.approve(desk.ward_id, [patient.id], OVER, confirmed=1, by=desk.by)


def test_taking_it_out_of_the_copies_is_in_the_audit_trail(desk: Desk) -> None:
    copies = FakeCopies()
    assert retention_of(desk, copies).elsewhere() is not None
    cleared, _ = retention_of(desk, copies).clear_elsewhere(desk.ward_id, by=desk.by)
    assert cleared.cleared == 2
    assert desk.trail(Kind.WARD, desk.ward_id)[-1].action is AuditAction.COPIES_CLEARED
    assert retention_of(desk).elsewhere() is None
    with pytest.raises(HubError, match="nothing to do"):
        retention_of(desk).clear_elsewhere(desk.ward_id, by=desk.by)


def test_every_period_says_where_it_comes_from_and_how_sure_that_is() -> None:
    told = periods(RetentionPlan(patient_months=18))
    assert {one.kind for one in told} == set(RecordKind)
    assert all(one.source.endswith(".") and one.length for one in told)
    assert told[0].length == "18 months"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 24, date(2028, 11, 30)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_spans_are_told_in_years_where_they_are_whole() -> None:
    assert [span_words(months) for months in (1, 3, 12, 18, 24)] == [
        "1 month",
        "3 months",
        "1 year",
        "18 months",
        "2 years",
    ]
