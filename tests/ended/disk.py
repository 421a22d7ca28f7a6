"""What may be on a disk after the power went: what was put there for good, and any part of what was not.

A file's bytes are there for good once the file was synced; names are, once their folder was. Of what was written since,
nothing may have arrived, or the first part, or any pieces of 512 bytes; of what was done with names since, the first
acts. That is what file systems promise at least, and no more is assumed. What is not modelled: a disk that lies about
having synced, and sectors that rot.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.ended.strace_log import Call, bytes_of, calls_in, path_of

SECTOR = 512


@dataclass(slots=True)
class Write:
    """Bytes at a place; `data` None cuts the file off there, or lengthens it."""

    at: int
    data: bytes | None


@dataclass(slots=True, eq=False)
class Inode:
    """A file by whatever name: what is on the disk for good, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Write] = field(default_factory=list)

    def sync(self) -> None:
        for write in self.since:
            _apply(self.synced, write)
        self.since.clear()

    def now(self) -> bytes:
        """The file as the program sees it."""
        body = bytearray(self.synced)
        for write in self.since:
            _apply(body, write)
        return bytes(body)

    def after_a_cut(self, chance: random.Random) -> bytes:
        """The file as it may be found."""
        body = bytearray(self.synced)
        kind = chance.choice(("nothing", "all", "first", "pieces", "pieces"))
        if kind == "nothing":
            return bytes(body)
        count = len(self.since) if kind != "first" else chance.randrange(len(self.since) + 1)
        for write in self.since[:count]:
            if kind != "pieces":
                _apply(body, write)
            elif write.data is None:
                if chance.random() < 0.5:
                    _apply(body, write)
            else:
                for place in range(0, len(write.data), SECTOR):
                    if chance.random() < 0.6:
                        _apply(body, Write(write.at + place, write.data[place : place + SECTOR]))
        return bytes(body)


@dataclass(frozen=True, slots=True)
class Named:
    """An act on names: `inode` gets `name` (None: loses it), and `old` is given up."""

    name: str
    inode: Inode | None
    old: str = ""


