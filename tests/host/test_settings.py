"""A computer's choices that a damaged file spoils are the usual ones again, and stop nothing."""

import json
from pathlib import Path

from inpatient_hub.host.paths import settings_file
from inpatient_hub.host.settings import Settings, read_settings


def test_a_name_that_no_system_takes_is_no_choice(tmp_path: Path) -> None:
    spoilt = {"theme": "dark", "second_backup_folder": "D:/back\0ups"}
    settings_file(tmp_path).write_text(json.dumps(spoilt), encoding="utf-8")
    assert read_settings(tmp_path) == Settings(theme="dark")
