"""A day with a time, a shift or a part of it beside it, in whichever order they were typed; or one of them alone."""

import re
from collections.abc import Iterator, Sized
from datetime import date, time, timedelta

from inpatient_hub.domain.due_calendar import day_named
from inpatient_hub.domain.due_clock import Clock, clock_named
from inpatient_hub.domain.due_months import day_in_month
from inpatient_hub.domain.due_parts import Days, Due, Reading, Surety, WardTime, Words, is_gone, is_title_word
from inpatient_hub.domain.due_shifts import due_of, shift_named, shift_on
from inpatient_hub.domain.due_spans import days_on
from inpatient_hub.domain.shift_spans import span_of
from inpatient_hub.domain.tasks import DayPart
from inpatient_hub.domain.wall_time import at_wall

_PARTS = {
    "morning": DayPart.MORNING,
    "am": DayPart.MORNING,
    "mane": DayPart.MORNING,
    "afternoon": DayPart.AFTERNOON,
    "aft": DayPart.AFTERNOON,
    "pm": DayPart.AFTERNOON,
    "evening": DayPart.EVENING,
    "eve": DayPart.EVENING,
    "night": DayPart.NIGHT,
}
_BEGINS = {DayPart.MORNING: time(5), DayPart.AFTERNOON: time(12), DayPart.EVENING: time(17), DayPart.NIGHT: time(21)}
_BETWEEN = ("at", "by", "before", "@", "around", "in", "the", "on", "from", "-")
_MEALS = frozenset("breakfast lunch dinner tea supper bed meds medication meal meals food".split())
_BARE = re.compile(r"(\d{1,2})(?:-\d{1,2})?", re.ASCII)
_MADE_SURE = frozenset("at by before due @".split())


def day_and_time(words: Words, ward: WardTime, lead: Words) -> Reading | None:
    """A day, perhaps with a time, a shift or a part of it; a time, a shift or a part, perhaps with its day behind."""
    day = _day_of(words, ward)
    if day is not None:
        return _day_first(words, day, ward)
    readings = (
        _clock_first(words, ward, lead),
        _shift_first(words, ward, lead),
        _part_first(words, ward),
        _meal(words, lead),
    )
    return max((one for one in readings if one is not None), key=lambda one: one.count, default=None)


def _day_of(words: Words, ward: WardTime) -> Days | None:
    readings = (day_named(words, ward), days_on(words, ward), day_in_month(words, ward))
    named = [found for found in readings if found is not None]
    return max(named, key=lambda found: found.count, default=None)


def _day_first(words: Words, day: Days, ward: WardTime) -> Reading:
    rest, skipped = words[day.count :], 0
    while skipped < 2 and rest[skipped : skipped + 1] and rest[skipped] in _BETWEEN:
        skipped += 1
    rest = rest[skipped:]
    if rest:
        within = [_shift_of(rest, day, ward), _part_of(rest, day), _clock_of(rest, day, ward)]
        found = max((one for one in within if one is not None), key=lambda one: one.count, default=None)
        if found is not None:
            sure = max(found.surety, day.surety) if day.surety is not Surety.FAINT else found.surety
            return Reading(day.count + skipped + found.count, found.may_be, sure)
    bare = _bare_number(words[day.count :], day, ward)
    if bare is not None:
        return bare
    return Reading(day.count, tuple(Due(day=one) for one in day.days), _or_doubt(day.days, day.surety))


def _shift_of(rest: Words, day: Days, ward: WardTime) -> Reading | None:
    """The shift of a day, and a time in it: `Friday night 10pm`."""
    found = shift_named(rest, ward.shifts)
    if found is None:
        return None
    count, shift = found
    spans = [span_of(shift, one, ward.zone) for one in day.days]
    at = 1 if rest[count : count + 1] in (["at"], ["by"], ["before"]) else 0
    clock = clock_named(rest[count + at :], sure=True)
    if clock is not None:
        both = (
            at_wall(span.day + timedelta(days=more), one, ward.zone)
            for span in spans
            for one in clock.times
            for more in (0, 1)
        )
        held = sorted({moment for moment in both if any(span.holds(moment) for span in spans)})
        if held:
            may_be = tuple(Due(day=one.astimezone(ward.zone).date(), at=one) for one in held)
            return Reading(count + at + clock.count, may_be, _or_doubt(may_be))
    return Reading(count, tuple(due_of(span) for span in spans), _or_doubt(spans))


