"""Finds the files that ship with the program: icons, fonts, style, content packs and help."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def _root() -> Path:
    """Return the folder of shipped files: inside the package when installed, beside it in a checkout."""
    # Plain paths rather than importlib.resources: the program is always installed as files, and
    # that module costs several milliseconds of every start.
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as ``resource_path("icons", "bed.svg")``.

    Raises FileNotFoundError when the installation lacks it.
    """
    path = _root().joinpath(*parts)
    if not path.exists():
        name = "/".join(parts)
        raise FileNotFoundError(f"The installation lacks {name}. Install the program again.")
    return path
