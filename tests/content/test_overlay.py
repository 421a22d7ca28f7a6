"""A ward's own pack lies over the core one: it replaces, adds and hides, and survives an upgrade."""

from pathlib import Path

import pytest

from inpatient_hub.content.content import Content
from inpatient_hub.content.loader import load_packs
from inpatient_hub.domain.errors import HubError
from tests.content.making import CORE, changed, copied_core, core_content, written_pack

CONTACT = """
contacts:
  - id: {id}
    service: {service}
    name: {name}
    {area}
    channels:
      - method: phone
        value: 01632 960150
    reviewed_on: 2026-11-20
"""
TWO_AREAS = """
areas:
  - id: gimmerton
    name: Gimmerton
  - id: liverpool
    name: Liverpool
"""


def contact(service: str, name: str, area: str = "", id_: str = "ours") -> str:
    return CONTACT.format(id=id_, service=service, name=name, area=f"area: {area}" if area else "# every area")


def names(content: Content, service: str, area: str | None = None) -> list[str]:
    return [one.name for one in content.directory.for_service(service, area)]


def test_without_a_local_pack_the_core_one_is_in_force(tmp_path: Path) -> None:
    assert load_packs(CORE, tmp_path / "none") == core_content()
    assert load_packs(CORE, written_pack(tmp_path, {})) == core_content()


def test_a_workflow_of_the_same_id_takes_the_core_ones_place(tmp_path: Path) -> None:
    text = (CORE / "workflows" / "imha.yaml").read_text(encoding="utf-8")
    local = written_pack(
        tmp_path,
        {"workflows/imha.yaml": text.replace("title: Independent mental health advocate", "title: Our advocates")},
    )
    content = load_packs(CORE, local)
    assert content.local_problems == ()
    assert content.workflow("imha").title == "Our advocates"
    assert len(content.workflows) == 4


def test_a_wards_own_wording_of_a_note_is_used_by_the_core_workflow(tmp_path: Path) -> None:
    text = (CORE / "templates" / "imha.yaml").read_text(encoding="utf-8")
    local = written_pack(tmp_path, {"templates/imha.yaml": text.replace("The advocate was also told", "Also told")})
    content = load_packs(CORE, local)
    assert content.local_problems == ()
    assert "Also told" in content.definition("imha").template("imha").text
    assert content.definition("imha").digest != core_content().definition("imha").digest


def test_a_new_workflow_with_its_template_and_service_is_added(tmp_path: Path) -> None:
    local = written_pack(
        tmp_path,
        {
            "workflows/optician.yaml": """
                id: optician
                title: Optician
                category: Health
                summary: Ask for an eye test.
                version: "1.0"
                owner: Haworth Ward
                reviewed_on: 2026-11-02
                review_by: 2027-05-02
                steps:
                  - id: send
                    kind: submission
                    title: Send
                    service: opticians
                  - id: note
                    kind: note
                    title: Note
                    template: optician
                """,
            "templates/optician.yaml": """
                id: optician
                title: Optician
                version: "1.0"
                owner: Haworth Ward
                reviewed_on: 2026-11-02
                review_by: 2027-05-02
                fields:
                  - id: optician
                    kind: step
                    label: Optician
                    step: send
                    part: name
                text: An eye test was asked for from {{ optician }}.
                """,
            "contacts.yaml": "services:\n  - id: opticians\n    title: Opticians\n"
            + contact("opticians", "Dean Opticians"),
        },
    )
    content = load_packs(CORE, local)
    assert content.local_problems == ()
    assert [workflow.id for workflow in content.workflows] == [
        "adult_safeguarding",
        "duty_to_refer",
        "imha",
        "optician",
        "section_117_meeting",
    ]
    assert names(content, "opticians") == ["Dean Opticians"]


def test_hidden_things_are_gone(tmp_path: Path) -> None:
    local = written_pack(
        tmp_path,
        {
            "pack.yaml": 'id: x\ntitle: X\nversion: "1"\nowner: X\n'
            "hidden: [duty_to_refer, housing_city, housing_county]\n"
        },
    )
    content = load_packs(CORE, local)
    assert content.local_problems == ()
    assert "duty_to_refer" not in {workflow.id for workflow in content.workflows}
    assert "duty_to_refer" not in {template.id for template in content.templates}
    assert names(content, "housing") == []


def test_hiding_a_template_that_is_still_needed_hides_nothing_and_is_told(tmp_path: Path) -> None:
    text = (CORE / "workflows" / "imha.yaml").read_text(encoding="utf-8").replace("id: imha\n", "id: advocates\n", 1)
    local = written_pack(
        tmp_path,
        {
            "pack.yaml": 'id: x\ntitle: X\nversion: "1"\nowner: X\nhidden: [imha]\n',
            "workflows/advocates.yaml": text,
        },
    )
    content = load_packs(CORE, local)
    assert [str(problem) for problem in content.local_problems] == [
        "pack.yaml:5: hidden[0]: The note template 'imha' is used by the workflow 'advocates'. Hide that as well."
    ]
    assert {"imha", "advocates"} <= {workflow.id for workflow in content.workflows}


