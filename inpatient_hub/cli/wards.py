"""`inpatient-hub ward`: the ward and the people on it."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from inpatient_hub.bootstrap import Place, vault_of
from inpatient_hub.cli import output
from inpatient_hub.cli.opening import opened
from inpatient_hub.cli.shapes import person
from inpatient_hub.cli.signing_in import looked_at, new_pin, senior_for
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.host.settings import Settings, read_settings, write_settings


def _show(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        ward = looked_at(hub, args)
        staff = hub.wards.staff(ward.id)
        patients = hub.patients.count(ward.id)
        unfiled = len(hub.notes.unfiled(ward.id))
    if args.json:
        output.data(
            {
                "ward": {"id": ward.id, "name": ward.name},
                "staff": [person(one) for one in staff],
                "patients": patients,
                "unfiled_notes": unfiled,
            }
        )
        return 0
    output.say(f"{ward.name}  {ward.id}")
    output.say(f"Shifts: {', '.join(_shift(shift) for shift in ward.shifts)}")
    output.say(f"On the ward: {patients:,}. Notes copied and not yet filed: {unfiled:,}.")
    output.say()
    output.table(("ID", "Name", "Role"), [(one.id, one.name, one.role) for one in staff])
    return 0


def _shift(shift: Shift) -> str:
    return f"{shift.name} {shift.starts:%H:%M} to {shift.ends:%H:%M}"


def _set_up(args: Namespace) -> int:
    with opened(args, to_write=True, make=True) as hub:
        senior_for(hub, args)
        secret = new_pin(args) if args.sign_in == "pin" else None
        made = hub.wards.set_up(ward_name=args.name, person_name=args.person, person_role=args.role, secret=secret)
        folder = hub.place.data_folder
        settings = read_settings(folder)
        if not settings.ward_id:
            remember(folder, replace(settings, ward_id=made.ward.id, staff_id=made.person.id))
        recovery_key = _unwritten_recovery_key(hub.place)
    if args.json:
        ward = {"id": made.ward.id, "name": made.ward.name}
        output.data({"ward": ward, "person": person(made.person), "recovery_key": recovery_key})
        return 0
    output.say(f"{made.ward.name} is set up. Its first person is {made.person.signature}.")
    output.say(f"Ward {made.ward.id}, person {made.person.id}.")
    if recovery_key is not None:
        output.say(f"Recovery key: {recovery_key}")
        output.aside(_KEEP_IT)
    return 0


_KEEP_IT = (
    "Write the recovery key on paper and keep it where the ward keeps its keys, away from this computer: it is the way "
    "back when no admin can sign in. 'inpatient-hub lock recovery-key' asks for it back."
)


def _unwritten_recovery_key(place: Place) -> str | None:
    """The recovery key of the place's lock, as long as nobody has typed it back."""
    if place.database_url or place.key is None:
        return None
    return vault_of(place).unwritten_recovery_key(place.key)


def remember(folder: Path, settings: Settings) -> None:
    """Keeps this computer's choices. Raises HubError when they cannot be written; what is in the store stands."""
    try:
        write_settings(folder, settings)
    except OSError:
        raise HubError(
            "The ward is saved, but this computer could not note that it is the one in use",
            f"The settings in {folder} cannot be written.",
            remedy="Ask IT for permission to write there; until then name the ward and yourself with --ward and --by.",
        ) from None


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"show": _show, "set-up": _set_up}
