"""This computer's own choices: how the window looks and who used it last."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.paths import backup_choices_file, settings_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices of this computer, none of them about a patient."""

    theme: str = "system"
    text_scale: int = 100
    """Per cent of the usual text size, 90 to 200."""
    density: str = "auto"
    ward_id: str = ""
    staff_id: str = ""
    second_backup_folder: str = ""
    """Where each backup is copied to as well, on another drive or the network; empty for nowhere."""
    no_second_place: bool = False
    """Whether somebody chose to have no second place, so that one that was there before is not missed."""
    backup_plan: Mapping[str, int] = field(default_factory=dict)
    """The ward's own numbers for its backups, by the names of `BackupPlan`, where the trust leaves them open."""
    window_place: str = ""
    """Where the window stood when it was locked, in Qt's own words as hexadecimal figures."""
    demo: bool = False
    """Whether this data folder holds the fictional ward."""


BACKUP_CHOICES = ("second_backup_folder", "no_second_place", "backup_plan")
"""What is kept in a file of its own as well: without it backups would stop going where somebody sends them."""


def read_settings(data_folder: Path) -> Settings:
    """The choices kept in this folder. A missing or damaged file gives the usual ones, but for those about the backups,
    which are kept twice; no work of the ward is in it."""
    said = _said(settings_file(data_folder))
    return Settings(**_of_right_type(_backup_choices(data_folder) if said is None else said))


def _said(file: Path) -> dict[str, Any] | None:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def _backup_choices(data_folder: Path) -> dict[str, Any]:
    kept = _said(backup_choices_file(data_folder)) or {}
    return {name: kept[name] for name in BACKUP_CHOICES if name in kept}


def _of_right_type(raw: dict[str, Any]) -> dict[str, Any]:
    usual = Settings()
    return {
        one.name: raw[one.name]
        for one in fields(Settings)
        if one.name in raw and type(raw[one.name]) is type(getattr(usual, one.name)) and _can_be(raw[one.name])
    }


def _can_be(value: object) -> bool:
    """Whether the system would take a text for a name: no system takes a null, or half a character."""
    if not isinstance(value, str):
        return True
    try:
        return b"\0" not in os.fsencode(value)
    except UnicodeEncodeError:
        return False


def change_settings(data_folder: Path, **changed: Any) -> Settings:
    """Keeps these choices and leaves all others as they stand in the file by now. Raises HubError."""
    settings = replace(read_settings(data_folder), **changed)
    write_settings(data_folder, settings)
    return settings


def write_settings(data_folder: Path, settings: Settings) -> None:
    """Keeps the choices, whole or not at all. Raises HubError when the folder cannot be written."""
    choices = {name: getattr(settings, name) for name in BACKUP_CHOICES}
    try:
        data_folder.mkdir(parents=True, exist_ok=True)
        if choices != _of_right_type(_backup_choices(data_folder)) and (any(choices.values()) or _has(data_folder)):
            _write(backup_choices_file(data_folder), choices)
        _write(settings_file(data_folder), asdict(settings))
    except OSError as error:
        raise HubError(
            "This computer's choices were not kept",
            "The data folder cannot be written to.",
            remedy="The ward's work is not affected. Ask IT for permission to write there.",
        ) from error


def _has(data_folder: Path) -> bool:
    return backup_choices_file(data_folder).exists()


def _write(path: Path, said: Mapping[str, Any]) -> None:
    unfinished = path.with_suffix(".json.new")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(json.dumps(said, indent=1))
        file.flush()
        os.fsync(file.fileno())  # else a power cut may leave an empty file under the new name
    unfinished.replace(path)
