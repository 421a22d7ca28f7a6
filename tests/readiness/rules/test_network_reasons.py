"""Every reason that a rule about the network can give is reached, has its words, and leaves no place in them empty."""

import pytest

from inpatient_hub.domain.readiness import Status
from inpatient_hub.readiness.finding import Finding
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.remedies import places
from inpatient_hub.readiness.rules.network import NETWORK_RULES
from tests.readiness.network_cases import found, network
from tests.readiness.rules.network_scenes import NETWORK_SCENES
from tests.readiness.test_remedies import RULES_FOLDER, fact_paths, is_reason, reasons_in

REASONS = load_knowledge().remedies.reasons
IN_CODE = reasons_in(sorted(RULES_FOLDER.glob("network*.py"))) | {"network.cancelled"}


def played(reason: str) -> Finding:
    scene = NETWORK_SCENES[reason]
    return found(scene.check, scene.network, of=scene.of, answers=scene.answers)


def test_there_is_a_scene_for_every_reason() -> None:
    assert "network.cancelled" in fact_paths()  # it looks like a fact, so the search leaves it out
    assert {one for one in IN_CODE if is_reason(one)} == set(NETWORK_SCENES)


@pytest.mark.parametrize("reason", NETWORK_SCENES)
def test_a_reason_is_reached_and_says_what_was_found(reason: str) -> None:
    finding = played(reason)
    assert finding.reason == reason
    assert finding.found


@pytest.mark.parametrize("reason", NETWORK_SCENES)
def test_a_reason_that_is_no_plain_pass_has_words_and_no_place_in_them_stays_empty(reason: str) -> None:
    finding = played(reason)
    if finding.status is Status.PASS:
        return
    spec = REASONS[reason]
    wanted = places([spec.headline, *(remedy.text for remedy in spec.remedies)])
    values = {"title": "a title", **finding.values}  # the judge gives the title of the check
    assert {name for name in wanted if not values.get(name)} == set()


@pytest.mark.parametrize("reason", NETWORK_SCENES)
def test_what_has_to_be_fixed_or_looked_at_has_somebody_who_can_and_something_that_is_needed(reason: str) -> None:
    finding = played(reason)
    if finding.status in {Status.FAIL, Status.WARN}:
        assert REASONS[reason].remedies
        assert finding.needed


def test_every_check_of_the_network_is_here() -> None:
    assert set(NETWORK_RULES) == {f"NW-{number:02}" for number in range(1, 18)}


def test_nothing_is_judged_before_the_network_was_tested_but_what_needs_no_test() -> None:
    without = {check for check in NETWORK_RULES if found(check, None).reason != "network.not_run"}
    assert without == {"NW-08", "NW-13", "NW-14", "NW-17"}
    assert all(found(check, None).status is Status.SKIPPED for check in set(NETWORK_RULES) - without)


def test_a_good_network_passes_everything_but_what_nobody_can_see() -> None:
    status = {check: found(check, network()).status for check in NETWORK_RULES}
    assert {check for check, one in status.items() if one is Status.PASS} == {
        *(f"NW-{number:02}" for number in (1, 2, 3, 4, 6, 7, 9, 10, 11, 12)),
    }
    assert status["NW-05"] is Status.UNKNOWN
    assert {status[check] for check in ("NW-08", "NW-13", "NW-14", "NW-17")} == {Status.MANUAL}
    assert {status[check] for check in ("NW-15", "NW-16")} == {Status.NOT_APPLICABLE}
