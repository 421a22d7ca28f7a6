"""Everything but the window works on a computer that has no Qt."""

import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub import __version__
from tests.architecture.source import PACKAGE, ROOT

WITHOUT_QT = """
import importlib, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "shibokensupport"}:
            raise ModuleNotFoundError(f"No module named {name!r}, for the sake of this test", name=name)

sys.meta_path.insert(0, NoQt())
sys.path.insert(0, sys.argv.pop(1))
"""

IMPORT_EACH = WITHOUT_QT + "for name in sys.argv[1:]: importlib.import_module(name)"

RUN_THE_CLI = WITHOUT_QT + "from inpatient_hub.cli.main import main; sys.exit(main(sys.argv[1:]))"

RUN_BY_ALEMBIC_ONLY = "inpatient_hub.store.migrations.env"


def modules_without_gui(package: Path) -> list[str]:
    """Name every module of a package except those of the window."""
    names = []
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package.parent).with_suffix("").parts
        if parts[1] != "gui" and all(part.isidentifier() for part in parts):
            names.append(".".join(parts).removesuffix(".__init__"))
    return [name for name in names if name != RUN_BY_ALEMBIC_ONLY]


def python(code: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh Python that finds the package under `root`."""
    command = [sys.executable, "-P", "-c", code, str(root), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)


def test_every_module_but_the_window_imports_without_qt() -> None:
    done = python(IMPORT_EACH, ROOT, *modules_without_gui(PACKAGE))
    assert done.returncode == 0, done.stderr


def test_the_command_line_runs_without_qt() -> None:
    done = python(RUN_THE_CLI, ROOT, "--version")
    assert done.returncode == 0, done.stderr
    assert __version__ in done.stdout


@pytest.mark.parametrize("offence", ["import PySide6.QtCore", "from shiboken6 import isValid"])
def test_a_module_that_needs_qt_outside_the_window_is_seen(tmp_path: Path, offence: str) -> None:
    for file, text in {"__init__.py": "", "gui.py": "import PySide6", "notes.py": offence}.items():
        (tmp_path / "hub").mkdir(exist_ok=True)
        (tmp_path / "hub" / file).write_text(text, encoding="utf-8")
    done = python(IMPORT_EACH, tmp_path, "hub", "hub.notes")
    assert done.returncode == 1
    assert "for the sake of this test" in done.stderr
    assert python(IMPORT_EACH, tmp_path, "hub").returncode == 0
