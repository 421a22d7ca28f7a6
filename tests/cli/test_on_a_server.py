"""The same commands on a ward that is kept on a database server."""

from pathlib import Path

from tests.cli.conftest import Shell
from tests.contracts.keepers import postgres_store


def test_commands_work_on_a_server_as_on_a_folder(shell: Shell, tmp_path: Path) -> None:
    with postgres_store() as store:
        place = ["--data-dir", str(tmp_path), "--database-url", store.target.url or ""]
        assert shell("demo", *place).code == 0
        assert shell("patient", "list", *place).out.splitlines()[-1] == "18 patients"
        tray = shell("note", "list", "--state", "copied", "--json", *place).json["notes"]
        assert shell("note", "file", tray[0]["id"], "--by", "Esther Summerson", *place).out.startswith("Filed.\n")
        assert shell("ward", "show", "--json", *place).json["unfiled_notes"] == 2
    assert not (tmp_path / "hub.db").exists()
