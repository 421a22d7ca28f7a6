"""A registry in memory that answers as the standard module `winreg` does, and that cannot be written to."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_MULTI_SZ = 1, 2, 3, 4, 7

_FOR_32_BIT = "software\\wow6432node\\"

Value = str | int | bytes | tuple[Any, int]
"""A text, a number or bytes, of the usual kind; or the value and its kind."""

Tree = Mapping[str, Mapping[str, Value]]
r"""Values by key: `HKLM\...`, `HKCU\...` or `HKCR\...`. `HKLM32\SOFTWARE\...` is what 32-bit programs see instead."""


class FakeKey:
    """An open key, as a context manager."""

    def __init__(self, registry: "FakeWinreg", path: str) -> None:
        self.registry = registry
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.registry.open_keys -= 1


class FakeWinreg:
    """Holds a tree. Keys in `refused` may not be read by this person."""

    KEY_READ, KEY_WOW64_64KEY, KEY_WOW64_32KEY = 0x20019, 0x0100, 0x0200
    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER, HKEY_CLASSES_ROOT = "hklm", "hkcu", "hkcr"

    def __init__(self, tree: Tree | None = None, refused: tuple[str, ...] = ()) -> None:
        self.tree = {key.lower(): dict(values) for key, values in (tree or {}).items()}
        self.names = {key.lower(): key for key in tree or {}}
        self.refused = tuple(key.lower() for key in refused)
        self.open_keys = 0

    def OpenKeyEx(self, key: str, sub_key: str, reserved: int, access: int) -> FakeKey:  # noqa: N802
        assert reserved == 0
        assert access & self.KEY_READ == self.KEY_READ, "asks for more or less than to read"
        assert access & ~(self.KEY_READ | 0x0300) == 0, "asks for more than to read"
        assert sub_key == sub_key.strip("\\"), "a real key has no empty name"
        root = "hklm32" if self._is_split(key, sub_key) and access & self.KEY_WOW64_32KEY else key
        if key == self.HKEY_LOCAL_MACHINE and sub_key.lower().startswith(_FOR_32_BIT):
            root, sub_key = "hklm32", f"software\\{sub_key[len(_FOR_32_BIT) :]}"
        path = f"{root}\\{sub_key}".lower()
        if any(path == one or path.startswith(f"{one}\\") for one in self.refused):
            raise PermissionError(13, "Access is denied")
        if path not in self.tree and not any(self._below(path)):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        self.open_keys += 1
        return FakeKey(self, path)

    def QueryValueEx(self, key: FakeKey, name: str) -> tuple[Any, int]:  # noqa: N802
        values = {known.lower(): value for known, value in self.tree.get(key.path, {}).items()}
        if name.lower() not in values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        value = values[name.lower()]
        if isinstance(value, tuple):
            return value
        kinds = {str: REG_SZ, int: REG_DWORD, bytes: REG_BINARY}
        return value, kinds[type(value)]

    def EnumKey(self, key: FakeKey, index: int) -> str:  # noqa: N802
        names = list(dict.fromkeys(self._below(key.path)))
        if index >= len(names):
            raise OSError(22, "No more data is available")
        return names[index]

    def EnumValue(self, key: FakeKey, index: int) -> tuple[str, Any, int]:  # noqa: N802
        names = list(self.tree.get(key.path, {}))
        if index >= len(names):
            raise OSError(22, "No more data is available")
        return (names[index], *self.QueryValueEx(key, names[index]))

    def ExpandEnvironmentStrings(self, text: str) -> str:  # noqa: N802
        return text.replace("%ProgramFiles%", r"C:\Program Files")

    def _below(self, path: str) -> Iterator[str]:
        for key, name in self.names.items():
            if key.startswith(f"{path}\\"):
                yield name[len(path) + 1 :].split("\\")[0]

    def _is_split(self, key: str, sub_key: str) -> bool:
        return key == self.HKEY_LOCAL_MACHINE and sub_key.lower().startswith("software")
