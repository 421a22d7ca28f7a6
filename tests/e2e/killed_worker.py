"""A nurse who never stops: starts, answers, copies and files, and says each act once it is saved. Made to be killed."""

import json
import sys
from pathlib import Path

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.workflows import NoteStep


def say(**act: object) -> None:
    """One finished act, as a line of JSON that leaves this process at once."""
    sys.stdout.write(json.dumps(act) + "\n")
    sys.stdout.flush()


class Nurse:
    """Walks runs of the advocate workflow for one patient, again and again."""

    def __init__(self, hub: Hub, patient_id: str, by: str) -> None:
        self._hub = hub
        self._patient_id = patient_id
        self._by = by

    def work(self) -> None:
        """Takes up what was left half-way, then starts anew; for ever."""
        hub = self._hub
        while True:
            ward_id = hub.wards.all()[0].id
            waiting = [line.run for line in hub.runs.in_progress(ward_id)]
            run_id = waiting[0].id if waiting else self._start()
            self._finish(run_id)

    def _start(self) -> str:
        run, _ = self._hub.runs.start("imha", self._patient_id, by=self._by)
        say(act="started", run=run.id)
        return run.id

    def _finish(self, run_id: str) -> None:
        hub, by = self._hub, self._by
        while True:
            view = hub.runs.view(run_id)
            if view.run.state is not RunState.IN_PROGRESS:
                return
            if isinstance(view.step, NoteStep):
                self._write(run_id, view.step.id)
                return
            value = self._answer_for(view.step.kind, view.step)
            if value is not None:
                hub.runs.answer(run_id, view.step.id, value, by=by)  # type: ignore[arg-type]
                kept = hub.runs.view(run_id).answers[view.step.id, ""].value
                say(act="answered", run=run_id, step=view.step.id, field="", value=kept)
            hub.runs.next(run_id, by=by)
            say(act="moved", run=run_id, number=view.number + 1)

    def _answer_for(self, kind: str, step: object) -> object:
        directory = self._hub.library.directory
        if kind == "criteria":
            return [item.id for item in step.items]  # type: ignore[attr-defined]
        if kind == "area":
            return directory.areas[0].id
        if kind == "submission":
            contact = directory.for_service(step.service, directory.areas[0].id)[0]  # type: ignore[attr-defined]
            return {"contact": contact.id, "method": contact.channels[0].method.value}
        return {"legal_status": "s3", "consent": "agreed"}.get(kind)

    def _write(self, run_id: str, step_id: str) -> None:
        hub, by = self._hub, self._by
        fields = {"event_date": "2026-11-20", "event_time": "00:01"}
        for spec in hub.notes.preview(run_id, by=by).words.unanswered:
            fields[spec.id] = [spec.options[0].id] if spec.kind == "pick_several" else "words"  # type: ignore[assignment, union-attr]
        for field_id, value in fields.items():
            hub.runs.answer(run_id, step_id, value, field_id=field_id, by=by)
            say(act="answered", run=run_id, step=step_id, field=field_id, value=value)
        preview = hub.notes.preview(run_id, by=by)
        copied = hub.notes.copy(run_id, made_at=preview.made_at, by=by)
        say(act="copied", run=run_id, note=copied.note.id, hash=copied.note.text_hash)
        hub.notes.mark_filed(copied.note.id, by=by)
        say(act="filed", run=run_id, note=copied.note.id)


def main(folder: str, patient_id: str, by: str) -> None:
    """Works in this data folder until killed."""
    hub = open_hub(Place(data_folder=Path(folder)))
    say(act="opened")
    Nurse(hub, patient_id, by).work()


if __name__ == "__main__":
    main(*sys.argv[1:4])
