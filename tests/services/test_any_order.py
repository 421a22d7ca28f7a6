"""Whatever two people do, in whatever order: no answer is lost, no blank leaves, and the tray is true."""

import hashlib

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_text import blanks_in, made_plain, starts_with_name
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import AnswerValue, RunState
from inpatient_hub.domain.walk import missing, reads_only
from tests.services.making import TO_NOTE, Desk

ANSWERS: dict[str, list[AnswerValue]] = {
    "criteria": [None, ["x"], ["x", "y"]],
    "consent": [None, "agreed", "declined", "gone"],
    "legal": [None, "informal", "s3"],
    "area": ["north", "south"],
    "send": [None, TO_NOTE["send"], {"contact": "south_advocacy", "method": "email"}],
    "later": [{"wanted": "no"}, {"wanted": "yes"}, "2026-12-24"],
}
FIELDS: dict[str, list[AnswerValue]] = {
    "event_time": [None, "15:00", "16:30", "nonsense"],
    "event_date": ["2026-11-20", "2026-11-19"],
    "reason": ["", "Rest", "[NOT YET KNOWN]", "x" * 50],
    "told": [True, False, None],
    "more": ["", "Words. " * 800],
}


class TwoNurses(RuleBasedStateMachine):
    """Two nurses at one run."""

    @initialize(answered=st.sampled_from([True, True, True, False]))
    def begin(self, answered: bool) -> None:
        self.desk = Desk()
        self.run_id = self.desk.start()
        self.given: dict[tuple[str, str], AnswerValue] = {}
        self.count = 0
        self.clipboard = ""
        if answered:
            self.answer_everything()

    def _who(self, other: bool) -> str:
        return self.desk.joe.id if other else self.desk.by

    def _answer(self, step: str, field: str, value: AnswerValue, other: bool) -> None:
        try:
            view, _ = self.desk.hub.runs.answer(self.run_id, step, value, field_id=field, by=self._who(other))
        except HubError:
            return
        kept = view.answers.get((step, field))
        assert (kept is None) == (value is None)
        if kept is None:
            self.given.pop((step, field), None)
        else:
            self.given[step, field] = kept.value
        sent = view.answers.get(("send", ""))
        if step == "area" and sent is None:
            self.given.pop(("send", ""), None)

    @rule(step=st.sampled_from(sorted(ANSWERS)), data=st.data(), other=st.booleans())
    def answer(self, step: str, data: st.DataObject, other: bool) -> None:
        self._answer(step, "", data.draw(st.sampled_from(ANSWERS[step])), other)

    @rule(
        step=st.sampled_from(["note", "note_declined"]),
        field=st.sampled_from(sorted(FIELDS)),
        data=st.data(),
        other=st.booleans(),
    )
    def fill(self, step: str, field: str, data: st.DataObject, other: bool) -> None:
        self._answer(step, field, data.draw(st.sampled_from(FIELDS[field])), other)

    def answer_everything(self) -> None:
        """Makes the note one that can be copied."""
        for step, value in TO_NOTE.items():
            self._answer(step, "", value, False)
        for field, value in (("event_time", "15:00"), ("reason", "Rest")):
            self._answer("note", field, value, False)

    @rule(forward=st.booleans(), other=st.booleans())
    def walk(self, forward: bool, other: bool) -> None:
        before = self.desk.hub.runs.view(self.run_id)
        move = self.desk.hub.runs.next if forward else self.desk.hub.runs.back
        try:
            view, _ = move(self.run_id, by=self._who(other))
        except HubError:
            assert forward
            assert before.missing
            return
        if forward and reads_only(before.step) and before.run.state is RunState.IN_PROGRESS:
            self.given[before.step.id, ""] = True
        assert abs(view.number - before.number) <= 1

    @rule(minutes=st.sampled_from([0.5, 20, 180, 600]))
    def wait(self, minutes: float) -> None:
        self.desk.later(minutes=minutes)

    @rule(other=st.booleans(), bracket=st.booleans())
    def edit(self, other: bool, bracket: bool) -> None:
        try:
            text = self.desk.hub.notes.preview(self.run_id, by=self._who(other)).text
            sentence = " [STILL TO DO]" if bracket else " And so on."
            self.desk.hub.notes.edit(self.run_id, text + sentence, by=self._who(other))
        except HubError:
            return

    @rule(other=st.booleans())
    def remake(self, other: bool) -> None:
        try:
            shown, _ = self.desk.hub.notes.remake(self.run_id, by=self._who(other))
        except HubError:
            return
        assert not shown.edited

    @rule(other=st.booleans())
    def copy(self, other: bool) -> None:
        try:
            shown = self.desk.hub.notes.preview(self.run_id, by=self._who(other))
            copied = self.desk.hub.notes.copy(
                self.run_id, made_at=shown.made_at, by=self._who(other), seen_hash=shown.text_hash
            )
        except HubError:
            return
        assert copied.note.text == shown.text
        if copied.parts == 1:
            assert copied.text == shown.text
        self.clipboard = shown.text
        self._check_copy(shown.text)

    @precondition(lambda self: self.clipboard)
    @rule()
    def copy_again(self) -> None:
        note = self.desk.hub.runs.view(self.run_id).note
        assert note is not None
        try:
            again = self.desk.hub.notes.copy_again(note.id, by=self.desk.by)
        except HubError:
            return
        assert again.note.text == self.clipboard
        self._check_copy(again.note.text)

    @precondition(lambda self: self.clipboard)
    @rule(filed=st.booleans())
    def say(self, filed: bool) -> None:
        note = self.desk.hub.runs.view(self.run_id).note
        assert note is not None
        try:
            if filed:
                self.desk.hub.notes.mark_filed(note.id, by=self.desk.by)
            else:
                self.desk.hub.notes.mark_not_filed(note.id, "Not now", by=self.desk.by)
        except HubError:
            return
        if filed:
            assert self.desk.note(note.id).text == self.clipboard
            assert self.desk.hub.runs.view(self.run_id).run.state is RunState.FILED

    def _check_copy(self, text: str) -> None:
        assert blanks_in(text) == ()
        assert made_plain(text) == text
        assert starts_with_name(text, self.desk.patient)
        note = self.desk.hub.runs.view(self.run_id).note
        assert note is not None
        last = next(
            event for event in self.desk.trail(Kind.NOTE, note.id)[::-1] if event.action is AuditAction.NOTE_COPIED
        )
        assert last.text_hash == hashlib.sha256(text.encode("utf-8")).hexdigest()

    @invariant()
    def no_answer_is_lost(self) -> None:
        view = self.desk.hub.runs.view(self.run_id)
        assert {key: answer.value for key, answer in view.answers.items()} == self.given
        count = len(self.desk.given(self.run_id))
        assert count >= self.count
        self.count = count

    @invariant()
    def the_run_stands_on_its_way_and_never_past_an_unanswered_step(self) -> None:
        view = self.desk.hub.runs.view(self.run_id)
        assert view.step.id == view.run.current_step_id
        assert (view.number, len(view.steps)) == (view.run.step_number, view.run.step_count)
        assert not [step.id for step in view.steps[: view.number - 1] if missing(step, view.answers)]

    @invariant()
    def the_tray_is_what_was_copied_and_not_yet_said(self) -> None:
        note = self.desk.hub.runs.view(self.run_id).note
        tray = [line.id for line in self.desk.hub.notes.unfiled(self.desk.ward_id)]
        assert tray == ([note.id] if note is not None and note.state is NoteState.COPIED else [])
        if note is not None and note.state in (NoteState.COPIED, NoteState.FILED):
            assert note.text == self.clipboard
            assert (note.closed_at is None) == (note.state is NoteState.COPIED)


TwoNurses.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
TestWhateverTwoNursesDo = TwoNurses.TestCase
