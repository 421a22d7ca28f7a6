"""Where the program keeps what belongs to this ward on this computer."""

import sys
from pathlib import Path

APP_FOLDER = "InpatientHub"
PORTABLE_FILE = "portable.txt"
"""Whoever puts a file of this name beside the launcher wants the ward's work beside it too."""

_LAUNCHERS = frozenset({"inpatienthub", "inpatient-hub"})


def launcher_folder(program: str = sys.executable) -> Path | None:
    """The folder of the program as it is built for Windows, with its own launcher; None where a Python on the computer
    runs it."""
    launcher = Path(program)
    return launcher.parent if launcher.stem.casefold() in _LAUNCHERS else None


def portable_folder(program: str = sys.executable) -> Path | None:
    """The data folder beside the launcher, where somebody asked for it with a file; else None."""
    beside = launcher_folder(program)
    return beside / "data" if beside is not None and (beside / PORTABLE_FILE).is_file() else None


def default_data_folder() -> Path:
    """The user's local data folder for this program: on Windows `%LOCALAPPDATA%`, which does not roam. A portable copy
    keeps it beside itself."""
    portable = portable_folder()
    if portable is not None:
        return portable
    import platformdirs  # not needed where the folder is named; it takes 2 ms of a start

    return platformdirs.user_data_path(APP_FOLDER, appauthor=False, roaming=False)


def local_pack_folder(data_folder: Path) -> Path:
    """Where a ward's own content lives; upgrades never touch it."""
    return data_folder / "packs" / "local"


def log_file(data_folder: Path) -> Path:
    """The program's log. It holds nothing about patients."""
    return data_folder / "logs" / "inpatient-hub.log"


def crash_folder(data_folder: Path) -> Path:
    """Where reports of faults are kept. They hold nothing about patients."""
    return data_folder / "crashes"


def settings_file(data_folder: Path) -> Path:
    """This computer's own choices, such as light or dark."""
    return data_folder / "settings.json"


def backup_choices_file(data_folder: Path) -> Path:
    """What was chosen about the backups once more, for the day on which the file above is lost."""
    return data_folder / "backup-choices.json"


def trust_policy_files(data_folder: Path) -> tuple[Path, ...]:
    """Where a trust's policy may lie, the weightiest first: for the whole computer (on Windows `%PROGRAMDATA%`, where
    an administrator has to own it), and in the data folder."""
    import platformdirs

    from inpatient_hub.host.machine_files import machine_folder

    name, told = "trust-policy.toml", machine_folder()
    machine = told / APP_FOLDER if told is not None else platformdirs.site_config_path(APP_FOLDER, appauthor=False)
    return (machine / name, data_folder / name)
