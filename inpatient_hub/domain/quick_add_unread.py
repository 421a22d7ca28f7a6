"""What is asked about words that look like a day or a time, and that nobody could read as one."""

import re
from collections.abc import Callable, Iterator, Sequence

from inpatient_hub.domain.due_dates import is_month, weekday_of
from inpatient_hub.domain.due_parts import WardTime, is_title_word, number_of
from inpatient_hub.domain.quick_add_days import next_such, shown, written
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, Question

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNREAD_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_GLUED_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[-/]?([a-z]{3,9})", re.ASCII)
_MOST_LIKE_A_MONTH = 19
"""What stands behind the stroke of a date that was mistyped; `24/30` is a score."""
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_UNREAD_TIME = re.compile(r"\d{1,2}:\d{2}|\d{1,2}(?:am|pm)", re.ASCII)
_HOUR = re.compile(r"[1-9]|1[0-2]", re.ASCII)
_DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.ASCII)
_AT = frozenset("at by before after around about approx till until from between @".split())
_LEFT = frozenset(
    "midnight noon midday tonight today tomorrow fortnight nocte mane weekend xmas christmas easter"
    " wd wds lunchtime teatime bedtime overnight nye hogmanay l8r 2400 24:00".split()
)
_SHORTENED = {"b4": "before", "wkend": "weekend"}
_PHRASES = (
    ("boxing", "day"),
    ("new", "years", "eve"),
    ("new", "year's", "eve"),
    ("new", "year"),
    ("new", "years", "day"),
    ("new", "year's", "day"),
    ("bank", "holiday"),
    ("good", "friday"),
    ("tea", "time"),
    ("lunch", "time"),
    ("bed", "time"),
    *((when, *the, "discharge") for when in ("before", "on", "at", "until", "after") for the in ((), ("the",))),
    ("until", "discharged"),
    ("till", "discharged"),
    ("when", "discharged"),
    ("once", "discharged"),
)
_DAYS_JOINED = re.compile(r"([a-z]+)[-/+&,]([a-z]+)(?:[-/+&,]([a-z]+))?", re.ASCII)
_OF_A_MONTH = frozenset("in by before during of mid early late".split())
_HOW_OFTEN = frozenset("weekends annually".split())
_EVERY_SO_MANY = re.compile(r"q\d{1,2}[dhmw]", re.ASCII)
_DAY_NUMBERS = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?:[-/]\d{1,2}(?:st|nd|rd|th)?)?", re.ASCII)
_FROM_TO = re.compile(r"\d{1,2}(?:st|nd|rd|th)[-/]\d{1,2}(?:st|nd|rd|th)", re.ASCII)
_ABOUT = re.compile(r"\d{1,2}(?:[:.]\d{2})?ish", re.ASCII)
_FIRST_OF = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)|first|last)", re.ASCII)

Look = Callable[[Sequence[str], Sequence[str], int, WardTime], Found | None]


def unread(words: Sequence[str], ward: WardTime) -> Iterator[Found]:
    """The first words that look like a day or a time and cannot be read as one."""
    plain = [word.casefold().strip(",;").replace("\u2019", "'") for word in words]
    plain = [_SHORTENED.get(word, word) for word in plain]
    for place in range(len(plain)):
        for look in _LOOKS:
            found = look(words, plain, place, ward)
            if found is not None:
                yield found
                return


