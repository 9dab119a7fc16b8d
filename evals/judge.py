"""The judge 评判: a language model asked of each answer whether its quotes bear it out, and whether it is to
the point.

In: scored cases, the endpoint of a model that speaks OpenAI's protocol. Out: the same cases with "faithful"
and "relevant" beside their scores: 1, 0, or None where there was nothing to judge or no judgement could be
had. They make no case wrong and belong to no gate: what a model thinks today it may not think tomorrow.
Without an endpoint nobody is asked.

LlamaIndex's FaithfulnessEvaluator and RelevancyEvaluator ask; whether the reply is a yes or a no is read
here, since they take every reply without a "yes" for a no. What goes wrong at the endpoint is told in our own
words, never in the endpoint's, which may repeat the key.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from evals.model import CaseResult
from ingest.embedding.endpoint import NO_KEY, Endpoint, async_http_client, headers_of

FAITHFUL, RELEVANT = "faithful", "relevant"
GIVES_UP = 3
"""Calls that fail one after the other until the endpoint is taken for dead."""
_WINDOW = 16_000
"""Tokens of a prompt, as nearly every model takes them; the quotes of a long list are put to it in several
calls.
"""
_REPLY = 1_024
"""Tokens of a reply: yes or no, and what some models think before."""
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_VERDICT = re.compile(
    r"[\W_]*(?:(?:answer|回答|答案)[\W_]*)?(?:(?P<yes>yes\b|是的?(?!\w))|no\b|否(?!\w)|不是(?!\w))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The cases in their order. `judged` of them have both judgements; `notes` say why others have none,
    `dead` that judging was broken off.
    """

    results: tuple[CaseResult, ...]
    judged: int
    notes: tuple[str, ...]
    dead: bool

    def words(self) -> str:
        """In one line."""
        why = "；".join(self.notes)
        head = f"模型评判了 {self.judged} 例"
        broken = f"连续 {GIVES_UP} 次调用失败，不再评判" if self.dead else ""
        return "，".join(filter(None, (head, broken))) + (f"（{why}）" if why else "")


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came of one call: a verdict, or why there is none; `failed` where the endpoint gave no reply at
    all.
    """

    value: float | None
    note: str = ""
    failed: bool = False


def judge(
    results: Sequence[CaseResult],
    endpoint: Endpoint,
    *,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Judged:
    """Answered cases with at least one quote are judged, one after the other. `progress`: cases done, in all.

    Nothing that happens at the endpoint raises.
    """
    with _nothing_downloaded():
        return asyncio.run(_judge(results, endpoint, progress))


async def _judge(
    results: Sequence[CaseResult], endpoint: Endpoint, progress: Callable[[int, int], None]
) -> Judged:
    async with async_http_client(endpoint) as http:
        return await _judge_each(results, _evaluators(endpoint, http), progress)


async def _judge_each(
    results: Sequence[CaseResult], evaluators: dict[str, Any], progress: Callable[[int, int], None]
) -> Judged:
    judged: list[CaseResult] = []
    notes: Counter[str] = Counter()
    failures = 0
    for done, case in enumerate(results):
        progress(done, len(results))
        scores: dict[str, float | None] = dict.fromkeys(evaluators)
        for name, evaluator in evaluators.items():
            if case.status != "answered" or not _quotes(case) or failures >= GIVES_UP:
                break
            reply = await _asked(evaluator, case)
            failures = failures + 1 if reply.failed else 0
            scores[name] = reply.value
            notes.update([reply.note] if reply.note else ())
        judged.append(replace(case, scores={**case.scores, **scores}))
    progress(len(results), len(results))
    return Judged(
        results=tuple(judged),
        judged=sum(all(case.scores[name] is not None for name in evaluators) for case in judged),
        notes=tuple(f"{note} {count} 次" for note, count in notes.items()),
        dead=failures >= GIVES_UP,
    )


class _NoReplyError(Exception):
    """A call that brought no chat completion; its text is what may be shown."""


def _evaluators(endpoint: Endpoint, http: Any) -> dict[str, Any]:
    from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator
    from llama_index.llms.openai_like import OpenAILike

    class Model(OpenAILike):  # type: ignore[misc]  # an untyped base
        """Whatever an unusual server makes the client fail with is one error here. LlamaIndex would log
        some of them, with all they say, and go on as if the reply had been empty."""

        async def achat(self, *arguments: Any, **more: Any) -> Any:
            try:
                return await super().achat(*arguments, **more)
            except Exception as error:
                raise _NoReplyError(_fault(error)) from error

    model = Model(
        model=endpoint.model,
        api_base=endpoint.url,
        api_key=endpoint.key or NO_KEY,
        default_headers=headers_of(endpoint),
        async_http_client=http,
        is_chat_model=True,
        context_window=_WINDOW,
        max_tokens=_REPLY,
        temperature=0.0,
        timeout=endpoint.timeout,
        max_retries=0,
    )
    return {FAITHFUL: FaithfulnessEvaluator(llm=model), RELEVANT: RelevancyEvaluator(llm=model)}


async def _asked(evaluator: Any, case: CaseResult) -> _Reply:
    try:
        found = await evaluator.aevaluate(
            query="\n".join((*case.history, case.question)), response=case.answer, contexts=_quotes(case)
        )
    except _NoReplyError as error:
        return _Reply(None, str(error), failed=True)
    value = verdict(str(found.feedback or ""))
    return _Reply(value, "" if value is not None else "读不出是或否")


def verdict(reply: str) -> float | None:
    """1 for a reply that begins with yes or 是, 0 for one with no or 否, None for any other; reasoning
    are passed over.
    """
    found = _VERDICT.match(_THOUGHT.sub("", reply))
    return None if found is None else float(found["yes"] is not None)


def _quotes(case: CaseResult) -> list[str]:
    """Each quote once, under the plan and the clause it is from."""
    return list(dict.fromkeys(f"{plan} {label}\n{quote}" for plan, label, quote in case.cited if quote))


def _fault(error: Exception) -> str:
    """By the status, else by the name of the error: its text is the endpoint's and may hold anything."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return f"HTTP {status}"
    name = type(error).__name__
    return "超时" if "Timeout" in name else "连不上" if "Connection" in name else "应答不是对话格式"


@contextmanager
def _nothing_downloaded() -> Iterator[None]:
    """The evaluators cut quotes with LlamaIndex's global splitter and count with its tokenizer, which may
    want their data: ours do not.
    """
    import llama_index.core
    from llama_index.core import Settings

    from evals.naive import splitter
    from ingest.tokens import count_tokens

    before = Settings._transformations, llama_index.core.global_tokenizer
    Settings.transformations = [splitter()]
    llama_index.core.global_tokenizer = lambda text: range(count_tokens(text))
    try:
        yield
    finally:
        Settings._transformations, llama_index.core.global_tokenizer = before
