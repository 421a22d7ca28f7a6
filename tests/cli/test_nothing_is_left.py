"""Of a patient of whom everything is kept, nothing is left in any file once they are erased at the command line."""

from pathlib import Path
from typing import Any

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.reminders import ReminderMark
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.store.draft_file import SealedDrafts
from inpatient_hub.store.target import STORE_FILE
from tests.cli.conftest import Shell
from tests.fakes.seat import opened_by_program
from tests.store.filling import everything_in

MARK = "Zephyrine"
"""Stands in every text about the patient, and nowhere else."""


def details(patient: Patient, **changed: Any) -> PatientDetails:
    now = {
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "preferred_name": patient.preferred_name or "",
        "nhs_number": patient.nhs_number or "",
        "born_on": patient.born_on,
        "room": patient.room or "",
        "bed": patient.bed or "",
        "status": patient.status,
        "alerts": patient.alerts,
    }
    return PatientDetails(**now | changed)


def edit(hub: Hub, patient_id: str, by: str, **changed: Any) -> None:
    patient = hub.patients.facts(patient_id).patient
    hub.patients.edit(patient_id, details(patient, **changed), seen_version=patient.version, by=by)


def a_whole_life(hub: Hub) -> str:
    """A patient with everything that can be kept of one, who has left and been away before. Returns their id."""
    (ward,) = hub.wards.all()
    by = next(one.id for one in hub.wards.staff(ward.id) if one.name == "Margaret Hale")
    new = PatientDetails(
        family_name=MARK,
        given_name=f"{MARK}a",
        preferred_name=f"{MARK}b",
        nhs_number="9434765919",
        bed="Z1",
        room=f"{MARK}c"[:12],
        alerts=(Alert(f"{MARK} falls"),),
    )
    one = hub.patients.add(ward.id, new, by=by)[0].id
    edit(hub, one, by, status=PatientStatus.DISCHARGED)
    edit(hub, one, by, status=PatientStatus.ACTIVE, bed="Z2")
    today = hub.clock.today()
    about: dict[str, Any] = {"kind": TaskKind.PATIENT, "patient_id": one}
    due = Timing(day=today)
    extra = {"place": f"{MARK} place", "people": f"{MARK} people"}
    task = hub.tasks.add(ward.id, NewTask(title=f"{MARK} once", due=due, **about, **extra), by=by)[0]
    hub.tasks.claim(task.id, by=by)
    hub.tasks.change(task.id, title=f"{MARK} twice", by=by)
    hub.tasks.complete(task.id, by=by)
    repeat = Repeat(rule="FREQ=DAILY", starts_on=today)
    series = hub.series.add(
        ward.id, NewSeries(title=f"{MARK} daily", repeat=repeat, missed=Missed.PILES_UP, **about), by=by
    )[0]
    with hub.store.writing() as work:
        work.personal.tell_once(ReminderMark(id=new_id(), staff_id=by, task_id=task.id), hub.clock.now())
    run, _ = hub.runs.start("imha", one, by=by)
    hub.runs.abandon(run.id, f"{MARK} asked", by=by)
    hub.notes.words_copied(Kind.RUN, run.id, 4, by=by)
    hub.patients.view(one)
    hub.retention.hold(one, f"{MARK} complained", by=by)
    hub.retention.release(one, by=by)
    drafts = [
        Draft(page="patient", about=one, title=f"{MARK}'s details", typed={"details": {"family_name": MARK}}),
        Draft(page="run", about=run.id, title="A note", typed={"words": f"{MARK} said"}),
        Draft(page="repeats", about=series.id, title=f"{MARK} daily", typed={}),
        Draft(page="today", about="", title="A new task", typed={"form": "quick add", "text": f"ring {MARK}'s aunt"}),
    ]
    hub.drafts.keep(drafts, staff_id=by)
    edit(hub, one, by, status=PatientStatus.DISCHARGED)
    still = hub.leaving.still_open(one)
    hub.leaving.end(
        one,
        repeats=[one.id for one in still.repeats],
        tasks=[line.task.id for line in (*still.tasks, *still.appointments)],
        by=by,
    )
    return one


def left_in(folder: Path, *marks: str) -> dict[str, list[str]]:
    """In which files and tables one of these texts still stands."""
    found: dict[str, list[str]] = {}
    with opened_by_program(Place(data_folder=folder)) as hub:
        key = hub.place.key
        assert key is not None
        kept = repr(SealedDrafts(folder, key).read())
        hub.backups.make()
        names = [backup.name for backup in hub.backups.all()]
    if any(mark in kept for mark in marks):
        found["drafts"] = [kept]
    stores = [folder / STORE_FILE, *(folder / "backups" / name for name in names)]
    for store in stores:
        for table, rows in everything_in(store, key).items():
            lines = [repr(row) for row in rows if any(mark in repr(row) for mark in marks)]
            if lines:
                found[f"{store.name}:{table}"] = lines
    for file in folder.rglob("*"):
        if file.is_file() and any(len(mark) > 4 and mark.encode() in file.read_bytes() for mark in marks):
            found[str(file.relative_to(folder))] = ["in clear"]
    return found


def test_after_an_erasure_no_file_holds_a_word_of_them(as_margaret: Shell, folder: Path) -> None:
    with opened_by_program(Place(data_folder=folder)) as hub:
        patient_id = a_whole_life(hub)
    before = left_in(folder, MARK)
    assert {name.partition(":")[2] for name in before} >= {"patients", "tasks", "series", "runs", "legal_holds"}
    done = as_margaret("records", "erase", patient_id, "--asked", "--confirm", "1")
    assert done.code == 0, done.err
    assert as_margaret("records", "clear-backups").code == 0
    assert left_in(folder, MARK) == {}


def test_all_of_it_is_in_what_is_exported_for_them(as_margaret: Shell, folder: Path, tmp_path: Path) -> None:
    with opened_by_program(Place(data_folder=folder)) as hub:
        patient_id = a_whole_life(hub)
    file = tmp_path / "all.json"
    assert as_margaret("records", "export-subject", patient_id, str(file)).code == 0
    told = file.read_text(encoding="utf-8")
    for text in (
        *(MARK, f"{MARK}a", f"{MARK}b", f"{MARK}c"[:12], "9434765919", f"{MARK} falls", "Z1", "Z2"),
        *(f"{MARK} once", f"{MARK} twice", f"{MARK} daily", f"{MARK} place", f"{MARK} people"),
        *(f"{MARK} asked", f"{MARK} complained", "copied words out of the note", "Discharged", "exported all"),
    ):
        assert text in told, text


DETAILS = (f"{MARK}b", f"{MARK}c"[:12], f"{MARK} falls", "9434765919", "'Z1'", "'Z2'", '"Z1"', '"Z2"')


def test_without_details_no_file_holds_one_of_them(as_margaret: Shell, folder: Path) -> None:
    with opened_by_program(Place(data_folder=folder)) as hub:
        a_whole_life(hub)
    before = left_in(folder, *DETAILS, MARK)
    assert {name.partition(":")[2] or name for name in before} >= {"patients", "drafts"}
    with opened_by_program(Place(data_folder=folder)) as hub:
        (ward,) = hub.wards.all()
        by = next(one.id for one in hub.wards.staff(ward.id) if one.name == "Margaret Hale")
        removed, _ = hub.minimisation.switch_on(ward.id, by=by)
        assert removed.trouble == ""
    assert as_margaret("records", "clear-backups").code == 0
    assert left_in(folder, *DETAILS) == {}
    assert "drafts" not in left_in(folder, MARK)
