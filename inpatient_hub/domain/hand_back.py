"""Handing a part-done job back: where it stands, what it waits on, what comes next and when to chase. No free text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.errors import InvalidAnswer


class Progress(StrEnum):
    """How far the job has come."""

    NOT_STARTED = "not_started"
    PART_DONE = "part_done"
    WAITING = "waiting"
    BLOCKED = "blocked"
    NEEDS_CHECK = "needs_check"


PROGRESS_WORDS: Mapping[Progress, str] = {
    Progress.NOT_STARTED: "Not started",
    Progress.PART_DONE: "Part done",
    Progress.WAITING: "Waiting",
    Progress.BLOCKED: "Blocked",
    Progress.NEEDS_CHECK: "Needs checking",
}


class NextAction(StrEnum):
    """What has to be done next."""

    CHASE = "chase"
    SEND_FORM = "send_form"
    MAKE_CALL = "make_call"
    NEEDS_DECISION = "needs_decision"
    CARRY_ON = "carry_on"


NEXT_WORDS: Mapping[NextAction, str] = {
    NextAction.CHASE: "chase it",
    NextAction.SEND_FORM: "send the form",
    NextAction.MAKE_CALL: "make the call",
    NextAction.NEEDS_DECISION: "get a decision",
    NextAction.CARRY_ON: "carry on with it",
}

PINNED = ("doctor", "social_care", "housing", "pharmacy", "ot", "family")
"""What is waited on most, offered first."""

WAITING_ON: Mapping[str, Mapping[str, str]] = {
    "Ward and trust": {
        "doctor": "the doctor or consultant",
        "named_nurse": "the named nurse",
        "ward_manager": "the ward manager",
        "mha_office": "the Mental Health Act office",
        "pharmacy": "pharmacy",
        "bed_manager": "the bed manager",
        "crisis_team": "the crisis team",
        "community_team": "the community mental health team",
        "safeguarding_lead": "the safeguarding lead",
        "it_desk": "the IT service desk",
        "estates": "estates",
    },
    "Therapies and physical health": {
        "ot": "occupational therapy",
        "psychology": "psychology",
        "physiotherapy": "physiotherapy",
        "dietitian": "the dietitian",
        "speech_therapy": "speech and language therapy",
        "gp": "the GP",
        "acute_hospital": "the acute hospital",
        "laboratory": "the laboratory",
    },
    "Community and social": {
        "social_care": "social care or the safeguarding hub",
        "housing": "housing",
        "advocacy": "the advocate",
        "benefits": "benefits advice",
        "care_home": "the care home or placement",
        "police": "the police",
        "solicitor": "the solicitor",
        "interpreter": "the interpreter",
    },
    "People": {
        "patient": "the patient",
        "family": "family or next of kin",
        "carer": "the carer",
    },
    "Other": {
        "transport": "transport",
        "equipment": "equipment",
        "other": "somebody named at handover",
    },
}
"""What a job can wait on, in groups: code and words as they stand in a sentence."""

ALSO_CALLED: Mapping[str, str] = {
    "doctor": "dr medic consultant RC",
    "named_nurse": "primary nurse",
    "mha_office": "MHA MHAO",
    "pharmacy": "pharmacist TTO TTA meds",
    "crisis_team": "CRHT HTT home treatment",
    "community_team": "CMHT care coordinator",
    "it_desk": "helpdesk",
    "ot": "OT",
    "psychology": "psychologist",
    "physiotherapy": "physio",
    "speech_therapy": "SALT SLT",
    "acute_hospital": "general A&E ED",
    "laboratory": "lab bloods",
    "social_care": "worker services AMHP MASH",
    "advocacy": "advocacy IMHA IMCA",
    "family": "NOK nearest relative",
}
"""What else people on wards type for them."""

OFFICES = frozenset(
    ("mha_office", "safeguarding_lead", "it_desk", "estates", "ot", "psychology", "physiotherapy", "dietitian")
) | frozenset(("speech_therapy", "gp", "social_care", "housing", "advocacy", "benefits", "solicitor"))
"""Those who are usually reached on working days alone."""

_WAITING_WORDS = {code: words for group in WAITING_ON.values() for code, words in group.items()}


def waiting_words(code: str) -> str:
    """What is waited on, as it stands in a sentence; a code this version does not know as it is."""
    return _WAITING_WORDS.get(code, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    """One hand-back, as it was chosen. `keep` leaves the job with whoever had it; otherwise the ward has it again."""

    progress: Progress
    waiting_on: str | None = None
    next_action: NextAction
    chase_on: date | None = None
    keep: bool = False

    def __post_init__(self) -> None:
        waits = self.progress in (Progress.WAITING, Progress.BLOCKED)
        if waits and self.waiting_on is None:
            raise InvalidAnswer(
                "Not handed back yet",
                "It is not said what the job waits on.",
                remedy="Choose who or what it waits on.",
                field="waiting_on",
            )
        if self.waiting_on is not None and not waits:
            raise InvalidAnswer(
                "Not handed back yet",
                "A job waits on somebody only while it is waiting or blocked.",
                remedy="Choose waiting or blocked, or leave out what it waits on.",
                field="progress",
            )
        if self.waiting_on is not None and self.waiting_on not in _WAITING_WORDS:
            raise InvalidAnswer(
                "Not handed back yet",
                "What the job waits on is not on the list.",
                remedy="Choose from the list.",
                field="waiting_on",
            )
        if waits and self.chase_on is None:
            raise InvalidAnswer(
                "Not handed back yet",
                "A job that waits needs a day on which it comes up again.",
                remedy="Choose the day to chase it.",
                field="chase_on",
            )

    @property
    def waits(self) -> bool:
        """Whether the job rests until somebody else acts."""
        return self.progress in (Progress.WAITING, Progress.BLOCKED)

    def sentence(self) -> str:
        """The hand-back in words, such as `Waiting on housing. Next: chase it on 24 Nov 2026.` for a note."""
        on = f" on {waiting_words(self.waiting_on)}" if self.waiting_on and self.waits else ""
        joined = {Progress.BLOCKED: "Blocked, waiting"}.get(self.progress, PROGRESS_WORDS[self.progress])
        when = f" on {self.chase_on.day} {short_month(self.chase_on)} {self.chase_on.year}" if self.chase_on else ""
        return f"{joined}{on}. Next: {NEXT_WORDS[self.next_action]}{when}."


CARRY_ON = HandBack(progress=Progress.PART_DONE, next_action=NextAction.CARRY_ON, keep=True)
"""What a task waited for has come: whoever has it carries on with it."""
