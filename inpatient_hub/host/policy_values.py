"""Looks at each value of a trust's policy, whichever way it came: what is wrong is said, and nothing weaker assumed."""

from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple

from inpatient_hub.domain.locking import Way
from inpatient_hub.host.policy_table import Kind, PolicySetting

_MOST_TEXT = 2_000


class Layer(NamedTuple):
    """What one place says: `said` by `lock.idle_minutes`, `problems` in words without any value. In the registry a
    setting has another name than in a file."""

    place: str
    said: dict[str, Any]
    problems: list[str]
    is_registry: bool = False

    def name_of(self, setting: PolicySetting) -> str:
        """How this place calls a setting."""
        return setting.value if self.is_registry else setting.name


class WrongValue(ValueError):
    """A value that cannot be used. Its text ends the sentence "lock.idle_minutes has to be ..."."""


def checked(setting: PolicySetting, value: Any) -> Any:
    """The value as the policy holds it. Raises WrongValue."""
    if setting.kind is Kind.NUMBER:
        if type(value) is int and setting.least <= value <= setting.most:
            return value
        raise WrongValue(f"a whole number from {setting.least} to {setting.most}")
    if setting.kind is Kind.SWITCH:
        if isinstance(value, bool):
            return value
        raise WrongValue("true or false")
    if setting.kind is Kind.WAYS:
        return _ways(value)
    return _text(setting, value)


def _ways(names: Any) -> frozenset[Way]:
    if not isinstance(names, list) or not all(isinstance(name, str) and name in set(Way) for name in names):
        raise WrongValue(f"a list of {', '.join(repr(way.value) for way in Way)}")
    return frozenset(Way(name) for name in names)


def _text(setting: PolicySetting, value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    plain = text.isprintable() and 0 < len(text) <= _MOST_TEXT
    if setting.kind is Kind.FOLDER:
        if plain and (Path(text).is_absolute() or PureWindowsPath(text).is_absolute()):
            return text
        raise WrongValue("the whole path of a folder")
    if not plain or (setting.form is not None and not setting.form.fullmatch(text)):
        raise WrongValue(setting.form_words or "a text")
    if setting.is_address and _holds_password(text):
        raise WrongValue("an address without a password, as every user of this computer can read it")
    return text


def _holds_password(address: str) -> bool:
    from urllib.parse import parse_qsl, urlsplit  # most computers have no such setting

    try:
        parts = urlsplit(address)
    except ValueError:  # not an address at all: the store says so
        return "password" in address.casefold()
    names = [name.casefold() for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    return parts.password is not None or any(name.endswith("password") for name in names)
