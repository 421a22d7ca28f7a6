"""The marks of a typed line: how urgent it is, as `!urgent`, and the role it is offered to, as `@HCA`."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_parts import Beds, Chip, ChipKind, Choice, Found, Question, Words, question
from inpatient_hub.domain.tasks import TEAM_WORDS, Priority, Team

_PRIORITIES = {
    **dict.fromkeys(("!urgent", "!1", "!asap", "!stat", "!emergency"), Priority.URGENT),
    **dict.fromkeys(("!important", "!2", "!imp"), Priority.IMPORTANT),
    **dict.fromkeys(("!routine", "!3", "!normal", "!low"), Priority.ROUTINE),
}
_BARE = frozenset({"urgent", "urgently", "asap", "stat"})
"""Words that may say how urgent a line is without the mark."""
_ROLES = {
    **{team.value.replace("_", ""): team for team in Team},
    "nurse": Team.NURSING,
    "nurses": Team.NURSING,
    "rmn": Team.NURSING,
    "doctor": Team.MEDICAL,
    "doctors": Team.MEDICAL,
    "hcas": Team.HCA,
    "social": Team.SOCIAL_WORK,
    "pharmacist": Team.PHARMACY,
}
_MARKED = {
    **dict.fromkeys(
        "sister matron nic rgn rn sn staffnurse chargenurse charge nurseincharge primarynurse namednurse".split(),
        Team.NURSING,
    ),
    **dict.fromkeys("hcsw hcsws supportworker supportworkers healthcareassistant nursingassistant".split(), Team.HCA),
    **dict.fromkeys(
        "dr drs sho consultant cons registrar reg spr st medic medics dutydr dutydoctor oncall psychiatrist".split(),
        Team.MEDICAL,
    ),
    **dict.fromkeys(("ots", "occupationaltherapist", "occupationaltherapy"), Team.OT),
    **dict.fromkeys(("psychologist", "psychologists"), Team.PSYCHOLOGY),
    **dict.fromkeys(("pharm", "pharmacists"), Team.PHARMACY),
    **dict.fromkeys(("sw", "socialworker", "socialworkers"), Team.SOCIAL_WORK),
    **dict.fromkeys(("administrator", "receptionist", "reception", "wardclerk", "clerk", "secretary"), Team.ADMIN),
}
"""Names that stand for a team behind `@`, and may be part of another role where a person's role is written out."""


def team_named(word: str) -> Team | None:
    """The team a word of a role names, such as `HCA`, `nurse` or `social-work`; None when it names none."""
    return _ROLES.get(_plain(word))


def priority_in(words: Words, _ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    """How urgent it is. The bare word is asked about, and a second mark too."""
    marks = [(place, word) for place, word in enumerate(words) if word.startswith("!")]
    if not marks:
        yield from _bare(words)
        return
    yield from _marked(ChipKind.PRIORITY, marks, lambda mark: _PRIORITIES.get(mark.casefold().strip(",;.:")))


def team_in(words: Words, _ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    """The role it is offered to."""
    marks = [(place, word) for place, word in enumerate(words) if word.startswith("@") and len(word) > 1]
    for place, _word in marks:
        both = " ".join(words[place : place + 2])
        team = _MARKED.get(_plain(both[1:].replace(" ", ""))) if len(marks) == 1 else None
        if team is not None and " " in both:  # `@social worker`
            yield Found(place, place + 2, _chip(ChipKind.TEAM, both, team))
            return
    yield from _marked(ChipKind.TEAM, marks, lambda mark: team_named(mark[1:]) or _MARKED.get(_plain(mark[1:])))


def _marked(
    kind: ChipKind, marks: Sequence[tuple[int, str]], read: Callable[[str], Priority | Team | None]
) -> Iterator[Found]:
    """One chip; a mark that says nothing, and one too many, is a question."""
    meant = [(place, mark, found) for place, mark in marks if (found := read(mark)) is not None]
    for place, mark in marks:
        if read(mark) is None:
            yield Found(place, place + 1, _unknown(kind, mark))
            return
    if len(meant) > 1:
        (_place, first, one), (place, second, other) = meant[:2]
        yield Found(place, place + 1, _two(kind, (first, one), (second, other)))
    for place, mark, found in meant[:1]:
        yield Found(place, place + 1, _chip(kind, mark, found))


def _bare(words: Words) -> Iterator[Found]:
    for place, word in enumerate(words):
        if _plain(word) in _BARE and (not place or words[place - 1].casefold() not in ("not", "non", "isn't")):
            yes = Choice(words="Urgent", instead="!urgent")
            said = f"Does '{word}' mean that it is urgent?"
            yield Found(place, place + 1, question(ChipKind.PRIORITY, word, said, yes))
            return


def _chip(kind: ChipKind, mark: str, found: Priority | Team) -> Chip:
    if isinstance(found, Team):
        return Chip(kind=kind, typed=mark, words=_shown(found), team=found)
    return Chip(kind=kind, typed=mark, words=_shown(found), priority=found)


def _shown(found: Priority | Team) -> str:
    return f"For {TEAM_WORDS[found]}" if isinstance(found, Team) else found.value.capitalize()


def _two(kind: ChipKind, first: tuple[str, Priority | Team], second: tuple[str, Priority | Team]) -> Question:
    """Two marks that mean something: either can be taken out."""
    said = "Two priorities are marked. A task has one."
    if kind is ChipKind.TEAM:
        said = "Two roles are named. Work is offered to one."
    one = Choice(words=_shown(first[1]), instead="")
    other = Choice(words=_shown(second[1]), of=first[0], instead="")
    return question(kind, second[0], said, one, other)


def _unknown(kind: ChipKind, mark: str) -> Question:
    if kind is ChipKind.PRIORITY:
        said = f"'{mark}' is no priority. There are !urgent, !important and !routine."
        choices = [Choice(words=one.value.capitalize(), instead=f"!{one.value}") for one in reversed(Priority)]
    else:
        said = f"'{mark}' is no role of this ward. Work is offered to a role, never to a person."
        choices = [Choice(words=words, instead=f"@{team.value}") for team, words in TEAM_WORDS.items()]
    return question(kind, mark, said, *choices)


def _plain(word: str) -> str:
    return word.casefold().strip(",;.:!?").replace("_", "").replace("-", "")
