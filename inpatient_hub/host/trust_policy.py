"""Reads what the trust allows on this computer: a short TOML file that IT puts in place."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inpatient_hub.domain.backups import PLAN_LIMITS, BackupPlan
from inpatient_hub.domain.lock_troubles import PolicyUnreadable
from inpatient_hub.domain.locking import TrustPolicy, Way
from inpatient_hub.domain.retention_plan import RetentionPlan
from inpatient_hub.host.paths import trust_policy_files

_LIMITS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "unlock": {"passphrase_length": (8, 128), "pin_length": (4, 16), "pin_tries": (1, 10)},
    "lock": {"idle_minutes": (1, 60)},
    "backups": PLAN_LIMITS,
    "retention": {
        "patient_months": (1, 360),
        "in_error_months": (1, 360),
        "staff_months": (12, 360),
        "audit_months": (12, 360),
    },
}
"""The numbers of each table, each from and to what makes sense."""

_MOST_BYTES = 64 * 1024


def read_trust_policy(data_folder: Path) -> TrustPolicy:
    """What the trust allows: from the file for the whole computer where there is one, else from the data folder, else
    the usual. Raises PolicyUnreadable, which lists every problem: a policy that cannot be read is not passed over."""
    for file in trust_policy_files(data_folder):
        try:
            with file.open("rb") as opened:
                text = opened.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise PolicyUnreadable(file, (error.strerror or "it cannot be opened",)) from None
        return _read(file, text)
    return TrustPolicy()


def _read(file: Path, text: bytes) -> TrustPolicy:
    if len(text) > _MOST_BYTES:
        raise PolicyUnreadable(file, ("it is far too long",))
    try:
        said = tomllib.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PolicyUnreadable(file, (f"it is not TOML ({error})",)) from None
    problems = _unknown(said)
    numbers = {table: _numbers(said, table, problems) for table in _LIMITS}
    ways = _ways(said, problems)
    if problems:
        raise PolicyUnreadable(file, tuple(problems))
    return TrustPolicy(
        ways=ways,
        **numbers["unlock"],
        **numbers["lock"],
        backups=BackupPlan(**numbers["backups"]),
        retention=RetentionPlan(**numbers["retention"]),
        fixed=frozenset(f"{name}.{key}" for name, table in said.items() for key in table),
    )


def _unknown(said: Mapping[str, Any]) -> list[str]:
    problems = []
    for name, table in said.items():
        known = {*_LIMITS.get(name, ()), *(("ways",) if name == "unlock" else ())}
        if not known or not isinstance(table, dict):
            problems.append(f"'{name}' is not one of [unlock], [lock], [backups] and [retention]")
        else:
            problems += [f"{name}.{key} is not known" for key in table if key not in known]
    return problems


def _numbers(said: Mapping[str, Any], name: str, problems: list[str]) -> dict[str, int]:
    table = said.get(name)
    found: dict[str, int] = {}
    for key, (least, most) in _LIMITS[name].items():
        if not isinstance(table, dict) or key not in table:
            continue
        value = table[key]
        if type(value) is int and least <= value <= most:
            found[key] = value
        else:
            problems.append(f"{name}.{key} has to be a whole number from {least} to {most}")
    return found


def _ways(said: Mapping[str, Any], problems: list[str]) -> frozenset[Way]:
    table = said.get("unlock")
    if not isinstance(table, dict) or "ways" not in table:
        return frozenset(Way)
    names = table["ways"]
    if not isinstance(names, list) or not all(isinstance(name, str) and name in set(Way) for name in names):
        problems.append(f"unlock.ways has to be a list of {', '.join(repr(way.value) for way in Way)}")
        return frozenset(Way)
    if not {Way.KEYRING, Way.PASSPHRASE} & set(names):
        problems.append("unlock.ways has to allow 'keyring' or 'passphrase'")
    return frozenset(Way(name) for name in names)
