"""The main job on a fictional ward, in the terminal: a referral from its first step to a filed note."""

from datetime import date, timedelta

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.cli import output
from inpatient_hub.cli.moments import age, day
from inpatient_hub.cli.step_offers import FieldLine, note_fields
from inpatient_hub.domain.patients import Patient, spaced_nhs_number
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.workflows import NoteStep
from inpatient_hub.services.demo_answers import About, Wanted, area_of, field_answer, step_answer
from inpatient_hub.services.demo_ward import DemoWard, build_demo
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreview
from inpatient_hub.services.run_views import RunView

WORKFLOW, FAMILY_NAME = "imha", "Durbeyfield"

WANTED: Wanted = {"purpose": ["rights", "ward_round"], "send": "email"}

_EVENT_AGO = timedelta(minutes=10)
_LINE = "-" * 72


def demonstrate(place: Place) -> int:
    """Builds the fictional ward in this empty place and does the job on it. Returns the exit code."""
    hub = open_hub(place)
    try:
        _Demonstration(hub, build_demo(hub)).run()
    finally:
        hub.close()
    return 0


class _Demonstration:
    def __init__(self, hub: Hub, made: DemoWard) -> None:
        self._hub = hub
        self._made = made
        self._by: Staff = hub.sign_in.sign_in(made.staff_id)
        line = hub.patients.find(made.ward_id, FAMILY_NAME).items[0]
        self._patient: Patient = line.patient
        self._about = About(
            patient=self._patient,
            nurse=self._by,
            day=hub.clock.today(),
            directory=hub.content.directory,
            area=area_of(hub.content.directory, 0),
        )

    def run(self) -> None:
        self._open()
        run, _ = self._hub.runs.start(WORKFLOW, self._patient.id, by=self._by.id)
        while True:
            view = self._hub.runs.view(run.id)
            self._step(view)
            if view.is_last:
                break
            self._hub.runs.next(run.id, by=self._by.id)
        self._file(run.id)

    def _open(self) -> None:
        made, patient = self._made, self._patient
        ward = self._hub.wards.get(made.ward_id)
        workflow = self._hub.content.workflow(WORKFLOW)
        output.say(
            f"{ward.name}: {made.patients} patients, {made.staff} staff, {made.notes} notes. Everyone is invented."
        )
        output.say(f"At the computer: {self._by.signature}")
        number = spaced_nhs_number(patient.nhs_number)
        output.say(f"Patient: {patient.banner_name}, born {day(patient.born_on)}, NHS {number}, bed {patient.bed}")
        output.say(f"Referral: {workflow.title}")

    def _step(self, view: RunView) -> None:
        step = view.step
        output.say()
        asked = f": {step.question}" if step.question else ""
        output.say(f"Step {view.number} of {len(view.steps)}, {step.title}{asked}")
        if isinstance(step, NoteStep):
            self._note(view)
            return
        value = step_answer(step, self._about, WANTED)
        if value is not None:
            view, _ = self._hub.runs.answer(view.run.id, step.id, value, by=self._by.id)
        output.say(f"  {self._said(view)}")

    def _said(self, view: RunView) -> str:
        """The answer to the current step in words."""
        plan = view.follow_up
        if view.step.kind == "follow_up" and plan is not None:
            return f"{plan.title}, {day(plan.due_on)}"
        return view.trail[view.number - 1].brief or "Read"

    def _note(self, view: RunView) -> None:
        run_id = view.run.id
        shown = self._filled(view)
        for line in note_fields(shown):
            output.say(f"  {line.label}: {_held(line)}")
        output.say()
        output.say(f"The note, exactly as it is copied ({shown.characters} of {shown.limit:,} characters):")
        output.say(_LINE)
        output.say(shown.text)
        output.say(_LINE)
        self._hub.notes.copy(run_id, made_at=shown.made_at, by=self._by.id, seen_hash=shown.text_hash)
        output.say("Copied. The window puts it on the clipboard; here the clipboard is left alone.")
        tray = self._hub.notes.unfiled(self._made.ward_id)
        oldest = age(self._hub.clock.now() - (tray[0].copied_at or self._hub.clock.now()))
        output.say(f"Not filed yet: {len(tray)} notes, oldest {oldest}")

    def _filled(self, view: RunView) -> NotePreview:
        hub, run_id, step_id = self._hub, view.run.id, view.step.id
        event = hub.clock.local(hub.clock.now() - _EVENT_AGO)
        for field_id, value in ((EVENT_DATE, f"{event:%Y-%m-%d}"), (EVENT_TIME, f"{event:%H:%M}")):
            hub.runs.answer(run_id, step_id, value, field_id=field_id, by=self._by.id)
        given: set[str] = set()
        while True:
            shown = hub.notes.preview(run_id, by=self._by.id)
            left = [spec for spec in shown.words.asked if spec.id not in given and spec.id not in shown.values]
            if not left:
                return shown
            for spec in left:
                given.add(spec.id)
                answer = field_answer(spec, self._about, WANTED)
                if answer is not None:
                    hub.runs.answer(run_id, step_id, answer, field_id=spec.id, by=self._by.id)

    def _file(self, run_id: str) -> None:
        view = self._hub.runs.view(run_id)
        output.say()
        if view.note is None:
            return
        self._hub.notes.mark_filed(view.note.id, by=self._by.id)
        plan = self._hub.runs.view(run_id).follow_up
        output.say("Filed: a person has said that the note is saved in SystmOne.")
        if plan is not None and plan.task_id:
            output.say(f"Task made: {plan.title}, {day(plan.due_on)}")
        output.say("The fictional ward is removed now.")


def _held(line: FieldLine) -> str:
    """What a field holds, in its options' own words."""
    if line.kind == "date" and isinstance(line.value, str):
        return day(date.fromisoformat(line.value))
    labels = {option.value: option.label for option in line.options}
    if isinstance(line.value, list):
        return ", ".join(labels.get(one, one) for one in line.value)
    if isinstance(line.value, dict):
        return line.value.get("name", "")
    return labels.get(str(line.value), str(line.value)) if line.value is not None else "left empty"
