"""A line with a time, and a place of the ward or a word such as dentist or tribunal, is offered as an appointment.

It is a chip that can be thrown out, as the line may be work about one."""

from collections.abc import Iterator, Mapping, Sequence

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Finder, Found, Words, bare

_MEETINGS = frozenset(
    "dentist optician podiatrist chiropodist clinic tribunal hearing cpa mdt scan mri visit visits appt appts"
    " appointment meeting".split()
)
_ABOUT_ONE = frozenset(
    "report reports form forms paperwork letter letters notes note summary result results referral request prep pack"
    " transport minutes bundle invite invites list room fridge outcome actions".split()
)
"""What follows such a word where it is work about an appointment: `tribunal report`."""
_DOING = frozenset(
    "ring call phone chase book rebook cancel confirm arrange rearrange email write print prepare prep send check order"
    " fill complete pack collect ask tell remind update file type request refer clean tidy restock audit lock unlock"
    " set cover attend find give do".split()
)
"""Begins a line that says what somebody is to do."""
_ROOMS = frozenset(
    "family quiet meeting interview visitor visitors visitors' visiting clinic treatment dining day activity activities"
    " therapy ot group sensory multi-faith multifaith seminar tribunal mdt conference relatives relatives'".split()
)
_PLACES = frozenset("dayroom garden courtyard gym cafe reception foyer off-ward".split())
_LEADS = frozenset({"in", "at"})
_BY = frozenset({"by", "before", "no", "due", "after", "b4"})


def meeting_finder(so_far: Sequence[Chip]) -> Finder:
    """Finds the place, and that it is an appointment. `so_far` are the chips of the line: the time has to be there."""

    def find(words: Words, _ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
        plain = [word.casefold().strip(",;.:").replace("\u2019", "'") for word in words]
        if not _has_time(so_far) or not plain or bare(plain[0]) in _DOING:
            return
        place = _place_in(plain)
        rest = plain if place is None else plain[: place[0]] + plain[place[1] :]
        left = words if place is None else words[: place[0]] + words[place[1] :]
        because = next((left[at] for at in range(len(rest)) if _is_meeting(rest, at)), "")
        if not because and (place is None or not any(rest)):
            return
        if place is not None:
            first, behind = place
            typed = " ".join(words[first:behind])
            said = " ".join(word for word in plain[first:behind] if word not in (*_LEADS, "the")).capitalize()
            yield Found(first, behind, Chip(kind=ChipKind.PLACE, typed=typed, words=f"Place: {said}", place=said))
            because = because or typed
        yield Found(0, 0, Chip(kind=ChipKind.APPOINTMENT, typed="", words="Appointment", because=because))

    return find


def _has_time(so_far: Sequence[Chip]) -> bool:
    """Whether the line says at what time: not by when, and not how often."""
    due = next((chip for chip in so_far if chip.kind is ChipKind.DUE), None)
    if due is None or due.due is None or any(chip.kind is ChipKind.REPEAT for chip in so_far):
        return False
    has_time = due.due.at is not None or due.due.part is not None
    return has_time and due.due.shift is None and due.typed.casefold().split()[0] not in _BY


def _is_meeting(plain: Sequence[str], at: int) -> bool:
    following = plain[at + 1] if at + 1 < len(plain) else ""
    return plain[at] in _MEETINGS and following not in _ABOUT_ONE


def _place_in(plain: Sequence[str]) -> tuple[int, int] | None:
    """The words of the line that name a place: `in the family room`, or `family room` at its end."""
    for at, word in enumerate(plain):
        count = 2 if word in _ROOMS and plain[at + 1 : at + 2] == ["room"] else 1 if word in _PLACES else 0
        if not count:
            continue
        first = at - 1 if at and plain[at - 1] == "the" else at
        is_led = first > 0 and plain[first - 1] in _LEADS
        if is_led or (count == 2 and at + count == len(plain)):
            return first - is_led, at + count
    return None
