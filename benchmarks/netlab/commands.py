"""Runs the system's own programs inside one of the networks."""

import subprocess
from collections.abc import Sequence


def said_by(command: Sequence[str]) -> str:
    """What a program prints. Raises RuntimeError with its complaint when it fails."""
    done = subprocess.run(list(command), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def lines(commands: str) -> list[list[str]]:
    """Commands, one a line, as lists of words."""
    return [line.split() for line in commands.strip().splitlines()]
