"""Ids are UUIDs: random ones, and ones that begin with their moment."""

from uuid import RFC_4122, UUID

import pytest

from inpatient_hub.host import identity
from inpatient_hub.host.identity import new_id, new_id_in_order

MANY = 200


@pytest.mark.parametrize(("made", "version"), [(new_id, 4), (new_id_in_order, 7)])
def test_every_id_is_a_uuid_of_its_version_and_another_one(made: object, version: int) -> None:
    assert callable(made)
    ids = [made() for _ in range(MANY)]
    assert len(set(ids)) == MANY
    assert {len(one) for one in ids} == {32}
    assert {(UUID(one).version, UUID(one).variant) for one in ids} == {(version, RFC_4122)}


def test_ids_in_order_follow_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = []
    for moment in (1, 2_000, 2_001, 1_795_893_904_123):
        monkeypatch.setattr(identity, "epoch_milliseconds", lambda moment=moment: moment)
        ids.append(new_id_in_order())
    assert ids == sorted(ids)
    assert [int(one[:12], 16) for one in ids] == [1, 2_000, 2_001, 1_795_893_904_123]
