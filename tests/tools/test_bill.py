"""The bill of materials of the Windows folder leaves nothing out, and says so where it cannot know."""

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from windows import bill
from windows.bill import UNTOLD, write_bill
from windows.notices import HERE, write_notices
from windows.packages import CannotBuild, Requirement
from windows.parts import INSIDE, OURS, PACKAGES, WHOLE

OUR_WORDS = {
    "Microsoft's terms for its redistributable files",
    "Public domain",
    "Terms of the International Color Consortium",
    "Terms of LCS/Telegraphics",
}
"""Licences that SPDX has no name for."""

IN_RUST = {
    "components": [
        {
            "name": "jiter",
            "version": "0.18.0",
            "author": "Somebody <one@example.org>",
            "purl": "pkg:cargo/jiter@0.18.0",
            "licenses": [{"expression": "MIT OR Apache-2.0"}],
            "hashes": [{"alg": "SHA-256", "content": "ab" * 32}],
        }
    ]
}


@dataclass(frozen=True)
class Stage:
    """A program folder with a file for every part, and one package beside them."""

    program: Path
    wheel: Path

    def package(self, digest: str = "") -> Requirement:
        """The package as the lock has it, by the digest of its wheel unless told otherwise."""
        digest = digest or hashlib.sha256(self.wheel.read_bytes()).hexdigest()
        return Requirement(
            "some-thing", f"some-thing==1.2 --hash=sha256:{'0' * 64} --hash=sha256:{digest}", frozenset()
        )

    def bill(self, digest: str = "") -> dict[str, Any]:
        """The bill of it, each component by its reference."""
        file = self.program.parent / "sbom.cdx.json"
        write_bill(file, self.program, [self.package(digest)], [self.wheel], "0.1.0")
        text = file.read_text(encoding="utf-8")
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
        return {one["bom-ref"]: one for one in json.loads(text)["components"]}


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(bill, "version_of_makensis", lambda: "3.12")
    program = tmp_path / "InpatientHub"
    for part in (*WHOLE, *INSIDE):
        file = program / re.sub(r"\[(.)[^]]*\]", r"\1", part.where).replace("*", "1")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\0" + b"1.3.1\0 expat_2.6.0\0")
    info = program / PACKAGES / "some_thing-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: some-thing\nVersion: 1.2\nLicense-Expression: ISC\n", encoding="utf-8")
    (info / "LICENSE").write_text("As you like.", encoding="utf-8")
    wheel = tmp_path / "some_thing-1.2-cp311-cp311-win_amd64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("some_thing/own.pyd", "")
        archive.writestr("some_thing-1.2.dist-info/sboms/own.cyclonedx.json", json.dumps(IN_RUST))
    (program / PACKAGES / "some_thing").mkdir()
    (program / PACKAGES / "some_thing" / "own.pyd").write_bytes(b"")
    return Stage(program, wheel)


def test_every_licence_is_named_as_spdx_names_it_or_has_no_name_there(stage: Stage) -> None:
    licences = [each.get("license", {}) for one in stage.bill().values() for each in one["licenses"]]
    words = [licence["name"] for licence in licences if "name" in licence]
    assert set(words) == OUR_WORDS  # the schema that the bill was held to refuses an id that SPDX does not know


def test_a_package_bears_the_digest_of_its_wheel_and_no_other_wheel_is_taken(stage: Stage) -> None:
    package = stage.bill()["pkg:pypi/some-thing@1.2"]
    assert package["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(stage.wheel.read_bytes()).hexdigest()}]
    with pytest.raises(CannotBuild, match=r"not the wheel that requirements\.lock holds"):
        stage.bill("f" * 64)


def test_what_a_wheel_tells_of_its_rust_is_in_the_bill(stage: Stage) -> None:
    crate = stage.bill()["pkg:cargo/jiter@0.18.0"]
    assert (crate["version"], crate["licenses"]) == ("0.18.0", [{"expression": "MIT OR Apache-2.0"}])
    assert crate["hashes"][0]["content"] == "ab" * 32
    assert crate["evidence"]["occurrences"] == [{"location": f"{PACKAGES}/some_thing/own.pyd"}]


def test_a_version_is_read_from_the_file_or_said_to_be_untold(stage: Stage) -> None:
    parts = stage.bill()
    assert parts["zlib@python301.dll"]["version"] == "1.3.1"
    assert parts["Expat@pyexpat.pyd"]["cpe"] == "cpe:2.3:a:libexpat_project:libexpat:2.6.0:*:*:*:*:*:*:*"
    assert parts["Expat@pyexpat.pyd"]["purl"] == "pkg:generic/libexpat@2.6.0"
    [setup_maker] = [one for name, one in parts.items() if name.startswith("NSIS@")]
    assert setup_maker["cpe"].startswith("cpe:2.3:a:nullsoft:nullsoft_scriptable_install_system:")
    untold = parts["XZ Utils (liblzma)@_lzma.pyd"]
    assert "purl" not in untold
    assert ("version" in untold, "cpe" in untold, untold["description"]) == (False, False, UNTOLD)


def test_a_whole_file_bears_its_digest_and_a_part_inside_one_does_not(stage: Stage) -> None:
    parts = stage.bill()
    file = stage.program / "libffi-1.dll"
    assert parts["libffi@libffi-1.dll"]["hashes"][0]["content"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert "hashes" not in parts["libmpdec@_decimal.pyd"]


@pytest.mark.parametrize("name", ["some_thing/theirs.dll", "other/own.pyd", "some_thing/tool.EXE"])
def test_a_program_or_library_that_no_part_names_stops_the_build(stage: Stage, name: str) -> None:
    (stage.program / PACKAGES / name).parent.mkdir(exist_ok=True)
    (stage.program / PACKAGES / name).write_bytes(b"")
    with pytest.raises(CannotBuild, match=f"No part of the bill names {PACKAGES}/{name}"):
        stage.bill()


def test_a_part_that_is_no_longer_there_stops_the_build(stage: Stage) -> None:
    (stage.program / "_lzma.pyd").unlink()
    with pytest.raises(CannotBuild, match="XZ Utils"):
        stage.bill()


def test_the_notices_name_every_part_and_the_licences_hold_its_text(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("The licence of Python", encoding="utf-8")
    write_notices(stage.program, stage.program / PACKAGES, tmp_path, [stage.wheel])
    notice = (stage.program / "NOTICE.txt").read_text(encoding="utf-8")
    parts = {part.name: part.licence for part in (*WHOLE, *INSIDE)}
    assert [name for name, licence in parts.items() if f"\n{name}: {licence}\n" not in notice] == []
    texts = " ".join(" ".join(file.read_text(encoding="utf-8").split()) for file in HERE.glob("*.txt"))
    with_their_own = {"CPython", "Inter", "Tabler Icons"}
    assert [name for name in parts if name not in texts and name not in with_their_own] == []
    rust = (stage.program / "licences" / "RUST.txt").read_text(encoding="utf-8")
    assert "\nInside some_thing:\njiter 0.18.0: MIT OR Apache-2.0. Somebody <one@example.org>\n" in rust


def test_the_two_launchers_are_ours(stage: Stage) -> None:
    stage.bill()
    ours = json.loads((stage.program.parent / "sbom.cdx.json").read_text(encoding="utf-8"))["metadata"]["component"]
    assert ours["evidence"]["occurrences"] == [{"location": name} for name in OURS]
