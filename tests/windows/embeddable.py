"""Lays the assembled Windows Python out as python.org's embeddable zip is, for the builds that only tests use.

What is shipped is built from python.org's own zip. This one has its DLLs, from the same maker, and the library of the
Python that runs this, which may be of another patch level.
"""

import py_compile
import shutil
import sysconfig
import zipfile
from pathlib import Path

from tests.windows.windows_python import CACHE, PYTHON, fingerprint, is_made, make

STAMP = "laid-out-from.sha256"


def runtime(cache: Path = CACHE) -> Path:
    """The folder of a Python laid out like the embeddable one; it is made when there is none that fits."""
    home = make(cache)
    folder = cache / "embeddable"
    mark = fingerprint(Path(__file__).read_bytes(), (home / "python3.dll").read_bytes())
    if not is_made(folder / STAMP, mark):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for file in [*home.glob("*.dll"), *home.glob("*.pyd")]:
            if file.name != "answers.dll":
                shutil.copyfile(file, folder / file.name)
        library = Path(sysconfig.get_paths()["stdlib"])
        shutil.copyfile(library / "LICENSE.txt", folder / "LICENSE.txt")
        zip_library(library, folder / "python{}{}.zip".format(*PYTHON))
        (folder / STAMP).write_text(mark, encoding="ascii")
    return folder


def zip_library(library: Path, target: Path) -> None:
    """Compile a library into a zip without its source, as python.org does."""
    scratch = target.with_suffix(".pyc")
    never = py_compile.PycInvalidationMode.UNCHECKED_HASH
    apart = ("site-packages", "test", "tests", "lib-dynload", "__pycache__")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sorted(library.rglob("*.py")):
            name = source.relative_to(library)
            if (
                not any(part in apart or part.startswith("config-") for part in name.parts)
                and "tests" not in name.parts
            ):
                py_compile.compile(str(source), str(scratch), name.as_posix(), doraise=True, invalidation_mode=never)
                archive.write(scratch, name.with_suffix(".pyc").as_posix())
    scratch.unlink()
