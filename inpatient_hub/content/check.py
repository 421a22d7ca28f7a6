"""Checks a content pack for whoever writes one: everything that is wrong with it, at once."""

from pathlib import Path

from inpatient_hub.content.loader import problems_of
from inpatient_hub.content.problems import Problem
from inpatient_hub.host.resources import resource_path


def core_folder() -> Path:
    """The folder of the pack that ships with the program."""
    return resource_path("packs", "core")


def check_folder(folder: Path | None) -> list[Problem]:
    """Every problem of the local pack in `folder`, read as it would lie over the core pack; without a folder, every
    problem of the core pack itself. Empty when all is well."""
    if folder is not None and not folder.is_dir():
        return [Problem(folder.name or str(folder), 0, "", "There is no such folder.")]
    return problems_of(core_folder(), folder)
