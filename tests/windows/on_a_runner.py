"""Readies the tests of the setup on a real Windows, after `dev.py installer` has built it there.

Writes build/windows/setups.json, which names the setup, the program folder, an older setup and what runs a script
inside the program. Under Wine tests/windows/setups.py does this.
"""

import json
import shutil
import zipfile
from pathlib import Path

from tests.windows.older import make_older
from windows.__main__ import BUILD, PROGRAM
from windows.compilers import mingw
from windows.packages import run, say
from windows.program import size_of
from windows.setup import Wanted

STARTER = Path(__file__).with_name("python.c")


def ready(built: Path = BUILD) -> Path:
    """Make what is missing beside the setup, and return the file that names everything."""
    [setup] = built.glob("*-setup.exe")
    program = built / PROGRAM
    [dll] = program.glob("python3??.dll")
    starter, older = built / "starter.exe", built / "older" / "older.exe"
    run(mingw("gcc"), "-O2", "-s", "-municode", f'-DPYTHON_DLL=L"{dll.name}"', "-o", starter, STARTER)
    make_older(program, older, Wanted(fast=True))
    [packed] = built.glob("*-portable.zip")
    stick = built / "Stick of ward 7, Höhe"
    shutil.rmtree(stick, ignore_errors=True)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(stick)
    made = {"portable": stick / PROGRAM, "setup": setup, "program": program, "older": older, "starter": starter}
    told = {"program_bytes": str(size_of(program))} | {name: str(path.resolve()) for name, path in made.items()}
    file = built / "setups.json"
    file.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return file


if __name__ == "__main__":
    say(f"Wrote {ready()}")
