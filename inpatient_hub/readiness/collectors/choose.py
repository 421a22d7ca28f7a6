"""Chooses the collectors for the system that the program runs on."""

import sys

from inpatient_hub.domain.readiness_facts import System
from inpatient_hub.readiness.collectors.part import Part


def this_system() -> tuple[System, str]:
    """The system the program runs on, and its name in words: `Debian GNU/Linux 12 (bookworm)`, `macOS`, `Windows`."""
    if sys.platform == "win32":
        return System.WINDOWS, "Windows"
    if sys.platform == "darwin":
        return System.MACOS, "macOS"
    if sys.platform.startswith("linux"):
        from inpatient_hub.readiness.collectors.linux import name_in_words

        return System.LINUX, name_in_words()
    return System.OTHER, sys.platform


def local_parts() -> tuple[Part, ...]:
    """Everything that can be found out about this computer without sending anything; nothing on a system that the
    program does not know."""
    if sys.platform == "win32":
        from inpatient_hub.readiness.collectors import windows

        return windows.parts()
    if sys.platform == "darwin":
        from inpatient_hub.readiness.collectors import macos

        return macos.parts()
    if sys.platform.startswith("linux"):
        from inpatient_hub.readiness.collectors import linux

        return linux.parts()
    return ()
