"""What Windows answers, as plain values, before it becomes facts."""

from dataclasses import dataclass
from datetime import date


class OddValue(ValueError):
    """An answer came that is not of the kind Windows gives."""


@dataclass(frozen=True, slots=True)
class Version:
    """What RtlGetVersion says, which no compatibility setting changes."""

    build: int
    product_type: int


@dataclass(frozen=True, slots=True)
class Machines:
    """IMAGE_FILE_MACHINE numbers: what this process was built for, and what the processor is."""

    process: int
    native: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes the system can use, and bytes free now."""

    total: int
    available: int


@dataclass(frozen=True, slots=True)
class DiskRoom:
    """Bytes on a drive."""

    free_for_user: int
    size: int
    free: int


@dataclass(frozen=True, slots=True)
class Display:
    """One display that the desktop is on, in physical pixels."""

    name: str
    width: int
    height: int
    bits: int
    is_primary: bool
    dpi: int | None
    monitor_id: str
    r"""The monitor's device interface, such as `\\?\DISPLAY#DEL40A9#5&1#{e6f07b5f-...}`; empty when it has none."""


@dataclass(frozen=True, slots=True)
class SmartcardService:
    """What the smartcard service returned, unsigned, and the readers it named."""

    code: int
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateDates:
    """When Windows Update last installed and last searched with success; None when never."""

    installed: date | None
    searched: date | None


@dataclass(frozen=True, slots=True)
class SecurityProduct:
    """A product of Windows' security centre: state 0 on, 1 off, 2 snoozed, 3 expired."""

    name: str
    state: int
    up_to_date: bool


@dataclass(frozen=True, slots=True)
class Process:
    """A running program: its file's name, its path where this user may know it, and its memory in bytes."""

    name: str
    path: str
    memory: int
