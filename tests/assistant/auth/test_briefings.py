"""Briefings over HTTP: made line by line, kept for one person, changed, handed on, given up; and what is
refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from docx import Document
from lxml import html as lxml_html

from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from assistant.briefing.render.markdown import to_markdown
from assistant.opening import llm_of
from assistant.settings import Settings
from ingest.store.library import Library
from tests.assistant.auth.serving import App, running
from tests.assistant.briefing.shelves import BAILU, QINGCHUAN, stocked
from tests.endpoint.messages import CHAT, Reply, fault, say
from tests.endpoint.server import Server
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP, until

OFFICE = {"kind": "office", "units": ["疾控科"], "plans": ["nanchang-2021-health"]}


@pytest.fixture(scope="module")
def wang(app: App) -> Iterator[httpx.Client]:
    with closing(app.signed_in("wang")) as client:
        yield client


@pytest.fixture(scope="module")
def li(app: App) -> Iterator[httpx.Client]:
    with closing(app.signed_in("李主任")) as client:
        yield client


def made(client: httpx.Client, **asked: Any) -> list[dict[str, Any]]:
    answer = client.post("/brief", json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-accel-buffering"] == "no"
    return [json.loads(line) for line in answer.text.splitlines()]


def number(client: httpx.Client, **asked: Any) -> int:
    *_, last = made(client, **asked)
    assert "made" in last, last
    return int(last["made"])


def page(client: httpx.Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return lxml_html.fromstring(answer.text)


def keys(shown: Any) -> list[str]:
    return [box.get("data-key") for box in shown.cssselect(".outline input[checked]")]


def test_it_grows_step_by_step_and_is_kept(wang: httpx.Client, library: Assistant) -> None:
    *steps, last = made(wang, **OFFICE)
    assert [step["done"] for step in steps] == list(range(steps[-1]["total"] + 1))
    assert [bool(step["doing"]) for step in steps] == [True] * steps[-1]["total"] + [False]
    shown = page(wang, f"/brief/{last['made']}")
    grown = lxml_html.fromstring(f"<div>{''.join(step['html'] for step in steps)}</div>").text_content()
    assert grown in shown.cssselect(".paper")[0].text_content()
    assert shown.get("data-unchecked") is None
    assert not shown.cssselect(".standing *")
    whole = brief(library.library, Request(kind="office", units=("疾控科",), plans=("nanchang-2021-health",)),
        made=date.today())  # fmt: skip
    assert whole.title in wang.get("/brief/kept").text
    assert len(shown.cssselect("ol.notes li")) == len(whole.notes)


def test_it_is_seen_by_its_person_alone(wang: httpx.Client, li: httpx.Client, app: App) -> None:
    hers = number(wang, **OFFICE)
    for path in ("", "/file.docx", "/file.md", "/print"):
        assert li.get(f"/brief/{hers}{path}").status_code == 404
    assert li.post(f"/brief/{hers}/outline", json={"key": "open", "way": "toggle"}).status_code == 404
    assert li.delete(f"/brief/{hers}").status_code == 404
    assert made(li, again=hers) == [{"refused": "这份简报不在您保存的简报里，可能已经删除。"}]
    assert f'data-id="{hers}"' not in li.get("/brief/kept").text
    with closing(app.client()) as nobody:
        assert nobody.post("/brief", json=OFFICE).status_code == 401
        assert nobody.get(f"/brief/{hers}/file.docx").status_code in (303, 401)
    assert wang.get(f"/brief/{hers}").status_code == 200


def test_its_order_is_changed_and_handed_on(wang: httpx.Client) -> None:
    mine = number(wang, **OFFICE)
    every = keys(page(wang, f"/brief/{mine}"))
    out = wang.post(f"/brief/{mine}/outline", json={"key": "open", "way": "toggle"})
    up = wang.post(f"/brief/{mine}/outline", json={"key": "targets", "way": "up"})
    assert out.status_code == up.status_code == 200
    wanted = [key for key in every if key != "open"]
    at = wanted.index("targets")
    wanted[at - 1], wanted[at] = wanted[at], wanted[at - 1]
    shown = page(wang, f"/brief/{mine}")
    assert keys(shown) == wanted
    assert "未收入本稿的部分：“文件未载明的事项”" in shown.text_content()
    text = wang.get(f"/brief/{mine}/file.md")
    assert text.text.index("目标指标") < text.text.index("承担的任务\n")
    assert "文件未载明的事项\n" not in text.text
    word = wang.get(f"/brief/{mine}/file.docx")
    assert unquote(word.headers["content-disposition"]).endswith(".docx")
    lines = [p.text for p in Document(BytesIO(word.content)).paragraphs]
    assert lines[0] == "疾控科承担任务情况"
    assert "二、目标指标" in lines
    paper = page(wang, f"/brief/{mine}/print")
    assert [h.text_content() for h in paper.cssselect("article h3")][:2] == ["一、概述", "二、目标指标"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"kind": "office"}, "没有写明单位"),
        ({"kind": "office", "units": ["疾控处"]}, "没有文件把任务交给“疾控处”。相近的有：疾控科"),
        ({"kind": "topic", "topic": " "}, "没有写明主题"),
        ({"kind": "topic", "topic": "航天测控"}, "没有可写入简报的内容"),
        ({"kind": "compare", "plans": ["nanchang-2021-health"]}, "对照至少要两份文件"),
        ({"kind": "changes"}, "变化情况要写明一份文件"),
        ({"kind": "plan"}, "文件摘要需要指明文件"),
        ({"kind": "plan", "plans": ["../etc"]}, "资料库里没有“../etc”这份文件"),
    ],
    ids=[
        "no office",
        "another office",
        "no topic",
        "nothing found",
        "one plan",
        "no plan",
        "which plan",
        "not a plan",
    ],
)
def test_what_cannot_be_made_is_refused_in_words(wang: httpx.Client, asked: dict[str, Any], why: str) -> None:
    (said,) = made(wang, **asked)
    assert why in said["refused"]
    assert "--" not in said["refused"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/brief", {"kind": "poem"}),
        ("/brief", {"kind": "plan", "person": "李主任"}),
        ("/brief", {"kind": "plan", "plans": ["a"] * 201}),
        ("/brief", {"kind": "topic", "topic": "a" * 501}),
        ("/brief", {"again": -1}),
        ("/brief/1/outline", {"key": "open", "way": "away"}),
    ],
)
def test_what_is_no_request_is_refused(wang: httpx.Client, path: str, body: dict[str, Any]) -> None:
    assert wang.post(path, json=body).status_code == 422


def test_characters_that_are_none_are_refused(wang: httpx.Client) -> None:
    body = b'{"kind": "topic", "topic": "\\ud800"}'
    answer = wang.post("/brief", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422


@pytest.mark.parametrize("id_", [0, 99_999, 2**63, 2**80])
def test_a_number_that_is_nobodys(wang: httpx.Client, id_: int) -> None:
    assert wang.get(f"/brief/{id_}").status_code == 404
    assert wang.delete(f"/brief/{id_}").status_code == 404


def test_one_that_is_given_up_leaves_nothing(wang: httpx.Client) -> None:
    before = wang.get("/brief/kept").text.count("<li>")
    with wang.stream("POST", "/brief", json={"kind": "indicators"}) as answer:
        next(answer.iter_lines())
    for _ in range(2):  # each as long as the other, which would be whole by then
        number(wang, kind="indicators")
    assert wang.get("/brief/kept").text.count("<li>") == before + 2


def test_once_a_plan_changes_it_says_what_is_stale(accounts_home: Path, tmp_path: Path) -> None:
    old = Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上。", units=("疾控科",))
    new = Item(label="一/1", text="适龄儿童疫苗接种率达到95%以上。", units=("疾控科",))
    with Library.open(tmp_path) as shelf:
        shelf.put(make_plan("linhe-2023-health", (old,)))
    with Assistant.open(tmp_path) as assistant, running(assistant, accounts_home) as app:
        client = app.signed_in("wang")
        mine = number(client, kind="office", units=["疾控科"])
        client.post(f"/brief/{mine}/outline", json={"key": "open", "way": "toggle"})
        assistant.library.put(make_plan("linhe-2023-health", (new,)))
        assert "文件有变化" in client.get("/brief/kept").text
        unchecked = page(client, f"/brief/{mine}")
        assert unchecked.get("data-unchecked") is not None
        checked = page(client, f"/brief/{mine}?check=1")
        assert "现为第2版" in checked.cssselect(".notice")[0].text_content()
        assert checked.cssselect(".paper del")[0].text == "90%"
        again = int(made(client, again=mine)[-1]["made"])
        fresh = page(client, f"/brief/{again}")
        assert "95%以上" in fresh.text_content()
        assert "open" not in keys(fresh)
        assert "90%以上" in page(client, f"/brief/{mine}").text_content()
        assert client.delete(f"/brief/{mine}").status_code == 204
        assert client.get(f"/brief/{mine}").status_code == 404
        client.close()


def test_the_offices_own_form_is_used(library: Assistant, accounts_home: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.docx"
    with running(library, accounts_home) as app, closing(app.signed_in("wang")) as client:
        mine = number(client, **OFFICE)
        form.write_bytes(client.get(f"/brief/{mine}/file.docx").content)
    document = Document(str(form))
    for paragraph in list(document.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    document.add_paragraph("河湾县卫生健康委员会文件")
    document.save(str(form))
    with (
        running(library, accounts_home, briefing_template=form) as app,
        closing(app.signed_in("wang")) as client,
    ):
        lines = [p.text for p in Document(BytesIO(client.get(f"/brief/{mine}/file.docx").content)).paragraphs]
        assert lines.index("河湾县卫生健康委员会文件") < lines.index("疾控科承担任务情况")
        form.write_bytes(b"no document")
        refused = client.get(f"/brief/{mine}/file.docx")
        assert refused.status_code == 409
        assert "模板不是能读的" in refused.text
        assert str(tmp_path) not in refused.text


def test_markdown_is_what_the_command_gives(wang: httpx.Client, library: Assistant) -> None:
    mine = number(wang, kind="indicators", year=2024)
    whole = brief(library.library, Request(kind="indicators", year=2024), made=date.today())
    assert wang.get(f"/brief/{mine}/file.md").text == to_markdown(whole)


@pytest.fixture
def with_model(accounts_home: Path, tmp_path: Path, endpoint: Server) -> Iterator[httpx.Client]:
    """An app over two small plans with a model that is what `endpoint` says."""
    stocked(tmp_path, bailu=BAILU, qingchuan=QINGCHUAN).close()
    settings = Settings(llm_url=endpoint.url, llm_model=CHAT, llm_retries=0)
    llm = llm_of(settings)
    assert llm is not None
    with (
        Assistant.open(tmp_path / "home", llm=llm) as assistant,
        running(assistant, accounts_home) as app,
        closing(app.signed_in("wang")) as client,
    ):
        yield client
    llm.close()


BY_MODEL = {"kind": "plan", "plans": ["bailu"]}


def test_a_models_words_come_behind_the_rules_own(with_model: httpx.Client, endpoint: Server) -> None:
    endpoint.script = say("适龄儿童疫苗接种率达到95%以上[1]。新增普惠托位700个[2]。")
    *steps, last = made(with_model, **BY_MODEL)
    assert [step["kept"] for step in steps if "模型" in step["doing"]][-1] == last["made"]
    shown = page(with_model, f"/brief/{last['made']}")
    (said, *_) = shown.cssselect("p.written")
    assert "接种率达到95%以上" in said.text_content()
    assert "700" not in shown.text_content()
    assert CHAT in shown.cssselect(".lead")[0].text_content()
    assert said.cssselect("button.note")
    plain = page(with_model, f"/brief/{number(with_model, **BY_MODEL, model=False)}")
    assert not plain.cssselect("p.written")
    again = page(with_model, f"/brief/{number(with_model, again=last['made'])}")
    assert again.cssselect("p.written")


def test_the_rules_own_is_kept_where_the_model_is_given_up(
    with_model: httpx.Client, endpoint: Server
) -> None:
    endpoint.script = Reply(chunks=("疫苗接种率",) * 100_000, pace=0.05)
    with with_model.stream("POST", "/brief", json=BY_MODEL) as answer:
        kept = next(line["kept"] for line in map(json.loads, answer.iter_lines()) if line.get("kept"))
        until(lambda: endpoint.asked)
    assert endpoint.asked[-1].gone.wait(GIVE_UP)
    shown = page(with_model, f"/brief/{kept}")
    assert shown.cssselect("ol.notes li")
    assert not shown.cssselect("p.written")


def test_where_the_model_fails_the_rules_own_stands_and_says_so(
    with_model: httpx.Client, endpoint: Server
) -> None:
    endpoint.script = fault(500)
    shown = page(with_model, f"/brief/{number(with_model, **BY_MODEL)}")
    assert not shown.cssselect("p.written")
    assert "模型" in shown.cssselect(".lead")[0].text_content()
