"""The event loop of one model, in a thread of its own. In: an endpoint. Out: what the calls on it share."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.embedding.endpoint import Endpoint, async_client

if TYPE_CHECKING:
    import openai


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelThread:
    """What is in it may be used on the loop only."""

    loop: asyncio.AbstractEventLoop
    client: openai.AsyncOpenAI
    places: asyncio.Semaphore
    ending: asyncio.Event
    thread: threading.Thread

    def end(self) -> None:
        """Waits for the thread."""
        self.loop.call_soon_threadsafe(self.ending.set)
        self.thread.join()


def started(endpoint: Endpoint, places: int) -> ModelThread:
    """Raises PlanError where no client can be made of the endpoint."""
    client = async_client(endpoint)
    ready: Future[ModelThread] = Future()
    threading.Thread(
        target=lambda: asyncio.run(_serve(client, places, ready)), name="plans-model", daemon=True
    ).start()
    return ready.result()


async def _serve(client: openai.AsyncOpenAI, places: int, ready: Future[ModelThread]) -> None:
    found = ModelThread(
        loop=asyncio.get_running_loop(),
        client=client,
        places=asyncio.Semaphore(places),
        ending=asyncio.Event(),
        thread=threading.current_thread(),
    )
    async with client:
        ready.set_result(found)
        await found.ending.wait()
        calls = asyncio.all_tasks() - {asyncio.current_task()}
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
