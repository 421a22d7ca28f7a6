"""No code of the package lets text or bytes from outside act: no eval, no pickle, no shell, no unguarded XML."""

import tomllib

import pytest

from tests.architecture.dangers import NOWHERE, dangers
from tests.architecture.source import ROOT, Source, package_sources
from tests.architecture.test_linters import findings

RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]


def test_no_file_of_the_package_uses_what_is_dangerous() -> None:
    assert [str(breach) for source in package_sources() for breach in dangers(source)] == []


DANGEROUS = [
    ("eval(text)", "text that becomes code"),
    ("exec(text)", "text that becomes code"),
    ("import pickle", "bytes that become objects"),
    ("from pickle import loads", "bytes that become objects"),
    ("import yaml\nyaml.load(text, Loader=yaml.SafeLoader)", "YAML that becomes objects"),
    ("from yaml import FullLoader", "YAML that becomes objects"),
    ("import xml.etree.ElementTree as ET", "XML, whose entities reach out or swell"),
    ("import tempfile\ntempfile.mktemp()", "names of files that can be guessed"),
    ("import subprocess as s\ns.run(text, shell=True)", "a shell"),
    ("import subprocess as s\ns.run(text, shell=asked)", "a shell"),
    ("import os\nos.popen(text)", "a shell"),
    ("from urllib.request import urlopen", "sending over the web or by post"),
    ("archive.extractall(folder)", "archives that write where they like"),
    ("import hashlib\nhashlib.md5(b'')", "sums that no longer protect"),
    ("import random", "chance that can be foreseen"),
    ("from jinja2 import Environment", "templates without a sandbox"),
]


@pytest.mark.parametrize(("text", "thing"), DANGEROUS)
def test_a_danger_is_seen(text: str, thing: str) -> None:
    assert thing in [breach.why.partition(":")[0] for breach in dangers(Source("inpatient_hub/store/keys/x.py", text))]


@pytest.mark.parametrize("name", [name for home in NOWHERE for name in home.names])
def test_every_dangerous_name_is_seen(name: str) -> None:
    module, _, last = name.rpartition(".")
    text = f"from {module} import {last} as other" if module else f"import {name} as other"
    assert list(dangers(Source("inpatient_hub/services/tasks.py", text)))


@pytest.mark.parametrize(
    "text",
    ["import re\nre.compile('x')", "app.exec()", "from urllib.parse import urlsplit", "run(command, shell=False)"],
)
def test_what_only_sounds_dangerous_is_left_alone(text: str) -> None:
    assert list(dangers(Source("inpatient_hub/store/tasks.py", text))) == []


def test_every_security_rule_of_ruff_is_on_for_the_package() -> None:
    assert "S" in RUFF["select"]
    assert [rule for rule in RUFF["ignore"] if rule.startswith("S") and rule[1:].isdigit()] == []
    let_off = {
        path: [rule for rule in rules if rule == "S" or (rule.startswith("S") and rule[1:].isdigit())]
        for path, rules in RUFF["per-file-ignores"].items()
        if path.startswith("inpatient_hub")
    }
    # The domain and the words of the commands name the ways in; in the window a token is a colour of the design.
    assert {path: rules for path, rules in let_off.items() if rules} == {
        "inpatient_hub/cli/*_words.py": ["S105"],
        "inpatient_hub/domain/*.py": ["S105"],
        "inpatient_hub/gui/**": ["S105", "S106", "S107"],
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("password = 'hunter2'", "S105"),
        ("open_store(password='hunter2')", "S106"),
        ("import random\n\nx = random.random()", "S311"),
        ("import hashlib\n\nx = hashlib.md5(b'')", "S324"),
        ("x = f'SELECT a FROM b WHERE c = {d}'", "S608"),
        ("try:\n    f()\nexcept OSError:\n    pass", "SIM105"),
        ("assert x", "S101"),
    ],
)
def test_ruff_sees_what_is_unsafe(text: str, rule: str) -> None:
    assert rule in [code for code, _ in findings(f'"""Tasks."""\n\n{text}\n')]
