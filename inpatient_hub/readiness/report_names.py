"""Leaves people and the computer's name out of a report that is to leave this computer, unless names were ticked."""

from inpatient_hub.domain.readiness import SAID_BY, CheckResult, Report


def as_it_may_leave(report: Report, *, names: bool) -> Report:
    """The report; without `names` it names neither the computer nor those who answered where no program can look."""
    if names:
        return report
    results = tuple(_nameless(one) for one in report.results)
    return report.model_copy(update={"computer_name": "", "results": results})


def _nameless(result: CheckResult) -> CheckResult:
    kept = tuple(one for one in result.evidence if one.label != SAID_BY)
    return result.model_copy(update={"evidence": kept})