def _part_of(rest: Words, day: Days) -> Reading | None:
    named = _part_named(rest)
    if named is None:
        return None
    count, part = named
    return Reading(count, tuple(Due(day=one, part=part) for one in day.days), _or_doubt(day.days))


def _part_named(words: Words) -> tuple[int, DayPart] | None:
    """How many words name a part of the day: `morning`, `late evening`, `first thing in the morning`."""
    if list(words[:2]) == ["first", "thing"]:
        return (5 if list(words[2:5]) == ["in", "the", "morning"] else 2), DayPart.MORNING
    place = 1 if words[:1] in (["early"], ["mid"], ["late"]) else 0
    part = _PARTS.get(words[place]) if place < len(words) else None
    return None if part is None else (place + 1, part)


def _clock_of(rest: Words, day: Days, ward: WardTime) -> Reading | None:
    clock = clock_named(rest, sure=True)
    if clock is None:
        return None
    may_be = _on_days(clock, day.days, ward)
    sure = clock.surety if len(clock.times) == 1 else Surety.PLAIN
    return Reading(clock.count, may_be, _or_doubt(may_be, sure))


def _on_days(clock: Clock, days: tuple[date, ...], ward: WardTime) -> tuple[Due, ...]:
    """The moments these may be, those still to come where there are any. The midnight of a day is its beginning or its
    end."""
    nights = (0, 1) if clock.is_midnight else (0,)
    moments = [
        Due(day=day + timedelta(days=more), at=at_wall(day + timedelta(days=more), one, ward.zone))
        for day in days
        for one in clock.times
        for more in nights
    ]
    moments.sort(key=lambda due: due.at or ward.now)
    return tuple(due for due in moments if not is_gone(due, ward)) or tuple(moments)


def _bare_number(rest: Words, day: Days, ward: WardTime) -> Reading | None:
    """`Fri 10` may be ten o'clock, or the tenth where that is a Friday; `sat 2-4` begins at two."""
    found = _BARE.fullmatch(rest[0]) if rest else None
    if found is None or len(day.days) > 1 or day.surety is not Surety.PLAIN:
        return None
    if len(rest) > 1 and (is_title_word(rest[1]) or rest[1] in ("and", "&", "or")):
        return None
    number = int(found[1])
    hours = (number % 12, number % 12 + 12) if 1 <= number <= 12 else (number,) if number < 24 else ()
    may_be = _on_days(Clock(1, tuple(time(hour) for hour in hours)), day.days, ward) if hours else ()
    tenth = _numbered(number, day.days[0])
    dates = (Due(day=tenth),) if tenth is not None and "-" not in rest[0] else ()
    return Reading(day.count + 1, (*may_be, *dates), Surety.DOUBT) if may_be or dates else None


def _numbered(number: int, day: date) -> date | None:
    """The day of this number, on the same day of the week and in the coming month."""
    return next(
        (one for weeks in range(5) if (one := day + timedelta(weeks=weeks)).day == number),
        None,
    )


def _clock_first(words: Words, ward: WardTime, lead: Words) -> Reading | None:
    sure = not _MADE_SURE.isdisjoint(lead)
    clock = clock_named(words, sure=sure)
    if clock is None:
        return None
    place, day = _day_behind(words, clock.count, ward)
    if day is not None:
        again = clock_named(words, sure=True) or clock
        may_be = _on_days(again, day.days, ward)
        is_doubtful = clock.surety is Surety.FAINT or day.surety is Surety.DOUBT
        return Reading(place, may_be, Surety.DOUBT if is_doubtful else _or_doubt(may_be))
    return Reading(clock.count, *_of_no_day(clock, ward))


def _of_no_day(clock: Clock, ward: WardTime) -> tuple[tuple[Due, ...], Surety]:
    """A time alone is the next such; one before noon that is over for today may be meant for the evening."""
    times = list(clock.times)
    if len(times) == 1 and time(10) <= times[0] < time(13) and not clock.has_half:
        is_over = at_wall(ward.today, times[0], ward.zone) <= ward.now
        later = time((times[0].hour + 12) % 24, times[0].minute)
        times += [later] if is_over and times[0] != time(12) else []
    may_be = sorted((_next_such(one, ward) for one in times), key=lambda due: due.at or ward.now)
    return tuple(may_be), _or_doubt(may_be, clock.surety)


