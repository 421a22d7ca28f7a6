"""Checks that answer from memory: what was asked of them is kept, and a check waits where a test wants it to."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import CheckResult, Report, verdict_of
from inpatient_hub.domain.readiness_facts import Facts, ScreenFacts, System
from inpatient_hub.readiness.cooling import CoolDown
from inpatient_hub.readiness.finding import Answer
from inpatient_hub.readiness.remembered import Remembered
from inpatient_hub.readiness.service import Change, Progress, Run, Suggestion
from tests.gui.computer.made_up import HOME, WARD, a_network, a_report
from tests.gui.made_up import AT, NOW


def some_facts(**changed: Any) -> Facts:
    """Facts of a computer about which little is known."""
    return Facts(collected_at=NOW, app_version="0.1", system=System.WINDOWS, **changed)


class FakeChecks:
    """Stands in for the readiness service. `results` is what the next check comes to."""

    def __init__(self, *results: CheckResult, profile_id: str = "") -> None:
        self.profiles = {HOME.id: HOME, WARD.id: WARD}
        self.results = results
        self.kept = Remembered(profile_id=profile_id)
        self.asked: list[dict[str, Any]] = []
        self.screens: tuple[ScreenFacts, ...] = ()
        self.clipboard: str | None = None
        self.runs: dict[str, Run] = {}
        self.cooling = 0.0
        self.changes: tuple[Change, ...] = ()
        self.holds = False
        """Whether a check waits until it is stopped."""
        self.refuses: HubError | None = None
        self.thread = ""

    def suggestion(self) -> Suggestion:
        return Suggestion("ward", "This computer is on an NHS network.")

    def remembered(self) -> Remembered:
        return self.kept

    def choose(self, profile_id: str) -> None:
        self.kept = self.kept.model_copy(update={"profile_id": profile_id})

    def answer(self, key: str, value: str | None, *, by: str = "") -> None:
        answers = {one: answer for one, answer in self.kept.answers.items() if one != key}
        if value is not None:
            answers[key] = Answer(value, AT.date(), by)
        self.kept = self.kept.model_copy(update={"answers": answers})

    def start_device_clock(self, day: date | None) -> None:
        self.kept = self.kept.model_copy(update={"device_authenticated_on": day})

    def network_ready_in(self) -> float:
        return self.cooling

    def last(self, profile_id: str) -> Report | None:
        run = self.runs.get(profile_id)
        return run.report if run else None

    def last_facts(self, profile_id: str) -> Facts | None:
        run = self.runs.get(profile_id)
        return run.facts if run else None

    def judge(self, facts: Facts, profile_id: str) -> Report:
        return a_report(self.results, made_at=facts.collected_at, profile=profile_id)

    def check(
        self,
        profile_id: str,
        *,
        network: bool = False,
        only: frozenset[str] | None = None,
        screens: tuple[ScreenFacts, ...] = (),
        clipboard: str | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Run:
        self.thread = threading.current_thread().name
        self.asked.append({"profile": profile_id, "network": network, "only": only})
        self.screens, self.clipboard = screens, clipboard
        if self.refuses is not None:
            raise self.refuses
        if network and self.cooling:
            raise CoolDown(self.cooling)
        if on_progress is not None:
            on_progress(Progress("HW-03", 1, 4, "Read the memory"))
        if self.holds and stop is not None:
            stop.wait(10)
        facts = some_facts(network=a_network() if network else None)
        run = Run(facts, self._report(profile_id, network=network), self.changes, None)
        if network:
            self.cooling = 30.0
            self.kept = self.kept.model_copy(update={"network_tested_at": NOW})
        self.runs[profile_id] = replace(run, changes=())
        return run

    def _report(self, profile_id: str, *, network: bool) -> Report:
        verdict = verdict_of(self.results, network_was_run=network)
        return a_report(
            self.results, verdict=verdict, profile=profile_id, profile_title=self.profiles[profile_id].title
        )
