"""The columns of the patients table: what the ward has switched off is not there."""

from collections.abc import Mapping
from datetime import date

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.legal import legal_status
from inpatient_hub.domain.patients import STATUS_LABELS, Patient, PatientStatus, names_allergy, spaced_nhs_number
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.gui.models.table import Column
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.ports import PatientLine, PatientOrder

_TITLES = ("dr", "mr", "mrs", "ms", "miss", "mx", "prof")
_NAME = 228
_HALF_A_YEAR = 183
_NARROW = 600
"""Pixels at 100 % under which the date of birth and the alerts have no columns: they stand below the name then."""
Similar = Mapping[str, bool]
"""Who could be mistaken for somebody else by name: by id whether the surname is the same."""
_SHORT_LEGAL = {"cto": "CTO"}
_PLACES = {
    PatientStatus.ACTIVE: ("bed", "neutral-text"),
    PatientStatus.ON_LEAVE: ("walk", "info-text"),
    PatientStatus.DISCHARGE_PENDING: ("door-exit", "info-text"),
}
"""The mark before the bed: it tells where a patient is when there is no room for the words."""
_STATUS_CHIPS = {
    PatientStatus.ON_LEAVE: ("On leave", "info", "walk"),
    PatientStatus.DISCHARGE_PENDING: ("Discharge pending", "info", "door-exit"),
    PatientStatus.DISCHARGED: ("Discharged", "neutral", None),
}

SORTED_BY = {"Bed": PatientOrder.BED, "Name": PatientOrder.NAME, "Discharge": PatientOrder.EXPECTED_DISCHARGE}
"""Which column's head asks for which order."""


def columns_for(
    ward: Ward, today: date, order: PatientOrder, similar: Similar | None = None
) -> list[Column[PatientLine]]:
    """Columns in reading order. In a narrow window the least needed ones give way; the one sorted by stays."""
    by_discharge = order is PatientOrder.EXPECTED_DISCHARGE
    has_alerts = ward.keeps(PatientField.ALERTS)
    name_width = _NAME if has_alerts else 0

    def expected(line: PatientLine) -> str:
        return _near_day(line.patient.expected_discharge_on, today)

    def mark(line: PatientLine) -> tuple[str, str] | None:
        same_surname = (similar or {}).get(line.patient.id)
        return None if same_surname is None else ("users", "warn-text" if same_surname else "muted")

    def below(line: PatientLine) -> tuple[str, ...]:
        """What tells patients apart, and how they are held, where their columns have no room."""
        number = _whole(_nhs_number(line))
        where = STATUS_LABELS[line.patient.status] if line.patient.status in _STATUS_CHIPS else ""
        held = ", ".join(part for part in (_legal(line), where) if part)
        words = ", ".join(part for part in (_whole(born(line.patient, today)), number, held) if part)
        return (words,) if words else ()

    every: list[tuple[PatientField | None, Column[PatientLine]]] = [
        (
            PatientField.BED,
            Column(
                "Bed",
                _bed,
                sort_key=_bed,
                icon=_place_icon,
                token=_place_token,
                width=74,
                weight=600,
                wraps=True,
                fits=True,
            ),
        ),
        (
            None,
            Column(
                "Name",
                _name,
                sort_key=_name,
                second=_called,
                width=name_width,
                weight=600,
                wraps=True,
                mark=mark,
                below=below,
                below_under=_NARROW,
                chips_below=_alert_chips if has_alerts else None,
            ),
        ),
        (PatientField.NHS_NUMBER, Column("NHS number", _nhs_number, width=126, hide_below=1000)),
        (PatientField.BORN_ON, Column("Born", lambda line: born(line.patient, today), width=148, hide_below=_NARROW)),
        (PatientField.LEGAL_STATUS, Column("Legal", _legal, chip=_legal_chip, width=92, hide_below=720)),
        (PatientField.STATUS, Column("Where", _status, chip=_status_chip, token=_quiet, width=168, hide_below=1400)),
        (PatientField.NAMED_NURSE, Column("Named nurse", _nurse, width=124, hide_below=1180)),
        (
            PatientField.EXPECTED_DISCHARGE_ON,
            Column("Discharge", expected, sort_key=expected, width=94, hide_below=0 if by_discharge else 1080),
        ),
        (PatientField.ALERTS, Column("Alerts", _alerts, chips=_alert_chips, hide_below=_NARROW)),
        (None, Column("To finish", _work, chip=_work_chip, width=122, hide_below=800)),
    ]
    return [column for kept_by, column in every if kept_by is None or ward.keeps(kept_by)]