def _next_such(clock: time, ward: WardTime) -> Due:
    day = ward.today
    if at_wall(day, clock, ward.zone) <= ward.now:
        day += timedelta(days=1)
    return Due(day=day, at=at_wall(day, clock, ward.zone))


def _shift_first(words: Words, ward: WardTime, lead: Words) -> Reading | None:
    """`late on Friday`, `night shift tomorrow`; `on lates` alone may be today's or tomorrow's."""
    found = shift_on(words, ward.today, ward)
    if found is None:
        return None
    count, due = found
    place, day = _day_behind(words, count, ward)
    named = shift_named(words[1:] if words[0] in ("the", "on") else words, ward.shifts)
    if day is not None and named is not None:
        may_be = tuple(due_of(span_of(named[1], one, ward.zone)) for one in day.days)
        return Reading(place, may_be, _or_doubt(may_be, day.surety))
    if named is None or named[1].name.casefold() == "day":
        return None
    earlier, later = (due_of(span_of(named[1], ward.today + timedelta(days=days), ward.zone)) for days in (-1, 1))
    both = (earlier, due, later)  # past midnight the night that began yesterday is still on
    is_led = "on" in lead or "by" in lead or words[count - 1].startswith("shift")
    is_last = count == len(words) or not words[count][:1].isalnum()
    to_come = tuple(one for one in both if not is_gone(one, ward))
    return Reading(count, to_come, Surety.FAINT) if is_led or is_last else None


def _part_first(words: Words, ward: WardTime) -> Reading | None:
    """`this afternoon`, `in the morning`, `am tomorrow`; a part of the day alone is asked about while it may be today's
    or tomorrow's."""
    said = 1 if words[0] == "this" else 2 if list(words[:2]) == ["in", "the"] else 0
    named = _part_named(words[said:])
    if named is None or (words[said] in ("night", "eve") and not said):
        return None
    count, part = said + named[0], named[1]
    place, day = _day_behind(words, count, ward)
    if day is not None:
        return Reading(place, tuple(Due(day=one, part=part) for one in day.days), _or_doubt(day.days, day.surety))
    if words[0] == "this":
        return Reading(count, (Due(day=ward.today, part=part),))
    is_last = count == len(words) or not words[count][:1].isalnum()
    if not said and not is_last:
        return None
    may_be = tuple(_parts_to_come(part, ward, is_led=bool(said)))
    sure = Surety.PLAIN if said else Surety.FAINT
    return Reading(count, may_be, _or_doubt(may_be, sure))


def _parts_to_come(part: DayPart, ward: WardTime, *, is_led: bool) -> Iterator[Due]:
    today, tomorrow = (Due(day=ward.today + timedelta(days=more), part=part) for more in (0, 1))
    has_begun = ward.now.astimezone(ward.zone).time() >= _BEGINS[part]
    if not is_gone(today, ward):
        yield today
    if has_begun or not is_led:
        yield tomorrow


def _meal(words: Words, lead: Words) -> Reading | None:
    """`before breakfast` says when, and no time of it is known."""
    is_led = lead[-1:] in (["before"], ["after"], ["at"], ["by"])
    return Reading(1, (), Surety.FAINT) if is_led and words[0] in _MEALS else None


def _day_behind(words: Words, count: int, ward: WardTime) -> tuple[int, Days | None]:
    """The day behind a time: `5pm on Friday`, `morning of 5 Dec`."""
    place = count + (words[count : count + 1] in (["on"], ["of"]))
    day = day_named(words[place:], ward) if place < len(words) else None
    if day is None or day.surety is Surety.FAINT:
        return count, None
    return place + day.count, day


def _or_doubt(several: Sized, surety: Surety = Surety.PLAIN) -> Surety:
    """A doubt where there is more than one, or none; else as sure as that."""
    return surety if len(several) == 1 else max(surety, Surety.DOUBT)
