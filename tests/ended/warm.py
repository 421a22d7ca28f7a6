"""Loaded once by the server that forks the processes to be killed: each of them begins with all that a start loads.

Some work is done here on a ward of its own, as much of the program is loaded, and many questions to the database are
put into words, only when they are first needed.
"""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import alembic.command
import alembic.config  # noqa: F401 - a store is made and brought up to date with them

from inpatient_hub.host.log import stop_log
from tests.contracts.keepers import put_empty_store
from tests.e2e.keats import set_up
from tests.ended.worker import closed_hub, work

with TemporaryDirectory(prefix="hub-warm-") as name:
    put_empty_store(Path(name))
    with closed_hub(Path(name)) as hub:
        set_up(hub, alone=False)
        work(hub, random.Random(5), lambda _said: None, acts=150)
        hub.backups.make()
    stop_log()
