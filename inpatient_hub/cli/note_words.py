"""What the command line says about a note: whether it may be copied, and what to do once it is."""

from inpatient_hub.cli import output
from inpatient_hub.cli.clipboard import named
from inpatient_hub.domain.note_checks import Verdict
from inpatient_hub.domain.patients import Patient, spaced_nhs_number
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.note_records import Copied


def tell_checks(shown: NotePreview, gap: str = "") -> None:
    """Says on the error stream what stands in the way of a copy, so that the output holds the note and nothing else.
    `gap` is what the way to the note still needs."""
    for check in shown.checks:
        if check.verdict in (Verdict.REFUSED, Verdict.WARNED):
            output.aside(
                f"{'Not ready to copy' if check.verdict is Verdict.REFUSED else 'Look at this'}: {check.words}"
            )
    if gap:
        output.aside(f"Not ready to copy: {gap}")


def tell_copied(copied: Copied, patient: Patient, *, by: str | None = None) -> None:
    """Says whose record the note belongs in and what comes next; `by` is who was named on the command line."""
    number = f", {spaced_nhs_number(patient.nhs_number)}" if patient.nhs_number else ""
    part = f"Part {copied.part} of {copied.parts}" if copied.parts > 1 else "The note"
    output.aside(f"{part} is on the clipboard. The name open in SystmOne must read {patient.banner_name}{number}.")
    if copied.part < copied.parts:
        output.aside(f"Paste it, then: inpatient-hub note copy {copied.note.id} --part {copied.part + 1}{named(by)}")
    else:
        output.aside(f"Paste it, save there, then: inpatient-hub note file {copied.note.id}{named(by)}")
