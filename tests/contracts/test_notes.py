"""Notes: kept to the character, the unfiled ones always in sight, and long lists read in parts."""

from dataclasses import replace

import pytest

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.search_text import terms
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import NoteFilter, NoteLine, Store
from tests.contracts.making import NOW, a_copied_note, a_note, a_patient, a_run, a_ward, later, save


def titles(store: Store, wanted: NoteFilter) -> list[str]:
    """Titles of the notes a list holds; its count must agree."""
    with store.reading() as work:
        found = [line.title for line in work.notes.page(wanted).items]
        assert work.notes.count(wanted) == len(found)
    return found


def test_a_note_comes_back_with_every_detail_and_its_text_to_the_character(
    store: Store, patient: Patient, nurse: Staff
) -> None:
    run = a_run(patient, nurse)
    note = a_note(
        patient,
        nurse,
        run_id=run.id,
        text="Earnshaw \u20ac \u2019 \U0001f600\r\n\r\n====\r\n- one\r\n  ends with spaces  \r\n" + "x" * 20_000,
        edited=True,
        state=NoteState.NOT_FILED,
        event_at=later(-300),
        copied_by=nurse.id,
        copied_at=later(1),
        closed_by=nurse.id,
        closed_at=later(2),
        not_filed_reason="Written in the wrong record",
    )
    bare = a_note(patient, nurse, text="")
    save(store, run, note, bare)
    with store.reading() as work:
        assert work.notes.get(note.id) == note
        assert work.notes.get(note.id).text_hash == note.text_hash
        assert work.notes.get(bare.id) == bare


