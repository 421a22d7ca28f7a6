"""What a rescue saved and what differs, in words a ward can check against its paper."""

from datetime import datetime

from inpatient_hub.domain.rescue import ACCESS_BACK, Difference, Origin, Rescue, TableSaved
from inpatient_hub.gui.backup_words import Local, when

_RECORDS = {
    "wards": "Wards",
    "staff": "Staff",
    "patients": "Patients",
    "runs": "Referrals",
    "notes": "Notes",
    "tasks": "Tasks",
    "audit_events": "Audit trail",
    "staff_secrets": "Sign-in secrets",
    "emergency_accesses": "Emergency openings",
}
_ORIGINS = {
    Origin.BACKUP: "From the backup, without what changed since",
    Origin.LOST: "Lost",
    Origin.ORPHAN: "Left out, as what it belongs to is lost",
}


def records_words(table: str) -> str:
    """What is kept in a table."""
    return _RECORDS.get(table) or table.replace("_", " ").capitalize()


def origin_words(difference: Difference) -> str:
    """What became of a record."""
    return _ORIGINS[difference.origin]


def summary(told: Rescue) -> str:
    """One sentence: how much differs."""
    count = len(told.differences)
    if not count and told.is_complete:
        return "Everything could be read. Nothing differs from the store as it was."
    if not count:
        return "What could be counted is all there. Part of the store could not even be counted."
    records = "1 record is" if count == 1 else f"{count:,} records are"
    return f"{records} not as before; the list names each of them."


def table_line(saved: TableSaved) -> tuple[str, ...]:
    """(records, read, from the backup, lost, left out) of a table."""
    return (
        records_words(saved.table),
        f"{saved.read:,}",
        f"{saved.from_backup:,}",
        f"{saved.lost:,}",
        f"{saved.orphans:,}",
    )


TABLE_HEADS = ("Records", "Read", "From the backup", "Lost", "Left out")


def backup_line(told: Rescue, local: Local) -> str:
    """Where the rest comes from; empty when nothing was wanting."""
    if not told.differences and told.is_complete:
        return ""
    if told.backup_made_at is None:
        return "There was no sound backup to take the rest from."
    access = f" {ACCESS_BACK}" if told.brings_access_back else ""
    return f"What could not be read is from the backup of {when(local(told.backup_made_at))}.{access}"


def rescue_text(told: Rescue, at: datetime, local: Local) -> str:
    """All of it as plain text, to be saved or printed. It names records by their numbers, and nobody."""
    lines = [f"Inpatient Hub: what differs after the rescue of {when(at)}", "", summary(told), backup_line(told, local)]
    if not told.is_complete:
        lines.append("Part of it could not even be counted: compare the newest work with SystmOne and the paper.")
    lines += [f"The damaged store is kept: {told.kept}", ""]
    rows = [TABLE_HEADS, *(table_line(saved) for saved in told.tables)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(TABLE_HEADS))]
    lines += ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if told.differences:
        lines += ["", "Each record that is not as before"]
        lines += [f"{records_words(one.table)} {one.key}: {origin_words(one)}" for one in told.differences]
    return "\n".join(lines) + "\n"
