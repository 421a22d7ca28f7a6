"""A time that counts from something else than now, as `within 24 hours of admission`, is asked about: nobody here knows
when that was."""

import re
from collections.abc import Iterator, Sequence

from inpatient_hub.domain.due_dates import weekday_of
from inpatient_hub.domain.due_parts import number_of
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Found, question

_GLUED = re.compile(r"\d{1,3}(?:h|hrs?|hours?|mins?|d|days?|wks?|weeks?|/7|/52|/12)", re.ASCII)
_UNITS = frozenset("hour hours hr hrs h min mins minute minutes day days week weeks wk wks month months".split())
_BEHIND = frozenset({"after", "post", "following", "before", "pre", "since"})
_OF = frozenset({"of", "from"})
_EVENTS = frozenset("admission adm discharge arrival transfer detention section incident restraint seclusion".split())
_DAYS = frozenset("today tomorrow tonight yesterday now noon midnight midday handover ward this next the".split())
_NOW = frozenset({"today", "now"})
_DURATION = frozenset({"for", "lasting"})


def counted_from_an_event(words: Sequence[str]) -> Iterator[Found]:
    """The first length of time that is counted from an event: `72h post discharge`, `the day before tribunal`."""
    plain = [word.casefold().strip(",;.") for word in words]
    for place in range(len(plain)):
        count = _length(plain, place)
        behind = place + count
        if (
            not count
            or not _is_event(plain[behind - 1], plain[behind : behind + 3])
            or plain[max(place - 1, 0)] in _DURATION
        ):
            continue
        first = place - (place > 0 and plain[place - 1] in ("in", "within", "the"))
        behind += 2 + (plain[behind + 1] == "the")
        typed = " ".join(words[first:behind])
        said = f"'{typed}' counts from something else than now. Type the day or the time itself."
        spelt = f"in {' '.join(words[place : place + count])}"
        if plain[behind - 1] in _NOW:
            meant = Choice(words=spelt.capitalize(), instead=spelt)
            yield Found(first, behind, question(ChipKind.DUE, typed, f"Does '{typed}' mean {spelt}?", meant))
            return
        yield Found(first, behind, question(ChipKind.DUE, typed, said))
        return


def _length(plain: Sequence[str], place: int) -> int:
    """How many words here are a length of time: `24 hours`, `72h`, `an hour`, and `day` of `the day before`."""
    word, following = plain[place], plain[place + 1] if place + 1 < len(plain) else ""
    if _GLUED.fullmatch(word) or (word == "day" and following in ("before", "after")):
        return 1
    is_number = word.isdecimal() or number_of(word) is not None
    if is_number and following == "working" and place + 2 < len(plain) and plain[place + 2] in ("day", "days"):
        return 3
    return 2 if is_number and following in _UNITS else 0


def _is_event(unit: str, behind: Sequence[str]) -> bool:
    """Whether what stands behind a length says from what it is counted, and that is no day or time."""
    joined, what = behind[0] if behind else "", [word for word in behind[1:] if word != "the"][:1]
    if joined == "from" and what and weekday_of(what[0]) is not None:
        return not unit.startswith(("w", "/"))  # `2 weeks from friday` is read
    if joined == "from" and what and (what[0] in _NOW or what[0] == "tomorrow"):
        return True
    if not what or what[0] in _DAYS or weekday_of(what[0]) is not None or what[0][:1].isdecimal():
        return False
    return joined in _BEHIND or (joined in _OF and what[0] in _EVENTS)
