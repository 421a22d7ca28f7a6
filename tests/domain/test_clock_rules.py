"""Dates follow from events as the statute counts them: tests written from its words, not from a library's month."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.content.clock_rules import ClockRules, load_clock_rules
from inpatient_hub.content.problems import ContentError
from inpatient_hub.domain.clock_rules import Certainty, Counting, Group, computed, day_before_same_date

LONDON = ZoneInfo("Europe/London")
CLOCKS = Path(__file__).parents[2] / "resources" / "clocks"


RULES = load_clock_rules(CLOCKS)


@pytest.fixture(scope="module")
def clocks() -> ClockRules:
    return RULES


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[misc]  the parts are year to minute


def last_day(clocks: ClockRules, rule: str, *parts: int) -> date:
    return computed(clocks.rules[rule], london(*parts), LONDON).last_day


def moment(clocks: ClockRules, rule: str, *parts: int) -> datetime:
    at = computed(clocks.rules[rule], london(*parts), LONDON).at
    assert at is not None
    return at.astimezone(LONDON)


def test_28_days_beginning_with_the_day_of_admission_end_27_days_later(clocks: ClockRules) -> None:
    assert last_day(clocks, "mha.s2_ends", 2026, 11, 20, 23, 59) == date(2026, 12, 17)
    assert last_day(clocks, "mha.s2_ends", 2026, 11, 20, 0, 0) == date(2026, 12, 17)
    assert last_day(clocks, "mha.s2_ends", 2027, 2, 1, 9, 0) == date(2027, 2, 28)
    assert last_day(clocks, "mha.s2_ends", 2028, 2, 1, 9, 0) == date(2028, 2, 28)


def test_the_day_of_admission_is_day_one_of_the_14_in_which_to_apply(clocks: ClockRules) -> None:
    assert last_day(clocks, "mha.s2_tribunal", 2026, 11, 20, 14, 0) == date(2026, 12, 3)
    assert last_day(clocks, "mha.s15_papers", 2026, 11, 20, 14, 0) == date(2026, 12, 3)


def test_six_months_beginning_with_a_day_end_the_day_before_the_same_date(clocks: ClockRules) -> None:
    assert last_day(clocks, "mha.s3_ends", 2026, 11, 20, 10, 0) == date(2027, 5, 19)
    assert last_day(clocks, "mha.s3_ends", 2026, 12, 1, 10, 0) == date(2027, 5, 31)
    assert last_day(clocks, "mha.s3_ends", 2026, 8, 31, 10, 0) == date(2027, 2, 28)
    assert last_day(clocks, "mha.s3_ends", 2027, 8, 31, 10, 0) == date(2028, 2, 29)
    assert last_day(clocks, "mha.s3_ends", 2026, 8, 29, 10, 0) == date(2027, 2, 28)


def test_three_months_from_the_first_medicine_are_over_before_the_same_date(clocks: ClockRules) -> None:
    assert last_day(clocks, "mha.s58_three_months", 2026, 11, 20, 8, 0) == date(2027, 2, 19)
    assert last_day(clocks, "mha.s58_three_months", 2026, 11, 30, 8, 0) == date(2027, 2, 28)


def test_six_and_72_hours_are_hours_also_when_the_clocks_change(clocks: ClockRules) -> None:
    assert moment(clocks, "mha.s5_4_ends", 2026, 11, 20, 22, 30) == london(2026, 11, 21, 4, 30)
    assert moment(clocks, "mha.s5_4_ends", 2026, 10, 24, 22, 0) == london(2026, 10, 25, 3, 0)
    assert moment(clocks, "mha.s5_4_ends", 2027, 3, 27, 22, 0) == london(2027, 3, 28, 5, 0)
    assert moment(clocks, "mha.s5_2_ends", 2026, 11, 20, 14, 5) == london(2026, 11, 23, 14, 5)
    assert moment(clocks, "mha.s5_2_ends", 2026, 10, 23, 14, 0) == london(2026, 10, 26, 13, 0)
    assert moment(clocks, "mha.s4_ends", 2027, 3, 26, 14, 0) == london(2027, 3, 29, 15, 0)


def test_24_hours_in_a_place_of_safety_begin_with_the_arrival(clocks: ClockRules) -> None:
    assert moment(clocks, "mha.s136_ends", 2026, 11, 20, 20, 30) == london(2026, 11, 21, 20, 30)
    assert moment(clocks, "mha.s136_ends", 2026, 10, 24, 20, 30) == london(2026, 10, 25, 19, 30)


def test_six_months_to_apply_and_to_be_referred_begin_with_the_day_of_admission(clocks: ClockRules) -> None:
    assert last_day(clocks, "mha.s3_tribunal", 2026, 11, 20, 10, 0) == date(2027, 5, 19)
    assert last_day(clocks, "mha.s68_referral", 2026, 11, 20, 10, 0) == date(2027, 5, 19)


def test_every_rule_says_what_it_was_checked_against_and_a_law_where_it_stands(clocks: ClockRules) -> None:
    for rule in clocks.rules.values():
        assert rule.checked, rule.id
        if rule.certainty is Certainty.STATUTE:
            assert rule.words
            assert rule.link.startswith("https://www.legislation.gov.uk/ukpga/")


def test_a_follow_up_is_due_within_72_hours_of_the_discharge(clocks: ClockRules) -> None:
    assert moment(clocks, "discharge.h72", 2026, 11, 20, 11, 30) == london(2026, 11, 23, 11, 30)


def test_leave_reaches_its_seventh_day_six_days_after_it_began(clocks: ClockRules) -> None:
    assert last_day(clocks, "mha.s17_long_leave", 2026, 11, 20, 9, 0) == date(2026, 11, 26)


def test_a_weekly_review_is_seven_days_after_the_last(clocks: ClockRules) -> None:
    assert last_day(clocks, "named_nurse.weekly", 2026, 11, 20, 9, 0) == date(2026, 11, 27)


def test_how_it_was_counted_can_be_checked_by_hand(clocks: ClockRules) -> None:
    two = computed(clocks.rules["mha.s2_ends"], london(2026, 11, 20, 9, 0), LONDON)
    nurse = computed(clocks.rules["mha.s5_4_ends"], london(2026, 11, 20, 22, 30), LONDON)
    weekly = computed(clocks.rules["named_nurse.weekly"], london(2026, 11, 20, 9, 0), LONDON)
    assert two.how == "28 days beginning with 20 Nov 2026: last day 17 Dec 2026"
    assert nurse.how == "6 hours from 20 Nov 2026 22:30: 21 Nov 2026 04:30"
    assert weekly.how == "7 days after 20 Nov 2026: last day 27 Nov 2026"


@pytest.mark.parametrize(
    ("begins", "how"),
    [
        ((2026, 10, 24, 12, 0), "27 Oct 2026 11:00. The clocks went back 1 hour in between"),
        ((2027, 3, 27, 12, 0), "30 Mar 2027 13:00. The clocks went forward 1 hour in between"),
        ((2026, 10, 26, 12, 0), "29 Oct 2026 12:00"),
    ],
)
def test_hours_over_a_clock_change_say_which_way_the_clocks_went(
    clocks: ClockRules, begins: tuple[int, ...], how: str
) -> None:
    found = computed(clocks.rules["mha.s5_2_ends"], london(*begins), LONDON).how
    assert found.partition(": ")[2] == how


def test_the_2025_act_is_there_and_not_in_force(clocks: ClockRules) -> None:
    coming = [rule for rule in clocks.rules.values() if rule.group is Group.MHA_2025]
    assert len(coming) >= 3
    for rule in coming:
        assert rule.off
        assert rule.why_off.startswith("Not in force yet")
        assert not rule.is_in_force(date(2030, 1, 1))
        assert rule not in clocks.for_event(rule.event, date(2026, 11, 28), switched_on={rule.id})


def test_what_is_unsure_is_off_and_says_why(clocks: ClockRules) -> None:
    for rule in clocks.rules.values():
        assert rule.certainty is not Certainty.UNSURE or rule.off
        assert not rule.off or rule.why_off
    assert any(rule.certainty is Certainty.UNSURE for rule in clocks.rules.values())


def test_every_date_under_the_act_says_to_check_with_the_mha_office(clocks: ClockRules) -> None:
    for rule in clocks.rules.values():
        if rule.group in (Group.MHA_1983, Group.MHA_2025):
            assert rule.advice == "Check with the MHA office."


def test_a_ward_switches_a_rule_on_and_lays_its_own_over_ours(tmp_path: Path, clocks: ClockRules) -> None:
    day = date(2026, 11, 28)
    before = {rule.id for rule in clocks.for_event("admission", day)}
    after = {rule.id for rule in clocks.for_event("admission", day, switched_on={"admission.vte"})}
    assert after - before == {"admission.vte"}
    own = (CLOCKS / "ward.yaml").read_text(encoding="utf-8").split("  - id: discharge.summary")[0]
    (tmp_path / "ours.yaml").write_text(own.replace("amount: 72", "amount: 48"), encoding="utf-8")
    laid_over = load_clock_rules(CLOCKS, tmp_path)
    assert laid_over.rules["discharge.h72"].amount == 48
    assert len(laid_over.rules) == len(clocks.rules)


def test_a_broken_local_file_is_told_and_ours_stay(tmp_path: Path, clocks: ClockRules) -> None:
    (tmp_path / "ours.yaml").write_text("rules:\n  - id: Wrong\n", encoding="utf-8")
    laid_over = load_clock_rules(CLOCKS, tmp_path)
    assert laid_over.rules == clocks.rules
    assert laid_over.problems
    with pytest.raises(ContentError):
        load_clock_rules(tmp_path)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("event: discharge", "event: departure"),
        ("event: discharge", "event: leave_began"),
        ("certainty: sources", "certainty: unsure"),
        ("in_force_from: 2020-04-01", "in_force_from: 2020-04-01\n    in_force_to: 2020-03-31"),
        ("certainty: sources", "certainty: sources\n    off: true"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(tmp_path: Path, was: str, is_now: str) -> None:
    own = (CLOCKS / "ward.yaml").read_text(encoding="utf-8").split("  - id: discharge.summary")[0]
    assert was in own
    (tmp_path / "ours.yaml").write_text(own.replace(was, is_now), encoding="utf-8")
    assert len(load_clock_rules(CLOCKS, tmp_path).problems) == 1


def test_a_rule_of_the_law_without_its_words_is_refused(tmp_path: Path) -> None:
    own = (CLOCKS / "ward.yaml").read_text(encoding="utf-8").split("  - id: discharge.summary")[0]
    without = own.replace("    words: within 72 hours\n", "").replace("certainty: sources", "certainty: statute")
    (tmp_path / "ours.yaml").write_text(without, encoding="utf-8")
    (problem,) = load_clock_rules(CLOCKS, tmp_path).problems
    assert "checked against" in problem.sentence


@given(begins=st.dates(date(2020, 1, 1), date(2040, 1, 1)), months=st.integers(1, 24))
def test_months_leave_no_day_out_and_count_none_twice(begins: date, months: int) -> None:
    """The day after the last is the same date of a later month, or the first of the month after one without it."""
    last = day_before_same_date(begins, months)
    following = last + timedelta(days=1)
    assert following.day in (begins.day, 1)
    assert (following.year - begins.year) * 12 + following.month - begins.month in (months, months + 1)
    assert day_before_same_date(begins, months) < day_before_same_date(begins, months + 1)


@given(
    event=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001 - the zone is given on the next line
    hours=st.sampled_from(["mha.s5_2_ends", "mha.s5_4_ends"]),
)
def test_hours_are_elapsed_hours(event: datetime, hours: str) -> None:
    rule = RULES.rules[hours]
    begins = event.replace(tzinfo=UTC)
    found = computed(rule, begins, LONDON)
    assert rule.counting is Counting.HOURS_FROM
    assert found.at == begins + timedelta(hours=rule.amount)


def test_an_event_without_a_zone_is_refused(clocks: ClockRules) -> None:
    with pytest.raises(ValueError, match="zone"):
        computed(clocks.rules["mha.s2_ends"], datetime(2026, 11, 20), LONDON)  # noqa: DTZ001 - that is what is tried
