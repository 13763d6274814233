"""One event loop of our own, in a thread, so that plain calls work anywhere: also inside a running loop.

Connections belong to the loop they were opened in. As everything runs in this one, they live on from call
to call, whichever loops the caller starts and stops meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")

_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None
_owner: int | None = None


def submit(work: Coroutine[Any, Any, T]) -> Future[T]:
    """Start a coroutine in claimkit's loop and return its future."""
    return asyncio.run_coroutine_threadsafe(work, _running_loop())


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in claimkit's loop and wait for it; an interrupt cancels it."""
    future = submit(work)
    try:
        return future.result()
    except BaseException:
        future.cancel()
        raise


async def wait(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in claimkit's loop and await it from another loop."""
    return await asyncio.wrap_future(submit(work))


def _running_loop() -> asyncio.AbstractEventLoop:
    global _loop, _owner
    with _lock:
        if _loop is None or _loop.is_closed() or _owner != os.getpid():  # a forked child has no thread of it
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="claimkit", daemon=True).start()
            _loop, _owner = loop, os.getpid()
        return _loop
