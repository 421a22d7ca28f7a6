"""A pack as one file: it comes out as it went in, and nothing else comes out of it."""

import zipfile
from pathlib import Path

import pytest

from inpatient_hub.content.pack_file import MOST_BYTES, look_into, pack_files, unpack, write_pack_file
from inpatient_hub.domain.errors import HubError
from tests.content.making import CORE, copied_core, written_pack

PACK = """
    id: local
    title: The moor's own
    version: "2.1"
    owner: Ward 7
    """


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


def zipped(file: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file


def test_a_whole_pack_comes_out_as_it_went_in(tmp_path: Path, fresh: Path) -> None:
    file = tmp_path / "core.hubpack"
    names = write_pack_file(CORE, file)
    assert {"pack.yaml", "areas.yaml", "contacts.yaml", "workflows/imha.yaml", "templates/imha.yaml"} <= set(names)
    unpack(file, fresh)
    assert pack_files(fresh) == names
    assert all((fresh / name).read_bytes() == (CORE / name).read_bytes() for name in names)


def test_the_same_pack_is_the_same_file(tmp_path: Path) -> None:
    write_pack_file(CORE, tmp_path / "one")
    write_pack_file(copied_core(tmp_path), tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_lies_beside_a_pack_does_not_go_with_it(tmp_path: Path) -> None:
    folder = written_pack(tmp_path / "pack", {"pack.yaml": PACK, "notes.txt": "Mine", "old/pack.yaml": PACK})
    assert write_pack_file(folder, tmp_path / "file") == ["pack.yaml"]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Mine", encoding="utf-8")
    with pytest.raises(HubError, match="not saved"):
        write_pack_file(CORE, tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "Mine"


def test_a_folder_without_a_pack_cannot_be_saved(tmp_path: Path, fresh: Path) -> None:
    with pytest.raises(HubError) as told:
        write_pack_file(fresh, tmp_path / "file")
    assert "start-local" in told.value.remedy
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(
    "name", ["../areas.yaml", "/areas.yaml", "workflows/../../areas.yaml", r"..\areas.yaml", "C:areas.yaml", "run.exe"]
)
def test_nothing_is_put_anywhere_but_where_a_pack_has_it(tmp_path: Path, fresh: Path, name: str) -> None:
    unpack(zipped(tmp_path / "file", {"pack.yaml": PACK, name: "areas: []"}), fresh)
    assert [one.name for one in fresh.rglob("*")] == ["pack.yaml"]
    assert {one.name for one in tmp_path.iterdir()} == {"file", "unpacked"}


def test_what_would_fill_the_disk_is_refused(tmp_path: Path, fresh: Path) -> None:
    file = zipped(tmp_path / "file", {"pack.yaml": PACK, "contacts.yaml": " " * (MOST_BYTES + 1)})
    assert file.stat().st_size < 100_000
    with pytest.raises(HubError) as told:
        unpack(file, fresh)
    assert "more than any pack" in told.value.message
    assert list(fresh.iterdir()) == []


@pytest.mark.parametrize("content", [b"words", b"", b"PK\x03\x04 broken off"])
def test_another_file_is_no_pack(tmp_path: Path, fresh: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(HubError, match="no content pack"):
        unpack(tmp_path / "file", fresh)


def test_a_zip_of_something_else_is_no_pack(tmp_path: Path, fresh: Path) -> None:
    with pytest.raises(HubError) as told:
        unpack(zipped(tmp_path / "file", {"letter.txt": "Dear"}), fresh)
    assert "pack.yaml" in told.value.message


def test_a_file_that_is_not_there_is_told(tmp_path: Path, fresh: Path) -> None:
    with pytest.raises(HubError, match="could not be opened"):
        unpack(tmp_path / "nowhere", fresh)


def test_a_look_tells_what_is_in_it_and_what_is_wrong(tmp_path: Path) -> None:
    areas = "areas:\n  - id: moor\n    name: The moor\n"
    folder = written_pack(tmp_path / "pack", {"pack.yaml": PACK, "areas.yaml": areas})
    look = look_into(folder)
    assert (look.title, look.version, look.owner) == ("The moor's own", "2.1", "Ward 7")
    assert (look.workflows, look.templates, look.contacts, look.areas, look.problems) == (0, 0, 0, 1, ())
    (folder / "areas.yaml").write_text(areas.replace("name:", "nmae:"), encoding="utf-8")
    assert any("nmae" in str(problem) for problem in look_into(folder).problems)
