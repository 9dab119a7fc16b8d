"""One question of the chat: asked, shown as it grows, logged, and kept in the person's conversation.

In: a conversation that ends in the question. Out: that conversation as the answer grows. No framework; an
expected error is the answer, and later questions forget it.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import version

from assistant.app.ask.cards import Clauses, Versions
from assistant.app.ask.conversation import Conversation, Exchange, turns
from assistant.app.ask.render import answer_html, error_html, failure_html
from assistant.app.context import AppContext
from assistant.auth.accounts import Person
from assistant.model import ANSWER_JSON, Answer
from assistant.retrieval.embedders import kind_of
from ingest.errors import PlanError
from ingest.reader_version import READER_VERSION

_LOG = logging.getLogger(__name__)


def answers_to(
    context: AppContext, person: Person, asked: Conversation, stop: threading.Event
) -> Iterator[Conversation]:
    """The last one is whole and kept. Setting `stop` ends the model's part; the page's going away does too.

    A bug stops the answer, not the page: its traceback goes to the program's log, and the chat says so
    calmly.
    """
    try:
        yield from _answers(context, person, asked, stop)
    except Exception:  # noqa: BLE001  the edge of the app: whatever it was, the person is told
        _LOG.exception("a question was not answered")
        told = failure_html(place=len(asked.exchanges) - 1)
        yield asked.answered(replace(asked.exchanges[-1], shown=told))


def _answers(
    context: AppContext, person: Person, asked: Conversation, stop: threading.Event
) -> Iterator[Conversation]:
    *before, exchange = asked.exchanges
    place = len(before)
    answer: Answer | None = None
    try:
        for answer in context.assistant.stream(
            exchange.question, turns(tuple(before)), without=exchange.without, stop=stop
        ):
            yield asked.answered(_shown(context, exchange, answer, place))
    except PlanError as error:
        yield asked.answered(replace(exchange, shown=error_html(error, place=place)))
        return
    finally:
        stop.set()
    assert answer is not None
    try:
        logged, conversation = _kept(context, person, asked, answer)
    except PlanError as error:  # a full disk takes no answer back
        shown = _shown(context, exchange, answer, place)
        told = f"{shown.shown}{error_html(error, place=place)}"
        yield asked.answered(replace(shown, shown=told))
        return
    whole = _shown(context, exchange, answer, place, logged)
    yield replace(asked.answered(whole), id=conversation, replaced=())


def restored(context: AppContext, person: Person, conversation: int) -> Conversation:
    """A conversation as it was kept, its citations held against the library of today. Raises KeyError where
    it is not theirs.
    """
    kept = context.assistant.library.log.exchanges(conversation, person=person.name)
    context.assistant.catalog.refresh()
    exchanges = tuple(
        _shown(
            context,
            Exchange(question=row.words, without=row.without),
            ANSWER_JSON.validate_json(row.answer),
            place,
            row.question,
            row.verdict,
        )
        for place, row in enumerate(kept)
    )
    return Conversation(id=conversation, exchanges=exchanges)


def _shown(
    context: AppContext,
    exchange: Exchange,
    answer: Answer,
    place: int,
    logged: int | None = None,
    verdict: str | None = None,
) -> Exchange:
    html = answer_html(
        answer,
        cited_clauses(context, answer),
        anchor=f"a{place + 1}",
        place=place,
        logged=logged,
        verdict=verdict,
        without=exchange.without,
        versions=_versions(context),
    )
    return replace(exchange, shown=html, said=answer.answer, logged=logged)


def cited_clauses(context: AppContext, answer: Answer) -> Clauses:
    """Every clause the answer cites, and the quick one below it, but those the library has no more."""
    found = {}
    for citation in (*answer.citations, *(answer.quick.citations if answer.quick else ())):
        try:
            found[citation.plan, citation.clause] = context.assistant.catalog.view(citation.plan).clause(
                citation.clause
            )
        except KeyError:
            continue
    return found


def _versions(context: AppContext) -> Versions:
    return {row.id: row.version for row in context.assistant.catalog.rows}


def _kept(context: AppContext, person: Person, asked: Conversation, answer: Answer) -> tuple[int, int]:
    """The ids of the question in the log and of the conversation it stands in."""
    log = context.assistant.library.log
    exchange = asked.exchanges[-1]
    logged = log.add(
        exchange.question,
        status=answer.status,
        engine=answer.engine,
        took_ms=round(answer.took_ms),
        answer=ANSWER_JSON.dump_json(answer).decode(),
        made_with=_made_with(context),
    )
    keep = partial(
        log.keep,
        person=person.name,
        question=logged,
        said=answer.answer,
        without=exchange.without,
        instead_of=asked.replaced,
    )
    try:
        return logged, keep(asked.id)
    except (
        KeyError
    ):  # deleted meanwhile, on another page: what is asked from now on is a conversation of its own
        return logged, keep(None)


def _made_with(context: AppContext) -> str:
    """What an answer depends on apart from the question, for whoever looks into a complaint."""
    settings = context.settings
    return json.dumps(
        {
            "version": version("plans"),
            "reader": READER_VERSION,
            "library": context.assistant.library.stamp(),
            "llm_model": settings.llm_model,
            "embedding": kind_of(settings),
            "embedding_model": settings.embedding_model,
        },
        ensure_ascii=False,
    )
