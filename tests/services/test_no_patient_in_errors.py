"""No error that a person can meet says anything about a patient: it may be shown on a shared screen, or logged."""

import string
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import Alert
from inpatient_hub.domain.wards import NoteSettings
from inpatient_hub.services.patients import PatientDetails
from tests.services.making import TEMPLATE, Desk

MARKERS = st.text(string.ascii_uppercase, min_size=9, max_size=14).map(lambda letters: f"Zq{letters.lower()}")
Act = Callable[[], Any]


class Ward:
    """A ward whose every word about a patient is a marker."""

    def __init__(self, marker: str) -> None:
        self.marker = marker
        self.desk = Desk()
        self.patient = self.desk.add_patient(**self.words(nhs_number="999 000 0018"))

    def words(self, **changed: Any) -> dict[str, Any]:
        names = {"family_name": f"{self.marker}a", "given_name": f"{self.marker}b", "preferred_name": f"{self.marker}c"}
        return {**names, "bed": "9", "alerts": (Alert(f"{self.marker}d"),), **changed}

    def run(self, *, reason: str | None = None) -> str:
        """A run whose note can be copied."""
        run_id = self.desk.start(self.patient.id)
        self.desk.walk(run_id)
        self.desk.fill(run_id, reason=f"{self.marker}e" if reason is None else reason)
        return run_id

    def copied(self) -> tuple[str, str]:
        run_id = self.run()
        return run_id, self.desk.copy(run_id).note.id

    def edited(self, before: str, after: str) -> str:
        run_id = self.run()
        text = self.desk.hub.notes.preview(run_id, by=self.desk.by).text
        self.desk.hub.notes.edit(run_id, text.replace(before, after), by=self.desk.by)
        return run_id


def patient_acts(ward: Ward) -> Iterator[Act]:
    """What goes wrong with a patient's details."""
    patients, by = ward.desk.hub.patients, ward.desk.by
    wrong: list[dict[str, Any]] = [
        {"nhs_number": "999 000 0018"},
        {"nhs_number": ward.marker},
        {"nhs_number": "1111111111"},
        {"family_name": ""},
        {"family_name": ward.marker * 9},
        {"alerts": (Alert(ward.marker * 30),)},
        {"born_on": date(1800, 1, 1)},
        {"legal_status": ward.marker},
    ]
    for one in wrong:
        yield lambda one=one: patients.add(ward.desk.ward_id, PatientDetails(**ward.words(**one)), by=by)
    yield lambda: patients.edit(ward.patient.id, PatientDetails(**ward.words(bed="1")), seen_version=0, by=by)
    yield lambda: patients.mark_in_error(ward.patient.id, "", by=by)
    yield lambda: patients.facts(ward.marker)


def run_acts(ward: Ward) -> Iterator[Act]:
    """What goes wrong on the way through a run."""
    runs, by = ward.desk.hub.runs, ward.desk.by
    run_id = ward.desk.start(ward.patient.id)
    for step in ("criteria", "consent", "legal", "area", "send", "later", "note", ward.marker):
        yield lambda step=step: runs.answer(run_id, step, ward.marker, by=by)
    yield lambda: runs.answer(run_id, "send", {"contact": ward.marker}, by=by)
    yield lambda: runs.answer(run_id, "send", {"contact": "north_advocacy", "method": ward.marker}, by=by)
    yield lambda: runs.answer(run_id, "note", ward.marker, field_id=ward.marker, by=by)
    yield lambda: runs.go_to(run_id, "send", by=by)
    yield lambda: runs.go_to(run_id, ward.marker, by=by)
    yield lambda: runs.abandon(run_id, "", by=by)
    yield lambda: runs.view(ward.marker)
    yield lambda: (runs.abandon(run_id, ward.marker, by=by), runs.answer(run_id, "consent", "agreed", by=by))


def note_acts(ward: Ward) -> Iterator[Act]:
    """What goes wrong with a note."""
    desk, notes, by = ward.desk, ward.desk.hub.notes, ward.desk.by
    yield lambda: desk.copy(ward.run(reason=""))
    yield lambda: desk.copy(ward.run(reason=f"[{ward.marker.upper()}]"))
    yield lambda: desk.copy(ward.edited(f"{ward.marker}e", f"[{ward.marker.upper()} TO RING"))
    yield lambda: desk.copy(ward.edited(f"{ward.marker}b", f"{ward.marker}f"))
    yield lambda: desk.copy(ward.edited("999 000 0018", "999 339 5633"))
    yield lambda: desk.copy(ward.run(), part=7)
    run_id, note_id = ward.copied()
    yield lambda: notes.edit(run_id, ward.marker, by=by)
    yield lambda: notes.remake(run_id, by=by)
    yield lambda: desk.hub.runs.abandon(run_id, ward.marker, by=by)
    yield lambda: desk.hub.patients.mark_in_error(ward.patient.id, ward.marker, by=by)
    yield lambda: notes.mark_not_filed(note_id, "", by=by)
    yield lambda: notes.mark_filed(ward.marker, by=by)
    yield lambda: notes.copy(run_id, made_at=desk.clock.now().replace(year=2020), by=by)
    yield lambda: notes.copy(run_id, made_at=desk.clock.now(), by=by, seen_hash=ward.marker)
    shown = notes.render(TEMPLATE, {"reason": ward.marker}, patient_id=ward.patient.id, by=by)
    yield lambda: notes.keep_copied(shown, patient_id=ward.patient.id, by=by)
    yield lambda: (
        notes.mark_not_filed(note_id, ward.marker, by=by),
        desk.later(minutes=1),
        desk.hub.runs.answer(run_id, "note", f"{ward.marker}g", field_id="reason", by=by),
        notes.copy_again(note_id, by=by),
    )
    yield lambda: notes.mark_filed(note_id, by=by)
    yield lambda: desk.hub.wards.choose_note_settings(desk.ward_id, NoteSettings(length_limit=0), by=by)


def the_rest(ward: Ward) -> Iterator[Act]:
    """What goes wrong with a patient entered in error."""
    desk = ward.desk
    run_id = ward.run()
    note_id = ward.copied()[1]
    desk.hub.notes.mark_filed(note_id, by=desk.by)
    desk.hub.patients.mark_in_error(ward.patient.id, ward.marker, by=desk.by)
    yield lambda: desk.start(ward.patient.id)
    yield lambda: desk.copy(run_id)
    yield lambda: desk.hub.notes.copy_again(note_id, by=desk.by)


@settings(max_examples=15)
@given(MARKERS)
def test_no_error_holds_a_word_about_a_patient(marker: str) -> None:
    for acts in (patient_acts, run_acts, note_acts, the_rest):
        for number, act in enumerate(acts(Ward(marker))):
            with pytest.raises(HubError) as caught:
                act()
            error = caught.value
            said = [error.title, error.message, error.remedy, error.one_line(), str(error), repr(error.args)]
            said.append(getattr(error, "field", ""))
            assert not [words for words in said if marker.lower() in words.lower()], (acts.__name__, number)
            assert "9990000018" not in "".join(said).replace(" ", "")
            assert all((error.title, error.message, error.remedy))
