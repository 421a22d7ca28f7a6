"""Reads what `strace` wrote about a program: every act on a file, in order, with every byte."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OPTIONS = (
    "-f -xx -s 70000 -e signal=none "
    "-e trace=openat,open,creat,close,dup,dup2,dup3,fcntl,lseek,read,pread64,write,pwrite64,writev,ftruncate,truncate,"
    "fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,sendfile,copy_file_range,fallocate"
).split()

_CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<said>.*)\) += (?P<gave>-?\d+|\?)")
_UNFINISHED = re.compile(r"^(?P<pid>\d+) +(?P<start>.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(?P<pid>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)$")
_PART = re.compile(r'"(?:\\x[0-9a-f]{2})*"(?:\.\.\.)?|\[[^\]]*\]|\{[^}]*\}|[^,]+')


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the system that did what it was asked: its name, its arguments as strace wrote them, its answer."""

    name: str
    said: tuple[str, ...]
    gave: int


def calls_in(log: Path) -> Iterator[Call]:
    """Every call that succeeded, in order."""
    unfinished: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            text = line.rstrip("\n")
            if started := _UNFINISHED.match(text):
                unfinished[started["pid"]] = started["start"]
                continue
            if resumed := _RESUMED.match(text):
                text = f"{resumed['pid']} {unfinished.pop(resumed['pid'])}{resumed['rest']}"
            found = _CALL.match(text)
            if found and found["gave"] not in ("?", "-1"):
                said = tuple(part.strip() for part in _PART.findall(found["said"]))
                yield Call(found["name"], said, int(found["gave"]))


def bytes_of(said: str) -> bytes:
    """The bytes of a text argument. It must not have been cut."""
    assert said.startswith('"'), said[:50]
    assert said.endswith('"'), "strace cut a piece of data"
    return bytes.fromhex(said[1:-1].replace("\\x", ""))


def path_of(said: str) -> str:
    """The path of a text argument."""
    return bytes_of(said).decode("utf-8")
