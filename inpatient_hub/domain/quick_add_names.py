"""A patient's name in a typed line is asked about, never taken: people of a ward share names with each other and with
words."""

from collections.abc import Iterator, Mapping, Sequence

from inpatient_hub.domain.quick_add_parts import Chip, ChipKind, Choice, Found, PatientInBed, Question
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.similar_names import sound_of

_TITLES = ("dr", "mr", "mrs", "ms", "miss", "mx")
_ALSO_WORDS = frozenset(
    "april art ash august basil bay bed bell bill bond bush care carer case chance chase church cook cross day dean"
    " dawn drew dusk early eve faith family field file ford frank gale gene gift grace gray green grey hall hand hart"
    " head hill home honey hope house ivy jack jade jay joy june kay king lake lane late law lee long love major mark"
    " marsh mason may mill miles mo mum nation night norm note notes old olive page pain park pat penny piper poppy"
    " price prior ray read reed rich ring rob robin rock rose round ruby rush sage sam sandy say self senior shaw ship"
    " short small smart stone street sue summer swan team temple tom town uncle van victor view violet wade walk wall"
    " ward wash waters way weeks wells west white will wise wolf wood woods work young".split()
)
"""Names that are words of a task too: they are names only where they begin with a capital in the middle of a line, or
stand behind a title."""
_SHORTEST = 3


def people_named(words: Sequence[str], people: Sequence[PatientInBed], chosen: Mapping[str, str]) -> Iterator[Found]:
    """The first words that are a name of somebody on the ward: a question, or the chip of who was chosen."""
    for place, word in enumerate(words):
        plain = _plain(word)
        behind_title = place > 0 and words[place - 1].casefold().strip(".") in _TITLES
        if len(plain) < _SHORTEST or word.startswith("\0") or not (behind_title or _is_name_here(word, plain, place)):
            continue
        called = [one for one in people if plain in _names(one)]
        if not called:
            continue
        behind = place + 1
        if behind < len(words) and any(_plain(words[behind]) in _names(one) for one in called):
            called = [one for one in called if _plain(words[behind]) in _names(one)]  # `Emma Woodhouse`
            behind += 1
        first = place - behind_title
        typed = " ".join(words[first:behind])
        yield Found(first, behind, _asked(typed, called, _like(plain, called, people), chosen))
        return


def _asked(
    typed: str, called: Sequence[PatientInBed], alike: Sequence[PatientInBed], chosen: Mapping[str, str]
) -> Chip | Question:
    who = chosen.get(typed.casefold())
    for one in (*called, *alike):
        if one.patient_id == who:
            return Chip(kind=ChipKind.PATIENT, typed=typed, words=one.name, patient_id=who)
    several = (*called, *alike)
    said = f"Is this about {several[0].name}?" if len(several) == 1 else f"Who is meant with '{typed}'?"
    yes = "Yes, {}" if len(several) == 1 else "{}"
    choices = (Choice(words=yes.format(one.name), patient_id=one.patient_id) for one in several)
    keep = Choice(words=f"Keep '{typed}' in the title")
    return Question(kind=ChipKind.PATIENT, typed=typed, sentence=said, choices=(*choices, keep))


def _is_name_here(word: str, plain: str, place: int) -> bool:
    return plain not in _ALSO_WORDS or (place > 0 and word[:1].isupper())


def _like(plain: str, called: Sequence[PatientInBed], people: Sequence[PatientInBed]) -> list[PatientInBed]:
    """Others whose name sounds like the word that was typed."""
    sound = sound_of(plain)
    return [one for one in people if one not in called and sound and sound in map(sound_of, _names(one))]


def _names(one: PatientInBed) -> frozenset[str]:
    """The words of a family name and a given name, as they are shown: `EARNSHAW, Catherine, bed 4`."""
    parts = one.name.split(", ")
    shown = parts[:-1] if len(parts) > 1 and parts[-1].startswith("bed ") else parts
    return frozenset(_plain(word) for part in shown for word in part.split()) - {""}


def _plain(word: str) -> str:
    """Folded, without what stands around it and without the `'s` of `Emma's`."""
    letters = folded(word.strip("\0").strip('.,;:!?()"').replace("\u2019", "'").removesuffix("'s"))
    return letters if letters.replace("-", "").replace("'", "").isalpha() else ""
