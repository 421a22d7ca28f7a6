"""Runs inside the program as it is set up: imports every module of it, and tells whether anything reached for WMI.

imports.py PLATFORM TOLD: what came of it goes into the file TOLD.
"""

import json
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

NOT_HERE = ("inpatient_hub.__main__", "inpatient_hub.gui.session_bus", "inpatient_hub.store.migrations")
"""What starts the program when it is imported; what is for Linux alone; and what only Alembic runs."""


class Watch:
    """Stands first in line when a module is looked for, and remembers who asked for WMI."""

    reached = False

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        """Find nothing; only remember."""
        if name in {"_wmi", "wmi"}:
            Watch.reached = True


def main() -> None:
    """Import everything."""
    sys.meta_path.insert(0, Watch())
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
    told: dict[str, object] = {"wmi": sys.modules.get("_wmi") is not None or Watch.reached}  # None bars the way to it
    london = str(ZoneInfo("Europe/London"))
    from inpatient_hub.domain.working_days import Nation, bank_holidays

    holidays = {nation.name: len(bank_holidays(nation, 2026)) for nation in Nation}
    told |= {"failed": failed, "imported": count, "london": london, "holidays": holidays}
    Path(sys.argv[2]).write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
