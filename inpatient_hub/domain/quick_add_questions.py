"""What is asked about words of a typed line that could be meant in more than one way, or in none."""

import re
from collections.abc import Iterator, Sequence

from inpatient_hub.domain.quick_add_days import every_so_many
from inpatient_hub.domain.quick_add_parts import Beds, ChipKind, Choice, Found, PatientInBed, Question
from inpatient_hub.domain.tasks import TEAM_WORDS, Priority

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNREAD_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_SHORT_DATE = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_UNREAD_TIME = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_HOUR = re.compile(r"[1-9]|1[0-2]", re.ASCII)
_DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.ASCII)


def who_is_in_bed(typed: str, label: str, there: Sequence[PatientInBed]) -> Question:
    """Nobody, or more than one patient, is in the bed that was named."""
    why = "nobody is" if not there else f"{len(there)} patients are"
    names = tuple(Choice(words=one.name, patient_id=one.patient_id) for one in there)
    return _question(ChipKind.PATIENT, typed, f"On this ward {why} in bed {label.upper()}.", *names)


def which_bed(typed: str, labels: Sequence[str], beds: Beds) -> Question:
    """More than one bed was named, and a task is about one patient."""
    listed = [label for place, label in enumerate(labels) if label not in labels[:place]]
    people = [
        Choice(words=f"Bed {label.upper()}: {one.name}", patient_id=one.patient_id)
        for label in listed
        for one in beds.get(label, ())
    ]
    return _question(ChipKind.PATIENT, typed, "More than one bed is named. A task is about one patient.", *people)


def how_often(words: Sequence[str], plain: Sequence[str]) -> Iterator[Found]:
    """`weekly` does not say on which day, and `every month` not either."""
    for place, word in enumerate(plain):
        behind = place + 2 if word == "every" else place + 1
        typed = " ".join(words[place:behind])
        if word == "weekly" or (word == "every" and plain[place + 1 : behind] == ["week"]):
            days = (Choice(words=f"Every {day}", instead=f"every {day}") for day in _WEEK)
            yield Found(
                place, behind, _question(ChipKind.REPEAT, typed, "On which day of the week does it repeat?", *days)
            )
            return
        many = every_so_many(plain, place, _NOT_HERE) if word == "every" else 0
        if many or (word == "every" and plain[place + 1 : behind] and plain[place + 1] in _NOT_HERE):
            behind = place + many if many else behind
            typed = " ".join(words[place:behind])
            said = f"'{typed}' does not say on which days. Any other repeat is set up on the Repeats page."
            yield Found(place, behind, _question(ChipKind.REPEAT, typed, said))
            return


_NOT_HERE = ("month", "fortnight", "year", "shift", "night")


def which_priority(typed: str) -> Question:
    """A mark of priority that there is not."""
    said = f"'{typed}' is no priority. There are !urgent, !important and !routine."
    choices = (Choice(words=one.value.capitalize(), instead=f"!{one.value}") for one in reversed(Priority))
    return _question(ChipKind.PRIORITY, typed, said, *choices)


def which_team(typed: str) -> Question:
    """A role that the ward does not have; work is never given to a person."""
    said = f"'{typed}' is no role of this ward. Work is offered to a role, never to a person."
    choices = (Choice(words=words, instead=f"@{team.value}") for team, words in TEAM_WORDS.items())
    return _question(ChipKind.TEAM, typed, said, *choices)


def _question(kind: ChipKind, typed: str, sentence: str, *choices: Choice) -> Question:
    keep = Choice(words=f"Keep '{typed}' in the title")
    return Question(kind=kind, typed=typed, sentence=sentence, choices=(*choices, keep))
