"""An embedding model behind an OpenAI-compatible address.

In: an Endpoint, what the model wants put before a text, how much it takes at once. Out: an embedder. Texts go
out in requests of so many texts and so many tokens, several at a time; one that fails for the moment is sent
again, after what the server asks for (Retry-After), else after twice as long each time, less up to a half.
Servers state their limits nowhere: a request that is refused as too large or not done in time is sent in
halves, one text that is refused as too long without its end, and what was taken is remembered. A text cut so
is named in the log: what is behind the cut cannot be found by meaning.

What comes back is looked at before it is believed: as many vectors as texts, all of one size, numbers only,
none of them zero. A question waits for a shorter time than passages do and, after one was not answered, none
is sent for a while: whoever asks goes on without it at once.

How a server is reached, and what its faults are, is the business of `endpoint.py` and `endpoint_faults.py`;
nothing a server says is shown. `read_vectors` looks at a reply before it is believed: servers send rows in
any order (their `index` tells), those that run out of numbers send null or NaN, those that run a chat model
send none, and one that lost its pooling sends zeros.
"""

from __future__ import annotations

import json
import logging
import random
import time
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest import late_re as re
from ingest.embedding.embedders import Parts, Recipe, Vectors, around_blanks, in_order, normalised, stacked
from ingest.embedding.endpoint import Endpoint, client
from ingest.embedding.endpoint_faults import EndpointError, Fault, fault_of
from ingest.embedding.options import EMBEDDING
from ingest.errors import EmbeddingError, PlanError
from ingest.model import Span
from ingest.tokens import count_tokens, cut

if TYPE_CHECKING:
    import openai

SETTINGS = "PLANS_EMBEDDING_"
_SLOWEST, _LONGEST = 60.0, 120.0
"""Seconds: the longest wait before a request is sent again by our count, and by the server's; for more we do
not wait.
"""
_SHORTEST = 32
"""Tokens of a text whose refusal is no matter of its length any more."""
_LONG = 4
"""Tokens a character has at most: bytes of UTF-8, a token being one or more."""
_KEPT = 512
"""Questions whose vectors are kept in memory: one question is searched for plan by plan."""
_LARGE = re.compile(
    r"too (?:large|long|many|big)|larger than|exceed|maximum|at most"
    r"|less than|limit|过长|过大|超过|超出|不能大于|上限"
)

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingOptions:
    """What is sent at once and how long is waited; a vector depends on it only where a text is longer than
    `text_tokens`.

    Tokens are those of cl100k_base, times seconds. `retries` and `backoff` are for passages; `query_timeout`
    and `rest`, the time without a further try after one that failed, for questions.
    """

    batch: int = 32
    batch_tokens: int = 16_000
    text_tokens: int = 8_000
    concurrency: int = 4
    retries: int = 5
    backoff: float = 1.0
    query_timeout: float = 3.0
    rest: float = 30.0


