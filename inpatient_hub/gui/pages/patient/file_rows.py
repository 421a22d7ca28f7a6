"""A patient's referrals and notes as rows: unfinished ones first, each with what can be done about it."""

from collections.abc import Mapping
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.models.rows import GroupFacts, Progress, Row, RowButton, RowFacts, RowKey
from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.ports import NoteLine, RunLine

RUN, NOTE = "run", "note"
FILED, AGAIN = key_of("row_filed"), key_of("row_copy")
RESUME, OPEN, NOT_FILED = "resume", "open", "not_filed"

RowId = tuple[str, str, str]
"""(`run` or `note`, which page it opens, the id of its note or empty): what a row is about."""

_FILED_BUTTON = RowButton(FILED, "Filed", "check")
_AGAIN_BUTTON = RowButton(AGAIN, "Copy again")
_RESUME_BUTTON = RowButton(RESUME, "Resume")
_OPEN_BUTTON = RowButton(OPEN, "Open", kind="text")
_UNFILED_KEYS = (RowKey(FILED, "filed"), RowKey(AGAIN, "copy again"))


def file_rows(shown: PatientShown) -> list[RowFacts]:
    """Referrals with their notes, and notes of their own: not yet filed, then in progress, then finished."""
    notes = _by_run(shown)
    ranked = [(_run_rank(line, notes), run_row(line, notes.get(line.run.id), shown)) for line in shown.view.runs]
    ranked += [(_note_rank(note), note_row(note, shown)) for note in shown.view.notes if note.run_id is None]
    return [row for _rank, row in sorted(ranked, key=lambda one: one[0])]


def referral_rows(shown: PatientShown) -> list[Row]:
    """Rows of the Referrals tab under heads: in progress, finished, abandoned; the newest first in each."""
    notes = _by_run(shown)
    rows: list[Row] = []
    for state, head in (
        (RunState.IN_PROGRESS, "In progress"),
        (RunState.FILED, "Finished"),
        (RunState.ABANDONED, "Abandoned"),
    ):
        lines = [line for line in shown.view.runs if line.run.state is state]
        lines.sort(key=lambda line: line.run.touched_at, reverse=True)
        if lines:
            rows.append(GroupFacts(head, str(len(lines))))
            rows += [run_row(line, notes.get(line.run.id), shown, with_progress=True) for line in lines]
    return rows


def note_rows(shown: PatientShown) -> list[Row]:
    """Rows of the Notes tab under heads by what became of them."""
    rows: list[Row] = []
    for state, head in (
        (NoteState.COPIED, GroupFacts("Copied, not yet filed", icon="clipboard-list", token="warn-text")),
        (NoteState.DRAFT, GroupFacts("Drafts")),
        (NoteState.NOT_FILED, GroupFacts("Not filed, with a reason")),
        (NoteState.FILED, GroupFacts("Filed")),
        (NoteState.IN_ERROR, GroupFacts("In error")),
    ):
        notes = [note for note in shown.view.notes if note.state is state]
        if notes:
            rows.append(GroupFacts(head.title, str(len(notes)), head.icon, head.token))
            rows += [note_row(note, shown, in_full=True) for note in notes]
    return rows


def _by_run(shown: PatientShown) -> dict[str, NoteLine]:
    """The note each referral stands by: its newest that is not in error. The notes come newest first."""
    live = [note for note in shown.view.notes if note.run_id and note.state is not NoteState.IN_ERROR]
    return {note.run_id: note for note in reversed(live) if note.run_id}


def run_row(line: RunLine, note: NoteLine | None, shown: PatientShown, *, with_progress: bool = False) -> RowFacts:
    """One referral as it stands."""
    run = line.run
    if run.state is RunState.ABANDONED:
        return _abandoned(line, shown)
    if note is not None and note.state in (NoteState.COPIED, NoteState.FILED):
        return _row_of_note(note, run.title, shown, about=RUN, of_run=run.id)
    if run.state is RunState.FILED:
        return RowFacts(
            (RUN, run.id, ""),
            run.title,
            second=f"Finished {moment(shown.at(run.ended_at or run.touched_at), shown.today)}",
            state_icon="circle-check",
            state_token="ok-text",
            state_words="finished",
            buttons=(_OPEN_BUTTON,),
        )
    words = f"Step {run.step_number} of {run.step_count}"
    started = f"started by {shown.who(line.started_by_name)} {_when(shown, run.started_at)}"
    not_filed = note is not None and note.state is NoteState.NOT_FILED
    return RowFacts(
        (RUN, run.id, note.id if note and not_filed else ""),
        run.title,
        second=f"Note not filed, {started}" if not_filed else f"{words}, {started}",
        state_icon="circle-dashed",
        state_token="info-text",
        state_words="in progress",
        progress=Progress(words, run.step_number, run.step_count) if with_progress else None,
        buttons=(_AGAIN_BUTTON, _RESUME_BUTTON) if not_filed else (_RESUME_BUTTON,),
        keys=(RowKey(AGAIN, "copy again"),) if not_filed else (),
    )


