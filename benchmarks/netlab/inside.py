"""Runs inside the first network: the computer that is tested. Reads one order a line, and answers each with one."""

import dataclasses
import json
import os
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.netlab.commands import lines, said_by
from benchmarks.netlab.lab import CLIENT, CLIENT_BY_LINE, NAME_SERVER, S11, S12
from benchmarks.netlab.relay import Relay, open_tun, why_no_tun
from inpatient_hub.readiness.collectors.network import LocalNetwork, this_computer
from inpatient_hub.readiness.probe import ProbeLimits, ProbePlan, expected_keys, probe
from inpatient_hub.readiness.profiles import HostSpec

_FILES = {
    "/etc/resolv.conf": f"nameserver {NAME_SERVER}\noptions timeout:1 attempts:2\n",
    "/etc/nsswitch.conf": "hosts: files dns\n",
    "/etc/hosts": "127.0.0.1 localhost\n",
}
"""What names are looked up by in here, instead of by the computer's own resolver."""

_RATE_LIMIT = "/proc/sys/net/ipv4/icmp_ratelimit"

_QUICK_ARP_MS = 150
"""Three questions for an address that nobody has then take half a second, and not three."""


def hide_the_rest() -> None:
    """Puts the files above in the place of the computer's, and hides the daemons that would answer for it."""
    aside = Path("/run").resolve()
    targets = {file: Path(file).resolve() for file in _FILES}
    said_by(["mount", "-t", "tmpfs", "tmpfs", str(aside)])
    for number, (file, text) in enumerate(_FILES.items()):
        ours = aside / f"lab-{number}"
        ours.write_text(text, encoding="ascii")
        if targets[file].is_relative_to(aside):
            targets[file].parent.mkdir(parents=True, exist_ok=True)
            targets[file].touch()
        said_by(["mount", "--bind", str(ours), str(targets[file])])
    # Without its own /sys a network shows the adapters of the whole computer; not every kernel allows it.
    subprocess.run(["mount", "-t", "sysfs", "sysfs", "/sys"], capture_output=True, check=False)


class Servers:
    """The second network, by its own process."""

    def __init__(self) -> None:
        self.channel, theirs = socket.socketpair(socket.AF_UNIX)
        command = ["unshare", "--net", sys.executable, "-m", "benchmarks.netlab.servers", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[theirs.fileno()]
        )
        theirs.close()
        self.pid = self._process.pid
        self._answer()

    def order(self, do: str, **words: Any) -> dict[str, Any]:
        """Sends an order and returns the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **words}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"failed": "the servers died"}')
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer

    def end(self) -> None:
        """Lets them end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=5)


