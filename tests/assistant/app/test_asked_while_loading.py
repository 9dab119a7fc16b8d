"""A question asked while the page still loads is not wiped out when it has loaded."""

from __future__ import annotations

from assistant.app.ask import conversation
from assistant.app.ask.conversation import Running


def test_a_page_on_which_something_was_asked_is_remembered() -> None:
    running = Running()
    assert not running.begun("a")
    with running.run("a"):
        assert running.begun("a")
    assert running.begun("a"), "also once it is answered"
    assert not running.begun("b")


def test_only_the_latest_pages_are() -> None:
    running = Running()
    for n in range(conversation._PAGES + 1):
        with running.run(str(n)):
            pass
    assert not running.begun("0")
    assert running.begun(str(conversation._PAGES))
