"""How records that are kept or erased read on screen."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from inpatient_hub.domain.retention import BLOCKER_WORDS, Blocker, ErasedKind, Erasure, RecordKind
from inpatient_hub.gui.moments import day
from inpatient_hub.services.retention import DueLine
from inpatient_hub.services.retention_ports import Cleared, HeldElsewhere

KIND_WORDS: Mapping[RecordKind, str] = {
    RecordKind.PATIENT: "Discharged",
    RecordKind.IN_ERROR: "Entered in error",
    RecordKind.STAFF: "Has left the ward",
}

_ERASED = {ErasedKind.PATIENT: "A patient", ErasedKind.STAFF: "A member of staff", ErasedKind.DETAILS: "Details"}

_COUNTED = {
    "notes": ("note", "notes"),
    "runs": ("referral", "referrals"),
    "tasks": ("task", "tasks"),
    "patients": ("patient", "patients"),
    "answers": ("answer", "answers"),
}


def counted(number: int, one: str, many: str) -> str:
    """`1 note`, `1,204 notes`."""
    return f"{number:,} {one if number == 1 else many}"


def kept_words(line: DueLine) -> str:
    """What is kept about one record: `3 notes, 2 referrals`."""
    counts = {"notes": line.notes, "runs": line.runs, "tasks": line.tasks}
    parts = [counted(count, *_COUNTED[name]) for name, count in counts.items() if count]
    return ", ".join(parts) or ("Name and role" if line.kind is RecordKind.STAFF else "Details only")


def why_kept(line: DueLine) -> str:
    """Why a record is kept whatever its age, with the reason of a hold."""
    held = f"{BLOCKER_WORDS[Blocker.HELD]} ({line.hold.reason})" if line.hold is not None else ""
    words = ", ".join(held if blocker is Blocker.HELD and held else BLOCKER_WORDS[blocker] for blocker in line.blockers)
    return words[:1].upper() + words[1:]


def row_words(line: DueLine) -> str:
    """One record in a sentence, for a screen reader."""
    over = f"period over since {day(line.due_on)}" if line.due_on else ""
    parts = (line.name, KIND_WORDS[line.kind], over, kept_words(line), why_kept(line))
    return ", ".join(part for part in parts if part)


def erased_words(erasure: Erasure) -> str:
    """What was erased, without a name: `A patient, 3 notes`."""
    parts = [counted(erasure.counts[name], *words) for name, words in _COUNTED.items() if erasure.counts.get(name)]
    if erasure.kind is ErasedKind.PATIENT:
        parts = [part for part in parts if part != "1 patient"]
    return ", ".join((_ERASED[erasure.kind], *parts))


def elsewhere_words(held: HeldElsewhere | None, local: Callable[[datetime], datetime]) -> str:
    """Where what was erased still is, and until when."""
    if held is None:
        return "No backup of this ward is made here. Ask IT how long the server's backups are kept."
    words = _holding_words(held, local)
    if held.unreadable:
        locked = counted(held.unreadable, "backup", "backups")
        words += f" {locked} cannot be read with this lock: what is in there is not known."
    return f"{words} {held.second_place_fault}".strip()


def _holding_words(held: HeldElsewhere, local: Callable[[datetime], datetime]) -> str:
    if not held.copies:
        return "No backup and no export holds anything that was erased."
    words = f"{counted(held.copies, 'backup or export', 'backups and exports')} still hold"
    words += f"{'s' if held.copies == 1 else ''} what was erased. Putting one back erases it again at once."
    if held.gone_by is not None:
        words += f" Those that are rotated out are gone by about {day(local(held.gone_by).date())}."
    if held.kept_for_good:
        words += f" {counted(held.kept_for_good, 'is', 'are')} never removed by the program."
    return words


def cleared_words(cleared: Cleared) -> str:
    """What came of taking it out of the copies."""
    if cleared.failed:
        return f"{cleared.cleared:,} written anew, {cleared.failed:,} could not be"
    return f"What was erased is out of {counted(cleared.cleared, 'backup or export', 'backups and exports')}"


def nothing_due_words(later: int, next_on: date | None) -> str:
    """What an empty list says."""
    if not later:
        return "A record is listed here when its period is over and nothing keeps it."
    return f"{counted(later, 'record is', 'records are')} kept for some time yet. The next is due on {day(next_on)}."
