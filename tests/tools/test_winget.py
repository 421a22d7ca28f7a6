"""The winget manifests have the form that winget asks for.

Names, kinds and limits are those of winget's own schemas of version 1.10.0, said here in our words; the schemas
themselves are not in the repository. Where a folder with them is named by WINGET_SCHEMAS, the manifests are also held
to them as they stand: docs/deploy.md tells how.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import dev
from inpatient_hub import __version__

FOLDER = dev.ROOT / "windows" / "winget"
NAME = "InpatientHub.InpatientHub"
FILES = {"version": f"{NAME}.yaml", "defaultLocale": f"{NAME}.locale.en-GB.yaml", "installer": f"{NAME}.installer.yaml"}
SCHEMAS = os.environ.get("WINGET_SCHEMAS", "")
WITH_SCHEMAS = pytest.mark.skipif(not SCHEMAS, reason="WINGET_SCHEMAS names no folder with winget's schemas")

REQUIRED = {
    "version": {"DefaultLocale"},
    "defaultLocale": {"PackageLocale", "Publisher", "PackageName", "License", "ShortDescription"},
    "installer": {"Installers"},
}
LENGTHS = {
    "PackageIdentifier": (3, 128),
    "PackageVersion": (1, 128),
    "DefaultLocale": (2, 20),
    "PackageLocale": (2, 20),
    "Publisher": (2, 256),
    "PackageName": (2, 256),
    "License": (3, 512),
    "ShortDescription": (3, 256),
    "Moniker": (1, 40),
    "MinimumOSVersion": (1, 23),
    "ProductCode": (1, 255),
    "InstallerUrl": (8, 2048),
    "InstallerSha256": (64, 64),
    "Silent": (1, 512),
    "SilentWithProgress": (1, 512),
    "Custom": (1, 2048),
}
"""The shortest and the longest that each text may be."""

ONE_OF = {
    "InstallerType": {
        *("msix", "msi", "appx", "exe", "zip", "inno", "nullsoft", "wix", "burn", "pwa", "portable"),
        *("advinstExe", "advinstMsi"),
    },
    "Architecture": {"x86", "x64", "arm", "arm64", "neutral"},
    "Scope": {"user", "machine"},
    "UpgradeBehavior": {"install", "uninstallPrevious", "deny"},
    "ElevationRequirement": {"elevationRequired", "elevationProhibited", "elevatesSelf"},
    "ReturnResponse": {
        *("packageInUse", "packageInUseByApplication", "installInProgress", "fileInUse", "missingDependency"),
        *("diskFull", "insufficientMemory", "invalidParameter", "noNetwork", "contactSupport"),
        *("rebootRequiredToFinish", "rebootRequiredForInstall", "rebootInitiated", "cancelledByUser"),
        *("alreadyInstalled", "downgrade", "blockedByPolicy", "systemNotSupported", "custom"),
    },
    "Platform": {"Windows.Desktop", "Windows.Universal"},
    "InstallModes": {"interactive", "silent", "silentWithProgress"},
}
"""The words that may stand there, or in the list there."""

_NAMED = r"[^.\s\\/:*?\"<>|\x01-\x1f]{1,32}"
FORMS = {
    "PackageIdentifier": rf"{_NAMED}(\.{_NAMED}){{1,7}}",
    "PackageVersion": r"[^\\/:*?\"<>|\x01-\x1f]+",
    "DefaultLocale": r"[A-Za-z]{2,3}(-[A-Za-z]{1,8})*",
    "PackageLocale": r"[A-Za-z]{2,3}(-[A-Za-z]{1,8})*",
    "MinimumOSVersion": r"\d{1,5}(\.\d{1,5}){0,3}",
    "InstallerUrl": r"https?://.+",
    "InstallerSha256": r"[A-Fa-f0-9]{64}",
    "InstallerReturnCode": r"[1-9]\d{0,9}",
    "ManifestVersion": r"1\.10\.0",
}
"""What a text or number has to look like."""

LISTS = {"Platform": 2, "InstallModes": 3, "Tags": 16, "ExpectedReturnCodes": 128, "Installers": 1024}
"""How long each list may be."""

BREAKS = [
    ("version", "DefaultLocale: en-GB\n", ""),
    ("version", "DefaultLocale: en-GB", "DefaultLocale: English"),
    ("version", f"PackageIdentifier: {NAME}", "PackageIdentifier: Inpatient Hub"),
    ("defaultLocale", "License: MIT\n", ""),
    ("defaultLocale", "ShortDescription: ", f"ShortDescription: {'a' * 256}"),
    ("defaultLocale", "- nhs", "- ward"),
    ("installer", "InstallerReturnCode: 32", "InstallerReturnCode: 0"),
    ("installer", "ReturnResponse: packageInUse", "ReturnResponse: inUse"),
    ("installer", "ReturnResponse: packageInUse\n", "Response: packageInUse\n"),
    ("installer", "InstallerUrl: https:", "InstallerUrl: file:"),
    ("installer", '"0000', '"000G'),
    ("installer", "MinimumOSVersion: 10.0.17763.0", "MinimumOSVersion: 10.0.99999.0"),
]
"""Ways to break a manifest: which, what stands there, and what is put in its place."""


def text_of(kind: str) -> str:
    return (FOLDER / FILES[kind]).read_text(encoding="utf-8")


def manifest(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text_of(kind))
    return found


def entries(told: Any) -> Iterator[tuple[str, Any]]:
    """Every name in a manifest with what stands there, however deep."""
    if isinstance(told, dict):
        for name, what in told.items():
            yield name, what
            yield from entries(what)
    elif isinstance(told, list):
        for one in told:
            yield from entries(one)


def fault(name: str, what: Any) -> str:
    """What is wrong with one entry by the rules above; empty when nothing is."""
    if isinstance(what, list) and not (len(what) <= LISTS[name] and len({str(one) for one in what}) == len(what)):
        return f"{name} is too long or holds one twice"
    if name in ONE_OF and not set(what if isinstance(what, list) else [what]) <= ONE_OF[name]:
        return f"{name} may not be {what}"
    if name in LENGTHS and not (isinstance(what, str) and LENGTHS[name][0] <= len(what) <= LENGTHS[name][1]):
        return f"{name} is no text, too short or too long"
    if name in FORMS and not re.fullmatch(FORMS[name], str(what)):
        return f"{name} cannot be {what}"
    if name == "MinimumOSVersion" and max(int(part) for part in what.split(".")) > 65_535:
        return f"{name} has a figure above 65535"
    return ""


def faults(kind: str, told: dict[str, Any]) -> list[str]:
    """All that breaks a rule in one manifest."""
    always = {"PackageIdentifier", "PackageVersion", "ManifestType", "ManifestVersion"}
    needed = [(told, REQUIRED[kind] | always)]
    needed += [(one, {"Architecture", "InstallerUrl", "InstallerSha256"}) for one in told.get("Installers", ())]
    needed += [(one, {"InstallerReturnCode", "ReturnResponse"}) for one in told.get("ExpectedReturnCodes", ())]
    missing = [f"{name} is missing" for one, names in needed for name in sorted(names - set(one))]
    return missing + [found for name, what in entries(told) if (found := fault(name, what))]


def by_its_schema(kind: str, file: Path) -> subprocess.CompletedProcess[str]:
    """Hold a manifest to winget's own schema."""
    schema = Path(SCHEMAS) / f"manifest.{kind}.1.10.0.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def broken(kind: str, before: str, after: str) -> str:
    text = text_of(kind)
    assert before in text
    return text.replace(before, after, 1)