class Inside:
    """Does what the orders say."""

    def __init__(self) -> None:
        hide_the_rest()
        self._relay: Relay | None = None
        self._servers = Servers()
        self._wire()
        self.reset()

    def end(self) -> None:
        """Takes the networks down."""
        if self._relay is not None:
            self._relay.end()
        self._servers.end()

    def _wire(self) -> None:
        self._run(f"""
            ip link set lo up
            ip link add veth0 type veth peer name veth1 netns {self._servers.pid}
            ip address add {CLIENT}/24 dev veth0
        """)
        self._run_there(f"""
            ip link set lo up
            ip address add {S11}/24 dev veth1
            ip address add {S12}/24 dev veth1
            ip address add {NAME_SERVER}/24 dev veth1
            ip link set veth1 up
        """)
        _set("net/ipv4/ping_group_range", "0 0")
        _set("net/ipv4/neigh/veth0/retrans_time_ms", str(_QUICK_ARP_MS))
        for adapter in ("all", "veth0"):
            _set(f"net/ipv4/conf/{adapter}/rp_filter", "0")
            self._servers.order(
                "write", file=f"/proc/sys/net/ipv4/conf/{adapter.replace('0', '1')}/rp_filter", text="0"
            )

    def reset(self) -> dict[str, Any]:
        """Everything as it was at the beginning."""
        if self._relay is not None:
            self._relay.end()
            self._relay = None
        for run in (self._run, self._run_there):
            run("iptables -F\niptables -t nat -F")
        self._run("""
            ip link set veth0 up
            ip neighbour flush dev veth0
        """)
        while " state UP " not in said_by(["ip", "link", "show", "veth0"]):
            pass  # the kernel says so some milliseconds later
        self._run(f"ip route replace default via {NAME_SERVER}")
        self._run_there("ip address flush dev lo scope global")
        self.write("/etc/hosts", _FILES["/etc/hosts"])
        self._servers.order("write", file=_RATE_LIMIT, text="0")
        self._servers.order("serve", what={})
        self._servers.order("seen")
        return {}

    def client(self, run: list[list[str]]) -> dict[str, Any]:
        """Commands in this network."""
        return {"said": "".join(said_by(command) for command in run)}

    def server(self, run: list[list[str]]) -> dict[str, Any]:
        """Commands in the other one."""
        return self._servers.order("run", run=run)

    def limit_reports(self) -> dict[str, Any]:
        """ICMP as Linux limits it by itself: six or so at once, then one a second."""
        return self._servers.order("write", file=_RATE_LIMIT, text="1000")

    def write(self, file: str, text: str) -> dict[str, Any]:
        """One of the files by which names are looked up in here."""
        if file not in _FILES:
            raise ValueError(f"{file} is not this network's own")
        Path(file).write_text(text, encoding="ascii")
        return {}

    def serve(self, what: dict[str, Any]) -> dict[str, Any]:
        """What the servers do."""
        return self._servers.order("serve", what=what)

    def seen(self) -> dict[str, Any]:
        """What the servers received."""
        return self._servers.order("seen")

    def slow(self, ms: float, loss: float) -> dict[str, Any]:
        """A slow line to the servers."""
        here = open_tun("tun0")
        self._servers.order("tun")
        _, (there, *_), *_ = socket.recv_fds(self._servers.channel, 16, 1)
        self._relay = Relay(here, there, ms=ms, loss=loss)
        self._run(f"ip link set tun0 up\nip address add {CLIENT_BY_LINE}/32 dev tun0")
        self._run_there(f"ip link set tun1 up\nip route replace {CLIENT_BY_LINE}/32 dev tun1")
        for address in (S11, S12, NAME_SERVER):
            self._run(f"ip route replace {address}/32 dev tun0 src {CLIENT_BY_LINE}")
        return {}

    def timed(self, command: list[str]) -> dict[str, Any]:
        """How long a program takes."""
        begun = time.perf_counter()
        said = said_by(command)
        return {"ms": (time.perf_counter() - begun) * 1000, "said": said}

    def probe(
        self,
        plan: dict[str, Any],
        limits: dict[str, Any] | None = None,
        stop_after_s: float | None = None,
        environ: dict[str, str] | None = None,
        single_syn: bool = False,
    ) -> dict[str, Any]:
        """One network test, as the program runs it."""
        made, stop, keys = _plan(plan), threading.Event(), list[str]()
        stopped: list[float] = []

        def press() -> None:
            stopped.append(time.perf_counter())
            stop.set()

        presser = threading.Timer(stop_after_s or 0, press)
        if stop_after_s is not None:
            presser.start()
        begun = time.perf_counter()
        local, prepared = _local(single_syn)
        with patch.dict(os.environ, environ or {}):
            facts = probe(
                made,
                stop=stop,
                on_done=lambda key, _: keys.append(key),
                limits=ProbeLimits(**limits or {}),
                local=local,
            )
        ended = time.perf_counter()
        return {
            "facts": facts.model_dump_json(),
            "keys": keys,
            "expected": expected_keys(made),
            "ms": (ended - begun) * 1000,
            "ms_after_stop": (ended - stopped[0]) * 1000 if stopped else None,
            "prepared": len(prepared),
        }

    def _run(self, commands: str) -> None:
        for command in lines(commands):
            said_by(command)

    def _run_there(self, commands: str) -> None:
        self._servers.order("run", run=lines(commands))


def _local(single_syn: bool) -> tuple[LocalNetwork, list[float]]:
    """This computer, or one that says it could be told to send one SYN only, as Windows can."""
    prepared: list[float] = []

    def prepare(_: socket.socket, within_s: float) -> bool:
        prepared.append(within_s)
        return True

    local = this_computer()
    return (dataclasses.replace(local, single_syn=prepare) if single_syn else local), prepared


def _plan(plan: dict[str, Any]) -> ProbePlan:
    made = {**plan, "hosts": tuple(HostSpec(**host) for host in plan.get("hosts", ()))}
    made["addresses"] = tuple((address, port) for address, port in plan.get("addresses", ()))
    return ProbePlan(**{name: tuple(value) for name, value in made.items()})


def _set(name: str, value: str) -> None:
    Path("/proc/sys", name).write_text(value, encoding="ascii")


def main() -> None:
    """Answers orders until they end."""
    inside = Inside()
    print(json.dumps({"tun": why_no_tun()}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        do: Callable[..., dict[str, Any]] = getattr(inside, order.pop("do"))
        try:
            answer = do(**order)
        except Exception:  # noqa: BLE001 - told to whoever gave the order
            answer = {"failed": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
    inside.end()


if __name__ == "__main__":
    main()
