"""An embedding model behind an address, against a real server: limits found out, faults waited out, replies
not believed.
"""

from __future__ import annotations

import json
import logging
import math
import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ingest.embedding import endpoint_embedding
from ingest.embedding.embedders import WORKER, Embedder
from ingest.embedding.endpoint import Endpoint
from ingest.embedding.endpoint_embedding import EmbeddingOptions, EndpointEmbedder, read_vectors
from ingest.embedding.endpoint_faults import EndpointError
from ingest.errors import EmbeddingError, PlanError
from ingest.tokens import count_tokens
from tests.endpoint.messages import DIMENSIONS, EMBEDDING, Reply, Request, fault, page, vector
from tests.endpoint.server import Server, nobody
from tests.ingest.embedder_contract import EmbedderContract
from tests.waiting import GIVE_UP, NEVER, until

KEY = "sk-secret-4711"
TEXTS = [f"第{n}项任务" for n in range(40)]


def embedder_of(
    server: Server | str, *, options: dict[str, Any] | None = None, timeout: float = GIVE_UP, **more: Any
) -> EndpointEmbedder:
    url = server if isinstance(server, str) else server.url
    endpoint = Endpoint(url=url, model=EMBEDDING, key=KEY, timeout=timeout)
    quick = {"backoff": 0.01, "retries": 2, "query_timeout": GIVE_UP}
    return EndpointEmbedder(endpoint, options=EmbeddingOptions(**{**quick, **(options or {})}), **more)


def patience(*replies: Reply) -> float:
    """Seconds for each request: few where one of the replies never comes."""
    return 1.0 if any(reply.wait == NEVER for reply in replies) else GIVE_UP


def no_more_work() -> bool:
    return not any(thread.name == WORKER for thread in threading.enumerate())


class TestEndpointEmbedder(EmbedderContract):
    @pytest.fixture(autouse=True)
    def _server(self, endpoint: Server) -> None:
        self.server = endpoint

    def make(self) -> Embedder:
        return embedder_of(self.server)


# -- what is sent --------------------------------------------------------------------------------------------


def test_requests_have_so_many_texts_and_go_several_at_a_time(endpoint: Server) -> None:
    endpoint.script = Reply(wait=0.05)
    rows = embedder_of(endpoint, options={"batch": 10, "concurrency": 3}).embed_passages(TEXTS)
    assert sorted(len(request.texts) for request in endpoint.asked) == [10, 10, 10, 10]
    assert endpoint.most == 3
    assert rows == pytest.approx(np.array([vector(text) for text in TEXTS]), abs=1e-6)


def test_requests_have_so_many_tokens(endpoint: Server) -> None:
    budget = 3 * count_tokens(TEXTS[0])
    embedder_of(endpoint, options={"batch_tokens": budget}).embed_passages(TEXTS[:9])
    assert [text for request in endpoint.asked for text in request.texts].sort() == TEXTS[:9].sort()
    assert all(sum(map(count_tokens, request.texts)) <= budget for request in endpoint.asked)


def test_prefixes_go_before_texts_and_into_the_name(endpoint: Server) -> None:
    embedder = embedder_of(endpoint, query_prefix="Query: ", passage_prefix="passage: ")
    embedder.embed_query("托位")
    embedder.embed_passages(["托位", " "])
    assert [request.texts for request in endpoint.asked] == [["Query: 托位"], ["passage: 托位"]]
    assert embedder.name != embedder_of(endpoint).name


def test_dimensions_are_asked_for_only_where_they_are_set(endpoint: Server) -> None:
    assert embedder_of(endpoint).dimensions == DIMENSIONS
    few = embedder_of(endpoint, dimensions=16)
    assert few.dimensions == 16
    assert len(few.embed_query("托位")) == 16
    assert ["dimensions" in request.body for request in endpoint.asked] == [False, True]


def test_the_size_of_the_vectors_is_asked_once(endpoint: Server) -> None:
    embedder = embedder_of(endpoint)
    assert (embedder.dimensions, embedder.dimensions) == (DIMENSIONS, DIMENSIONS)
    embedder.embed_passages([])
    assert len(endpoint.asked) == 1


def test_one_question_is_sent_once(endpoint: Server) -> None:
    embedder = embedder_of(endpoint)
    for _ in range(12):
        embedder.embed_query("托位")
    assert len(endpoint.asked) == 1


