"""The chat model against a real server: replies, faults, deadlines, cancelling, its turn, what it costs, what
it never tells.
"""

from __future__ import annotations

import json
import logging
import threading
import traceback
from typing import Any

import pytest

from assistant.llm.client import OpenAIChat, open_chat
from assistant.llm.model import Completion, Kind, ModelError, Usage
from assistant.settings import Settings
from ingest.embedding.endpoint import Endpoint
from tests.assistant.llm.conftest import ASKED, KEY, Opened, ask, failure, heard
from tests.endpoint.messages import CHAT, Reply, fault, page, say, too_long
from tests.endpoint.server import Server, nobody
from tests.waiting import GIVE_UP, NEVER

# Replies.


def test_a_reply_in_pieces_and_whole(opened: Opened, endpoint: Server) -> None:
    endpoint.script = Reply(chunks=("要", "达到", "30%。"), prompt=20, completion=5, cached=16)
    model = opened()
    stream = model.stream(ASKED, max_tokens=100)
    assert list(stream) == ["要", "达到", "30%。"]
    assert (stream.usage, stream.finish) == (Usage(prompt=20, completion=5, cached=16), "stop")
    assert list(stream) == [], "each piece is given once"
    assert ask(model) == Completion(text="要达到30%。", usage=stream.usage, finish="stop")
    assert model.name == CHAT


def test_what_is_sent(opened: Opened, endpoint: Server) -> None:
    ask(opened(reply=700, temperature=0.3))
    (sent,) = endpoint.asked
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.body == {
        "model": CHAT,
        "messages": [{"role": "system", "content": "只用材料。"},
            {"role": "user", "content": "普惠率要达到多少？"}],
        "stream": True, "stream_options": {"include_usage": True}, "temperature": 0.3, "max_tokens": 700,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("room", "reply", "context", "sent"),
    [(100, 700, 16_000, 700), (900, 700, 16_000, 900), (100, 5_000, 1_000, 975)],
    ids=["with thoughts", "more is asked for", "what the context leaves"],
)
def test_the_room_of_a_reply(
    room: int, reply: int, context: int, sent: int, opened: Opened, endpoint: Server
) -> None:
    ask(opened(reply=reply, context=context), room)
    assert endpoint.asked[0].body["max_tokens"] == pytest.approx(sent, abs=3)


def test_pieces_come_as_they_are_said(opened: Opened, endpoint: Server) -> None:
    go_on = threading.Event()
    endpoint.script = Reply(chunks=("一", "二", "三", "四"), hush=1, go_on=go_on)
    stream = iter(opened().stream(ASKED, max_tokens=100))
    assert next(stream) == "一"
    go_on.set()
    assert list(stream) == ["二", "三", "四"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(chunks=("<th", "ink>想一", "想</thi", "nk>\n\n要", "达到30%。")), "要达到30%。"),
        (Reply(thought="想一想", chunks=("要达到", "30%。")), "要达到30%。"),
        (Reply(chunks=("要达到30%。", "<think>", "对吗")), "要达到30%。"),
        (Reply(chunks=("</think>", "要达到30%。")), "要达到30%。"),
    ],
    ids=["in the text", "beside it", "never closed", "no beginning, no words either"],
)
def test_thoughts_are_kept_back(reply: Reply, said: str, opened: Opened, endpoint: Server) -> None:
    endpoint.script = reply
    model = opened()
    assert "".join(heard(model)) == ask(model).text == said


def test_thoughts_without_a_beginning(opened: Opened, endpoint: Server) -> None:
    """Known once they have been given away; the next reply waits for their end. A whole reply never gives
    them away.
    """
    endpoint.script = Reply(chunks=("是30%吗？", "</think>", "要达到30%。"))
    assert ask(opened()).text == "要达到30%。"
    model = opened()
    error = failure(model)
    assert (error.kind, error.cause) == ("malformed", "thoughts")
    assert heard(model) == ["要达到30%。"]


