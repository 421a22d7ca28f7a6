"""Makes the folder for a ward's work."""

from contextlib import suppress
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Makes the data folder: with the folders above it when it is the usual one, else only the last, so that a
    mistyped path is not quietly made into a new, empty ward. Nobody else may look into it. What goes wrong here the
    store says in words."""
    from inpatient_hub.host.paths import default_data_folder

    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=folder == default_data_folder(), exist_ok=True)
