"""Each date the Act gives, first day and last, worked out by hand from its words: leap years and clock changes too."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inpatient_hub.content.clock_rules import load_clock_rules
from inpatient_hub.domain.clock_rules import Certainty, Counting, Group, computed

LONDON = ZoneInfo("Europe/London")
CLOCKS = Path(__file__).parents[2] / "resources" / "clocks"
RULES = load_clock_rules(CLOCKS)

DAYS = [
    # Section 15(1): 14 days beginning with the day of admission, for assessment or for treatment.
    ("mha.s15_papers", "2026-11-20", "2026-12-03"),
    ("mha.s15_papers_s3", "2026-11-20", "2026-12-03"),
    ("mha.s15_papers_s3", "2028-02-20", "2028-03-04"),
    ("mha.s15_papers_s3", "2027-02-20", "2027-03-05"),
    # Section 6(1)(a): 14 days beginning with the date of the last examination.
    ("mha.s6_convey", "2026-11-20", "2026-12-03"),
    # Section 11(5): seen within the 14 days ending with the date of the application: the 20th is the first of them.
    ("mha.s11_seen", "2026-11-20", "2026-12-03"),
    # Section 12(1): five days between the 20th and the 26th: 21, 22, 23, 24, 25.
    ("mha.s12_examinations", "2026-11-20", "2026-11-26"),
    ("mha.s12_examinations", "2028-02-25", "2028-03-02"),
    # Section 18(4)(a): six months beginning with the first day of absence.
    ("mha.s18_awol", "2026-11-20", "2027-05-19"),
    ("mha.s18_awol", "2027-08-30", "2028-02-29"),
    # Section 20(2): six months, then a year, from the expiration of the period before.
    ("mha.s20_second_period", "2027-05-20", "2027-11-19"),
    ("mha.s20_later_period", "2027-11-20", "2028-11-19"),
    ("mha.s20_later_period", "2028-02-29", "2029-02-28"),
    ("mha.s66_second_period", "2027-05-20", "2027-11-19"),
    ("mha.s66_later_period", "2027-11-20", "2028-11-19"),
    # Section 20A(3), the same for a community treatment order; section 66(2)(ca), (cb) and (fza), the tribunal.
    ("mha.s20a_cto", "2026-11-20", "2027-05-19"),
    ("mha.s20a_second_period", "2027-05-20", "2027-11-19"),
    ("mha.s20a_later_period", "2027-11-20", "2028-11-19"),
    ("mha.s66_cto", "2026-11-20", "2027-05-19"),
    ("mha.s66_cto_second_period", "2027-05-20", "2027-11-19"),
    ("mha.s66_cto_later_period", "2027-11-20", "2028-11-19"),
    ("mha.s66_cto_revoked", "2026-11-20", "2027-05-19"),
    # Section 25(1)(b): six months beginning with the date of the report. 66(2)(d): 28 days beginning with the day.
    ("mha.s25_bar", "2026-11-20", "2027-05-19"),
    ("mha.s66_nearest_relative", "2026-11-20", "2026-12-17"),
    ("mha.s66_nearest_relative", "2028-02-15", "2028-03-13"),
    # Section 68(6): three years, or one under 18, since the tribunal last considered it.
    ("mha.s68_three_years", "2026-11-20", "2029-11-19"),
    ("mha.s68_one_year", "2026-11-20", "2027-11-19"),
    # Sections 35(7) and 36(6): 28 days at a time, 12 weeks in all.
    ("mha.s35_remand", "2026-11-20", "2026-12-17"),
    ("mha.s35_in_all", "2026-11-20", "2027-02-11"),
    ("mha.s35_again", "2026-12-18", "2027-01-14"),
    # Section 37 with 40(4) and 20.
    ("mha.s37_ends", "2026-11-20", "2027-05-19"),
    ("mha.s37_second_period", "2027-05-20", "2027-11-19"),
    ("mha.s37_later_period", "2027-11-20", "2028-11-19"),
    # Section 38(5): 12 weeks, 28 days at a time, twelve months in all.
    ("mha.s38_ends", "2026-11-20", "2027-02-11"),
    ("mha.s38_renewed", "2027-02-12", "2027-03-11"),
    ("mha.s38_in_all", "2026-11-20", "2027-11-19"),
    # Section 47(2): 14 days beginning with the date on which the direction is given.
    ("mha.s47_received", "2026-11-20", "2026-12-03"),
    # Section 70: after six months, until twelve, beginning with the date of the order or direction.
    ("mha.s70_opens", "2026-11-20", "2027-05-19"),
    ("mha.s70_closes", "2026-11-20", "2027-11-19"),
    ("mha.s70_opens_transfer", "2026-11-20", "2027-05-19"),
    ("mha.s70_closes_transfer", "2026-11-20", "2027-11-19"),
    # Section 71(2): within the last three years. Section 75(1)(a): within one month of the day of return.
    ("mha.s71_three_years", "2026-11-20", "2029-11-19"),
    ("mha.s75_recall", "2027-01-31", "2027-02-28"),
    ("mha.s75_recall", "2028-01-31", "2028-02-29"),
    # Mental Health Act 2025, sections 14 and 29 to 31: there, and not in force.
    ("mha2025.s3_ends", "2026-11-30", "2027-02-28"),
    ("mha2025.s2_tribunal", "2026-11-20", "2026-12-10"),
    ("mha2025.s3_tribunal", "2026-11-20", "2027-02-19"),
    ("mha2025.s58_two_months", "2026-11-20", "2027-01-19"),
    ("mha2025.s3_second_period", "2027-02-20", "2027-05-19"),
    ("mha2025.s68_s2", "2026-11-20", "2027-02-19"),
    ("mha2025.s68_s3", "2026-11-20", "2027-02-19"),
    ("mha2025.s68_s3_year", "2026-11-20", "2027-11-19"),
    ("mha2025.s68_cto", "2026-11-20", "2027-05-19"),
    ("mha2025.s68_cto_year", "2026-11-20", "2027-11-19"),
    ("mha2025.s68_last_considered", "2026-11-20", "2027-11-19"),
]
HOURS = [
    # Section 136B: 12 hours beginning immediately at the end of the 24. One hour fewer or more on the clock.
    ("2026-11-20T20:30", "2026-11-22T08:30"),
    ("2026-10-24T20:30", "2026-10-26T07:30"),
    ("2027-03-27T20:30", "2027-03-29T09:30"),
]
FROM_MEMORY = ("mha.s35_", "mha.s37_", "mha.s38_", "mha.s47_", "mha.s136_extended")
"""What the reference has from memory: there, off, and with why."""


@pytest.mark.parametrize(("rule", "begins", "last"), DAYS)
def test_the_last_day_is_the_one_counted_by_hand(rule: str, begins: str, last: str) -> None:
    event = datetime.fromisoformat(f"{begins}T23:30").replace(tzinfo=LONDON)
    found = computed(RULES.rules[rule], event, LONDON)
    assert (found.last_day, found.at) == (date.fromisoformat(last), None)


@pytest.mark.parametrize(("arrived", "ends"), HOURS)
def test_the_extension_of_section_136_ends_36_hours_after_the_arrival(arrived: str, ends: str) -> None:
    event = datetime.fromisoformat(arrived).replace(tzinfo=LONDON)
    at = computed(RULES.rules["mha.s136_extended_ends"], event, LONDON).at
    assert at == datetime.fromisoformat(ends).replace(tzinfo=LONDON)


def test_every_day_rule_of_the_two_acts_is_counted_by_hand_somewhere() -> None:
    by_hand = {rule for rule, _begins, _last in DAYS}
    elsewhere = (Path(__file__).parent / "test_clock_rules.py").read_text(encoding="utf-8")
    acts = [
        rule
        for rule in RULES.rules.values()
        if rule.group in (Group.MHA_1983, Group.MHA_2025) and rule.certainty is not Certainty.LOCAL
    ]
    missing = {
        rule.id
        for rule in acts
        if rule.counting is not Counting.HOURS_FROM and rule.id not in by_hand and f'"{rule.id}"' not in elsewhere
    }
    assert missing == set()


def test_what_the_reference_has_from_memory_is_off_and_says_why() -> None:
    from_memory = [rule for rule in RULES.rules.values() if rule.id.startswith(FROM_MEMORY)]
    assert len(from_memory) >= 11
    for rule in from_memory:
        assert rule.off, rule.id
        assert "MHA office" in rule.why_off, rule.id


def test_no_rule_of_an_act_is_without_its_words_and_where_they_stand() -> None:
    for rule in RULES.rules.values():
        if rule.group in (Group.MHA_1983, Group.MHA_2025):
            assert rule.words, rule.id
            assert rule.checked, rule.id
            assert rule.link.startswith("https://www.legislation.gov.uk/ukpga/"), rule.id
            assert "section" in rule.source, rule.id


def test_every_event_has_a_rule_and_every_unsure_one_is_off() -> None:
    asked = {rule.event for rule in RULES.rules.values()}
    assert asked == set(RULES.events)
    assert all(rule.off for rule in RULES.rules.values() if rule.certainty is Certainty.UNSURE)


def test_a_restriction_order_is_said_to_have_no_last_day() -> None:
    for event in ("restriction_order", "transfer_direction"):
        assert "no last day" in RULES.events[event].question
