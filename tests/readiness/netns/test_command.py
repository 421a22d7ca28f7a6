"""The command itself in the laboratory: what it prints and returns, and what has left the computer by then."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.netlab.lab import S11, S12, Lab

OWN_SERVERS = f"""
[home]
hosts = [{{ name = "s11.test", documented = "{S11}" }}, {{ name = "s12.test", documented = "{S12}" }}]
"""

RUN = """
import json, os, pty, re, signal, subprocess, sys
stop_at, command = sys.argv[1], sys.argv[2:]
mine, theirs = pty.openpty()
running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True)
os.close(theirs)
shown = b""
try:
    while said := os.read(mine, 65536):
        shown += said
        if stop_at and stop_at.encode() in shown:
            running.send_signal(signal.SIGINT)
            stop_at = ""
except OSError:
    pass  # so a terminal ends
out, _ = running.communicate(timeout=60)
print(json.dumps({"code": running.returncode, "out": out, "shown": shown.decode()}))
"""
"""Runs the command at a terminal, and presses Ctrl+C once these words are on it."""

WAYS = ("--only", "NW-03", "--only", "NW-04", "--only", "NW-05")


@dataclass(frozen=True, slots=True)
class Said:
    """What the command left behind."""

    code: int
    out: str
    shown: str

    def status(self, check: str) -> str:
        """How one check stands in the JSON it printed."""
        results: list[dict[str, Any]] = json.loads(self.out)["results"]
        return str(next(one["status"] for one in results if one["check_id"] == check))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A data folder whose trust has servers in the laboratory."""
    folder = tmp_path / "data"
    (folder / "readiness").mkdir(parents=True)
    (folder / "readiness" / "profiles.toml").write_text(OWN_SERVERS, encoding="utf-8")
    return folder


def check(lab: Lab, place: Path, *arguments: str, stop_at: str = "") -> Said:
    command = [sys.executable, "-m", "inpatient_hub", "check", "--profile", "home", "--data-dir", str(place)]
    return Said(**json.loads(lab.timed([sys.executable, "-c", RUN, stop_at, *command, *arguments])["said"]))


def test_without_network_the_servers_hear_nothing(lab: Lab, place: Path) -> None:
    said = check(lab, place)
    assert said.code == 1
    assert "The way to SystmOne was not tested, and nothing was sent over the network." in said.out
    seen = lab.seen()
    assert (seen["connections"], seen["datagrams"], seen["names"]) == (0, 0, [])


def test_with_network_every_port_is_tried_and_not_a_byte_is_sent(lab: Lab, place: Path) -> None:
    said = check(lab, place, "--network", "--json", *WAYS)
    assert said.code == 0
    assert [said.status(one) for one in ("NW-03", "NW-04", "NW-05")] == ["pass", "pass", "unknown"]
    assert "Looking up s11.test" in said.shown
    seen = lab.seen()
    assert seen["connections"] >= 22
    assert (seen["bytes"], seen["datagram_bytes"]) == (0, 0)


def test_a_filter_on_the_way_is_1_with_the_ports_and_for_the_network_team(lab: Lab, place: Path) -> None:
    for server in (S11, S12):
        lab.server(f"iptables -A INPUT -d {server} -p tcp --dport 2134:2140 -j DROP")
    said = check(lab, place, "--network", "--html", str(place / "report.html"))
    assert said.code == 1
    assert "NW-04  SystmOne cannot be reached on TCP 2134 to 2140 (Network team)" in said.out
    html = (place / "report.html").read_text(encoding="utf-8")
    assert '<th scope="row">TCP 2134-2140</th><td><span class="chip to_fix">no reply</span></td>' in html


def test_ctrl_c_in_the_middle_leaves_what_is_known(lab: Lab, place: Path) -> None:
    for server in (S11, S12):
        lab.server(f"iptables -A INPUT -d {server} -j DROP")
    said = check(lab, place, "--network", stop_at="Looking up s11.test")
    assert said.code == 130
    assert "You stopped the check: what was not known by then was left out." in said.out
    assert "OS-01" in said.out
    assert "Traceback" not in said.shown


def test_a_second_test_waits_until_the_servers_have_had_their_pause(lab: Lab, place: Path) -> None:
    assert check(lab, place, "--network", "--json", *WAYS).code == 0
    again = check(lab, place, "--network", "--json", *WAYS)
    assert (again.code, again.out) == (3, "")
    assert "The network was tested a moment ago" in again.shown
