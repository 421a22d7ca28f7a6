"""A stop ends a check at once: what was known is judged, what was not is skipped, and the last whole run is kept."""

import threading

from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_facts import DiskFacts, MemoryFacts, MissingWhy
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.service import Run
from tests.readiness.clinic import GB, NOW, Clinic, statuses


def hanging(clinic: Clinic, gate: threading.Event) -> tuple[Part, ...]:
    def hang() -> MemoryFacts:
        gate.wait()
        return MemoryFacts()

    return (clinic.usual_parts()[0], Part("memory", (), hang, 600.0))


def stopped_in_collecting(clinic: Clinic, gate: threading.Event, *, network: bool) -> Run:
    clinic.parts = hanging(clinic, gate)
    stop = threading.Event()
    return clinic.service.check("home", network=network, stop=stop, on_progress=lambda _: stop.set())


def test_a_stop_skips_what_was_not_known_and_keeps_what_was(clinic: Clinic, gate: threading.Event) -> None:
    run = stopped_in_collecting(clinic, gate, network=True)
    assert statuses(run) == {
        "HW-06": Status.PASS,
        "HW-03": Status.SKIPPED,
        "NW-04": Status.SKIPPED,
        "VD-03": Status.MANUAL,
    }
    skipped = [one for one in run.report.results if one.status is Status.SKIPPED]
    assert {(one.reason, one.found, one.remedies) for one in skipped} == {("cancelled", "", ())}
    assert run.facts.missing[0].why is MissingWhy.CANCELLED
    assert clinic.network_test.runs == 0


def test_a_stop_without_the_network_leaves_its_checks_as_not_run(clinic: Clinic, gate: threading.Event) -> None:
    run = stopped_in_collecting(clinic, gate, network=False)
    reasons = {one.check_id: one.reason for one in run.report.results}
    assert (reasons["HW-03"], reasons["NW-04"]) == ("cancelled", "network.not_run")


def test_a_stop_in_the_network_test_skips_its_checks_only(clinic: Clinic) -> None:
    clinic.network_test.during = threading.Event.set
    run = clinic.service.check("home", network=True, stop=threading.Event())
    reasons = {one.check_id: one.reason for one in run.report.results}
    assert reasons["NW-04"] == "cancelled"
    assert statuses(run)["HW-03"] is Status.PASS


def test_what_failed_before_the_stop_is_not_called_stopped(clinic: Clinic, gate: threading.Event) -> None:
    clinic.free = None
    assert statuses(stopped_in_collecting(clinic, gate, network=False))["HW-06"] is Status.ERROR


def test_a_stopped_run_is_not_kept_as_the_last(clinic: Clinic, gate: threading.Event) -> None:
    whole = clinic.service.check("home")
    run = stopped_in_collecting(clinic, gate, network=False)
    assert run.since == NOW
    assert clinic.service.last("home") == whole.report
    assert clinic.service.last_facts("home") == whole.facts


def test_a_stop_that_comes_when_all_is_known_changes_nothing(clinic: Clinic) -> None:
    stop = threading.Event()
    clinic.parts = (Part("disk", (), lambda: DiskFacts(free_for_user=5 * GB), 10.0),)
    run = clinic.service.check("home", stop=stop, on_progress=lambda _: stop.set())
    assert statuses(run)["HW-06"] is Status.PASS
    assert clinic.service.last("home") == run.report
