"""Who on the ward could be mistaken for someone else by name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import jellyfish

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.search_text import folded

_PARTICLES = frozenset("al ap bin da das de del den der di do dos du el ibn la le van von y".split())
"""Words of a surname that many people share and nobody is called by."""

_SURNAME = "surname"


@dataclass(frozen=True, slots=True)
class SimilarName:
    """Another patient whose name is close. `same_family_name` is the stronger warning."""

    patient: Patient
    same_family_name: bool


@lru_cache(maxsize=20_000)  # every name is compared with every other, again and again
def _plain(name: str) -> str:
    return "".join(letter for letter in folded(name) if letter.isalpha())


@lru_cache(maxsize=20_000)
def _sounds(name: str) -> str:
    return jellyfish.metaphone(_plain(name)) if _plain(name) else ""


def sound_of(name: str) -> str:
    """How a name sounds (Metaphone); two names that sound alike are easily taken for each other."""
    return _sounds(name)


@lru_cache(maxsize=20_000)
def _surnames(family_name: str) -> frozenset[str]:
    """The parts of a surname, each of which somebody may go by; the whole when it is nothing but particles."""
    parts = {_plain(part) for part in folded(family_name).split()} - {""}
    return frozenset(parts - _PARTICLES or parts)


def similar_to(patient: Patient, others: Iterable[Patient]) -> tuple[SimilarName, ...]:
    """Patients among `others` who share a surname or a part of one, whose surname sounds alike, whose first name is the
    same, or sounds alike with the same initial of surname, or whose names are these the other way round; same surnames
    first, then by name. A ward calls people by their first names, so two Catherines are a hazard whatever follows.

    Sound is judged by Metaphone (Philips 1990) on letters without accents. The patient themself is passed over.
    """
    found = [
        SimilarName(other, same_family_name=_same_surname(patient, other))
        for other in others
        if other.id != patient.id and _alike(patient, other)
    ]
    return tuple(sorted(found, key=lambda one: (not one.same_family_name, one.patient.banner_name.casefold())))


def alike_among(patients: Iterable[Patient]) -> dict[str, bool]:
    """Of these patients those whose name is similar to another's among them, by id, as `similar_to` judges it: whether
    the whole surname is the same. Nobody is compared with everybody, so a long list costs little more than a short one.
    """
    keys = {one.id: _keys(one) for one in patients}
    shared = Counter(key for of_one in keys.values() for key in of_one)
    return {
        patient_id: any(key[0] == _SURNAME and shared[key] > 1 for key in of_one)
        for patient_id, of_one in keys.items()
        if any(shared[key] > 1 for key in of_one)
    }


def _keys(patient: Patient) -> set[tuple[object, ...]]:
    """What two patients have at least one of in common if, and only if, their names are alike."""
    surnames, given, family = _surnames(patient.family_name), _plain(patient.given_name), _plain(patient.family_name)
    keys: set[tuple[object, ...]] = {("part", part) for part in surnames}
    keys |= {("sound", _sounds(part)) for part in surnames if _sounds(part)}
    if family:
        keys.add((_SURNAME, family))
    if given:
        keys.add(("given", given))
    if _sounds(given):
        keys.add(("given sound", family[:1], _sounds(given)))
    if given and family:
        keys.add(("both", frozenset((given, family))))
    return keys


def _same_surname(one: Patient, other: Patient) -> bool:
    return bool(_plain(one.family_name)) and _plain(one.family_name) == _plain(other.family_name)


def _alike(one: Patient, other: Patient) -> bool:
    return _surnames_alike(one, other) or _first_names_alike(one, other) or _swapped(one, other)


def _surnames_alike(one: Patient, other: Patient) -> bool:
    mine, theirs = _surnames(one.family_name), _surnames(other.family_name)
    return bool(mine & theirs) or bool({_sounds(part) for part in mine} & {_sounds(part) for part in theirs} - {""})


def _first_names_alike(one: Patient, other: Patient) -> bool:
    mine, theirs = _plain(one.given_name), _plain(other.given_name)
    if not mine or not theirs:
        return False
    same_initial = _plain(one.family_name)[:1] == _plain(other.family_name)[:1]
    return mine == theirs or (same_initial and "" != _sounds(mine) == _sounds(theirs))


def _swapped(one: Patient, other: Patient) -> bool:
    mine = (_plain(one.given_name), _plain(one.family_name))
    return all(mine) and mine == (_plain(other.family_name), _plain(other.given_name))
