"""A question without a model has a time limit: the nearest passages then, and the next one is answered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.answers import router
from assistant.answers.draft import Draft
from assistant.ask import Assistant
from assistant.errors import OutOfTimeError
from assistant.question import Query
from assistant.retrieval import time_limit
from assistant.retrieval.options import WatchdogOptions
from assistant.retrieval.sources import Sources
from assistant.retrieval.time_limit import Limit, check, limited


class Clock:
    """Moves on by a second at each look."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1.0
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hurried(corpus_home: Path, clock: Clock) -> Iterator[Assistant]:
    with Assistant.open(corpus_home, limit=Limit(seconds=2_000, clock=clock)) as assistant:
        yield assistant


def _endless(query: Query, sources: Sources) -> Draft | None:
    """A look-up that walks over the plans for ever."""
    while True:
        for row in sources.catalog.rows:
            sources.catalog.view(row.id)


def test_an_endless_look_up_ends_in_what_full_text_finds(
    hurried: Assistant, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(router, "mentioned", _endless)
        answer = hurried.ask("居民健康素养水平是多少？")
    assert answer.status == "near"
    assert answer.answer.startswith("这个问题用时过长，超过了 2000 秒")
    assert "可能不全" in answer.answer
    assert any("健康素养水平" in c.quote for c in answer.citations)
    assert clock.seconds < 2_500
    assert hurried.ask("东海县2021年居民健康素养水平是多少？").status == "answered"


def test_a_clause_after_another_is_stopped_too(
    hurried: Assistant, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(query: Query, sources: Sources) -> Draft | None:
        view = sources.catalog.view(sources.catalog.rows[0].id)
        while True:
            sources.of_clause(view, view.clauses[0], query)

    monkeypatch.setattr(router, "mentioned", slowly)
    assert hurried.ask("居民健康素养水平是多少？").answer.startswith("这个问题用时过长")
    assert clock.seconds < 2_500


def test_where_full_text_takes_too_long_as_well_a_sentence_says_so(
    hurried: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(router, "mentioned", _endless)
    monkeypatch.setattr("assistant.ask.so_far", lambda query, sources, why: _endless(query, sources))
    answer = hurried.ask("居民健康素养水平是多少？")
    assert (answer.status, answer.citations) == ("clarify", ())
    assert answer.answer.startswith("这个问题用时过长")


def test_the_limit_is_the_questions_own() -> None:
    clock = Clock()
    with limited(Limit(seconds=2, clock=clock)):
        check()
        clock.seconds += 5
        with pytest.raises(OutOfTimeError):
            check()
        with limited(Limit(seconds=9, clock=clock)):
            check()
    check()


def _never_asks(query: Query, sources: Sources) -> Draft | None:
    """A loop that nobody thought of: it does not ask for the time."""
    while True:
        pass


def test_a_loop_that_never_asks_is_ended_too(corpus_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "WATCHDOG", WatchdogOptions(grace=0.2))
    with Assistant.open(corpus_home, limit=Limit(seconds=1)) as assistant:
        with monkeypatch.context() as patched:
            patched.setattr(router, "mentioned", _never_asks)
            answer = assistant.ask("居民健康素养水平是多少？")
        assert answer.answer.startswith("这个问题用时过长，超过了 1 秒")
        assert "请把范围缩小" in answer.answer


def _stubborn() -> None:
    with suppress(OutOfTimeError):
        while True:
            pass
    while True:
        pass


def test_who_catches_it_on_its_way_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "WATCHDOG", WatchdogOptions(grace=0.05))
    with pytest.raises(OutOfTimeError), limited(Limit(seconds=0.05)):
        _stubborn()


def test_nothing_is_raised_after_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "WATCHDOG", WatchdogOptions(grace=0.0, look=0.001))
    for _ in range(200):
        with suppress(OutOfTimeError), limited(Limit(seconds=0.002)):
            until = time.monotonic() + 0.002
            while time.monotonic() < until:
                pass
    assert not time_limit._WATCH._watched
