"""How results are shown in marks and few words: every state has its own icon and its own words beside its colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inpatient_hub.domain.day_names import weekday
from inpatient_hub.domain.readiness import CheckResult, Group, Report, Severity, Status, Verdict, VerdictKind, Who
from inpatient_hub.gui.moments import clock, day
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.readiness.report_words import (
    NOT_TPPS_WORD,
    SEVERITY_WORDS,
    WHO_WORDS,
    Standing,
    how_many_done,
    standing,
    status_words,
    took,
    who_can,
    who_words,
    worst,
)

if TYPE_CHECKING:
    from inpatient_hub.readiness.changes_since import Change


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon, its colour token, and the words that say the same."""

    icon: str
    token: str
    words: str


_STANDING_MARKS = {
    Standing.TO_FIX: ("circle-x", "act-text"),
    Standing.TO_LOOK_AT: ("alert-triangle", "warn-text"),
    Standing.FINE: ("circle-check", "ok-text"),
    Standing.NOT_CHECKED: ("circle-dashed", "subtle"),
    Standing.NOT_HERE: ("ban", "subtle"),
    Standing.REMINDER: ("bulb", "subtle"),
}
_MOST_CHANGES = 2
_LEAST_MS = 50
"""What took less is not worth telling."""
_ERROR = ("alert-circle", "warn-text")
_MANUAL = ("help-circle", "subtle")
_WHO_ICONS = {Who.YOU: "user", Who.IT: "settings", Who.NETWORK: "network", Who.TPP: "phone"}
_SETTINGS = {
    "ms-settings:storagesense": "Open Storage",
    "ms-settings:display": "Open Display",
    "ms-settings:windowsupdate": "Open Windows Update",
    "ms-settings:activation": "Open Activation",
    "ms-settings:powersleep": "Open Power",
    "ms-settings:network-vpn": "Open VPN",
    "ms-settings:network-proxy": "Open Proxy",
    "ms-settings:network-status": "Open Network",
    "ms-settings:regionlanguage": "Open Language",
    "ms-settings:windowsdefender": "Open Security",
    "ms-settings:deviceencryption": "Open Encryption",
    "ms-settings:about": "Open About",
}


def mark_of(one: CheckResult) -> Mark:
    """The mark of one result. Red stands only where a required check failed."""
    if one.status is Status.ERROR:
        icon, token = _ERROR
    elif one.status is Status.MANUAL and one.group is not Group.REMINDERS:
        icon, token = _MANUAL
    else:
        icon, token = _STANDING_MARKS[standing(one)]
    return Mark(icon, token, status_words(one))


def standing_mark(kind: Standing) -> tuple[str, str]:
    """(icon, colour token) of a standing."""
    return _STANDING_MARKS[kind]


def group_mark(results: Sequence[CheckResult]) -> tuple[str, str]:
    """(icon, colour token) of a group: that of its worst result. What only a person can say, and what is only good to
    know, does not hide that everything else is fine."""
    if any(one.could_not_run for one in results) and not any(one.is_to_fix for one in results):
        return _ERROR
    weighty = [one for one in results if not _is_aside(one) and standing(one) is not Standing.NOT_HERE]
    return _STANDING_MARKS[worst(weighty or results)]


def _is_aside(one: CheckResult) -> bool:
    little = one.severity in (Severity.ADVISORY, Severity.INFO)
    return one.status is Status.MANUAL or (little and standing(one) is Standing.NOT_CHECKED)


def who_chips(one: CheckResult) -> tuple[ChipFacts, ...]:
    """Who can put it right, a chip for each."""
    return tuple(
        ChipFacts(WHO_WORDS[who], "outline", _WHO_ICONS[who], accessible=_who_spoken(who)) for who in who_can(one)
    )


def _who_spoken(who: Who) -> str:
    return WHO_WORDS[who] if who is Who.YOU else f"{WHO_WORDS[who]} can fix this"


def title_of(one: CheckResult) -> str:
    """What a row says first. Where a check did not run, what it would have been about: how it did not is the same for
    all of them."""
    if one.status is Status.ERROR:
        return f"Could not run: {one.title}"
    return one.title if one.status is Status.SKIPPED else one.headline or one.title


def needed_words(one: CheckResult) -> str:
    """`at least 4 GB (required)`: what is needed, and how strongly the source asks for it."""
    weight = SEVERITY_WORDS[one.severity].lower()
    return f"{one.needed.rstrip('.')} ({weight})" if one.needed else ""


def result_sentence(one: CheckResult) -> str:
    """The whole result for a screen reader."""
    parts = [status_words(one), title_of(one), f"found {one.found}" if one.found else ""]
    parts.append(f"needed {one.needed}" if one.needed else "")
    parts.append(who_words(one))
    return ". ".join(part.strip().rstrip(".") for part in parts if part)


def link_label(link: str) -> str:
    """What the button of a remedy says; empty for an address that is not opened."""
    if link.startswith("ms-settings:"):
        return _SETTINGS.get(link, "Open Settings")
    parts = urlsplit(link)
    return f"Open {parts.hostname}" if parts.scheme == "https" and parts.hostname else ""


