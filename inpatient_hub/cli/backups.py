"""`inpatient-hub backup`: makes backups, lists them, and says where each is copied to as well."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from inpatient_hub.bootstrap import Hub, check_second, record_second_place, refuse_without_ward, trust_policy_of
from inpatient_hub.cli import output
from inpatient_hub.cli.opening import folder_of, opened
from inpatient_hub.cli.signing_in import somebody_for
from inpatient_hub.cli.wards import remember
from inpatient_hub.cli.whole_folder import allowed
from inpatient_hub.domain.access import Right
from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.host.settings import read_settings
from inpatient_hub.services.backups import BackupLine, made_for


def when(moment: datetime) -> str:
    """A moment on the ward's clock: `20 Nov 2026, 14:05`."""
    local = SystemClock().local(moment)
    return f"{local.day} {short_month(local)} {local:%Y, %H:%M}"


def as_data(line: BackupLine) -> dict[str, Any]:
    """A backup for a program."""
    return {"name": line.name, "label": line.label, "made_at": line.made_at.isoformat(), "size": line.size}


def _warn_of_low_room(hub: Hub) -> None:
    for low in hub.backups.low_room():
        output.aside(low.one_line())


def _list(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        somebody_for(hub, args)
        lines = hub.backups.all()
        _warn_of_low_room(hub)
    if args.json:
        output.data({"backups": [as_data(line) for line in lines]})
        return 0
    if not lines:
        output.say("There is no backup yet.")
        return 0
    rows = [(when(line.made_at), made_for(line.label), f"{line.size / 1e6:.1f} MB", line.name) for line in lines]
    output.table(("Made", "What for", "Size", "Name"), rows)
    return 0


def _now(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        somebody_for(hub, args)
        made = hub.backups.make()
        _warn_of_low_room(hub)
    if args.json:
        fault = made.second_fault.title if made.second_fault else ""
        output.data(as_data(made.line) | {"second_fault": fault})
    else:
        output.say(f"A backup was made and checked: {made.line.name}")
    if made.second_fault is not None:
        raise made.second_fault
    return 0


def _second_place(args: Namespace) -> int:
    place = folder_of(args)
    refuse_without_ward(place)
    folder = place.data_folder
    settings = read_settings(folder)
    by_trust = trust_policy_of(place).second_backup_folder
    if not args.folder:
        output.say(by_trust or settings.second_backup_folder or "There is no second place.")
        return 0
    if by_trust:
        raise HubError(
            "The second place was not set",
            f"Your trust has set it for this computer: {by_trust}.",
            remedy="Ask IT if it is not the right one.",
        )
    found = allowed(args, Right.WARD_SETTINGS)
    chosen = "" if args.folder == "none" else str(Path(args.folder).absolute())
    if chosen and not Path(chosen).is_dir():
        raise HubError(
            "The second place was not set",
            f"There is no folder at {chosen}.",
            remedy="Make the folder, or connect the drive, and try again.",
        )
    if chosen:
        check_second(place, chosen)
    remember(folder, replace(settings, second_backup_folder=chosen, no_second_place=not chosen))
    record_second_place(found.place, settings.second_backup_folder, chosen, person=found.person)
    output.aside(f"Each backup is copied to {chosen} as well." if chosen else "Backups are no longer copied elsewhere.")
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"list": _list, "now": _now, "second-place": _second_place}
