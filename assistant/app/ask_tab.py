"""问答: the chat. In: the desk. Out: components and events inside the tab, wired to pure functions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.app.conversation import Conversation, Exchange, judged, messages, turns
from assistant.app.desk import Desk
from assistant.app.examples import Example, examples
from assistant.app.masthead import welcome_html
from assistant.app.render import Clauses, answer_html, error_html, failure_html
from assistant.ask import Assistant
from assistant.model import ANSWER_JSON, Answer
from ingest.errors import PlanError

_AT_ONCE = 16
"""Questions answered at the same time: some 20 ms of one core each, and the wait for a model."""


def fill(desk: Desk, page: gr.Blocks) -> None:
    """Welcome and examples are made anew at every load of the page from what is in the library then."""
    assistant = desk.assistant
    samples = _Samples(assistant)

    def ask(question: str, conversation: Conversation) -> Iterator[tuple[Any, Any, Any]]:
        """First the question as a bubble and an empty box, then the answer."""
        if not question.strip():
            yield gr.skip(), "", gr.skip()
            return
        asked = (*conversation, Exchange(question=question.strip()))
        yield _bubbles(asked), "", asked
        for exchange in answers_to(assistant, question.strip(), conversation):
            answered = (*conversation, exchange)
            yield _bubbles(answered), gr.skip(), answered

    def judge(conversation: Conversation, given: gr.LikeData) -> None:
        """Keep a 👍 or 👎 with the question it is about; taken back, it is not kept."""
        exchange = judged(conversation, given.index)
        if exchange is not None and exchange.logged is not None and given.liked in (True, False):
            assistant.library.log.add_feedback(exchange.logged, verdict="up" if given.liked else "down")

    def welcome() -> Any:
        assistant.catalog.refresh()
        return gr.Chatbot(placeholder=welcome_html(assistant.catalog.rows), examples=samples.cards())

    with gr.Column(elem_id="chat"):
        conversation = gr.State(())
        with gr.Row(elem_id="head"):
            clear = gr.Button("新对话", elem_id="new", size="sm", scale=0, min_width=88)
        talk = gr.Chatbot(
            elem_id="talk",
            label="对话",
            show_label=False,
            container=False,
            scale=1,
            height=None,
            layout="bubble",
            buttons=[],
            autoscroll=False,
            sanitize_html=True,
            allow_tags=False,
            latex_delimiters=[],
            group_consecutive_messages=False,
            feedback_options=("Like", "Dislike"),
        )
        with gr.Row(elem_id="ask"):
            box = gr.Textbox(
                elem_id="question",
                label="问题",
                show_label=False,
                container=False,
                placeholder="请输入问题",
                lines=1,
                max_lines=5,
                autofocus=True,
                scale=1,
                html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
            )
            send = gr.Button("发送", elem_id="send", variant="primary", scale=0, min_width=80)
        gr.HTML("<p>Enter 发送，Shift+Enter 换行</p>", elem_id="hint", js_on_load=None)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asked = gr.on(
            [box.submit, send.click],
            ask,
            [box, conversation],
            [talk, box, conversation],
            concurrency_limit=_AT_ONCE,
            **quiet,
        )
        asked.failure(_failed, [conversation], [talk, conversation], **quiet)
        asked.then(None, js="() => plansShowLatest()", **quiet)
        chosen = talk.example_select(_example_text, None, [box], **quiet)
        answering = chosen.then(
            ask, [box, conversation], [talk, box, conversation], concurrency_limit=_AT_ONCE, **quiet
        )
        answering.failure(_failed, [conversation], [talk, conversation], **quiet)
        answering.then(None, js="() => plansShowLatest()", **quiet)
        talk.like(judge, [conversation], None, **quiet)
        new = clear.click(
            lambda: ([], "", ()), None, [talk, box, conversation], cancels=[asked, answering], **quiet
        )
        new.then(None, js="() => plansFocusQuestion()", **quiet)
        page.load(welcome, None, talk, **quiet)


def answers_to(assistant: Assistant, question: str, conversation: Conversation) -> Iterator[Exchange]:
    """The exchange of one question after `conversation` as its answer grows, the last one whole and kept in the question log.

    An expected error is the answer, and later questions forget it. Where the page goes away meanwhile, the model is stopped.
    """
    anchor = f"a{len(conversation) + 1}"
    stop = threading.Event()
    answer: Answer | None = None
    try:
        for answer in assistant.stream(question, turns(conversation), stop=stop):
            clauses = cited_clauses(assistant, answer)
            shown = answer_html(answer, clauses, anchor=anchor)
            yield Exchange(question=question, shown=shown, said=answer.answer)
    except PlanError as error:
        yield Exchange(question=question, shown=error_html(error))
        return
    finally:
        stop.set()
    assert answer is not None
    logged = assistant.library.log.add(
        question,
        status=answer.status,
        engine=answer.engine,
        took_ms=round(answer.took_ms),
        answer=ANSWER_JSON.dump_json(answer).decode(),
    )
    yield Exchange(question=question, shown=shown, said=answer.answer, logged=logged)


def cited_clauses(assistant: Assistant, answer: Answer) -> Clauses:
    """Every clause the answer cites, but those of a plan that was taken out meanwhile."""
    found = {}
    for citation in answer.citations:
        try:
            found[citation.plan, citation.clause] = assistant.catalog.view(citation.plan).clause(
                citation.clause
            )
        except KeyError:
            continue
    return found


def _bubbles(conversation: Conversation) -> list[dict[str, Any]]:
    """Our HTML goes in as a component: as text the chat would read it as Markdown and drop its data attributes."""
    return [
        {"role": m["role"], "content": gr.HTML(m["content"], js_on_load=None)} for m in messages(conversation)
    ]


def _failed(conversation: Conversation) -> tuple[Any, Conversation]:
    """A bug stops the answer, not the page: the traceback is in the log, the chat says so calmly."""
    *before, last = conversation
    told = (*before, Exchange(question=last.question, shown=failure_html()))
    return _bubbles(told), told


def _example_text(choice: gr.SelectData) -> str:
    return str(choice.value["text"])


class _Samples:
    """Example questions, made anew only where the library has changed."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._stamp: str | None = None
        self._made: tuple[Example, ...] = ()

    def cards(self) -> list[dict[str, str]]:
        """As the chat component takes them."""
        stamp = self._assistant.catalog.refresh()
        if stamp != self._stamp:
            self._made = examples(self._assistant)
            self._stamp = stamp
        return [{"text": e.question, "display_text": f"{e.kind}：{e.question}"} for e in self._made]
