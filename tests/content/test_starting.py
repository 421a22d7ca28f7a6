"""The beginnings of a ward's own pack: sound as they are written, ready to be filled in, and never written over."""

from pathlib import Path

import pytest

from inpatient_hub.content.check import check_folder
from inpatient_hub.content.loader import load_packs
from inpatient_hub.content.starting import start_local_pack
from inpatient_hub.domain.errors import HubError
from tests.content.making import CORE, changed, core_content


def test_a_started_pack_is_sound_and_changes_nothing_yet(tmp_path: Path) -> None:
    folder = tmp_path / "ward" / "content"
    assert [path.name for path in start_local_pack(folder)] == ["pack.yaml", "areas.yaml", "contacts.yaml"]
    assert check_folder(folder) == []
    content, core = load_packs(CORE, folder), core_content()
    assert content.workflows == core.workflows
    assert content.directory.areas == core.directory.areas
    assert set(content.unset_contacts()) == set(core.unset_contacts())


def test_a_ward_fills_in_its_contacts_by_writing_over_the_examples(tmp_path: Path) -> None:
    start_local_pack(tmp_path)
    changed(tmp_path / "areas.yaml", "Thornfield City", "Leeds")
    changed(tmp_path / "contacts.yaml", "Larkfield Advocacy", "Our advocates")
    changed(tmp_path / "contacts.yaml", "    needs_setting: true\n", "")
    content = load_packs(CORE, tmp_path)
    assert content.local_problems == ()
    assert content.unset_contacts() == ()
    assert [area.name for area in content.directory.areas] == ["Leeds", "Wuthering County"]
    assert [one.name for one in content.directory.for_service("advocacy", "city")] == ["Our advocates"]


def test_an_area_taken_away_is_told_at_every_contact_that_named_it(tmp_path: Path) -> None:
    start_local_pack(tmp_path)
    changed(tmp_path / "areas.yaml", '  - id: county\n    name: "Wuthering County"\n', "")
    told = [str(problem) for problem in check_folder(tmp_path)]
    assert len(told) == 4
    assert all("'county' is not an area. There are: city." in one for one in told)


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "contacts.yaml").write_text("# mine\n", encoding="utf-8")
    assert [path.name for path in start_local_pack(tmp_path)] == ["pack.yaml", "areas.yaml"]
    assert (tmp_path / "contacts.yaml").read_text(encoding="utf-8") == "# mine\n"
    assert start_local_pack(tmp_path) == ()


def test_a_folder_that_cannot_be_written_to_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file in the folder's place", encoding="utf-8")
    with pytest.raises(HubError) as raised:
        start_local_pack(tmp_path / "content")
    assert raised.value.title == "The ward's own pack could not be started"
    assert str(tmp_path) not in raised.value.one_line()
