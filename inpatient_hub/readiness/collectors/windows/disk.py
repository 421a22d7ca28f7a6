"""Room on the drive that Windows is on."""

from functools import partial

from inpatient_hub.domain.readiness_facts import DiskFacts
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows.answers import OddValue
from inpatient_hub.readiness.collectors.windows.api import WinApi


def parts(api: WinApi) -> tuple[Part, ...]:
    """The one part of the section `disk`."""
    return (Part("disk", (), partial(disk, api)),)


def disk(api: WinApi) -> DiskFacts:
    """Bytes free for this person, quotas counted."""
    root = f"{api.windows_folder()[:2]}\\"
    room = api.disk_room(root)
    if not 0 <= room.free_for_user <= room.size:
        raise OddValue("a drive has no more room than it is large")
    return DiskFacts(path=root, free_for_user=room.free_for_user, free=room.free, size=room.size)
