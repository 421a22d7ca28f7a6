"""Starts the two networks and talks to them: `with Lab() as lab: lab.probe(plan)`."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from benchmarks.spawn import ROOT, ChildFailed

S11, S12, NAME_SERVER = "192.0.2.61", "192.0.2.62", "192.0.2.53"
CLIENT, CLIENT_BY_LINE = "192.0.2.10", "192.0.2.11"
"""Addresses of documentation only (RFC 5737)."""
TCP, UDP = (2130, 2140), (2120, 2130)
NAMES = {"s11.test": [S11], "s12.test": [S12]}
PROGRAMS = ("unshare", "ip", "iptables", "mount", "sysctl")

ENTER = ["unshare", "--map-root-user", "--user", "--net", "--mount", "--kill-child"]
"""What makes a network of one's own, without any right that a user does not have."""


class LabFailed(ChildFailed):
    """The networks did not do what they were told. The message holds what they said."""


def why_not(entering: Sequence[str] = ENTER) -> str:
    """Why there can be no such networks here, or nothing when there can."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    tried = subprocess.run([*entering, "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        return f"this computer lets nobody make a network of their own: {tried.stderr.strip()}"
    return ""


class Lab:
    """The two networks, for as long as they are used. One test at a time runs in them."""

    def __init__(self) -> None:
        command = [*ENTER, sys.executable, "-m", "benchmarks.netlab.inside"]
        self._inside = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.tun = ""
        """Why there can be no slow lines here; nothing when there can."""

    def __enter__(self) -> Self:
        try:
            self.tun = self._answer()["tun"]
        except LabFailed:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        for pipe in (self._inside.stdin, self._inside.stdout, self._inside.stderr):
            if pipe is not None:
                pipe.close()
        self._inside.wait(timeout=10)

    def reset(self) -> None:
        """No firewall rules, no slow line, every server open and silent, the names as documented."""
        self._do("reset")

    def client(self, *commands: str) -> str:
        """Runs commands where the program runs, and returns what they print."""
        return str(self._do("client", run=[one.split() for one in commands])["said"])

    def server(self, *commands: str) -> str:
        """Runs commands where the servers run."""
        return str(self._do("server", run=[one.split() for one in commands])["said"])

    def serve(self, **what: Any) -> None:
        """Changes what the servers do; servers.py knows the words."""
        self._do("serve", what=what)

    def limit_reports(self) -> None:
        """Servers report closed UDP ports as sparingly as Linux does by itself, until the next reset."""
        self._do("limit_reports")

    def hosts_file(self, text: str) -> None:
        """Writes the hosts file of the computer that is tested, until the next reset."""
        self._do("write", file="/etc/hosts", text=text)

    def seen(self) -> dict[str, Any]:
        """What the servers have received since this was last asked."""
        found: dict[str, Any] = self._do("seen")["seen"]
        return found

    def slow(self, *, ms: float, loss: float = 0.0) -> None:
        """A line with this round trip and this share of packets lost each way, until the next reset."""
        self._do("slow", ms=ms, loss=loss)

    def probe(self, plan: Mapping[str, Any], **how: Any) -> dict[str, Any]:
        """Runs a network test: `facts` and `keys`. `how`: limits, stop_after_s, environ, single_syn."""
        return self._do("probe", plan=dict(plan), **how)

    def timed(self, command: Sequence[str]) -> dict[str, Any]:
        """Runs a program: `ms` and what it `said`."""
        return self._do("timed", command=list(command))

    def _do(self, order: str, **words: Any) -> dict[str, Any]:
        assert self._inside.stdin is not None
        self._inside.stdin.write(json.dumps({"do": order, **words}) + "\n")
        self._inside.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._inside.stdout is not None
        line = self._inside.stdout.readline()
        if not line:
            self._inside.wait(timeout=10)
            assert self._inside.stderr is not None
            raise LabFailed(self._inside.stderr.read()[-4000:])
        answer: dict[str, Any] = json.loads(line)
        if "failed" in answer:
            raise LabFailed(answer["failed"])
        return answer
