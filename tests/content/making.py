"""What the tests of content stand on: the core pack, copies of it, and local packs written for one test."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from inpatient_hub.content.check import core_folder
from inpatient_hub.content.content import Content
from inpatient_hub.content.loader import load_packs

CORE = core_folder()


def core_content() -> Content:
    """The core pack as it ships."""
    return load_packs(CORE, None)


def written_pack(folder: Path, files: Mapping[str, str]) -> Path:
    """A pack of these files, each by its relative name."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8", newline="\n")
    return folder


def copied_core(folder: Path) -> Path:
    """A copy of the core pack that a test may spoil."""
    return Path(shutil.copytree(CORE, folder / "core"))


def changed(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which must occur in the file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
