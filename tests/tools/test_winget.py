"""The winget manifests have the form that winget asks for, as far as it can be told without its schema.

Names and kinds are those of Microsoft's page on manifests of version 1.10; the schema itself is not in the repository.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import dev
from inpatient_hub import __version__

FOLDER = dev.ROOT / "windows" / "winget"
NAME = "InpatientHub.InpatientHub"
FILES = {"version": f"{NAME}.yaml", "defaultLocale": f"{NAME}.locale.en-GB.yaml", "installer": f"{NAME}.installer.yaml"}
REQUIRED = {
    "version": {"DefaultLocale"},
    "defaultLocale": {"PackageLocale", "Publisher", "PackageName", "License", "ShortDescription"},
    "installer": {"Installers"},
}
RESPONSES = {
    *("packageInUse", "packageInUseByApplication", "installInProgress", "fileInUse", "missingDependency", "diskFull"),
    *("insufficientMemory", "invalidParameter", "noNetwork", "contactSupport", "rebootRequiredToFinish"),
    *("rebootRequiredForInstall", "rebootInitiated", "cancelledByUser", "alreadyInstalled", "downgrade"),
    *("blockedByPolicy", "systemNotSupported", "custom"),
}


def manifest(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / FILES[kind]).read_text(encoding="utf-8"))
    return found


def test_there_are_the_three_files_and_no_other() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(FILES.values())


@pytest.mark.parametrize("kind", FILES)
def test_each_says_what_it_is_about(kind: str) -> None:
    told = manifest(kind)
    assert told["PackageIdentifier"] == NAME
    assert told["PackageVersion"] == __version__
    assert (told["ManifestType"], told["ManifestVersion"]) == (kind, "1.10.0")
    assert REQUIRED[kind] <= set(told)
    first = (FOLDER / FILES[kind]).read_text(encoding="utf-8").splitlines()[0]
    assert first.endswith(f"winget-manifest.{kind}.1.10.0.schema.json")


def test_it_can_be_installed_for_one_and_for_all() -> None:
    told = manifest("installer")
    assert told["InstallerType"] == "nullsoft"
    scopes = {one["Scope"]: one for one in told["Installers"]}
    assert set(scopes) == {"user", "machine"}
    assert scopes["machine"]["InstallerSwitches"]["Custom"] == "/AllUsers"
    assert "Custom" not in scopes["user"]["InstallerSwitches"]
    for one in scopes.values():
        assert one["Architecture"] == "x64"
        assert one["InstallerSwitches"]["Silent"] == "/S"
        assert one["InstallerUrl"].startswith("https://")
        assert one["InstallerUrl"].endswith(f"InpatientHub-{__version__}-x64-setup.exe")
        assert re.fullmatch(r"[0-9A-F]{64}", one["InstallerSha256"])
    assert scopes["user"]["InstallerSha256"] == scopes["machine"]["InstallerSha256"]


def test_every_code_of_the_setup_has_a_meaning_of_winget() -> None:
    codes = {one["InstallerReturnCode"]: one["ReturnResponse"] for one in manifest("installer")["ExpectedReturnCodes"]}
    assert set(codes.values()) <= RESPONSES
    assert set(codes) == codes_of_the_script() - {0, 2, 740}  # done, and for what winget has no word


def test_the_page_for_it_has_every_code_of_the_setup_and_no_other() -> None:
    page = (dev.ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)} == codes_of_the_script()


def codes_of_the_script() -> set[int]:
    """The exit codes that the setup gives, and the two that are NSIS' own: done, and ended by the person."""
    parts = (dev.ROOT / "installer.nsi", *(dev.ROOT / "windows" / "installer").glob("*.nsh"))
    script = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    numbers = {name: int(code) for name, code in re.findall(r"^!define (\w+) (\d+)$", script, re.MULTILINE)}
    given = set(re.findall(r"(?:insertmacro Refuse|SetErrorLevel) \$\{(\w+)\}", script)) - {"CODE"}
    return {0, 1, *(numbers[name] for name in given)}


def test_a_hash_that_was_not_filled_in_installs_nothing() -> None:
    hashes = {one["InstallerSha256"] for one in manifest("installer")["Installers"]}
    assert hashes == {"0" * 64}, "fill the hash in where it is published, not in the repository"


def test_no_file_has_keys_that_stand_twice() -> None:
    for name in FILES.values():
        lines = Path(FOLDER / name).read_text(encoding="utf-8").splitlines()
        top = [line.partition(":")[0] for line in lines if re.match(r"[A-Z]", line)]
        assert len(top) == len(set(top)), name
