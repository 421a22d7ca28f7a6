"""Asks the programs that come with a system, each for a fixed question and a limited time."""

import json
import os
import subprocess
from collections.abc import Callable
from typing import Any

from inpatient_hub.readiness.collectors.part import NotAvailable

Ask = Callable[..., str]
"""`ask("sw_vers", "-productVersion")` returns what the program prints; raises NotAvailable when it is not here or
refuses. Tests give stored answers."""

USUAL_ASK_S = 2.5
_MOST_CHARACTERS = 2_000_000


def ask(program: str, *arguments: str, refusal_is_an_answer: bool = False, limit_s: float = USUAL_ASK_S) -> str:
    """What a program prints. Raises NotAvailable when it is not here, or refuses and that is no answer in itself, and
    subprocess.TimeoutExpired."""
    try:
        done = subprocess.run(  # noqa: S603 - only the fixed questions of the collectors
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limit_s,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except OSError:
        raise NotAvailable(f"The program {program} cannot be used here.") from None
    if done.returncode and not refusal_is_an_answer:
        raise NotAvailable(f"The program {program} gave no answer (code {done.returncode}).")
    return done.stdout.decode("utf-8", errors="replace")[:_MOST_CHARACTERS]


def parsed(program: str, text: str) -> Any:
    """What a program printed as JSON. Raises NotAvailable when it is not that."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotAvailable(f"The program {program} answered in a form that is not known.") from None
