"""Tries the way to SystmOne: only when asked, only the servers of the profile, and it sends next to nothing."""

from inpatient_hub.readiness.probe.plan import PlanRefused, ProbeLimits, ProbePlan, plan_for
from inpatient_hub.readiness.probe.progress import check_of, expected_keys, words_of
from inpatient_hub.readiness.probe.run import probe

__all__ = ["PlanRefused", "ProbeLimits", "ProbePlan", "check_of", "expected_keys", "plan_for", "probe", "words_of"]
