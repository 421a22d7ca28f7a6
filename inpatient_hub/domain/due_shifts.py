"""Due times by the ward's shifts and its round: this shift, before handover, tonight 10pm, before ward round."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from inpatient_hub.domain.due_calendar import day_named
from inpatient_hub.domain.due_clock import clock_named
from inpatient_hub.domain.due_parts import Due, Reading, Surety, WardTime, Words
from inpatient_hub.domain.shift_spans import ShiftSpan, next_span, span_of, spans_at
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import DayPart
from inpatient_hub.domain.wall_time import at_wall

_THIS_SHIFT = (
    ("end", "of", "this", "shift"),
    ("end", "of", "the", "shift"),
    ("end", "of", "my", "shift"),
    ("end", "of", "shift"),
    ("this", "shift"),
    ("eos",),
)
_HANDOVER = (("handover",), ("h/o",))
_BEFORE = ("before", "pre")
_NIGHT = ("tonight", "tonite", "2night", "2nite", "nocte")
_ROUND = (("the", "ward", "round"), ("ward", "round"), ("the", "wr"), ("wr",))


def due_of(span: ShiftSpan) -> Due:
    """Due in this working of a shift, which is by its end."""
    return Due(day=span.day, shift=span.shift.name, at=span.ends)


def shift_on(words: Words, day: date, ward: WardTime) -> tuple[int, Due] | None:
    """The shift with which the words begin, on this day: `late`, `the late`, `night shift`."""
    place = 1 if words[:1] in (["the"], ["on"]) else 0
    place += words[place : place + 1] == ["the"] and place == 1
    found = shift_named(words[place:], ward.shifts)
    if found is None:
        return None
    count, shift = found
    return place + count, due_of(span_of(shift, day, ward.zone))


def shift_named(words: Words, shifts: Sequence[Shift]) -> tuple[int, Shift] | None:
    """The shift whose name the words begin with, and how many words that is, `shift` behind it included."""
    for shift in shifts:
        name = shift.name.casefold().split()
        if name and _as_one(words[: len(name)]) == _as_one(name):
            return len(name) + (words[len(name) : len(name) + 1] in (["shift"], ["shifts"])), shift
    return None


def _as_one(words: Words) -> list[str]:
    """The words of a shift's name, which is the same for one working and for several: `nights` is the night."""
    return [*words[:-1], words[-1].removesuffix("s")] if words else []


def before_a_shift(reading: Reading, words: Words, lead: Words, ward: WardTime) -> Reading | None:
    """`before nights`, `sat before the late shift`: by the end of the shift before it, or of that shift. None where no
    shift is named behind `before`."""
    said = [*lead, *words[: reading.count]]
    behind = next((place + 1 for place, word in enumerate(said) if word in _BEFORE), len(said))
    behind += said[behind : behind + 1] == ["the"]
    if behind >= len(said) or shift_named(said[behind:], ward.shifts) is None:
        return None
    may_be: list[Due] = []
    for due in reading.may_be:
        shift = next((one for one in ward.shifts if one.name == due.shift), None)
        begins = span_of(shift, due.day, ward.zone).starts if shift is not None else ward.now
        earlier = spans_at(ward.shifts, begins - timedelta(minutes=1), ward.zone)
        may_be += [due_of(earlier[-1]), due] if earlier and shift is not None else [due]
    return Reading(reading.count, tuple(dict.fromkeys(may_be)), Surety.DOUBT)


def this_shift(words: Words, ward: WardTime, lead: Words) -> Reading | None:
    """`this shift`, `end of shift`, `before handover`, and the same of another day, which does not say which shift."""
    phrases = (*_THIS_SHIFT, *(_HANDOVER if lead[-1:] in (["before"], ["by"], ["at"], ["pre"]) else ()))
    count = next((len(said) for said in phrases if tuple(words[: len(said)]) == said), 0)
    if not count:
        return None
    if not ward.shifts:
        return Reading(count, (), Surety.DOUBT)
    place = count + (words[count : count + 1] in (["on"], ["of"]))
    other = day_named(words[place:], ward) if place < len(words) else None
    if other is not None and other.surety is not Surety.FAINT:
        may_be = [due_of(span_of(shift, day, ward.zone)) for day in other.days for shift in ward.shifts]
        return Reading(place + other.count, tuple(may_be), Surety.DOUBT)
    spans = spans_at(ward.shifts, ward.now, ward.zone)
    if not spans:
        following = next_span(ward.shifts, ward.now, ward.zone)
        spans = () if following is None else (following,)
    return Reading(count, tuple(map(due_of, spans)), Surety.PLAIN if len(spans) == 1 else Surety.DOUBT)


