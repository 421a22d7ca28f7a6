"""Says which system and which Python the program runs on, without `platform`: on Windows that asks WMI."""

import os
import sys

if sys.platform == "win32":

    def system_words() -> str:
        """`Windows 10.0.22631`."""
        version = sys.getwindowsversion()
        return f"Windows {version.major}.{version.minor}.{version.build}"

else:

    def system_words() -> str:
        """`Linux 6.1.0`; a Mac is called Darwin."""
        told = os.uname()
        return f"{told.sysname} {told.release}"


def python_version() -> str:
    """`3.11.9`."""
    return "{}.{}.{}".format(*sys.version_info)
