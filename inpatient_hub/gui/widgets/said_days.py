"""A day in the words of the ward, as a line of work reads them: mon, next friday, 3 wd, in 2 weeks."""

import re
from datetime import UTC, date, datetime, time

from inpatient_hub.domain.due_words import Understood, WardTime, understood
from inpatient_hub.domain.working_days import Nation

_WORKING_DAYS = re.compile(r"(\d{1,3}) ?wds?")


def day_said(text: str, today: date, nation: Nation) -> date | None:
    """The day that all the words of a text mean; None where they name none, or say a time too. How long may be said
    without `in`: `3 wd`, `3 working days`, `2 weeks`."""
    plain = _WORKING_DAYS.sub(r"\1 working days", " ".join(text.casefold().split()))
    now = datetime.combine(today, time(12), UTC)  # only its day counts
    ward = WardTime(now=now, zone=UTC, shifts=(), nation=nation)
    for words in (plain.split(), ["in", *plain.split()]):
        found = understood(words, ward)
        if found is not None and _is_day_alone(found, len(words)):
            return found.due.day
    return None


def _is_day_alone(found: Understood, words: int) -> bool:
    due = found.due
    return (found.first, found.behind) == (0, words) and not (due.at or due.shift or due.part)
