"""Answers whether this computer is ready for SystmOne: what a person can ask, choose and note about it."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from inpatient_hub.domain.readiness import CheckResult, Report, verdict_of
from inpatient_hub.domain.readiness_facts import Facts, Missing, MissingWhy, ScreenFacts
from inpatient_hub.domain.readiness_network import NetworkFacts
from inpatient_hub.host.log import log_bug
from inpatient_hub.readiness.changes_since import Change, changes_since
from inpatient_hub.readiness.collecting import collect
from inpatient_hub.readiness.collectors.clipboard import Clipboard
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.cooling import CoolDown
from inpatient_hub.readiness.finding import Answer
from inpatient_hub.readiness.knowledge import Knowledge
from inpatient_hub.readiness.profile_files import UnknownProfile, profile_named
from inpatient_hub.readiness.profiles import Profile
from inpatient_hub.readiness.progress import Progress, Steps
from inpatient_hub.readiness.remembered import LastRun, Memory, Remembered
from inpatient_hub.readiness.stopping import judged_after_stop, was_stopped
from inpatient_hub.readiness.suggesting import SECTIONS, Suggestion, suggested
from inpatient_hub.readiness.window import with_window

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock, NewId

__all__ = ["Change", "CoolDown", "Progress", "ReadinessService", "Remembered", "Run", "Suggestion", "UnknownProfile"]

COOL_DOWN_S = 30.0
"""Seconds between two network tests: SystmOne's servers are a clinical service in use."""

DEVICE_CLOCK = "N-01"
"""The reminder that counts the 30 days of Internet SystmOne's device authentication; its answer is the first day."""


class Judge(Protocol):
    """Judges facts by a profile's rules; all of them, or `only` these checks."""

    def __call__(
        self,
        facts: Facts,
        profile: Profile,
        knowledge: Knowledge,
        *,
        today: date,
        answers: Mapping[str, Answer],
        only: frozenset[str] | None = None,
    ) -> tuple[CheckResult, ...]: ...


class NetworkTest(Protocol):
    """Tests the way to a profile's servers. The only collaborator that sends anything."""

    def steps(self, profile: Profile) -> int:
        """How many steps `run` will tell."""

    def run(self, profile: Profile, *, stop: threading.Event, on_done: Callable[[str, str], None]) -> NetworkFacts:
        """Tests, until done or stopped. `on_done` is told a check's id and what was tried, in words."""


@dataclass(frozen=True, slots=True)
class Run:
    """One check of this computer."""

    facts: Facts
    report: Report
    changes: tuple[Change, ...]
    """What is different from the last run of this profile."""
    since: datetime | None = None
    """When that last run was made; None when this is the first."""


