"""Holds what was found against a figure of the profile."""

from enum import Enum

from inpatient_hub.readiness.profiles import RuleSpec


class Measured(Enum):
    """How a value stands to a figure that it has to reach."""

    LESS = "less"
    JUST = "just"
    """Exactly as much, where the rule asks for more than that."""
    ENOUGH = "enough"


def measured(value: float, figure: float, rule: RuleSpec) -> Measured:
    """How a value stands to a figure under this rule."""
    if value < figure:
        return Measured.LESS
    return Measured.JUST if rule.strictly_more and value == figure else Measured.ENOUGH


def worst(*parts: Measured) -> Measured:
    """The worst of several."""
    return next(one for one in Measured if one in parts)


def at_least(words: str, rule: RuleSpec) -> str:
    """`at least 4 GB`, or `more than 4 GB` where as much will not do."""
    return f"{'more than' if rule.strictly_more else 'at least'} {words}"
