"""`inpatient-hub patient`: finding the patients on the ward."""

from argparse import Namespace
from collections.abc import Callable, Mapping

from inpatient_hub.cli import output
from inpatient_hub.cli.listing import all_of, how_many
from inpatient_hub.cli.opening import opened
from inpatient_hub.cli.shapes import patient_line
from inpatient_hub.cli.signing_in import looked_at
from inpatient_hub.domain.legal import legal_status
from inpatient_hub.domain.patients import STATUS_LABELS, spaced_nhs_number
from inpatient_hub.services.ports import PatientLine


def _list(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        ward = looked_at(hub, args)
        lines = all_of(
            lambda after, limit: hub.patients.find(ward.id, args.search, after=after, limit=limit), most=args.limit
        )
        total = hub.patients.count(ward.id, args.search)
    if args.json:
        output.data({"patients": [patient_line(line) for line in lines], "total": total})
        return 0
    heads = ("ID", "Bed", "Name", "Likes to be called", "NHS number", "Legal status", "Status")
    output.table(heads, [_row(line) for line in lines])
    output.say(how_many(len(lines), total, "patient", "patients"))
    return 0


def _row(line: PatientLine) -> tuple[str, ...]:
    patient = line.patient
    status = legal_status(patient.legal_status or "")
    return (
        patient.id,
        patient.bed or "",
        patient.banner_name,
        patient.preferred_name or "",
        spaced_nhs_number(patient.nhs_number),
        status.label if status else "",
        STATUS_LABELS[patient.status],
    )


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"list": _list}