class ReadinessService:
    """The checks of one computer and one data folder. `check` may take seconds and belongs on a worker thread; all
    methods may be called from any thread."""

    profiles: Mapping[str, Profile]
    """By id, in the order in which they are offered."""

    def __init__(
        self,
        *,
        profiles: Mapping[str, Profile],
        knowledge: Knowledge,
        judge: Judge,
        parts: Callable[[], Sequence[Part]],
        network_test: NetworkTest,
        memory: Memory,
        clock: "Clock",
        new_id: "NewId",
        app_version: str,
        usual_profile: str = "",
    ) -> None:
        """`usual_profile` is what the trust has set: it holds until somebody chooses another."""
        self.profiles = profiles
        self._knowledge = knowledge
        self._judge = judge
        self._parts = parts
        self._network_test = network_test
        self._memory = memory
        self._clock = clock
        self._new_id = new_id
        self._app_version = app_version
        self._usual_profile = usual_profile

    def suggestion(self) -> Suggestion:
        """The profile that fits this computer by a few quick facts. Sends nothing."""
        parts = [part for part in self._parts() if part.section in SECTIONS]
        found = suggested(collect(parts, clock=self._clock, app_version=self._app_version), self._knowledge)
        if found.profile_id in self.profiles:
            return found
        return Suggestion(next(iter(self.profiles)), "This is only a guess: it is the first in the list.")

    def remembered(self) -> Remembered:
        """What was chosen and answered so far."""
        kept = self._memory.read()
        return kept if kept.profile_id else kept.model_copy(update={"profile_id": self._usual_profile})

    def choose(self, profile_id: str) -> None:
        """Remembers the profile for the next time. Raises UnknownProfile."""
        profile_named(self.profiles, profile_id)
        self._memory.change(lambda now: now.model_copy(update={"profile_id": profile_id}))

    def answer(self, key: str, value: str | None, *, by: str = "") -> None:
        """Notes what a person says about a check such as `VD-03` or `NW-08.users`, with today's day; None takes it
        back."""
        said = Answer(value, self._clock.today(), by) if value is not None else None

        def change(now: Remembered) -> Remembered:
            others = {one: answer for one, answer in now.answers.items() if one != key}
            return now.model_copy(update={"answers": {**others, key: said} if said else others})

        self._memory.change(change)

    def start_device_clock(self, day: date | None) -> None:
        """Counts the 30 days of the device authentication from this day; None stops counting."""
        self._memory.change(lambda now: now.model_copy(update={"device_authenticated_on": day}))

    def network_ready_in(self) -> float:
        """Seconds until the network may be tested again; 0 when it may be now."""
        tested_at = self._memory.read().network_tested_at
        if tested_at is None:
            return 0.0
        passed = (self._clock.now() - tested_at).total_seconds()
        # A clock that was put back would otherwise keep the person waiting for as long as it was put back.
        return COOL_DOWN_S - passed if 0 <= passed < COOL_DOWN_S else 0.0

    def check(
        self,
        profile_id: str,
        *,
        network: bool = False,
        only: frozenset[str] | None = None,
        screens: tuple[ScreenFacts, ...] = (),
        clipboard: Clipboard | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Run:
        """Checks this computer in one profile. Without `network` not one packet leaves it.

        `only` runs these checks again and keeps the other results of the last run; where there is no last run of this
        version of the program, everything is run. `screens` are those that the window sees, and `clipboard` is how the
        window finds the clipboard. Setting `stop` ends the run at once: what was not known by then is skipped, and the
        run is not kept as the last one.

        Raises UnknownProfile, and CoolDown when the network was tested less than 30 seconds ago.
        """
        profile = profile_named(self.profiles, profile_id)
        left = self.network_ready_in() if network else 0.0
        if left > 0:
            raise CoolDown(left)
        begun, stop = time.monotonic(), stop or threading.Event()
        last = self._memory.last(profile_id)
        kept = last if only is not None and last and last.report.app_version == self._app_version else None
        facts = self._facts(profile, network=network, on_progress=on_progress, stop=stop)
        facts = with_window(facts, screens, clipboard)
        if kept is not None and not network:
            facts = facts.model_copy(update={"network": kept.facts.network})
        results = self._results(facts, profile, only=only if kept else None, network=network, stop=stop)
        if kept is not None:
            results = _over(kept.report.results, results)
        report = self._report(facts, profile, results, made_at=self._clock.now(), begun=begun)
        if not was_stopped(results):
            self._memory.keep(profile_id, LastRun.after(last, report, facts))
        return Run(
            facts=facts,
            report=report,
            changes=changes_since(last.settled, results) if last else (),
            since=last.report.made_at if last else None,
        )

    def judge(self, facts: Facts, profile_id: str) -> Report:
        """Judges facts that were saved elsewhere, as on the day they were collected and without this computer's
        answers. Raises UnknownProfile."""
        begun, profile = time.monotonic(), profile_named(self.profiles, profile_id)
        today = self._clock.local(facts.collected_at).date()
        results = self._judge(facts, profile, self._knowledge, today=today, answers={})
        return self._report(facts, profile, results, made_at=facts.collected_at, begun=begun)

    def last(self, profile_id: str) -> Report | None:
        """The report of the last whole run in this profile."""
        kept = self._memory.last(profile_id)
        return kept.report if kept else None

    def last_facts(self, profile_id: str) -> Facts | None:
        """The facts of the last whole run in this profile."""
        kept = self._memory.last(profile_id)
        return kept.facts if kept else None

    def _facts(
        self,
        profile: Profile,
        *,
        network: bool,
        on_progress: Callable[[Progress], None] | None,
        stop: threading.Event,
    ) -> Facts:
        parts = self._parts()
        steps = Steps(len(parts) + (self._network_test.steps(profile) if network else 0), on_progress)
        facts = collect(parts, clock=self._clock, app_version=self._app_version, on_done=steps.section_read, stop=stop)
        return self._with_network(facts, profile, steps, stop) if network and not stop.is_set() else facts

    def _with_network(self, facts: Facts, profile: Profile, steps: Steps, stop: threading.Event) -> Facts:
        self._note_network_test()
        try:
            found = self._network_test.run(profile, stop=stop, on_done=steps.step)
        except Exception as error:  # noqa: BLE001 - the border: a test that breaks down is a finding, not a crash
            log_bug("network test", error)
            broke = Missing(path="network", why=MissingWhy.ERROR, detail=type(error).__name__)
            return facts.model_copy(update={"missing": (*facts.missing, broke)})
        finally:
            self._note_network_test()
        return facts.model_copy(update={"network": found})

    def _note_network_test(self) -> None:
        now = self._clock.now()
        self._memory.change(lambda kept: kept.model_copy(update={"network_tested_at": now}))

    def _results(
        self, facts: Facts, profile: Profile, *, only: frozenset[str] | None, network: bool, stop: threading.Event
    ) -> tuple[CheckResult, ...]:
        today, answers = self._clock.today(), _answers(self._memory.read())

        def judge(facts: Facts) -> tuple[CheckResult, ...]:
            return self._judge(facts, profile, self._knowledge, today=today, answers=answers, only=only)

        return judged_after_stop(facts, judge, network_wanted=network) if stop.is_set() else judge(facts)

    def _report(
        self, facts: Facts, profile: Profile, results: tuple[CheckResult, ...], *, made_at: datetime, begun: float
    ) -> Report:
        return Report(
            run_id=self._new_id(),
            app_version=self._app_version,
            made_at=made_at,
            duration_ms=round((time.monotonic() - begun) * 1000),
            profile=profile.id,
            profile_title=profile.title,
            route=profile.route,
            editions=profile.documents,
            data_dates=self._knowledge.dates,
            overlay=profile.overlay,
            computer_name=facts.computer_name,
            verdict=verdict_of(results, network_was_run=facts.network is not None),
            results=results,
        )


def _answers(remembered: Remembered) -> Mapping[str, Answer]:
    """All answers by key, the first day of the device authentication among them."""
    day = remembered.device_authenticated_on
    return remembered.answers if day is None else {**remembered.answers, DEVICE_CLOCK: Answer(day.isoformat(), day)}


def _over(earlier: Sequence[CheckResult], later: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """The earlier results, each replaced by the later one of the same check; checks that are new come last."""
    newer = {one.check_id: one for one in later}
    same = [newer.pop(one.check_id, one) for one in earlier]
    return (*same, *newer.values())
