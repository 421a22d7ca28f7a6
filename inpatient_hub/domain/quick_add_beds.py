"""Finds in a typed line the beds it names, however they are written: `bed 4`, `bed4`, `beds 4 and 7`, `bed 4's mum`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inpatient_hub.domain import quick_add_people as people_words
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Finder, Found, PatientInBed, Question, Words

_LABEL = re.compile(r"[0-9]{1,3}[a-z]?|[a-z][0-9]{1,3}", re.ASCII)
_GLUED = re.compile(r"(beds?)[-.#]?([0-9].*)", re.ASCII)
_SHORT = re.compile(r"b([0-9]{1,3}[a-z]?)", re.ASCII)
_VITAMINS = frozenset({"1", "2", "3", "6", "12"})
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_NUMBERS, 1)}
_JOINS = frozenset({"and", "&", "+", "or", "to", "plus", "/", "-"})
_UNITS = re.compile(r"(?:min|minute|hour|hr|day|night|week|month|year)(?:s|ly)?|pm|am|x", re.ASCII)
_MANY = 40
"""Beds of a range such as `beds 1-30`."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that name beds, the first and the one behind the last; `is_short` where `b4` alone may mean a bed."""

    first: int
    behind: int
    labels: tuple[str, ...]
    is_short: bool = False


def bed_finder(people: Sequence[PatientInBed], about: PatientInBed | None) -> Finder:
    """Finds the patient by bed. `people` are all of the ward by id, with their beds; `about` is whom the line is for
    already: anybody else is asked about."""
    names = {one.patient_id: one for one in people}

    def find(words: Words, _ward: WardTime, beds: Beds, chosen: Mapping[str, str]) -> Iterator[Found]:
        found = _first_of(words, beds, chosen, about)
        if found is None:
            return
        means = found.means
        if isinstance(means, Question):
            means = people_words.beside(means, about)
        elif about is not None and means.patient_id != about.patient_id:
            other = names.get(means.patient_id or "") or PatientInBed(means.patient_id or "", means.words)
            means = people_words.another(means.typed, other, about)
        yield replace(found, means=means)

    return find


def _first_of(words: Words, beds: Beds, chosen: Mapping[str, str], about: PatientInBed | None) -> Found | None:
    phrases = list(_phrases(words, beds))
    if not all(phrase.is_short for phrase in phrases):  # where a bed is named in full, `b4` is `before`
        phrases = [one for one in phrases if not (one.is_short and _plain(words[one.first]) == "b4")]
    labels = list(dict.fromkeys(label for phrase in phrases for label in phrase.labels))
    if not labels:
        return None
    last = phrases[-1] if len(labels) > 1 else phrases[0]
    first, behind = phrases[0].first, last.behind
    typed = " ".join(words[first:behind])
    who = chosen.get(typed.casefold())
    for phrase in phrases if who is not None else ():
        label = next((one for one in phrase.labels if who in [there.patient_id for there in beds.get(one, ())]), None)
        if label is not None:
            return _chip(words, phrase, label, next(one for one in beds[label] if one.patient_id == who))
    if len(labels) > 1:
        return Found(first, behind, people_words.which_bed(typed, labels, beds))
    return _of_one(words, phrases[0], beds, about)


def _of_one(words: Words, phrase: _Phrase, beds: Beds, about: PatientInBed | None) -> Found:
    """The one bed that is named: the chip of whoever is in it, or the question."""
    label, typed = phrase.labels[0], " ".join(words[phrase.first : phrase.behind])
    there = beds.get(label, ())
    if phrase.is_short:
        return Found(phrase.first, phrase.behind, people_words.short_for_bed(typed, label, there))
    meant = [one for one in there if about is not None and one.patient_id == about.patient_id] or there
    if len(meant) != 1:
        return Found(phrase.first, phrase.behind, people_words.who_is_in_bed(typed, label, there))
    return _chip(words, phrase, label, meant[0])


def _chip(words: Words, phrase: _Phrase, label: str, who: PatientInBed) -> Found:
    typed = " ".join(words[phrase.first : phrase.behind])
    said = f"Bed {label.upper()}: {who.name}"
    chip = Chip(kind=ChipKind.PATIENT, typed=typed, words=said, patient_id=who.patient_id)
    return Found(phrase.first, phrase.behind, chip)


