"""A pack that came as one file takes the place of the ward's own as a whole, or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inpatient_hub.content.pack_file import write_pack_file
from inpatient_hub.domain.audit import THE_STORE, AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.packs import PackService
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.trail import AuditTrail
from tests.content.making import written_pack
from tests.content.test_pack_file import PACK
from tests.fakes.store import FakeStore

CLOCK = FixedClock(datetime(2026, 11, 20, 14, 5, tzinfo=UTC))
AREAS = "areas:\n  - id: moor\n    name: The moor\n"


class Desk:
    """A ward's folder with packs in it, and somebody who may change them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "packs" / "local"
        self.store = FakeStore()
        seat = Seat(clock=CLOCK, program=True)
        trail = AuditTrail(clock=CLOCK, new_id=new_id, seat=seat)
        self.packs = PackService(folder=self.folder, store=self.store, clock=CLOCK, trail=trail, seat=seat)

    def acts(self) -> list[tuple[AuditAction, dict[str, str]]]:
        with self.store.reading() as work:
            return [(event.action, dict(event.detail)) for event in work.audit.of_entity(Kind.STORE, THE_STORE)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def pack(folder: Path, areas: str = AREAS) -> Path:
    file = folder / "moor.hubpack"
    write_pack_file(written_pack(folder / "made", {"pack.yaml": PACK, "areas.yaml": areas}), file)
    return file


def test_it_is_brought_in_and_the_trail_says_which(desk: Desk, tmp_path: Path) -> None:
    done = desk.packs.bring_in(pack(tmp_path))
    assert (done.look.title, done.kept) == ("The moor's own", None)
    assert (desk.folder / "areas.yaml").read_text(encoding="utf-8") == AREAS
    assert [one.name for one in desk.folder.parent.iterdir()] == ["local"]
    assert desk.acts() == [(AuditAction.CONTENT_EDITED, {"pack": "The moor's own", "version": "2.1"})]


def test_what_was_there_before_is_kept_whole(desk: Desk, tmp_path: Path) -> None:
    written_pack(desk.folder, {"contacts.yaml": "contacts: []\n", "notes.txt": "Mine"})
    kept = desk.packs.bring_in(pack(tmp_path)).kept
    assert kept == desk.folder.with_name("local-before-20261120T140500Z")
    assert sorted(one.name for one in kept.iterdir()) == ["contacts.yaml", "notes.txt"]
    assert sorted(one.name for one in desk.folder.iterdir()) == ["areas.yaml", "pack.yaml"]


def test_a_pack_with_something_wrong_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    written_pack(desk.folder, {"areas.yaml": AREAS})
    with pytest.raises(HubError) as told:
        desk.packs.bring_in(pack(tmp_path, AREAS.replace("name:", "nmae:")))
    assert "areas.yaml" in told.value.message
    assert [one.name for one in desk.folder.parent.iterdir()] == ["local"]
    assert (desk.folder / "areas.yaml").read_text(encoding="utf-8") == AREAS
    assert desk.acts() == []


def test_where_the_place_cannot_be_taken_the_old_pack_is_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_pack(desk.folder, {"areas.yaml": AREAS})
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "pack":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(HubError, match="not brought in"):
        desk.packs.bring_in(pack(tmp_path))
    assert [one.name for one in desk.folder.parent.iterdir()] == ["local"]
    assert desk.acts() == []


def test_a_look_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    assert desk.packs.look(pack(tmp_path)).areas == 1
    assert not desk.folder.parent.exists()