def sentence(line: PatientLine, today: date, similar: Similar | None = None) -> str:
    """A row in words, for a screen reader."""
    patient = line.patient
    nhs_number = _nhs_number(line)
    bare = born(patient, today)
    parts = [
        f"Bed {patient.bed}" if patient.bed else "",
        patient.banner_name,
        f"likes to be called {patient.preferred_name}" if patient.preferred_name else "",
        "similar name on the ward" if patient.id in (similar or {}) else "",
        f"born {bare}" if bare else "",
        f"NHS number {nhs_number}" if nhs_number else "",
        _legal(line),
        STATUS_LABELS[patient.status],
        f"named nurse {line.named_nurse}" if line.named_nurse else "",
        f"expected discharge {day(patient.expected_discharge_on)}" if patient.expected_discharge_on else "",
        *(f"alert: {alert.text}" for alert in patient.alerts),
        _work(line),
    ]
    return ", ".join(part for part in parts if part)


def born(patient: Patient, today: date) -> str:
    """`14 Mar 1994 (32)`; empty without a date of birth."""
    return f"{day(patient.born_on)} ({patient.age_on(today)})" if patient.born_on else ""


def _whole(words: str) -> str:
    """The same words, never broken over two lines."""
    return words.replace(" ", "\u00a0")


def _bed(line: PatientLine) -> str:
    return line.patient.bed or ""


def _place_icon(line: PatientLine) -> str | None:
    return _PLACES.get(line.patient.status, ("", ""))[0] or None


def _place_token(line: PatientLine) -> str:
    return _PLACES.get(line.patient.status, ("", "text"))[1]


def _name(line: PatientLine) -> str:
    return line.patient.banner_name


def _called(line: PatientLine) -> str:
    return line.patient.preferred_name or ""


def _nhs_number(line: PatientLine) -> str:
    return spaced_nhs_number(line.patient.nhs_number)


def _legal(line: PatientLine) -> str:
    status = legal_status(line.patient.legal_status) if line.patient.legal_status else None
    return status.label if status else ""


def _legal_chip(line: PatientLine) -> ChipFacts | None:
    code = line.patient.legal_status
    status = legal_status(code) if code else None
    if code is None or status is None:
        return None
    kind = "legal" if status.detained else "outline"
    return ChipFacts(_SHORT_LEGAL.get(code, status.label.replace("Section ", "S")), kind, accessible=status.label)


def _status(line: PatientLine) -> str:
    return STATUS_LABELS[line.patient.status]


def _status_chip(line: PatientLine) -> ChipFacts | None:
    known = _STATUS_CHIPS.get(line.patient.status)
    return ChipFacts(known[0], known[1], known[2], accessible=STATUS_LABELS[line.patient.status]) if known else None


def _quiet(_line: PatientLine) -> str:
    return "muted"


def _nurse(line: PatientLine) -> str:
    """`E Summerson`, as a ward's board has it; a title stays."""
    first, _, rest = (line.named_nurse or "").rpartition(" ")
    if not first or first.rstrip(".").casefold() in _TITLES:
        return line.named_nurse or ""
    return f"{first[0]} {rest}"


def _near_day(value: date | None, today: date) -> str:
    """`4 Dec` within half a year, else `4 Dec 2027`."""
    if value is None:
        return ""
    return f"{value.day} {short_month(value)}" if abs((value - today).days) < _HALF_A_YEAR else day(value)


def _alerts(line: PatientLine) -> str:
    return ", ".join(alert.text for alert in line.patient.alerts)


def _alert_chips(line: PatientLine) -> tuple[ChipFacts, ...]:
    """Every alert: allergies first, then what stands out. None is hidden behind a count."""
    ordered = sorted(line.patient.alerts, key=lambda alert: (not names_allergy(alert.text), not alert.stands_out))
    return tuple(
        ChipFacts(alert.text, *(("warn", "alert-triangle") if alert.stands_out else ("neutral", "info-circle")))
        for alert in ordered
    )


def _work(line: PatientLine) -> str:
    notes = {0: "", 1: "1 note not filed"}.get(line.unfiled, f"{line.unfiled} notes not filed")
    runs = {0: "", 1: "1 referral in progress"}.get(line.runs_open, f"{line.runs_open} referrals in progress")
    return ", ".join(part for part in (notes, runs) if part)


def _work_chip(line: PatientLine) -> ChipFacts | None:
    if line.unfiled:
        return ChipFacts(f"{line.unfiled} not filed", "warn", "clipboard-list", accessible=_work(line))
    if line.runs_open:
        return ChipFacts(f"{line.runs_open} started", "info", "route", accessible=_work(line))
    return None
