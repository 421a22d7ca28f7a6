"""The facts files kept with the tests are what the program writes, and of the published form."""

import json
from pathlib import Path

import pytest

from inpatient_hub.readiness.facts_file import read_facts, write_facts
from tests.accepted import DATA, check_accepted
from tests.readiness.example_facts import EXAMPLES
from tests.readiness.test_report_json import validate

KEPT = DATA / "readiness" / "facts"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_kept_as_the_program_writes_it(name: str, tmp_path: Path, accept: bool) -> None:
    write_facts(tmp_path / "facts.json", EXAMPLES[name]())
    written = (tmp_path / "facts.json").read_text(encoding="utf-8")
    check_accepted(f"readiness/facts/{name}.json", written, accept=accept)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_read_back_whole(name: str) -> None:
    assert read_facts(KEPT / f"{name}.json") == EXAMPLES[name]()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_of_the_published_form(name: str) -> None:
    validate(json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8")), "facts.schema.json")


def test_every_kept_file_is_an_example() -> None:
    assert {path.stem for path in KEPT.iterdir()} == set(EXAMPLES)
