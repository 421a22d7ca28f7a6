"""What a check of this computer says: what was found, what is needed and by whose words, and who can put it right."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Severity(StrEnum):
    """How strongly the source asks for it."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    ADVISORY = "advisory"
    INFO = "info"


class Status(StrEnum):
    """What a check came to. Only `FAIL` of a required check makes a computer not ready."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"
    """It ran and cannot be told from here: silence on UDP, a Windows newer than this program's list."""
    MANUAL = "manual"
    """Only a person can say."""
    NOT_APPLICABLE = "not_applicable"
    SKIPPED = "skipped"
    """It was not run: the network was not asked for, or the person stopped the run."""
    ERROR = "error"
    """It could not be run: the collector raised, or did not answer in its time."""


class Who(StrEnum):
    """Who can put a thing right."""

    YOU = "you"
    IT = "it"
    NETWORK = "network"
    TPP = "tpp"


class Group(StrEnum):
    """The headings under which checks are shown, in this order."""

    WINDOWS = "windows"
    HARDWARE = "hardware"
    SCREEN = "screen"
    SMARTCARD = "smartcard"
    SECURITY = "security"
    PLATFORM = "platform"
    GATEWAY = "gateway"
    NETWORK = "network"
    SITE = "site"
    INSTALLATION = "installation"
    REMINDERS = "reminders"


class VerdictKind(StrEnum):
    """The one word over all required checks."""

    READY = "ready"
    AS_FAR_AS_CAN_BE_CHECKED = "as_far_as_can_be_checked"
    INCOMPLETE = "incomplete"
    """Nothing required failed, but a required check could not run."""
    NOT_READY = "not_ready"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceRef(_Value):
    """Where a rule comes from: a document, its section and its very sentence."""

    doc: str
    edition: str
    section: str
    quote: str
    url: str = ""


class Evidence(_Value):
    """One raw value behind a finding, and how it was read."""

    label: str
    value: str
    how: str = ""


SAID_BY = "Said by"
"""Label of the evidence that names a person: who answered where no program can look. It leaves this computer only in
a report in which names were ticked."""


class Remedy(_Value):
    """What to do, in words for the person who can do it. `link` is a `ms-settings:` or https address, or empty."""

    who: Who
    text: str
    link: str = ""


class CheckResult(_Value):
    """What one check came to in one profile."""

    check_id: str
    group: Group
    severity: Severity
    status: Status
    reason: str
    """A stable code such as `disk.low`; remedies are keyed by it."""
    title: str
    """The sentence that is true when the check passes: `There is room on drive C`."""
    headline: str
    """What is so now, for a person: `Drive C is nearly full`; the title itself when all is well."""
    found: str
    needed: str
    why: str
    note: str = ""
    """Where the sources contradict each other or are dated: said beside the rule, never hidden."""
    sources: tuple[SourceRef, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    duration_ms: int = 0

    @property
    def is_to_fix(self) -> bool:
        """Whether it keeps the computer from being ready."""
        return self.status is Status.FAIL and self.severity is Severity.REQUIRED

    @property
    def could_not_run(self) -> bool:
        """Whether a required check gave no answer because it could not be run."""
        return self.status is Status.ERROR and self.severity is Severity.REQUIRED


class Verdict(_Value):
    """The answer first: one kind, one sentence, and how many results stand how."""

    kind: VerdictKind
    sentence: str
    to_fix: int
    to_look_at: int
    fine: int
    not_checked: int
    network_was_run: bool


class Report(_Value):
    """A whole run in one profile. It names no patient, and no person or computer unless that was asked for."""

    schema_version: Literal[1] = 1
    """Version of the report's form. A field may be added within a version; nothing is renamed or removed."""
    run_id: str
    app_version: str
    made_at: AwareDatetime
    duration_ms: int
    profile: str
    profile_title: str
    route: str
    editions: tuple[str, ...]
    """Every document checked against, with its edition and date, and that a later one may exist."""
    data_dates: dict[str, date]
    """How old the program's own lists are: `{"windows_support": 2026-08-22}`."""
    overlay: tuple[str, ...] = ()
    """What the trust's own profile file changed, a sentence each."""
    computer_name: str = ""
    """Empty unless names were ticked; then people who answered are named as well."""
    verdict: Verdict
    results: tuple[CheckResult, ...]

    def result(self, check_id: str) -> CheckResult | None:
        """The result of one check, or None when this profile has no such rule."""
        return next((one for one in self.results if one.check_id == check_id), None)


def verdict_of(results: Sequence[CheckResult], *, network_was_run: bool) -> Verdict:
    """The verdict over these results: the worst required one decides. Reminders never count."""
    judged = [one for one in results if one.group is not Group.REMINDERS]
    required = [one for one in judged if one.severity is Severity.REQUIRED]
    to_fix = sum(one.is_to_fix for one in judged)
    could_not = sum(one.could_not_run for one in judged)
    if to_fix:
        kind, sentence = VerdictKind.NOT_READY, f"Not ready: {_things(to_fix)} to fix"
    elif could_not:
        kind = VerdictKind.INCOMPLETE
        sentence = f"Cannot say yet: {could_not} required {'check' if could_not == 1 else 'checks'} could not run"
    elif all(one.status in (Status.PASS, Status.NOT_APPLICABLE) for one in required):
        kind, sentence = VerdictKind.READY, "This computer is ready"
    else:
        kind, sentence = VerdictKind.AS_FAR_AS_CAN_BE_CHECKED, "This computer is ready as far as can be checked"
    return Verdict(
        kind=kind,
        sentence=sentence,
        to_fix=to_fix,
        to_look_at=sum(_is_to_look_at(one) for one in judged),
        fine=sum(one.status is Status.PASS for one in judged),
        not_checked=sum(one.status in _NOT_CHECKED for one in judged),
        network_was_run=network_was_run,
    )


_NOT_CHECKED = (Status.UNKNOWN, Status.MANUAL, Status.SKIPPED, Status.ERROR)


def _is_to_look_at(one: CheckResult) -> bool:
    return one.status is Status.WARN or (one.status is Status.FAIL and not one.is_to_fix)


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"