class Disk:
    """A disk under a program, followed call by call. `said` is what the program has written to its output."""

    def __init__(self, root: Path, always_safe: Path) -> None:
        self._root = str(root)
        self._safe = str(always_safe)
        self.said: list[str] = []
        self._names: dict[str, Inode] = {}
        self._named: list[Named] = []
        self._for_good = 0
        self._open: dict[int, tuple[Inode | str, int]] = {}
        for path in sorted(root.rglob("*")):
            if path.is_file():
                inode = Inode(bytearray(path.read_bytes()))
                self._names[str(path)] = inode
                self._named.append(Named(str(path), inode))
        self._for_good = len(self._named)

    def follow(self, log: Path) -> Iterator[int]:
        """Does what the program did. Gives its number after each act that changes something on the disk."""
        number = 0
        for call in calls_in(log):
            if self._do(call):
                number += 1
                yield number

    def lay_out(self, place: Path, chance: random.Random) -> None:
        """Writes what may be found after the power went now into a folder that stands for the root."""
        kept = self._for_good + chance.randrange(len(self._named) - self._for_good + 1)
        names: dict[str, Inode] = {}
        for number, act in enumerate(self._named):
            if number < kept or act.name.startswith(self._safe):
                names.pop(act.old, None)
                if act.inode is None:
                    names.pop(act.name, None)
                else:
                    names[act.name] = act.inode
        for name, inode in names.items():
            if name.endswith("-shm"):
                continue  # an index that whoever opens the store first makes anew
            file = place / PurePosixPath(name).relative_to(self._root)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(inode.now() if name.startswith(self._safe) else inode.after_a_cut(chance))

    # What the calls do

    def _do(self, call: Call) -> bool:
        act = getattr(self, f"_on_{call.name}", None)
        return bool(act(call)) if act is not None else False

    def _on_openat(self, call: Call) -> bool:
        path, flags = path_of(call.said[1]), call.said[2]
        if not path.startswith(self._root):
            self._open.pop(call.gave, None)
            return False
        inode = self._names.get(path)
        changed = False
        if inode is None and "O_CREAT" in flags:
            inode = Inode()
            self._name(Named(path, inode))
            changed = True
        if inode is None:
            self._open[call.gave] = (path, 0)  # a folder
            return False
        if "O_TRUNC" in flags:
            inode.since.append(Write(0, None))
            changed = True
        self._open[call.gave] = (inode, len(inode.now()) if "O_APPEND" in flags else 0)
        return changed

    def _on_close(self, call: Call) -> bool:
        self._open.pop(int(call.said[0]), None)
        return False

    def _on_lseek(self, call: Call) -> bool:
        self._move(int(call.said[0]), call.gave)
        return False

    def _on_read(self, call: Call) -> bool:
        number = int(call.said[0])
        if number in self._open:
            self._move(number, self._open[number][1] + call.gave)
        return False

    def _on_pwrite64(self, call: Call) -> bool:
        inode = self._inode(call.said[0])
        if inode is None:
            return False
        inode.since.append(Write(int(call.said[3]), bytes_of(call.said[1])[: call.gave]))
        return True

    def _on_write(self, call: Call) -> bool:
        number = int(call.said[0])
        if number == 1:
            self.said += bytes_of(call.said[1]).decode("utf-8").split("\n")[:-1]
            return False
        inode = self._inode(call.said[0])
        if inode is None:
            return False
        at = self._open[number][1]
        inode.since.append(Write(at, bytes_of(call.said[1])[: call.gave]))
        self._move(number, at + call.gave)
        return True

    def _on_sendfile(self, call: Call) -> bool:
        target, source = int(call.said[0]), self._inode(call.said[1])
        inode = self._inode(call.said[0])
        if inode is None or source is None:
            return False
        at, start = self._open[target][1], self._open[int(call.said[1])][1]
        if call.said[2] != "NULL":
            start = int(call.said[2].strip("[]"))
        inode.since.append(Write(at, source.now()[start : start + call.gave]))
        self._move(target, at + call.gave)
        return True

    def _on_ftruncate(self, call: Call) -> bool:
        inode = self._inode(call.said[0])
        if inode is None:
            return False
        inode.since.append(Write(int(call.said[1]), None))
        return True

    def _on_fsync(self, call: Call) -> bool:
        there = self._open.get(int(call.said[0]))
        if there is None:
            return False
        if isinstance(there[0], Inode):
            there[0].sync()
        else:
            self._for_good = len(self._named)
        return True

    _on_fdatasync = _on_fsync

    def _on_rename(self, call: Call) -> bool:
        old, new = path_of(call.said[0]), path_of(call.said[1])
        inode = self._names.pop(old, None)
        if inode is None:
            return False
        self._names[new] = inode
        self._named.append(Named(new, inode, old))
        return True

    def _on_unlink(self, call: Call) -> bool:
        path = path_of(call.said[0])
        if self._names.pop(path, None) is None:
            return False
        self._named.append(Named(path, None))
        return True

    def _name(self, act: Named) -> None:
        assert act.inode is not None
        self._names[act.name] = act.inode
        self._named.append(act)

    def _inode(self, said: str) -> Inode | None:
        there = self._open.get(int(said))
        return there[0] if there is not None and isinstance(there[0], Inode) else None

    def _move(self, number: int, to: int) -> None:
        if number in self._open:
            self._open[number] = (self._open[number][0], to)


def _apply(body: bytearray, write: Write) -> None:
    if write.data is None:
        if len(body) > write.at:
            del body[write.at :]
        body.extend(bytes(write.at - len(body)))
        return
    end = write.at + len(write.data)
    body.extend(bytes(max(0, end - len(body))))
    body[write.at : end] = write.data