def test_rows_in_any_order_find_their_texts(endpoint: Server) -> None:
    def shuffled(request: Request) -> Reply:
        rows = [{"index": n, "embedding": vector(text)} for n, text in enumerate(request.texts)]
        return Reply(raw=json.dumps({"data": rows[::-1]}))

    endpoint.script = shuffled
    rows = embedder_of(endpoint).embed_passages(TEXTS)
    assert rows == pytest.approx(np.array([vector(text) for text in TEXTS]), abs=1e-6)


# -- limits of the server ------------------------------------------------------------------------------------

TOO_MANY: dict[str, Reply] = {
    "bad request": fault(400, "batch size is invalid, it should not be larger than 10"),
    "unprocessable": fault(422, "batch size 32 > maximum allowed batch size 10"),
    "payload": page(413),
    "a fault of its own": fault(500, "input is too large to process. increase the physical batch size"),
    "in Chinese": fault(400, "input数组最大不能超过10条"),
    "not done in time": Reply(wait=NEVER),
}


@pytest.mark.parametrize("refusal", TOO_MANY.values(), ids=TOO_MANY.keys())
def test_a_batch_that_is_refused_is_sent_in_halves_and_remembered(endpoint: Server, refusal: Reply) -> None:
    endpoint.script = lambda request: refusal if len(request.texts) > 10 else None
    options = {"batch": 32, "concurrency": 1, "retries": 0}
    embedder = embedder_of(endpoint, options=options, timeout=patience(refusal))
    rows = embedder.embed_passages(TEXTS)
    assert rows == pytest.approx(np.array([vector(text) for text in TEXTS]), abs=1e-6)
    del endpoint.requests[:]
    embedder.embed_passages(TEXTS)
    assert [len(request.texts) for request in endpoint.asked] == [8, 8, 8, 8, 8]


def test_a_text_that_is_too_long_loses_its_end_and_that_is_said(
    endpoint: Server, caplog: pytest.LogCaptureFixture
) -> None:
    limit = 120
    long = "住院分娩率达到99.5%以上。" * 40
    refusal = fault(400, "This model's maximum context length is 512 tokens")
    endpoint.script = lambda request: refusal if max(map(len, request.texts)) > limit else None
    embedder = embedder_of(endpoint, options={"concurrency": 1})
    rows = embedder.embed_passages(["新增托位", long, "疫苗"])
    sent = max((text for request in endpoint.asked for text in request.texts if len(text) <= limit), key=len)
    assert long.startswith(sent)
    assert sent.endswith("。"), "cut where a passage would be"
    assert rows[1] == pytest.approx(vector(sent), abs=1e-6)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert f"后 {len(long) - len(sent)} 字不参与向量检索" in caplog.text
    del endpoint.requests[:]
    embedder.embed_passages([long])
    assert len(endpoint.asked) == 1, "how much was taken is remembered"


def test_one_text_that_is_too_long_does_not_make_requests_small(endpoint: Server) -> None:
    long = "住院分娩率达到99.5%以上。" * 10
    refusal = fault(400, "This model's maximum context length is 512 tokens")
    endpoint.script = lambda request: refusal if max(map(len, request.texts)) > 120 else None
    embedder = embedder_of(endpoint, options={"concurrency": 1})
    embedder.embed_passages([*TEXTS[:20], long, *TEXTS[20:31]])
    del endpoint.requests[:]
    embedder.embed_passages([*TEXTS[:30], long, long])
    assert [len(request.texts) for request in endpoint.asked] == [32]


def test_a_text_over_the_limit_that_is_set_is_cut_before(endpoint: Server) -> None:
    long = "住院分娩率达到99.5%以上。" * 40
    embedder_of(endpoint, options={"text_tokens": 60}).embed_passages([long])
    [request] = endpoint.asked
    assert long.startswith(request.texts[0])
    assert 30 < count_tokens(request.texts[0]) <= 60


def test_a_short_text_that_is_refused_is_no_matter_of_length(endpoint: Server) -> None:
    endpoint.script = fault(400, "the limit of this account is exceeded")
    with pytest.raises(EndpointError):
        embedder_of(endpoint, options={"concurrency": 1}).embed_passages(TEXTS[:8])
    assert len(endpoint.asked) < 10


# -- faults --------------------------------------------------------------------------------------------------

