"""A patient's name in a typed line is asked about, never taken: people of a ward share names with each other and with
words."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from inpatient_hub.domain.due_dates import is_month, weekday_of
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_misspelt import nearly_a_day
from inpatient_hub.domain.quick_add_parts import (
    KEPT,
    NAMED,
    Beds,
    Chip,
    ChipKind,
    Choice,
    Finder,
    Found,
    PatientInBed,
    Question,
    Words,
    bare,
    question,
)
from inpatient_hub.domain.quick_add_people import another, bed_and_name, beside
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.similar_names import sound_of

_TITLES = ("dr", "mr", "mrs", "ms", "miss", "mx")
_ALSO_WORDS = frozenset(
    "april art ash august basil bay bed bell bill bond bush care carer case chance chase church cook cross day dean"
    " dawn drew dusk early eve faith family field file ford frank gale gene gift grace gray green grey hall hand hart"
    " head hill home honey hope house ivy jack jade jay joy june kay king lake lane late law lee long love major mark"
    " marsh mason may mill miles mo mum nation night norm note notes old olive page pain park pat penny piper poppy"
    " price prior ray read reed rich ring rob robin rock rose round ruby rush sage sam sandy say self senior shaw ship"
    " short small smart stone street sue summer swan team temple tom town uncle van victor view violet wade walk wall"
    " ward wash waters way weeks wells west white will wise wolf wood woods work young".split()
)
"""Names that are words of a task too: they are names only where they begin with a capital in the middle of a line,
stand behind a title, beside the other name of the same patient, or as `May's`."""
_SHORTEST = 3


CalledSo = Mapping[str, list[PatientInBed]]
"""Who is called so, by each word of their names."""


def with_names_marked(words: Words, people: Sequence[PatientInBed], ward: WardTime) -> Words:
    """The words, those marked that look like a day, a month or a shift and are part of a patient's name here: `June
    Friday` is no day where she is on the ward, and neither is `Mr Early`."""
    shifts = {shift.name.casefold() for shift in ward.shifts}
    plain = [_plain(word) for word in words]
    days = [weekday_of(word) is not None or is_month(word) or word in shifts for word in plain]
    nearly = [not is_day and bool(nearly_a_day(word)) for word, is_day in zip(plain, days, strict=True)]
    if not any(days) and not any(nearly):
        return words
    called_so, marked = _by_name(people), list(words)
    for place, word in enumerate(words):
        around = range(max(place - 1, 0), place + 1)
        is_part = nearly[place] or _behind_title(words, place)  # `Munday`, `Mr Early`
        is_name = (is_part and plain[place] in called_so) or any(_both_names(words, at, called_so) for at in around)
        if (days[place] or nearly[place]) and is_name and not word.startswith(KEPT):
            marked[place] = f"{NAMED}{word}"
    return marked


def name_finder(people: Sequence[PatientInBed], so_far: Sequence[Chip], about: PatientInBed | None) -> Finder:
    """Finds patients by name, behind everything else. `so_far` are the chips of the line: a name that agrees with the
    bed it names, or with whom it is `about`, stays a word; another is asked about."""

    def find(words: Words, _ward: WardTime, _beds: Beds, chosen: Mapping[str, str]) -> Iterator[Found]:
        called_so = _by_name(people)
        while True:
            chip = next((one for one in so_far if one.kind is ChipKind.PATIENT), None)
            found = _next_name(
                words, called_so, {chip.patient_id if chip else None, about.patient_id if about else None}
            )
            if found is None:
                return
            first, behind, called = found
            typed = bare(" ".join(words[first:behind]))
            means: Chip | Question
            alike = _like(_plain(words[behind - 1]), called, people)
            if about is not None:
                means = (
                    another(typed, called[0], about)
                    if len(called) == 1
                    else beside(_which(typed, [*called, *alike]), about)
                )
            elif chip is not None:
                means = bed_and_name(typed, called, _behind(chip, people), chip.typed)
            else:
                means = _asked(typed, called, alike, chosen)
            yield Found(first, behind, means)
            if isinstance(means, Question):
                return

    return find


def _by_name(people: Sequence[PatientInBed]) -> CalledSo:
    called_so: dict[str, list[PatientInBed]] = {}
    for one in people:
        for name in _names(one):
            called_so.setdefault(name, []).append(one)
    return called_so


def _next_name(
    words: Words, called_so: CalledSo, agreed: Collection[str | None]
) -> tuple[int, int, list[PatientInBed]] | None:
    """The first words that are a name of somebody else than the line is about already, and who is called so."""
    place = 0
    while place < len(words):
        found = _name_at(words, place, called_so)
        if found is not None and not any(one.patient_id in agreed for one in found[2]):
            return found
        place = found[1] if found is not None else place + 1
    return None


def _name_at(words: Words, place: int, called_so: CalledSo) -> tuple[int, int, list[PatientInBed]] | None:
    word, plain = words[place].removeprefix(NAMED), _plain(words[place])
    if word.startswith(KEPT):
        return None
    behind_title, both = _behind_title(words, place), _both_names(words, place, called_so)
    if both:
        return place - behind_title, place + 2, both  # `Emma Woodhouse`
    is_long = len(plain) >= (2 if word[:1].isupper() else _SHORTEST)
    called = called_so.get(plain, [])
    if not called or not is_long or not (behind_title or _is_name_here(word, plain, place)):
        return None
    return place - behind_title, place + 1, called


def _behind_title(words: Words, place: int) -> bool:
    return place > 0 and words[place - 1].casefold().strip(".") in _TITLES


def _both_names(words: Words, place: int, called_so: CalledSo) -> list[PatientInBed]:
    """Whose two names the words from here are, in either order."""
    if place + 1 >= len(words) or _plain(words[place]) == _plain(words[place + 1]):
        return []
    others = called_so.get(_plain(words[place + 1]), ())
    return [one for one in called_so.get(_plain(words[place]), ()) if one in others]


def _behind(chip: Chip, people: Sequence[PatientInBed]) -> PatientInBed:
    """Whom a chip names, with their bed."""
    who = next((one for one in people if one.patient_id == chip.patient_id), None)
    return who or PatientInBed(chip.patient_id or "", chip.words)


def _asked(
    typed: str, called: Sequence[PatientInBed], alike: Sequence[PatientInBed], chosen: Mapping[str, str]
) -> Chip | Question:
    who = chosen.get(typed.casefold())
    for one in (*called, *alike):
        if one.patient_id == who:
            return Chip(kind=ChipKind.PATIENT, typed=typed, words=one.name, patient_id=who)
    return _which(typed, [*called, *alike])


def _which(typed: str, several: Sequence[PatientInBed]) -> Question:
    said = f"Is this about {several[0].name}?" if len(several) == 1 else f"Who is meant with '{typed}'?"
    yes = "Yes, {}" if len(several) == 1 else "{}"
    choices = (Choice(words=yes.format(_with_called(one)), patient_id=one.patient_id) for one in several)
    return question(ChipKind.PATIENT, typed, said, *choices)


def _with_called(one: PatientInBed) -> str:
    """The name, with what they like to be called where it does not say so: the ward may know them by nothing else."""
    is_said = set(map(_plain, one.called.split())) <= set(map(_plain, one.name.split()))
    return one.name if is_said else f"{one.name}, called {one.called}"


def _is_name_here(word: str, plain: str, place: int) -> bool:
    if plain not in _ALSO_WORDS or (place > 0 and word[:1].isupper()):
        return True
    return len(plain) >= _SHORTEST and word.replace("\u2019", "'").rstrip(",;.").casefold().endswith("'s")


def _like(plain: str, called: Sequence[PatientInBed], people: Sequence[PatientInBed]) -> list[PatientInBed]:
    """Others whose name sounds like the word that was typed."""
    sound = sound_of(plain)
    return [one for one in people if one not in called and sound and sound in map(sound_of, _names(one))]


def _names(one: PatientInBed) -> frozenset[str]:
    """The words of a family name and a given name, as they are shown: `EARNSHAW, Catherine, bed 4`, and of what they
    like to be called; of a double name its parts, too."""
    parts = one.name.split(", ")
    shown = parts[:-1] if len(parts) > 1 and parts[-1].startswith("bed ") else parts
    words = [word for part in (*shown, one.called) for word in part.split()]
    halves = [half for word in words for half in re.split("[-\u2010\u2011]", word)]
    return frozenset(map(_plain, [*words, *halves])) - {""}


def _plain(word: str) -> str:
    """Folded, without what stands around it and without the `'s` of `Emma's`."""
    name = bare(word).strip('.,;:!?()"').replace("\u2019", "'").removesuffix("'s").removesuffix("'S")
    letters = folded(name).replace(" ", "")
    return letters if letters.isalpha() else ""
