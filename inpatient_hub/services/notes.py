"""The case note from preview to filed: shown exactly, copied only when whole, tracked until someone says it is in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.note_text import in_parts, made_plain, one_line
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.runs import Answer, AnswerKey, AnswerValue, RunState
from inpatient_hub.domain.search_text import terms
from inpatient_hub.domain.workflows import StepSpec
from inpatient_hub.services.note_in_error import NotesInError
from inpatient_hub.services.note_previews import NotePreview, NotePreviews, NoteSource
from inpatient_hub.services.note_records import Copied, NoteRecords, as_copied, touched
from inpatient_hub.services.note_refusals import (
    is_last_copied,
    refuse_in_error_note,
    refuse_unless_every_part,
    refuse_unless_fresh,
    refuse_unless_running,
    refuse_unless_seen,
    refuse_unless_sound,
    refuse_unless_whole,
    refuse_while_copied,
)
from inpatient_hub.services.patient_checks import refuse_in_error
from inpatient_hub.services.patients import PatientFacts, facts_of
from inpatient_hub.services.ports import Clock, NewId, NoteFilter, NoteLine, Page, Store, Work
from inpatient_hub.services.run_end import Filed, RunEnd, Unfiled
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.trail import AuditTrail, HistoryLine, in_words
from inpatient_hub.services.views import Views
from inpatient_hub.services.ward_lines import as_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """One note with its patient and what happened to it."""

    note: Note
    facts: PatientFacts
    author: str
    history: tuple[HistoryLine, ...]
    parts: int


PRESSED_BY_MISTAKE = "Filed was pressed by mistake"


class NoteService:
    """Making notes and following them until they are filed."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        new_id: NewId,
        trail: AuditTrail,
        previews: NotePreviews,
        run_end: RunEnd,
        seat: Seat,
        views: Views | None = None,
    ) -> None:
        self._seat = seat
        self._views = views
        self._trail = trail
        self._store = store
        self._clock = clock
        self._previews = previews
        self._records = NoteRecords(clock=clock, new_id=new_id, trail=trail, previews=previews)
        self._run_end = run_end
        self._in_error = NotesInError(records=self._records, run_end=run_end)

    @needs(Right.READ_WARD)
    def preview(self, run_id: str, *, by: str) -> NotePreview:
        """The note of a run as it stands now. Raises HubError when the path makes no note."""
        with self._store.reading() as work:
            run = work.runs.get(run_id)
            return self._previews.of_run(work, run, by=by, written_at=self._clock.now())

    @needs(Right.READ_WARD)
    def view(self, note_id: str) -> NoteView:
        """One note, its patient and its history. Raises NotFound."""
        with self._store.reading() as work:
            note = work.notes.get(note_id)
            facts = facts_of(work, note.patient_id)
            names = {person.id: person.name for person in work.staff.of_ward(note.ward_id)}
            events = list(work.audit.of_entity(Kind.NOTE, note_id))
            if note.run_id:
                events += work.audit.of_entity(Kind.RUN, note.run_id)
            events.sort(key=lambda event: event.at, reverse=True)
            view = NoteView(
                note=note,
                facts=facts,
                author=names.get(note.author_id, "Someone"),
                history=in_words(events, names),
                parts=len(in_parts(note.text, facts.patient, facts.ward.notes)),
            )
        if self._views is not None:
            self._views.seen(
                AuditAction.NOTE_VIEWED, Kind.NOTE, note_id, patient_id=note.patient_id, ward_id=note.ward_id
            )
        return view

    @needs(Right.READ_WARD)
    def unfiled(self, ward_id: str) -> Sequence[NoteLine]:
        """Notes copied and not yet filed, the oldest copy first."""
        with self._store.reading() as work:
            return as_kept(work.notes.unfiled(ward_id), work.wards.get(ward_id))

    @needs(Right.READ_WARD)
    def find(
        self,
        ward_id: str,
        query: str = "",
        *,
        states: frozenset[NoteState] = frozenset(NoteState),
        after: str | None = None,
        limit: int = 200,
    ) -> Page[NoteLine]:
        """Notes whose title or patient hold every word of `query`, newest first, a page at a time."""
        with self._store.reading() as work:
            wanted = NoteFilter(ward_id=ward_id, search=terms(query), states=states)
            page = work.notes.page(wanted, after=after, limit=limit)
            return Page(as_kept(page.items, work.wards.get(ward_id)), page.next)

    @needs(Right.READ_WARD)
    def count(self, ward_id: str, query: str = "", *, states: frozenset[NoteState] = frozenset(NoteState)) -> int:
        """How many notes `find` would give in all."""
        with self._store.reading() as work:
            return work.notes.count(NoteFilter(ward_id=ward_id, search=terms(query), states=states))

    @needs(Right.READ_WARD)
    def render(
        self,
        template: TemplateSpec,
        values: Mapping[str, AnswerValue],
        *,
        patient_id: str,
        by: str,
        steps: tuple[StepSpec, ...] = (),
        answers: Mapping[AnswerKey, Answer] | None = None,
    ) -> NotePreview:
        """A note straight from a template and its answers, exactly as a run would make it; nothing is saved."""
        with self._store.reading() as work:
            source = NoteSource(facts_of(work, patient_id), work.staff.get(by), template, steps, answers or {}, values)
        return self._previews.made(source, written_at=self._clock.now(), note=None)

    @needs(Right.DO_WORK)
    def edit(self, run_id: str, text: str, *, by: str) -> tuple[NotePreview, Changes]:
        """Keeps words changed by hand, made plain; the note's record says from now on that it was edited. The same
        words once more say that they are right although answers were changed since. Raises HubError while the note is
        in the tray."""
        with self._store.writing() as work:
            run = work.runs.get(run_id)
            refuse_unless_running(run)
            shown = self._previews.of_run(work, run, by=by, written_at=self._clock.now())
            refuse_while_copied(shown.note)
            plain = made_plain(text)
            if plain == shown.text and not shown.outdated:
                return shown, Changes()
            note = self._records.edited(work, shown, plain, ward_id=run.ward_id, run_id=run_id, by=by)
            preview = self._previews.of_run(work, run, by=by, written_at=self._clock.now())
        return preview, touched(note)

    @needs(Right.DO_WORK)
    def remake(self, run_id: str, *, by: str) -> tuple[NotePreview, Changes]:
        """Drops words changed by hand and makes the note from the answers again. Its history keeps the edit. Raises
        HubError while it is in the tray."""
        now = self._clock.now()
        with self._store.writing() as work:
            run = work.runs.get(run_id)
            refuse_unless_running(run)
            note = work.notes.of_run(run_id)
            refuse_while_copied(note)
            if note is None or not note.edited:
                return self._previews.of_run(work, run, by=by, written_at=now), Changes()
            note = work.notes.update(replace(note, edited=False))
            shown = self._previews.of_run(work, run, by=by, written_at=now)
            note = self._records.remade(work, note, shown, by=by)
            shown = self._previews.of_run(work, run, by=by, written_at=now)
        return shown, touched(note)

    @needs(Right.DO_WORK)
    def copy(self, run_id: str, *, made_at: datetime, by: str, part: int = 1, seen_hash: str | None = None) -> Copied:
        """Saves the note as copied and gives its text for the clipboard. Save first, clipboard second: a crash between
        the two leaves a note in the tray with `Copy again`, never a copied note that nobody tracks.

        `made_at` and `seen_hash` are the preview's `made_at` and `text_hash`, so that the text is the very text seen.
        Raises HubError, saying which blanks or checks, while anything stands in the way.
        """
        now = self._clock.now()
        refuse_unless_fresh(made_at, now)
        with self._store.writing() as work:
            run = work.runs.get(run_id)
            refuse_unless_running(run)
            facts = facts_of(work, run.patient_id)
            refuse_in_error(facts.patient)
            shown = self._previews.of_run(work, run, by=by, written_at=made_at)
            refuse_unless_seen(shown, seen_hash)
            refuse_unless_whole(shown)
            note = self._records.copied(work, shown, ward_id=run.ward_id, run_id=run_id, by=by, now=now)
            return self._records.part_copied(work, note, facts, part, by=by)

    @needs(Right.DO_WORK)
    def copy_again(self, note_id: str, *, by: str, part: int = 1) -> Copied:
        """The text of a copied or not-filed note once more. The time of the first copy stays, so its age stays true.
        Raises HubError when the text is no longer fit to be copied."""
        with self._store.writing() as work:
            note = work.notes.get(note_id)
            facts = facts_of(work, note.patient_id)
            refuse_in_error(facts.patient)
            refuse_unless_sound(note, facts)
            if note.state is NoteState.NOT_FILED:
                self._refuse_if_left_behind(work, note, by=by)
                note = work.notes.update(as_copied(note, by=by, now=self._clock.now()))
            return self._records.part_copied(work, note, facts, part, by=by)

    @needs(Right.DO_WORK)
    def keep_copied(self, preview: NotePreview, *, patient_id: str, by: str) -> Copied:
        """Saves a note that belongs to no run as copied, for `note render --copy`. Raises like `copy`, and for a note
        that is about another patient."""
        now = self._clock.now()
        refuse_unless_fresh(preview.made_at, now)
        refuse_unless_whole(preview)
        if preview.patient_id != patient_id:
            raise HubError("Not copied", "This note is about another patient.", remedy="Make it for the right one.")
        with self._store.writing() as work:
            facts = facts_of(work, patient_id)
            refuse_in_error(facts.patient)
            note = self._records.copied(work, preview, ward_id=facts.ward.id, run_id=None, by=by, now=now)
            return self._records.part_copied(work, note, facts, 1, by=by)

    @needs(Right.READ_WARD)
    def words_copied(self, kind: Kind, entity_id: str, characters: int, *, by: str) -> None:
        """Somebody copied or cut so many characters out of a note they see: one that is kept, that of a run, or the
        line about a patient. The record has that it was a part and how long, never the words. Raises NotFound."""
        with self._store.reading() as work:
            title, patient_id = _copied_from(work, kind, entity_id)
        detail = {"title": title, "characters": str(characters)}
        event = self._trail.event(
            AuditAction.NOTE_WORDS_COPIED, kind, entity_id, by=by, patient_id=patient_id, detail=detail
        )
        if self._views is not None:
            self._views.taken(event)

    @needs(Right.DO_WORK)
    def mark_filed(self, note_id: str, *, by: str, late_reason: str | None = None) -> Filed:
        """A person says that the note is saved in SystmOne. Ticks its run and the task it was for, and makes the
        follow-up task. `late_reason`, a code of `LATE`, says why that task was late; without one it counts as recorded
        late, and is told in `late`. Raises HubError for a note that was not copied, or not all of it."""
        now = self._clock.now()
        with self._store.writing() as work:
            note = work.notes.get(note_id)
            if note.state is NoteState.FILED:
                return Filed()
            refuse_in_error_note(note)
            if note.state is not NoteState.COPIED:
                raise HubError("Not marked as filed", "This note was not copied yet.", remedy="Copy it first.")
            facts = facts_of(work, note.patient_id)
            parts = len(in_parts(note.text, facts.patient, facts.ward.notes))
            refuse_unless_every_part(note, parts, work.audit.of_entity(Kind.NOTE, note_id))
            note = work.notes.update(replace(note, state=NoteState.FILED, closed_by=by, closed_at=now))
            self._records.record(work, AuditAction.NOTE_FILED, note, by=by, was=NoteState.COPIED)
            ended = self._run_end.tick(work, note, by=by, now=now, late_reason=late_reason)
            return Filed((touched(note) | ended).touched, ended.late)

    @needs(Right.DO_WORK)
    def take_back_filed(self, note_id: str, *, by: str) -> Unfiled:
        """Filed was pressed by mistake: the note waits again with the age it had, its run is open again, and the task
        that filing made is marked in error, unless somebody works on it: that stays, and is told in `left`. Raises
        HubError for a note that is not filed."""
        now = self._clock.now()
        with self._store.writing() as work:
            note = work.notes.get(note_id)
            if note.state is not NoteState.FILED:
                raise HubError("Nothing was changed", "This note is not marked as filed.", remedy="Look at it again.")
            self._records.record(
                work,
                AuditAction.NOTE_NOT_FILED,
                note,
                by=by,
                detail={"reason": PRESSED_BY_MISTAKE},
                was=NoteState.FILED,
                becomes=NoteState.COPIED,
            )
            note = work.notes.update(replace(note, state=NoteState.COPIED, closed_by=None, closed_at=None))
            opened = self._run_end.untick(work, note, by=by, now=now)
            return Unfiled((touched(note) | opened).touched, opened.left)

    @needs(Right.DO_WORK)
    def mark_not_filed(self, note_id: str, reason: str, *, by: str) -> Changes:
        """A person says that the note was not filed, and why. It leaves the tray; its run stays open."""
        tidy = _reason(reason)
        with self._store.writing() as work:
            note = work.notes.get(note_id)
            if note.state is not NoteState.COPIED:
                raise HubError(
                    "Nothing was changed", "This note is not waiting to be filed.", remedy="Look at it again."
                )
            closed = replace(note, not_filed_reason=tidy, closed_by=by, closed_at=self._clock.now())
            note = work.notes.update(replace(closed, state=NoteState.NOT_FILED))
            self._records.record(
                work, AuditAction.NOTE_NOT_FILED, note, by=by, detail={"reason": tidy}, was=NoteState.COPIED
            )
        return touched(note)

    @needs(Right.DO_WORK)
    def mark_in_error(self, note_id: str, reason: str, *, by: str) -> Unfiled:
        """A person says that the note was made in error, and why. It leaves the tray and nothing of it is deleted; the
        referral of a filed one is open again, as `take_back_filed` does it. Raises InvalidAnswer without a reason, and
        HubError for one that is in error already."""
        tidy = _reason(reason)
        with self._store.writing() as work:
            return self._in_error.mark(work, work.notes.get(note_id), tidy, by=by, now=self._clock.now())

    @needs(Right.DO_WORK)
    def take_back_in_error(self, note_id: str, *, by: str) -> Changes:
        """In error was said by mistake: the note stands as before. Raises HubError when it is not in error, or its
        referral has made another note since."""
        with self._store.writing() as work:
            return self._in_error.take_back(work, work.notes.get(note_id), by=by, now=self._clock.now())

    def _refuse_if_left_behind(self, work: Work, note: Note, *, by: str) -> None:
        """Raises HubError when a note that was not filed is not what its run would say now."""
        if note.run_id is None:
            return
        run = work.runs.get(note.run_id)
        if run.state is RunState.ABANDONED:
            raise HubError("Not copied", "Its referral was abandoned.", remedy="Start a new referral if it is needed.")
        shown = self._previews.of_run(work, run, by=by, written_at=self._clock.now())
        was_copied = is_last_copied(note, work.audit.of_entity(Kind.NOTE, note.id))
        if not was_copied or shown.changed_since(note.copied_at):
            raise HubError(
                "Not copied",
                "It was changed after it was last copied.",
                remedy="Open it, look at it, then copy it there.",
            )


def _reason(typed: str) -> str:
    tidy = one_line(typed)
    if not tidy:
        raise InvalidAnswer("Not saved yet", "A reason is needed.", remedy="Choose or type one.", field="reason")
    return tidy


def _copied_from(work: Work, kind: Kind, entity_id: str) -> tuple[str, str]:
    """(title, patient id) of what somebody copies words from."""
    if kind is Kind.PATIENT:
        return "", work.patients.get(entity_id).id
    source = work.runs.get(entity_id) if kind is Kind.RUN else work.notes.get(entity_id)
    return source.title, source.patient_id
