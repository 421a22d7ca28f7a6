"""Nobody is named in what leaves this computer, unless names were ticked."""

from collections.abc import Callable

import pytest

from inpatient_hub.domain.readiness import SAID_BY, Report
from inpatient_hub.readiness.report_html import report_html
from inpatient_hub.readiness.report_json import report_json
from inpatient_hub.readiness.report_names import as_it_may_leave
from inpatient_hub.readiness.report_text import check_text, help_desk_text
from tests.readiness.judged import result
from tests.readiness.report_making import ANSWERED, DISK_FULL, FINE, report

ESTHER, KEATS = "Esther Summerson", "KEATS-07"

NAMELESS = report((*FINE, DISK_FULL, ANSWERED))
NAMED = report((*FINE, DISK_FULL, ANSWERED), computer_name=KEATS)

FACES: dict[str, Callable[[Report], str]] = {
    "json": report_json,
    "html": report_html,
    "text": lambda made: help_desk_text(made, name_computer=bool(made.computer_name)),
    "one check": lambda made: check_text(made, "VD-03", name_computer=bool(made.computer_name)),
}


@pytest.mark.parametrize("face", FACES)
def test_without_the_tick_nobody_is_named(face: str) -> None:
    text = FACES[face](NAMELESS)
    assert "TPP was not asked" in text
    assert ESTHER not in text
    assert SAID_BY not in text


@pytest.mark.parametrize("face", [face for face in FACES if face != "text"])
def test_with_the_tick_the_computer_and_who_answered_are_named(face: str) -> None:
    text = FACES[face](NAMED)
    assert KEATS in text
    assert ESTHER in text


def test_a_text_without_the_tick_names_nobody_even_where_the_report_does() -> None:
    for text in (help_desk_text(NAMED), check_text(NAMED, "VD-03")):
        assert KEATS not in text
        assert ESTHER not in text


def test_only_names_are_left_out() -> None:
    assert as_it_may_leave(NAMED, names=True) is NAMED
    bare = as_it_may_leave(NAMED, names=False)
    assert (bare.computer_name, bare.verdict) == ("", NAMED.verdict)
    assert [one.evidence for one in bare.results] == [
        () if one.check_id == "VD-03" else one.evidence for one in NAMED.results
    ]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_real_rule_names_who_answered_in_that_evidence_alone(answer: str) -> None:
    one = result("vdi", "VD-03", said={"VD-03": answer})
    assert [evidence.value for evidence in one.evidence if evidence.label == SAID_BY] == [ESTHER]
    assert ESTHER not in one.model_copy(update={"evidence": ()}).model_dump_json()
