"""Asks the doctor about this computer and fills the page; does what is pressed on it."""

import sys
import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import Report
from inpatient_hub.gui.doctor import Doctor
from inpatient_hub.gui.pages.computer.known import Known, Replay, fitting, known_of, known_on_arrival, suggested_id
from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.pages.computer.taking_away import TakingAway
from inpatient_hub.gui.pages.computer.view import ComputerView, Elsewhere, local_ids
from inpatient_hub.gui.pages.computer.window_facts import clipboard_here, screens_here
from inpatient_hub.readiness.cooling import CoolDown

if TYPE_CHECKING:
    from inpatient_hub.domain.readiness_facts import Facts
    from inpatient_hub.readiness.profiles import Profile
    from inpatient_hub.readiness.service import Progress, ReadinessService, Remembered, Run
    from inpatient_hub.services.ports import Clock


class ComputerPresenter(QObject):
    """One check at a time. The local part is looked at once when the page is first opened; the network only when it is
    asked for."""

    def __init__(
        self, doctor: Doctor, page: ComputerPage, *, clock: "Clock", by: Callable[[], str] = lambda: ""
    ) -> None:
        super().__init__(page)
        self._doctor = doctor
        self._page = page
        self._clock = clock
        self._by = by
        self._profiles: dict[str, Profile] = {}
        self._profile_id = ""
        self._remembered: Remembered | None = None
        self._run: Run | None = None
        self._replay: Replay | None = None
        self._reads_facts = False
        self._is_checking = False
        self._is_network = False
        self._stop = threading.Event()
        self._was_checked = False
        self._was_network_tested = False
        self._cooling = QTimer(self)
        self._cooling.setInterval(1000)
        self._cooling_left = 0
        TakingAway(page, self._shown, self._now)
        self._connect()

    def _connect(self) -> None:
        page = self._page
        page.shown_for.connect(self._on_shown_for)
        page.check_wanted.connect(self._on_check_wanted)
        page.stop_wanted.connect(self._on_stop_wanted)
        page.network_wanted.connect(self._on_network_wanted)
        page.profile_chosen.connect(self._on_profile_chosen)
        page.device_started.connect(self._on_device_started)
        page.facts_chosen.connect(self._on_facts_chosen)
        page.here_wanted.connect(self._on_here_wanted)
        page.wishes.check_wanted.connect(self._on_one_wanted)
        page.wishes.answered.connect(self._on_answered)
        self._doctor.progressed.connect(self._on_progressed)
        self._cooling.timeout.connect(self._on_second)

    # Arriving

    def _on_shown_for(self, _about: str) -> None:
        self._doctor.ask(known_on_arrival, owner=self, then=self._on_known, otherwise=self._on_cannot_open)

    def _on_known(self, found: "tuple[dict[str, Profile], Known, float]") -> None:
        self._profiles, known, cooling = found
        self._remembered = known.remembered
        self._page.show_profiles(tuple(self._profiles.values()), suggested=suggested_id(known))
        self._cool(cooling)
        if self._replay is not None or self._reads_facts or self._is_checking:
            return
        if known.suggestion is not None:
            self._page.show_question(known.suggestion.because)
            return
        self._profile_id = known.remembered.profile_id
        self._take(known)
        if not self._was_checked:
            self._check()

    def _take(self, known: Known) -> None:
        """Shows the last run of the profile, where there is one, until a new one is made."""
        self._remembered = known.remembered
        if self._run is None or self._run.report.profile != self._profile_id:
            self._run = known.run
        if self._run is None:
            self._page.show_waiting(self._profiles[self._profile_id])
        else:
            self._show()

    def _on_cannot_open(self, error: HubError) -> None:
        self._page.show_trouble(error)

    # Checking

    def _check(self, *, network: bool = False, only: frozenset[str] | None = None) -> None:
        if self._is_checking or not self._profile_id:
            return
        self._is_checking = True
        self._is_network = network
        self._page.show_progress("Beginning", 0, 0, network=network)
        self._stop = stop = self._doctor.begin_check()
        profile_id, screens, clipboard = self._profile_id, screens_here(), clipboard_here()
        tell = self._doctor.tell

        def task(service: "ReadinessService") -> "tuple[Run, Remembered, float]":
            run = service.check(
                profile_id,
                network=network,
                only=only,
                screens=screens,
                clipboard=clipboard,
                on_progress=tell,
                stop=stop,
            )
            return run, service.remembered(), service.network_ready_in()

        self._doctor.ask(task, owner=self, then=self._on_checked, otherwise=self._on_refused)

    def _on_checked(self, done: "tuple[Run, Remembered, float]") -> None:
        run, self._remembered, cooling = done
        self._is_checking = False
        self._was_checked = True
        self._was_network_tested |= self._is_network
        is_kept = self._stop.is_set() and self._run is not None and self._run.report.profile == run.report.profile
        if not is_kept:  # of a run that was stopped little is known: what was known before says more
            self._run = run
        self._page.show_done()
        self._cool(cooling)
        if self._replay is None:
            self._show()

    def _on_refused(self, error: HubError) -> None:
        self._is_checking = False
        self._page.show_done()
        if isinstance(error, CoolDown):
            self._cool(error.seconds)
        elif self._run is None:  # there is nothing else on the page: it is said there
            self._page.show_trouble(error)
        else:
            self._page.show_error(error)

    def _on_progressed(self, progress: "Progress") -> None:
        if self._is_checking:
            words = f"{progress.done} of {progress.total}: {progress.label}"
            self._page.show_progress(words, progress.done, progress.total, network=self._is_network)

    def _on_check_wanted(self) -> None:
        if not self._run and self._page.profile_id != self._profile_id:
            self._on_profile_chosen(self._page.profile_id)
            return
        # What was seen of the network in this sitting stays; an older test says nothing of the network of today.
        report = self._run.report if self._run else None
        keeps = report is not None and self._was_network_tested and report.verdict.network_was_run
        self._check(only=local_ids(report) if report is not None and keeps else None)

    def _on_stop_wanted(self) -> None:
        self._doctor.stop_check()

    def _on_network_wanted(self) -> None:
        self._check(network=True)

    def _on_one_wanted(self, check_id: str) -> None:
        report = self._run.report if self._run else None
        is_network = report is not None and check_id not in local_ids(report)
        self._check(network=is_network, only=frozenset({check_id}))

    def _cool(self, seconds: float) -> None:
        self._cooling_left = round(seconds + 0.499)
        self._page.set_cooling(self._cooling_left)
        self._cooling.start() if self._cooling_left else self._cooling.stop()

    def _on_second(self) -> None:
        self._cool(max(0, self._cooling_left - 1))

    # Choosing and answering

    def _on_profile_chosen(self, profile_id: str) -> None:
        if profile_id not in self._profiles:
            return
        if self._replay is not None:
            self._judge_elsewhere(self._replay.facts, self._replay.file_name, profile_id)
            return
        self._doctor.stop_check()
        self._profile_id = profile_id

        def task(service: "ReadinessService") -> Known:
            service.choose(profile_id)
            return known_of(service, profile_id)

        def then(known: Known) -> None:
            self._take(known)
            self._check()

        self._doctor.ask(task, owner=self, then=then, otherwise=self._page.show_error)

    def _on_answered(self, key: str, value: str | None, by: str) -> None:
        check_id = key.partition(".")[0]

        def task(service: "ReadinessService") -> None:
            service.answer(key, value, by=by)

        def then(_done: None) -> None:
            self._check(only=frozenset({check_id}))

        self._doctor.ask(task, owner=self, then=then, otherwise=self._page.show_error)

    def _on_device_started(self, day: date | None) -> None:
        def task(service: "ReadinessService") -> "Remembered":
            service.start_device_clock(day)
            return service.remembered()

        def then(remembered: "Remembered") -> None:
            self._remembered = remembered
            self._show()

        self._doctor.ask(task, owner=self, then=then, otherwise=self._page.show_error)

    def _shown(self) -> "tuple[Report, Facts, bool]":
        """The report and the facts that are shown, and whether they are this computer's."""
        if self._replay is not None:
            return self._replay.report, self._replay.facts, False
        if self._run is None:
            raise RuntimeError("no report is shown")
        return self._run.report, self._run.facts, True

    # Another computer's facts

    def _on_facts_chosen(self, path: str) -> None:
        from inpatient_hub.readiness.facts_file import read_facts

        file = Path(path)
        self._reads_facts = True

        def then(facts: "Facts") -> None:
            self._judge_elsewhere(facts, file.name, self._profile_id)

        self._doctor.ask(lambda _service: read_facts(file), owner=self, then=then, otherwise=self._on_no_facts)

    def _on_no_facts(self, error: HubError) -> None:
        self._reads_facts = False
        self._page.show_error(error)

    def _judge_elsewhere(self, facts: "Facts", file_name: str, profile_id: str) -> None:
        def task(service: "ReadinessService") -> Replay:
            return Replay(facts, service.judge(facts, profile_id or fitting(service, facts)), file_name)

        def then(replay: Replay) -> None:
            self._reads_facts = False
            self._replay = replay
            self._show()

        self._doctor.ask(task, owner=self, then=then, otherwise=self._page.show_error)

    def _on_here_wanted(self) -> None:
        self._replay = None
        self._page.opened("")

    # Showing

    def _show(self) -> None:
        if self._replay is not None:
            self._page.show_view(self._view_elsewhere(self._replay))
        elif self._run is not None:
            self._page.show_view(self._view_here(self._run))

    def _view_here(self, run: "Run") -> ComputerView:
        kept = self._remembered
        tested = kept.network_tested_at if kept else None
        return ComputerView(
            profile=self._profiles[run.report.profile],
            report=run.report,
            now=self._now(),
            made_at=self._clock.local(run.report.made_at),
            compared_with=self._clock.local(run.since) if run.since else None,
            changes=run.changes,
            network=run.facts.network,
            network_at=self._clock.local(tested) if tested else None,
            answers=kept.answers if kept else {},
            by=self._by(),
            device_since=kept.device_authenticated_on if kept else None,
            opens_settings=sys.platform == "win32",
        )

    def _view_elsewhere(self, replay: Replay) -> ComputerView:
        collected = self._clock.local(replay.facts.collected_at)
        return ComputerView(
            profile=self._profiles[replay.report.profile],
            report=replay.report,
            now=self._now(),
            made_at=collected,
            network=replay.facts.network,
            elsewhere=Elsewhere(replay.file_name, collected),
        )

    def _now(self) -> datetime:
        return self._clock.local(self._clock.now())
