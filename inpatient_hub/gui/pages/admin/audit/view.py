"""What the audit part shows at one moment, and how an entry is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from inpatient_hub.domain.access import ROLE_WORDS, Role
from inpatient_hub.domain.audit import CHANGED, THE_STORE, AuditEvent
from inpatient_hub.domain.audit_words import DID, ERASED, kind_words, stranger
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.moments import clock, day
from inpatient_hub.services.ports import AuditLine

_NOBODY = "The program"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """The first entries that are looked for. `people` are (id, words) of whom they can be narrowed to; `total` counts
    all."""

    lines: tuple[AuditLine, ...]
    more: bool
    total: int
    people: tuple[tuple[str, str], ...]
    at: datetime
    local: Callable[[datetime], datetime]
    is_narrowed: bool


def person_words(person: Staff, ward_id: str, wards: Mapping[str, str]) -> str:
    """Somebody whom the entries of a ward can be narrowed to, and what tells them from its people of now; `wards` are
    the names of all."""
    if ward_id not in (person.ward_id, *person.other_wards):
        return f"{person.name} ({wards.get(person.ward_id, 'another ward')})"
    return person.name if person.active else f"{person.name} (has left)"


def moment_words(local: datetime) -> str:
    """`20 Nov 2026 14:05`, always with the day and the year: an entry is read years later."""
    return f"{day(local.date())} {clock(local)}"


def who(line: AuditLine) -> str:
    """Who did it, by name where that is known."""
    if line.who is not None:
        return line.who
    return stranger(line.event.actor_id) if line.event.actor_id else _NOBODY


def did(line: AuditLine) -> str:
    """What was done, as a sentence begins."""
    words = DID[line.event.action].rstrip(":")
    return f"{words[0].upper()}{words[1:]}"


def about(line: AuditLine) -> str:
    """What else is told of it in a few words, whose sign-in or record it is about first."""
    event = line.event
    parts = [
        line.whom,
        *(event.detail[name] for name in ("title", "step", "part", "label", "found", "what") if name in event.detail),
    ]
    return ", ".join(part for part in parts if part)


def facts(line: AuditLine, at: datetime, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(caption, value) of everything an entry says; `at` is its moment on the ward's clock, `names` those of staff."""
    event = line.event
    told = [
        ("Number", f"{event.seq:,}"),
        ("When, by the ward's clock", f"{moment_words(at)}:{at:%S}"),
        ("When, in UTC", f"{moment_words(event.at)}:{event.at:%S}"),
        ("Who", who(line)),
        ("Their role then", _role(event.role)),
        ("Computer", event.workstation),
        ("What", did(line)),
        ("Whose record or sign-in", line.whom),
        ("Patient", line.patient_name or event.patient_id or ""),
        ("Record", "" if event.entity_id == THE_STORE else f"{kind_words(event.kind)} {event.entity_id}"),
        ("Reason", event.reason or ""),
        *((_named(name), text) for name, text in event.detail.items()),
        ("Reason, before and after", f"{ERASED}, as the patient's details were" if event.is_erased else ""),
        *((_named(name), _change(event, name, names)) for name in {**event.before, **event.after}),
        ("Hash of the note's text", event.text_hash or ""),
        ("Hash of this entry", event.hash or ""),
    ]
    return [(caption, value) for caption, value in told if value]


def _role(role: str | None) -> str:
    if role in tuple(Role):
        return ROLE_WORDS[Role(role)]
    return f"A role that this version does not know ({role})" if role else ""


def _change(event: AuditEvent, name: str, names: Mapping[str, str]) -> str:
    before, after = event.before.get(name, ""), event.after.get(name, "")
    if CHANGED in (before, after):
        return "changed (its text is not kept here)"
    was, becomes = names.get(before, _moment_or(before)), names.get(after, _moment_or(after))
    return f"{was or 'nothing'} before, {becomes or 'nothing'} after"


def _moment_or(text: str) -> str:
    """A moment or a day kept as a computer writes it, as the house writes it; every other text as it is."""
    try:
        if len(text) == len("2026-11-20"):
            return day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        return text
    return f"{moment_words(moment.astimezone(UTC))}:{moment.astimezone(UTC):%S} UTC"


def _named(name: str) -> str:
    words = name.removesuffix("_id").replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def as_text(pairs: Sequence[tuple[str, str]]) -> str:
    """An entry as lines of text, for a screen reader and a test."""
    return "\n".join(f"{caption}: {value}" for caption, value in pairs)
