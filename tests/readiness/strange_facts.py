"""Any facts that the models allow: absurd numbers, empty and strange words, whole sections that are missing."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from inpatient_hub.domain import readiness_facts as domain
from inpatient_hub.domain import readiness_network as network

WORDS = (
    st.sampled_from(
        "Enterprise EnterpriseS Core CoreARM Professional ServerRdsh Client Server C D: C:\\ RDP-Tcp#1 16 15 2021 "
        "horizon citrix avd Parallels VMware Apple Dell Microsoft Surface OpenWith.exe 0809".split()
    )
    | st.sampled_from(["", "Virtual Machine", "Intel(R) Core(TM) i5-1235U", "O365ProPlusRetail", "ProPlus2021Volume"])
    | st.text(max_size=30)
)
BYTES = st.sampled_from([0, 1, 2**29, 4 * 10**9, 8 * 2**30, 2**60]) | st.integers(0, 2**60)
COUNT = st.sampled_from([0, 1, 2, 1000, 19045, 22631, 26100, 26200, 26300, 28000, 30000]) | st.integers(0, 1_000_000)
PIXELS = st.sampled_from([0, 720, 768, 1024, 1280, 1920]) | st.integers(0, 100_000)
CODE = st.sampled_from([0, 1, 2, 3, 0x8664, 0xAA64, 0x01C4, 0x8010002E - 2**32]) | st.integers(-(2**31), 2**32)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1)) | st.sampled_from([date.min, date.max])
MOMENTS = st.integers(0, 2_800_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))

_PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "installed": BYTES, "usable": BYTES, "available": BYTES, "systmone_in_use": BYTES, "free_for_user": BYTES,
    "free": BYTES, "size": BYTES, "data_folder_free": BYTES, "standby_after_s": BYTES, "hibernate_after_s": BYTES,
    "up_for_s": BYTES, "width": PIXELS, "height": PIXELS, "bits": st.integers(1, 128),
    "scale": st.sampled_from([1.0, 1.25, 0.001, 20.0]) | st.floats(0.001, 20), "max_mhz": st.integers(0, 100_000),
    "product_type": CODE, "process_machine": CODE, "native_machine": CODE, "client_protocol": CODE,
    "service_code": CODE, "antivirus_health": CODE, "bitlocker": CODE, "last_update_installed": DAYS,
    "last_update_search": DAYS, "last_backup_at": MOMENTS, "esu_years": st.integers(1, 3),
}  # fmt: skip
"""How to make the fields whose kind the annotation alone does not tell."""

_LITERALS = {
    ("AntivirusProduct", "state"): ["on", "off", "snoozed", "expired", "unknown"],
    ("InstallationFacts", "data_folder_kind"): ["local", "network", "onedrive", "removable", "unknown"],
    ("InstallationFacts", "store"): ["none", "sound", "damaged", "in_use", "newer", "unreadable", "server"],
    ("InstallationFacts", "clipboard"): ["usable", "none", "busy"],
}


def _types_in(annotation: Any) -> set[Any]:
    """Every plain type and model inside an annotation, whatever it is wrapped in."""
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return _types_in(inner[0])
    return set().union(*map(_types_in, inner)) if inner else {annotation}


def _value(model: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    annotation = model.model_fields[name].annotation
    types = _types_in(annotation)
    if (model.__name__, name) in _LITERALS:
        return st.sampled_from(_LITERALS[model.__name__, name])
    if domain.Software in types:
        one = section(domain.Software)
    elif domain.AntivirusProduct in types:
        one = section(domain.AntivirusProduct)
    elif name in _PLAIN:
        one = _PLAIN[name]
    else:
        one = st.booleans() if bool in types else COUNT if int in types else WORDS
    return st.lists(one, max_size=3).map(tuple) if _is_list(annotation) else one


def _is_list(annotation: Any) -> bool:
    return any(get_origin(one) is tuple for one in (annotation, *get_args(annotation)))


def section(model: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a section: each field is given, left at its default, or None where it may be."""
    given: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in model.model_fields.items():
        value = _value(model, name)
        given[name] = value | st.none() if type(None) in get_args(field.annotation) else value
    required = {name: given[name] for name, field in model.model_fields.items() if field.is_required()}
    optional = {name: given[name] for name in given.keys() - required.keys()}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: model(**values))


_PATHS = st.sampled_from(
    "windows windows.build memory disk.free_for_user screens platform security.antivirus office client".split()
)
_MISSING = st.builds(
    domain.Missing, path=_PATHS, why=st.sampled_from(list(domain.MissingWhy)), detail=st.sampled_from(["", "OSError"])
)
_NETWORK = st.builds(
    network.NetworkFacts,
    ran_for_ms=st.floats(0, 10_000),
    route=st.none()
    | st.builds(
        network.RouteFacts,
        target=st.just("192.0.2.61"),
        adapter=st.none() | st.builds(network.AdapterFacts, name=WORDS, description=WORDS),
    ),
    https=st.lists(
        st.builds(network.HttpsFacts, host=WORDS, state=st.sampled_from(list(network.PortState))), max_size=2
    ).map(tuple),
)


def any_facts() -> st.SearchStrategy[domain.Facts]:
    """Any facts at all."""
    return st.builds(
        domain.Facts,
        collected_at=MOMENTS,
        app_version=st.just("0.3.0"),
        system=st.sampled_from(list(domain.System)),
        system_name=WORDS,
        windows=st.none() | section(domain.WindowsFacts),
        mac=st.none() | section(domain.MacFacts),
        processor=section(domain.ProcessorFacts),
        memory=section(domain.MemoryFacts),
        disk=section(domain.DiskFacts),
        screens=st.lists(section(domain.ScreenFacts), max_size=3).map(tuple),
        platform=section(domain.PlatformFacts),
        power=section(domain.PowerFacts),
        smartcard=section(domain.SmartcardFacts),
        office=section(domain.OfficeFacts),
        security=section(domain.SecurityFacts),
        client=section(domain.ClientFacts),
        installation=st.none() | section(domain.InstallationFacts),
        network=st.none() | _NETWORK,
        missing=st.lists(_MISSING, max_size=4).map(tuple),
    )
