"""What bounds a reply: time, who cancels it, how many at once, and an endpoint that is dead."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from assistant.llm.breaker import Breaker
from assistant.llm.model import Message, ModelError
from tests.assistant.llm.conftest import ASKED, Opened, ask, failure, heard
from tests.endpoint.messages import Reply, fault, page, say, too_long
from tests.endpoint.server import Server, nobody
from tests.waiting import GIVE_UP, NEVER, until


def test_the_deadline_holds_though_words_drip(opened: Opened, endpoint: Server) -> None:
    """Left to itself it would say all of them."""
    endpoint.script = Reply(chunks=("一",) * 100_000, pace=0.03)
    assert failure(opened(timeout=0.3), room=15_000).kind == "timeout"


def test_events_without_words_are_no_life(opened: Opened, endpoint: Server) -> None:
    endpoint.script = Reply(chunks=("",) * 100_000, pace=0.03)
    assert failure(opened(first=0.15)).kind == "timeout"


def test_thoughts_are_life(opened: Opened, endpoint: Server) -> None:
    """All of them take longer than the patience for one."""
    endpoint.script = Reply(chunks=("<think>", *("想",) * 40, "</think>", "要达到30%。"), pace=0.1)
    assert heard(opened(first=4.0)) == ["要达到30%。"]


def test_the_deadline_holds_over_all_tries(opened: Opened, endpoint: Server) -> None:
    """Ten tries would take ten times as long as each does."""
    endpoint.script = Reply(wait=0.5, status=500, raw="{}")
    failure(opened(timeout=0.8, retries=9, pause=0.01))
    assert len(endpoint.asked) <= 2


@pytest.mark.parametrize(
    ("reply", "heard_before"),
    [
        (Reply(wait=NEVER), False), (say("一二三四五六", hush=1), True),
        (say("一" * 100_000, pace=0.05), True),
        (fault(503, headers={"Retry-After": str(GIVE_UP / 2)}), False),
    ],
    ids=["before the first byte", "in silence", "among words", "between two tries"],
)  # fmt: skip
def test_it_is_cancelled_from_another_thread(
    reply: Reply, heard_before: bool, opened: Opened, endpoint: Server
) -> None:
    """None of these ends by itself while the test waits."""
    endpoint.script = reply
    stop = threading.Event()
    stream = iter(opened(retries=2).stream(ASKED, max_tokens=15_000, stop=stop))
    until(lambda: endpoint.asked)
    if heard_before:
        assert next(stream)
    threading.Thread(target=stop.set).start()
    with pytest.raises(ModelError) as error:
        list(stream)
    assert error.value.kind == "cancelled"
    if reply.status == 200:
        assert endpoint.asked[0].gone.wait(GIVE_UP), "the connection is closed"
    else:
        assert len(endpoint.asked) == 1


def test_it_is_cancelled_before_it_begins(opened: Opened, endpoint: Server) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(ModelError) as error:
        ask(opened(), stop=stop)
    assert error.value.kind == "cancelled"


def test_closing_the_model_ends_what_is_under_way(opened: Opened, endpoint: Server) -> None:
    endpoint.script = say("一二三四五六", hush=1)
    model = opened()
    stream = model.stream(ASKED, max_tokens=100)
    assert next(iter(stream))
    model.close()
    with pytest.raises(ModelError) as error:
        list(stream)
    assert error.value.kind == "cancelled"
    endpoint.script = say("要达到30%。")
    assert ask(model).text == "要达到30%。", "it begins anew where it is asked again"


def test_so_many_at_a_time(opened: Opened, endpoint: Server) -> None:
    both = threading.Barrier(2)

    def together(_: Any) -> Reply:
        both.wait(GIVE_UP)
        return say("要达到30%。", wait=0.1)

    endpoint.script = together
    model = opened(concurrency=2)
    streams = [model.stream(ASKED, max_tokens=100) for _ in range(6)]
    assert ["".join(stream) for stream in streams] == ["要达到30%。"] * 6
    assert endpoint.most == 2


def test_who_waits_too_long_for_a_turn_is_told(opened: Opened, endpoint: Server) -> None:
    go_on = threading.Event()
    endpoint.script = say("要达到30%。", wait=NEVER, go_on=go_on)
    model = opened(concurrency=1, queue=0.1)
    first = model.stream(ASKED, max_tokens=100)
    until(lambda: endpoint.asked)
    assert failure(model).kind == "busy"
    go_on.set()
    assert "".join(first) == "要达到30%。"
    assert not model.breaker.is_open


def test_a_dead_endpoint_slows_nobody_down(opened: Opened) -> None:
    model = opened(nobody(), breaker=Breaker(failures=2))
    assert [failure(model).kind for _ in range(2)] == ["unreachable"] * 2
    assert failure(model).kind == "open", "nobody is called"
    assert failure(model, streamed=False).kind == "open"


def test_it_comes_back_by_itself(opened: Opened, endpoint: Server) -> None:
    clock = [0.0]
    model = opened(breaker=Breaker(failures=1, cooling=10, clock=lambda: clock[0]))
    endpoint.script = fault(500)
    assert failure(model).kind == "server"
    assert failure(model).kind == "open"
    endpoint.script = say("要达到30%。")
    clock[0] = 20.0
    assert ask(model).text == "要达到30%。"
    assert not model.breaker.is_open


@pytest.mark.parametrize(
    ("reply", "opens"),
    [
        (fault(401), True), (page(404), True), (fault(429), True), (page(200), True),
        (say("一二三四", cut=1), True), (Reply(wait=NEVER), True), (too_long(), False), (say(""), False),
    ],
    ids=["401", "404", "429", "page", "cut", "timeout", "too long", "empty"],
)  # fmt: skip
def test_what_opens_it(reply: Reply, opens: bool, opened: Opened, endpoint: Server) -> None:
    endpoint.script = reply
    model = opened(breaker=Breaker(failures=1), first=0.1 if reply.wait == NEVER else GIVE_UP)
    failure(model)
    assert model.breaker.is_open == opens


def test_who_leaves_does_not_open_it_and_who_has_heard_enough_closes_it(
    opened: Opened, endpoint: Server
) -> None:
    clock = [0.0]
    model = opened(breaker=Breaker(failures=1, cooling=10, clock=lambda: clock[0]))
    endpoint.script = Reply(wait=NEVER)
    stream = model.stream(ASKED, max_tokens=100)
    until(lambda: endpoint.asked)
    stream.close()
    assert endpoint.asked[0].gone.wait(GIVE_UP)
    assert not model.breaker.is_open
    endpoint.script = fault(500)
    failure(model)
    clock[0] = 20.0
    endpoint.script = say("一二三四五六", hush=1)
    stream = model.stream(ASKED, max_tokens=100)
    next(iter(stream))
    assert model.breaker.is_open
    stream.close()
    assert until(lambda: not model.breaker.is_open)


def test_what_is_too_long_is_not_sent(opened: Opened, endpoint: Server) -> None:
    model = opened(context=200)
    with pytest.raises(ModelError) as error:
        model.stream([Message(role="user", content="任务" * 200)], max_tokens=50)
    assert error.value.kind == "too_long"
    assert endpoint.requests == []
    assert model.breaker.permit()
