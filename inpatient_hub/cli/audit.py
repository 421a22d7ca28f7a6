"""`inpatient-hub audit`: lists, checks and exports the record of who did what."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from inpatient_hub.cli import output
from inpatient_hub.cli.backups import when
from inpatient_hub.cli.listing import all_of, how_many
from inpatient_hub.cli.opening import opened, ward_of
from inpatient_hub.cli.signing_in import one_of_all, person_for
from inpatient_hub.domain.anchors import Anchor, head_words, printed_anchor
from inpatient_hub.domain.audit_findings import WHAT_TO_DO, verdict_lines, verdict_title
from inpatient_hub.domain.audit_verdict import Verdict
from inpatient_hub.domain.audit_words import DID, ERASED, ActGroup, stranger
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.services.audit import AuditQuestion
from inpatient_hub.services.ports import AuditLine

_FOUND_FAULT = 3
"""Exit code when the trail is not whole: another than for a check that could not be made."""


def _list(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        ward = ward_of(hub, args)
        person_for(hub, args, ward.id)
        asked = AuditQuestion(
            ward_id=ward.id,
            patient_id=args.patient,
            person_id=args.person,
            group=ActGroup(args.acts) if args.acts else None,
            first=_day(getattr(args, "from"), "--from"),
            last=_day(args.to, "--to"),
        )
        lines = all_of(lambda after, limit: hub.audit.page(asked, after=after, limit=limit), most=args.limit)
        total = hub.audit.count(asked)
    if args.json:
        output.data({"entries": [_as_data(line) for line in lines], "total": total})
        return 0
    output.table(("Number", "When", "Who", "Did", "Patient", "Computer"), [_row(line) for line in lines])
    output.say(how_many(len(lines), total, "entry", "entries"))
    return 0


def _verify(args: Namespace) -> int:
    printed = _printed(args.printed)
    with opened(args, to_write=False) as hub:
        one_of_all(hub, args)
        verdict = hub.audit.verify(lambda done, of: output.progress(f"{done:,} of {of:,} entries"), printed=printed)
    output.progress("")
    if args.json:
        output.data(_verdict_data(verdict))
    else:
        output.say(f"{verdict_title(verdict)}.")
        for line in verdict_lines(verdict, when):
            output.say(line)
        output.say(head_words(verdict.head) if verdict.is_sound else WHAT_TO_DO)
    return 0 if verdict.is_sound else _FOUND_FAULT


def _export(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        one_of_all(hub, args)
        made = hub.audit.export(args.file, lambda done, of: output.progress(f"{done:,} of {of:,} entries"))
    output.progress("")
    if args.json:
        output.data({"lines": made.lines, "table": made.table, "entries": made.entries})
        return 0
    output.say(f"{made.entries:,} entries were written, with their hashes: {made.lines}")
    output.say(f"The same as a table to read: {made.table}")
    return 0


def _day(given: str, option: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise InvalidAnswer(
            "Nothing was listed", f"{option} is no day.", remedy="Give it as year-month-day: 2026-11-20."
        ) from None


def _printed(words: str) -> Anchor | None:
    if not words:
        return None
    anchor = printed_anchor(words)
    if anchor is None:
        raise HubError(
            "The audit trail was not checked",
            "--printed is not the line of a printed page.",
            remedy='Give it as it stands there: "Audit 1,234: 3f9a 77c1 02de 9b40".',
        )
    return anchor


def _row(line: AuditLine) -> tuple[str, ...]:
    event = line.event
    return (
        f"{event.seq:,}",
        when(event.at),
        line.who or (stranger(event.actor_id) if event.actor_id else "The program"),
        f"{DID[event.action]}: {line.whom}" if line.whom else DID[event.action],
        line.patient_name or event.patient_id or "",
        event.workstation,
    )


def _as_data(line: AuditLine) -> dict[str, Any]:
    event = line.event
    return {
        "seq": event.seq,
        "id": event.id,
        "at": event.at.isoformat(),
        "ward_at": event.ward_at,
        "actor_id": event.actor_id,
        "who": line.who,
        "whom": line.whom,
        "role": event.role,
        "workstation": event.workstation,
        "action": event.action.value,
        "kind": event.kind.value,
        "entity_id": event.entity_id,
        "patient_id": event.patient_id,
        "detail": dict(event.detail),
        "reason": event.reason,
        "before": dict(event.before),
        "after": dict(event.after),
        "values": ERASED if event.is_erased else "",
        "text_hash": event.text_hash,
        "hash": event.hash,
    }


def _verdict_data(verdict: Verdict) -> dict[str, Any]:
    fault = verdict.fault
    return {
        "sound": verdict.is_sound,
        "entries": verdict.entries,
        "head": {"seq": verdict.head.seq, "hash": verdict.head.hash},
        "fault": {
            "seq": fault.seq,
            "kind": fault.kind.value,
            "anchor": fault.anchor.place.value if fault.anchor else None,
        }
        if fault
        else None,
        "anchors": verdict.anchors,
        "explained": [{"seq": one.seq, "action": one.action.value, "until": one.until} for one in verdict.explained],
    }


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"list": _list, "verify": _verify, "export": _export}
