"""The part of the admin page about people: what it shows, and what it leaves out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.sign_in import EmergencyAccess, SecretKind
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings, SignIn, Ward
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.admin.people.page import PeoplePage
from inpatient_hub.gui.pages.admin.people.view import PeopleView, chip_of, sign_in_words, state_of
from inpatient_hub.services.emergencies import EmergencyLine
from inpatient_hub.services.people import PersonLine
from tests.gui.desk import Shown, click, heard
from tests.gui.made_up import ESTHER, JANE, NOW

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEATS = Ward(id="keats", name="Keats Ward", access=AccessSettings(sign_in=SignIn.SECRET))
SENIOR = replace(ESTHER, access=Role.SENIOR_ADMIN)
GONE = Staff(id="gone", ward_id="keats", name="Bertha Mason", role="RMN", active=False)


def a_line(person: Staff, **changed: object) -> PersonLine:
    usual = PersonLine(
        person=person, needs_secret=True, secret=SecretKind.PIN, switched_off=False, code_over=False, last_at=NOW
    )
    return replace(usual, **changed)


def an_emergency(person: Staff, reviewer: Staff | None = None) -> EmergencyLine:
    access = EmergencyAccess(
        id=f"by {person.id}",
        staff_id=person.id,
        ward_id="keats",
        reason="Called to the ward to help: bleep",
        begins_at=NOW - timedelta(hours=3),
        ends_at=NOW - timedelta(hours=2),
        reviewed_by=reviewer.id if reviewer else None,
        reviewed_at=NOW if reviewer else None,
    )
    return EmergencyLine(access=access, person=person, reviewer=reviewer)


def a_view(*emergencies: EmergencyLine, seniors: bool = True, me: str = "esther") -> PeopleView:
    return PeopleView(
        ward=KEATS,
        wards={"keats": "Keats Ward", "byron": "Byron Ward"},
        people=(
            a_line(GONE),
            a_line(replace(JANE, other_wards=("byron",)), switched_off=True, last_at=None),
            a_line(SENIOR),
        ),
        emergencies=emergencies,
        me=me,
        seniors=seniors,
        at=NOW,
        local=lambda moment: moment,
    )


def a_page(shown: Shown, view: PeopleView) -> PeoplePage:
    page: PeoplePage = shown(PeoplePage())
    page.show_view(view)
    return page


def test_people_stand_by_name_and_who_has_left_last(shown: Shown) -> None:
    page = a_page(shown, a_view())
    sentences = [page.model._sentence(page.model.item_at(row)) for row in range(page.model.rowCount())]  # type: ignore[arg-type]
    assert sentences == [
        "Esther Summerson, RMN, Senior admin, signs in: PIN, last signed in 16:42",
        "Jane Eyre, RMN, Staff, signs in: Switched off, last signed in never, also on Byron Ward",
        "Bertha Mason, RMN, Staff, signs in: Left, last signed in 16:42",
    ]


def test_nobody_is_offered_to_mark_themselves_as_left_or_to_reset_themselves(shown: Shown) -> None:
    page = a_page(shown, a_view())
    page.table.select("esther")
    assert page.change_button.isEnabled()
    assert not page.left_button.isEnabled()
    assert not page.reset_button.isEnabled()
    assert page.why.text() == "Another admin does the rest for you."
    page.table.select("jane")
    assert page.left_button.isEnabled()
    assert page.reset_button.isEnabled()
    assert page.why.text() == ""


def test_a_senior_admin_is_changed_only_by_one(shown: Shown) -> None:
    page = a_page(shown, a_view(seniors=False, me="jane"))
    asked = heard(page.change_requested)
    page.table.select("esther")
    assert not any(one.isEnabled() for one in (page.change_button, page.left_button, page.reset_button))
    assert page.why.text() == "Only a senior admin changes this one."
    page.table.row_activated.emit("esther")
    assert asked == []


def test_somebody_who_has_left_can_be_taken_back(shown: Shown) -> None:
    page = a_page(shown, a_view())
    asked = heard(page.left_requested)
    page.table.select("gone")
    assert page.left_button.face().label == "Works here again"
    assert not page.reset_button.isEnabled()
    click(page.left_button)
    assert [line.person for line in asked] == [GONE]


@pytest.mark.parametrize(
    ("line", "state", "kind"),
    [
        (a_line(JANE), "PIN", None),
        (a_line(JANE, secret=SecretKind.PASSPHRASE), "Passphrase", None),
        (a_line(JANE, needs_secret=False, secret=None), "By name", None),
        (a_line(JANE, secret=None), "No PIN yet", "warn"),
        (a_line(replace(JANE, account="trust\\j"), secret=None), "By account", None),
        (a_line(JANE, switched_off=True), "Switched off", "warn"),
        (a_line(JANE, secret=SecretKind.START_CODE), "Start code given", "neutral"),
        (a_line(JANE, secret=SecretKind.START_CODE, code_over=True), "Start code over", "warn"),
        (a_line(GONE), "Left", "line"),
    ],
)
def test_how_somebody_signs_in_is_said_and_only_exceptions_stand_out(
    line: PersonLine, state: str, kind: str | None
) -> None:
    chip = chip_of(line)
    assert state_of(line) == state
    assert (chip.kind if chip else None) == kind


def test_emergencies_to_review_are_counted_and_nobody_reviews_their_own(shown: Shown) -> None:
    page = a_page(shown, a_view(an_emergency(JANE), an_emergency(SENIOR), an_emergency(GONE, SENIOR)))
    page.show_part("emergencies")
    rows = [row for row in page.emergencies.row_model().rows() if isinstance(row, RowFacts)]
    assert [(row.trailing, len(row.buttons)) for row in rows] == [
        ("", 1),
        ("Another admin reviews it", 0),
        ("Reviewed by Esther Summerson, 16:42", 0),
    ]
    assert all(row.title.endswith(", 13:42 to 14:42") for row in rows)
    assert {row.second for row in rows} == {"Called to the ward to help: bleep"}, "the whole line is the reason's"
    assert page.parts._buttons["emergencies"].text() == "Emergency access (2)"
    asked = heard(page.reviewed_requested)
    page.emergencies.button_pressed.emit("by jane", "reviewed")
    assert asked == ["by jane"]


def test_without_emergencies_that_is_said(shown: Shown) -> None:
    page = a_page(shown, a_view())
    page.show_part("emergencies")
    assert page.none.isVisible()
    assert not page.emergencies.isVisible()


def test_how_the_ward_signs_in_is_told_in_sentences() -> None:
    by_name = replace(KEATS, access=AccessSettings(longest_hours=1))
    assert "any name" in sign_in_words(by_name)[0][1]
    assert sign_in_words(by_name)[2][1] == "A sign-in ends after 1 hour, however busy the person is."
    by_account = replace(KEATS, access=AccessSettings(sign_in=SignIn.SECRET, windows_accounts=True))
    assert "stands for their PIN" in sign_in_words(by_account)[1][1]
