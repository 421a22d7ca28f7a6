"""Until a person asks for the network, not one packet leaves this computer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.architecture.source import ROOT

ASKED_LOCALLY = {"lsblk", "systemd-detect-virt", "xdg-mime", "xrandr"}


def watched(what: str, folder: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.readiness.sends_nothing", what, str(folder)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_the_network_no_socket_is_made_and_no_name_is_asked_for(tmp_path: Path) -> None:
    told = watched("local", tmp_path)
    assert told["sockets"] == []
    assert set(told["programs"]) <= ASKED_LOCALLY
    assert told["results"] > 100


def test_the_watch_would_see_a_socket(tmp_path: Path) -> None:
    assert watched("network", tmp_path)["sockets"]