def next_shift(words: Words, ward: WardTime, _lead: Words) -> Reading | None:
    """`next shift`, `next night`, `this late`."""
    if words[:1] not in (["next"], ["this"]) or len(words) < 2:
        return None
    if words[1] == "shift":
        span = next_span(ward.shifts, ward.now, ward.zone) if words[0] == "next" else None
        on_duty = spans_at(ward.shifts, ward.now, ward.zone)
        if span is not None and len(on_duty) > 1:  # to those who hand over it is the one that has come
            return Reading(2, (due_of(on_duty[-1]), due_of(span)), Surety.DOUBT)
        if words[0] == "next":
            return Reading(2, (), Surety.DOUBT) if span is None else Reading(2, (due_of(span),))
        return None
    found = shift_named(words[1:], ward.shifts)
    if found is None:
        return None
    return _of_shift(1 + found[0], ward, found[1].name, this=words[0] == "this")


def tonight(words: Words, ward: WardTime, _lead: Words) -> Reading | None:
    """`tonight`, `nocte`, and with a time before or behind it: `tonight at 22:00`, `10pm tonight`."""
    if words[0] in _NIGHT:
        place = 2 if words[1:2] in (["at"], ["by"], ["before"]) else 1
        clock = clock_named(words[place:], sure=True) if place < len(words) else None
        count = 1 if clock is None else place + clock.count
    else:
        clock = clock_named(words, sure=True)
        count = clock.count + 1 if clock is not None else 0
        if clock is None or words[clock.count : count] not in [[said] for said in _NIGHT[:-1]]:
            return None
    if clock is None:
        night = shift_named(["night"], ward.shifts)
        named = _of_shift(1, ward, night[1].name, this=True) if night is not None else None
        return named or Reading(1, (Due(day=ward.today, part=DayPart.NIGHT),))
    moments = sorted({_tonight_at(one, ward) for one in clock.times}, key=lambda due: due.at or ward.now)
    may_be = tuple(due for due in moments if due.at is not None and due.at > ward.now) or tuple(moments)
    return Reading(count, may_be, Surety.PLAIN if len(may_be) == 1 else Surety.DOUBT)


def _tonight_at(clock: time, ward: WardTime) -> Due:
    """In the evening of today, or the morning after: which has come already where it is past midnight."""
    local = ward.now.astimezone(ward.zone)
    is_night = local.time() < time(7)
    day = ward.today if clock >= time(12) or is_night else ward.today + timedelta(days=1)
    if is_night and clock == time():
        day = ward.today + timedelta(days=1)
    return Due(day=day, at=at_wall(day, clock, ward.zone))


def _of_shift(count: int, ward: WardTime, name: str, *, this: bool) -> Reading | None:
    on_duty = spans_at(ward.shifts, ward.now, ward.zone)
    here = [span for span in on_duty if span.shift.name.casefold() == name.casefold()]
    span = here[-1] if this and here else next_span(ward.shifts, ward.now, ward.zone, name=name)
    return None if span is None else Reading(count, (due_of(span),))


def ward_round(words: Words, ward: WardTime, lead: Words) -> Reading | None:
    """`before ward round`, `before wr on Thursday`: the round, where the ward has said when it is. Its notes are no due
    time; what is to be done for it or after it is asked about."""
    count = next((len(said) for said in _ROUND if tuple(words[: len(said)]) == said), 0)
    if not count or ward.ward_round is None or not ward.ward_round[0] or not lead:
        return None
    place = count + (words[count : count + 1] == ["on"])
    other = day_named(words[place:], ward) if place < len(words) else None
    days, begins = ward.ward_round
    if other is not None and len(other.days) == 1:
        day, count = other.days[0], place + other.count
        sure = Surety.PLAIN
        if day.weekday() not in days:
            return Reading(count, (Due(day=day),), Surety.DOUBT)
    else:
        day, sure = _next_round(ward, days, begins), Surety.PLAIN
    if lead[-1] not in ("before", "by", "pre"):
        sure = Surety.DOUBT if lead[-1] in ("after", "post") else Surety.FAINT
    return Reading(count, (Due(day=day, at=at_wall(day, begins, ward.zone)),), sure)


def _next_round(ward: WardTime, days: frozenset[int], begins: time) -> date:
    day = ward.today
    while day.weekday() not in days or at_wall(day, begins, ward.zone) <= ward.now:
        day += timedelta(days=1)
    return day
