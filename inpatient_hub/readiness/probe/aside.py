"""Runs a call that cannot be interrupted on a thread of its own, and lets the test go on without it."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def aside(what: str, call: Callable[[], T]) -> asyncio.Future[T]:
    """The result of `call`, made on a daemon thread. `what` names the thread.

    Cancelling the future gives the thread up: it ends when its call does, and nobody waits for it. asyncio's own
    executor would be waited for at the end of the run, however long a name server or a proxy script takes.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # None only where T allows it

    def run() -> None:
        result, failure = None, None
        try:
            result = call()
        except Exception as error:  # noqa: BLE001 - whatever it raises belongs to whoever awaits it
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name=f"readiness {what}", daemon=True).start()
    return future
