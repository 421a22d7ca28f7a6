"""Small results, profiles, judges and network tests for the tests of readiness."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from inpatient_hub.domain.readiness import CheckResult, Group, Remedy, Report, Severity, Status, Who
from inpatient_hub.domain.readiness_facts import DiskFacts, Facts, MemoryFacts, MissingWhy, System
from inpatient_hub.domain.readiness_network import NetworkFacts
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.finding import Answer
from inpatient_hub.readiness.knowledge import Knowledge, load_knowledge
from inpatient_hub.readiness.profiles import Profile, RuleSpec
from inpatient_hub.readiness.remembered import Memory
from inpatient_hub.readiness.service import ReadinessService, Run

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
GB = 10**9


def a_result(check_id: str = "HW-06", status: Status = Status.PASS, reason: str = "", **more: object) -> CheckResult:
    """A result about the room on the disk, unless `more` says otherwise."""
    fields: dict[str, object] = {
        "group": Group.HARDWARE,
        "severity": Severity.REQUIRED,
        "reason": reason or f"disk.{status}",
        "title": "There is room on drive C",
        "headline": "There is room on drive C" if status is Status.PASS else "Drive C is nearly full",
        "found": "5 GB free",
        "needed": "at least 4 GB",
        "why": "SystmOne keeps files there.",
    }
    return CheckResult.model_validate({"check_id": check_id, "status": status, **fields, **more})


def some_facts(**more: object) -> Facts:
    """Facts of a computer about which nothing is known, unless `more` says otherwise."""
    return Facts.model_validate({"collected_at": NOW, "app_version": "1", "system": System.WINDOWS, **more})


def a_profile(profile_id: str = "home", *checks: str, **more: object) -> Profile:
    """A profile with these checks: HW-06, HW-03 and NW-04 when none is named."""
    rules = tuple(
        RuleSpec(check=one, severity=Severity.REQUIRED) for one in checks or ("HW-06", "HW-03", "NW-04", "VD-03")
    )
    fields = {"title": f"The {profile_id} profile", "summary": "A profile.", "documents": ("WES v1.1, 31 Jul 2014",)}
    return Profile.model_validate({"id": profile_id, "rules": rules, **fields, **more})


def small_judge(
    facts: Facts,
    profile: Profile,
    knowledge: Knowledge,
    *,
    today: date,
    answers: Mapping[str, Answer],
    only: frozenset[str] | None = None,
) -> tuple[CheckResult, ...]:
    """Judges the disk, the memory, a port and an answer, in the way the rules do."""
    checks = {"HW-06": _disk, "HW-03": _memory, "NW-04": _network}
    results = []
    for rule in profile.rules:
        if only is not None and rule.check not in only:
            continue
        if rule.check in checks:
            results.append(checks[rule.check](facts))
        else:
            told = answers.get(rule.check)
            status = Status.PASS if told else Status.MANUAL
            found = f"{told.value} by {told.by} on {told.on}, seen {today}" if told else ""
            results.append(a_result(rule.check, status, group=Group.PLATFORM, found=found))
    return tuple(results)


def _disk(facts: Facts) -> CheckResult:
    free = facts.disk.free_for_user
    if free is None:
        return a_result("HW-06", _not_known(facts, "disk"), "disk.unknown", found="")
    status = Status.PASS if free >= 4 * GB else Status.FAIL
    remedies = () if status is Status.PASS else (Remedy(who=Who.YOU, text="Free some."),)
    return a_result("HW-06", status, found=f"{free // GB} GB free", remedies=remedies)


def _memory(facts: Facts) -> CheckResult:
    words = {"title": "There is enough memory", "headline": "There is enough memory", "group": Group.HARDWARE}
    if facts.memory.usable is None:
        return a_result("HW-03", _not_known(facts, "memory"), "ram.unknown", **words)
    return a_result("HW-03", Status.PASS, "ram.ok", found=f"{facts.memory.usable // GB} GB", **words)


def _network(facts: Facts) -> CheckResult:
    words: dict[str, object] = {"title": "SystmOne can be reached", "group": Group.NETWORK, "found": ""}
    if facts.network is None:
        missing = facts.why_missing("network") is not None
        status, reason = (Status.ERROR, "network.error") if missing else (Status.SKIPPED, "network.not_run")
        return a_result("NW-04", status, reason, **words)
    if facts.network.cancelled:
        return a_result("NW-04", Status.SKIPPED, "network.cancelled", **words)
    return a_result("NW-04", Status.PASS, "tcp.open", **words)


def _not_known(facts: Facts, section: str) -> Status:
    missing = facts.why_missing(section)
    failed = missing is not None and missing.why is not MissingWhy.UNAVAILABLE
    return Status.ERROR if failed else Status.UNKNOWN


def statuses(run: Run | Report) -> dict[str, Status]:
    report = run.report if isinstance(run, Run) else run
    return {one.check_id: one.status for one in report.results}


@dataclass
class FakeNetworkTest:
    """A network test that sends nothing. `during` is called in the middle of it."""

    during: Callable[[threading.Event], None] = lambda stop: None
    runs: int = 0

    def steps(self, profile: Profile) -> int:
        return 2

    def run(self, profile: Profile, *, stop: threading.Event, on_done: Callable[[str, str], None]) -> NetworkFacts:
        self.runs += 1
        on_done("NW-03", "Asked for s11.tpp-uk.com")
        self.during(stop)
        on_done("NW-04", "Tried s11.tpp-uk.com")
        return NetworkFacts(ran_for_ms=40.0 + self.runs, cancelled=stop.is_set())


@dataclass
class Clinic:
    """A readiness service with everything about it under the test's hand."""

    folder: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    free: int | None = 5 * GB
    """Bytes free on the disk; None makes the collector of the disk raise."""
    usable: int = 8 * GB
    parts: tuple[Part, ...] | None = None
    """What is collected instead of the disk and the memory."""
    network_test: FakeNetworkTest = field(default_factory=FakeNetworkTest)
    profiles: tuple[Profile, ...] = (a_profile("ward"), a_profile("home"))
    app_version: str = "1.2.3"

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self.service = self.opened()

    def opened(self) -> ReadinessService:
        """The service, opened anew on the same folder, as after a restart."""
        return ReadinessService(
            profiles={one.id: one for one in self.profiles},
            knowledge=load_knowledge(),
            judge=small_judge,
            parts=lambda: self.parts if self.parts is not None else self.usual_parts(),
            network_test=self.network_test,
            memory=Memory(self.folder),
            clock=self.clock,
            new_id=lambda: f"run-{next(self._numbers)}",
            app_version=self.app_version,
        )

    def later(self, **by: float) -> None:
        """Lets time pass: `seconds=5`, `days=3`."""
        self.clock.moment += timedelta(**by)

    def usual_parts(self) -> tuple[Part, ...]:
        """The disk and the memory as they stand now."""
        return (Part("disk", (), self._disk, 10.0), Part("memory", (), self._memory, 10.0))

    def _disk(self) -> DiskFacts:
        if self.free is None:
            raise OSError("no disk")
        return DiskFacts(path="C:\\", free_for_user=self.free)

    def _memory(self) -> MemoryFacts:
        return MemoryFacts(usable=self.usable)
