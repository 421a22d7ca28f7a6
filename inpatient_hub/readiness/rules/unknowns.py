"""What a rule says when the fact it needs is not there, and where a person has to say what no program can see."""

from datetime import date
from enum import Enum

from inpatient_hub.domain.readiness import SAID_BY, Evidence, Status
from inpatient_hub.domain.readiness_facts import MissingWhy, WindowsFacts
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding


def not_known(case: Case, path: str, what: str, *, needed: str = "") -> Finding:
    """The finding for a fact that is missing: an error when reading it failed, else unknown, with the reason.

    `path` is `section.field`; `what` names it in words that begin a sentence: `The free space on drive C`.
    """
    missing = case.facts.why_missing(path)
    values = {"what": what}
    if missing is None:
        return Finding(status=Status.UNKNOWN, reason="fact.not_known", found="Not known", needed=needed, values=values)
    if missing.why is MissingWhy.UNAVAILABLE:
        found = f"Not known: {missing.detail}" if missing.detail else "This computer does not tell it"
        return Finding(status=Status.UNKNOWN, reason="fact.unavailable", found=found, needed=needed, values=values)
    if missing.why is MissingWhy.TIMED_OUT:
        found = "This computer did not answer in time"
        return Finding(status=Status.ERROR, reason="fact.timed_out", found=found, needed=needed, values=values)
    found = f"Reading it failed ({missing.detail})" if missing.detail else "Reading it failed"
    return Finding(status=Status.ERROR, reason="fact.error", found=found, needed=needed, values=values)


def is_unread(case: Case, path: str) -> bool:
    """Whether a fact with an empty default was not read at all, so that its emptiness says nothing."""
    return case.facts.why_missing(path) is not None


def windows(case: Case) -> WindowsFacts:
    """What is known about Windows; nothing, where it is not Windows or could not be read."""
    return case.facts.windows or WindowsFacts()


class Said(Enum):
    """What a person said about a check that only people can answer."""

    YES = "yes"
    NO = "no"
    NOTHING = ""


def said(case: Case) -> Said:
    """The person's answer to this check."""
    answer = case.answers.get(case.rule.check)
    return {"yes": Said.YES, "no": Said.NO}.get(answer.value if answer else "", Said.NOTHING)


def asked(case: Case, reason: str, *, needed: str) -> Finding:
    """The finding of a check that only people can answer: passed or failed by their word, else left to them."""
    answer = case.answers.get(case.rule.check)
    word = said(case)
    if answer is None or word is Said.NOTHING:
        return Finding(status=Status.MANUAL, reason=reason, found="Nobody has said so yet", needed=needed)
    found = f"{'Yes' if word is Said.YES else 'No'}, said on {amounts.day(answer.on)}"
    by = (Evidence(label=SAID_BY, value=answer.by, how="a person's answer"),) if answer.by else ()
    if word is Said.YES:
        return Finding(status=Status.PASS, reason="manual.yes", found=found, needed=needed, evidence=by)
    return Finding(status=Status.FAIL, reason="manual.no", found=found, needed=needed, evidence=by)


def day_said(case: Case) -> date | None:
    """The day a person gave for this check, or None without one that is a day."""
    answer = case.answers.get(case.rule.check)
    try:
        return date.fromisoformat(answer.value) if answer else None
    except ValueError:
        return None
