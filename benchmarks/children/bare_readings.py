"""Reads what a check of this computer reads, with nothing but Python and psutil, and tells when it was done."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
from sqlcipher3 import dbapi2 as sqlite

ROOT = Path(__file__).resolve().parent.parent.parent

UNLOCKING = "HUB_BENCH_UNLOCKING"
"""Environment variable with the statement that unlocks the store of the invented ward."""

FILES = (
    "/proc/cpuinfo",
    "/proc/uptime",
    "/proc/asound/pcm",
    "/proc/mounts",
    "/etc/os-release",
    "/etc/resolv.conf",
    "/sys/class/dmi/id/sys_vendor",
    "/sys/class/dmi/id/product_name",
    "/sys/class/dmi/id/bios_vendor",
    "/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq",
)

QUESTIONS = (
    ("lsblk", "-J", "-o", "NAME,TYPE,MOUNTPOINT"),
    ("systemd-detect-virt",),
    ("xdg-mime", "query", "default", "application/rtf"),
    ("xdg-mime", "query", "default", "text/csv"),
)


def computer() -> None:
    """The processor, the memory, the disk, the power, and what the system's own programs say."""
    psutil.virtual_memory()
    psutil.cpu_count()
    psutil.cpu_count(logical=False)
    psutil.sensors_battery()
    shutil.disk_usage(Path(os.sep).absolute())
    for file in FILES:
        with contextlib.suppress(OSError):
            Path(file).read_bytes()
    for question in QUESTIONS:
        with contextlib.suppress(OSError):
            subprocess.run(question, capture_output=True, check=False)


def installation(folder: Path) -> None:
    """The store by SQLite's own check, the backups by name, and the content byte by byte."""
    connection = sqlite.connect(str(folder / "hub.db"))
    connection.execute(os.environ[UNLOCKING])
    connection.execute("PRAGMA integrity_check").fetchall()
    connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    list((folder / "backups").glob("*.db"))
    for file in (ROOT / "resources" / "packs").rglob("*"):
        if file.is_file():
            file.read_bytes()


if __name__ == "__main__":
    computer()
    installation(Path(sys.argv[1]))
    print(json.dumps({"ended": time.monotonic_ns()}))
