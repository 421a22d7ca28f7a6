"""The words in which every face of the check says the same thing: headings, who can fix it, how it stands, counts."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from inpatient_hub.domain.readiness import CheckResult, Group, Report, Severity, Status, Verdict, Who
from inpatient_hub.host.clock import WARD_ZONE
from inpatient_hub.readiness.amounts import day


class Standing(StrEnum):
    """Where a result is shown, the most pressing first. The verdict counts by the same classes."""

    TO_FIX = "to_fix"
    TO_LOOK_AT = "to_look_at"
    NOT_CHECKED = "not_checked"
    FINE = "fine"
    NOT_HERE = "not_here"
    """It does not apply to this computer."""
    REMINDER = "reminder"
    """Never pass or fail, whatever its status."""


GROUP_HEADINGS: Final = {
    Group.WINDOWS: "Windows and Office",
    Group.HARDWARE: "Memory and processor",
    Group.SCREEN: "Screen",
    Group.SMARTCARD: "Smartcard",
    Group.SECURITY: "Security",
    Group.PLATFORM: "Mac, virtual and remote",
    Group.GATEWAY: "Gateway",
    Group.NETWORK: "The way to SystmOne",
    Group.SITE: "The site's line",
    Group.INSTALLATION: "This installation",
    Group.REMINDERS: "Reminders",
}

WHO_WORDS: Final = {Who.YOU: "You can fix this", Who.IT: "IT", Who.NETWORK: "Network team", Who.TPP: "TPP"}

SEVERITY_WORDS: Final = {
    Severity.REQUIRED: "Required",
    Severity.RECOMMENDED: "Recommended",
    Severity.ADVISORY: "Advice",
    Severity.INFO: "For information",
}

STANDING_WORDS: Final = {
    Standing.TO_FIX: "to fix",
    Standing.TO_LOOK_AT: "to look at",
    Standing.NOT_CHECKED: "not checked",
    Standing.FINE: "fine",
    Standing.NOT_HERE: "does not apply here",
    Standing.REMINDER: "to remember",
}

_STATUS_WORDS: Final = {
    Status.PASS: "Fine",
    Status.WARN: "To look at",
    Status.UNKNOWN: "Cannot be told from here",
    Status.MANUAL: "Only a person can say",
    Status.NOT_APPLICABLE: "Does not apply here",
    Status.SKIPPED: "Not run",
    Status.ERROR: "Could not run",
}

_STANDINGS: Final = {
    Status.PASS: Standing.FINE,
    Status.WARN: Standing.TO_LOOK_AT,
    Status.FAIL: Standing.TO_LOOK_AT,
    Status.NOT_APPLICABLE: Standing.NOT_HERE,
}

_ROUTE_WORDS: Final = {"internet": "over the internet", "hscn": "over HSCN"}

NEVER_JUDGED: Final = "never pass or fail"

NETWORK_NOT_RUN: Final = "The way to SystmOne was not tested, and nothing was sent over the network."

NOT_TPPS_WORD: Final = (
    "TPP may change the Warranted Environment Specification (WES) at any time. Only what stands here was checked, and "
    "this report is not TPP's word on the computer."
)

_BIDI: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
"""Marks that turn the order of letters, with which a hostile name could read as another."""


def standing(result: CheckResult) -> Standing:
    """How one result stands."""
    if result.group is Group.REMINDERS:
        return Standing.REMINDER
    if result.is_to_fix:
        return Standing.TO_FIX
    return _STANDINGS.get(result.status, Standing.NOT_CHECKED)


def status_words(result: CheckResult) -> str:
    """`Fine`, `To fix`, `To look at`, `Not run` and so on, for one result."""
    if result.status is Status.FAIL:
        return "To fix" if result.is_to_fix else "To look at"
    return _STATUS_WORDS[result.status]


def standing_as(report: Report, *wanted: Standing) -> tuple[CheckResult, ...]:
    """The results that stand so, in the report's order, one class after another."""
    return tuple(one for kind in wanted for one in report.results if standing(one) is kind)


def that_broke(report: Report) -> tuple[CheckResult, ...]:
    """The checks that could not run: worth a word, because nothing is known about what they look at."""
    return tuple(one for one in standing_as(report, Standing.NOT_CHECKED) if one.status is Status.ERROR)


