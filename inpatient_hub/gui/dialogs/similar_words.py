"""The words that warn of patients whose names could be mistaken for one another."""

from collections.abc import Sequence

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.similar_names import SimilarName
from inpatient_hub.gui.moments import day


def similar_sentence(similar: Sequence[SimilarName], *, most: int = 2) -> str:
    """`Similar name on the ward: Catherine Linton, bed 17, born 2 May 2006`; empty when there is none."""
    if not similar:
        return ""
    head = "Same surname on the ward" if similar[0].same_family_name else "Similar name on the ward"
    told = "; ".join(_told(one.patient) for one in similar[:most])
    rest = len(similar) - most
    more = f"; and {rest} more" if rest > 0 else ""
    return f"{head}: {told}{more}."


def _told(patient: Patient) -> str:
    bed = f"bed {patient.bed}" if patient.bed else ""
    born = f"born {day(patient.born_on)}" if patient.born_on else ""
    return ", ".join(part for part in (patient.full_name, bed, born) if part)
