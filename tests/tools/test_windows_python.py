"""The Windows Python for the tests is put together from what the lock says, and from nothing else."""

import re
import zipfile
from pathlib import Path

import pytest

from tests.windows import run, windows_python
from tests.windows.windows_python import LOCK, ROOT, forwards, is_made, locked, needed, unpack_interpreter

SMALL_LOCK = """\
# Every package.
alembic==1.20.1 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via inpatient-hub (pyproject.toml)
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{a}
    # via pytest
mako==1.4.3 \\
    --hash=sha256:{b}
    # via
    #   alembic
    #   another
mypy==2.4.1 \\
    --hash=sha256:{b}
    # via inpatient-hub (pyproject.toml:dev)
pytest==9.2.0 \\
    --hash=sha256:{a}
    # via
    #   inpatient-hub (pyproject.toml:dev)
    #   pytest-qt
pytest-qt==4.5.0 \\
    --hash=sha256:{a}
    # via inpatient-hub (pyproject.toml:dev)
""".format(a="a" * 64, b="b" * 64)

OBJDUMP = """\
[Ordinal/Name Pointer] Table
\t[   0] PyArg_Parse
\t[   1] _PyObject_New
\t[  12] +base[  13]  0000 Py_Main
\t[  14] something_else
The Function Table: Py_NotAName
"""

PROJECT = '[project]\ndependencies = ["alembic>=1.17", "icmplib>=3; sys_platform != \'win32\'"]\n'


def test_a_lock_is_read_with_every_hash_and_without_conditions() -> None:
    packages = {one.name: one for one in locked(SMALL_LOCK)}
    assert list(packages) == ["alembic", "colorama", "mako", "mypy", "pytest", "pytest-qt"]
    assert packages["alembic"].pinned == f"alembic==1.20.1 --hash=sha256:{'a' * 64} --hash=sha256:{'b' * 64}"
    assert packages["colorama"].pinned == f"colorama==0.4.6 --hash=sha256:{'a' * 64}"
    assert packages["mako"].via == {"alembic", "another"}


def test_what_the_program_and_its_tests_need_is_taken_with_all_that_needs() -> None:
    assert [one.name for one in needed(SMALL_LOCK, PROJECT)] == ["alembic", "colorama", "mako", "pytest"]


def test_the_real_lock_gives_all_of_it_and_no_window() -> None:
    packages = needed(LOCK.read_text(encoding="utf-8"), (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {one.name for one in packages}
    assert {"pydantic", "pydantic-core", "psutil", "sqlalchemy", "tzdata", "pytest", "hypothesis", "colorama"} <= names
    assert not {"pyside6-essentials", "shiboken6", "mypy", "ruff", "icmplib", "pytest-qt"} & names
    assert all(re.fullmatch(r"\S+==\S+( --hash=sha256:[0-9a-f]{64})+", one.pinned) for one in packages)


def test_the_interpreter_too_is_pinned_by_its_hash() -> None:
    assert re.fullmatch(r"panda3d==\S+ --hash=sha256:[0-9a-f]{64}", windows_python.PANDA3D)


def test_python3_dll_passes_on_every_name_of_the_real_one() -> None:
    lines = forwards(OBJDUMP, "python311").splitlines()
    assert lines[:2] == ["LIBRARY python3.dll", "EXPORTS"]
    assert lines[2:] == [
        "  PyArg_Parse = python311.PyArg_Parse",
        "  Py_Main = python311.Py_Main",
        "  _PyObject_New = python311._PyObject_New",
    ]


def test_only_the_interpreter_is_taken_out_of_its_wheel(tmp_path: Path) -> None:
    wheel = tmp_path / "panda3d.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("python311.dll", "_ssl.pyd", "api-ms-win-crt-heap-l1-1-0.dll", "tcl86t.dll", "_wmi.pyd"):
            archive.writestr(f"deploy_libs/{name}", name)
        archive.writestr("panda3d/core.pyd", "a game")
        archive.writestr("deploy_libs/../outside.dll", "elsewhere")
    home = tmp_path / "python"
    home.mkdir()
    unpack_interpreter(wheel, home)
    assert sorted(one.name for one in home.iterdir()) == ["_ssl.pyd", "python311.dll"]
    assert not (tmp_path / "outside.dll").exists()


def test_what_was_made_from_something_else_is_made_again(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    assert not is_made(stamp, "new")
    stamp.write_text("old", encoding="ascii")
    assert not is_made(stamp, "new")
    stamp.write_text("new", encoding="ascii")
    assert is_made(stamp, "new")


def test_a_missing_program_is_told_before_anything_is_fetched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(run.shutil, "which", lambda name: None if name == "wine" else f"/usr/bin/{name}")
    monkeypatch.setattr(run, "make", lambda: pytest.fail("it went on"))
    assert run.main([]) == 1
    assert "There is no wine; dev.py names the packages" in capsys.readouterr().err


def test_the_windows_sees_little_of_the_persons_own_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "CACHE", tmp_path)
    for name in ("SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "PYTHONPATH", "http_proxy"):
        monkeypatch.setenv(name, "theirs")
    environment = run.wine_environment(":7")
    assert "theirs" not in environment.values()
    assert environment["HOME"] == str(tmp_path / "home")
    assert environment["WINEPREFIX"] == str(tmp_path / "prefix")
