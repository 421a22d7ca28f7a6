"""The floors hold in the project, and import-linter sees each of them broken in a small copy of it."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]

SOUND = {
    "__init__.py": "",
    "__main__.py": "from inpatient_hub.cli.main import main",
    "bootstrap.py": "from inpatient_hub.store import database\nfrom inpatient_hub.services import tasks",
    "cli/__init__.py": "",
    "cli/main.py": "from inpatient_hub import bootstrap\nfrom inpatient_hub.cli import window\nmain = bootstrap",
    "cli/window.py": "def show():\n    from inpatient_hub.gui.app import main\n    main()",
    "content/__init__.py": "",
    "content/yaml_file.py": "import yaml\nfrom inpatient_hub.host import clock",
    "domain/__init__.py": "",
    "domain/notes.py": "import re",
    "gui/__init__.py": "",
    "gui/app.py": "import PySide6.QtWidgets\nimport inpatient_hub.bootstrap\nimport inpatient_hub.gui.pages.notes.page",
    "gui/pages/__init__.py": "",
    "gui/pages/notes/__init__.py": "",
    "gui/pages/notes/page.py": "from PySide6.QtWidgets import QWidget",
    "gui/pages/today/__init__.py": "",
    "gui/pages/today/page.py": "from inpatient_hub.services import tasks",
    "host/__init__.py": "",
    "host/clock.py": "from inpatient_hub.domain import notes",
    "readiness/__init__.py": "",
    "readiness/probe.py": "from inpatient_hub.store import database",
    "services/__init__.py": "",
    "services/tasks.py": "from inpatient_hub.content import yaml_file\nfrom inpatient_hub.domain import notes",
    "store/__init__.py": "",
    "store/database.py": "import sqlalchemy.orm\nfrom inpatient_hub.services import tasks",
    "store/driver.py": "from sqlcipher3 import dbapi2",
}
"""A small package in which every floor stands on the ones below it."""

FLOORS, QT, SQL, FRONT_ENDS, PURE, PAGES = (
    "floors",
    "qt-only-in-gui",
    "sql-only-in-store",
    "front-ends-use-bootstrap",
    "domain-is-pure",
    "pages-stand-alone",
)

BROKEN = [
    ("bootstrap.py", "import inpatient_hub.gui.app", FLOORS),
    ("readiness/probe.py", "import inpatient_hub.bootstrap", FLOORS),
    ("store/database.py", "import inpatient_hub.readiness.probe", FLOORS),
    ("services/tasks.py", "import inpatient_hub.store.database", FLOORS),
    ("content/yaml_file.py", "import inpatient_hub.services.tasks", FLOORS),
    ("host/clock.py", "import inpatient_hub.content.yaml_file", FLOORS),
    ("domain/notes.py", "import inpatient_hub.host.clock", FLOORS),
    ("gui/app.py", "import inpatient_hub.cli.main", FLOORS),
    ("cli/main.py", "import inpatient_hub.gui.app", FLOORS),
    ("shared.py", "import re", FLOORS),
    ("cli/main.py", "from PySide6.QtWidgets import QApplication", QT),
    ("services/tasks.py", "def late():\n    import shiboken6", QT),
    ("services/tasks.py", "import sqlalchemy", SQL),
    ("bootstrap.py", "from alembic import command", SQL),
    ("gui/app.py", "import sqlcipher3", SQL),
    ("store/database.py", "import sqlcipher3", SQL),
    ("store/driver.py", "import sqlite3", SQL),
    ("host/clock.py", "def late():\n    import psycopg", SQL),
    ("gui/pages/today/page.py", "import inpatient_hub.store.database", FRONT_ENDS),
    ("cli/main.py", "def late():\n    from inpatient_hub.store import database", FRONT_ENDS),
    ("domain/notes.py", "import os", PURE),
    ("domain/notes.py", "import yaml", PURE),
    ("gui/pages/today/page.py", "import inpatient_hub.gui.pages.notes.page", PAGES),
    ("gui/pages/today/page.py", "import inpatient_hub.gui.app", PAGES),
]


def write_package(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / "inpatient_hub" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n", encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> tuple[set[str], str]:
    """Run import-linter in a folder; returns the ids of the contracts it finds broken, and all it said."""
    command = [sys.executable, "-c", LINT, "--no-cache", "--no-logo"]
    environ = {**os.environ, "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=120)
    said = done.stdout + done.stderr
    assert re.search(r"Contracts: \d+ kept, \d+ broken", said), said
    reported = set(re.findall(r"^(.+) BROKEN\b", said, re.MULTILINE))
    broken = {one["id"] for one in CONFIG["contracts"] if one["name"] in reported}
    assert bool(broken) == bool(done.returncode), said
    return broken, said


def test_the_floors_hold_in_the_project() -> None:
    broken, said = lint(ROOT)
    assert broken == set(), said


def test_the_floors_hold_in_a_sound_package(tmp_path: Path) -> None:
    broken, said = lint(write_package(tmp_path, SOUND))
    assert broken == set(), said


@pytest.mark.parametrize(("file", "text", "contract"), BROKEN)
def test_a_broken_floor_is_seen(tmp_path: Path, file: str, text: str, contract: str) -> None:
    broken, said = lint(write_package(tmp_path, SOUND | {file: f"{SOUND.get(file, '')}\n{text}"}))
    assert contract in broken, said


def test_every_contract_is_broken_by_some_test() -> None:
    assert {contract for _, _, contract in BROKEN} == {one["id"] for one in CONFIG["contracts"]}


def test_only_the_lazy_import_of_the_window_crosses_the_floors() -> None:
    floors = next(one for one in CONFIG["contracts"] if one["id"] == FLOORS)
    assert floors["exhaustive"]
    assert floors["ignore_imports"] == ["inpatient_hub.cli.window -> inpatient_hub.gui.app"]
