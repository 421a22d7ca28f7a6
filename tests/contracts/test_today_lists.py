"""What the Today page asks of every store beside the work that is due."""

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.series import SeriesState
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import Store
from tests.contracts.making import NOW, a_nurse, a_task, a_ward, later, save
from tests.contracts.test_diary import a_series, keep, titles


def test_what_is_done_waits_for_a_second_person_until_one_confirms_it(store: Store, ward: Ward, nurse: Staff) -> None:
    joseph = a_nurse(ward, name="Joseph")
    done = {"state": TaskState.DONE, "done_by": nurse.id, "needs_check": True}
    elsewhere = a_ward(name="Thrushcross")
    save(
        store,
        joseph,
        elsewhere,
        a_task(ward, nurse, title="second", done_at=later(2), **done),
        a_task(ward, nurse, title="first", done_at=NOW, **done),
        a_task(ward, nurse, title="long ago", done_at=later(-1), **done),
        a_task(ward, nurse, title="confirmed", done_at=NOW, checked_by=joseph.id, checked_at=NOW, **done),
        a_task(ward, nurse, title="for one", done_at=NOW, **done | {"needs_check": False}),
        a_task(ward, nurse, title="not done", needs_check=True),
        a_task(elsewhere, nurse, title="another ward's", done_at=NOW, **done),
    )
    with store.reading() as work:
        assert titles(work.tasks.to_check(ward.id, NOW)) == ["first", "second"]


def test_what_was_missed_is_told_the_latest_first(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    save(
        store,
        a_task(ward, nurse, title="first", lapses_at=later(1)),
        a_task(ward, nurse, title="last", lapses_at=later(5), patient_id=patient.id),
        a_task(ward, nurse, title="before", lapses_at=NOW),
        a_task(ward, nurse, title="not yet", lapses_at=later(6)),
        a_task(ward, nurse, title="done", lapses_at=later(1), state=TaskState.DONE),
        a_task(ward, nurse, title="lasting"),
    )
    with store.reading() as work:
        lines = work.tasks.missed(ward.id, NOW, later(5))
    assert titles(lines) == ["last", "first"]
    assert [line.patient_name for line in lines] == [patient.banner_name, None]


def test_the_rules_of_a_ward_are_told_without_the_repeats(store: Store, ward: Ward, nurse: Staff) -> None:
    kept = keep(store, a_series(ward, nurse))
    ended = keep(store, a_series(ward, nurse, state=SeriesState.ENDED))
    keep(store, a_series(ward, nurse, state=SeriesState.IN_ERROR))
    with store.reading() as work:
        assert dict(work.series.rules(ward.id)) == {kept.id: "FREQ=DAILY", ended.id: "FREQ=DAILY"}
        assert dict(work.series.rules("another")) == {}
