"""Builds the program folder and the setup for Windows: python3 dev.py installer --runtime FOLDER_OR_ZIP."""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from inpatient_hub import __version__
from windows.compilers import old_makensis
from windows.packages import ROOT, CannotBuild, say
from windows.portable import make_zip
from windows.program import MOST_BYTES as MOST_PROGRAM_BYTES
from windows.program import size_of, stage
from windows.setup import MOST_BYTES as MOST_SETUP_BYTES
from windows.setup import Wanted, make_setup

BUILD = ROOT / "build" / "windows"
PROGRAM = "InpatientHub"


def setup_name(version: str) -> str:
    """The file that is handed on."""
    return f"InpatientHub-{version}-x64-setup.exe"


def zip_name(version: str) -> str:
    """The copy that needs no setup."""
    return f"InpatientHub-{version}-x64-portable.zip"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py installer", description="Builds the program folder and the setup for Windows.", allow_abbrev=False
    )
    parser.add_argument(
        "--runtime",
        required=True,
        type=Path,
        metavar="FOLDER_OR_ZIP",
        help="python.org's embeddable Python for 64-bit Windows, of the same version as the Python that builds",
    )
    parser.add_argument("--out", type=Path, default=BUILD, metavar="FOLDER", help="where to build (build/windows)")
    parser.add_argument("--no-setup", action="store_true", help="stop when the program folder is made")
    parser.add_argument("--portable", action="store_true", help="also pack the folder into a zip that needs no setup")
    parser.add_argument("--fast", action="store_true", help="compress quickly rather than well, to try things out")
    parser.add_argument("--stub64", action="store_true", help="a setup of 64 bits, for a Wine without its 32-bit part")
    parser.add_argument(
        "--sign",
        default="",
        metavar="COMMAND",
        help="a command that signs the file named behind it: what nobody has signed, the uninstaller, the setup",
    )
    return parser


def build(args: argparse.Namespace) -> Path:
    """Build what was asked for; the setup, or the program folder where no setup is wanted. Raises CannotBuild."""
    program: Path = args.out / PROGRAM
    stage(args.runtime, program, args.out / "wheels", __version__, args.sign)
    _within("The program folder", size_of(program), MOST_PROGRAM_BYTES)
    if args.portable:
        say("Packing the portable copy")
        make_zip(program, args.out / zip_name(__version__))
        _write_digest(args.out / zip_name(__version__))
    if args.no_setup:
        return program
    setup: Path = args.out / setup_name(__version__)
    if (told := old_makensis()) and not args.fast:
        say(told)
    say("Compiling the setup (a minute or two)")
    make_setup(program, setup, __version__, Wanted(args.fast, args.stub64, args.sign))
    if not args.fast:
        _within("The setup", setup.stat().st_size, MOST_SETUP_BYTES)
    _write_digest(setup)
    return setup


def _write_digest(file: Path) -> None:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_name(f"{file.name}.sha256").write_text(f"{digest}  {file.name}\n", encoding="ascii", newline="\n")


def _within(what: str, size: int, most: int) -> None:
    say(f"{what}: {size / 1_000_000:.1f} MB of at most {most / 1_000_000:.0f}")
    if size > most:
        raise CannotBuild(f"{what} is too large. What grew is seen in windows/trimming.py and requirements.lock.")


def main(arguments: Sequence[str]) -> int:
    """Build, and say where it lies; 1 when it could not be built."""
    args = _parser().parse_args(arguments)
    try:
        say(f"Built {build(args)}")
    except CannotBuild as problem:
        say(f"Nothing was built. {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
