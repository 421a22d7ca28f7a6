"""Every reason that a rule can give has its words, every reason with words can be reached, and no place stays empty."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from inpatient_hub.domain.readiness import CheckResult, Status
from inpatient_hub.domain.readiness_facts import Facts
from inpatient_hub.readiness.data_file import Problems, read_model, shipped_folder
from inpatient_hub.readiness.judging import judged
from inpatient_hub.readiness.knowledge import REMEDIES_FILES, load_knowledge
from inpatient_hub.readiness.remedies import RemedyFile, filled, places
from inpatient_hub.readiness.rules import RULES, network
from tests.readiness.judged import finding, result
from tests.readiness.making import TODAY, good_facts, profiles
from tests.readiness.scenes import SCENES, Scene

REASONS = load_knowledge().remedies.reasons
RULES_FOLDER = Path(network.__file__).parent


def read_reasons(name: str) -> RemedyFile:
    problems = Problems()
    read = read_model(RemedyFile, shipped_folder(), name, problems)
    assert read is not None, problems.found
    return read


LOCAL, NETWORK = (read_reasons(name).reasons for name in REMEDIES_FILES)


def fact_paths() -> set[str]:
    """Every `section.field` of the facts: these look like reasons and are none."""
    paths: set[str] = set()
    for section, field in Facts.model_fields.items():
        for model in (field.annotation, *get_args(field.annotation)):
            if isinstance(model, type) and issubclass(model, BaseModel):
                paths |= {f"{section}.{name}" for name in model.model_fields}
    return paths


def reasons_in(files: list[Path]) -> set[str]:
    """Every reason that stands in these files as one word, wherever it stands."""
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {word for word in words if is_reason(word)} - fact_paths() - {"openwith.exe", "office.opens_"}


def is_reason(words: str) -> bool:
    parts = words.split(".")
    return len(parts) in (2, 3) and all(part.replace("_", "").isalnum() and part.islower() for part in parts)


LOCAL_REASONS = reasons_in([path for path in sorted(RULES_FOLDER.glob("*.py")) if not path.stem.startswith("network")])
BY_THE_JUDGE = {"other.system", "network.not_run", "rule.error"}
WITH_ADDRESSES = {"iplato.reached", "iplato.unreached", "iplato.untried"}
"""Reasons that need a trust's own addresses: tests/readiness/test_gateway.py reaches them."""


def played(scene: Scene) -> CheckResult:
    return result(scene.profile, scene.check, today=scene.today, said=scene.said, **scene.changes)


def test_the_rules_give_reasons_at_all() -> None:
    assert {"disk.low", "os.ended", "esu.none", "fact.error"} <= LOCAL_REASONS
    assert len(LOCAL_REASONS) > 150


def test_there_is_a_scene_for_every_reason_a_local_rule_can_give() -> None:
    assert LOCAL_REASONS - SCENES.keys() - WITH_ADDRESSES - BY_THE_JUDGE == set()


@pytest.mark.parametrize("reason", SCENES)
def test_a_reason_is_reached(reason: str) -> None:
    assert played(SCENES[reason]).reason == reason


@pytest.mark.parametrize("reason", SCENES)
def test_a_reason_that_is_no_plain_pass_has_its_words(reason: str) -> None:
    got = played(SCENES[reason])
    if got.status is Status.PASS:
        assert got.headline == got.title
    else:
        assert reason in REASONS


@pytest.mark.parametrize("reason", [reason for reason in SCENES if reason in LOCAL and reason != "other.system"])
def test_no_place_in_the_words_stays_empty(reason: str) -> None:
    scene, spec = SCENES[reason], LOCAL[reason]
    found = finding(scene.profile, scene.check, today=scene.today, said=scene.said, **scene.changes)
    values = {"title": "a title", **found.values}
    wanted = places([spec.headline, *(remedy.text for remedy in spec.remedies)])
    assert {name for name in wanted if not values.get(name)} == set()


@pytest.mark.parametrize("reason", LOCAL)
def test_words_for_a_reason_belong_to_a_rule_or_to_the_judge(reason: str) -> None:
    assert reason in LOCAL_REASONS | BY_THE_JUDGE


TO_ACT_ON = [reason for reason in SCENES if played(SCENES[reason]).status in (Status.FAIL, Status.WARN)]


@pytest.mark.parametrize("reason", TO_ACT_ON)
def test_whatever_has_to_be_fixed_or_looked_at_has_somebody_who_can(reason: str) -> None:
    got = played(SCENES[reason])
    assert got.remedies
    assert got.found
    assert got.needed


@pytest.mark.expects_log("check OS-01 broke: ZeroDivisionError")
def test_a_rule_that_breaks_is_a_result_with_a_remedy() -> None:
    rules = {**RULES, "OS-01": lambda case: 1 / 0}
    made = judged(good_facts("ward"), profiles()["ward"], load_knowledge(), today=TODAY, answers={},
                  only={"OS-01"}, rules=rules)  # type: ignore[arg-type]  # fmt: skip
    assert [(one.status, one.reason) for one in made] == [(Status.ERROR, "rule.error")]
    assert made[0].could_not_run
    assert made[0].remedies
    assert "ZeroDivisionError" in made[0].found


@pytest.mark.skipif(not network.NETWORK_RULES, reason="the rules about the network are not here yet")
def test_network_reasons_and_their_words_are_the_same_set() -> None:
    assert NETWORK.keys() - fact_paths() - reasons_in(sorted(RULES_FOLDER.glob("network*.py"))) - BY_THE_JUDGE == set()


@pytest.mark.parametrize("reason", [*LOCAL, *NETWORK])
def test_words_are_short_plain_and_name_nobody(reason: str) -> None:
    spec = REASONS[reason]
    for words in (spec.headline, *(remedy.text for remedy in spec.remedies)):
        assert filled(words, {}) == filled(words, {}).strip()
        assert not any(character in words for character in "\u2013\u2014\u2026\u2018\u2019")
    assert len(spec.headline) <= 80
    assert not spec.headline.endswith(".")
    assert all(remedy.text.endswith((".", "?")) for remedy in spec.remedies)


def test_a_place_that_nobody_filled_is_left_out_rather_than_shown() -> None:
    assert filled("Free {missing} on drive C.", {"missing": "2.6 GB"}) == "Free 2.6 GB on drive C."
    assert filled("Free {missing} on drive {c}.", {}) == "Free on drive."


def test_a_scene_that_gives_another_reason_would_be_seen() -> None:
    scene = replace(SCENES["disk.low"], changes={})
    assert played(scene).reason == "disk.ok"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Choose a program for {kinds} files.", "Choose a program for .rtf and .csv files."),
        ("Word opens .rtf, Excel opens .csv.", "Word opens .rtf, Excel opens .csv."),
        ("It is {nothing}.", "It is."),
        ("It is {nothing}, and that is all.", "It is, and that is all."),
        ("One {nothing} two.", "One two."),
    ],
)
def test_a_place_that_nobody_filled_leaves_no_gap_and_no_word_loses_its_own(words: str, said: str) -> None:
    assert filled(words, {"kinds": ".rtf and .csv"}) == said
