"""Finds in a typed line the words that name a day or a time, a priority or a team."""

from collections.abc import Iterator, Mapping

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_due import due_found
from inpatient_hub.domain.quick_add_marks import priority_in, team_in
from inpatient_hub.domain.quick_add_parts import Beds, ChipKind, Finder, Found, Words


def _due(words: Words, ward: WardTime, _beds: Beds, _chosen: Mapping[str, str]) -> Iterator[Found]:
    yield from due_found(words, ward)


FINDERS: tuple[tuple[ChipKind, Finder], ...] = (
    (ChipKind.DUE, _due),
    (ChipKind.PRIORITY, priority_in),
    (ChipKind.TEAM, team_in),
)
