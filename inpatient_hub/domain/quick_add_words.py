"""Finds in a typed line the words that name a bed, a repeat, a time, a priority or a team."""

import re
from collections.abc import Callable, Iterator, Mapping

from inpatient_hub.domain import quick_add_days as days
from inpatient_hub.domain import quick_add_questions as ask
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_due import due_found
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Found
from inpatient_hub.domain.recurrence import every_days, weekly_on
from inpatient_hub.domain.tasks import TEAM_WORDS, Priority, Team

_PRIORITIES = {
    "!urgent": Priority.URGENT,
    "!1": Priority.URGENT,
    "!important": Priority.IMPORTANT,
    "!2": Priority.IMPORTANT,
    "!routine": Priority.ROUTINE,
    "!3": Priority.ROUTINE,
}
_TEAMS = {
    **{team.value.replace("_", ""): team for team in Team},
    "nurse": Team.NURSING,
    "nurses": Team.NURSING,
    "rmn": Team.NURSING,
    "doctor": Team.MEDICAL,
    "doctors": Team.MEDICAL,
    "hcas": Team.HCA,
    "social": Team.SOCIAL_WORK,
    "pharmacist": Team.PHARMACY,
}


def team_named(word: str) -> Team | None:
    """The team a word names, such as `HCA`, `nurse` or `social-work`; None when it names none."""
    return _TEAMS.get(word.casefold().strip(",;").replace("_", "").replace("-", ""))


_WEEKDAYS = {
    "monday": 0,
    "mon": 0,
    "tuesday": 1,
    "tue": 1,
    "tues": 1,
    "wednesday": 2,
    "wed": 2,
    "weds": 2,
    "thursday": 3,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "friday": 4,
    "fri": 4,
    "saturday": 5,
    "sat": 5,
    "sunday": 6,
    "sun": 6,
}
_BED = re.compile(r"[0-9]{1,3}[a-z]?|[a-z][0-9]{1,3}", re.ASCII)

Words = list[str]
Finder = Callable[[Words, WardTime, Beds, Mapping[str, str]], Iterator[Found]]
"""Each tells of one thing at a time: the line may have become shorter when it is asked for the next."""


def _patient(words: Words, _ward: WardTime, beds: Beds, chosen: Mapping[str, str]) -> Iterator[Found]:
    named = list(_beds_named(words))
    if len({label for _first, _behind, label in named}) > 1:
        first, behind = named[0][0], named[-1][1]
        typed = " ".join(words[first:behind])
        who = chosen.get(typed.casefold())
        named = [one for one in named if who in [patient.patient_id for patient in beds.get(one[2], ())]]
        if not named:
            labels = [label for _first, _behind, label in _beds_named(words)]
            yield Found(first, behind, ask.which_bed(typed, labels, beds))
            return
        chosen = {" ".join(words[named[0][0] : named[0][1]]).casefold(): who or ""}
    for first, behind, label in named[:1]:
        typed = " ".join(words[first:behind])
        there = beds.get(label, ())
        meant = chosen.get(typed.casefold())
        found = [one for one in there if meant in (None, one.patient_id)]
        if len(found) != 1:
            yield Found(first, behind, ask.who_is_in_bed(typed, label, there))
            return
        said = f"Bed {label.upper()}: {found[0].name}"
        yield Found(first, behind, Chip(kind=ChipKind.PATIENT, typed=typed, words=said, patient_id=found[0].patient_id))


def _beds_named(words: Words) -> Iterator[tuple[int, int, str]]:
    for place, word in enumerate(words[:-1]):
        label = words[place + 1].casefold().strip(",;:")
        if word.casefold() == "bed" and _BED.fullmatch(label):
            first = place - 1 if place and words[place - 1].casefold() in ("for", "in") else place
            yield first, place + 2, label


def _repeat(words: Words, ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    plain = [word.casefold().strip(",;") for word in words]
    for place, word in enumerate(plain):
        found = _repeat_at(plain, place) if word in ("every", "daily") else None
        if found is not None:
            behind, rule, said = found
            names = {shift.name.casefold(): shift.name for shift in ward.shifts}
            shift = names.get(plain[behind].removesuffix("s")) if behind < len(plain) else None
            behind += shift is not None
            typed = " ".join(words[place:behind])
            words_shown = f"Repeats {said}" + (f", {shift} shift" if shift else "")
            chip = Chip(kind=ChipKind.REPEAT, typed=typed, words=words_shown, rule=rule, shift=shift)
            yield Found(place, behind, chip)
            return
    asked = list(days.within_a_day(words, plain, ward))
    yield from asked or ask.how_often(words, plain)


def _repeat_at(plain: list[str], place: int) -> tuple[int, str, str] | None:
    if plain[place] == "daily":
        return place + 1, every_days(1), "every day"
    following = plain[place + 1 : place + 3]
    if following[:1] in (["day"], ["shift"]):
        return (place + 2, every_days(1), "every day") if following[0] == "day" else None
    if following[:1] == ["weekday"]:
        return place + 2, weekly_on(range(5)), "every weekday"
    if len(following) == 2 and following[0].isdecimal() and following[1] == "days" and 1 <= int(following[0]) <= 366:
        return place + 3, every_days(int(following[0])), f"every {int(following[0])} days"
    if following == ["other", "day"]:
        return place + 3, every_days(2), "every other day"
    return _weekdays_at(plain, place)


def _weekdays_at(plain: list[str], place: int) -> tuple[int, str, str] | None:
    named: list[int] = []
    behind = place + 1
    while behind < len(plain):
        if plain[behind] in _WEEKDAYS:
            named.append(_WEEKDAYS[plain[behind]])
        elif not (plain[behind] == "and" and behind + 1 < len(plain) and plain[behind + 1] in _WEEKDAYS):
            break
        behind += 1
    if not named:
        return None
    names = [_FULL[day] for day in sorted(set(named))]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return behind, weekly_on(named), f"every {listed}"


_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _due(words: Words, ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    yield from due_found(words, ward)


def _priority(words: Words, _ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    for place, word in enumerate(words):
        if word.startswith("!"):
            priority = _PRIORITIES.get(word.casefold().strip(",;"))
            if priority is None:
                yield Found(place, place + 1, ask.which_priority(word))
                continue
            said = priority.value.capitalize()
            yield Found(place, place + 1, Chip(kind=ChipKind.PRIORITY, typed=word, words=said, priority=priority))
            return


def _team(words: Words, _ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    for place, word in enumerate(words):
        if word.startswith("@") and len(word) > 1:
            team = team_named(word[1:])
            if team is None:
                yield Found(place, place + 1, ask.which_team(word))
                continue
            said = f"For {TEAM_WORDS[team]}"
            yield Found(place, place + 1, Chip(kind=ChipKind.TEAM, typed=word, words=said, team=team))
            return


FINDERS: tuple[tuple[ChipKind, Finder], ...] = (
    (ChipKind.PATIENT, _patient),
    (ChipKind.REPEAT, _repeat),
    (ChipKind.DUE, _due),
    (ChipKind.PRIORITY, _priority),
    (ChipKind.TEAM, _team),
)
