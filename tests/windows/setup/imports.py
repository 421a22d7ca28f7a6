"""Runs inside the program as it is set up: imports every module of it, and tells whether anything reached for WMI.

imports.py PLATFORM TOLD: what came of it goes into the file TOLD.
"""

import json
import pkgutil
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

NOT_HERE = ("inpatient_hub.__main__", "inpatient_hub.gui.session_bus", "inpatient_hub.store.migrations")
"""What starts the program when it is imported; what is for Linux alone; and what only Alembic runs."""


class Wmi:
    """Stands first in line when a module is looked for, has a `_wmi` to give as newer Pythons do, and remembers whether
    anybody came for it: those that this program is set up with so far have none, and would prove nothing."""

    reached = False

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Where WMI is, and nothing else."""
        return ModuleSpec(name, self) if name in {"_wmi", "wmi"} else None  # type: ignore[arg-type]  # a loader by its two methods

    def create_module(self, _spec: ModuleSpec) -> None:
        """As usual."""

    def exec_module(self, _module: ModuleType) -> None:
        """Somebody came."""
        Wmi.reached = True


def is_there() -> bool:
    """Whether WMI can be had, asked as the library of Python 3.12 asks."""
    try:
        import_module("_wmi")
    except ImportError:
        return False
    return True


def main() -> None:
    """Import everything."""
    sys.meta_path.insert(0, Wmi())
    import inpatient_hub

    failed, count = [], 0
    for module in pkgutil.walk_packages(inpatient_hub.__path__, "inpatient_hub."):
        if not module.name.startswith(NOT_HERE):
            count += 1
            try:
                import_module(module.name)
            except Exception as error:  # noqa: BLE001  each is told
                failed.append(f"{module.name}: {error!r}")
    import platform

    platform.machine()  # what SQLAlchemy asks on import; from Python 3.12 on it asks WMI where that is there
    told: dict[str, object] = {"reached_by_imports": Wmi.reached, "to_be_had": is_there()}
    sys.modules.pop("_wmi", None)
    told["to_be_had_without_the_bar"] = is_there()
    london = str(ZoneInfo("Europe/London"))
    from inpatient_hub.domain.working_days import Nation, bank_holidays

    holidays = {nation.name: len(bank_holidays(nation, 2026)) for nation in Nation}
    told |= {"failed": failed, "imported": count, "london": london, "holidays": holidays}
    Path(sys.argv[2]).write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
