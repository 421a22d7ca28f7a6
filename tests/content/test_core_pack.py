"""The pack that ships: sound, invented, plain, and true on every way through."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inpatient_hub.content.check import check_folder
from inpatient_hub.content.rendering import render_body
from inpatient_hub.content.ways import Way, ways_through
from inpatient_hub.domain.directory import Method
from inpatient_hub.domain.note_answers import NoteWords, note_words
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.note_text import Event, blanks_in, composed, made_plain, odd_characters
from inpatient_hub.domain.runs import Answer, AnswerValue
from inpatient_hub.domain.wards import NoteSettings
from inpatient_hub.domain.workflows import CriteriaStep, NoteStep, StepSpec, WorkflowSpec
from tests.accepted import check_accepted
from tests.content.making import CORE, core_content
from tests.domain.making import a_nurse, a_patient

ROOT = Path(__file__).parents[2]
CONTENT = core_content()
WORKFLOWS = {workflow.id: workflow for workflow in CONTENT.workflows}
WRITTEN_AT = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
SERVICES = {"imha": "advocacy", "adult_safeguarding": "adult_safeguarding", "duty_to_refer": "housing"}

STEPS: dict[str, AnswerValue] = {"legal_status": "s3"}
FIELDS: dict[str, dict[str, AnswerValue]] = {
    "imha": {"purpose": ["rights", "hearing"], "more": "the patient would like to be visited in the morning"},
    "adult_safeguarding": {
        "types": ["financial", "psychological"],
        "reference": "ASC/2026/0117",
        "override_reason": "another adult in the household may be at risk",
        "discussed_with": "Ellen Dean, safeguarding lead",
        "not_raised_reason": "the money had been returned and the visitor no longer had the key",
        "wishes": '"I want my bank card back." The patient did not want the police to be called.',
        "safety": "visits from M.E. were stopped and the bank was told",
    },
    "duty_to_refer": {
        "discharge": "known",
        "discharge_on": "2026-12-04",
        "accommodation": "lost",
        "reference": "DTR 4471",
    },
    "section_117_meeting": {
        "review_type": "first",
        "proposed_on": "2026-12-01",
        "proposed_at": "10:30",
        "mode": "both",
        "nurse": {"id": "s2", "name": "Joseph Lockwood"},
        "confirmed": "no",
    },
}


def template_of(way: Way) -> TemplateSpec:
    return next(CONTENT.note_template(step.template) for step, _ in way if isinstance(step, NoteStep))


def words_on(workflow: WorkflowSpec, way: Way, **changed: AnswerValue) -> NoteWords:
    """The words of a note with everything answered, or as `changed`."""
    answers = {}
    for step, option in way:
        value = changed.get(step.id, option or STEPS.get(step.id) or step_value(step, workflow))
        if value is not None:
            answers[step.id, ""] = Answer(step_id=step.id, value=value, by="s1", at=WRITTEN_AT)
    values = {**FIELDS[workflow.id], **{name: value for name, value in changed.items() if name not in WORKFLOWS}}
    return note_words(template_of(way), values, steps=[step for step, _ in way], answers=answers)


def step_value(step: StepSpec, workflow: WorkflowSpec) -> AnswerValue:
    if isinstance(step, CriteriaStep):
        return [item.id for item in step.items]
    if step.kind == "area":
        return {"id": "city", "name": "Thornfield City"}
    if step.kind == "submission":
        contact = CONTENT.directory.for_service(SERVICES.get(workflow.id, "aftercare"), "city")[0]
        channel = contact.channels[0]
        return {"contact": contact.id, "name": contact.name, "method": channel.method.value, "value": channel.value}
    return None


def note_on(workflow: WorkflowSpec, way: Way, **changed: AnswerValue) -> str:
    """The whole note as it would go on the clipboard."""
    body = render_body(template_of(way), words_on(workflow, way, **changed), a_patient())
    event = Event("20/11/2026", "15:55", datetime(2026, 11, 20, 15, 55, tzinfo=UTC))
    return composed(a_patient(), a_nurse(), event, body, written_at=WRITTEN_AT, settings=NoteSettings())


def named(way: Way) -> str:
    return ", ".join(f"{step.id}: {option}" for step, option in way if option)


def every_way() -> Iterator[tuple[str, Way]]:
    for workflow in CONTENT.workflows:
        for way in sorted(ways_through(workflow), key=named):
            yield workflow.id, way


EVERY_WAY = list(every_way())
ON_EVERY_WAY = pytest.mark.parametrize(
    ("workflow_id", "way"), EVERY_WAY, ids=[f"{workflow} {named(way)}" for workflow, way in EVERY_WAY]
)


def test_the_core_pack_has_no_problem() -> None:
    assert check_folder(None) == []


def test_the_core_pack_holds_the_four_workflows_of_the_first_edition() -> None:
    assert list(WORKFLOWS) == ["adult_safeguarding", "duty_to_refer", "imha", "section_117_meeting"]
    for spec in (*CONTENT.workflows, *CONTENT.templates):
        assert (spec.version, spec.owner) == ("1.0", "Inpatient Hub core pack")
        assert (spec.reviewed_on, spec.review_by) == (date(2026, 11, 2), date(2027, 5, 2))


@pytest.mark.parametrize("workflow_id", WORKFLOWS)
def test_the_notes_of_every_way_are_as_accepted(workflow_id: str, accept: bool) -> None:
    workflow = WORKFLOWS[workflow_id]
    ways = [way for name, way in EVERY_WAY if name == workflow_id]
    notes = [f"## {named(way)}\n{note_on(workflow, way)}\n" for way in ways]
    steps = [step for step, _ in ways[0]]
    nothing = note_words(template_of(ways[0]), {}, steps=steps)
    notes.append(f"## nothing answered\n{made_plain(render_body(template_of(ways[0]), nothing, a_patient()))}\n")
    check_accepted(f"notes/{workflow_id}.txt", "\n".join(notes), accept=accept)


@ON_EVERY_WAY
def test_a_note_with_everything_answered_is_whole_and_plain(workflow_id: str, way: Way) -> None:
    text = note_on(WORKFLOWS[workflow_id], way)
    assert blanks_in(text) == ()
    assert odd_characters(text) == ()
    assert made_plain(text) == text
    assert text.startswith("Catherine Earnshaw, NHS 999 339 5633, bed 4. 20/11/2026 15:55. ")
    assert text.endswith("\r\nWritten by Nelly Dean, RMN, 20/11/2026 16:05.")
    assert len(text) < 1200


REFUSED = {"declined", "not_asked", "not_sure", "none", "declined_not_raised"}


@ON_EVERY_WAY
def test_a_note_claims_a_referral_only_where_one_was_sent(workflow_id: str, way: Way) -> None:
    text = note_on(WORKFLOWS[workflow_id], way)
    sent = any(step.kind == "submission" for step, _ in way)
    first = next(option for step, option in way if step.id in ("consent", "entitlement"))
    contact = CONTENT.directory.for_service(SERVICES.get(workflow_id, "aftercare"), "city")[0]
    assert sent == (first not in REFUSED or (workflow_id == "adult_safeguarding" and first == "not_asked"))
    assert (contact.name in text) == sent
    assert bool(re.search(r"\b(was made to|was raised with|was requested from)\b", text)) == sent
    assert bool(re.search(r"No referral was made|none was raised|No Section 117 meeting was requested", text)) != sent


@ON_EVERY_WAY
def test_a_note_with_nothing_answered_holds_blanks_and_no_outcome(workflow_id: str, way: Way) -> None:
    template = template_of(way)
    words = note_words(template, {}, steps=[step for step, _ in way])
    body = render_body(template, words, a_patient())
    assert set(blanks_in(body)) == {field.bracket for field in words.unanswered} != set()
    assert not re.search(r"made|raised|requested|agreed|declined|told|detained|informal|homeless", body)


@ON_EVERY_WAY
def test_each_blank_left_is_seen(workflow_id: str, way: Way) -> None:
    whole = words_on(WORKFLOWS[workflow_id], way)
    for field in whole.asked:
        words = words_on(WORKFLOWS[workflow_id], way, **{field.id: None})
        body = render_body(template_of(way), words, a_patient())
        assert (field.bracket in body) == field.required


def test_an_informal_patient_is_never_said_to_be_detained() -> None:
    for workflow_id, way in EVERY_WAY:
        if workflow_id == "imha":
            text = note_on(WORKFLOWS[workflow_id], way, legal_status="informal")
            assert "The patient was informal." in text
            assert not re.search(r"detained|held|Section", text)


def test_wishes_consent_and_being_told_are_three_questions() -> None:
    agreed_not_told = next(way for workflow_id, way in EVERY_WAY if named(way) == "consent: agreed, informed: not_yet")
    text = note_on(WORKFLOWS["adult_safeguarding"], agreed_not_told)
    assert "The patient agreed to the concern being raised." in text
    assert "The patient had not yet been told about the concern." in text
    assert 'The patient\'s wishes: "I want my bank card back."' in text


def test_saving_a_safeguarding_note_comes_with_a_reminder_of_the_flag() -> None:
    steps = WORKFLOWS["adult_safeguarding"].steps
    for step in steps:
        if step.kind == "note":
            assert "tick that it is relevant to safeguarding" in step.text
            assert "Initials only for other patients" in step.text
    assert any("full names" in step.text for step in steps)


def test_an_unknown_day_of_discharge_and_another_kind_of_home_read_well() -> None:
    way = next(way for workflow_id, way in EVERY_WAY if named(way) == "situation: homeless, consent: agreed")
    text = note_on(
        WORKFLOWS["duty_to_refer"], way, discharge="not_set", accommodation="other", accommodation_other="a narrowboat."
    )
    assert "A day of discharge had not yet been decided. Accommodation: A narrowboat.\r\n" in text


def test_every_way_ends_with_the_reminder_about_data_protection() -> None:
    for _, way in EVERY_WAY:
        assert way[-1][0].kind == "data_protection"
        assert [step.kind for step, _ in way].count("note") == 1


def test_every_service_has_a_contact_in_every_area() -> None:
    for service in ("advocacy", "adult_safeguarding", "housing", "aftercare"):
        for area in CONTENT.directory.areas:
            assert len(CONTENT.directory.for_service(service, area.id)) == 1


FICTIONAL = {
    Method.EMAIL: re.compile(r"[a-z.]+@[a-z-]+\.example"),
    Method.PORTAL: re.compile(r"https://[a-z-]+\.example/[a-z-]+"),
    Method.PHONE: re.compile(r"01632 960[0-9]{3}|0808 157 0[0-9]{3}|03069 990[0-9]{3}"),
}
"""Names no one can register (RFC 2606), and numbers Ofcom keeps free for drama."""


def test_every_contact_is_invented_and_marked_as_one_to_set() -> None:
    assert set(CONTENT.unset_contacts()) == set(CONTENT.directory.contacts)
    for contact in CONTENT.directory.contacts:
        for channel in contact.channels:
            assert FICTIONAL[channel.method].fullmatch(channel.value)


def test_every_form_is_marked_as_one_to_set() -> None:
    forms = [
        form for workflow in CONTENT.workflows for step in workflow.steps if step.kind == "forms" for form in step.items
    ]
    assert len(forms) == len(CONTENT.unset_forms()) == 13


@pytest.mark.parametrize("name", sorted(path.relative_to(CORE).as_posix() for path in CORE.rglob("*.yaml")))
def test_a_file_of_the_core_pack_is_plain_text(name: str) -> None:
    text = (CORE / name).read_text(encoding="ascii")
    assert "\t" not in text
    assert text.endswith("\n")
    assert not re.search(r" +$", text, re.MULTILINE)
    assert max(len(line) for line in text.splitlines()) <= 160


def test_titles_fit_the_trail() -> None:
    assert max(len(step.title) for workflow in CONTENT.workflows for step in workflow.steps) <= 15


def all_words(values: Sequence[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from all_words(list(value.values()))
        elif isinstance(value, list | tuple):
            yield from all_words(value)


def test_nothing_in_the_core_pack_speaks_in_the_first_person_in_a_note() -> None:
    for template in CONTENT.templates:
        for words in all_words([template.model_dump()]):
            assert not re.search(r"\b(I|we|my|our)\b", words)


def test_loading_the_core_pack_needs_no_template_language() -> None:
    code = (
        "import sys; from inpatient_hub.content.check import core_folder; "
        "from inpatient_hub.content.loader import load_packs; "
        "load_packs(core_folder(), None); print('jinja2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
