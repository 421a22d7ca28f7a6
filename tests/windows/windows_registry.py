"""Writes made-up keys into the registry of the Windows under test, and takes them out again."""

from collections.abc import Mapping
from typing import Any

Keys = Mapping[str, Mapping[str, Any]]

_KINDS = {str: 1, int: 4, bytes: 3}
_VIEW_64, _VIEW_32 = 0x0100, 0x0200


class RealRegistry:
    r"""Takes trees as the fake registry does: `HKLM\...`, `HKLM32\...` (as 32-bit programs see it), `HKCU\...`."""

    def __init__(self) -> None:
        self._undo: list[tuple[str, str, Any]] = []
        self._made: list[str] = []

    def write(self, keys: Keys) -> None:
        """Write values: texts, numbers and bytes, or a value with its kind."""
        for path, values in keys.items():
            self._make(path)
            for name, value in values.items():
                self._undo.append((path, name, self._read(path, name)))
                self._set(path, name, value if isinstance(value, tuple) else (value, _KINDS[type(value)]))

    def remove(self, path: str, name: str) -> None:
        """Take a value out until the end of the test."""
        import winreg

        before = self._read(path, name)
        if before is not None:
            self._undo.append((path, name, before))
            with self._open(path, winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, name)

    def put_back(self) -> None:
        """Put every value back as it was, and take out every key that was made."""
        import winreg

        for path, name, before in reversed(self._undo):
            if before is None:
                with self._open(path, winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, name)
            else:
                self._set(path, name, before)
        for path in reversed(self._made):
            root, sub_key, view = _place(path)
            winreg.DeleteKeyEx(root, sub_key, view, 0)
        self._undo.clear()
        self._made.clear()

    def _make(self, path: str) -> None:
        """Make a key, one step at a time, so that each step can be taken out."""
        import winreg

        root, sub_key, view = _place(path)
        steps = sub_key.split("\\")
        for count in range(1, len(steps) + 1):
            step = "\\".join(steps[:count])
            try:
                winreg.OpenKeyEx(root, step, 0, winreg.KEY_READ | view).Close()
            except FileNotFoundError:
                winreg.CreateKeyEx(root, step, 0, winreg.KEY_ALL_ACCESS | view).Close()
                self._made.append("{}\\{}".format(path.partition("\\")[0], step))

    def _read(self, path: str, name: str) -> Any:
        import winreg

        try:
            with self._open(path, winreg.KEY_READ) as key:
                return winreg.QueryValueEx(key, name)
        except FileNotFoundError:
            return None

    def _set(self, path: str, name: str, value: Any) -> None:
        import winreg

        with self._open(path, winreg.KEY_SET_VALUE) as key:
            winreg.SetValueEx(key, name, 0, value[1], value[0])

    def _open(self, path: str, access: int) -> Any:
        import winreg

        root, sub_key, view = _place(path)
        return winreg.OpenKeyEx(root, sub_key, 0, access | view)


def _place(path: str) -> tuple[Any, str, int]:
    import winreg

    root, _, sub_key = path.partition("\\")
    roots = {
        "HKLM": (winreg.HKEY_LOCAL_MACHINE, _VIEW_64),
        "HKLM32": (winreg.HKEY_LOCAL_MACHINE, _VIEW_32),
        "HKCU": (winreg.HKEY_CURRENT_USER, _VIEW_64),
        "HKCR": (winreg.HKEY_CLASSES_ROOT, _VIEW_64),
    }
    return roots[root][0], sub_key, roots[root][1]
