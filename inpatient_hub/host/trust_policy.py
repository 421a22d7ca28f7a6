"""Reads what the trust allows on this computer: from Windows' registry, and from a short TOML file that IT puts there.

Of two places that set the same thing the weightier counts: the registry's key for the whole computer, then the file for
the whole computer (else the one in the data folder), then the registry's key for this user.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.domain.lock_troubles import PolicyUnreadable
from inpatient_hub.domain.locking import TrustPolicy, Way
from inpatient_hub.domain.retention_plan import RetentionPlan
from inpatient_hub.host.machine_files import is_of_the_machine
from inpatient_hub.host.paths import trust_policy_files
from inpatient_hub.host.policy_registry import MACHINE, USER, Winreg, policy_in, this_computers
from inpatient_hub.host.policy_table import BY_NAME, TABLES
from inpatient_hub.host.policy_values import Layer, WrongValue, checked

NOT_ITS_OWN = "it belongs to a user of this computer and not to its administrators: IT has to put it there anew"
_MOST_BYTES = 64 * 1024
_OWN_NAMES = {
    "store.database_url": "database_url",
    "readiness.profile": "readiness_profile",
    "backups.second_folder": "second_backup_folder",
    "updates.notice": "update_notice",
    "updates.folder": "update_folder",
}
"""Settings that the policy calls otherwise than their key."""


def read_trust_policy(data_folder: Path, winreg: Callable[[], Winreg | None] = this_computers) -> TrustPolicy:
    """What the trust allows; where it says nothing, the usual. Raises PolicyUnreadable, which lists every problem: a
    policy that cannot be read is not passed over."""
    found = (policy_in(MACHINE, winreg), _file_policy(data_folder), policy_in(USER, winreg))
    layers = [layer for layer in found if layer is not None]
    said: dict[str, Any] = {}
    for layer in reversed(layers):
        said.update(layer.said)
    _check_ways(layers, said)
    faulty = [layer for layer in layers if layer.problems]
    if faulty:
        more = [f"{layer.place}: {problem}" for layer in faulty[1:] for problem in layer.problems]
        raise PolicyUnreadable(faulty[0].place, (*faulty[0].problems, *more))
    return _policy(said, tuple(layer.place for layer in layers if layer.said))


def _policy(said: Mapping[str, Any], places: tuple[str, ...]) -> TrustPolicy:
    by_table: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    own = {_OWN_NAMES[name]: value for name, value in said.items() if name in _OWN_NAMES}
    for name, value in said.items():
        if name not in _OWN_NAMES:
            table, _, key = name.partition(".")
            by_table[table][key] = value
    return TrustPolicy(
        **by_table["unlock"],
        **by_table["lock"],
        **own,
        backups=BackupPlan(**by_table["backups"]),
        retention=RetentionPlan(**by_table["retention"]),
        fixed=frozenset(said),
        places=places,
    )


def _check_ways(layers: Sequence[Layer], said: Mapping[str, Any]) -> None:
    """A lock has to be made with something. The place that counts is the one that is told."""
    ways = said.get("unlock.ways")
    if ways is not None and not {Way.KEYRING, Way.PASSPHRASE} & ways:
        layer = next(layer for layer in layers if "unlock.ways" in layer.said)
        layer.problems.append(f"{layer.name_of(BY_NAME['unlock.ways'])} has to allow 'keyring' or 'passphrase'")


def _file_policy(data_folder: Path) -> Layer | None:
    """What the weightier file says; None where there is none."""
    machine, *others = trust_policy_files(data_folder)
    for file in (machine, *others):
        try:
            with file.open("rb") as opened:
                text = opened.read(_MOST_BYTES + 1)
            if file == machine and not is_of_the_machine(file):
                return Layer(str(file), {}, [NOT_ITS_OWN])
        except FileNotFoundError:
            continue
        except OSError as error:
            return Layer(str(file), {}, [error.strerror or "it cannot be opened"])
        return _read(file, text)
    return None


def _read(file: Path, text: bytes) -> Layer:
    import tomllib  # most computers have no such file

    layer = Layer(str(file), {}, [])
    if len(text) > _MOST_BYTES:
        layer.problems.append("it is far too long")
        return layer
    try:
        tables = tomllib.loads(text.decode("utf-8-sig"))  # PowerShell 5 and old Notepads put a mark first
    except (ValueError, RecursionError) as error:
        layer.problems.append(f"it is not TOML ({error})")
        return layer
    for name, table in tables.items():
        if name in TABLES and isinstance(table, dict):
            _read_table(layer, name, table)
        else:
            layer.problems.append(f"'{name}' is not one of {_listed_tables()}")
    return layer


def _read_table(layer: Layer, name: str, table: Mapping[str, Any]) -> None:
    for key, value in table.items():
        setting = BY_NAME.get(f"{name}.{key}")
        if setting is None:
            layer.problems.append(f"{name}.{key} is not known")
            continue
        try:
            layer.said[setting.name] = checked(setting, value)
        except WrongValue as wrong:
            layer.problems.append(f"{setting.name} has to be {wrong}")


def _listed_tables() -> str:
    *first, last = (f"[{table}]" for table in TABLES)
    return f"{', '.join(first)} and {last}"
