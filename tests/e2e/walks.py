"""The four core workflows as a person walks them: what each step asks, and the keys that answer it."""

from collections.abc import Mapping
from dataclasses import dataclass

Answer = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One way through a workflow, from the first question to the task that filing makes."""

    id: str
    title: str
    from_palette: str = ""
    """What is typed into Ctrl+K to start it; empty starts it on the Referrals page."""
    steps: tuple[tuple[str, str], ...]
    """(the question of a step, the number keys that answer it) up to the note; no keys where it is only read."""
    fields: Mapping[str, Answer]
    """Label of a field of the note's form to what is typed or ticked, in the order shown."""
    says: tuple[str, ...]
    """Sentences that the note must hold when all is answered."""
    task: str
    due_in: int
    """Days."""


WHEN: Mapping[str, Answer] = {"Time of the event": "1630"}

IMHA = Walk(
    id="imha",
    title="Independent mental health advocate",
    from_palette="advocate",
    steps=(
        ("What an advocate is for", ""),
        ("Before you start", "12"),
        ("What is the patient's legal status now?", "3"),
        ("What did the patient say about a referral?", "1"),
        ("Which area is responsible?", "1"),
        ("Fill in the referral form", ""),
        ("Where did you send it, and how?", "1"),
    ),
    fields=WHEN
    | {
        "What help is asked for": ("Understanding their rights", "Leave and discharge"),
        "Anything else the advocate should know": "prefers the afternoon",
    },
    says=(
        (
            "A referral for an independent mental health advocate was made to Larkfield Advocacy by secure email "
            "(referrals@larkfield-advocacy.example)."
        ),
        "The patient was detained under Section 3 of the Mental Health Act.",
        "The patient agreed to the referral.",
        "The referral asked for help with understanding their rights and leave and discharge.",
        "The advocate was also told: Prefers the afternoon.",
    ),
    task="Check that the advocate has been in touch",
    due_in=7,
)

SAFEGUARDING = Walk(
    id="adult_safeguarding",
    title="Adult safeguarding concern",
    steps=(
        ("Is everyone safe now?", ""),
        ("Does this call for a concern?", "123"),
        ("Does the patient want the concern raised?", "2"),
        ("Does the patient know that the concern is being raised?", "1"),
        ("What makes a good concern", ""),
        ("Which council receives it?", "2"),
        ("Fill in the concern form", ""),
        ("Where did you raise it, and how?", "2"),
    ),
    fields=WHEN
    | {
        "Suspected type of abuse": ("Financial or material abuse",),
        "Reference, if one was given": "SG-4471",
        "Why it was raised without agreement": "another patient, A.S., was at risk from the same visitor",
        "What the patient wants to happen": '"I just want my sister to be told."',
        "What was done at once to keep people safe": "visits were supervised from that day",
    },
    says=(
        "An adult safeguarding concern about suspected financial or material abuse was considered.",
        "It was raised with Wuthering County Council adult safeguarding team by phone (03069 990104).",
        "Reference: SG-4471.",
        "The patient did not agree to the concern being raised.",
        "It was raised without agreement because another patient, A.S., was at risk from the same visitor.",
        "The patient was told that the concern was being raised.",
        'The patient\'s wishes: "I just want my sister to be told."',
        "Immediate action: Visits were supervised from that day.",
    ),
    task="Ask the safeguarding team what was decided",
    due_in=3,
)

DUTY_TO_REFER = Walk(
    id="duty_to_refer",
    title="Duty to refer (homelessness)",
    from_palette="homeless",
    steps=(
        ("What the duty is", ""),
        ("Which of these is true?", "2"),
        ("What did the patient say about a referral?", "1"),
        ("Which authority does the patient choose?", "1"),
        ("What the questionnaire in the record asks", ""),
        ("Fill in the referral form", ""),
        ("Where did you send it, and how?", "2"),
    ),
    fields=WHEN
    | {
        "Is there an expected day of discharge?": "Yes",
        "Expected day of discharge": "4 dec",
        "Where could the patient go?": "Something else",
        "What is it?": "a room above the forge",
        "Reference, if one was given": "HO-2291",
    },
    says=(
        "The patient was likely to become homeless within 56 days.",
        "The patient agreed to the referral and to their details being shared with the authority.",
        "A referral under the duty to refer was made to Thornfield City Council housing options team",
        "(duty.to.refer@thornfield.example).",
        "Reference: HO-2291.",
        "Discharge was expected on 04/12/2026.",
        "Accommodation: A room above the forge.",
    ),
    task="Ask the housing authority whether it has the referral",
    due_in=7,
)

SECTION_117 = Walk(
    id="section_117_meeting",
    title="Section 117 meeting",
    steps=(
        ("Who has a right to aftercare", ""),
        ("Has the patient a right to section 117 aftercare?", "1"),
        ("Before you ask for the meeting", "12"),
        ("Which council is responsible?", "2"),
        ("Fill in the request", ""),
        ("Where did you send the request, and how?", "1"),
    ),
    fields=WHEN
    | {
        "What is the meeting for?": "To plan aftercare before discharge",
        "Proposed day": "2/12/2026",
        "Proposed time": "10.30",
        "How will people meet?": "By video",
        "Nurse who will attend": "Esther Summerson",
        "Has the team confirmed that it will come?": "No",
    },
    says=(
        "A Section 117 meeting was requested from Wuthering County Council mental health social work team",
        "(aftercare@wuthering.example).",
        "The patient's present detention gave a right to Section 117 aftercare.",
        "The meeting was to plan aftercare before discharge.",
        "It was proposed for 02/12/2026 at 10:30, by video.",
        "Nurse to attend: Esther Summerson",
        "Confirmation from the team was awaited.",
    ),
    task="Check that the section 117 meeting is confirmed",
    due_in=3,
)

WALKS = (IMHA, SAFEGUARDING, DUTY_TO_REFER, SECTION_117)