@pytest.mark.parametrize(
    ("finish", "told"), [("length", "length"), ("content_filter", "filter"), ("tool_calls", "stop")]
)
def test_why_it_ends(finish: str, told: str, opened: Opened, endpoint: Server) -> None:
    endpoint.script = say("要达到30%。", finish=finish)
    assert ask(opened()).finish == told


def test_a_reply_without_end_is_ended(opened: Opened, endpoint: Server) -> None:
    endpoint.script = Reply(chunks=("同样的话。",) * 2_000)
    found = ask(opened(), room=20)
    assert found.finish == "length"
    assert 80 < len(found.text) < 100


def test_a_server_that_knows_no_streams(opened: Opened, endpoint: Server) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": "要达到30%。"}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 7, "completion_tokens": 4}
    endpoint.script = Reply(raw=json.dumps({"choices": [choice], "usage": usage}))
    model = opened()
    assert heard(model) == ["要达到30%。"]
    assert ask(model).usage == Usage(prompt=7, completion=4)


# What it costs.


@pytest.mark.parametrize(
    ("usage", "told"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 4}, Usage(prompt=9, completion=4)),
        ({"prompt_tokens": 9, "completion_tokens": 4, "prompt_tokens_details": {"cached_tokens": 0}},
            Usage(prompt=9, completion=4, cached=0)),
        ({"prompt_tokens": 9, "completion_tokens": 4, "prompt_cache_hit_tokens": 8},
            Usage(prompt=9, completion=4, cached=8)),
        ({"prompt_tokens": -1, "completion_tokens": "4"}, None),
        (None, None),
    ],
    ids=["in and out", "cached", "cached, as DeepSeek tells it", "nonsense", "not told"],
)  # fmt: skip
def test_usage(usage: Any, told: Usage | None, opened: Opened, endpoint: Server) -> None:
    choice = {"index": 0, "delta": {"content": "要达到30%。"}, "finish_reason": "stop"}
    events = [{"choices": [choice]}, {"choices": [], "usage": usage}] if usage else [{"choices": [choice]}]
    raw = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
    endpoint.script = Reply(raw=raw, kind="text/event-stream")
    found = ask(opened()).usage
    if told is not None:
        assert found == told
        return
    assert (found.counted, found.cached) == (True, None)
    assert 15 < (found.prompt or 0) < 40
    assert 4 < (found.completion or 0) < 12


def test_usage_of_a_reply_that_was_left(opened: Opened, endpoint: Server) -> None:
    endpoint.script = Reply(chunks=("一二三四", "五"), hush=1, thought="")
    stream = opened().stream(ASKED, max_tokens=100)
    assert next(iter(stream)) == "一二三四"
    stream.close()
    assert list(stream) == []
    assert stream.usage.counted
    assert stream.usage.completion
    assert endpoint.asked[0].gone.wait(GIVE_UP)


# Faults.

