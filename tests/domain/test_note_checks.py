"""Each check of a note says, in words a person can act on, whether it may be copied."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inpatient_hub.domain.note_checks import CheckKind, NoteFacts, Verdict, blanks_left, checks, refusals
from inpatient_hub.domain.note_text import Event
from inpatient_hub.domain.wards import NoteSettings
from tests.domain.making import a_patient, london

EVENT_AT = london(2026, 11, 20, 15, 55)
EVENT = Event("20/11/2026", "15:55", EVENT_AT)
WRITTEN = london(2026, 11, 20, 16, 5)
KNOWN = NoteFacts(event=EVENT, written_at=WRITTEN, signature="Nelly Dean, RMN")
GOOD = (
    "Catherine Earnshaw, NHS 999 339 5633, bed 4. 20/11/2026 15:55. Seen.\r\n"
    "Written by Nelly Dean, RMN, 20/11/2026 16:05."
)
USUAL = NoteSettings()


def verdict(
    kind: CheckKind, text: str = GOOD, known: NoteFacts = KNOWN, settings: NoteSettings = USUAL
) -> tuple[Verdict, str]:
    found = next(check for check in checks(text, a_patient(), settings, known) if check.kind is kind)
    return found.verdict, found.words


def test_a_sound_note_passes_every_check() -> None:
    found = checks(GOOD, a_patient(), USUAL, KNOWN)
    assert {check.verdict for check in found} == {Verdict.PASSED}
    assert refusals(found) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Isabella Linton, NHS 999 339 5633. Seen.",
        "Catherine Earnshaws. Seen.",
        " Catherine Earnshaw. Seen.",
        "Written by Nelly Dean",
        "",
    ],
)
def test_a_text_that_does_not_start_with_the_name_is_refused(text: str) -> None:
    assert verdict(CheckKind.NAME_FIRST, text)[0] is Verdict.REFUSED


@pytest.mark.parametrize("number", ["999 000 0018", "9990000018", "999-000-0018"])
def test_another_nhs_number_after_the_name_is_refused_without_saying_it(number: str) -> None:
    refused, words = verdict(CheckKind.NAME_FIRST, f"Catherine Earnshaw, NHS {number}. Seen.")
    assert refused is Verdict.REFUSED
    assert not any(figure in words for figure in "0123456789")


def test_the_same_nhs_number_in_another_spelling_is_accepted() -> None:
    assert verdict(CheckKind.NAME_FIRST, "Catherine Earnshaw, NHS 9993395633. Seen.")[0] is Verdict.PASSED


def test_blanks_are_counted_and_named_with_their_places() -> None:
    text = GOOD.replace("Seen.", "Sent by [METHOD] to [TEAM], [METHOD].")
    found = next(check for check in checks(text, a_patient(), USUAL, KNOWN) if check.kind is CheckKind.NO_BLANKS)
    assert found.words == "2 blanks are left: [METHOD], [TEAM]"
    assert [text.replace("\r\n", "\n")[place - 1] for place in found.places] == ["[", "[", "["]


def test_a_required_answer_that_the_text_never_shows_still_holds_it_back() -> None:
    known = replace(KNOWN, unanswered=("[METHOD]",))
    assert verdict(CheckKind.NO_BLANKS, known=known) == (Verdict.REFUSED, "1 blank is left: [METHOD]")


def test_words_typed_over_a_blank_in_an_edited_note_answer_it() -> None:
    known = replace(KNOWN, unanswered=("[METHOD]",), edited=True)
    assert blanks_left(GOOD, known) == ()
    assert blanks_left(f"{GOOD} [NEW BLANK]", known) == ("[NEW BLANK]",)


def test_a_future_event_is_refused_to_the_minute() -> None:
    assert verdict(CheckKind.NOT_IN_FUTURE, known=replace(KNOWN, written_at=EVENT_AT))[0] is Verdict.PASSED
    early = replace(KNOWN, written_at=EVENT_AT - timedelta(seconds=1))
    assert verdict(CheckKind.NOT_IN_FUTURE, known=early) == (
        Verdict.REFUSED,
        "The date and time of the event lie in the future.",
    )


def test_an_edited_note_still_needs_the_time_of_the_event_in_its_form() -> None:
    known = replace(KNOWN, event=Event("20/11/2026", "", None), edited=True)
    assert verdict(CheckKind.NOT_IN_FUTURE, known=known)[0] is Verdict.REFUSED
    assert verdict(CheckKind.NOT_IN_FUTURE, known=replace(known, edited=False))[0] is Verdict.PASSED


def test_characters_systmone_may_not_show_are_named_and_do_not_hold_it_back() -> None:
    text = GOOD.replace("Seen.", "\u4e2d\u4e2d\u4e2d\u4e2d seen.")
    warned, words = verdict(CheckKind.PLAIN_TEXT, text)
    assert warned is Verdict.WARNED
    assert words == (
        "SystmOne may not show '\u4e2d' at 64, '\u4e2d' at 65, '\u4e2d' at 66 and 1 more. Look at it after pasting."
    )


def test_a_note_longer_than_the_wards_length_is_warned_of() -> None:
    short = NoteSettings(length_limit=100)
    assert verdict(CheckKind.LENGTH, settings=short) == (
        Verdict.WARNED,
        "Longer than the ward's 100 characters. Copy it in numbered parts.",
    )
    assert verdict(CheckKind.LENGTH, "x" * 100, settings=short)[0] is Verdict.PASSED
    assert verdict(CheckKind.LENGTH, "x\r\n" * 50, settings=short)[0] is Verdict.PASSED


@pytest.mark.parametrize(
    ("minutes", "words"), [(120, "2 hours"), (60, "hour"), (90, "90 minutes"), (1, "minute"), (240, "4 hours")]
)
def test_the_wards_gap_is_said_in_words(minutes: int, words: str) -> None:
    known = replace(KNOWN, written_at=EVENT_AT)
    assert verdict(CheckKind.IN_TIME, known=known, settings=NoteSettings(retrospect_minutes=minutes)) == (
        Verdict.PASSED,
        f"Written within the ward's {words}",
    )


def test_a_late_note_says_so_or_is_warned_of() -> None:
    late = replace(KNOWN, written_at=EVENT_AT + timedelta(hours=3), edited=True)
    assert verdict(CheckKind.IN_TIME, known=late) == (
        Verdict.WARNED,
        "Later than the ward's 2 hours, and does not say that it was written in retrospect.",
    )
    honest = GOOD.replace("Seen.", "Written in retrospect at 20/11/2026 18:55. Seen.")
    assert verdict(CheckKind.IN_TIME, honest, late)[0] is Verdict.TOLD


def test_an_edited_text_that_says_another_time_than_the_form_is_warned_of() -> None:
    warned, words = verdict(CheckKind.IN_TIME, GOOD.replace("15:55", "14:55"), replace(KNOWN, edited=True))
    assert warned is Verdict.WARNED
    assert words == "The text does not say 20/11/2026 15:55, which the form does."


def test_a_note_without_the_time_of_its_event_says_that_it_is_not_given() -> None:
    known = replace(KNOWN, event=Event("20/11/2026", "", None))
    assert verdict(CheckKind.IN_TIME, known=known) == (Verdict.TOLD, "The time of the event is not given yet")


def test_an_edited_note_says_so_and_who_signs_it_is_looked_at() -> None:
    assert verdict(CheckKind.EDITED, known=replace(KNOWN, edited=True))[0] is Verdict.TOLD
    other = replace(KNOWN, edited=True, signature="Joseph Heath, HCA")
    assert verdict(CheckKind.EDITED, known=other)[0] is Verdict.WARNED
    assert verdict(CheckKind.EDITED, known=replace(other, signature=""))[0] is Verdict.TOLD


def test_answers_changed_after_an_edit_hold_the_note_back_until_someone_looks() -> None:
    found = checks(GOOD, a_patient(), USUAL, replace(KNOWN, edited=True, outdated=True))
    assert [check.kind for check in refusals(found)] == [CheckKind.UP_TO_DATE]
    assert refusals(checks(GOOD, a_patient(), USUAL, replace(KNOWN, outdated=True))) == ()


def test_an_unfinished_step_before_the_note_holds_it_back() -> None:
    found = checks(GOOD, a_patient(), USUAL, replace(KNOWN, unfinished_step="Consent"))
    assert [check.words for check in refusals(found)] == ["A step before the note is not finished: 'Consent'."]


def test_an_example_contact_is_warned_of_first_and_holds_nothing_back() -> None:
    text = GOOD.replace("Seen.", "Seen. Sent to Larkfield Advocacy \u2603.")
    known = replace(KNOWN, examples=(("Larkfield Advocacy", "referrals@larkfield.example"),))
    found = checks(text, a_patient(), USUAL, known)
    warned = [check for check in found if check.verdict is Verdict.WARNED]
    assert [check.kind for check in warned] == [CheckKind.EXAMPLE_CONTACT, CheckKind.PLAIN_TEXT]
    assert refusals(found) == ()
    assert warned[0].words == (
        "Larkfield Advocacy is an example contact: nothing can have been sent to it. "
        "Set the ward's own contacts before this is used for a real patient."
    )
    assert warned[0].places == (text.index("Larkfield") + 1,)


def test_an_example_is_found_by_its_address_and_after_a_line_end() -> None:
    known = replace(KNOWN, examples=(("Larkfield Advocacy", "referrals@larkfield.example"),))
    text = GOOD.replace("Seen.", "Seen.\r\nreferrals@larkfield.example was told.")
    found = next(one for one in checks(text, a_patient(), USUAL, known) if one.kind is CheckKind.EXAMPLE_CONTACT)
    assert found.places == (text.replace("\r\n", "\n").index("referrals@") + 1,)


def test_an_example_that_was_edited_out_is_not_warned_of() -> None:
    known = replace(KNOWN, examples=(("Larkfield Advocacy", "referrals@larkfield.example"),))
    assert CheckKind.EXAMPLE_CONTACT not in {check.kind for check in checks(GOOD, a_patient(), USUAL, known)}
