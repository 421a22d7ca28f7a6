"""A call on a thread of its own gives its result, its error, or nothing to a run that no longer waits."""

import asyncio
import threading
from collections.abc import Awaitable

import pytest

from inpatient_hub.readiness.probe.aside import aside


def run(work: Awaitable[object]) -> object:
    async def main() -> object:
        return await work

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(main())


def test_the_result_comes_back() -> None:
    async def main() -> str:
        return await aside("name", lambda: threading.current_thread().name)

    assert run(main()) == "readiness name"


def test_the_error_comes_back() -> None:
    async def main() -> None:
        await aside("name", lambda: {}["absent"])

    with pytest.raises(KeyError):
        run(main())


def test_a_result_that_comes_after_the_run_is_dropped() -> None:
    go, gone = threading.Event(), threading.Event()

    def late() -> None:
        go.wait(30)
        gone.set()

    async def main() -> None:
        async with asyncio.timeout(0.02):
            await aside("late", late)

    with pytest.raises(TimeoutError):
        run(main())
    go.set()
    assert gone.wait(30)


def test_a_result_that_comes_while_the_run_goes_on_without_it_is_dropped() -> None:
    go = threading.Event()

    async def main() -> str:
        future = aside("late", lambda: go.wait(30))
        future.cancel()
        go.set()
        return await aside("next", lambda: "next")

    assert run(main()) == "next"
