"""`inpatient-hub rescue`: saves what can be read of a damaged store and says what differs."""

from argparse import Namespace
from collections.abc import Callable, Mapping

from inpatient_hub.bootstrap import refuse_without_ward, rescue_store
from inpatient_hub.cli import output
from inpatient_hub.cli.backups import when
from inpatient_hub.cli.opening import folder_of
from inpatient_hub.cli.whole_folder import allowed
from inpatient_hub.domain.access import Right
from inpatient_hub.domain.rescue import ACCESS_BACK, Origin, Rescue

_WORDS = {
    Origin.BACKUP: "from the backup, without what changed since",
    Origin.LOST: "lost",
    Origin.ORPHAN: "left out, as what it belongs to is lost",
}


def _rescue(args: Namespace) -> int:
    refuse_without_ward(folder_of(args))
    may = allowed(args, Right.RESTORE_BACKUP)
    told = rescue_store(may.place, person=may.person)
    if args.json:
        output.data(_as_data(told))
        return 0
    _say(told)
    return 0


def _say(told: Rescue) -> None:
    heads = ("Records", "Saved", "From the backup", "Lost", "Left out")
    rows = [
        (one.table, f"{one.read:,}", f"{one.from_backup:,}", f"{one.lost:,}", f"{one.orphans:,}") for one in told.tables
    ]
    output.table(heads, rows)
    output.say()
    if told.backup_made_at is not None:
        output.say(f"The rest is from the backup of {when(told.backup_made_at)}.")
    if told.brings_access_back:
        output.say(ACCESS_BACK)
    if not told.is_complete:
        output.say("Some of it could not even be counted: look at the newest work on paper and in SystmOne.")
    for one in told.differences:
        output.say(f"{one.table} {one.key}: {_WORDS[one.origin]}")
    if not told.differences and told.is_complete:
        output.say("Nothing differs from the store as it was.")
    output.say(f"The damaged store is kept: {told.kept}")


def _as_data(told: Rescue) -> dict[str, object]:
    return {
        "tables": [
            {
                "table": one.table,
                "saved": one.read,
                "from_backup": one.from_backup,
                "lost": one.lost,
                "left_out": one.orphans,
            }
            for one in told.tables
        ],
        "differences": [{"table": one.table, "key": one.key, "what": one.origin.value} for one in told.differences],
        "backup_made_at": told.backup_made_at.isoformat() if told.backup_made_at else None,
        "is_complete": told.is_complete,
        "brings_access_back": told.brings_access_back,
        "kept": told.kept,
    }


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"rescue": _rescue}
