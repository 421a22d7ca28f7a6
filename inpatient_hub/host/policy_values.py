"""Looks at each value of a trust's policy, whichever way it came: what is wrong is said, and nothing weaker assumed."""

from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple

from inpatient_hub.domain.locking import Way
from inpatient_hub.host.policy_table import Kind, PolicySetting

_MOST_TEXT = 2_000


class Layer(NamedTuple):
    """What one place says: `said` by `lock.idle_minutes`, `problems` in words without any value."""

    place: str
    said: dict[str, Any]
    problems: list[str]


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
    if plain and (setting.form is None or setting.form.fullmatch(text)):
        return text
    raise WrongValue(setting.form_words or "a text")
