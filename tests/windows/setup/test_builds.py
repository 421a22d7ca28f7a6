"""What was built keeps to its size, is the same when it is built again, and bears a signature when one is wanted."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub import __version__
from tests.windows.setup.ward_pc import machine_of, tree, wine_path

pytestmark = pytest.mark.win32


def test_the_folder_keeps_to_its_size(built: dict[str, str]) -> None:
    assert 80_000_000 < int(built["program_bytes"]) <= 120_000_000  # with what takes it out again


def test_the_setup_keeps_to_its_size(real_setup: dict[str, Any]) -> None:
    assert real_setup["why_not"] == ""
    assert 15_000_000 < real_setup["setup_bytes"] <= 35_000_000


def test_the_setup_that_is_handed_on_starts_on_any_windows_so_that_it_can_say_no(real_setup: dict[str, Any]) -> None:
    assert machine_of(Path(wine_path(real_setup["setup"]))) == 0x14C


def test_two_builds_are_the_same_byte_for_byte(built: dict[str, str]) -> None:
    assert (built["program_differs"], built["setup_differs"]) == ("", "")


def test_setup_launchers_and_both_parts_of_the_uninstaller_are_signed_and_verify(built: dict[str, str]) -> None:
    assert built["verified"] == "setup launcher uninstaller remover"


def test_the_folder_holds_no_tool_no_qml_no_wmi_and_no_software_opengl(built: dict[str, str]) -> None:
    names = [name.lower() for name in tree(Path(wine_path(built["program"])))]
    programs = [name for name in names if name.endswith(".exe")]
    assert sorted(programs) == ["inpatient-hub.exe", "inpatienthub.exe"]
    banned = ("qml", "designer", "opengl32sw", "_wmi", "qtquick", "qt6quick", "webengine", ".pyi", "testing/")
    assert [name for name in names if any(word in name for word in banned)] == []


def test_every_licence_is_there_and_says_how_to_replace_qt(built: dict[str, str]) -> None:
    program = Path(wine_path(built["program"]))
    qt = (program / "licences" / "QT.txt").read_text(encoding="utf-8")
    assert "Lib\\site-packages\\PySide6" in qt
    assert "To be completed by whoever distributes this program" in qt
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (program / "licences" / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (program / "licences" / "GPL-3.0.txt").read_text(encoding="utf-8")
    notice = (program / "NOTICE.txt").read_text(encoding="utf-8")
    bill = json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8"))
    for component in bill["components"]:
        if str(component.get("purl", "")).startswith("pkg:pypi/"):
            spelled = notice.lower().replace("_", "-").replace(".", "-")
            line = f"{component['name'].replace('.', '-')} {component['version'].replace('.', '-')}:"
            assert line in spelled, line


def test_the_bill_names_what_is_in_no_package(built: dict[str, str]) -> None:
    program = Path(wine_path(built["program"]))
    bill = json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8"))
    versions = {one["name"]: one["version"] for one in bill["components"] if "version" in one}
    told = ("CPython", "OpenSSL", "SQLite", "SQLCipher", "Microsoft Visual C++ runtime", "NSIS", "libpq", "Qt", "PCRE2")
    for name in (*told, "libpng", "zlib", "Expat", "bzip2", "LibYAML", "Inter", "GCC runtime (libgcc)"):
        assert versions[name][0].isdigit(), name
    assert versions["CPython"].startswith("3.11.")
    untold = {one["name"] for one in bill["components"]} - set(versions)
    assert {"FreeType", "HarfBuzz", "libsodium", "libffi", "XZ Utils (liblzma)", "MinGW-w64 runtime"} <= untold
    assert all(one["licenses"] for one in bill["components"])
    crates = [one["name"] for one in bill["components"] if one["bom-ref"].startswith("pkg:cargo/")]
    assert {"pyo3", "jiter", "unicode-normalization"} <= set(crates)
    rust = (program / "licences" / "RUST.txt").read_text(encoding="utf-8")
    assert [name for name in crates if f"\n{name} " not in rust] == []


def test_no_program_or_library_is_without_a_part_of_the_bill(built: dict[str, str]) -> None:
    program = Path(wine_path(built["program"]))
    bill = json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8"))
    components = [bill["metadata"]["component"], *bill["components"]]
    places = {place["location"] for one in components for place in one.get("evidence", {}).get("occurrences", [])}
    files = {name for name in tree(program) if name.lower().endswith((".exe", ".dll", ".pyd"))}
    assert len(files) > 60
    assert sorted(files - places) == []
    for one in components:
        if "@" in one["bom-ref"] and not one["bom-ref"].startswith("pkg:") and "hashes" in one:
            [digest] = one["hashes"]
            file = program / one["bom-ref"].partition("@")[2]
            assert hashlib.sha256(file.read_bytes()).hexdigest() == digest["content"], file.name


@pytest.mark.parametrize(("launcher", "subsystem"), [("InpatientHub.exe", 2), ("inpatient-hub.exe", 3)])
def test_one_launcher_has_a_window_and_the_other_a_console(
    built: dict[str, str], launcher: str, subsystem: int
) -> None:
    data = (Path(wine_path(built["program"])) / launcher).read_bytes()
    at = int.from_bytes(data[0x3C:0x40], "little")
    assert data[at : at + 4] == b"PE\0\0"
    assert int.from_bytes(data[at + 92 : at + 94], "little") == subsystem
    for told in (
        b"PerMonitorV2",
        b"longPathAware",
        b"asInvoker",
        b">UTF-8<",
        b"{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}",
    ):
        assert told in data
    for name in ("IDI_ICON1", "ProductVersion", __version__, launcher):
        assert name.encode("utf-16-le") in data


def test_every_module_is_compiled_and_source_stays_only_where_it_is_wanted(built: dict[str, str]) -> None:
    names = tree(Path(wine_path(built["program"])))
    packages = "Lib/site-packages/"
    source = {name.removeprefix(packages) for name in names if name.endswith(".py")}
    kept = ("inpatient_hub/store/migrations/", "psycopg/", "PySide6/", "shiboken6/")
    assert [name for name in source if not name.startswith(kept)] == []
    assert {f"{packages}inpatient_hub/{name}.pyc" for name in ("__main__", "gui/app", "cli/main")} <= set(names)
    compiled = {name.replace("__pycache__/", "") for name in names if name.endswith(".pyc")}
    assert [name for name in source if packages + name.replace(".py", ".cpython-311.pyc") not in compiled] == []
    assert len(compiled) > 1_000