def _phrases(words: Words, beds: Beds) -> Iterator[_Phrase]:
    place = 0
    while place < len(words):
        phrase = _phrase_at(words, place, beds)
        if phrase is None:
            place += 1
            continue
        before = place and words[place - 1].casefold() in ("for", "in")
        yield replace(phrase, first=place - 1) if before else phrase
        place = phrase.behind


def _phrase_at(words: Words, place: int, beds: Beds) -> _Phrase | None:
    word = _plain(words[place])
    glued, short = _GLUED.fullmatch(word), _SHORT.fullmatch(word)
    if glued:
        labels, behind, several = _labels_of(glued[2], beds), place + 1, glued[1] == "beds"
    elif word in ("bed", "beds"):
        behind = place + 2 if _plain(_at(words, place + 1)) in ("no", "number", "#") else place + 1
        labels, several = _labels_of(_plain(_at(words, behind)), beds), word == "beds"
        behind += 1
    elif short and (short[1] == "4" or short[1] not in _VITAMINS or short[1] in beds or word in beds):
        labels, behind, several = (word if word in beds else short[1],), place + 1, False
    else:
        return None
    if not labels:
        return None
    labels, behind = _and_more(words, labels, behind, beds, several=several)
    return _Phrase(place, behind, labels, is_short=bool(short) and not glued and len(labels) == 1)


def _and_more(
    words: Words, labels: tuple[str, ...], behind: int, beds: Beds, *, several: bool
) -> tuple[tuple[str, ...], int]:
    """The beds that follow: `and 7`, `, 7`, `& bed 7`."""
    while behind < len(words):
        join = _plain(words[behind]) if words[behind] in "&+/-" else words[behind].casefold()
        is_joined, after_comma = join in _JOINS, words[behind - 1].endswith((",", ";"))
        at = behind + is_joined
        at += _plain(_at(words, at)) in ("bed", "beds") and (is_joined or after_comma)
        more = _labels_of(_plain(_at(words, at)), beds)
        loose = join == "to" or not is_joined
        if not more or not (is_joined or after_comma or several):
            break
        if loose and not several and _UNITS.fullmatch(_plain(_at(words, at + 1)).replace("hrly", "hourly")):
            break  # `Bed 4, 2 hourly obs`
        if join == "to" and len(labels) == 1 and several:
            more = _between(labels[0], more[-1], beds)
        labels, behind = (*labels, *(one for one in more if one not in labels)), at + 1
    return labels, behind


def _labels_of(word: str, beds: Beds) -> tuple[str, ...]:
    """The beds of one word: `4`, `4/7`, `4&7`, `2-5`; none where any part of it is no bed."""
    parts = re.split(r"[,/&+-]", word)
    if not all(_LABEL.fullmatch(part) or part in _NUMBER_WORDS for part in parts):
        return ()
    labels = tuple(_as_kept(part, beds) for part in parts)
    return (labels[0], *_between(labels[0], labels[1], beds)) if len(labels) == 2 and "-" in word else labels


def _between(first: str, last: str, beds: Beds) -> tuple[str, ...]:
    """The beds after the first up to the last of a range of numbers."""
    if not (first.isdecimal() and last.isdecimal()) or not 0 < int(last) - int(first) < _MANY:
        return (last,)
    return tuple(_as_kept(str(number), beds) for number in range(int(first) + 1, int(last) + 1))


def _as_kept(word: str, beds: Beds) -> str:
    """The label as the ward writes it: `04` and `four` are bed 4, and so is `b4` where no bed is called so."""
    label = _NUMBER_WORDS.get(word, word)
    if label in beds:
        return label
    short = _SHORT.fullmatch(label)
    return (short[1] if short else label).lstrip("0") or label


def _at(words: Words, place: int) -> str:
    return words[place] if place < len(words) else ""


def _plain(word: str) -> str:
    """A word without what stands around it and without the `'s` of `bed 4's`."""
    plain = word.casefold().replace("\u2019", "'").strip(',;:.!?()"')
    return plain.removesuffix("'s").removesuffix("'")
