"""`inpatient-hub records`: what is due to be erased, holds, erasing, and exporting one patient's records."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli import output
from inpatient_hub.cli.moments import day, iso_day
from inpatient_hub.cli.opening import opened, ward_of
from inpatient_hub.cli.signing_in import person_for, ward_behind
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.retention import BLOCKER_WORDS, CERTAINTY_WORDS, WORKING_COPY, ErasureReason, RecordKind
from inpatient_hub.services.retention import DueLine
from inpatient_hub.services.subject_access import NOT_ENCRYPTED

KIND_WORDS = {
    RecordKind.PATIENT: "Patient",
    RecordKind.IN_ERROR: "Patient in error",
    RecordKind.STAFF: "Member of staff",
}


def _due(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        ward = ward_of(hub, args)
        person_for(hub, args, ward.id)
        found = hub.retention.due(ward.id)
    if args.json:
        output.data(
            {
                "due": [_as_data(line) for line in found.due],
                "kept": [_as_data(line) for line in found.kept],
                "later": found.later,
                "next_on": iso_day(found.next_on),
            }
        )
        return 0
    output.say(WORKING_COPY)
    _table("Due", found.due)
    _table("Kept all the same", found.kept)
    if found.later:
        output.say(f"Not due yet: {found.later:,}. The next on {day(found.next_on)}.")
    return 0


def _periods(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        person_for(hub, args, ward_of(hub, args).id)
        periods = hub.retention.periods()
    if args.json:
        output.data(
            {
                "periods": [
                    {
                        "kind": one.kind.value,
                        "months": one.months,
                        "starts": one.starts,
                        "source": one.source,
                        "certainty": one.certainty.value,
                    }
                    for one in periods
                ]
            }
        )
        return 0
    output.say(WORKING_COPY)
    for one in periods:
        after = f" after {one.starts}" if one.starts else ""
        output.say(f"{one.label}: {one.length}{after}. {CERTAINTY_WORDS[one.certainty]}. {one.source}")
    return 0


def _hold(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        hub.retention.hold(args.patient, args.reason, by=_by(hub, args))
    output.aside("These records are on hold: they are not erased until somebody releases them.")
    return 0


def _release(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        hub.retention.release(args.patient, by=_by(hub, args))
    output.aside("The hold is released.")
    return 0


def _erase(args: Namespace) -> int:
    reason = ErasureReason.ASKED if args.asked else ErasureReason.PERIOD_OVER
    with opened(args, to_write=True) as hub:
        ward = ward_of(hub, args)
        by = person_for(hub, args, ward.id).id
        confirmed = args.confirm if args.confirm is not None else _asked_back(len(set(args.record)))
        done, _ = hub.retention.approve(ward.id, args.record, reason, confirmed=confirmed, by=by)
        held = hub.retention.elsewhere()
    if args.json:
        output.data(
            {
                "erased": [{"id": one.id, "kind": one.kind.value, "counts": dict(one.counts)} for one in done.erasures],
                "copies": held.copies if held else 0,
                "trouble": done.trouble,
            }
        )
        return 0
    output.say(f"Erased for good: {len(done.erasures):,}.")
    if done.trouble:
        output.aside(done.trouble)
    if held is not None and held.copies:
        output.say(f"Backups and exports that still hold it: {held.copies:,}. To take it out: 'records clear-backups'.")
    return 0


def _clear_backups(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        ward = ward_of(hub, args)
        cleared, _ = hub.retention.clear_elsewhere(ward.id, by=person_for(hub, args, ward.id).id)
    if args.json:
        output.data({"cleared": cleared.cleared, "failed": cleared.failed})
        return 0
    output.say(f"Backups and exports written anew without what was erased: {cleared.cleared:,}.")
    if cleared.failed:
        output.say(f"Left as they are, because they could not be read or written: {cleared.failed:,}.")
    return 0


def _export_subject(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        hub.subject_access.save(args.patient, args.file, by=_by(hub, args))
    output.aside(f"Written to {args.file}. {NOT_ENCRYPTED}")
    return 0


def _by(hub: Hub, args: Namespace) -> str:
    return person_for(hub, args, ward_behind(hub, Kind.PATIENT, args.patient)).id


def _asked_back(count: int) -> int:
    """The number a person types for how many are to be erased for good."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise HubError(
            "Nothing was erased",
            "There is nobody to ask back.",
            remedy=f"Say how many records are to be erased with --confirm {count}.",
        )
    words = "1 record is" if count == 1 else f"{count:,} records are"
    output.aside(f"{words} erased for good, with everything in them. Nothing brings them back.")
    output.aside("Type how many, and press Enter; anything else erases nothing:")
    typed = sys.stdin.readline().strip()
    return int(typed) if typed.isdecimal() else 0


def _table(title: str, lines: Iterable[DueLine]) -> None:
    rows = [
        (line.id, KIND_WORDS[line.kind], line.name, day(line.last_on), day(line.due_on), _why(line)) for line in lines
    ]
    output.say()
    output.say(f"{title}: {len(rows):,}")
    if rows:
        output.table(("ID", "What", "Name", "Last done", "Period over", "Why"), rows)


def _why(line: DueLine) -> str:
    return ", ".join(BLOCKER_WORDS[blocker] for blocker in line.blockers)


def _as_data(line: DueLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind.value,
        "name": line.name,
        "last_on": iso_day(line.last_on),
        "due_on": iso_day(line.due_on),
        "notes": line.notes,
        "runs": line.runs,
        "tasks": line.tasks,
        "kept_because": [blocker.value for blocker in line.blockers],
    }


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "due": _due,
    "periods": _periods,
    "hold": _hold,
    "release": _release,
    "erase": _erase,
    "clear-backups": _clear_backups,
    "export-subject": _export_subject,
}
