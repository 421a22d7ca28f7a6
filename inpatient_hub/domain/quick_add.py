"""A task typed in one line, such as `Bed 4 ECG before handover !urgent @HCA`, taken apart into chips to look at.

Nothing is taken silently: each chip says what was understood, and any can be thrown out, whose words then belong to the
title again. What could be meant in more than one way is asked, never guessed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_names import people_named
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Found, PatientInBed, Question, QuickAdd
from inpatient_hub.domain.quick_add_words import FINDERS, Finder


def taken_apart(
    line: str,
    ward: WardTime,
    beds: Beds,
    *,
    rejected: Collection[ChipKind] = (),
    kept: Collection[str] = (),
    chosen: Mapping[str, str] | None = None,
    people: Sequence[PatientInBed] = (),
) -> QuickAdd:
    """What a line means on this ward. Chips of a kind in `rejected` are not made, and no phrase in `kept` is read:
    their words stay in the title. `chosen` says who is meant where a bed has several, by the words of the line.
    `people` are everyone on the ward: a name of theirs in a line that names no bed is asked about."""
    words = _kept(line.split(), kept)
    chips: list[Chip] = []
    questions: list[Question] = []
    for kind, find in (*FINDERS, (ChipKind.PATIENT, _finder_of(people, chips, questions))):
        for found in find(words, ward, beds, chosen or {}):
            if kind in rejected or isinstance(found.means, Question):
                if isinstance(found.means, Question) and kind not in rejected:
                    questions.append(found.means)
                words[found.first : found.behind] = [_hidden(word) for word in words[found.first : found.behind]]
            else:
                chips.append(found.means)
                words[found.first : found.behind] = []
    order = list(ChipKind)
    return QuickAdd(
        title=" ".join(word.removeprefix(_HIDDEN) for word in words),
        chips=tuple(sorted(chips, key=lambda chip: order.index(chip.kind))),
        questions=tuple(questions),
    )


def _finder_of(people: Sequence[PatientInBed], chips: Sequence[Chip], questions: Sequence[Question]) -> Finder:
    """Finds a patient by name, last of all, where nothing else of the line says whom it is about."""

    def find(words: list[str], _ward: WardTime, _beds: Beds, chosen: Mapping[str, str]) -> Iterator[Found]:
        kinds = {*(chip.kind for chip in chips), *(question.kind for question in questions)}
        if ChipKind.PATIENT not in kinds:
            yield from people_named(words, people, chosen)

    return find


_HIDDEN = "\0"
"""Before a word that belongs to the title whatever it looks like."""


def _hidden(word: str) -> str:
    return word if word.startswith(_HIDDEN) else f"{_HIDDEN}{word}"


def _kept(words: list[str], phrases: Collection[str]) -> list[str]:
    """The words, those of these phrases hidden from whoever reads the line."""
    plain = [word.casefold() for word in words]
    for phrase in phrases:
        wanted = phrase.casefold().split()
        for first in range(len(plain) - len(wanted) + 1 if wanted else 0):
            if plain[first : first + len(wanted)] == wanted:
                words[first : first + len(wanted)] = [_hidden(word) for word in words[first : first + len(wanted)]]
    return words
