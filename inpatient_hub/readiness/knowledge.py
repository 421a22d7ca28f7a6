"""What the program knows about the world, as dated data: support dates, names, checks and the words of remedies."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from inpatient_hub.readiness.catalogue import CHECKS_FILE, Catalogue
from inpatient_hub.readiness.data_file import Problems, ReadinessDataError, read_model, shipped_folder
from inpatient_hub.readiness.names import Brokers, ClientHints, Platforms, Processors, VpnNames
from inpatient_hub.readiness.profiles import Spec
from inpatient_hub.readiness.remedies import RemedyBook, RemedyFile
from inpatient_hub.readiness.support_dates import Latency, MemoryMinima, OfficeSupport, Smartcards, WindowsSupport

__all__ = ["Knowledge", "ReadinessDataError", "load_knowledge"]

REMEDIES_FILES = ("remedies.toml", "remedies_network.toml")

S = TypeVar("S", bound=Spec)


class Knowledge(Spec):
    """All dated lists together."""

    dates: dict[str, date]
    """How old each list is, by name."""
    catalogue: Catalogue
    remedies: RemedyBook
    windows_support: WindowsSupport
    office_support: OfficeSupport
    smartcards: Smartcards
    platforms: Platforms
    brokers: Brokers
    vpn_names: VpnNames
    processors: Processors
    memory_minima: MemoryMinima
    latency: Latency
    client_hints: ClientHints


_LISTS: dict[str, type[Spec]] = {
    "windows_support": WindowsSupport,
    "office_support": OfficeSupport,
    "smartcards": Smartcards,
    "platforms": Platforms,
    "brokers": Brokers,
    "vpn_names": VpnNames,
    "processors": Processors,
    "memory_minima": MemoryMinima,
    "latency": Latency,
    "client_hints": ClientHints,
}


@cache
def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The lists that ship with the program; `folder` is for tests.

    Raises ReadinessDataError, which names file, key and reason of everything that is wrong.
    """
    problems = Problems()
    where = folder or shipped_folder()
    lists = {name: read_model(model, where, f"{name}.toml", problems) for name, model in _LISTS.items()}
    lists["catalogue"] = read_model(Catalogue, where, CHECKS_FILE, problems)
    remedies = [read_model(RemedyFile, where, name, problems) for name in REMEDIES_FILES]
    lists["remedies"] = RemedyBook.of(
        [one for one in remedies if isinstance(one, RemedyFile)], REMEDIES_FILES, problems
    )
    problems.raise_any()
    dates = {name: day for name, value in lists.items() if isinstance(day := getattr(value, "as_of", None), date)}
    return Knowledge.model_validate({**lists, "dates": dates})
