"""The framework's own addresses over HTTP, asked by somebody who is signed in and means harm."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.app.server import route_allowlist
from assistant.app.server.serve import _own_folder
from assistant.ask import Assistant
from assistant.auth.accounts import Accounts
from assistant.errors import AssistantError
from tests.assistant.auth.serving import App, running


@pytest.fixture(scope="module")
def people(app: App) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """A reader and an editor."""
    with closing(app.signed_in("wang")) as reader, closing(app.signed_in("李主任")) as editor:
        yield reader, editor


@pytest.fixture(scope="module")
def events(people: tuple[httpx.Client, httpx.Client]) -> dict[str, int]:
    """Name -> the number under which the page asks for it."""
    listed = people[0].get("/config").json()["dependencies"]
    return {event["api_name"]: event["id"] for event in listed}


def join(client: httpx.Client, event: int, data: list[Any], page: str = "", **more: Any) -> httpx.Response:
    body = {"fn_index": event, "data": data, "session_hash": page or secrets.token_hex(6), **more}
    return client.post("/gradio_api/queue/join", json=body)


def heard(client: httpx.Client, page: str) -> str:
    """All that comes for a page until its events are over."""
    return client.get("/gradio_api/queue/data", params={"session_hash": page}).text


def file(path: Path | str) -> dict[str, Any]:
    return {"path": str(path), "orig_name": "a.txt", "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize("role", ["reader", "editor"])
@pytest.mark.parametrize("shape", ["plain", "within a list", "within a value"])
def test_no_file_of_the_machine_is_copied_for_who_names_it(
    people: tuple[httpx.Client, httpx.Client], events: dict[str, int], tmp_path: Path, role: str, shape: str
) -> None:
    secret = tmp_path / "accounts.yaml"
    secret.write_text("password: 河边水车", "utf-8")
    value: Any = {
        "plain": file(secret),
        "within a list": [file(secret)],
        "within a value": {"a": file(secret)},
    }
    client = people[role == "editor"]
    page = secrets.token_hex(6)
    answer = join(client, events["ask"], [value[shape], None], page)
    assert answer.status_code == 403, heard(client, page)


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_no_address_is_fetched_for_who_calls_it_a_file(
    people: tuple[httpx.Client, httpx.Client], events: dict[str, int], role: str
) -> None:
    client = people[role == "editor"]
    answer = join(client, events["read"], [[file("http://127.0.0.1:9/a.txt")], None])
    assert answer.status_code == 403


def test_an_upload_is_for_editors(people: tuple[httpx.Client, httpx.Client], events: dict[str, int]) -> None:
    reader, editor = people
    sent = {"files": ("要点.txt", "一、任务\n1.甲。\n".encode())}
    assert reader.post("/gradio_api/upload", files=sent).status_code == 403
    (path,) = editor.post("/gradio_api/upload", files=sent).json()
    assert join(reader, events["read"], [[file(path)], None]).status_code == 403
    page = secrets.token_hex(6)
    assert join(editor, events["read"], [[file(path)], None], page).status_code == 200
    assert "process_completed" in heard(editor, page)


def test_an_editor_uploads_so_much_a_day(
    library: Assistant, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route_allowlist, "QUOTA", 3_000)
    sent = {"files": ("要点.txt", b"x" * 1_000)}
    with running(library, home) as app, closing(app.signed_in("李主任")) as editor:
        assert [editor.post("/gradio_api/upload", files=sent).status_code for _ in range(3)] == [
            200,
            200,
            413,
        ]
        assert "plans ingest" in editor.post("/gradio_api/upload", files=sent).json()["error"]
        chunked = editor.post("/gradio_api/upload", content=(b"x" for _ in range(3)))
        assert chunked.status_code == 411
        Accounts(home).set_role("wang", "editor")
        with closing(app.signed_in("wang")) as other:
            assert other.post("/gradio_api/upload", files=sent).status_code == 200


def test_a_page_is_its_persons(people: tuple[httpx.Client, httpx.Client], events: dict[str, int]) -> None:
    reader, editor = people
    page = secrets.token_hex(6)
    assert join(editor, events["ask"], ["疾控科负责哪些工作？", None], page).status_code == 200
    tried = [
        join(reader, events["edit"], [None], page, event_data={"place": 0}),
        reader.get("/gradio_api/queue/data", params={"session_hash": page}),
        reader.get("/gradio_api/queue/data", params=[("session_hash", "mine"), ("session_hash", page)]),
        reader.get("/gradio_api/queue/data", params=[("session_hash", page), ("session_hash", "mine")]),
        reader.get(f"/gradio_api/heartbeat/{page}"),
        reader.post("/gradio_api/cancel", json={"session_hash": page, "fn_index": 0, "event_id": "x"}),
        reader.post(
            "/gradio_api/queue/join",
            content=(
                f'{{"fn_index": {events["edit"]}, "data": [null], '
                f'"session_hash": "mine", "session_hash": "{page}"}}'
            ),
            headers={"content-type": "application/json"},
        ),
    ]
    assert [answer.status_code for answer in tried] == [403] * len(tried)
    assert "疾控科" in heard(editor, page)


def test_an_answer_sends_itself_and_not_the_conversation(
    people: tuple[httpx.Client, httpx.Client], events: dict[str, int]
) -> None:
    page, sizes = secrets.token_hex(6), []
    for _ in range(12):
        join(people[0], events["ask"], ["南昌市2021年疾控科负责哪些工作？", None], page)
        sizes.append(len(heard(people[0], page)))
    assert sizes[-1] < 1.2 * sizes[0]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/file=/etc/hostname"),
        ("GET", "/gradio_api/file=http://127.0.0.1:9/"),
        ("GET", "/gradio_api/file//etc/hostname"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1:9/"),
        ("GET", "/gradio_api/deep_link?session_hash=x"),
        ("GET", "/gradio_api/call/ask/x"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/upload/"),
        ("POST", "/gradio_api/queue/join/"),
        ("GET", "/gradio_api/startup-events"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/theme.css"),
        ("GET", "/pwa_icon"),
        ("GET", "/pwa_icon/1"),
        ("GET", "/pwa_icon/-5"),
        ("HEAD", "/pwa_icon/1"),
        ("GET", "/%70wa_icon/1"),
        ("GET", "//pwa_icon/1"),
        ("GET", "/static/../pwa_icon/1"),
        ("GET", "/assets/%2e%2e/pwa_icon/1"),
        ("GET", "/manifest.json"),
        ("GET", "/robots.txt"),
        ("GET", "/openapi.json"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("GET", "/monitoring/x"),
        ("GET", "/login"),
        ("POST", "/login"),
        ("GET", "/login/huggingface"),
        ("GET", "/logout"),
        ("GET", "/svelte/x"),
        ("GET", "/config/"),
        ("GET", "/docs"),
        ("GET", "/nothing"),
    ],
)
def test_what_the_page_does_not_use_is_not_there(
    people: tuple[httpx.Client, httpx.Client], method: str, path: str
) -> None:
    for client in people:
        answer = client.request(method, path, json={} if method == "POST" else None)
        assert answer.status_code == 404
        assert method == "HEAD" or answer.json() == {"error": "没有这个地址。请回到首页。"}


@pytest.mark.parametrize("path", ["/", "/config", "/theme.css", "/favicon.ico", "/gradio_api/app_id"])
def test_what_the_page_uses_is_there(people: tuple[httpx.Client, httpx.Client], path: str) -> None:
    for client in people:
        assert client.get(path).status_code == 200


def test_an_address_that_is_none_is_a_page_to_a_person(people: tuple[httpx.Client, httpx.Client]) -> None:
    answer = people[0].get("/nothing", headers={"accept": "text/html"})
    assert (answer.status_code, "没有这个地址" in answer.text) == (404, True)
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/reset", "/feedback"])
def test_a_body_beyond_measure_is_not_taken(people: tuple[httpx.Client, httpx.Client], path: str) -> None:
    assert people[0].post(path, content=(b"x" * 10_000 for _ in range(21))).status_code == 413


_PAGE = '"session_hash": "p"'


@pytest.mark.parametrize("event", ["ask", "read"])
@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "null", "{", "7", '"x"', "[" * 100_000, '{"session_hash": NaN}', "\xff",
        '{"fn_index": 0, "data": ["x", null]}', '{"fn_index": 0, "data": ["x", null], "session_hash": null}',
        '{"fn_index": 0, "data": ["x", null], "session_hash": 7}',
        '{"fn_index": 0, "data": ["x", null], "session_hash": ""}',
        '{"fn_index": 0, "data": ["x", null], "session_hash": []}',
        json.dumps({"fn_index": 0, "data": ["x", None], "session_hash": "x" * 65}),
        f'{{"data": ["x", null], {_PAGE}}}', f'{{"fn_index": null, "data": ["x", null], {_PAGE}}}',
        f'{{"fn_index": "0", "data": ["x", null], {_PAGE}}}',
        f'{{"fn_index": true, "data": ["x", null], {_PAGE}}}',
        f'{{"fn_index": -1, "data": ["x", null], {_PAGE}}}',
        f'{{"fn_index": 9999, "data": ["x", null], {_PAGE}}}', f'{{"fn_index": 0, {_PAGE}}}',
        f'{{"fn_index": 0, "data": null, {_PAGE}}}', f'{{"fn_index": 0, "data": {{}}, {_PAGE}}}',
        f'{{"fn_index": 0, "data": [], {_PAGE}}}',
        f'{{"fn_index": 0, "data": ["x"], {_PAGE}}}',
        f'{{"fn_index": 0, "data": ["x", null, null], {_PAGE}}}',
        f'{{"fn_index": 0, "data": [{{"a": 1}}, null], {_PAGE}}}',
        f'{{"fn_index": 0, "data": [7, null], {_PAGE}}}',
        f'{{"fn_index": 0, "data": [["x"], null], {_PAGE}}}',
        f'{{"fn_index": 0, "data": ["x", null], "trigger_id": "x", {_PAGE}}}',
        f'{{"fn_index": 0, "data": ["x", null], "trigger_id": 9999, {_PAGE}}}',
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_a_sentence_and_nothing_in_the_log(
    people: tuple[httpx.Client, httpx.Client],
    events: dict[str, int],
    capfd: pytest.CaptureFixture[str],
    event: str,
    body: str,
) -> None:
    """Where the event 0 is named, it is one that takes a question, or files."""
    answer = people[0].post(
        "/gradio_api/queue/join",
        content=body.replace('"fn_index": 0', f'"fn_index": {events[event]}').encode("latin-1"),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 400
    assert "没有执行" in answer.json()["error"]
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("path", ["reset", "cancel"])
@pytest.mark.parametrize("body", ["", "[]", "{", '{"session_hash": ""}', '{"event_id": null}'])
def test_other_bodies_that_are_none(people: tuple[httpx.Client, httpx.Client], path: str, body: str) -> None:
    answer = people[0].post(f"/gradio_api/{path}", content=body)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("query", ["", "session_hash=", "session_hash=p&session_hash="])
def test_a_page_without_a_name_hears_nothing(people: tuple[httpx.Client, httpx.Client], query: str) -> None:
    assert people[0].get(f"/gradio_api/queue/data?{query}").status_code in (400, 422)


def test_a_null_in_every_event_leaves_no_trace_in_the_log(
    people: tuple[httpx.Client, httpx.Client], capfd: pytest.CaptureFixture[str]
) -> None:
    """Every event of the page, with nulls for what it is given and for what happened."""
    for event in people[1].get("/config").json()["dependencies"]:
        page, begun = secrets.token_hex(6), False
        for told in (
            None,
            {},
            "x",
            [1],
            {"place": None, "key": None, "talk": None, "do": None, "plan": None, "value": None},
        ):
            answer = join(people[1], event["id"], [None] * len(event["inputs"]), page, event_data=told)
            assert answer.status_code in (200, 400)
            begun |= answer.status_code == 200
        if begun:
            heard(people[1], page)  # until all of them are over
    assert "Traceback" not in "".join(capfd.readouterr())


def test_uploads_lie_where_nobody_else_on_the_machine_looks(tmp_path: Path) -> None:
    folder = _own_folder(tmp_path / "home" / "uploads")
    assert folder.stat().st_mode & 0o077 == 0
    (tmp_path / "taken").write_text("")
    with pytest.raises(AssistantError):
        _own_folder(tmp_path / "taken")