FAULTS: dict[str, tuple[Reply, Kind]] = {
    "401": (fault(401, f"Incorrect API key provided: {KEY}"), "unauthorized"),
    "403": (fault(403), "unauthorized"),
    "404 model": (fault(404, "The model does not exist", code="model_not_found"), "no_model"),
    "404": (page(404), "no_model"),
    "429": (fault(429, "slow down"), "rate_limited"),
    "500": (fault(500, f"out of memory {KEY}"), "server"),
    "503 page": (page(503), "server"),
    "200 page": (page(200), "malformed"),
    "301": (Reply(status=301, raw="", headers={"Location": "/elsewhere"}), "malformed"),
    "too long": (too_long(), "too_long"),
    "no first byte": (Reply(wait=NEVER), "timeout"),
    "no first word": (say("好的。", hush=0), "timeout"),
    "stall": (say("要达到30%。", hush=1), "timeout"),
    "cut before a word": (say("要达到30%。", cut=0), "cut"),
    "cut": (say("要达到30%。", cut=1), "cut"),
    "no end": (say("要达到30%。", finish=None, done=False), "cut"),
    "nothing": (say(""), "empty"),
    "null": (say(None), "empty"),
    "white space": (say("\n \n"), "empty"),
    "thoughts only": (say("<think>是30%吗"), "empty"),
    "thoughts beside only": (Reply(thought="是30%吗", finish="length"), "empty"),
    "no choices": (Reply(raw='{"choices": []}'), "malformed"),
    "other JSON": (Reply(raw='{"hello": "world"}'), "malformed"),
    "broken JSON": (Reply(raw='{"choices": [{"mess'), "malformed"),
    "a list": (Reply(raw="[1, 2]"), "malformed"),
    "broken event": (Reply(raw='data: {"choices": [{"del\n\n', kind="text/event-stream"), "malformed"),
    "strange event": (Reply(raw='data: "hello"\n\n', kind="text/event-stream"), "malformed"),
    "strange choices": (Reply(raw='data: {"choices": "hello"}\n\n', kind="text/event-stream"), "malformed"),
    "strange words": (Reply(raw='data: {"choices": [{"delta": {"content": [1]}}]}\n\n',
        kind="text/event-stream"), "malformed"),
    "error as an event": (Reply(raw='data: {"error": {"message": "out of memory"}}\n\n',
        kind="text/event-stream"), "server"),
    "no bytes at all": (Reply(raw="", kind="text/event-stream"), "cut"),
    "no text at all": (Reply(raw=b"\xff\xfe\x00", kind="text/event-stream"), "malformed"),
}  # fmt: skip