def note_row(note: NoteLine, shown: PatientShown, *, in_full: bool = False) -> RowFacts:
    """One note as it stands; `in_full` also offers to say that it was not filed."""
    return _row_of_note(note, note.title, shown, about=NOTE, in_full=in_full)


def _row_of_note(
    note: NoteLine, title: str, shown: PatientShown, *, about: str, of_run: str = "", in_full: bool = False
) -> RowFacts:
    icon, token, state_words, second = _note_state(note, shown)
    waits = note.state is NoteState.COPIED
    buttons: tuple[RowButton, ...] = (_OPEN_BUTTON,)
    if waits:
        refuse = (RowButton(NOT_FILED, "Not filed…", kind="text"),) if in_full else ()
        buttons = (*refuse, _AGAIN_BUTTON, _FILED_BUTTON)
    return RowFacts(
        (about, of_run or note.id, note.id),
        title,
        second=second,
        state_icon=icon,
        state_token=token,
        state_words=state_words,
        chips=(ChipFacts("edited by hand", "neutral", "pencil"),) if in_full and note.edited else (),
        buttons=buttons,
        keys=_UNFILED_KEYS if waits else (),
        muted=note.state is NoteState.IN_ERROR,
        struck=note.state is NoteState.IN_ERROR,
    )


def _note_state(note: NoteLine, shown: PatientShown) -> tuple[str, str, str, str]:
    """Icon, colour token, state in words, and the second line of a note."""
    made = moment(shown.at(note.made_at), shown.today)
    author = shown.who(note.author)
    if note.state is NoteState.COPIED:
        when = moment(shown.at(note.copied_at or note.made_at), shown.today)
        return "clipboard-list", "warn-text", "not yet filed", f"Note copied {when}, not yet filed"
    if note.state is NoteState.FILED:
        return "file-check", "ok-text", "filed", f"Filed {_closed(note, shown, AuditAction.NOTE_FILED)}"
    if note.state is NoteState.NOT_FILED:
        words = f"Not filed {_closed(note, shown, AuditAction.NOTE_NOT_FILED)}"
        return "circle-x", "muted", "not filed", _with_reason(words, note, shown, AuditAction.NOTE_NOT_FILED)
    if note.state is NoteState.IN_ERROR:
        event = shown.event(AuditAction.NOTE_IN_ERROR, note.id)
        said = f"In error {moment(shown.at(event.at), shown.today)} by {shown.who(event.who)}" if event else ""
        words = said or f"In error, made {made} by {author}"
        return "ban", "muted", "in error", _with_reason(words, note, shown, AuditAction.NOTE_IN_ERROR)
    return "file-text", "subtle", "draft", f"Draft, made {made} by {author}"


def _with_reason(words: str, note: NoteLine, shown: PatientShown, action: AuditAction) -> str:
    event = shown.event(action, note.id)
    _title, _mark, reason = event.about.partition(". Reason: ") if event else ("", "", "")
    return f"{words}. {reason}" if reason else words


def _closed(note: NoteLine, shown: PatientShown, action: AuditAction) -> str:
    event = shown.event(action, note.id)
    when = moment(shown.at(note.closed_at or note.made_at), shown.today)
    return f"{when} by {shown.who(event.who)}" if event else when


def _abandoned(line: RunLine, shown: PatientShown) -> RowFacts:
    run = line.run
    event = shown.event(AuditAction.RUN_ABANDONED, run.id)
    by = f" by {shown.who(event.who)}" if event else ""
    reason = f". {run.abandoned_reason}" if run.abandoned_reason else ""
    return RowFacts(
        (RUN, run.id, ""),
        run.title,
        second=f"Abandoned {moment(shown.at(run.ended_at or run.touched_at), shown.today)}{by}{reason}",
        state_icon="ban",
        state_token="muted",
        state_words="abandoned",
        buttons=(_OPEN_BUTTON,),
        muted=True,
    )


def _when(shown: PatientShown, at: datetime) -> str:
    local = shown.at(at)
    words = moment(local, shown.today)
    return f"at {words}" if local.date() == shown.today else words


def _run_rank(line: RunLine, notes: Mapping[str, NoteLine]) -> tuple[int, float]:
    note = notes.get(line.run.id)
    if line.run.state is RunState.IN_PROGRESS:
        waits = note is not None and note.state is NoteState.COPIED
        return (0 if waits else 1, -line.run.touched_at.timestamp())
    return (2, -(line.run.ended_at or line.run.touched_at).timestamp())


def _note_rank(note: NoteLine) -> tuple[int, float]:
    rank = {NoteState.COPIED: 0, NoteState.DRAFT: 1}.get(note.state, 2)
    return (rank, -(note.closed_at or note.made_at).timestamp())
