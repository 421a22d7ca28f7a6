"""Every call to Windows that the collectors make, as one object that tests replace."""

from inpatient_hub.readiness.collectors.windows.calls_com import ComCalls
from inpatient_hub.readiness.collectors.windows.calls_devices import DeviceCalls
from inpatient_hub.readiness.collectors.windows.calls_programs import ProgramCalls
from inpatient_hub.readiness.collectors.windows.calls_system import SystemCalls


class WinApi(SystemCalls, DeviceCalls, ProgramCalls, ComCalls):
    """The calls, with plain values in and out.

    It can be made on every system. A call that Windows refuses raises OSError, a part that this Windows lacks (or
    another system than Windows) NotAvailable, and an odd answer ValueError.
    """
