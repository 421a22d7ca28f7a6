"""What the lock costs: a locked store against a plain one that holds the same, at the same work in the same run."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.lists import PAGE, asked_by, fetched
from benchmarks.measure import Figure, interleaved, per_call
from benchmarks.plain import locked_copy, plain_copy
from benchmarks.spawn import environment, told_by
from benchmarks.wards import Wards, opened
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.services.ports import PatientFilter
from inpatient_hub.store.database import open_store
from inpatient_hub.store.driver import Connection
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.sqlite_file import connect
from inpatient_hub.store.target import STORE_FILE, StoreTarget

OPEN_LIMIT = 2.0
COMMIT_LIMIT = 2.0
LIST_LIMIT = 1.5
START_LIMIT = 1.3

NAMES = ("encrypted.open", "encrypted.commit", "encrypted.list_200")

_OPENINGS, _COMMITS, _LISTS = 3, 50, 20
"""Calls in one run of each."""


@dataclass(frozen=True, slots=True)
class Twins:
    """The large ward twice: locked, with its key, and plain."""

    locked: Path
    plain: Path
    key: DataKey
    ward_id: str


def twins(wards: Wards) -> Twins:
    """The large ward and its plain copy, neither of them open."""
    hub, ward_id = opened(wards.large())
    key: DataKey = hub.place.key
    hub.close()
    locked = wards.once("twin-locked", lambda into: locked_copy(wards.large(), key, into))
    plain = wards.once("twin-plain", lambda into: plain_copy(locked, key, into))
    return Twins(locked, plain, key, ward_id)


def store(wards: Wards, pairs: int) -> Iterator[Figure]:
    """Opening to the first list, one change, and a list once more."""
    pair = twins(wards)
    yield _opening(pair, pairs)
    yield _commit(pair, pairs)
    yield _listing(pair, pairs)


def start(wards: Wards, pairs: int) -> Figure:
    """A start of the window whose lock this user's keyring opens, against a start on a plain store."""
    hub, _ = opened(wards.usual())
    key: DataKey = hub.place.key
    hub.close()
    plain = wards.once("usual-plain", lambda into: plain_copy(wards.usual(), key, into))
    environ = environment(wards.compiled)

    def started(*arguments: str) -> Callable[[], tuple[float, float]]:
        def once() -> tuple[float, float]:
            told, at = told_by("our_window", *arguments, environ=environ)
            return (told["looked"] - at) / 1e6, (told["painted"] - at) / 1e6

        return once

    measured = interleaved(started(str(wards.usual())), started(str(plain), "--plain"), pairs=pairs, warm_up=2)
    painted = [(ours, baseline) for (_, ours), (_, baseline) in measured]
    return Figure(
        name="encrypted.start",
        about=(
            "Spawn to the first frame of Today with the ward's own rows, the lock opened by the keyring; the same on a "
            "store without a lock."
        ),
        unit="ms",
        ours=tuple(ours for (ours, _), _ in measured),
        baseline=tuple(baseline for _, (baseline, _) in measured),
        limit=START_LIMIT,
        facts={
            "painted_ours": sorted(one for one, _ in painted)[len(painted) // 2],
            "painted_baseline": sorted(other for _, other in painted)[len(painted) // 2],
        },
    )


def _opening(pair: Twins, pairs: int) -> Figure:
    def opening(folder: Path, key: DataKey | None) -> Callable[[], None]:
        target = StoreTarget.in_folder(folder, key)

        def once() -> None:
            with open_store(target, clock=SystemClock()) as opened_store, opened_store.reading() as work:
                work.patients.page(PatientFilter(ward_id=pair.ward_id), limit=PAGE)

        return once

    return _figure(
        "encrypted.open",
        f"A store of 5,000 patients opened, the first {PAGE} listed, and closed again; the same store without a lock.",
        opening(pair.locked, pair.key),
        opening(pair.plain, None),
        calls=_OPENINGS,
        limit=OPEN_LIMIT,
        pairs=pairs,
    )


def _commit(pair: Twins, pairs: int) -> Figure:
    with ExitStack() as stack:
        locked = stack.enter_context(closing(connect(pair.locked / STORE_FILE, pair.key)))
        plain = stack.enter_context(closing(connect(pair.plain / STORE_FILE, None)))
        return _figure(
            "encrypted.commit",
            "One task changed and committed, in bare SQL; the same store without a lock.",
            _changing(locked),
            _changing(plain),
            calls=_COMMITS,
            limit=COMMIT_LIMIT,
            pairs=pairs,
        )


def _changing(connection: Connection) -> Callable[[], None]:
    """Changes one task after the other, and commits each."""
    tasks = [id_ for (id_,) in connection.execute("SELECT id FROM tasks ORDER BY id LIMIT 500")]
    turns = count()

    def once() -> None:
        turn = next(turns)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE tasks SET title = ? WHERE id = ?", (f"Ring back, {turn}", tasks[turn % len(tasks)]))
        connection.execute("COMMIT")

    return once


def _listing(pair: Twins, pairs: int) -> Figure:
    hub, ward_id = opened(pair.locked)
    try:
        statements = asked_by(lambda: hub.patients.find(ward_id, limit=PAGE))
    finally:
        hub.close()
    with ExitStack() as stack:
        locked = stack.enter_context(closing(connect(pair.locked / STORE_FILE, pair.key)))
        plain = stack.enter_context(closing(connect(pair.plain / STORE_FILE, None)))
        return _figure(
            "encrypted.list_200",
            f"The statements of a page of {PAGE} patients once more, all rows fetched; the same store without a lock.",
            lambda: fetched(locked, statements),
            lambda: fetched(plain, statements),
            calls=_LISTS,
            limit=LIST_LIMIT,
            pairs=pairs,
        )


def _figure(
    name: str,
    about: str,
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    calls: int,
    limit: float,
    pairs: int,
) -> Figure:
    measured = interleaved(per_call(ours, calls=calls), per_call(baseline, calls=calls), pairs=pairs)
    return Figure(
        name=name,
        about=about,
        unit="ms",
        ours=tuple(one for one, _ in measured),
        baseline=tuple(other for _, other in measured),
        limit=limit,
    )
