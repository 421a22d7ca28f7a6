"""One typed line becomes a task with chips, and never more than was typed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed
from inpatient_hub.domain.shifts import USUAL_SHIFTS

WARD = WardTime(
    now=datetime(2026, 11, 20, 13, 15, tzinfo=UTC),
    zone=ZoneInfo("Europe/London"),
    shifts=USUAL_SHIFTS,
    ward_round=(frozenset({1}), time(9, 30)),
)
BEDS = {
    "4": (PatientInBed("p4", "EARNSHAW, Catherine"),),
    "7": (PatientInBed("p7", "LINTON, Edgar"),),
    "9": (PatientInBed("a", "A"), PatientInBed("b", "B")),
}


def test_the_wards_own_examples_are_understood() -> None:
    ecg = taken_apart("Bed 4 ECG before handover !urgent @HCA", WARD, BEDS)
    assert (ecg.title, ecg.doubts) == ("ECG", ())
    assert [(chip.kind, chip.typed, chip.words) for chip in ecg.chips] == [
        (ChipKind.PATIENT, "Bed 4", "Bed 4: EARNSHAW, Catherine"),
        (ChipKind.DUE, "before handover", "Today, Fri 20 Nov 2026, Early shift"),
        (ChipKind.PRIORITY, "!urgent", "Urgent"),
        (ChipKind.TEAM, "@HCA", "For HCA"),
    ]
    fluids = taken_apart("Fluids chart review every mon wed fri early", WARD, BEDS)
    repeat = fluids.chip(ChipKind.REPEAT)
    assert repeat is not None
    assert (fluids.title, repeat.rule, repeat.shift, repeat.words) == (
        "Fluids chart review",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "Early",
        "Repeats every Monday, Wednesday and Friday, Early shift",
    )
    housing = taken_apart("Ring housing for bed 7 in 3 working days", WARD, BEDS)
    due, patient = housing.chip(ChipKind.DUE), housing.chip(ChipKind.PATIENT)
    assert due is not None
    assert due.due is not None
    assert patient is not None
    assert (housing.title, due.due.day, patient.patient_id) == ("Ring housing", date(2026, 11, 25), "p7")


def test_a_rejected_chip_gives_its_words_back() -> None:
    line = "Bed 4 ECG before handover !urgent"
    for kind, title in (
        (ChipKind.PATIENT, "Bed 4 ECG"),
        (ChipKind.DUE, "ECG before handover"),
        (ChipKind.PRIORITY, "ECG !urgent"),
    ):
        again = taken_apart(line, WARD, BEDS, rejected={kind})
        assert (again.title, again.chip(kind)) == (title, None)


def test_what_is_not_clear_is_asked_and_never_guessed() -> None:
    cases = {
        "Bed 3 bloods": "On this ward nobody is in bed 3.",
        "Bed 9 bloods": "On this ward 2 patients are in bed 9.",
        "Bloods !soon": "'!soon' is no priority. There are !urgent, !important and !routine.",
        "Bloods @esther": "'@esther' is no role of this ward. Work is offered to a role, never to a person.",
        "Bloods 5 Nov 2026": "Thu 5 Nov 2026 has gone by.",
    }
    for line, doubt in cases.items():
        understood = taken_apart(line, WARD, BEDS)
        assert understood.doubts == (doubt,)
        assert understood.title == line


def test_a_question_offers_what_may_be_meant_and_keeping_the_words() -> None:
    cases = {
        "Bed 9 bloods": ["A", "B", "Keep 'Bed 9' in the title"],
        "Bed 3 bloods": ["Keep 'Bed 3' in the title"],
        "Bed 4 and bed 7 obs": [
            "Bed 4: EARNSHAW, Catherine",
            "Bed 7: LINTON, Edgar",
            "Keep 'Bed 4 and bed 7' in the title",
        ],
        "Bloods 5 Nov 2026": ["Today", "Keep '5 Nov 2026' in the title"],
        "Bloods 31/02/2027": ["Keep '31/02/2027' in the title"],
        "Bloods 30 Feb": ["Keep '30 Feb' in the title"],
        "Bloods 25:70": ["Keep '25:70' in the title"],
        "Bloods 5/11": ["Fri 5 Nov 2027", "Keep '5/11' in the title"],
        "Bloods Friday at 4": ["04:00", "16:00", "Keep 'at 4' in the title"],
        "Bloods !soon": ["Urgent", "Important", "Routine", "Keep '!soon' in the title"],
        "Bloods every month": [
            "On the 20th of every month",
            "On the last day of every month",
            "Keep 'every month' in the title",
        ],
    }
    for line, words in cases.items():
        (question,) = taken_apart(line, WARD, BEDS).questions
        assert [choice.words for choice in question.choices] == words
        kept = taken_apart(line, WARD, BEDS, kept=[question.typed])
        assert kept.questions == ()
        assert question.typed in kept.title
    (weekly,) = taken_apart("Weights weekly", WARD, BEDS).questions
    assert [choice.instead for choice in weekly.choices][:2] == ["every Monday", "every Tuesday"]


def test_what_is_chosen_is_what_is_read() -> None:
    shared = taken_apart("Bed 9 bloods", WARD, BEDS, chosen={"bed 9": "b"}).chip(ChipKind.PATIENT)
    two = taken_apart("Bed 4 and bed 7 obs", WARD, BEDS, chosen={"bed 4 and bed 7": "p7"})
    later = taken_apart("Bloods Friday at 16:00", WARD, BEDS).chip(ChipKind.DUE)
    assert shared is not None
    assert shared.words == "Bed 9: B"
    assert two.chips[0].patient_id == "p7"
    assert two.title == "obs"
    assert later is not None
    assert later.words == "Today, Fri 20 Nov 2026, 16:00"


def test_a_ward_round_that_the_ward_has_not_set_is_asked_about() -> None:
    unset = replace(WARD, ward_round=None)
    (question,) = taken_apart("Bloods before ward round", unset, BEDS).questions
    assert question.sentence.startswith("This ward has not said when its ward round is.")
    assert taken_apart("Bloods before ward round", WARD, BEDS).questions == ()


def test_a_phrase_that_was_thrown_out_is_not_read_as_something_else() -> None:
    line = "Fluids every mon wed fri early tomorrow"
    found = taken_apart(line, WARD, BEDS, kept=["every mon wed fri early"])
    due = found.chip(ChipKind.DUE)
    assert (found.title, found.chip(ChipKind.REPEAT)) == ("Fluids every mon wed fri early", None)
    assert due is not None
    assert due.typed == "tomorrow"
    assert taken_apart(line, WARD, BEDS, rejected={ChipKind.REPEAT}).title == found.title


def test_a_blood_pressure_or_the_same_day_twice_is_no_question() -> None:
    for line in ("BP 40/80 at rest", "Minutes of 20/11/2026 by Friday", "Extension 1405", "Room at 4b"):
        assert taken_apart(line, WARD, BEDS).questions == ()


def test_repeats_say_which_days() -> None:
    rules = {
        "Walkaround daily": "FREQ=DAILY",
        "Walkaround every day": "FREQ=DAILY",
        "Walkaround every other day": "FREQ=DAILY;INTERVAL=2",
        "Walkaround every 3 days": "FREQ=DAILY;INTERVAL=3",
        "Walkaround every weekday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "Walkaround every tuesday and thursday": "FREQ=WEEKLY;BYDAY=TU,TH",
    }
    for line, rule in rules.items():
        found = taken_apart(line, WARD, BEDS).chip(ChipKind.REPEAT)
        assert found is not None
        assert found.rule == rule
    for line in ("Walkaround weekly", "Ask every patient", "Walkaround every", "Walkaround every 999 days"):
        assert taken_apart(line, WARD, BEDS).chip(ChipKind.REPEAT) is None


@given(
    st.lists(
        st.sampled_from(
            "bed 4 9 every mon and fri early in 3 working days !1 !x @hca @me tomorrow 17:00 ECG for by next".split()
        ),
        max_size=12,
    )
)
def test_no_word_is_lost_or_made_up(words: list[str]) -> None:
    found = taken_apart(" ".join(words), WARD, BEDS)
    again = [word for chip in found.chips for word in chip.typed.split()] + found.title.split()
    assert sorted(again) == sorted(words)
    assert taken_apart(" ".join(words), WARD, BEDS, rejected=set(ChipKind)).title.split() == words
