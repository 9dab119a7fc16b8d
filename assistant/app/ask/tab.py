"""问答: the chat and its feedback route.

In: the app's context. Out: components and events inside the tab, wired to pure functions. The page's own
buttons (retry, change, conditions, earlier conversations) are HTML; `chat.js` hands a click on them to the
component `bridge`, whose events are handled here. A person's conversation is kept in `gr.State`, one value a
page. An editor adds files here as in 文件 (`plans.adding`), by a button or by dropping them (`drop.js`).

POST /feedback takes `{"question": id, "verdict": "up" | "down" | "", "note": words}`; an empty verdict takes
it back. 404 where the question is not the person's own. The question is in the log with its answer, its
evidence, and the settings and version it was answered under.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import gradio as gr
from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.admin.examples import Samples
from assistant.app.ask.answering import answers_to, restored
from assistant.app.ask.conversation import Conversation, Running, dropping
from assistant.app.ask.masthead import welcome_html
from assistant.app.ask.render import TALK, history_html, latest_html, welcome_data, whole_html
from assistant.app.context import AppContext
from assistant.app.plans.adding import lay_out
from assistant.app.server.events import event_word

_AT_ONCE = 16
"""Questions answered at the same time: some 20 ms of one core each, and the wait for a model."""
_HAND_OVER = "window.plansTell = (event, data) => trigger(event, data);"


def fill(context: AppContext, page: gr.Blocks) -> list[Any]:
    """Welcome and examples are made anew at every load of the page from what is in the library then."""
    samples = Samples(context.assistant)
    running = Running()

    def answer(asked: Conversation, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The question as a bubble and an empty box, then the answer as it grows. While one is written, no
        other is begun.
        """
        page_id = str(request.session_hash)
        if running.busy(page_id):
            yield (gr.skip(),) * len(shown)
            return
        with running.run(page_id) as run:
            yield latest_html(asked), asked, "", _editing(asked), gr.Button(visible=True), gr.skip()
            for grown in answers_to(context, context.person(request), asked, run.stop):
                if run.left:  # Gradio sends what was yielded last once more at the end: nothing, then
                    yield (gr.skip(),) * len(shown)
                    return
                if grown.exchanges[-1].logged is not None:
                    break  # it is whole: by the time it is seen, the next question is welcome
                yield latest_html(grown), grown, gr.skip(), gr.skip(), gr.skip(), gr.skip()
        yield latest_html(grown), grown, gr.skip(), gr.skip(), gr.skip(), _kept(grown)
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.Button(visible=False), gr.skip()

    def ask(question: str, talk: Conversation, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        if question.strip():
            yield from answer(talk.asking(question.strip()), request)
        else:
            yield gr.skip(), gr.skip(), "", gr.skip(), gr.skip(), gr.skip()

    def try_(talk: Conversation, clicked: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """An example of the empty chat."""
        yield from ask(event_word(clicked, "question"), talk, request)

    def again(talk: Conversation, clicked: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The last question in place of itself, an earlier one once more at the end; perhaps with other
        conditions.
        """
        place = _place(clicked)
        if not 0 <= place < len(talk.exchanges):
            return
        exchange, key = talk.exchanges[place], event_word(clicked, "key")
        without = dropping(exchange, key) if key else exchange.without
        last = place == len(talk.exchanges) - 1
        yield from answer(talk.asking(exchange.question, without, place if last else None), request)

    def edit(talk: Conversation, clicked: gr.EventData) -> tuple[Any, ...]:
        place = _place(clicked)
        if not 0 <= place < len(talk.exchanges):
            return gr.skip(), gr.skip(), _editing(talk)
        changed = replace(talk, editing=place)
        return changed, talk.exchanges[place].question, _editing(changed)

    def leave(talk: Conversation) -> tuple[Any, ...]:
        kept = replace(talk, editing=None)
        return kept, "", _editing(kept)

    def stop_answer(request: gr.Request) -> None:
        """The model's part ends; what the rules engine says stays."""
        running.stop(str(request.session_hash))

    def renew(request: gr.Request) -> tuple[Any, ...]:
        running.stop(str(request.session_hash), leave=True)
        return (*_shown(Conversation()), "", "", gr.Button(visible=False))

    def open_(talk: Conversation, clicked: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        person = context.person(request)
        log = context.assistant.library.log
        wanted, do = _number(event_word(clicked, "talk")), event_word(clicked, "do")
        if do == "open" or wanted == talk.id:
            running.stop(str(request.session_hash), leave=True)
        if do == "forget":
            with suppress(KeyError):  # gone already, from another page
                log.forget(wanted, person=person.name)
            if wanted != talk.id:
                return gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return _shown(Conversation())
        try:
            return _shown(restored(context, person, wanted))
        except KeyError:
            return _shown(Conversation())

    def loaded(request: gr.Request) -> tuple[Any, ...]:
        """A link may name a conversation; one that is not there any more opens an empty chat. What was asked
        while the page still loaded stays.
        """
        talk = Conversation()
        if named := _number(request.query_params.get("talk")):
            try:
                talk = restored(context, context.person(request), named)
            except KeyError:
                talk = Conversation()
        context.assistant.catalog.refresh()
        welcome = welcome_data(welcome_html(context.assistant.catalog.rows), samples.cards())
        if running.begun(str(request.session_hash)):
            return gr.skip(), gr.skip(), gr.skip()
        return welcome + whole_html(talk), talk, _kept(talk)

    def history(talk: Conversation, searched: str, request: gr.Request) -> str:
        name = context.person(request).name
        rows = context.assistant.library.log.conversations(name, searched)
        return history_html(
            rows, current=talk.id, today=date.today(), searched=searched.strip(), private=bool(name)
        )

    with gr.Row(elem_id="chat"):
        with gr.Column(elem_id="past", scale=0, min_width=220):
            clear = gr.Button("新对话", elem_id="new", size="sm")
            search = gr.Textbox(
                elem_id="find",
                label="查找问过的",
                show_label=False,
                container=False,
                placeholder="查找问过的",
                html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
            )
            past = gr.HTML(elem_id="history", js_on_load=None)
        with gr.Column(elem_id="room", scale=1, min_width=0):
            state = gr.State(Conversation())
            gr.HTML(TALK, elem_id="talk", js_on_load=None)
            news = gr.HTML(elem_id="news", js_on_load=None)
            adding = lay_out(context, "chat")
            bar = gr.HTML(elem_id="editing", js_on_load=None)
            with gr.Row(elem_id="ask"):
                attach = gr.Button("添加文件", elem_id="attach", scale=0, min_width=80, visible=False)
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
                stop = gr.Button("停止", elem_id="stop", scale=0, min_width=72, visible=False)
                send = gr.Button("发送", elem_id="send", variant="primary", scale=0, min_width=80)
            gr.HTML("<p>Enter 发送，Shift+Enter 换行</p>", elem_id="hint", js_on_load=None)
            bridge = gr.HTML(elem_id="bridge", js_on_load=_HAND_OVER)
            kept = gr.HTML(elem_id="kept", js_on_load=None)

    def may_add(request: gr.Request) -> Any:
        return gr.Button(visible=context.person(request).edits)

    def add(request: gr.Request) -> list[Any]:
        return [gr.Column(visible=context.person(request).edits), *adding.opened()]

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    answering: dict[str, Any] = {
        **quiet,
        "concurrency_limit": _AT_ONCE,
        "concurrency_id": "answers",
        # By itself the page drops a question sent before it has heard that the answer before is over.
        "trigger_mode": "multiple",
    }
    shown = [news, state, box, bar, stop, kept]

    asked = gr.on([box.submit, send.click], ask, [box, state], shown, **answering)
    repeated = bridge.submit(again, [state], shown, **answering)
    tried = bridge.click(try_, [state], shown, **answering)
    for event in (asked, repeated, tried):
        event.then(history, [state, search], [past], js="(...given) => (plansShowLatest(), given)", **quiet)
    page.load(may_add, None, attach, **quiet)
    attach.click(add, None, [adding.view, *adding.fresh], **quiet)
    leave_adding = {"cancels": adding.running, **quiet}
    adding.back.click(lambda: gr.Column(visible=False), None, adding.view, **leave_adding).then(
        None, js="() => plansFocusQuestion()", **quiet
    )
    stop.click(stop_answer, None, None, **quiet)
    new = clear.click(renew, None, [news, state, kept, past, box, bar, stop], **quiet)
    new.then(history, [state, search], [past], js="(...given) => (plansFocusQuestion(), given)", **quiet)
    bridge.edit(edit, [state], [state, box, bar], **quiet).then(
        None, js="() => plansFocusQuestion()", **quiet
    )
    bridge.clear(leave, [state], [state, box, bar], **quiet)
    opened = bridge.select(open_, [state], [news, state, kept, past], **quiet)
    opened.then(history, [state, search], [past], js="(...given) => (plansShowLatest(), given)", **quiet)
    search.change(history, [state, search], [past], trigger_mode="always_last", **quiet)
    first = page.load(loaded, None, [news, state, kept], **quiet)
    first.then(history, [state, search], [past], js="(...given) => (plansShowLatest(), given)", **quiet)
    return adding.storing


def _place(clicked: gr.EventData) -> int:
    """Of a question in the conversation; -1, where none stands, for everything else."""
    words = event_word(clicked, "place")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else -1


def _number(said: Any) -> int:
    """Of a conversation, as the page writes it; 0, which none has, for everything else."""
    words = str(said)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 19 else 0


def _shown(talk: Conversation) -> tuple[Any, ...]:
    """Messages, state, what it is kept under, and the list of earlier ones as it is."""
    return whole_html(talk), talk, _kept(talk), gr.skip()


def _kept(talk: Conversation) -> str:
    """For the page's address, so that the conversation is there after a refresh."""
    return f'<span data-kept="{talk.id or ""}"></span>'


def _editing(talk: Conversation) -> str:
    if talk.editing is None:
        return ""
    after = len(talk.exchanges) - talk.editing - 1
    lost = f"，其后的 {after} 个问答会被替换" if after else ""
    return (
        f'<p role="status">正在修改第 {talk.editing + 1} 个问题{lost}。'
        '<button type="button" class="copy" data-do="leave">不改了</button></p>'
    )


class Judgement(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    question: int = Field(ge=1, lt=2**63)
    verdict: Literal["up", "down", ""]
    note: str = Field(default="", max_length=1000)


def feedback_routes(context: AppContext) -> APIRouter:
    router = APIRouter()

    @router.post("/feedback", status_code=204)
    def judge(said: Judgement, request: Request) -> None:
        person = context.person(request)
        try:
            context.assistant.library.log.judge(
                said.question, person=person.name, verdict=said.verdict, note=said.note.strip()
            )
        except KeyError:
            raise HTTPException(404, "这个回答已不在您的对话里") from None

    return router
