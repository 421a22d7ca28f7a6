"""Says where files for the whole computer lie, and whether one of them was put there by somebody who may.

Windows lets every user make folders below `%PROGRAMDATA%`: that a file lies there does not say that IT put it there.
"""

import sys
from pathlib import Path

TRUSTED_OWNERS = frozenset(
    {
        "S-1-5-18",  # the system itself: Group Policy, Intune and Configuration Manager
        "S-1-5-32-544",  # the group of administrators, which owns what one of them makes when elevated
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  # TrustedInstaller
    }
)
"""Well-known security identifiers (Microsoft, Security identifiers)."""

if sys.platform == "win32":
    import ctypes
    from ctypes import byref, c_void_p, c_wchar_p
    from uuid import UUID

    _PROGRAM_DATA = UUID("62ab5d82-fdc1-4dc3-a9dd-070d1d495d97").bytes_le
    _FILE_OBJECT, _OWNER = 1, 1

    def machine_folder() -> Path | None:
        """The folder for all users, asked of Windows: an environment variable could name another."""
        found = c_wchar_p()
        shell = ctypes.windll.shell32.SHGetKnownFolderPath
        failed = shell(ctypes.create_string_buffer(_PROGRAM_DATA, 16), 0, None, byref(found))
        try:
            if failed or not found.value:
                raise OSError(failed, "Windows does not name its folder for all users.")
            return Path(found.value)
        finally:
            ctypes.windll.ole32.CoTaskMemFree(found)

    def owner_of(file: Path) -> str:
        """The security identifier of a file's owner. Raises OSError."""
        owner, descriptor, text = c_void_p(), c_void_p(), c_wchar_p()
        advapi, local_free = ctypes.windll.advapi32, ctypes.windll.kernel32.LocalFree
        asked = (str(file), _FILE_OBJECT, _OWNER, byref(owner), None, None, None, byref(descriptor))
        failed = advapi.GetNamedSecurityInfoW(*asked)
        if failed:
            raise ctypes.WinError(failed)
        try:
            if not advapi.ConvertSidToStringSidW(owner, byref(text)):
                raise ctypes.WinError()
            return text.value or ""
        finally:
            local_free(text)
            local_free(descriptor)

    def is_of_the_machine(file: Path) -> bool:
        """Whether an administrator or the system itself owns a file. Raises OSError."""
        return owner_of(file) in TRUSTED_OWNERS

else:

    def machine_folder() -> Path | None:
        """There is no such call elsewhere."""
        return None

    def is_of_the_machine(file: Path) -> bool:
        """Elsewhere only an administrator can write there."""
        return file.exists()