FINAL: dict[str, tuple[Reply, str, int]] = {
    "401": (fault(401, f"Incorrect API key provided: {KEY}"), "PLANS_EMBEDDING_KEY", 1),
    "403": (fault(403), "PLANS_EMBEDDING_KEY", 1),
    "404 model": (fault(404, "The model does not exist", code="model_not_found"), "PLANS_EMBEDDING_MODEL", 1),
    "404 address": (page(404), "PLANS_EMBEDDING_URL", 1),
    "no money": (fault(429, "quota", code="insufficient_quota"), "额度", 1),
    "429 for ever": (fault(429, "slow down"), "", 3),
    "500 for ever": (fault(500, f"out of memory, key {KEY}"), "", 3),
    "a page for JSON": (Reply(raw="<html>", kind="text/html"), "PLANS_EMBEDDING_MODEL", 1),
    "a chat model": (Reply(raw='{"choices": []}'), "PLANS_EMBEDDING_MODEL", 1),
    "no vectors": (Reply(raw='{"data": []}'), "0 个向量，应为 1 个", 1),
    "too many vectors": (Reply(vectors=(vector("甲"), vector("乙"))), "2 个向量，应为 1 个", 1),
    "no numbers": (Reply(raw='{"data": [{"embedding": [NaN, 1.0]}]}'), "非数值", 1),
    "endless numbers": (Reply(raw='{"data": [{"embedding": [1e999, 1.0]}]}'), "非数值", 1),
    "nothing for a number": (Reply(raw='{"data": [{"embedding": [null, 1.0]}]}'), "不能用", 1),
    "words for numbers": (Reply(raw='{"data": [{"embedding": ["a", "b"]}]}'), "不能用", 1),
    "zero": (Reply(vectors=((0.0,) * DIMENSIONS,)), "全是零", 1),
    "empty": (Reply(raw='{"data": [{"embedding": []}]}'), "不是向量", 1),
    "other dimensions": (Reply(vectors=((1.0, 0.0),)), "2 维的向量，应为 64 维", 1),
    "cut for ever": (Reply(cut=0), "", 3),
    "elsewhere": (Reply(status=301, raw="", headers={"Location": "http://127.0.0.1:9/"}), "转到别处", 1),
    "not done in time": (Reply(wait=NEVER), "", 2),
}


@pytest.mark.parametrize(("reply", "said", "sent"), FINAL.values(), ids=FINAL.keys())
def test_faults_are_errors_with_a_remedy_and_without_the_key(
    endpoint: Server, reply: Reply, said: str, sent: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "ingest")
    embedder = embedder_of(endpoint, dimensions=DIMENSIONS, timeout=patience(reply))
    endpoint.script = reply
    with pytest.raises(PlanError) as told:
        embedder.embed_passages(["住院分娩率"])
    assert isinstance(told.value, EndpointError | EmbeddingError)
    assert told.value.remedy
    assert said in str(told.value)
    assert len(endpoint.asked) == sent
    chain = [told.value, told.value.__cause__]
    assert KEY not in f"{[repr(error) for error in chain]} {caplog.text} {embedder!r} {vars(embedder)}"
    assert told.value.__suppress_context__ or told.value.__context__ is None


PASSING: dict[str, tuple[Reply, ...]] = {
    "500, then good": (fault(500),),
    "503 page twice, then good": (page(503), page(503)),
    "429 with Retry-After, then good": (fault(429, "slow down", headers={"Retry-After": "0.2"}),),
    "cut, then good": (Reply(cut=0),),
    "not done in time, then good": (Reply(wait=NEVER),),
}


@pytest.mark.parametrize("replies", PASSING.values(), ids=PASSING.keys())
def test_what_passes_is_waited_out(endpoint: Server, replies: tuple[Reply, ...]) -> None:
    endpoint.queue += replies
    row = embedder_of(endpoint, timeout=patience(*replies)).embed_passages(["住院分娩率"])[0]
    assert row == pytest.approx(vector("住院分娩率"), abs=1e-6)
    assert len(endpoint.asked) == len(replies) + 1


def test_the_server_says_how_long_to_wait(endpoint: Server) -> None:
    endpoint.queue.append(fault(429, "slow down", headers={"Retry-After": "0.4"}))
    embedder_of(endpoint).embed_passages(["住院分娩率"])
    first, second = endpoint.asked
    assert second.at - first.at >= 0.4


