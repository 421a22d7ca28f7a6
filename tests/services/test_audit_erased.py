"""What the trail said of a patient's values is told as erased, once nobody can read it any more."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from inpatient_hub.cli.audit import _as_data
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.gui.pages.admin.audit.view import facts
from inpatient_hub.services.ports import AuditFilter, AuditLine
from tests.contracts.making import an_event
from tests.contracts.test_erasing import an_erasure
from tests.services.audit_room import FRIDAY, Room

SAID = {"reason": "Wrong bedside", "before": {"bed": "Bedthree"}, "after": {"bed": "Bedfour"}}


@pytest.fixture
def room() -> Room:
    """A room in which a patient's bed was changed."""
    room = Room()
    who = room.patient.id
    with room.store.writing() as work:
        work.audit.append(
            an_event(action=AuditAction.PATIENT_EDITED, kind=Kind.PATIENT, entity_id=who, patient_id=who, **SAID)
        )
    return room


def erase(room: Room) -> None:
    with room.store.writing() as work:
        work.erasures.erase(an_erasure(room.patient.id, room.ward))


def exported(room: Room) -> tuple[dict[str, Any], dict[str, str]]:
    """The entry in both files of an export."""
    room.audit.export("trail.jsonl")
    heads: Sequence[str] = room.files.rows[0]
    return json.loads(room.files.lines[1]), dict(zip(heads, room.files.rows[1], strict=True))


def line_of(room: Room) -> AuditLine:
    """The entry as it is listed."""
    with room.store.reading() as work:
        return work.audit.page(AuditFilter(actions=frozenset({AuditAction.PATIENT_EDITED}))).items[0]


def test_an_export_gives_the_values_to_read_and_then_says_that_they_are_erased(room: Room) -> None:
    line, row = exported(room)
    assert line["opened"] == SAID
    assert (row["Reason"], row["Before"], row["After"]) == ("Wrong bedside", "bed: Bedthree", "bed: Bedfour")
    erase(room)
    line, row = exported(room)
    assert line["opened"] == "erased"
    assert (row["Reason"], row["Before"], row["After"]) == ("erased", "erased", "erased")
    assert "opened" not in json.loads(room.files.lines[2])


def test_the_page_shows_the_values_and_then_that_they_are_erased(room: Room) -> None:
    told = dict(facts(line_of(room), FRIDAY, {}))
    assert told["Bed"] == "Bedthree before, Bedfour after"
    assert "Reason, before and after" not in told
    erase(room)
    told = dict(facts(line_of(room), FRIDAY, {}))
    assert told["Reason, before and after"] == "erased, as the patient's details were"
    assert not told.keys() & {"Bed", "Reason"}


def test_the_command_line_gives_the_values_and_then_says_that_they_are_erased(room: Room) -> None:
    told = _as_data(line_of(room))
    assert {name: told[name] for name in SAID} == SAID
    assert told["values"] == ""
    erase(room)
    told = _as_data(line_of(room))
    assert (told["values"], told["before"], told["reason"]) == ("erased", {}, None)
