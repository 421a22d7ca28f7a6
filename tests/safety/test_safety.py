"""Hazard log and threat model answer every known hazard, name tests that exist, and say what their data says."""

import re
from collections.abc import Callable

import pytest

from tests.safety import safety_data as data
from tests.safety.known import APPENDIX, SYSTMONE, WARD

KNOWN = {
    *(f"W{number}" for number in range(1, len(WARD) + 1)),
    *(f"S{number}" for number in range(1, len(SYSTMONE) + 1)),
    *(f"A{number}" for number in range(1, len(APPENDIX) + 1)),
}

ALL = [*data.hazards(), *data.threats()]
UNSIGNED = "**Not signed by a clinical safety officer; not for live use.**"


def test_every_known_hazard_is_answered_and_no_other_is_claimed() -> None:
    answered = {source for one in data.hazards() for source in one.sources}
    assert answered - {"O"} == KNOWN


def test_every_risk_of_appendix_a_is_in_the_threat_model_too() -> None:
    answered = {source for one in data.threats() for source in one.sources}
    assert answered == {source for source in KNOWN if source.startswith("A")}


def test_every_id_is_given_once_and_in_order() -> None:
    assert [one.id for one in data.hazards()] == [f"HAZ-{number:03}" for number in range(1, len(data.hazards()) + 1)]
    assert [one.id for one in data.threats()] == [f"THR-{number:02}" for number in range(1, len(data.threats()) + 1)]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_test_that_is_named_exists(one: data.Hazard | data.Threat) -> None:
    named = [test for control in one.controls for test in control.tests]
    assert [test for test in named if not data.exists(test)] == []
    assert len(named) == len(set(named))


def test_a_test_that_does_not_exist_is_seen() -> None:
    assert not data.exists("tests/safety/test_safety.py::test_of_nothing")
    assert not data.exists("tests/safety/test_nothing.py::test_a_test_that_does_not_exist_is_seen")
    assert data.exists("tests/safety/test_safety.py::test_a_test_that_does_not_exist_is_seen")


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_control_lives_somewhere_and_has_a_test_or_is_pending(one: data.Hazard | data.Threat) -> None:
    for control in one.controls:
        assert (data.ROOT / control.where).exists(), control.where
        assert bool(control.tests) != bool(control.pending), control.what


@pytest.mark.parametrize(("file", "found"), [("hazards.toml", data.hazards), ("threats.toml", data.threats)])
def test_what_is_pending_is_named_in_one_place(
    file: str, found: Callable[[], list[data.Hazard] | list[data.Threat]]
) -> None:
    pending = [one.id for one in found() if any(control.pending for control in one.controls)]
    assert data.pending_named(file) == pending


@pytest.mark.parametrize("one", data.hazards(), ids=lambda one: one.id)
def test_a_state_is_what_the_controls_say(one: data.Hazard) -> None:
    proven = [control for control in one.controls if control.tests]
    assert one.state in data.STATES
    assert one.owner in data.OWNERS
    if one.state == "controlled":
        assert proven == list(one.controls) != []
    elif one.state == "partly":
        assert proven
    else:
        assert not proven
    if one.state == "not built yet" and not one.controls:
        assert "eature not built yet" in one.rest


@pytest.mark.parametrize("one", data.hazards(), ids=lambda one: one.id)
def test_a_risk_is_one_to_five_and_no_control_raises_it(one: data.Hazard) -> None:
    for figure in (one.severity, one.likelihood, *one.left):
        assert 1 <= figure <= 5
    assert one.left[0] <= one.severity
    assert one.left[1] <= one.likelihood
    if not one.controls and one.state != "left out":
        assert one.left == (one.severity, one.likelihood)


@pytest.mark.parametrize("one", data.hazards(), ids=lambda one: one.id)
def test_a_risk_above_two_that_is_left_is_explained(one: data.Hazard) -> None:
    if data.risk(*one.left) > 2:
        assert len(one.rest.split()) >= 10


def test_the_matrix_is_five_by_five_and_grows_with_severity_and_likelihood() -> None:
    matrix = data.matrix()
    assert [len(row) for row in matrix] == [5] * 5
    assert {cell for row in matrix for cell in row} == {1, 2, 3, 4, 5}
    for likelihood in range(1, 6):
        for severity in range(1, 6):
            if severity < 5:
                assert data.risk(severity, likelihood) <= data.risk(severity + 1, likelihood)
            if likelihood < 5:
                assert data.risk(severity, likelihood) <= data.risk(severity, likelihood + 1)
    assert (data.risk(1, 1), data.risk(5, 5), data.risk(5, 1), data.risk(1, 5)) == (1, 5, 3, 3)


PARTS = {
    ("hazard-log.md", "hazards"): data.hazard_pages,
    ("threat-model.md", "threats"): data.threat_pages,
    ("threat-model.md", "appendix"): data.appendix_table,
    ("README.md", "matrix"): data.matrix_table,
    ("README.md", "dangers"): data.dangers_list,
}


@pytest.mark.parametrize(("page", "part"), PARTS)
def test_the_pages_say_what_the_data_says(page: str, part: str, accept: bool) -> None:
    file = data.FOLDER / page
    begin, end = f"<!-- {part} -->\n", f"<!-- /{part} -->"
    before, _, rest = file.read_text(encoding="utf-8").partition(begin)
    kept, _, after = rest.partition(end)
    made = f"{PARTS[page, part]()}\n"
    if accept:
        file.write_text(f"{before}{begin}{made}{end}{after}", encoding="utf-8", newline="\n")
        kept = made
    assert after, f"{part} has no place on {page}"
    assert kept == made, f"run pytest with --accept, then review docs/safety/{page}"


@pytest.mark.parametrize("page", ["README.md", "hazard-log.md", "threat-model.md"])
def test_every_page_says_before_anything_else_that_it_is_not_signed(page: str) -> None:
    title, _, first, *_ = (data.FOLDER / page).read_text(encoding="utf-8").splitlines()
    assert title.startswith("# ")
    assert first == UNSIGNED


@pytest.mark.parametrize("page", ["README.md", "hazard-log.md", "threat-model.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (data.FOLDER / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (data.FOLDER / target).exists(), target
