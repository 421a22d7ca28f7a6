"""Says how far a check has come, in words a person can follow."""

from collections.abc import Callable
from dataclasses import dataclass

_WORDS: dict[str, tuple[str, str]] = {
    "windows": ("OS-02", "Windows and its updates"),
    "mac": ("VM-03", "macOS and its virtual machines"),
    "processor": ("HW-01", "the processor"),
    "memory": ("HW-03", "the memory"),
    "disk": ("HW-06", "the disk"),
    "screens": ("HW-07", "the screens"),
    "platform": ("VM-01", "what kind of computer this is"),
    "power": ("GW-02", "the power settings"),
    "smartcard": ("HW-17", "the smartcard reader"),
    "office": ("SW-01", "Microsoft Word and Office"),
    "security": ("AV-01", "antivirus and encryption"),
    "client": ("Z1", "the SystmOne client"),
    "installation": ("IN-01", "this installation of Inpatient Hub"),
}
"""For each section of the facts the check that stands for it, and what is being read."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One more step is done. `label` says in words what it was, `check_id` names a check it belongs to."""

    check_id: str
    done: int
    total: int
    label: str


class Steps:
    """Counts the steps of one run. `tell` is called on the thread that runs the check."""

    def __init__(self, total: int, tell: Callable[[Progress], None] | None) -> None:
        self._total = total
        self._done = 0
        self._tell = tell

    def section_read(self, section: str) -> None:
        """A part of this section of the facts is settled."""
        check_id, words = _WORDS.get(section, ("", section))
        self.step(check_id, f"Read {words}")

    def step(self, check_id: str, label: str) -> None:
        """One more step is done. The last step is never passed, however many are told."""
        self._done = min(self._done + 1, self._total)
        if self._tell is not None:
            self._tell(Progress(check_id, self._done, self._total, label))
