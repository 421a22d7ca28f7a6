"""A rule that works dates out, as it counts on one ward: whether it is on there, and with the ward's own number."""

from collections.abc import Mapping
from datetime import date

from inpatient_hub.domain.clock_rules import ClockRuleSpec
from inpatient_hub.domain.wards import WorkSettings


def on_ward(rule: ClockRuleSpec, settings: WorkSettings) -> ClockRuleSpec:
    """The rule as it counts on a ward: with the ward's own number, where the rule leaves that to the ward."""
    number = settings.own_number(rule.id) if rule.own_amount else None
    return rule if number is None else rule.with_own(number)


def kept_rule(rules: Mapping[str, ClockRuleSpec], reference: str) -> ClockRuleSpec | None:
    """The rule by which a date was counted that a task keeps, with the ward's number of then; None when it is not there
    any more."""
    rule_id, _, version = reference.partition("@")
    rule, (_, has_own, number) = rules.get(rule_id), version.rpartition("-")
    if rule is not None and rule.own_amount and has_own and number.isdecimal():
        rule = rule.with_own(int(number))
    return rule if rule is not None and rule.reference == reference else None


def why_off(rule: ClockRuleSpec, day: date, settings: WorkSettings) -> str:
    """Why a rule gives no date for an event of this day; empty when it gives one."""
    if not rule.is_in_force(day):
        return rule.why_off or "It was not in force on this day."
    if rule.off and rule.id not in settings.clock_rules_on:
        return rule.why_off
    if rule.own_amount and settings.own_number(rule.id) is None:
        return f"Your ward has not given its own number of {rule.unit} yet: Ward settings, the ward's diary."
    return ""
