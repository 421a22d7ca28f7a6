"""Each wall stands in the project as it is, and its checker sees it broken when somebody breaks it."""

from collections.abc import Iterable

import pytest

from tests.architecture import walls
from tests.architecture.source import ROOT, Breach, Source, package_sources, project_sources

RESOURCES = ROOT / "resources"


def listed(breaches: Iterable[Breach]) -> str:
    return "\n".join(str(breach) for breach in breaches)


def in_package(check: walls.Check) -> str:
    return listed(breach for source in package_sources() for breach in check(source))


def texts(*endings: str) -> list[tuple[str, str]]:
    files = [file for file in sorted(RESOURCES.rglob("*")) if file.suffix in endings]
    return [(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files]


# As the project is


@pytest.mark.parametrize("check", walls.PACKAGE_CHECKS, ids=lambda check: check.__name__)
def test_the_package_keeps_inside_the_wall(check: walls.Check) -> None:
    assert in_package(check) == ""


@pytest.mark.parametrize("check", walls.PROJECT_CHECKS, ids=lambda check: check.__name__)
def test_the_project_keeps_inside_the_wall(check: walls.Check) -> None:
    assert listed(breach for source in project_sources() for breach in check(source)) == ""


def test_style_sheets_name_their_colours() -> None:
    assert listed(breach for path, text in texts(".qss") for breach in walls.stray_style_colours(path, text)) == ""


def test_nothing_a_person_reads_holds_a_long_dash() -> None:
    files = [(source.path, source.text) for source in package_sources()] + texts(".yaml", ".yml", ".html", ".j2", ".md")
    assert listed(breach for path, text in files for breach in walls.long_dashes(path, text)) == ""


def test_every_file_of_the_package_is_looked_at() -> None:
    looked_at = {source.path for source in package_sources()}
    assert {"inpatient_hub/__init__.py", "inpatient_hub/host/clock.py", "inpatient_hub/domain/notes.py"} <= looked_at


# As somebody might break it

USES = [
    ("services/tasks.py", "from datetime import datetime\nnow = datetime.now()", "the clock"),
    ("services/tasks.py", "from datetime import date as day\nday.today()", "the clock"),
    ("services/tasks.py", "import datetime as d\nd.datetime.utcnow()", "the clock"),
    ("host/log.py", "import time\ntime.time()", "the clock"),
    ("host/log.py", "from time import time", "the clock"),
    ("gui/pages/today/page.py", "from PySide6.QtCore import QDate\nQDate.currentDate()", "the clock"),
    ("store/tasks.py", "from sqlalchemy import func\nfunc.now()", "the clock"),
    ("cli/notes.py", "print('done')", "printing"),
    ("services/tasks.py", "import sys\nsys.stdout.write('done')", "printing"),
    ("content/loader.py", "import yaml", "YAML"),
    ("content/loader.py", "from yaml import safe_load", "YAML"),
    ("host/settings.py", "from platformdirs import user_data_path", "the computer's folders"),
    ("gui/icons.py", "from importlib.resources import files", "shipped files"),
    ("gui/icons.py", "from importlib import resources", "shipped files"),
    ("services/backup.py", "import subprocess", "other programs"),
    ("services/backup.py", "import os\nos.system('x')", "other programs"),
    ("gui/app.py", "from PySide6.QtCore import QProcess", "other programs"),
    ("readiness/rules.py", "import winreg", "the operating system"),
    ("services/backup.py", "import ctypes.util", "the operating system"),
    ("services/backup.py", "from nacl.secret import Aead", "cryptography"),
    ("store/keys/vault.py", "import nacl.bindings", "cryptography"),
    ("store/keys/vault.py", "import keyring\nkeyring.get_password('a', 'b')", "the system's keyring"),
    ("gui/app.py", "import time\ntime.sleep(1)", "waiting"),
    ("gui/app.py", "import platform\nplatform.system()", "a question that Python puts to WMI"),
    (
        "cli/window.py",
        "import importlib\nimportlib.import_module('inpatient_hub.gui.app')",
        "imports that no linter sees",
    ),
    ("cli/window.py", "__import__('inpatient_hub.gui.app')", "imports that no linter sees"),
]


@pytest.mark.parametrize(("file", "text", "thing"), USES)
def test_a_thing_used_outside_its_home_is_seen(file: str, text: str, thing: str) -> None:
    breaches = list(walls.outside_home(Source(f"inpatient_hub/{file}", text)))
    assert [breach.why.partition(":")[0] for breach in breaches][-1:] == [thing]


@pytest.mark.parametrize("home", [home for home in walls.HOMES if home.files], ids=lambda home: home.thing)
def test_a_thing_used_in_its_home_is_allowed(home: walls.Home) -> None:
    text = f"import {home.names[0]}" if home.thing != "printing" else "print()"
    path = home.files[-1].replace("*", "windows")
    assert list(home.breaches(Source(path, text))) == []
    assert len(list(home.breaches(Source("inpatient_hub/services/tasks.py", text)))) == 1


@pytest.mark.parametrize("name", [name for home in walls.HOMES for name in home.names])
def test_every_name_with_a_home_is_seen_outside_it(name: str) -> None:
    module, _, last = name.rpartition(".")
    text = f"from {module} import {last} as other" if module else f"{name}()"
    if name in {"yaml", "platformdirs", "subprocess", "multiprocessing", "ctypes", "winreg", "asyncio", "runpy"}:
        text = f"import {name} as other"
    assert len(list(walls.outside_home(Source("inpatient_hub/services/tasks.py", text)))) == 1


IMPURITIES = [
    "import os",
    "from pathlib import Path",
    "import sqlite3",
    "import yaml",
    "import tomllib",
    "import logging",
    "import socket",
    "import time",
    "import random",
    "from uuid import uuid4",
    "from . import notes",
    "from inpatient_hub.host.clock import SystemClock",
    "text = open('notes.txt')",
    "print('a note')",
]


@pytest.mark.parametrize("text", IMPURITIES)
def test_a_domain_that_touches_the_world_is_seen(text: str) -> None:
    assert len(list(walls.impure_domain(Source("inpatient_hub/domain/notes.py", text)))) == 1


@pytest.mark.parametrize("text", ["import re", "from datetime import date", "import inpatient_hub.domain.notes"])
def test_a_pure_domain_is_left_alone(text: str) -> None:
    assert list(walls.impure_domain(Source("inpatient_hub/domain/notes.py", text))) == []


def test_a_page_that_sets_a_style_sheet_is_seen() -> None:
    text = "def show(self):\n    self.setStyleSheet('x')\n"
    assert [b.line for b in walls.stray_style(Source("inpatient_hub/gui/pages/notes/page.py", text))] == [2]
    assert list(walls.stray_style(Source("inpatient_hub/gui/theme.py", text))) == []


def test_an_item_asked_of_a_layout_is_found() -> None:
    text = "class Flow(QLayout):\n    def itemAt(self, at): ...\nitem = row.layout().itemAt(0)\n"
    assert [b.line for b in walls.held_items(Source("inpatient_hub/gui/widgets/row.py", text))] == [3]


def test_a_forced_turn_of_the_event_loop_is_seen() -> None:
    text = "from PySide6.QtWidgets import QApplication as A\nA.processEvents()\n"
    assert [b.line for b in walls.stray_style(Source("inpatient_hub/gui/theme.py", text))] == [2]


@pytest.mark.parametrize("text", ["ink = '#005EB8'", "f'color: #fff; {x}'", "QColor('#80ffffff')"])
def test_a_colour_outside_the_tokens_is_seen(text: str) -> None:
    assert len(list(walls.stray_colours(Source("inpatient_hub/gui/widgets/chip.py", text)))) == 1
    assert list(walls.stray_colours(Source("inpatient_hub/gui/tokens.py", text))) == []


@pytest.mark.parametrize(
    "text", ["x = '&#8217;'", "x = '#heading'", "x = 'Bed #1'", "def blue():\n    '''As #005EB8.'''"]
)
def test_text_that_only_looks_like_a_colour_is_left_alone(text: str) -> None:
    assert list(walls.stray_colours(Source("inpatient_hub/gui/widgets/chip.py", text))) == []


def test_a_colour_in_a_style_sheet_is_seen() -> None:
    text = "/* blue is #005EB8; */\nQWidget:hover #bed { color: {ink}; }\nQLabel {\n  border: 1px solid #abc;\n}\n"
    assert [breach.line for breach in walls.stray_style_colours("resources/style/hub.qss", text)] == [4]


def test_a_file_that_outgrew_its_reader_is_seen() -> None:
    lines = "x = 1\n" * walls.MOST_LINES
    assert list(walls.too_long(Source("inpatient_hub/gui/app.py", lines))) == []
    assert len(list(walls.too_long(Source("inpatient_hub/gui/app.py", lines + "x = 1\n")))) == 1


def test_a_file_named_for_nothing_is_seen() -> None:
    assert len(list(walls.vague_name(Source("inpatient_hub/services/utils.py", "")))) == 1


@pytest.mark.parametrize("dash", ["\u2013", "\u2014"])
def test_a_long_dash_is_seen(dash: str) -> None:
    assert [breach.line for breach in walls.long_dashes("a.yaml", f"one\ntwo {dash} three")] == [2]


def test_a_broken_copy_of_a_real_file_is_seen() -> None:
    real = Source.read(ROOT / "inpatient_hub" / "domain" / "notes.py")
    broken = Source(real.path, real.text + "\nimport os\n")
    assert list(walls.impure_domain(real)) == []
    assert [breach.line for breach in walls.impure_domain(broken)] == [len(real.text.splitlines()) + 2]
