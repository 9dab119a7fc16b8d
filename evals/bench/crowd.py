"""Many people asking at once: the app as it is served, and as many sessions as people, each with a
conversation of its own.

In: a library and questions. Out: `Report`: how long an answer takes from the question sent to the answer
whole, as a browser would see it (Gradio's own queue, over HTTP on loopback), and whether every session got
its own conversation and no error. The people and the app share this machine's cores. Unix only.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

from evals.bench.speed import PLANS
from evals.errors import EvalError
from evals.metrics import percentile

_START = 90.0
"""Seconds the app may take to answer its first request."""
_PATIENCE = 120.0
"""Seconds one answer may take before it counts as an error."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`people` sessions that asked `asked` questions in all; milliseconds; `others` answers that held
    somebody else's question.
    """

    people: int
    asked: int
    p50_ms: float
    p95_ms: float
    most_ms: float
    seconds: float
    errors: int
    others: int
    memory_mb: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(
    home: Path,
    questions: Sequence[str],
    *,
    people: int = 50,
    rounds: int = 4,
    progress: Progress = lambda _: None,
) -> Report:
    """Everybody sends at the same moment, and the next question as soon as the answer is there. Raises
    EvalError.
    """
    if not questions:
        raise EvalError("没有可问的问题", remedy="请先运行 plans ingest，或用 --questions 给出问题")
    with _app(home) as (url, process):
        progress("热身")
        asyncio.run(_everybody(url, questions, 2, 1))
        progress(f"{people} 人同时提问，每人 {rounds} 问")
        started = time.perf_counter()
        took = asyncio.run(_everybody(url, questions, people, rounds))
        seconds = time.perf_counter() - started
        memory = _memory(process.pid)
    good = sorted(ms for ms, _ in took if ms is not None)
    if not good:
        raise EvalError("没有一个问题得到回答", remedy="请用 plans chat 打开页面，看它报告什么")
    return Report(
        people=people,
        asked=len(took),
        p50_ms=percentile(good, 0.5) or 0.0,
        p95_ms=percentile(good, 0.95) or 0.0,
        most_ms=good[-1],
        seconds=round(seconds, 2),
        errors=sum(ms is None for ms, _ in took),
        others=sum(ms is not None and not own for ms, own in took),
        memory_mb=memory,
    )


@contextmanager
def _app(home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`plans chat` on a free port, without a browser and without a folder to read in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (*PLANS, "--home", str(home), "chat", "--no-browser", "--port", str(port))
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PLANS_CORPUS": str(home / "nothing-to-read")},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield url, process
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{url}/config", timeout=5, trust_env=False)
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise EvalError("聊天页面没有起来", remedy="请用 plans chat 打开页面，看它报告什么")


async def _everybody(
    url: str, questions: Sequence[str], people: int, rounds: int
) -> list[tuple[float | None, bool]]:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE, limits=limits, trust_env=False) as client:
        ask = _ask_event((await client.get("/config")).json())
        talks = (
            _talk(
                client,
                ask,
                person,
                [questions[(person + n) % len(questions)] for n in range(rounds)],
                questions,
            )
            for person in range(people)
        )
        return [one for talk in await asyncio.gather(*talks) for one in talk]


def _ask_event(config: dict[str, Any]) -> tuple[int, int]:
    """The number of the event that a question is sent by, and of the box it is typed into."""
    box = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "question")
    event = next(
        d["id"] for d in config["dependencies"] if [box, "submit"] in [list(t) for t in d["targets"]]
    )
    return event, box


async def _talk(
    client: httpx.AsyncClient,
    ask: tuple[int, int],
    person: int,
    questions: Sequence[str],
    all_: Sequence[str],
) -> list[tuple[float | None, bool]]:
    """For each question the milliseconds to its whole answer (None: an error), and whether the conversation
    is this person's own.
    """
    session = f"person{person}x{os.getpid()}"
    out: list[tuple[float | None, bool]] = []
    for n, question in enumerate(questions):
        started = time.perf_counter()
        try:
            bubbles = await _answer(client, ask, session, question)
        except (httpx.HTTPError, EvalError, ValueError, KeyError):
            out.append((None, False))
            continue
        took = (time.perf_counter() - started) * 1000
        out.append((took, _own(bubbles, questions[: n + 1], all_)))
    return out


async def _answer(client: httpx.AsyncClient, ask: tuple[int, int], session: str, question: str) -> str:
    """The bubbles at the end, as the JSON of the component."""
    event, trigger = ask
    sent = {
        "data": [question, None],
        "fn_index": event,
        "trigger_id": trigger,
        "session_hash": session,
        "event_data": None,
    }
    (await client.post("/gradio_api/queue/join", json=sent)).raise_for_status()
    last = ""
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        async for line in stream.aiter_lines():
            message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if message.get("msg") == "process_completed":
                if not message.get("success"):
                    raise EvalError("没有答成")
                return last + json.dumps(message["output"], ensure_ascii=False)
            if message.get("msg") == "process_generating":
                last += json.dumps(message["output"], ensure_ascii=False)
    raise EvalError("没有答完就断了")


def _own(bubbles: str, asked: Sequence[str], all_: Sequence[str]) -> bool:
    """Whether what came is an answer in this person's conversation, with nobody else's question in it."""
    words = " ".join(asked)
    strange = (question for question in all_ if question not in words)
    return (
        asked[-1] in bubbles
        and "重新回答" in bubbles
        and not any(question in bubbles for question in strange)
    )


def _memory(process: int) -> int:
    """Resident memory in MB; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.is_file():
        return 0
    line = next(
        (row for row in status.read_text("ascii", "replace").splitlines() if row.startswith("VmRSS")), ""
    )
    return int(line.split()[1]) // 1024 if line else 0
