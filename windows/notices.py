"""Gathers the licences of everything that is shipped into one folder, with a list that names each."""

import shutil
from collections.abc import Iterable
from email.parser import HeaderParser
from pathlib import Path

from windows.crates import crate_lines
from windows.packages import ROOT, CannotBuild
from windows.parts import INSIDE, WHOLE

HERE = Path(__file__).resolve().parent / "licences"
FOLDER = "licences"

OURS = {
    "INPATIENT HUB.txt": ROOT / "LICENSE",
    "INTER (the letters).txt": ROOT / "resources" / "fonts" / "OFL.txt",
    "TABLER (the icons).txt": ROOT / "resources" / "icons" / "LICENSE",
}

UNSAID = {"sqlcipher3": "Zlib"}
"""Licences that a package ships as a text alone, without a word of it in its description."""

_UNDER_LGPL = ("pyside6-essentials", "shiboken6", "psycopg", "psycopg-binary")
"""Their packages carry no text of their licence, or only their own notice: it lies beside, once for all."""


def write_notices(program: Path, packages: Path, runtime: Path, wheels: Iterable[Path]) -> None:
    """Write NOTICE.txt and the folder of licences into the program folder. The wheels tell what lies inside some.

    Raises CannotBuild when a package says of itself under which licence it is and brings no text of it.
    """
    folder = program / FOLDER
    folder.mkdir()
    for file in sorted(HERE.glob("*.txt")):
        shutil.copyfile(file, folder / file.name)
    for name, file in OURS.items():
        shutil.copyfile(file, folder / name)
    shutil.copyfile(python_licence(runtime), folder / "PYTHON.txt")
    with (folder / "RUST.txt").open("a", encoding="utf-8") as rust:
        rust.writelines(f"{line}\n" for line in crate_lines(wheels))
    lines = [_package(one, folder / "packages") for one in sorted(packages.glob("*.dist-info"))]
    (program / "NOTICE.txt").write_text(_notice(lines), encoding="utf-8", newline="\r\n")


def python_licence(runtime: Path) -> Path:
    """The licence that comes with the runtime."""
    for name in ("LICENSE.txt", "LICENSE"):
        if (runtime / name).is_file():
            return runtime / name
    raise CannotBuild("The Python that was given has no LICENSE.txt, which must be shipped with it.")


def named_licence(info: Path) -> tuple[str, str, str]:
    """A package's name, version and licence, from its own description."""
    told = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    short = str(told["License"] or "").strip().splitlines()[:1]
    said = told["License-Expression"] or ", ".join(classified) or (short[0] if short else "")
    return str(told["Name"]), str(told["Version"]), str(said or UNSAID.get(str(told["Name"]), ""))


def _package(info: Path, folder: Path) -> str:
    """Move one package's licences; the line about it for the list."""
    name, version, licence = named_licence(info)
    texts = [file for file in sorted(info.rglob("*")) if file.is_file() and _is_licence(file.relative_to(info))]
    if not texts and name.lower().replace("_", "-") not in _UNDER_LGPL:
        raise CannotBuild(f"The package {name} brings no text of its licence. Add it in windows/notices.py.")
    for file in texts:
        if "COMMERCIAL" in file.name.upper():
            continue  # Qt is taken under its other licence
        target = folder / name / "-".join(part for part in file.relative_to(info).parts if part != "licenses")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, target.with_name(f"{target.name}.txt" if not target.suffix else target.name))
    shutil.rmtree(info / "licenses", ignore_errors=True)
    return f"{name} {version}: {licence or 'see its licence'}"


def _is_licence(path: Path) -> bool:
    name = path.name.upper()
    return "licenses" in path.parts[:-1] or name.startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS"))


def _notice(lines: list[str]) -> str:
    head = (
        "Inpatient Hub\n\nCopyright the Inpatient Hub contributors, under the MIT licence, without any warranty.\n\n"
        "This program uses Qt under the GNU Lesser General Public License, version 3: you may replace it by a version\n"
        "of your own. How, and where its source is, is told in licences\\QT.txt.\n\n"
        "It is built on these works of others. Their licences are in the folder licences, and every version that a\n"
        "file tells in sbom.cdx.json.\n\n"
    )
    parts = dict.fromkeys(f"{part.name}: {part.licence}\n" for part in (*WHOLE, *INSIDE))
    return head + "".join(parts) + "NSIS: Zlib AND CPL-1.0\n" + "".join(f"{line}\n" for line in lines)
