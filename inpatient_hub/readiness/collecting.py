"""Asks this computer about itself: every question at once, each with its own time limit, and no answer can stop it."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from inpatient_hub.domain.readiness_facts import (
    Facts,
    FactsModel,
    Missing,
    MissingWhy,
    ScreenFacts,
    WindowsFacts,
)
from inpatient_hub.readiness.collectors.choose import this_system
from inpatient_hub.readiness.collectors.part import Collected, NotAvailable, Part

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock

MOST_AT_ONCE = 16
"""Threads at one time. A part that hangs keeps its thread, but not its place among these."""

_LOOK_FOR_STOP_S = 0.05
_MOST_SCREENS = 64
_MOST_MISSING = 190
_MOST_MS = 1_000_000
_MOST_LETTERS = 400
_FIRST_BUILD_OF_11 = 22_000


@dataclass(frozen=True, slots=True)
class _Settled:
    """What became of one part: what it read, or why it read nothing."""

    value: Collected | None = None
    why: MissingWhy | None = None
    detail: str = ""


_TIMED_OUT = _Settled(why=MissingWhy.TIMED_OUT)
_CANCELLED = _Settled(why=MissingWhy.CANCELLED)


def collect(
    parts: Sequence[Part],
    *,
    clock: "Clock",
    app_version: str,
    on_done: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> Facts:
    """Everything these parts can tell, in about the time of the slowest.

    A part that raises, hangs or gives something of another kind costs only its own fields; `Facts.missing` says why.
    `on_done` is told the section of each part once it is settled, on the calling thread. When `stop` is set, what has
    not been read by then is missing as cancelled.
    """
    begun = clock.now()
    gathered = _Gathered()
    for part, settled, took in _settle(parts, stop):
        gathered.add(part, settled, took)
        if on_done is not None:
            on_done(part.section)
    system, words = this_system()
    sections = gathered.sections()
    windows = sections.get("windows")
    return Facts(
        collected_at=begun,
        app_version=app_version,
        system=system,
        system_name=(_windows_in_words(windows) if isinstance(windows, WindowsFacts) else words)[:_MOST_LETTERS],
        missing=tuple(gathered.missing[:_MOST_MISSING]),
        durations_ms=gathered.durations,
        **sections,
    )


def _settle(parts: Sequence[Part], stop: threading.Event | None) -> Iterable[tuple[Part, _Settled, float]]:
    """Each part with what became of it and the seconds it took, as they are settled.

    What comes from a thread that was given up is never looked at: its part has left `running` by then.
    """
    done: queue.SimpleQueue[tuple[int, _Settled]] = queue.SimpleQueue()
    waiting, running = list(enumerate(parts)), dict[int, float]()
    while waiting or running:
        if stop is not None and stop.is_set():
            yield from ((parts[one], _CANCELLED, time.monotonic() - begun) for one, begun in running.items())
            yield from ((part, _CANCELLED, 0.0) for _, part in waiting)
            return
        while waiting and len(running) < MOST_AT_ONCE:
            number, part = waiting.pop(0)
            running[number] = time.monotonic()
            _start(number, part, done)
        yield from _next(parts, running, done, patience=None if stop is None else _LOOK_FOR_STOP_S)


def _next(
    parts: Sequence[Part],
    running: dict[int, float],
    done: "queue.SimpleQueue[tuple[int, _Settled]]",
    *,
    patience: float | None,
) -> Iterable[tuple[Part, _Settled, float]]:
    """Waits for the next answer or the next time limit, at most `patience` seconds, and gives what that settles."""
    first_end = min(begun + parts[one].limit_s for one, begun in running.items())
    wait = max(0.0, first_end - time.monotonic())
    try:
        number, settled = done.get(timeout=wait if patience is None else min(wait, patience))
    except queue.Empty:
        now = time.monotonic()
        for late in [one for one, begun in running.items() if now >= begun + parts[one].limit_s]:
            yield parts[late], _TIMED_OUT, now - running.pop(late)
        return
    if number in running:
        yield parts[number], settled, time.monotonic() - running.pop(number)


def _start(number: int, part: Part, done: "queue.SimpleQueue[tuple[int, _Settled]]") -> None:
    def run() -> None:
        done.put((number, _read(part)))

    threading.Thread(target=run, name=f"readiness {part.section}", daemon=True).start()


def _read(part: Part) -> _Settled:
    try:
        value = part.collect()
    except NotAvailable as reason:
        return _Settled(why=MissingWhy.UNAVAILABLE, detail=str(reason)[:_MOST_LETTERS])
    except BaseException as error:  # noqa: BLE001 - the border: whatever a collector does becomes a finding
        return _Settled(why=MissingWhy.ERROR, detail=type(error).__name__[:_MOST_LETTERS])
    if not _fits(part, value):
        return _Settled(why=MissingWhy.ERROR, detail="TypeError")
    return _Settled(value)


@dataclass(slots=True)
class _Gathered:
    """What the parts have read so far, what they have not, and how long they took."""

    read: list[tuple[Part, Collected]] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    durations: dict[str, int] = field(default_factory=dict)

    def add(self, part: Part, settled: _Settled, took: float) -> None:
        """Notes what became of a part; of several parts of a section the slowest gives its duration."""
        so_far = self.durations.get(part.section, 0)
        self.durations[part.section] = min(_MOST_MS, max(so_far, round(took * 1000)))
        if settled.value is not None:
            self.read.append((part, settled.value))
        elif settled.why is not None:
            paths = [f"{part.section}.{name}" for name in part.fields] or [part.section]
            self.missing += [Missing(path=path, why=settled.why, detail=settled.detail) for path in paths]

    def sections(self) -> dict[str, Any]:
        """The sections as `Facts` takes them. A part for certain fields has the last word on them."""
        kinds: dict[str, type[FactsModel]] = {}
        fields: dict[str, dict[str, Any]] = {}
        screens: tuple[ScreenFacts, ...] = ()
        for part, value in sorted(self.read, key=lambda one: bool(one[0].fields)):
            if isinstance(value, tuple):
                screens += value
                continue
            kinds[part.section] = type(value)
            names = part.fields or tuple(value.model_fields_set)
            fields.setdefault(part.section, {}).update({name: getattr(value, name) for name in names})
        made: dict[str, Any] = {name: kind(**fields[name]) for name, kind in kinds.items()}
        return {**made, "screens": screens[:_MOST_SCREENS]}


def _section_kinds() -> dict[str, type[FactsModel]]:
    kinds = {}
    for name, about in Facts.model_fields.items():
        for kind in (about.annotation, *get_args(about.annotation)):
            if isinstance(kind, type) and issubclass(kind, FactsModel):
                kinds[name] = kind
    return {name: kind for name, kind in kinds.items() if name not in {"missing", "screens"}}


_KINDS = _section_kinds()


def _fits(part: Part, value: object) -> bool:
    if part.section == "screens":
        return isinstance(value, tuple) and all(isinstance(one, ScreenFacts) for one in value)
    kind = _KINDS.get(part.section)
    return kind is not None and isinstance(value, kind) and set(part.fields) <= set(kind.model_fields)


def _windows_in_words(windows: WindowsFacts) -> str:
    """`Windows 11 24H2, build 26100.2314`; the name in the registry still says 10 on Windows 11."""
    if windows.build is None:
        return "Windows"
    name = "Windows 11" if windows.build >= _FIRST_BUILD_OF_11 else "Windows"
    build = f"build {windows.build}" + (f".{windows.revision}" if windows.revision is not None else "")
    return f"{name} {windows.display_version}, {build}" if windows.display_version else f"{name}, {build}"
