"""The fictional wards that are measured on, made once a run in a folder that is removed at its end."""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.folder_keyring import FOLDER, use_folder_keyring
from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.host.log import stop_log
from inpatient_hub.host.settings import read_settings, write_settings
from inpatient_hub.services.demo_ward import build_demo

LARGE = 250
"""Times the usual ward: 5,000 patients and 20,000 notes."""


class Wards:
    """Data folders by the size of their ward, each made when first asked for."""

    def __init__(self, *, large: int = LARGE) -> None:
        self._stack = ExitStack()
        self._folder = Path(
            self._stack.enter_context(
                tempfile.TemporaryDirectory(prefix="inpatient-hub-bench-", ignore_cleanup_errors=True)
            )
        )
        os.environ[FOLDER] = str(self._folder / "keyring")
        self._stack.callback(use_folder_keyring())
        self._large = large
        self._made: dict[int, Path] = {}

    @property
    def compiled(self) -> Path:
        """The folder where the Python of the measured programs keeps what it compiled."""
        return self._folder / "compiled"

    def file(self, name: str, text: str) -> Path:
        """A file of this name with this text, beside the wards."""
        file = self._folder / name
        file.write_text(text, encoding="utf-8")
        return file

    def once(self, name: str, make: Callable[[Path], Path]) -> Path:
        """A further folder of this name beside the wards, made when first asked for."""
        folder = self._folder / name
        return folder if folder.exists() else make(folder)

    def usual(self) -> Path:
        """The data folder of a ward of twenty patients, as it is after a day's use."""
        return self._ward(1)

    def large(self) -> Path:
        """The data folder of the large ward."""
        return self._ward(self._large)

    def another(self, name: str) -> Path:
        """A further ward of twenty patients, under this name, to be made more of."""
        return self._built(self._folder / name, 1)

    def _ward(self, scale: int) -> Path:
        if scale not in self._made:
            self._made[scale] = self._built(self._folder / f"ward-{scale}", scale)
        return self._made[scale]

    def _built(self, folder: Path, scale: int) -> Path:
        say(f"Making a ward of {20 * scale:,} patients")
        hub = open_hub(Place(data_folder=folder))
        try:
            made = build_demo(hub, scale=scale)
        finally:
            hub.close()
            stop_log()
        settings = replace(read_settings(folder), ward_id=made.ward_id, staff_id=made.staff_id, demo=True)
        write_settings(folder, settings)
        return folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()


def opened(folder: Path) -> tuple[Hub, str]:
    """(the application on this folder with its nurse signed in, the id of its ward). The caller closes it."""
    hub = open_hub(Place(data_folder=folder))
    settings = read_settings(folder)
    hub.sign_in.sign_in(settings.staff_id)
    return hub, settings.ward_id


def say(line: str) -> None:
    """One line of progress, away from the figures."""
    print(line, file=sys.stderr, flush=True)