def test_a_server_that_asks_for_hours_is_not_waited_for(endpoint: Server) -> None:
    endpoint.script = fault(429, "slow down", headers={"Retry-After": "7200"})
    with pytest.raises(EndpointError):
        embedder_of(endpoint).embed_passages(["住院分娩率"])
    assert len(endpoint.asked) == 1


def test_waits_grow(endpoint: Server) -> None:
    """From half of the first pause, and from half of its double."""
    endpoint.script = fault(500)
    with pytest.raises(EndpointError):
        embedder_of(endpoint, options={"backoff": 0.1, "retries": 2}).embed_passages(["住院分娩率"])
    first, second, third = (request.at for request in endpoint.asked)
    assert second - first >= 0.05
    assert third - second >= 0.1


def test_the_parts_before_a_fault_are_given_out(endpoint: Server) -> None:
    endpoint.script = lambda request: fault(401) if "第20项任务" in request.texts else None
    parts = embedder_of(endpoint, options={"batch": 10, "concurrency": 1}).in_parts(TEXTS)
    assert len(next(parts)) == len(next(parts)) == 10
    with pytest.raises(EndpointError):
        next(parts)
    until(no_more_work)
    assert len(endpoint.asked) <= 4, "nothing more is begun"


def test_who_stops_reading_stops_the_work(endpoint: Server) -> None:
    parts = embedder_of(endpoint, options={"batch": 2, "concurrency": 1}).in_parts(TEXTS)
    next(parts)
    parts.close()  # type: ignore[attr-defined]
    until(no_more_work)
    assert len(endpoint.asked) <= 3


# -- questions -----------------------------------------------------------------------------------------------


def test_a_question_waits_for_a_short_time_and_then_none_is_sent_for_a_while(
    endpoint: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(endpoint_embedding, "time", SimpleNamespace(monotonic=lambda: now[0]))
    endpoint.script = Reply(wait=NEVER)
    embedder = embedder_of(endpoint, options={"query_timeout": 1.0, "rest": 30.0})
    for question in ("托位", "疫苗", "分娩"):
        with pytest.raises(EndpointError):
            embedder.embed_query(question)
    until(lambda: endpoint.asked)
    now[0] += 29.0
    with pytest.raises(EndpointError):
        embedder.embed_query("疫苗")
    assert len(endpoint.asked) == 1
    endpoint.script = None
    now[0] += 2.0
    assert embedder.embed_query("疫苗").any()


def test_nobody_there_is_known_at_once() -> None:
    embedder = embedder_of(nobody())
    for _ in range(3):
        with pytest.raises(EndpointError, match="连不上"):
            embedder.embed_query("托位")


def test_a_question_is_asked_again_only_where_the_connection_broke(endpoint: Server) -> None:
    endpoint.queue.append(Reply(cut=0))
    assert embedder_of(endpoint).embed_query("托位").any()
    assert len(endpoint.asked) == 2
    endpoint.queue.append(fault(500))
    with pytest.raises(EndpointError):
        embedder_of(endpoint).embed_query("托位")
    assert len(endpoint.asked) == 3


# -- the reply alone -----------------------------------------------------------------------------------------

BODIES: dict[str, tuple[str, str]] = {
    "a list": ("[]", "没有向量"),
    "no JSON": ("{", "没有向量"),
    "an error with status 200": ('{"error": {"message": "x"}}', "没有向量"),
    "data that is no list": ('{"data": 3}', "没有向量"),
    "rows of unlike length": ('{"data": [{"embedding": [1, 2]}, {"embedding": [1]}]}', "长短不一"),
    "numbers for rows": ('{"data": [{"embedding": 1}, {"embedding": 2}]}', "不是向量"),
}


@pytest.mark.parametrize(("body", "said"), BODIES.values(), ids=BODIES.keys())
def test_what_is_no_reply(body: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_vectors(body.encode(), 2)


def test_a_row_that_is_none_anywhere_spoils_the_reply() -> None:
    for bad in (math.nan, math.inf, -math.inf):
        body = json.dumps({"data": [{"embedding": [1.0, 2.0]}, {"embedding": [bad, 1.0]}]})
        with pytest.raises(ValueError, match="非数值"):
            read_vectors(body.encode(), 2)


def test_rows_without_a_place_are_in_order() -> None:
    body = json.dumps({"data": [{"embedding": [1.0, 0.0]}, {"embedding": [0.0, 1.0], "index": None}]})
    assert read_vectors(body.encode(), 2).tolist() == [[1.0, 0.0], [0.0, 1.0]]
