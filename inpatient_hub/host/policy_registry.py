"""Reads a trust's policy from Windows' registry, where Group Policy and Intune write it. It never writes there."""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

from inpatient_hub.host.policy_table import BY_VALUE, REGISTRY_KEY, Kind, PolicySetting
from inpatient_hub.host.policy_values import Layer, WrongValue, checked

MACHINE = "HKEY_LOCAL_MACHINE"
USER = "HKEY_CURRENT_USER"

_TEXT, _EXPANDED, _NUMBER, _TEXTS = 1, 2, 4, 7  # REG_SZ, REG_EXPAND_SZ, REG_DWORD, REG_MULTI_SZ
_MOST_VALUES = 500
_KINDS: Mapping[Kind, tuple[int, ...]] = {
    Kind.NUMBER: (_NUMBER,),
    Kind.SWITCH: (_NUMBER,),
    Kind.TEXT: (_TEXT, _EXPANDED),
    Kind.FOLDER: (_TEXT, _EXPANDED),
    Kind.WAYS: (_TEXTS, _TEXT),
}
_KIND_WORDS = {
    Kind.NUMBER: "a REG_DWORD",
    Kind.SWITCH: "a REG_DWORD, 1 or 0",
    Kind.TEXT: "a REG_SZ",
    Kind.FOLDER: "a REG_SZ",
    Kind.WAYS: "a REG_MULTI_SZ",
}


class Winreg(Protocol):
    """The part of the standard module `winreg` that is used."""

    KEY_READ: int
    KEY_WOW64_64KEY: int

    def OpenKeyEx(self, key: Any, sub_key: str, reserved: int, access: int) -> AbstractContextManager[Any]: ...  # noqa: N802
    def EnumValue(self, key: Any, index: int) -> tuple[str, Any, int]: ...  # noqa: N802
    def ExpandEnvironmentStrings(self, text: str) -> str: ...  # noqa: N802


def this_computers() -> Winreg | None:
    """The registry of the Windows the program runs on; None on another system."""
    if sys.platform != "win32":
        return None
    import winreg

    return cast(Winreg, winreg)


def policy_in(hive: str, winreg: Callable[[], Winreg | None] = this_computers) -> Layer | None:
    """What the policy key of this hive says; None where there is no such key or no registry."""
    registry = winreg()
    if registry is None:
        return None
    layer = Layer(f"{hive}\\{REGISTRY_KEY}", {}, [], is_registry=True)
    try:
        with registry.OpenKeyEx(
            getattr(registry, hive), REGISTRY_KEY, 0, registry.KEY_READ | registry.KEY_WOW64_64KEY
        ) as opened:
            _read(registry, opened, layer)
    except FileNotFoundError:
        return None
    except OSError:
        layer.problems.append("it cannot be read")
    return layer


def _read(registry: Winreg, key: Any, layer: Layer) -> None:
    for index in range(_MOST_VALUES):
        try:
            name, value, kind = registry.EnumValue(key, index)
        except OSError:  # this is how Windows says that there are no more
            return
        setting = BY_VALUE.get(name.casefold())
        if setting is None:
            if name:  # a key's own value has no name, and sets nothing
                layer.problems.append(f"{name} is not known")
            continue
        try:
            layer.said[setting.name] = checked(setting, _plain(registry, setting, value, kind))
        except WrongValue as wrong:
            layer.problems.append(f"{setting.value} has to be {wrong}")


def _plain(registry: Winreg, setting: PolicySetting, value: Any, kind: int) -> Any:
    """The value as the file would hold it. Raises WrongValue for one of another kind."""
    if kind not in _KINDS[setting.kind]:
        raise WrongValue(_KIND_WORDS[setting.kind])
    if setting.kind is Kind.SWITCH:
        if value not in (0, 1):
            raise WrongValue(_KIND_WORDS[setting.kind])
        return value == 1
    if setting.kind is Kind.WAYS:
        names = value if kind == _TEXTS else str(value).split(",")
        return [name.strip() for name in names or () if name.strip()]
    return registry.ExpandEnvironmentStrings(value) if kind == _EXPANDED else value
