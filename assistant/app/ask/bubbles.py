"""The chat's messages on their way to the page. Pure functions; no framework.

In: a conversation. Out: an element that carries HTML as data, which the page's script (`talk.js`) puts in the
place of the exchanges from a place on. So an answer sends itself, and what stood before stays on the page
untouched: sent whole, a conversation of 91 questions was 1.45 MB an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.app.ask.conversation import Conversation, Exchange
from assistant.app.ask.render import question_html
from assistant.app.widgets.markup import escape

TALK = (
    '<div class="bubble-wrap" role="log" aria-label="对话" aria-live="polite" tabindex="0">'
    '<div class="placeholder"></div><div class="message-wrap"></div></div>'
    '<button type="button" class="scroll-down" aria-label="到最下面" title="到最下面" hidden>↓</button>'
)
"""What the page's script puts messages into."""


def latest_html(talk: Conversation) -> str:
    """The last exchange: what is new when a question is asked and while its answer grows."""
    return _from(talk, max(0, len(talk.exchanges) - 1))


def whole_html(talk: Conversation) -> str:
    """All of it, in place of whatever the page shows."""
    return _from(talk, 0)


def welcome_data(welcome: str, examples: Sequence[tuple[str, str]]) -> str:
    """What an empty chat shows; of each example the words on its button, and the question."""
    cards = "".join(
        f'<button type="button" class="example" data-do="try" data-question="{escape(question)}">'
        f'<span class="example-text">{escape(words)}</span></button>'
        for words, question in examples
    )
    group = f'<div class="examples" role="group" aria-label="例子">{cards}</div>' if cards else ""
    return f"<span data-welcome='{_as_data(welcome + group)}'></span>"


def _from(talk: Conversation, place: int) -> str:
    told = "".join(
        f'<div class="exchange">{exchange_html(exchange, place=n)}</div>'
        for n, exchange in enumerate(talk.exchanges[place:], start=place)
    )
    return f"<span data-from='{place}' data-news='{_as_data(told)}'></span>"


def _as_data(html: str) -> str:
    """For an attribute in single quotes; our HTML has hardly any, so it grows little."""
    return html.replace("&", "&amp;").replace("'", "&#x27;")


def exchange_html(exchange: Exchange, *, place: int) -> str:
    """A question and its answer as two bubbles; three dots where the answer is awaited."""
    asked = question_html(exchange.question, place=place)
    shown = exchange.shown
    answer = (
        '<div class="message bot waiting" role="status" aria-label="正在回答"><i></i><i></i><i></i></div>'
        if shown is None
        else f'<div class="message bot" role="group" aria-label="回答">{shown}</div>'
    )
    return (
        '<div class="message-row user-row"><div class="message user" role="group" aria-label="提问">'
        f"{asked}</div></div>"
        f'<div class="message-row bot-row">{answer}</div>'
    )