def test_the_unfiled_tray_has_the_note_copied_first_at_the_top(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    other = a_patient(ward, family_name="Linton", given_name="Edgar", bed="12")
    run = a_run(patient, nurse)
    newer = a_copied_note(other, nurse, later(8), title="Newer", made_at=later(1), edited=True)
    older = a_copied_note(patient, nurse, later(5), title="Older", made_at=later(4), run_id=run.id)
    save(store, other, run, newer, older, a_note(patient, nurse), a_note(patient, nurse, state=NoteState.FILED))
    with store.reading() as work:
        assert list(work.notes.unfiled(ward.id)) == [
            NoteLine(
                id=older.id,
                title="Older",
                state=NoteState.COPIED,
                edited=False,
                patient_id=patient.id,
                patient_name="EARNSHAW, Catherine",
                bed=None,
                author="Nelly Dean",
                run_id=run.id,
                made_at=later(4),
                copied_at=later(5),
                closed_at=None,
            ),
            NoteLine(
                id=newer.id,
                title="Newer",
                state=NoteState.COPIED,
                edited=True,
                patient_id=other.id,
                patient_name="LINTON, Edgar",
                bed="12",
                author="Nelly Dean",
                run_id=None,
                made_at=later(1),
                copied_at=later(8),
                closed_at=None,
            ),
        ]


def test_a_filed_note_leaves_the_tray(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    note = a_copied_note(patient, nurse, NOW)
    save(store, note)
    with store.writing() as work:
        filed = work.notes.update(replace(note, state=NoteState.FILED, closed_by=nurse.id, closed_at=later(3)))
    with store.reading() as work:
        assert list(work.notes.unfiled(ward.id)) == []
        assert work.notes.get(note.id) == filed


def test_a_note_changed_by_someone_else_is_not_saved_over(store: Store, patient: Patient, nurse: Staff) -> None:
    note = a_note(patient, nurse)
    save(store, note)
    with store.writing() as work:
        work.notes.update(replace(note, text="Theirs"))
    with pytest.raises(ChangedElsewhere, match="Note"), store.writing() as work:
        work.notes.update(replace(note, text="Mine"))
    with store.reading() as work:
        assert work.notes.get(note.id).text == "Theirs"
        with pytest.raises(NotFound, match="Note not found"):
            work.notes.get(new_id())


def test_a_runs_note_is_the_newest_that_is_not_in_error(store: Store, patient: Patient, nurse: Staff) -> None:
    run, other = a_run(patient, nurse), a_run(patient, nurse)
    first = a_note(patient, nurse, run_id=run.id, made_at=later(1), state=NoteState.NOT_FILED)
    second = a_note(patient, nurse, run_id=run.id, made_at=later(2))
    save(store, run, other, second, first, a_note(patient, nurse, run_id=other.id, made_at=later(9)))
    with store.reading() as work:
        assert work.notes.of_run(run.id) == second
    with store.writing() as work:
        work.notes.update(replace(second, state=NoteState.IN_ERROR))
    with store.reading() as work:
        assert work.notes.of_run(run.id) == first
        assert work.notes.of_run(new_id()) is None


def test_notes_are_listed_newest_first_whatever_the_clock_change(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    save(store, *(a_note(patient, nurse, title=str(minute), made_at=later(minute)) for minute in (2, -60, 90, 0.5)))
    assert titles(store, NoteFilter(ward_id=ward.id)) == ["90", "2", "0.5", "-60"]


def test_notes_are_found_by_title_and_by_patient(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    other = a_patient(ward, family_name="Brontë", given_name="Charlotte", nhs_number="9993395633", bed="12")
    save(
        store,
        other,
        a_note(patient, nurse, title="Safeguarding concern", made_at=later(1)),
        a_note(other, nurse, title="Section 117 meeting", made_at=later(2)),
        a_note(other, nurse, title="Safeguarding: café", made_at=later(3)),
    )

    def found(query: str) -> list[str]:
        return titles(store, NoteFilter(ward_id=ward.id, search=terms(query)))

    assert found("safeguarding") == ["Safeguarding: café", "Safeguarding concern"]
    assert found("bronte") == ["Safeguarding: café", "Section 117 meeting"]
    assert found("BRONTË cafe") == ["Safeguarding: café"]
    assert found("999 339 5633 117") == ["Section 117 meeting"]
    assert found("referred") == []


def test_notes_are_narrowed_by_state_and_patient(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    elsewhere = a_ward(name="Thrushcross")
    other = a_patient(ward, family_name="Linton")
    stranger = a_patient(elsewhere)
    notes = [a_note(patient, nurse, title=state, state=state) for state in NoteState]
    save(store, elsewhere, other, stranger, *notes, a_note(other, nurse, title="other"), a_note(stranger, nurse))
    assert sorted(titles(store, NoteFilter(ward_id=ward.id))) == sorted([*NoteState, "other"])
    assert titles(store, NoteFilter(ward_id=ward.id, states=frozenset({NoteState.FILED}))) == ["filed"]
    assert titles(store, NoteFilter(ward_id=ward.id, states=frozenset())) == []
    assert sorted(titles(store, NoteFilter(ward_id=ward.id, patient_id=patient.id))) == sorted(NoteState)
    both = frozenset({NoteState.DRAFT, NoteState.COPIED})
    assert sorted(titles(store, NoteFilter(ward_id=ward.id, patient_id=patient.id, states=both))) == ["copied", "draft"]


@pytest.mark.parametrize("limit", [1, 2, 7, 50])
def test_notes_made_in_the_same_moment_are_all_listed_once(
    store: Store, ward: Ward, patient: Patient, nurse: Staff, limit: int
) -> None:
    notes = [a_note(patient, nurse, made_at=later(minute)) for minute in (0, 0, 0, 1, 1, 0.000001)]
    save(store, *notes)
    wanted = NoteFilter(ward_id=ward.id, search=("earnshaw",))
    found: list[NoteLine] = []
    after = None
    with store.reading() as work:
        while True:
            page = work.notes.page(wanted, after=after, limit=limit)
            found += page.items
            assert page.next is None or page.next != after, "the list does not go on"
            after = page.next
            if after is None:
                break
    ordered = sorted(notes, key=lambda note: (note.made_at, note.id), reverse=True)
    assert [line.id for line in found] == [note.id for note in ordered]


def test_a_note_made_meanwhile_does_not_disturb_the_list_being_read(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    save(store, *(a_note(patient, nurse, title=str(minute), made_at=later(minute)) for minute in range(4)))
    wanted = NoteFilter(ward_id=ward.id)
    with store.reading() as work:
        first = work.notes.page(wanted, limit=2)
    save(store, a_note(patient, nurse, title="new", made_at=later(99)))
    with store.reading() as work:
        rest = work.notes.page(wanted, after=first.next, limit=2)
    assert [line.title for line in (*first.items, *rest.items)] == ["3", "2", "1", "0"]
    assert rest.next is None


def test_a_note_needs_its_patient_and_its_author(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.notes.add(a_note(a_patient(ward), nurse))
    with pytest.raises(NotFound), store.writing() as work:
        work.notes.add(a_note(patient, nurse, author_id=new_id()))


def test_a_note_in_error_leaves_the_tray_and_its_run_and_stays_in_the_lists(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    run = a_run(patient, nurse)
    note = a_copied_note(patient, nurse, NOW, run_id=run.id)
    save(store, run, note)
    with store.writing() as work:
        wrong = work.notes.update(replace(note, state=NoteState.IN_ERROR))
    with store.reading() as work:
        assert list(work.notes.unfiled(ward.id)) == []
        assert work.notes.of_run(run.id) is None
        assert work.notes.get(note.id) == wrong
        assert wrong.copied_at == note.copied_at
        everything = NoteFilter(ward_id=ward.id)
        assert [(line.id, line.state) for line in work.notes.page(everything).items] == [(note.id, NoteState.IN_ERROR)]
        assert work.notes.count(replace(everything, states=frozenset({NoteState.IN_ERROR}))) == 1
        assert [line.note_state for line in work.runs.in_progress(ward.id)] == [None]