@pytest.mark.parametrize("streamed", [True, False], ids=["stream", "whole"])
@pytest.mark.parametrize(("reply", "kind"), FAULTS.values(), ids=FAULTS)
def test_faults(
    reply: Reply, kind: Kind, streamed: bool, opened: Opened, endpoint: Server,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Each is told by its kind, in words of ours with what to do; the key is nowhere."""
    endpoint.script = reply
    model = opened(first=0.6) if kind == "timeout" else opened()
    with caplog.at_level(logging.DEBUG):
        error = failure(model, streamed=streamed)
    assert error.kind == kind
    assert error.message
    assert error.remedy
    assert error.advice
    shown = "".join(traceback.format_exception(error)) + repr(error) + error.advice + error.detail
    assert KEY not in shown + caplog.text + "".join(capfd.readouterr())
    assert error.__cause__ is None
    assert error.__context__ is None


def test_nobody_listens(opened: Opened) -> None:
    model = opened(nobody())
    assert (failure(model).kind, failure(model, streamed=False).cause) == ("unreachable", "refused")


def test_a_key_that_no_header_can_hold(endpoint: Server, caplog: pytest.LogCaptureFixture) -> None:
    with (
        OpenAIChat(Endpoint(url=endpoint.url, model=CHAT, key="密钥\n")) as model,
        caplog.at_level(logging.DEBUG),
    ):
        error = failure(model)
    assert (error.kind, error.cause) == ("unauthorized", "header")
    assert "密钥\n" not in "".join(traceback.format_exception(error)) + caplog.text


def test_words_before_a_cut_are_given_and_nothing_is_said_twice(opened: Opened, endpoint: Server) -> None:
    endpoint.script = Reply(chunks=("要", "达到", "30%。"), cut=2)
    stream, seen = opened(retries=3).stream(ASKED, max_tokens=100), list[str]()
    with pytest.raises(ModelError) as error:
        seen.extend(iter(stream))
    assert (error.value.kind, seen, len(endpoint.asked)) == ("cut", ["要", "达到"], 1)


def test_a_whole_reply_that_was_cut_is_asked_for_again(opened: Opened, endpoint: Server) -> None:
    endpoint.queue += [Reply(chunks=("要", "达到", "30%。"), cut=2)]
    endpoint.script = say("要达到30%。")
    found = ask(opened(retries=1))
    assert (found.text, len(endpoint.asked)) == ("要达到30%。", 2)


# Trying again.


@pytest.mark.parametrize(
    "reply",
    [fault(429), fault(500), page(503), say("好", cut=0), Reply(thought="想", text="好", cut=1)],
    ids=["429", "500", "503", "cut", "cut after a thought"],
)
def test_what_passes_is_tried_again(reply: Reply, opened: Opened, endpoint: Server) -> None:
    endpoint.queue += [reply, reply]
    endpoint.script = say("要达到30%。")
    assert "".join(heard(opened(retries=2))) == "要达到30%。"
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    "reply", [fault(401), page(404), too_long(), say(""), page(200), fault(429, code="insufficient_quota")],
    ids=["401", "404", "too long", "empty", "page", "no money"],
)  # fmt: skip
def test_what_does_not_pass_is_not(reply: Reply, opened: Opened, endpoint: Server) -> None:
    endpoint.script = reply
    failure(opened(retries=2))
    assert len(endpoint.asked) == 1


def test_it_is_given_up_after_so_many(opened: Opened, endpoint: Server) -> None:
    endpoint.script = fault(500)
    assert failure(opened(retries=2)).kind == "server"
    assert len(endpoint.asked) == 3


def test_the_server_says_when(opened: Opened, endpoint: Server) -> None:
    endpoint.queue += [fault(429, headers={"Retry-After": "0.3"})]
    assert heard(opened(retries=1))
    first, second = endpoint.asked
    assert second.at - first.at > 0.28


@pytest.mark.parametrize(
    "options", [{"first": GIVE_UP / 3}, {"timeout": GIVE_UP / 3}], ids=["patience", "deadline"]
)
def test_a_wait_that_is_too_long_is_not_begun(
    options: dict[str, float], opened: Opened, endpoint: Server
) -> None:
    """After the wait it would have been asked again, or the deadline been the fault."""
    endpoint.script = fault(429, headers={"Retry-After": str(GIVE_UP / 2)})
    assert failure(opened(retries=5, **options)).kind == "rate_limited"
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("name", ["stream_options", "temperature", "max_tokens"])
def test_what_a_server_refuses_is_left_out_from_then_on(name: str, opened: Opened, endpoint: Server) -> None:
    def choosy(request: Any) -> Reply:
        refusal = fault(400, f"Unsupported parameter: '{name}'. Use 'max_completion_tokens' instead.")
        return refusal if name in request.body else say("要达到30%。")

    endpoint.script = choosy
    model = opened()
    assert [ask(model).text for _ in range(2)] == ["要达到30%。"] * 2
    assert len(endpoint.asked) == 3
    assert ("max_completion_tokens" in endpoint.asked[-1].body) == (name == "max_tokens")


def test_a_server_that_refuses_everything_is_not_asked_for_ever(opened: Opened, endpoint: Server) -> None:
    endpoint.script = fault(
        400, "temperature, max_tokens, max_completion_tokens and stream_options are wrong"
    )
    model = opened()
    error = failure(model)
    assert (error.kind, error.cause) == ("malformed", "request")
    assert len(endpoint.asked) == 5
    endpoint.script = say("要达到30%。")
    ask(model)
    assert endpoint.asked[-1].body.keys() == endpoint.asked[0].body.keys(), "it was not that, then"


# Time.


# Cancelling.


# Its turn.


# The breaker.


# Before anything is sent.


def test_certificates_that_cannot_be_read(tmp_path: Any) -> None:
    where = Endpoint(url="https://127.0.0.1:9/v1", model="m", ca_file=tmp_path / "none.pem")
    with OpenAIChat(where) as model:
        error = failure(model)
    assert (error.kind, error.cause) == ("unreachable", "tls")
    assert "PEM" in str(error)


def test_a_model_of_the_settings(endpoint: Server, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_chat(Settings()) is None
    model = open_chat(Settings(llm_url=endpoint.url, llm_model=CHAT, llm_key=KEY, llm_reply=300))
    assert model
    with model:
        assert ask(model).text == "好的。"
    assert endpoint.asked[0].body["max_tokens"] == 300


def test_every_kind_has_words_for_both() -> None:
    from typing import get_args

    for part in get_args(Kind):
        for kind in get_args(part):
            error = ModelError(kind)
            assert "\u4e00" <= error.message[0] <= "\u9fff"
            assert error.remedy or kind == "cancelled"
            assert error.advice or kind == "cancelled"
