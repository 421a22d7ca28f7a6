"""Keeps what a person had typed and not saved when the window was locked, and gives it back to them alone."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.drafts import Draft, KeptDraft
from inpatient_hub.services.ports import Clock, NewId, Work
from inpatient_hub.services.seat import Seat, needs, open_to_all


class DraftKeeper(Protocol):
    """Where drafts lie, sealed. Both raise HubError when the disk fails."""

    def read(self) -> tuple[KeptDraft, ...]:
        """All that are there. What cannot be opened with this ward's key is not there."""
        ...

    def write(self, drafts: Sequence[KeptDraft]) -> None:
        """Keeps exactly these, on the disk when it returns."""
        ...


class DraftService:
    """Drafts of one ward on this computer. Without a keeper nothing is kept: a shared database has no key to seal with,
    and a ward that is thrown away has no afterwards."""

    def __init__(self, *, keeper: DraftKeeper | None, clock: Clock, new_id: NewId, seat: Seat) -> None:
        self._keeper = keeper
        self._seat = seat
        self._clock = clock
        self._new_id = new_id

    @open_to_all
    def keep(self, drafts: Sequence[Draft], *, staff_id: str) -> None:
        """Adds these to what waits for this person, whose time may just be over: it is what was on their screen. One
        about the same thing takes the place of an older one. Raises HubError when they could not be kept."""
        if self._keeper is None or not drafts:
            return
        rest = [
            one
            for one in self._waiting(self._keeper)
            if one.staff_id != staff_id or not any(one.draft.is_of_same(draft) for draft in drafts)
        ]
        now = self._clock.now()
        new = [KeptDraft(id=self._new_id(), staff_id=staff_id, kept_at=now, draft=draft) for draft in drafts]
        self._keeper.write([*rest, *new])

    @needs(Right.DO_WORK)
    def waiting(self, *, by: str) -> tuple[KeptDraft, ...]:
        """What the person at the computer had typed and did not put back or throw away yet, the newest first."""
        if self._keeper is None:
            return ()
        mine = [one for one in self._waiting(self._keeper) if one.staff_id == by]
        return tuple(sorted(mine, key=lambda one: one.kept_at, reverse=True))

    @needs(Right.DO_WORK)
    def drop(self, draft_id: str, *, by: str) -> None:
        """It was put back or thrown away by the person it belongs to. One that is gone already is no fault."""
        if self._keeper is None:
            return
        before = self._keeper.read()
        rest = [one for one in before if one.id != draft_id or one.staff_id != by]
        if len(rest) != len(before):
            self._keeper.write(rest)

    @needs(Right.APPROVE_ERASURE)
    def drop_about(self, ids: Collection[str], names: Collection[str]) -> None:
        """Takes out whatever anybody had typed about one of these records, or that names one of them, and what is about
        nothing that is saved yet and has one of these names or numbers in it. Raises HubError when the disk fails."""
        says = _saying(names)
        self._drop(lambda one: _is_about(one, ids) or (not one.draft.about and says(one.draft)))

    @needs(Right.WARD_SETTINGS)
    def drop_details(self, ids: Collection[str], staff_ids: Collection[str]) -> None:
        """The same for a ward that keeps no details any more, of whose patients and work these are the ids. What its
        people had typed about nothing that is saved yet goes too: a new patient is all details. Raises HubError when
        the disk fails."""
        self._drop(lambda one: _is_about(one, ids) or (not one.draft.about and one.staff_id in staff_ids))

    def _drop(self, is_gone: Callable[[KeptDraft], bool]) -> None:
        if self._keeper is None:
            return
        before = self._keeper.read()
        rest = [one for one in before if not is_gone(one)]
        if len(rest) != len(before):
            self._keeper.write(rest)

    def _waiting(self, keeper: DraftKeeper) -> list[KeptDraft]:
        return still_waiting(keeper, self._clock.now())


def _saying(names: Collection[str]) -> Callable[[Draft], bool]:
    """Asks whether one of these is said in a draft, as a word of its own, however it is spaced and capitalised."""
    wanted = [r"\s*".join(map(re.escape, "".join(name.split()))) for name in names if name.strip()]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", re.IGNORECASE) if wanted else None
    return lambda draft: pattern is not None and any(map(pattern.search, (draft.title, *_texts(draft.typed))))


def _texts(typed: object) -> Iterator[str]:
    if isinstance(typed, str):
        yield typed
    elif isinstance(typed, Mapping):
        for one in typed.values():
            yield from _texts(one)
    elif isinstance(typed, list | tuple):
        for one in typed:
            yield from _texts(one)


def _is_about(kept: KeptDraft, ids: Collection[str]) -> bool:
    return kept.draft.about in ids or any(text in ids for text in _texts(kept.draft.typed))


def still_waiting(keeper: DraftKeeper, now: datetime) -> list[KeptDraft]:
    """The drafts that somebody may come back to. The others are taken out of the file, as what they tell may be about a
    patient whose records are gone. Raises HubError when the disk fails."""
    all_there = keeper.read()
    rest = [one for one in all_there if not one.is_over(now)]
    if len(rest) != len(all_there):
        keeper.write(rest)
    return rest


def ids_about(work: Work, patient_id: str) -> frozenset[str]:
    """The ids under which drafts about a patient may be kept: theirs, and those of their referrals, notes, tasks and
    repeats. Only its own where it is no patient's."""
    runs = [line.run.id for line in work.runs.of_patient(patient_id)]
    notes = [note.id for run_id in runs if (note := work.notes.of_run(run_id)) is not None]
    tasks = [line.task.id for line in work.tasks.of_patient(patient_id)]
    series = [one.id for one in work.series.of_patient(patient_id)]
    return frozenset({patient_id, *runs, *notes, *tasks, *series})
