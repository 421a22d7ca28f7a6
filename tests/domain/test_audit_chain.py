"""The chain of the audit trail: whatever is done to it afterwards is found, and what a restore explains is not."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.anchors import Anchor, AnchorPlace, anchor_from, anchor_line, head_words, printed_anchor
from inpatient_hub.domain.audit import CHANGED, AuditAction, AuditEvent, only_shown
from inpatient_hub.domain.audit_chain import EMPTY, Entry, Head, as_hashed, chained, event_of, hash_of
from inpatient_hub.domain.audit_verdict import ChainFault, Replaced, Verdict, judged_chain, replaced_by
from inpatient_hub.domain.audit_words import DID, GROUP_WORDS, ActGroup, actions_of, kind_words
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.clock_watch import ClockWatch, behind

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def an_event(number: int = 0, **changed: object) -> AuditEvent:
    """An event with a little of everything."""
    usual: dict[str, object] = {
        "id": f"{number:032x}",
        "at": NOW + timedelta(seconds=number),
        "actor_id": "a" * 32,
        "action": AuditAction.PATIENT_EDITED,
        "kind": Kind.PATIENT,
        "entity_id": "b" * 32,
        "patient_id": "b" * 32 if number % 2 else None,
        "detail": {"changed": "bed"},
        "before": {"bed": "3"},
        "after": {"bed": "4"},
    }
    return AuditEvent(**(usual | changed))  # type: ignore[arg-type]


def a_chain(length: int, start: Head = EMPTY) -> list[Entry]:
    """So many entries, chained."""
    entries: list[Entry] = []
    for number in range(length):
        entries.append(chained(an_event(number), start))
        start = Head(entries[-1].seq, entries[-1].hash)
    return entries


class Kept:
    """A chain in memory."""

    def __init__(
        self, entries: Sequence[Entry], *, before: int | None = None, guarded: bool = True, closed: int | None = None
    ) -> None:
        self._entries = entries
        self._before, self._guarded, self._closed = before, guarded, closed

    def before_first(self) -> int | None:
        return self._before

    def is_guarded(self) -> bool:
        return self._guarded

    def closed(self) -> int | None:
        return self._closed

    def entries(self, after: int, limit: int) -> Sequence[Entry]:
        return [entry for entry in self._entries if entry.seq > after][:limit]

    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[tuple[str, bytes]]]:
        while page := self.entries(after, at_once):
            yield [as_hashed(entry) for entry in page]
            after = page[-1].seq

    def with_hash(self, wanted: str) -> int | None:
        return next((entry.seq for entry in self._entries if entry.hash == wanted), None)


def judged(
    entries: Sequence[Entry], anchors: Sequence[Anchor] = (), replaced: Sequence[Replaced] = (), at_once: int = 4
) -> Verdict:
    """The verdict, read a few entries at a time."""
    return judged_chain(Kept(entries), anchors, replaced, at_once=at_once)


def anchor_at(entry: Entry, at: datetime = NOW) -> Anchor:
    return Anchor(entry.seq, entry.hash, at, AnchorPlace.KEYRING)


def fault(verdict: Verdict) -> tuple[int, ChainFault] | None:
    return (verdict.fault.seq, verdict.fault.kind) if verdict.fault else None


def rehashed(entry: Entry) -> Entry:
    return entry._replace(hash=hash_of(entry))


def test_the_hash_is_that_of_the_parts_with_unit_separators_between() -> None:
    (entry,) = a_chain(1)
    parts = ["hub-audit-1", "1", "2026-11-20T14:05:00.000000+00:00", "a" * 32, "patient.edited", "patient", "b" * 32]
    text = "\x1f".join([*parts, entry.body, "0" * 64])
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()


def test_an_event_comes_back_out_of_its_entry_as_it_was() -> None:
    event = an_event(7, reason="Wrong bed", role="lead", workstation="WARD-PC", ward_at="here", text_hash="c" * 64)
    entry = chained(event, EMPTY)
    assert event_of(entry) == event
    assert (event_of(entry).seq, event_of(entry).hash) == (1, entry.hash)


def test_a_whole_chain_is_sound_and_so_is_an_empty_one() -> None:
    entries = a_chain(10)
    verdict = judged(entries, [anchor_at(entries[3]), anchor_at(entries[-1])])
    assert verdict.is_sound
    assert (verdict.entries, verdict.head, verdict.anchors) == (10, Head(10, entries[-1].hash), 2)
    assert judged([]).is_sound


@pytest.mark.parametrize(
    "changed",
    [
        {"body": '{"id":"x"}'},
        {"at": "2026-11-20T14:05:59.000000+00:00"},
        {"actor_id": "c" * 32},
        {"actor_id": None},
        {"action": "note.filed"},
        {"kind": "note"},
        {"entity_id": "c" * 32},
        {"patient_id": "c" * 32},
        {"id": "c" * 32},
        {"hash": "c" * 64},
        {"prev": "c" * 64},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_one_changed_column_is_found_where_it_is(changed: dict[str, str | None]) -> None:
    entries = a_chain(9)
    entries[5] = entries[5]._replace(**changed)  # type: ignore[arg-type]
    assert fault(judged(entries)) == (6, ChainFault.CHANGED)


def test_a_changed_entry_that_was_hashed_anew_is_found_by_the_one_after_it() -> None:
    entries = a_chain(9)
    entries[5] = rehashed(entries[5]._replace(body=entries[5].body.replace('"4"', '"5"')))
    assert fault(judged(entries)) == (6, ChainFault.CHANGED)


def test_an_entry_that_was_taken_out_is_missing() -> None:
    entries = a_chain(9)
    del entries[5]
    assert fault(judged(entries)) == (6, ChainFault.MISSING)
    assert fault(judged(a_chain(9)[1:])) == (1, ChainFault.MISSING)


def test_two_entries_that_changed_places_are_found() -> None:
    entries = a_chain(9)
    third, sixth = entries[2], entries[5]
    entries[2], entries[5] = sixth._replace(seq=3), third._replace(seq=6)
    assert fault(judged(entries)) == (3, ChainFault.REORDERED)


def test_a_cut_tail_is_found_by_an_anchor_and_by_nothing_else() -> None:
    entries = a_chain(9)
    assert judged(entries[:6]).is_sound
    verdict = judged(entries[:6], [anchor_at(entries[8]), anchor_at(entries[2])])
    assert fault(verdict) == (7, ChainFault.CUT)
    assert verdict.fault is not None
    assert verdict.fault.anchor == anchor_at(entries[8])


def test_a_chain_made_again_from_some_entry_on_is_found_by_an_anchor_and_by_nothing_else() -> None:
    real = a_chain(9)
    made = real[:4]
    head = Head(4, made[-1].hash)
    for number in range(4, 9):
        made.append(chained(an_event(number, after={"bed": "9"}), head))
        head = Head(made[-1].seq, made[-1].hash)
    assert judged(made).is_sound
    assert fault(judged(made, [anchor_at(real[2]), anchor_at(real[6])])) == (7, ChainFault.REWRITTEN)


def test_a_restore_explains_the_anchors_of_the_store_that_it_replaced_and_no_others() -> None:
    real = a_chain(9)
    restored = real[:4]
    event = an_event(50, action=AuditAction.BACKUP_RESTORED, kind=Kind.STORE, before={"seq": "9"}, after={}, detail={})
    restored.append(chained(event, Head(4, real[3].hash)))
    replaced = [replaced_by(event_of(restored[-1]))]
    before, after = NOW + timedelta(seconds=10), NOW + timedelta(days=1)
    verdict = judged(restored, [anchor_at(real[2]), anchor_at(real[6], before), anchor_at(real[8], before)], replaced)
    assert verdict.is_sound
    assert [one.seq for one in verdict.explained] == [5]
    later = judged(restored, [anchor_at(real[8], after)], replaced)
    assert fault(later) == (6, ChainFault.CUT)
    earlier = judged(restored, [Anchor(3, "c" * 64, before, AnchorPlace.KEYRING)], replaced)
    assert fault(earlier) == (3, ChainFault.REWRITTEN)


def test_a_rescue_explains_the_entries_it_names_as_lost_and_no_others() -> None:
    entries = a_chain(9)
    event = an_event(
        60,
        action=AuditAction.STORE_RESCUED,
        kind=Kind.STORE,
        before={"seq": "9"},
        after={},
        detail={"missing": "4-5 7"},
    )
    rescued = [entry for entry in entries if entry.seq not in (4, 5, 7)]
    rescued.append(chained(event, Head(9, entries[-1].hash)))
    replaced = [replaced_by(event_of(rescued[-1]))]
    assert judged(rescued, replaced=replaced).is_sound
    more = [entry for entry in rescued if entry.seq != 8]
    assert fault(judged(more, replaced=replaced)) == (7, ChainFault.MISSING)
    changed = [entry._replace(kind="note") if entry.seq == 6 else entry for entry in rescued]
    assert fault(judged(changed, replaced=replaced)) == (6, ChainFault.CHANGED)


texts = st.text(max_size=30)
mappings = st.dictionaries(texts, texts, max_size=3)
events = st.builds(
    AuditEvent,
    id=st.uuids().map(lambda one: one.hex),
    at=st.datetimes(timezones=st.just(UTC)),
    actor_id=st.none() | st.uuids().map(lambda one: one.hex),
    action=st.sampled_from(AuditAction),
    kind=st.sampled_from(Kind),
    entity_id=st.uuids().map(lambda one: one.hex),
    patient_id=st.none() | st.uuids().map(lambda one: one.hex),
    detail=mappings,
    before=mappings,
    after=mappings,
    reason=st.none() | texts,
    workstation=texts,
)


@given(st.lists(events, min_size=2, max_size=12, unique_by=lambda event: event.id), st.data())
def test_whatever_is_done_to_any_chain_is_found(told: list[AuditEvent], data: st.DataObject) -> None:
    entries: list[Entry] = []
    head = EMPTY
    for event in told:
        entries.append(chained(event, head))
        head = Head(entries[-1].seq, entries[-1].hash)
    anchor = anchor_at(entries[-1])
    assert judged(entries, [anchor]).is_sound
    assert [event_of(entry) for entry in entries] == told
    at = data.draw(st.integers(0, len(entries) - 1))
    deed = data.draw(st.sampled_from(["change", "drop", "swap", "cut"]))
    worse = list(entries)
    if deed == "change":
        body = entries[at].body
        place = data.draw(st.integers(0, len(body) - 1))
        worse[at] = entries[at]._replace(body=f"{body[:place]}{'#' if body[place] != '#' else '+'}{body[place + 1 :]}")
    elif deed == "drop":
        del worse[at]
    elif deed == "cut":
        worse = worse[:at]
    else:
        other = (at + 1) % len(entries)
        one, two = sorted((at, other))
        worse[one] = entries[two]._replace(seq=entries[one].seq)
        worse[two] = entries[one]._replace(seq=entries[two].seq)
    assert not judged(worse, [anchor]).is_sound


def test_an_anchor_is_a_line_of_text_and_comes_back_out_of_it() -> None:
    head = Head(1234, "3f9a77c102de9b40" + "0" * 48)
    assert anchor_from(anchor_line(head, NOW), AnchorPlace.BACKUPS) == Anchor(*head, NOW, AnchorPlace.BACKUPS)
    for nonsense in ("", "1234", "1 x 2026", f"1 {'0' * 64} yesterday", f"1 {'0' * 64} 2026-11-20T14:05:00"):
        assert anchor_from(nonsense, AnchorPlace.BACKUPS) is None


def test_a_printed_line_can_be_typed_back_as_it_stands() -> None:
    head = Head(1234, "3f9a77c102de9b40" + "0" * 48)
    assert head_words(head) == "Audit 1,234: 3f9a 77c1 02de 9b40"
    assert printed_anchor(head_words(head)) == Anchor(1234, "3f9a77c102de9b40", None, AnchorPlace.PAPER)
    assert printed_anchor("1234 3F9A77C1") == Anchor(1234, "3f9a77c1", None, AnchorPlace.PAPER)
    assert printed_anchor("Audit: none") is None


def test_a_printed_line_finds_a_chain_that_was_made_again() -> None:
    entries = a_chain(5)
    printed = printed_anchor(head_words(Head(3, entries[2].hash)))
    assert printed is not None
    assert judged(entries, [printed]).is_sound
    other = a_chain(5, Head(0, "c" * 64))
    assert fault(judged([rehashed(e) for e in other], [printed])) is not None


def test_of_what_somebody_typed_about_a_patient_only_that_it_changed_is_kept() -> None:
    told = only_shown(Kind.PATIENT, {"bed": "4", "alerts": "Violent when woken", "family_name": "Earnshaw"})
    assert told == {"bed": "4", "alerts": CHANGED, "family_name": CHANGED}


def test_an_act_that_this_version_does_not_know_is_shown_as_the_text_it_is() -> None:
    (entry,) = a_chain(1)
    event = event_of(entry._replace(action="store.sold"))
    assert event.action.value == "store.sold"
    assert DID[event.action] == "did something that this version does not know (store.sold)"
    assert event.action not in set(AuditAction)


def test_every_act_has_words_and_stands_in_one_group() -> None:
    assert set(DID) == set(AuditAction)
    assert set(GROUP_WORDS) == set(ActGroup)
    grouped = [action for group in ActGroup for action in actions_of(group)]
    assert sorted(grouped) == sorted(AuditAction)


def test_a_clock_that_was_set_is_noticed_and_one_that_drifts_a_little_is_not() -> None:
    watch = ClockWatch(NOW, 100.0)
    assert watch.look(NOW + timedelta(seconds=160), 250.0) is None
    step = watch.look(NOW + timedelta(hours=2), 400.0)
    assert step is not None
    assert (step.expected, step.shown) == (NOW + timedelta(seconds=300), NOW + timedelta(hours=2))
    assert watch.look(NOW + timedelta(hours=2, seconds=60), 460.0) is None
    assert watch.look(NOW, 520.0) is not None


def test_many_small_steps_of_a_clock_add_up() -> None:
    watch = ClockWatch(NOW, 0.0)
    steps = [watch.look(NOW + timedelta(seconds=50 * number), 0.0) for number in range(1, 4)]
    assert [step is not None for step in steps] == [False, False, True]


def test_an_entry_from_the_future_shows_that_the_clock_was_put_back() -> None:
    assert behind(NOW + timedelta(minutes=1), NOW) is None
    assert behind(None, NOW) is None
    step = behind(NOW + timedelta(minutes=3), NOW)
    assert step is not None
    assert replace(step, shown=step.expected).shown == NOW + timedelta(minutes=3)


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ({"before": -3}, (-3, ChainFault.REORDERED)),
        ({"guarded": False}, (6, ChainFault.UNGUARDED)),
        ({"closed": 4}, (4, ChainFault.CLOSED)),
        ({"closed": 2}, None),
    ],
)
def test_a_chain_whose_hashes_agree_is_looked_at_all_around(
    around: dict[str, Any], found: tuple[int, ChainFault] | None
) -> None:
    """A rescue, here entry 3, may have lost keys."""
    rescued = Replaced(AuditAction.STORE_RESCUED, seq=3, at=NOW, actor_id=None, until=0)
    verdict = judged_chain(Kept(a_chain(6), **around), (), [rescued])
    assert (verdict.fault and (verdict.fault.seq, verdict.fault.kind)) == found


def test_a_kind_of_record_that_this_version_does_not_know_is_shown_as_the_text_it_is() -> None:
    (entry,) = a_chain(1)
    event = event_of(entry._replace(kind="bed"))
    assert event.kind.value == "bed"
    assert event.kind not in set(Kind)
    assert kind_words(event.kind) == "a kind that this version does not know (bed)"
    assert kind_words(Kind.NOTE) == "note"
    assert only_shown(event.kind, {"bed": "4"}) == {"bed": CHANGED}


def test_a_replacement_that_names_no_number_explains_nothing() -> None:
    (entry,) = a_chain(1)
    event = replace(event_of(entry), before={"seq": "9" * 5_000}, detail={"missing": "9" * 5_000})
    assert (replaced_by(event).until, replaced_by(event).missing) == (0, ())