def verdict_mark(verdict: Verdict) -> tuple[str, str]:
    """(icon, family of colour tokens) of the verdict line: the worst there is."""
    if verdict.kind is VerdictKind.NOT_READY:
        return "circle-x", "act"
    if verdict.kind is VerdictKind.INCOMPLETE or verdict.to_look_at:
        return "alert-triangle", "warn"
    return "circle-check", "ok"


def verdict_chips(verdict: Verdict) -> tuple[ChipFacts, ...]:
    """The counts at the right of the verdict; a count of nothing is left out."""
    parts = (
        (verdict.to_fix, "to fix", "act"),
        (verdict.to_look_at, "to look at", "warn"),
        (verdict.fine, "fine", "ok"),
        (verdict.not_checked, "not checked", "neutral"),
    )
    return tuple(ChipFacts(f"{count} {words}", kind) for count, words, kind in parts if count)


def checked_line(view: ComputerView) -> str:
    """`38 of 41 checks done today at 16:40 in 2.4 s. One thing changed since Tuesday: ...`."""
    verdict = view.report.verdict
    when = f"{on_day(view.made_at.date(), view.now.date())} at {clock(view.made_at)}"
    is_told = view.report.duration_ms >= _LEAST_MS and view.elsewhere is None
    long = f" in {took(view.report.duration_ms)}" if is_told else ""
    words = [f"{how_many_done(verdict)} {when}{long}."]
    if not verdict.network_was_run and asks_network(view):
        words.append("The way to SystmOne was not tested.")
    return " ".join([*words, changed_words(view)]).strip()


def asks_network(view: ComputerView) -> bool:
    """Whether anything of this profile is seen only by a test of the network."""
    return any(one.group is Group.NETWORK for one in view.report.results)


def has_targets(view: ComputerView) -> bool:
    """Whether the profile names a server that such a test would try."""
    targets = view.profile.targets
    return bool(targets.hosts or targets.https_hosts or targets.tcp_addresses)


def checked_against(view: ComputerView) -> str:
    """Which documents, in which editions, what the trust changed, and whose word this is not."""
    report = view.report
    changed = [f"Changed by the trust's own file: {one}" for one in report.overlay]
    sentences = [f"Checked against: {'; '.join(report.editions)}", *changed, NOT_TPPS_WORD]
    return " ".join(f"{one.rstrip('.')}." for one in sentences)


def changed_words(view: ComputerView) -> str:
    """What is otherwise than the time before, in few words; empty when nothing is, or when there was no time before."""
    if not view.changes or view.compared_with is None:
        return ""
    since = on_day(view.compared_with.date(), view.now.date())
    since = f"{clock(view.compared_with)} today" if since == "today" else since
    told = [_inside(_in_few_words(one, view.report)) for one in view.changes[:_MOST_CHANGES]]
    if len(view.changes) == 1:
        return f"One thing changed since {since}: {told[0]}."
    more = len(view.changes) - len(told)
    return f"{len(view.changes)} things changed since {since}: {'; '.join(told)}{f'; and {more} more' if more else ''}."


def all_changes(view: ComputerView) -> str:
    """Every change in its whole sentence, a line each."""
    return "\n".join(one.sentence for one in view.changes)


def _in_few_words(change: "Change", report: Report) -> str:
    """A change without what was found: that stands with its result."""
    now = report.result(change.check_id)
    if now is not None and standing(now) in (Standing.TO_FIX, Standing.TO_LOOK_AT):
        return now.headline
    return change.sentence.partition(" (before: ")[0]


def _inside(sentence: str) -> str:
    """The sentence inside another. A name or an abbreviation keeps its capital."""
    bare = sentence.rstrip(".:")
    first = bare.partition(" ")[0]
    return bare if first != first.capitalize() or first in _NAMES else bare[:1].lower() + bare[1:]


_NAMES = frozenset(
    {"Windows", "Word", "Office", "Microsoft", "Parallels", "Drive", "SystmOne", "Internet", "BitLocker"}
)


def on_day(then: date, today: date) -> str:
    """`today`, `yesterday`, `Tuesday` within the week, else `12 Nov 2026`."""
    if then == today:
        return "today"
    if then == today - timedelta(days=1):
        return "yesterday"
    return f"{weekday(then)}" if timedelta(0) < today - then < timedelta(days=7) else day(then)


def days_left(until: date, today: date) -> str:
    """`in 6 days`, `tomorrow`, `today`, `2 days ago`."""
    left = (until - today).days
    if left in (0, 1):
        return ("today", "tomorrow")[left]
    if left == -1:
        return "yesterday"
    return f"in {left} days" if left > 0 else f"{-left} days ago"


def moment_words(then: datetime, now: datetime) -> str:
    """`today at 16:40`, `Tuesday at 09:12`."""
    return f"{on_day(then.date(), now.date())} at {clock(then)}"
