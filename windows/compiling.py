"""Compiles the packages once and for all: a start is half as long with it, and nobody may write beside them later."""

import os
import py_compile
import subprocess
import sys
from pathlib import Path

from windows.packages import ROOT, CannotBuild

NEVER_CHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
"""Compiled files are taken as they are: Python neither looks at the time of their source nor writes them again."""

SOURCE_KEPT = ("inpatient_hub/store/migrations", "psycopg", "PySide6", "shiboken6")
"""What Alembic runs as source, and what is under the LGPL and written in Python, so that anyone can change it."""


def compile_apart(library: Path) -> None:
    """Compile everything below Lib that is source, in a process of its own: how a compiled file looks depends on what
    else the process holds, and on chance where that is not taken out. Raises CannotBuild."""
    environ = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-B", "-m", "windows.compiling", str(library.resolve())]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBuild(f"The packages could not be compiled:\n{done.stderr.strip()[-2_000:]}")


def compile_all(library: Path) -> None:
    """Compile what lies in site-packages. Of most packages only the compiled form stays.

    The names in tracebacks are those below Lib; with the builder's own, no two builds would be the same.
    """
    for source in sorted((library / "site-packages").rglob("*.py")):
        name = source.relative_to(library.parent).as_posix()
        keep = any(name.startswith(f"Lib/site-packages/{kept}/") for kept in SOURCE_KEPT)
        target = None if keep else str(source.with_suffix(".pyc"))
        py_compile.compile(str(source), target, name, doraise=True, invalidation_mode=NEVER_CHECKED)
        if not keep:
            source.unlink()


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]))
