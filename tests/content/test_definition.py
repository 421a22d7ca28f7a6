"""A run stays with the very definition it was started with."""

import hashlib
import json

import pytest

from inpatient_hub.content.definition import Definition
from inpatient_hub.domain.errors import HubError, NotFound
from tests.content.making import core_content

WORKFLOWS = ["adult_safeguarding", "duty_to_refer", "imha", "section_117_meeting"]


@pytest.mark.parametrize("workflow_id", WORKFLOWS)
def test_a_definition_comes_back_from_its_body_as_it_was(workflow_id: str) -> None:
    definition = core_content().definition(workflow_id)
    assert Definition.from_body(definition.body) == definition
    assert [template.id for template in definition.templates] == [workflow_id]
    assert definition.template(workflow_id) == core_content().note_template(workflow_id)


def test_the_body_is_canonical_json_and_the_digest_is_its_sha_256() -> None:
    definition = core_content().definition("imha")
    whole = json.loads(definition.body)
    assert definition.body == json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert definition.digest == hashlib.sha256(definition.body.encode("utf-8")).hexdigest()
    assert whole["workflow"]["steps"][0]["next"] == ""


def test_the_same_content_has_the_same_digest_and_one_changed_word_another() -> None:
    definition = core_content().definition("imha")
    assert core_content().definition("imha").digest == definition.digest
    assert Definition.from_body(definition.body.replace("Agreed", "Has agreed")).digest != definition.digest


NOT_A_DEFINITION = ["", "{}", "[]", "not json", '{"workflow":1,"templates":[]}']


@pytest.mark.parametrize("body", NOT_A_DEFINITION)
def test_a_body_this_program_does_not_understand_says_what_to_do(body: str) -> None:
    with pytest.raises(HubError) as raised:
        Definition.from_body(body)
    assert raised.value.title == "This referral cannot be continued"
    assert "Update Inpatient Hub" in raised.value.remedy


def test_a_body_of_a_newer_program_is_refused_rather_than_half_understood() -> None:
    body = core_content().definition("imha").body
    newer = body.replace('"workflow":{', '"workflow":{"approved_by":"somebody",', 1)
    with pytest.raises(HubError):
        Definition.from_body(newer)


def test_a_template_that_is_not_in_a_definition_is_not_found() -> None:
    with pytest.raises(NotFound):
        core_content().definition("imha").template("duty_to_refer")