@WITH_SCHEMAS
def test_wingets_own_schemas_allow_them() -> None:
    told = {kind: by_its_schema(kind, FOLDER / file) for kind, file in FILES.items()}
    assert {kind: done.stdout + done.stderr for kind, done in told.items() if done.returncode != 0} == {}


@WITH_SCHEMAS
def test_wingets_own_schemas_refuse_broken_ones(tmp_path: Path) -> None:
    for kind, before, after in BREAKS:
        (tmp_path / "broken.yaml").write_text(broken(kind, before, after), encoding="utf-8")
        done = by_its_schema(kind, tmp_path / "broken.yaml")
        assert done.returncode == 1, (before, after)
        assert "Schema validation errors were encountered" in done.stdout + done.stderr


@pytest.mark.parametrize("kind", FILES)
def test_it_breaks_no_rule(kind: str) -> None:
    assert faults(kind, manifest(kind)) == []


@pytest.mark.parametrize(("kind", "before", "after"), BREAKS)
def test_a_broken_one_would_be_told(kind: str, before: str, after: str) -> None:
    assert len(faults(kind, yaml.safe_load(broken(kind, before, after)))) == 1


@pytest.mark.parametrize("kind", FILES)
def test_every_name_in_it_has_a_rule(kind: str) -> None:
    ruled = {*LENGTHS, *FORMS, *ONE_OF, *LISTS, "ManifestType", "InstallerSwitches"}
    assert {name for name, _what in entries(manifest(kind))} <= ruled


def test_there_are_the_three_files_and_no_other() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(FILES.values())


@pytest.mark.parametrize("kind", FILES)
def test_each_says_what_it_is_about(kind: str) -> None:
    told = manifest(kind)
    assert told["PackageIdentifier"] == NAME
    assert told["PackageVersion"] == __version__
    assert (told["ManifestType"], told["ManifestVersion"]) == (kind, "1.10.0")
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
