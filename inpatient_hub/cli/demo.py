"""`inpatient-hub demo`: fills a data folder with a fictional ward, for a trial or a benchmark."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace

from inpatient_hub.cli import output
from inpatient_hub.cli.opening import opened
from inpatient_hub.cli.wards import remember
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.settings import read_settings
from inpatient_hub.services.demo_ward import build_demo


def _demo(args: Namespace) -> int:
    with opened(args, to_write=True, make=True) as hub:
        folder = hub.place.data_folder
        if hub.wards.all():
            raise HubError(
                "The demo ward was not made",
                f"The store in {folder} holds a ward already.",
                remedy="Choose an empty folder with --data-dir.",
            )
        made = build_demo(hub, scale=args.scale)
        settings = replace(read_settings(folder), ward_id=made.ward_id, staff_id=made.staff_id, demo=True)
        remember(folder, settings)
    if args.json:
        output.data({"ward": made.ward_id, "staff": made.staff, "patients": made.patients, "notes": made.notes})
        return 0
    output.say(
        f"A fictional ward is in {folder}: {made.patients:,} patients, {made.staff} staff, {made.notes:,} notes."
    )
    output.say("Everyone on it is invented.")
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"demo": _demo}