class EndpointEmbedder:
    """Asks nothing before a vector is wanted. May be shared by threads."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        dimensions: int | None = None,
        query_prefix: str = "",
        passage_prefix: str = "",
        options: EmbeddingOptions = EmbeddingOptions(),
    ) -> None:
        """`dimensions` are asked for with each request; None for the model's own, and for models that know no
        such wish.
        """
        self.recipe = Recipe(
            kind="endpoint",
            model=endpoint.model,
            dimensions=dimensions,
            query_prefix=query_prefix,
            passage_prefix=passage_prefix,
        )
        self._endpoint = endpoint
        self._options = options
        self._size = dimensions
        self._batch, self._text_tokens = options.batch, options.text_tokens
        self._rest: tuple[float, PlanError] | None = None
        self._asked = lru_cache(maxsize=_KEPT)(self._question)

    @property
    def name(self) -> str:
        return self.recipe.name

    @property
    def dimensions(self) -> int:
        """Those that were wished for, else those of the first vector there was."""
        return self._size or len(self.embed_query("规划"))

    def in_parts(self, texts: Sequence[str]) -> Parts:
        requests = list(_requests(texts, self._batch, self._options.batch_tokens))
        yield from in_order(self._passages, requests, at_once=self._options.concurrency)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return stacked(self.in_parts(texts), texts, lambda: self.dimensions)

    def embed_query(self, text: str) -> Vectors:
        """Raises PlanError also while the server is let rest."""
        return self._asked(text)

    # -- questions -------------------------------------------------------------------------------------------

    def _question(self, text: str) -> Vectors:
        if self._rest is not None and time.monotonic() < self._rest[0]:
            raise self._rest[1].with_traceback(None)
        try:
            row: Vectors = around_blanks([text], self._queries, lambda: self.dimensions)[0]
        except PlanError as error:
            asked = error.fault.retry_after if isinstance(error, EndpointError) else None
            self._rest = (time.monotonic() + max(self._options.rest, min(asked or 0.0, _LONGEST)), error)
            raise
        row.setflags(write=False)  # it is kept, and given out again
        return row

    def _queries(self, texts: Sequence[str]) -> Vectors:
        """Sent once; a connection that broke may have been closed while it lay idle, and is made once
        more.
        """
        led = [self._fitted(self.recipe.query_prefix + text) for text in texts]
        try:
            return self._rows(led, self._options.query_timeout)
        except EndpointError as error:
            if error.fault.kind != "cut":
                raise
        return self._rows(led, self._options.query_timeout)

    # -- passages --------------------------------------------------------------------------------------------

    def _passages(self, texts: Sequence[str]) -> Vectors:
        def embed(worded: Sequence[str]) -> Vectors:
            return self._split([self._fitted(self.recipe.passage_prefix + text) for text in worded])

        return around_blanks(texts, embed, lambda: self.dimensions)

    def _split(self, texts: Sequence[str]) -> Vectors:
        """The rows, asked for in as many requests as the server wants.

        Halves that are taken show how many texts go at once, unless one text was refused on the way.
        """
        if len(texts) == 1:
            return self._single(texts[0])
        longest, middle = self._text_tokens, len(texts) // 2
        refused = len(texts) <= self._batch
        if refused:
            try:
                return self._patiently(texts)
            except EndpointError as error:
                if not isinstance(error, _TooLargeError) and error.fault.kind != "timeout":
                    raise
        rows = np.concatenate([self._split(texts[:middle]), self._split(texts[middle:])])
        if refused and self._text_tokens == longest:
            self._batch = min(self._batch, len(texts) - middle)
        return rows

    def _single(self, text: str) -> Vectors:
        """The row of one text, or of as much of it as is taken, which goes for those to come."""
        kept = text
        while True:
            try:
                rows = self._patiently([kept])
            except _TooLargeError:
                tokens = count_tokens(kept)
                if tokens <= _SHORTEST:
                    raise
                self._text_tokens = min(self._text_tokens, int(tokens * EMBEDDING.shorter))
                kept = self._beginning(kept)
            else:
                _tell(text, kept)
                return rows

    def _patiently(self, texts: Sequence[str]) -> Vectors:
        """The rows of one request, sent again where the fault may pass."""
        for tries in range(self._options.retries + 1):
            try:
                return self._rows(texts, self._endpoint.timeout)
            except _TooLargeError:
                raise
            except EndpointError as error:
                wait = _wait(error.fault, tries, self._options.backoff)
                if (
                    tries == self._options.retries
                    or wait is None
                    or (error.fault.kind == "timeout" and len(texts) > 1)
                ):
                    raise
                _LOG.info("嵌入服务暂时不应答（%s），%.1f 秒后再试", error.fault.kind, wait)
                time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _fitted(self, text: str) -> str:
        """The text, without its end where it is longer than the model takes."""
        kept = text
        if len(text) * _LONG > self._text_tokens and count_tokens(text) > self._text_tokens:
            kept = self._beginning(text)
            _tell(text, kept)
        return kept

    def _beginning(self, text: str) -> str:
        """As much as the model takes, cut where a passage would be."""
        return next(cut(text, Span(start=0, end=len(text)), budget=self._text_tokens)).of(text)

    # -- one request -----------------------------------------------------------------------------------------

    def _rows(self, texts: Sequence[str], timeout: float) -> Vectors:
        """Unit rows. Raises EndpointError, or EmbeddingError where the reply has no vectors."""
        wished = self.recipe.dimensions
        wish: Any = {"dimensions": wished} if wished is not None else {}
        model = self._endpoint.model
        try:
            reply = self._client.embeddings.with_raw_response.create(
                input=list(texts), model=model, encoding_format="float", timeout=timeout, **wish
            )
        except Exception as exc:
            fault = fault_of(exc)
            if fault is None:
                raise
            kind = _TooLargeError if _too_large(fault, exc) else EndpointError
            raise kind(fault, settings=SETTINGS) from None  # what the library says may hold the key
        try:
            rows = read_vectors(reply.content, len(texts))
        except ValueError as exc:
            raise self._no_vectors(
                str(exc), f"请确认 {SETTINGS}MODEL 是嵌入模型，服务与 OpenAI 的接口一致"
            ) from exc
        if self._size is None:
            self._size = rows.shape[1]
        if rows.shape[1] != self._size:
            why = f"给出 {rows.shape[1]} 维的向量，应为 {self._size} 维"
            raise self._no_vectors(why, f"请核对 {SETTINGS}DIMENSIONS：不是每个模型都能改变维数，可以不填")
        return normalised(rows)

    def _no_vectors(self, why: str, remedy: str) -> EmbeddingError:
        return EmbeddingError(f"嵌入模型 {self._endpoint.model} 的应答不能用：{why}", remedy=remedy)

    @cached_property
    def _client(self) -> openai.OpenAI:
        made = client(self._endpoint)
        weakref.finalize(self, made.close)
        return made


class _TooLargeError(EndpointError):
    """More at once than the server takes, or a longer text."""


def _requests(texts: Sequence[str], most: int, tokens: int) -> Iterator[list[str]]:
    """The texts in order, in groups of at most so many and of so many tokens; a text over the limit goes by
    itself.
    """
    group: list[str] = []
    total = 0
    for text in texts:
        size = count_tokens(text)
        if group and (len(group) == most or total + size > tokens):
            yield group
            group, total = [], 0
        group.append(text)
        total += size
    if group:
        yield group


def _too_large(fault: Fault, error: Exception) -> bool:
    """Whether less at once may be taken: some servers call it a bad request, some a fault of their own."""
    said = str(getattr(error, "body", "") or "").lower()
    return fault.kind == "too_long" or (fault.status in (400, 422, 500) and bool(_LARGE.search(said[:2_000])))


def _wait(fault: Fault, tries: int, backoff: float) -> float | None:
    """Seconds before the next try; None where there is no sense in one."""
    if not fault.passing and not (fault.kind == "timeout" and tries == 0):
        return None
    if fault.retry_after is not None:
        return fault.retry_after if fault.retry_after <= _LONGEST else None
    return float(min(backoff * 2**tries, _SLOWEST) * random.uniform(0.5, 1.0))


def _tell(text: str, kept: str) -> None:
    if kept != text:
        _LOG.warning(
            "超出嵌入模型的长度，只取开头 %d 字，后 %d 字不参与向量检索：%s…",
            len(kept),
            len(text) - len(kept),
            text[:40],
        )


def read_vectors(body: bytes, count: int) -> Vectors:
    """Shape (count, whatever the model gives). Raises ValueError."""
    try:
        items = json.loads(body)["data"]
        found = [item["embedding"] for item in sorted(items, key=_place)]
    except (ValueError, KeyError, TypeError) as exc:
        raise ValueError("应答里没有向量") from exc
    if len(found) != count:
        raise ValueError(f"给出 {len(found)} 个向量，应为 {count} 个")
    try:
        rows = np.array(found, dtype=np.float32)
    except (ValueError, TypeError) as exc:
        raise ValueError("给出的向量长短不一，或不全是数") from exc
    if rows.ndim != 2 or not rows.shape[1]:
        raise ValueError("给出的不是向量")
    if not np.isfinite(rows).all():
        raise ValueError("向量里有非数值")
    if not rows.any(axis=1).all():
        raise ValueError("给出了全是零的向量")
    return rows


def _place(item: Any) -> int:
    """Where the server says it belongs; those that do not say so send them in order, which sorting keeps."""
    place = item.get("index", 0)
    return place if isinstance(place, int) else 0