def not_told(report: Report) -> tuple[CheckResult, ...]:
    """The checks that ran and cannot be told from here, or wait for a person; not those that were not run."""
    told = (Status.UNKNOWN, Status.MANUAL)
    return tuple(one for one in standing_as(report, Standing.NOT_CHECKED) if one.status in told)


def grouped(results: Iterable[CheckResult]) -> tuple[tuple[Group, tuple[CheckResult, ...]], ...]:
    """Results under their groups in the order of the headings, those groups left out that hold none."""
    held: dict[Group, list[CheckResult]] = {group: [] for group in Group}
    for one in results:
        held[one.group].append(one)
    return tuple((group, tuple(ones)) for group, ones in held.items() if ones)


def worst(results: Iterable[CheckResult]) -> Standing:
    """The most pressing way in which any of these stands, for the mark before a group."""
    order = list(Standing)
    return min((standing(one) for one in results), key=order.index, default=Standing.NOT_HERE)


def counts(results: Sequence[CheckResult]) -> str:
    """`1 to look at, 7 fine` for the results of one group."""
    kinds = [standing(one) for one in results]
    if Standing.REMINDER in kinds:
        return NEVER_JUDGED
    told = [
        f"{kinds.count(kind)} {STANDING_WORDS[kind]}"
        for kind in (Standing.TO_FIX, Standing.TO_LOOK_AT, Standing.FINE, Standing.NOT_CHECKED)
        if kind in kinds
    ]
    return ", ".join(told) or STANDING_WORDS[Standing.NOT_HERE]


def gist(results: Sequence[CheckResult], *, most: int = 2) -> str:
    """One line on a group: what is not fine in it, or what was found where all of it is."""
    pressing = [one.headline for kind in (Standing.TO_FIX, Standing.TO_LOOK_AT) for one in results if _is(one, kind)]
    if not pressing:
        pressing = [one.found for one in results if _is(one, Standing.FINE) and one.found]
    told = ". ".join(one_line(words, 120).rstrip(".") for words in pressing[:most])
    return f"{told}, and {len(pressing) - most} more" if len(pressing) > most and told else told


def who_can(result: CheckResult) -> tuple[Who, ...]:
    """Who can put this right, as its remedies say, each once."""
    return tuple(dict.fromkeys(remedy.who for remedy in result.remedies))


def who_words(result: CheckResult) -> str:
    """`You can fix this`, `Network team`, `IT or TPP`; empty where no remedy says who."""
    return " or ".join(WHO_WORDS[who] for who in who_can(result))


def tally(verdict: Verdict) -> str:
    """`2 to fix, 1 to look at, 35 fine, 3 not checked`; what there is none of is left out, but never all of it."""
    counted = (
        (verdict.to_fix, Standing.TO_FIX),
        (verdict.to_look_at, Standing.TO_LOOK_AT),
        (verdict.fine, Standing.FINE),
        (verdict.not_checked, Standing.NOT_CHECKED),
    )
    return ", ".join(f"{count} {STANDING_WORDS[kind]}" for count, kind in counted if count) or "nothing checked"


def how_many_done(verdict: Verdict) -> str:
    """`38 of 41 checks done`."""
    done = verdict.to_fix + verdict.to_look_at + verdict.fine
    return f"{done} of {done + verdict.not_checked} checks done"


def route_words(route: str) -> str:
    """`over the internet`, `over HSCN`."""
    return _ROUTE_WORDS.get(route, f"over {route}")


def took(duration_ms: int) -> str:
    """`0.4 s`."""
    return f"{duration_ms / 1000:.1f} s" if duration_ms >= 50 else "less than 0.1 s"


def moment(value: datetime) -> str:
    """`20 Nov 2026, 14:05` on the ward's clock. `value` is aware."""
    local = value.astimezone(ZoneInfo(WARD_ZONE))
    return f"{day(local.date())}, {local:%H:%M}"


def one_line(text: str, most: int = 600) -> str:
    """The text as one line that no terminal, mail or page takes for anything else: every control character and line
    end a space, no mark that turns the reading order, and what is longer than `most` cut with a sign of it."""
    calm = "".join(_calm(letter) for letter in text)
    line = " ".join(calm.split())
    return line if len(line) <= most else f"{line[: most - 4]} ..."


def _calm(letter: str) -> str:
    if letter in _BIDI:
        return ""
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "\ufffd" if kind == "Cs" else letter


def _is(one: CheckResult, kind: Standing) -> bool:
    return standing(one) is kind
