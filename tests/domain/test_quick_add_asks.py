"""What a typed line may mean in more than one way is asked: dates, days gone by, repeats within a day, and names."""

from dataclasses import replace
from datetime import date

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed, QuickAdd
from tests.domain.test_quick_add import BEDS, WARD

PEOPLE = (
    PatientInBed("emma", "WOODHOUSE, Emma, bed 1"),
    PatientInBed("amelia", "SEDLEY, Amelia, bed 2"),
    PatientInBed("cathy", "EARNSHAW, Catherine, bed 4"),
    PatientInBed("linton", "LINTON, Catherine"),
    PatientInBed("will", "LADISLAW, Will, bed 6"),
    PatientInBed("jane", "MARCH, Jo, bed 8"),
)


def read(line: str, **more: object) -> QuickAdd:
    return taken_apart(line, WARD, BEDS, people=PEOPLE, **more)  # type: ignore[arg-type]


def asked(line: str) -> tuple[str, list[str]]:
    understood = read(line)
    (question,) = understood.questions
    assert question.typed in understood.title
    return question.sentence, [choice.words for choice in question.choices]


def due(line: str) -> date | None:
    chip = read(line).chip(ChipKind.DUE)
    return chip.due.day if chip is not None and chip.due is not None else None


def test_five_twelfths_may_be_a_date_or_five_months() -> None:
    assert asked("ring mum 5/12") == (
        "'5/12' may be a date, or 5 months on.",
        ["Sat 5 Dec 2026", "In 5 months: Tue 20 Apr 2027", "Keep '5/12' in the title"],
    )
    assert asked("review by 3/7 14:00")[1][:2] == ["Sat 3 Jul 2027", "In 3 days: Mon 23 Nov 2026"]
    (question,) = read("ring mum 5/12").questions
    assert [due(f"ring mum {choice.instead}") for choice in question.choices[:2]] == [
        date(2026, 12, 5),
        date(2027, 4, 20),
    ]
    assert due("ring mum 2/52") == date(2026, 12, 4)
    assert due("ring mum 40/7") == date(2026, 12, 30)


def test_a_day_gone_by_is_asked_about_with_any_word_for_it() -> None:
    assert asked("bloods yesterday 14:00") == (
        "'yesterday 14:00' has gone by.",
        ["Today 14:00", "Keep 'yesterday 14:00' in the title"],
    )
    for words in (
        "14:00 yesterday",
        "last night",
        "the day before yesterday",
        "last Friday",
        "2 days ago",
        "last week",
    ):
        sentence, choices = asked(f"bloods {words}")
        assert sentence == f"'{words}' has gone by."
        assert choices[0].startswith("Today")
        assert due(f"bloods {words}") is None
    assert asked("bloods 5 Nov")[1][:2] == ["Today", "Fri 5 Nov 2027"]
    assert due("bloods 5 Jan") == date(2027, 1, 5)
    assert read("write yesterday's note").questions == ()


def test_a_repeat_within_a_day_is_asked_about() -> None:
    sentence, choices = asked("obs every 2 hours")
    assert sentence == "'every 2 hours' cannot be a repeat: repeats go by days and shifts."
    assert choices[0] == "Every day"
    assert choices[1] == "Every day, Early shift"
    assert choices[-1] == "Keep 'every 2 hours' in the title"
    for words in ("hourly", "2-hourly", "2 hourly", "every hour", "every 4hrs", "every 30 minutes"):
        assert asked(f"obs {words}")[1][-1] == f"Keep '{words}' in the title"
    assert asked("weigh every 2 weeks")[0].startswith("'every 2 weeks' does not say on which days.")


def test_a_name_is_asked_about_and_never_taken() -> None:
    understood = read("Give Emma ECG")
    assert (understood.chips, understood.title) == ((), "Give Emma ECG")
    assert asked("Give Emma ECG") == (
        "Is this about WOODHOUSE, Emma, bed 1?",
        ["Yes, WOODHOUSE, Emma, bed 1", "Keep 'Emma' in the title"],
    )
    assert asked("mrs sedley bloods")[1][1] == "Keep 'mrs sedley' in the title"
    assert asked("ring Emma's mum")[0] == "Is this about WOODHOUSE, Emma, bed 1?"
    assert asked("ring emma woodhouse")[1][-1] == "Keep 'emma woodhouse' in the title"


def test_who_was_chosen_for_a_name_is_the_chip_and_kept_words_stay() -> None:
    chosen = read("Give Emma ECG", chosen={"emma": "emma"})
    (chip,) = chosen.chips
    assert (chip.patient_id, chip.words, chosen.title) == ("emma", "WOODHOUSE, Emma, bed 1", "Give ECG")
    kept = read("Give Emma ECG", kept=["Emma"])
    assert (kept.questions, kept.title) == ((), "Give Emma ECG")


def test_two_of_a_name_are_both_offered() -> None:
    assert asked("ECG for Catherine") == (
        "Who is meant with 'Catherine'?",
        ["EARNSHAW, Catherine, bed 4", "LINTON, Catherine", "Keep 'Catherine' in the title"],
    )
    alike = (*PEOPLE, PatientInBed("other", "SEDLY, Ann, bed 9"))
    (question,) = taken_apart("sedley bloods", WARD, BEDS, people=alike).questions
    assert [choice.patient_id for choice in question.choices] == ["amelia", "other", None]


def test_a_name_that_is_a_word_too_is_one_only_where_it_looks_like_it() -> None:
    for line in ("Mum will ring back", "Will ring mum", "Weights in march", "Nothing of anybody"):
        assert not any("will" in question.typed.casefold() for question in read(line).questions)
    assert asked("ECG for Will")[0] == "Is this about LADISLAW, Will, bed 6?"
    assert asked("Bed 4 ask Emma")[1][0] == "WOODHOUSE, Emma, bed 1"


def test_a_ward_without_shifts_has_every_day_alone() -> None:
    (question,) = taken_apart("obs hourly", replace(WARD, shifts=()), BEDS).questions
    assert [choice.words for choice in question.choices] == ["Every day", "Keep 'hourly' in the title"]
