"""What a mistyped link, a broken program or a malicious person sends to the app over HTTP: always a sentence,
never a trace.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from assistant.ask import Assistant
from tests.assistant.auth.serving import App, running

BEYOND = 10**30
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def reader(app: App) -> Iterator[httpx.Client]:
    with closing(app.signed_in("wang")) as client:
        yield client


@pytest.mark.parametrize("version", [0, -1, 99, BEYOND])
@pytest.mark.parametrize("route", ["read", "file"])
def test_a_version_there_never_was(reader: httpx.Client, route: str, version: int) -> None:
    answer = reader.get(f"/{route}/nanchang-2021-health", params={"version": version})
    assert answer.status_code == 404
    assert "资料库" in answer.text


@pytest.mark.parametrize("question", [0, -1, BEYOND])
def test_a_question_there_never_was(reader: httpx.Client, question: int) -> None:
    assert reader.post("/feedback", json={"question": question, "verdict": "up"}).status_code == 422


@pytest.mark.parametrize("do", ["open", "forget"])
@pytest.mark.parametrize("talk", [str(BEYOND), "x", "-1", "", None])
def test_a_conversation_there_never_was(reader: httpx.Client, do: str, talk: str | None) -> None:
    event = next(e for e in reader.get("/config").json()["dependencies"] if e["api_name"] == "open_")
    page = secrets.token_hex(6)
    body = {
        "fn_index": event["id"],
        "data": [None],
        "session_hash": page,
        "event_data": {"do": do, "talk": talk},
    }
    assert reader.post("/gradio_api/queue/join", json=body).status_code == 200
    heard = reader.get("/gradio_api/queue/data", params={"session_hash": page}).text.split("data: ")
    ended = [
        told for line in heard if line.strip() and (told := json.loads(line))["msg"] == "process_completed"
    ]
    assert [told["success"] for told in ended] == [True]


@pytest.mark.parametrize("page", ["", None, 7, [], "p" * 5000])
def test_a_page_that_has_no_name(reader: httpx.Client, page: object) -> None:
    event = next(e for e in reader.get("/config").json()["dependencies"] if e["api_name"] == "open_")
    body = {"fn_index": event["id"], "data": [None], "session_hash": page, "event_data": {}}
    assert reader.post("/gradio_api/queue/join", json=body).status_code == 400
    assert reader.get("/gradio_api/queue/data", params={"session_hash": ""}).status_code in (400, 403)


def test_a_form_of_many_fields(app: App) -> None:
    with app.client() as client:
        answer = client.post("/sign-in", content="&".join(f"a{n}=" for n in range(100)))
        assert (answer.status_code, "填写的内容太长" in answer.text) == (413, True)


def test_a_file_that_is_broken_is_a_sentence_without_its_place(library: Assistant, home: Path) -> None:
    with running(library, home) as app, app.client() as client:
        (home / "people.db").write_bytes(b"no database" * 100)
        answer = client.post("/sign-in", data={"name": "wang", "password": "x"}, headers=PAGE)
        assert answer.status_code == 503
        assert "请稍后再试" in answer.text
        assert str(home) not in answer.text
