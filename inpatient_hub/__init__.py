"""Inpatient Hub: a ward's referrals, reminders and SystmOne-ready notes."""

import sys

__version__ = "0.1.0"

# Python 3.12 and newer ask WMI what computer this is, at the first import of a library that wants to know. Where WMI
# may not be asked that takes ten seconds, hangs or crashes (cpython issues 112278 and 125315). Without this module
# they look elsewhere.
sys.modules.setdefault("_wmi", None)  # type: ignore[arg-type]
