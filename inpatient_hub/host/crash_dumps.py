"""Keeps what the program holds in memory out of the files that a system writes when a program crashes."""

import sys
from contextlib import suppress

if sys.platform == "win32":
    import ctypes

    _NO_BOX = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
    _NO_HEAP = 0x0001  # WER_FAULT_REPORTING_FLAG_NOHEAP

    def no_crash_dumps() -> None:
        """From now on a crash leaves no picture of this program's memory. Asking twice does nothing; a system that
        refuses is no failure."""
        with suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetErrorMode(_NO_BOX)
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)

else:
    import ctypes
    import resource

    _PR_SET_DUMPABLE = 4

    def no_crash_dumps() -> None:
        """From now on a crash leaves no picture of this program's memory. Asking twice does nothing; a system that
        refuses is no failure."""
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        if sys.platform == "linux":
            # A program that collects crashes is not held to the limit, but to this.
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
