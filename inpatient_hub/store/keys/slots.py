"""What the key file says: which lock it belongs to, and the data key wrapped once for each way in.

Written out by hand rather than with the validation library: the file is read before the first page shows data, and
that library alone takes longer to load than all of this.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Any

from inpatient_hub.domain.locking import Way
from inpatient_hub.store.keys.data_key import ID_BYTES, DataKey
from inpatient_hub.store.keys.sealing import MOST, SALT_BYTES, Cost, opened, seal

FORMAT = 1
MOST_BYTES = 16 * 1024
"""A key file is under 2 kB. A longer one is not read at all."""

_CHECK_BYTES = 16
_MOST_BOX = 256


class Unreadable(Exception):
    """The text is no key file. Says nothing more: what is in it may be a secret."""


class Newer(Exception):
    """The text is a key file of a later form."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key wrapped for one way in. `cost` is that of the stretching, where something typed is stretched."""

    way: Way
    salt: bytes
    box: bytes
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All that is in a key file. No secret can be found from it alone."""

    lock_id: bytes
    check: bytes
    """By which the data key is known again."""
    slots: tuple[Slot, ...] = ()
    unwritten: bytes | None = None
    """The recovery key, sealed under the data key until somebody has typed it back."""
    checked_on: date | None = None
    """The day on which it was last typed back."""

    @classmethod
    def around(cls, key: DataKey) -> "KeyFile":
        """A key file for this data key, with no way in yet."""
        return cls(lock_id=key.lock_id, check=key.check())

    def slot(self, way: Way) -> Slot | None:
        """The slot of this way, when it was made."""
        return next((slot for slot in self.slots if slot.way is way), None)

    def with_slot(self, way: Way, key: DataKey, wrapping: bytes, salt: bytes, cost: Cost | None = None) -> "KeyFile":
        """The same file with the data key wrapped for this way, in the place of what was there for it."""
        made = Slot(way, salt, seal(wrapping, key.raw(), self.label(way)), cost)
        return replace(self, slots=(*(slot for slot in self.slots if slot.way is not way), made))

    def without_slot(self, way: Way) -> "KeyFile":
        """The same file without this way."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.way is not way))

    def key_in(self, slot: Slot, wrapping: bytes) -> DataKey | None:
        """The data key in a slot, or None when the wrapping key is not the one."""
        raw = opened(wrapping, slot.box, self.label(slot.way))
        if raw is None or len(raw) != 32:
            return None
        key = DataKey(raw, self.lock_id)
        return key if self.belongs_to(key) else None

    def belongs_to(self, key: DataKey) -> bool:
        """Whether this is the file of the lock with this data key."""
        return key.lock_id == self.lock_id and hmac.compare_digest(key.check(), self.check)

    def label(self, way: str) -> bytes:
        """What a box is bound to, so that it opens nowhere else: the form, the lock and the way."""
        return b"inpatient hub key file|%d|%s|%s" % (FORMAT, self.lock_id.hex().encode(), way.encode())


def written(keys: KeyFile) -> str:
    """The file's text, ending with a sum by which damage is told from a wrong passphrase."""
    body: dict[str, Any] = {
        "inpatient_hub_lock": FORMAT,
        "lock": keys.lock_id.hex(),
        "check": keys.check.hex(),
        "unwritten": keys.unwritten.hex() if keys.unwritten is not None else None,
        "checked_on": keys.checked_on.isoformat() if keys.checked_on is not None else None,
        "slots": [_slot_out(slot) for slot in keys.slots],
    }
    return json.dumps({**body, "sum": _sum(body)}, indent=1) + "\n"


def read(text: str) -> KeyFile:
    """What the text says. Raises Unreadable for anything that `written` did not write, and Newer."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(body, dict):
        raise Unreadable
    total = body.pop("sum", None)
    form = body.get("inpatient_hub_lock")
    if total != _sum(body) or type(form) is not int or form < 1:
        raise Unreadable
    if form > FORMAT:
        raise Newer
    try:
        return _read(body)
    except (KeyError, TypeError, ValueError):
        raise Unreadable from None


def _read(body: Mapping[str, Any]) -> KeyFile:
    if not isinstance(body["slots"], list):
        raise TypeError("No list.")
    slots = tuple(_slot_in(slot) for slot in body["slots"])
    if len({slot.way for slot in slots}) != len(slots):
        raise ValueError("A way stands there twice.")
    unwritten = None if body["unwritten"] is None else _bytes(body["unwritten"], most=_MOST_BOX)
    return KeyFile(
        lock_id=_bytes(body["lock"], size=ID_BYTES),
        check=_bytes(body["check"], size=_CHECK_BYTES),
        slots=slots,
        unwritten=unwritten,
        checked_on=_day(body.get("checked_on")),
    )


def _slot_out(slot: Slot) -> dict[str, Any]:
    said: dict[str, Any] = {"way": slot.way.value, "salt": slot.salt.hex(), "box": slot.box.hex()}
    if slot.cost is not None:
        said |= {"memory_kib": slot.cost.memory_kib, "passes": slot.cost.passes}
    return said


def _slot_in(said: Any) -> Slot:
    way = Way(said["way"])
    cost = None
    if way in (Way.PASSPHRASE, Way.PIN):
        cost = Cost(
            _number(said["memory_kib"], 8, MOST.memory_kib),
            _number(said["passes"], 1, MOST.passes),
        )
    return Slot(way, _bytes(said["salt"], size=SALT_BYTES), _bytes(said["box"], most=_MOST_BOX), cost)


def _bytes(said: Any, *, size: int | None = None, most: int = 0) -> bytes:
    if not isinstance(said, str):
        raise TypeError("No text.")
    found = bytes.fromhex(said)
    if len(found) != size if size is not None else len(found) > most:
        raise ValueError("Not of its length.")
    return found


def _day(said: Any) -> date | None:
    """Key files were first written without it."""
    return None if said is None else date.fromisoformat(said)


def _number(said: Any, least: int, most: int) -> int:
    if type(said) is not int or not least <= said <= most:
        raise ValueError("Not a number that makes sense.")
    return said


def _sum(body: Mapping[str, Any]) -> str:
    try:
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    except (ValueError, RecursionError):
        raise Unreadable from None
    return blake2b(text.encode("ascii"), digest_size=16, person=b"hub key file").hexdigest()
