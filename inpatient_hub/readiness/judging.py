"""Runs the rules of a profile over the facts, and puts each finding into words with its source and its remedies."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date

from inpatient_hub.domain.readiness import CheckResult, Severity, Status
from inpatient_hub.domain.readiness_facts import Facts, System
from inpatient_hub.readiness.catalogue import CheckSpec
from inpatient_hub.readiness.finding import Answer, Case, Finding, Rule
from inpatient_hub.readiness.knowledge import Knowledge
from inpatient_hub.readiness.profiles import Profile, RuleSpec
from inpatient_hub.readiness.rules import RULES

_log = logging.getLogger(__name__)

_SYSTEM_NAMES = {System.WINDOWS: "Windows", System.MACOS: "a Mac", System.LINUX: "Linux", System.OTHER: "other systems"}


def judged(
    facts: Facts,
    profile: Profile,
    knowledge: Knowledge,
    *,
    today: date,
    answers: Mapping[str, Answer],
    only: Collection[str] | None = None,
    rules: Mapping[str, Rule] = RULES,
) -> tuple[CheckResult, ...]:
    """What each check of the profile came to, in the catalogue's order.

    `only` leaves out all other checks. Nothing is raised for what the facts hold: a rule that fails is itself a
    result. FAIL becomes WARN where the rule is not required, so that red stands only where somebody must act.
    """
    judge = _Judge(facts, profile, knowledge, today=today, answers=answers, rules=rules)
    return tuple(judge.result(rule) for rule in profile.rules if only is None or rule.check in only)


@dataclass(frozen=True, slots=True)
class _Judge:
    facts: Facts
    profile: Profile
    knowledge: Knowledge
    _: KW_ONLY
    today: date
    answers: Mapping[str, Answer]
    rules: Mapping[str, Rule]

    def result(self, rule: RuleSpec) -> CheckResult:
        """What one check came to."""
        check = self.knowledge.catalogue.checks[rule.check]
        finding = self._finding(rule, check)
        status = finding.status
        if status is Status.FAIL and rule.severity is not Severity.REQUIRED:
            status = Status.WARN
        values = {"title": check.title, **finding.values}
        book = self.knowledge.remedies
        headline = check.title if status is Status.PASS else book.headline(finding.reason, values) or check.title
        return CheckResult(
            check_id=rule.check,
            group=check.group,
            severity=rule.severity,
            status=status,
            reason=finding.reason,
            title=check.title,
            headline=headline,
            found=finding.found,
            needed=finding.needed,
            why=check.why,
            note=" ".join(note for note in (rule.note, finding.note) if note),
            sources=rule.sources,
            evidence=finding.evidence,
            remedies=book.remedies(finding.reason, values),
        )

    def _finding(self, rule: RuleSpec, check: CheckSpec) -> Finding:
        if _as_known(self.facts.system) not in check.systems:
            return self._other_system(check)
        if check.needs_network and self.facts.network is None:
            return self._no_network()
        judge = self.rules.get(rule.check)
        if judge is None:
            return Finding(status=Status.ERROR, reason="rule.error", found="There is no rule for this check")
        case = Case(
            facts=self.facts,
            rule=rule,
            profile=self.profile,
            knowledge=self.knowledge,
            today=self.today,
            answers=self.answers,
        )
        try:
            return judge(case)
        except Exception as error:  # noqa: BLE001 - the border of the checks: a check that breaks is a result
            _log.warning("check %s broke: %s", rule.check, type(error).__name__)
            found = f"The check broke ({type(error).__name__})"
            return Finding(status=Status.ERROR, reason="rule.error", found=found)

    def _no_network(self) -> Finding:
        broke = self.facts.why_missing("network")
        if broke is None:
            return Finding(status=Status.SKIPPED, reason="network.not_run", found="The network was not tested")
        found = f"The network test broke ({broke.detail})" if broke.detail else "The network test broke"
        return Finding(status=Status.ERROR, reason="rule.error", found=found)

    def _other_system(self, check: CheckSpec) -> Finding:
        names = " or ".join(_SYSTEM_NAMES[system] for system in check.systems)
        found = f"This is {self.facts.system_name or _SYSTEM_NAMES[self.facts.system]}"
        values = {"systems": names}
        return Finding(status=Status.NOT_APPLICABLE, reason="other.system", found=found, values=values)


def _as_known(system: System) -> System:
    """The system as checks name it: one that this program does not know is treated like Linux."""
    return System.LINUX if system is System.OTHER else system
