"""What to say about each reason, and what to do about it: words by reason code, with places for what was found."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic import Field

from inpatient_hub.domain.readiness import Remedy, Who
from inpatient_hub.readiness.data_file import Problems
from inpatient_hub.readiness.profiles import Spec

_PLACE = re.compile(r"\{([a-z_]+)\}")


class RemedySpec(Spec):
    """One thing to do."""

    who: Who
    text: str = Field(min_length=1, max_length=400)
    link: str = Field(default="", pattern=r"^$|^ms-settings:[a-z-]*$|^https://\S+$|^windowsdefender:\S*$")


class ReasonSpec(Spec):
    """What is so now, and what can be done about it."""

    headline: str = Field(min_length=1, max_length=100)
    remedies: tuple[RemedySpec, ...] = ()


class RemedyFile(Spec):
    """One file of reasons."""

    as_of: date
    reasons: dict[str, ReasonSpec]


class RemedyBook(Spec):
    """All reasons by code."""

    as_of: date
    reasons: dict[str, ReasonSpec]

    @classmethod
    def of(cls, files: Sequence[RemedyFile], names: Sequence[str], problems: Problems) -> "RemedyBook | None":
        """The files in one; a reason that two of them give is noted."""
        if not files:
            return None
        reasons: dict[str, ReasonSpec] = {}
        for file, name in zip(files, names, strict=False):
            for code in reasons.keys() & file.reasons.keys():
                problems.note(name, ("reasons", code), "This reason is given in another file too.")
            reasons |= file.reasons
        return cls(as_of=min(file.as_of for file in files), reasons=reasons)

    def headline(self, code: str, values: Mapping[str, str]) -> str:
        """What is so now. Empty for a code without words."""
        reason = self.reasons.get(code)
        return filled(reason.headline, values) if reason else ""

    def remedies(self, code: str, values: Mapping[str, str]) -> tuple[Remedy, ...]:
        """What to do, by whom."""
        reason = self.reasons.get(code)
        return tuple(
            Remedy(who=one.who, text=filled(one.text, values), link=one.link)
            for one in (reason.remedies if reason else ())
        )


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with each `{place}` filled; one that nobody filled is left out rather than shown in brackets."""
    text = _PLACE.sub(lambda place: values.get(place[1], ""), words)
    return re.sub(r" +([.,]?)(?=\s|$)", r"\1", text).strip()


def places(words: Iterable[str]) -> set[str]:
    """The names of all places in some words."""
    return {place for one in words for place in _PLACE.findall(one)}
