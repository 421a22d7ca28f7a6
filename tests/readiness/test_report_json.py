"""A report is stable JSON of a published form, and so is a facts file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.readiness import Report, Severity, Status
from inpatient_hub.readiness.report_json import report_data, report_json
from tests.accepted import check_accepted
from tests.readiness.report_making import EVERYTHING, FINE, report, result
from tests.readiness.schemas import as_text, facts_schema, report_schema

SHIPPED = Path(__file__).parents[2] / "resources" / "readiness"

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "report.schema.json": report_schema,
    "facts.schema.json": facts_schema,
}


def shipped(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
    return loaded


def validate(data: object, name: str) -> None:
    schema = shipped(name)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    validator.check_schema(schema)
    validator.validate(data)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_that_of_the_model(name: str, accept: bool) -> None:
    text = as_text(SCHEMAS[name]())
    path = SHIPPED / name
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"run pytest with --accept, then review {name}"


def test_a_report_is_of_the_published_form() -> None:
    validate(report_data(report()), "report.schema.json")
    validate(report_data(report(network=False, computer_name="KEATS-07", overlay=("A change.",))), "report.schema.json")


@pytest.mark.parametrize("field", ["verdict", "results", "editions", "schema_version", "made_at"])
def test_a_report_without_a_field_is_not_of_the_published_form(field: str) -> None:
    data = report_data(report())
    del data[field]
    with pytest.raises(jsonschema.ValidationError):
        validate(data, "report.schema.json")


def test_a_reader_of_the_published_form_stands_a_field_it_does_not_know() -> None:
    data = report_data(report())
    data["weather"] = data["results"][0]["weather"] = "wet"
    validate(data, "report.schema.json")


def test_the_schema_describes_its_fields() -> None:
    properties = shipped("report.schema.json")["$defs"]["CheckResult"]["properties"]
    assert "disk.low" in properties["reason"]["description"]
    assert "26100" in shipped("facts.schema.json")["$defs"]["WindowsFacts"]["properties"]["build"]["description"]


def test_a_report_reads_as_it_was_accepted(accept: bool) -> None:
    check_accepted("readiness/report.json", report_json(report()), accept=accept)


def test_the_same_run_gives_the_same_bytes_and_comes_back_whole() -> None:
    text = report_json(report())
    assert text == report_json(Report.model_validate_json(text))
    assert Report.model_validate_json(text) == report()
    assert text.isascii()


def test_results_keep_the_order_of_the_profile() -> None:
    turned = report(tuple(reversed(EVERYTHING)))
    assert [one["check_id"] for one in report_data(turned)["results"]] == [one.check_id for one in reversed(EVERYTHING)]


@given(
    found=st.text(max_size=300),
    status=st.sampled_from(Status),
    severity=st.sampled_from(Severity),
    name=st.text(max_size=60),
)
def test_whatever_a_rule_says_the_report_keeps_its_form(
    found: str, status: Status, severity: Severity, name: str
) -> None:
    made = report((*FINE, result(status=status, severity=severity, found=found)), computer_name=name)
    text = report_json(made)
    validate(json.loads(text), "report.schema.json")
    assert Report.model_validate_json(text) == made
