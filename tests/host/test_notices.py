"""Everything that ships is named with its licence, and the list is the one of pyproject.toml."""

import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev
from inpatient_hub.host import notices as told
from inpatient_hub.host.notices import NOTICE_FILE, SHIPPED, notices


def closure() -> set[str]:
    """Every package that pyproject.toml asks for, and what those ask for, on this computer."""
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    open_ones = [Requirement(text) for text in (*project["dependencies"], *project["optional-dependencies"]["gui"])]
    found: set[str] = set()
    while open_ones:
        asked = open_ones.pop()
        name = canonicalize_name(asked.name)
        if name in found or (asked.marker is not None and not asked.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        extras = [""] if not asked.extras else list(asked.extras)
        for text in metadata.requires(asked.name) or ():
            inner = Requirement(text)
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                open_ones.append(inner)
    return found


def test_the_list_names_everything_that_the_program_stands_on() -> None:
    assert closure() - {canonicalize_name(name) for name in SHIPPED} == set()


def test_each_is_told_with_its_version_and_its_licence() -> None:
    text = notices()
    assert f"SQLAlchemy {metadata.version('SQLAlchemy')}: MIT" in text
    assert "PySide6_Essentials" in text
    assert "LGPL" in text
    assert [line.split()[0] for line in text.splitlines() if line.endswith("see its own notice")] == ["sqlcipher3"]
    assert "GNU Lesser General Public License" in text


def test_a_program_built_for_windows_shows_the_list_it_was_built_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "launcher_folder", lambda: tmp_path)
    assert "SQLAlchemy" in notices()
    (tmp_path / NOTICE_FILE).write_text("All of it.", encoding="utf-8")
    assert notices() == "All of it."