def test_a_wards_contact_makes_the_example_for_that_service_and_area_disappear(tmp_path: Path) -> None:
    local = written_pack(tmp_path, {"contacts.yaml": contact("advocacy", "Our advocates", "city")})
    content = load_packs(CORE, local)
    assert content.local_problems == ()
    assert names(content, "advocacy", "city") == ["Our advocates"]
    assert names(content, "advocacy", "county") == ["Moorside Advocacy"]
    assert "advocacy_county" in {one.id for one in content.unset_contacts()}
    assert "advocacy_city" not in {one.id for one in content.unset_contacts()}
    assert names(content, "housing", "city") == names(core_content(), "housing", "city")


def test_a_wards_contact_for_every_area_makes_all_examples_of_its_service_disappear(tmp_path: Path) -> None:
    local = written_pack(tmp_path, {"contacts.yaml": contact("advocacy", "Our advocates")})
    content = load_packs(CORE, local)
    assert names(content, "advocacy") == ["Our advocates"]
    assert len(content.unset_contacts()) == 6


def test_a_contact_of_the_same_id_takes_the_examples_place(tmp_path: Path) -> None:
    local = written_pack(tmp_path, {"contacts.yaml": contact("advocacy", "Our advocates", "city", "advocacy_city")})
    found = load_packs(CORE, local).directory.contact("advocacy_city")
    assert found is not None
    assert (found.name, found.needs_setting) == ("Our advocates", False)


def test_a_wards_areas_take_the_place_of_all_example_areas(tmp_path: Path) -> None:
    local = written_pack(
        tmp_path, {"areas.yaml": TWO_AREAS, "contacts.yaml": contact("housing", "Gimmerton housing", "gimmerton")}
    )
    content = load_packs(CORE, local)
    assert content.local_problems == ()
    assert [area.name for area in content.directory.areas] == ["Gimmerton", "Liverpool"]
    assert names(content, "housing", "gimmerton") == ["Gimmerton housing"]


def test_every_service_can_be_reached_in_every_area_even_before_a_ward_has_set_it(tmp_path: Path) -> None:
    content = load_packs(CORE, written_pack(tmp_path, {"areas.yaml": TWO_AREAS}))
    for area in ("gimmerton", "liverpool"):
        assert names(content, "advocacy", area) == ["Advocacy service (not set yet)"]
    assert len(content.unset_contacts()) == 8
    assert len({one.id for one in content.unset_contacts()}) == 8


def test_comments_alone_change_nothing(tmp_path: Path) -> None:
    local = written_pack(
        tmp_path, {"areas.yaml": "# areas:\n", "contacts.yaml": "contacts:\n  # none yet\n", "pack.yaml": "#\n"}
    )
    assert load_packs(CORE, local) == core_content()


def test_one_broken_file_leaves_the_rest_of_a_local_pack_in_force(tmp_path: Path) -> None:
    local = written_pack(
        tmp_path,
        {"contacts.yaml": contact("advocacy", "Our advocates", "city"), "workflows/imha.yaml": "id: imha\ntitle:\n"},
    )
    content = load_packs(CORE, local)
    assert names(content, "advocacy", "city") == ["Our advocates"]
    assert content.workflow("imha") == core_content().workflow("imha")
    assert {problem.file for problem in content.local_problems} == {"workflows/imha.yaml"}


def test_one_faulty_contact_leaves_the_others_in_force(tmp_path: Path) -> None:
    second = contact("housing", "Lost", "cuonty", "lost").replace("\ncontacts:\n", "")
    local = written_pack(tmp_path, {"contacts.yaml": contact("advocacy", "Our advocates", "city") + second})
    content = load_packs(CORE, local)
    assert names(content, "advocacy", "city") == ["Our advocates"]
    assert [str(problem) for problem in content.local_problems] == [
        "contacts.yaml:13: contacts[1].area: 'cuonty' is not an area. Did you mean 'county'?"
    ]


def test_broken_areas_bring_the_examples_back_and_are_told_once(tmp_path: Path) -> None:
    local = written_pack(
        tmp_path,
        {
            "areas.yaml": TWO_AREAS.replace("name: Gimmerton", "nme: Gimmerton"),
            "contacts.yaml": contact("housing", "G", "gimmerton"),
        },
    )
    content = load_packs(CORE, local)
    assert [area.id for area in content.directory.areas] == ["city", "county"]
    assert {problem.file for problem in content.local_problems} == {"areas.yaml"}
    assert names(content, "housing", "city") == names(core_content(), "housing", "city")


def test_a_local_pack_survives_an_upgrade_of_the_core_one(tmp_path: Path) -> None:
    local = written_pack(tmp_path / "local", {"contacts.yaml": contact("advocacy", "Our advocates", "city")})
    newer = copied_core(tmp_path)
    changed(newer / "workflows" / "imha.yaml", 'version: "1.0"', 'version: "1.1"')
    changed(newer / "contacts.yaml", "Larkfield Advocacy", "Somebody else")
    before, after = load_packs(CORE, local), load_packs(newer, local)
    assert (before.workflow("imha").version, after.workflow("imha").version) == ("1.0", "1.1")
    assert names(before, "advocacy", "city") == names(after, "advocacy", "city") == ["Our advocates"]


def test_what_is_not_there_is_said_in_words() -> None:
    with pytest.raises(HubError) as raised:
        core_content().definition("podiatry")
    assert raised.value.one_line() == (
        "There is no referral 'podiatry'. It is not in the content of this computer, or this ward has hidden it. "
        "Choose from the list."
    )


def test_forms_whose_place_is_an_example_are_told() -> None:
    assert {workflow.id for workflow, _ in core_content().unset_forms()} == {one.id for one in core_content().workflows}
