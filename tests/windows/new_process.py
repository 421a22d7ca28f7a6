"""Starts another Windows Python, for what is decided as a process starts: the version, the scaling, what is loaded."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

LONGEST_S = 60


def in_new_process(code: str, program: str = sys.executable) -> str:
    """Run some lines of Python to their end and return what they print. Raises AssertionError when they fail."""
    done = subprocess.run(
        [program, "-B", "-X", "utf8", "-c", textwrap.dedent(code)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8").strip()


def facts_in_new_process() -> dict[str, Any]:
    """What all parts find in a process of its own, as the facts would be saved."""
    return dict(
        json.loads(
            in_new_process(
                """
                from datetime import UTC, datetime
                from inpatient_hub.host.clock import FixedClock
                from inpatient_hub.readiness.collecting import collect
                from inpatient_hub.readiness.collectors.choose import local_parts
                clock = FixedClock(datetime(2026, 11, 20, 14, 5, tzinfo=UTC))
                print(collect(local_parts(), clock=clock, app_version="test").model_dump_json())
                """
            )
        )
    )


def tell_wine(*command: str) -> None:
    """Run one of Windows' own programs, such as `winecfg -v win81`."""
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST_S,
        check=True,
        cwd=Path(sys.executable).anchor,
    )
