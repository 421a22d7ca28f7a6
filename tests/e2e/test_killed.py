"""Killed at any moment, the program loses no answer that was given and no note that was copied."""

import json
import random
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.services.patients import PatientDetails

KILLS = 50
LONGEST_LIFE = 0.6
"""Seconds after a worker has opened the store, within which it is killed."""
WORKER = Path(__file__).with_name("killed_worker.py")


def one_life(folder: Path, patient_id: str, by: str, life: float) -> list[dict[str, Any]]:
    """Starts a worker, kills it so long after it opened, and gives every act it had said."""
    command = [sys.executable, str(WORKER), str(folder), patient_id, by]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        first = worker.stdout.readline()
        assert first, worker.stderr.read()
        threading.Timer(life, worker.kill).start()
        said = worker.stdout.read()
        worker.wait()
        assert worker.returncode == -9, worker.stderr.read()
    whole = [line for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in whole]


def check(hub: Hub, acts: list[dict[str, Any]], ward_id: str) -> None:
    """Everything that was said is in the store."""
    answered: dict[tuple[str, str, str], object] = {}
    for act in acts:
        if act["act"] == "answered":
            answered[act["run"], act["step"], act["field"]] = act["value"]
    views = {act["run"]: hub.runs.view(act["run"]) for act in acts if "run" in act}
    for (run_id, step_id, field_id), value in answered.items():
        assert views[run_id].answers[step_id, field_id].value == value
    unfiled = {line.id for line in hub.notes.unfiled(ward_id)}
    for act in acts:
        if act["act"] == "moved":
            assert views[act["run"]].number >= act["number"]
        if act["act"] == "copied":
            note = hub.notes.view(act["note"]).note
            assert note.text_hash == act["hash"]
            assert note.state is NoteState.FILED or (note.state is NoteState.COPIED and note.id in unfiled)
        if act["act"] == "filed":
            assert views[act["run"]].run.state is RunState.FILED


def follow_ups_are_one_a_run(hub: Hub, patient_id: str) -> None:
    """Every filed run has exactly one follow-up task, and no other run has any."""
    view = hub.patients.view(patient_id)
    made = Counter(line.task.run_id for line in view.tasks)
    for line in view.runs:
        assert made[line.run.id] == (1 if line.run.state is RunState.FILED else 0)


@pytest.mark.slow
def test_fifty_kills_at_random_moments_lose_nothing_that_was_said(tmp_path: Path) -> None:
    chance = random.Random(20261120)
    place = Place(data_folder=tmp_path)
    hub = open_hub(place)
    made = hub.wards.set_up(ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN")
    details = PatientDetails(family_name="Durbeyfield", given_name="Tess", nhs_number="999 326 2315", bed="7")
    patient, _ = hub.patients.add(made.ward.id, details, by=made.person.id)
    hub.close()
    acts: list[dict[str, Any]] = []
    for _ in range(KILLS):
        acts += one_life(tmp_path, patient.id, made.person.id, chance.uniform(0.0, LONGEST_LIFE))
    hub = open_hub(place)
    check(hub, acts, made.ward.id)
    follow_ups_are_one_a_run(hub, patient.id)
    hub.close()
    with closing(sqlite3.connect(tmp_path / "hub.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kinds = Counter(act["act"] for act in acts)
    assert min(kinds[kind] for kind in ("started", "answered", "moved", "copied", "filed")) > KILLS // 5, kinds