def _ward_round_unknown(words: Sequence[str], plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    if plain[place] not in ("before", "by", "after") or (ward.ward_round is not None and ward.ward_round[0]):
        return None
    the = plain[place + 1 : place + 2] == ["the"]
    count = next((len(said) for said in (["ward", "round"], ["wr"]) if _stands(plain, place + 1 + the, said)), 0)
    if not count:
        return None
    behind = place + 1 + the + count
    said = "This ward has not said when its ward round is. It can be set in the ward's settings."
    return Found(place, behind, _question(ChipKind.DUE, " ".join(words[place:behind]), said))


def _hour_alone(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    """`at 4` is four in the night or in the afternoon."""
    if plain[place] not in _AT or place + 1 >= len(plain) or not _is_hour(plain[place + 1], plain[place]):
        return None
    following = plain[place + 2] if place + 2 < len(plain) else ""
    if plain[place] != "at" and (is_title_word(following) or following[:1].isdecimal()):
        return None
    hour, typed = (number_of(plain[place + 1]) or 0) % 12, " ".join(words[place : place + 2])
    choices = (Choice(words=f"{at:02}:00", instead=f"at {at:02}:00") for at in (hour, hour + 12))
    return Found(place, place + 2, _question(ChipKind.DUE, typed, f"Which hour is meant with '{typed}'?", *choices))


def _is_hour(word: str, before: str) -> bool:
    """A number from 1 to 12, after `at` also in letters."""
    in_letters = before == "at" and word not in ("a", "an") and 1 <= (number_of(word) or 0) <= 12
    return _HOUR.fullmatch(word) is not None or (in_letters and word.isalpha())


def _in_a_month(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    """`in May` names no day."""
    following = plain[place + 1] if place + 1 < len(plain) else ""
    number = "".join(plain[place + 2 : place + 3])
    if plain[place] not in _OF_A_MONTH or not is_month(following) or _DAY_NUMBER.fullmatch(number):
        return None
    typed = " ".join(words[place : place + 2])
    said = f"'{typed}' does not say plainly when it is due. Type a day or a time."
    return Found(place, place + 2, _question(ChipKind.DUE, typed, said))


def _no_date(words: Sequence[str], plain: Sequence[str], place: int, ward: WardTime) -> Found | None:
    count = _unread_date(plain, place)
    if count:
        typed = " ".join(words[place : place + count])
        return Found(place, place + count, _question(ChipKind.DUE, typed, f"'{typed}' is no date."))
    short = _SHORT_DATE.fullmatch(plain[place]) if plain[place - 1 : place] not in (["bed"], ["beds"]) else None
    if short is None:
        return None
    number, month = int(short[1]), int(short[2])
    day = next_such(number, month, ward.today)
    if day is None:
        return _no_such_day(words, place, number, month, ward)
    said = f"'{words[place]}' may be a date or part of the title."
    meant = Choice(words=shown(day), instead=written(day))
    return Found(place, place + 1, _question(ChipKind.DUE, words[place], said, meant))


def _unread_date(plain: Sequence[str], place: int) -> int:
    """How many words here are a date that nobody could read: `31 nov`, `31st of feb`, `31feb`, `31/02/2027`."""
    word, of = plain[place], plain[place + 1 : place + 2] == ["of"]
    following = plain[place + 1 + of] if place + 1 + of < len(plain) else ""
    if _DAY_NUMBERS.fullmatch(word) and is_month(following):
        return 2 + of
    if is_month(word) and _DAY_NUMBER.fullmatch(following):
        return 2
    glued = _GLUED_DATE.fullmatch(word)
    is_one = (glued and is_month(glued[1])) or _UNREAD_DATE.fullmatch(word) or _FROM_TO.fullmatch(word)
    return 1 if is_one else 0


def _no_such_day(words: Sequence[str], place: int, number: int, month: int, ward: WardTime) -> Found | None:
    """`31/02` and `32/13` are written as dates and are none; `24/30` is a score."""
    turned = next_such(month, number, ward.today)  # `12/25`, the month first
    if not number or not month or (month > _MOST_LIKE_A_MONTH and turned is None):
        return None
    said = f"'{words[place]}' is no date."
    if (number, month) == (29, 2):
        said = f"'{words[place]}' is no date in {ward.today.year} or {ward.today.year + 1}."
    meant = [Choice(words=shown(turned), instead=written(turned))] if turned is not None else []
    return Found(place, place + 1, _question(ChipKind.DUE, words[place], said, *meant))


def _no_time(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    if not _UNREAD_TIME.fullmatch(plain[place]) or _is_time(plain[place]):
        return None
    return Found(place, place + 1, _question(ChipKind.DUE, words[place], f"'{words[place]}' is no time."))


def _other_repeat(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    """`mon/wed`, `weekends`, `q2w`: how often, perhaps."""
    word, typed = plain[place], words[place]
    joined = _DAYS_JOINED.fullmatch(word)
    days = [part for part in joined.groups() if part] if joined is not None else []
    is_days = bool(days) and all(weekday_of(day) is not None for day in days)
    if is_days and "-" not in word:
        every = f"every {' '.join(days)}"
        meant = [
            *(Choice(words=day.capitalize(), instead=day) for day in days),
            Choice(words=every.capitalize(), instead=every),
        ]
        said = f"Is '{typed}' one of these days, or a repeat?"
        return Found(place, place + 1, _question(ChipKind.REPEAT, typed, said, *meant))
    if not is_days and word not in _HOW_OFTEN and not _EVERY_SO_MANY.fullmatch(word):
        return None
    said = f"'{typed}' does not say on which days. Any other repeat is set up on the Repeats page."
    meant = [Choice(words="Every Saturday and Sunday", instead="every weekend")] if word == "weekends" else []
    return Found(place, place + 1, _question(ChipKind.REPEAT, typed, said, *meant))


def _whose_day(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    """`Friday's bloods` may be due on Friday."""
    named = plain[place].removesuffix("'s")
    day = weekday_of(named)
    if named == plain[place] or (day is None and named not in ("tomorrow", "tonight")):
        return None
    said = f"'{words[place]}' may be when it is due, or part of the title."
    meant = Choice(words=_WEEK[day] if day is not None else named.capitalize(), instead=named)
    return Found(place, place + 1, _question(ChipKind.DUE, words[place], said, meant))


def _tom(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    """`obs tom` may be tomorrow; `Tom` is somebody."""
    if plain[place] != "tom" or words[place].istitle():
        return None
    typed = words[place]
    said = f"Does '{typed}' mean tomorrow?"
    return Found(place, place + 1, _question(ChipKind.DUE, typed, said, Choice(words="Tomorrow", instead="tomorrow")))


def _left(words: Sequence[str], plain: Sequence[str], place: int, _ward: WardTime) -> Found | None:
    """A word for a day or a time that is still there after all was read."""
    count = (
        1
        if plain[place] in _LEFT or _ABOUT.fullmatch(plain[place])
        else next((len(said) for said in _PHRASES if _stands(plain, place, said)), 0)
    )
    if not count and _FIRST_OF.fullmatch(plain[place]) and _stands(plain, place + 1, ("of", "month")):
        count = 3
    if not count:
        return None
    typed = " ".join(words[place : place + count])
    said = f"'{typed}' does not say plainly when it is due. Type a day or a time."
    return Found(place, place + count, _question(ChipKind.DUE, typed, said))


def _stands(plain: Sequence[str], place: int, said: Sequence[str]) -> bool:
    return list(plain[place : place + len(said)]) == list(said)


def _is_time(word: str) -> bool:
    if word.endswith("m"):  # `13pm`
        return 1 <= int(word[:-2]) <= 12
    hours, minutes = word.split(":")
    return int(hours) < 24 and int(minutes) < 60


def _question(kind: ChipKind, typed: str, sentence: str, *choices: Choice) -> Question:
    keep = Choice(words=f"Keep '{typed}' in the title")
    return Question(kind=kind, typed=typed, sentence=sentence, choices=(*choices, keep))


_LOOKS: tuple[Look, ...] = (
    _ward_round_unknown,
    _hour_alone,
    _no_date,
    _in_a_month,
    _no_time,
    _other_repeat,
    _whose_day,
    _tom,
    _left,
)
