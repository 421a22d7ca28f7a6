"""A task typed in one line, such as `Bed 4 ECG before handover !urgent @HCA`, taken apart into chips to look at.

Nothing is taken silently: each chip says what was understood, and any can be thrown out, whose words then belong to the
title again. What could be meant in more than one way is asked, never guessed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_beds import bed_finder
from inpatient_hub.domain.quick_add_ends import end_in, ends_before_it_begins
from inpatient_hub.domain.quick_add_meets import meeting_finder
from inpatient_hub.domain.quick_add_names import name_finder, with_names_marked
from inpatient_hub.domain.quick_add_parts import (
    KEPT,
    Beds,
    Chip,
    ChipKind,
    Finder,
    PatientInBed,
    Question,
    QuickAdd,
    bare,
)
from inpatient_hub.domain.quick_add_repeats import repeat_in
from inpatient_hub.domain.quick_add_words import FINDERS


def taken_apart(
    line: str,
    ward: WardTime,
    beds: Beds,
    *,
    rejected: Collection[ChipKind] = (),
    kept: Collection[str] = (),
    chosen: Mapping[str, str] | None = None,
    people: Sequence[PatientInBed] = (),
    about: PatientInBed | None = None,
) -> QuickAdd:
    """What a line means on this ward. Chips of a kind in `rejected` are not made, and no phrase in `kept` is read:
    their words stay in the title. `chosen` says who is meant where a bed has several, by the words of the line.
    `people` are everyone on the ward: a name of theirs is asked about where the line does not name their bed. `about`
    is whom the line was begun for: whoever else it names is asked about, too."""
    words = with_names_marked(_kept(line.split(), kept), people, ward)
    chips: list[Chip] = []
    questions: list[Question] = []
    for kind, find in _finders(people, about, chips, questions):
        for found in find(words, ward, beds, chosen or {}):
            if kind in rejected or isinstance(found.means, Question):
                if isinstance(found.means, Question) and kind not in rejected:
                    questions.append(_unmarked(found.means))
                words[found.first : found.behind] = [_hidden(word) for word in words[found.first : found.behind]]
            else:
                chips.append(found.means)
                words[found.first : found.behind] = []
    order = list(ChipKind)
    understood = QuickAdd(
        title=" ".join(map(bare, words)),
        chips=tuple(sorted(chips, key=lambda chip: order.index(chip.kind))),
        questions=tuple(questions),
    )
    too_early = ends_before_it_begins(understood)
    if too_early is None:
        return understood
    again = taken_apart(
        line,
        ward,
        beds,
        rejected={*rejected, ChipKind.UNTIL},
        kept=kept,
        chosen=chosen,
        people=people,
        about=about,
    )
    return replace(again, questions=(*again.questions, too_early))


def _finders(
    people: Sequence[PatientInBed], about: PatientInBed | None, chips: Sequence[Chip], questions: Sequence[Question]
) -> Iterator[tuple[ChipKind, Finder]]:
    """Whatever finds something, one after the other: each may look at what was found before it."""
    yield ChipKind.PATIENT, bed_finder(people, about)
    yield ChipKind.REPEAT, repeat_in
    if any(chip.kind is ChipKind.REPEAT for chip in chips):
        yield ChipKind.UNTIL, end_in
    yield from FINDERS
    yield ChipKind.PLACE, meeting_finder(chips)
    if not any(question.kind is ChipKind.PATIENT for question in questions):
        yield ChipKind.PATIENT, name_finder(people, chips, about)


def _hidden(word: str) -> str:
    return word if word.startswith(KEPT) else f"{KEPT}{word}"


def _unmarked(asked: Question) -> Question:
    """A question in the words that were typed: a name between two days is marked in the line."""
    choices = (
        replace(one, words=bare(one.words), instead=one.instead if one.instead is None else bare(one.instead))
        for one in asked.choices
    )
    return replace(asked, typed=bare(asked.typed), sentence=bare(asked.sentence), choices=tuple(choices))


def _kept(words: list[str], phrases: Collection[str]) -> list[str]:
    """The words, those of these phrases hidden from whoever reads the line."""
    plain = [word.casefold() for word in words]
    for phrase in phrases:
        wanted = phrase.casefold().split()
        for first in range(len(plain) - len(wanted) + 1 if wanted else 0):
            if plain[first : first + len(wanted)] == wanted:
                words[first : first + len(wanted)] = [_hidden(word) for word in words[first : first + len(wanted)]]
    return words
