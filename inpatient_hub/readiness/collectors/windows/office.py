"""Microsoft Word and Office, and what opens .rtf and .csv. No program is ever started."""

import ntpath
import re
from functools import partial

from inpatient_hub.domain.readiness_facts import OfficeFacts
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.installed import app_paths
from inpatient_hub.readiness.collectors.windows.reading import known, sound, words
from inpatient_hub.readiness.collectors.windows.registry import Hive, Registry, View

CURRENT_WORD = r"Word.Application\CurVer"
CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
MSI_WORD = r"SOFTWARE\Microsoft\Office\{}.0\Word\InstallRoot"

_CHOOSER = "openwith.exe"
"""Windows' own question which program to take: nothing opens the file by itself."""


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The parts of the section `office`."""
    word = ("word_path_exists", "word_version", "product_ids", "version", "is_64_bit")
    return (
        Part("office", word, partial(office, api, registry)),
        Part("office", ("opens_rtf", "opens_csv"), partial(openers, api)),
    )


def office(api: WinApi, registry: Registry) -> OfficeFacts:
    """Word by its path, and Office by click-to-run's settings; versions 2016 to 365 all call themselves 16."""
    version = known(_word_version, registry)
    return sound(
        OfficeFacts,
        word_path_exists=known(_word_exists, api, registry, version),
        word_version=version,
        product_ids=_product_ids(registry),
        version=_setting(registry, "VersionToReport"),
        is_64_bit=_is_64_bit(registry, version),
    )


def _word_exists(api: WinApi, registry: Registry, version: str | None) -> bool:
    paths = list(app_paths(registry, "winword.exe"))
    for view in View:
        folder = registry.text(MSI_WORD.format(version), "Path", view=view) if version else None
        paths += [ntpath.join(folder, "winword.exe")] if folder else []
    return any(api.file_exists(path) for path in paths)


def _word_version(registry: Registry) -> str | None:
    """The number of `Word.Application.16`."""
    found = re.fullmatch(r"Word\.Application\.(\d{1,3})", registry.text(CURRENT_WORD, "", Hive.CLASSES) or "")
    return found[1] if found else None


def _setting(registry: Registry, name: str) -> str | None:
    return words(known(registry.text, CLICK_TO_RUN, name))


def _product_ids(registry: Registry) -> tuple[str, ...]:
    return tuple(name for one in (_setting(registry, "ProductReleaseIds") or "").split(",") if (name := one.strip()))


def _is_64_bit(registry: Registry, version: str | None) -> bool | None:
    platform = _setting(registry, "Platform")
    if platform:
        return {"x64": True, "arm64": True, "x86": False}.get(platform.lower())
    for view, is_64_bit in ((View.FOR_64_BIT, True), (View.FOR_32_BIT, False)):
        if version and known(registry.text, MSI_WORD.format(version), "Path", view=view):
            return is_64_bit
    return None


def openers(api: WinApi) -> OfficeFacts:
    """The file names of the programs that open .rtf and .csv; empty when none does."""
    return sound(OfficeFacts, opens_rtf=known(_opener, api, ".rtf"), opens_csv=known(_opener, api, ".csv"))


def _opener(api: WinApi, ending: str) -> str:
    name = ntpath.basename(api.program_for(ending))
    return "" if name.lower() == _CHOOSER else words(name) or ""
