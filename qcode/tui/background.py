"""Work in a thread that does not hold up the end of the program.

What asyncio and Textual run in threads is waited for when the program ends. Reading
a study takes seconds, which nobody wants to wait for who has pressed the key to quit.
What such work stores must therefore stand in transactions.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


async def in_background(compute: Callable[[], Result]) -> Result:
    """Return what this gives, or raise what it raises, without blocking the screen."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def settle(result: Result) -> None:
        if not done.done():
            done.set_result(result)

    def fail(error: Exception) -> None:
        if not done.done():
            done.set_exception(error)

    def run() -> None:
        try:
            result = compute()
        except Exception as error:
            tell = partial(fail, error)
        else:
            tell = partial(settle, result)
        # The loop is closed where the program has ended meanwhile.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(tell)

    Thread(target=run, name="background", daemon=True).start()
    return await done
