"""What is asked about words of a typed line that could be meant in more than one way, or in none."""

import re
from collections.abc import Iterator, Sequence

from inpatient_hub.domain.due_words import WardTime, understood
from inpatient_hub.domain.quick_add_days import next_such, shown, written
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Question

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNREAD_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_UNREAD_TIME = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_HOUR = re.compile(r"[1-9]|1[0-2]", re.ASCII)
_DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.ASCII)


def gone_by(typed: str, words: str) -> Question:
    """The day that was understood lies in the past."""
    return _question(ChipKind.DUE, typed, f"{words} has gone by.", Choice(words="Today", instead="today"))


def unclear_times(words: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """The first words that look like a day or a time and cannot be read as one."""
    plain = [word.casefold().strip(",;") for word in words]
    for place in range(len(plain)):
        for look in (_ward_round_unknown, _hour_alone, _no_date, _no_time):
            found = look(words, plain, place, ward)
            if found is not None:
                yield found
                return


def _ward_round_unknown(words: Sequence[str], plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    behind = next(
        (
            place + len(said)
            for said in (["before", "ward", "round"], ["before", "the", "ward", "round"])
            if plain[place : place + len(said)] == said
        ),
        None,
    )
    if behind is None or (ward.ward_round is not None and ward.ward_round[0]):
        return None
    said = "This ward has not said when its ward round is. It can be set in the ward's settings."
    return Found(place, behind, _question(ChipKind.DUE, " ".join(words[place:behind]), said))


def _hour_alone(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    """`at 4` is four in the night or in the afternoon."""
    if plain[place] != "at" or place + 1 >= len(plain) or not _HOUR.fullmatch(plain[place + 1]):
        return None
    hour, typed = int(plain[place + 1]) % 12, " ".join(words[place : place + 2])
    choices = (Choice(words=f"{at:02}:00", instead=f"at {at:02}:00") for at in (hour, hour + 12))
    return Found(place, place + 2, _question(ChipKind.DUE, typed, f"Which hour is meant with '{typed}'?", *choices))


def _no_date(words: Sequence[str], plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    word, following = plain[place], plain[place + 1] if place + 1 < len(plain) else ""
    read = understood(words[place : place + 2], ward)
    if read is not None and read.first == 0:
        return None  # another day beside the one that was taken: it stays in the title
    if _DAY_NUMBER.fullmatch(word) and following[:3] in _MONTHS and following.isalpha() and _is_month(following):
        typed = " ".join(words[place : place + 2])
        return Found(place, place + 2, _question(ChipKind.DUE, typed, f"'{typed}' is no date."))
    if _UNREAD_DATE.fullmatch(word):
        return Found(place, place + 1, _question(ChipKind.DUE, words[place], f"'{words[place]}' is no date."))
    short = _SHORT_DATE.fullmatch(word)
    day = next_such(int(short[1]), int(short[2]), ward.today) if short is not None else None
    if day is None:
        return None
    said = f"'{words[place]}' may be a date or part of the title."
    meant = Choice(words=shown(day), instead=written(day))
    return Found(place, place + 1, _question(ChipKind.DUE, words[place], said, meant))


def _no_time(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    if not _UNREAD_TIME.fullmatch(plain[place]) or _is_time(plain[place]):
        return None
    return Found(place, place + 1, _question(ChipKind.DUE, words[place], f"'{words[place]}' is no time."))


def _is_month(word: str) -> bool:
    full = "january february march april may june july august september october november december sept"
    return word in _MONTHS or word in full.split()


def _is_time(word: str) -> bool:
    hours, minutes = word.split(":")
    return int(hours) < 24 and int(minutes) < 60


def _question(kind: ChipKind, typed: str, sentence: str, *choices: Choice) -> Question:
    keep = Choice(words=f"Keep '{typed}' in the title")
    return Question(kind=kind, typed=typed, sentence=sentence, choices=(*choices, keep))
