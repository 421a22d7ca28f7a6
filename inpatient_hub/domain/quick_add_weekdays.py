"""Days of the week in a typed line: `mon`, `tues and thurs`, `mon to fri`, `mon/wed/fri`."""

import re
from collections.abc import Sequence

FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
WEEKDAYS = {
    name: number
    for number, (full, short) in enumerate(zip(FULL, _SHORT, strict=True))
    for name in (full.casefold(), *short.split())
}
"""Monday is 0."""
PLURALS = {f"{day.casefold()}s": number for number, day in enumerate(FULL)}
JOINS = frozenset({"and", "&", "+", "/", "plus"})
_RANGE = frozenset({"to", "-", "thru", "through"})


def days_at(plain: Sequence[str], place: int) -> tuple[int, list[int]]:
    """How many words here are a day or days in a row, and which."""
    joined = re.split("[-/+&,]", plain[place])
    if len(joined) > 1 and all(one in WEEKDAYS for one in joined):
        is_row = len(joined) == 2 and "-" in plain[place]
        return 1, in_a_row(*joined) if is_row else [WEEKDAYS[one] for one in joined]
    if plain[place] not in WEEKDAYS and plain[place] not in PLURALS:
        return 0, []
    behind = list(plain[place + 1 : place + 3])
    if len(behind) == 2 and behind[0] in _RANGE and behind[1] in WEEKDAYS and plain[place] in WEEKDAYS:
        return 3, in_a_row(plain[place], behind[1])
    return 1, [WEEKDAYS[plain[place]] if plain[place] in WEEKDAYS else PLURALS[plain[place]]]


def several_days_at(plain: Sequence[str], place: int) -> tuple[int, list[int]]:
    """How many words here are days, one after the other, and which."""
    count, days = days_at(plain, place)
    behind = place + count
    while count and behind < len(plain):
        join = plain[behind] in (*JOINS, "or") and behind + 1 < len(plain)
        more, others = days_at(plain, behind + join)
        if not more:
            break
        days, behind = [*days, *others], behind + join + more
    return behind - place, days


def in_a_row(first: str, last: str) -> list[int]:
    """The days from one to the other, both included; over the weekend where the last comes before the first."""
    begins = WEEKDAYS[first]
    return [(begins + more) % 7 for more in range((WEEKDAYS[last] - begins) % 7 + 1)]


def listed_days(named: Sequence[int]) -> str:
    """`every Monday and Thursday`."""
    days = sorted(set(named))
    if days == list(range(5)):
        return "every weekday"
    names = [FULL[day] for day in days]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"every {listed}"
