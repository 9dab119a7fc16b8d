"""原文页: pictures of the pages, the places of clauses on them, the confirmation of what was recognised."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from assistant.answers.remarks import remarks_on
from assistant.app.ask.cards import by_clause, sources_html
from assistant.app.context import AppContext
from assistant.app.original_pages import page_routes
from assistant.app.reader import reader_html
from assistant.auth.accounts import Person
from assistant.opening import opened
from assistant.retrieval.wording import CORRECTED, SCANNED, scan_words
from assistant.settings import Settings
from assistant.tables.present import clause_json, target_json
from assistant.versions.relations import Relations
from ingest.model import Plan, ScannedPage
from ingest.on_page import with_confidence
from ingest.pipeline import parse
from ingest.store.library import Library
from ingest.store.originals import Originals
from tests.pdf_writer import Sheet, pdf

DATA = pdf(
    Sheet().lines("云溪县2031年绿道建设工作要点", "一、任务", "1.新建绿道驿站25处。"),
    Sheet().lines("2.培训护理员300人。"),
)
EDITOR, READER = Person(name="李编辑", role="editor"), Person(name="王查阅", role="reader")


def scanned() -> Plan:
    """As if the second page had been recognised."""
    plan = parse(DATA, "云溪.pdf")
    printed = tuple(replace(p, confidence=0.91 if p.page == 2 else None) for p in plan.printed)
    return with_confidence(replace(plan, printed=printed, scanned=(ScannedPage(page=2, turn=180, skew=0.5),)))


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with Library.open(tmp_path) as library:
        library.put(scanned())
    Originals(home=tmp_path).keep(DATA)
    settings = Settings(home=tmp_path, embedding="none")
    with opened(settings) as assistant:
        yield AppContext.at(assistant, settings)


@pytest.fixture
def client(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    app = FastAPI()
    app.include_router(page_routes(context))
    return TestClient(app)


def as_person(monkeypatch: pytest.MonkeyPatch, person: Person) -> None:
    monkeypatch.setattr(AppContext, "person", lambda _self, _request: person)


def test_a_page_and_a_line_of_it(client: TestClient) -> None:
    plan = scanned()
    page = client.get(f"/page/{plan.id}/1")
    assert (page.status_code, page.headers["content-type"]) == (200, "image/webp")
    whole = Image.open(io.BytesIO(page.content))
    second = plan.clauses[1].span
    line = Image.open(
        io.BytesIO(client.get(f"/line/{plan.id}?start={second.start}&end={second.end}").content)
    )
    assert line.height < whole.height / 10


@pytest.mark.parametrize(
    "address",
    ["page/{id}/3", "page/{id}/0", "page/{id}/1?version=9", "page/nothing/1", "line/{id}?start=0&end=999999",
     "line/{id}?start=5&end=2", "page/..%2f{id}/1"],
)  # fmt: skip
def test_what_is_not_there(address: str, client: TestClient) -> None:
    assert client.get("/" + address.format(id=scanned().id)).status_code in (404, 422)


def test_only_editors_confirm(
    context: AppContext, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, library = scanned(), context.assistant.library
    as_person(monkeypatch, READER)
    assert client.post(f"/confirm/{plan.id}?clause=一/2").status_code == 403
    assert library.clause(plan.id, "一/2").clause.confidence == 0.91
    as_person(monkeypatch, EDITOR)
    assert client.post(f"/confirm/{plan.id}?clause=九/9").status_code == 404
    assert client.post(f"/confirm/{plan.id}?clause=一/2").status_code == 204
    assert library.clause(plan.id, "一/2").clause.confidence is None


def test_the_reader_has_the_pages_and_the_places() -> None:
    html = reader_html(scanned(), version=1, current=1, edits=True)
    assert html.count('class="sheet"') == 2
    assert 'data-boxes="2:' in html
    assert html.count('data-read="confirm"') == html.count(SCANNED) == 1
    assert "confirm" not in reader_html(scanned(), version=1, current=1)
    assert "confirm" not in reader_html(scanned(), version=1, current=2, edits=True)
    assert "sheet" not in reader_html(scanned(), version=1, current=1, original=False)


def test_an_answer_says_what_was_recognised(context: AppContext) -> None:
    catalog, plan = context.assistant.catalog, scanned()
    catalog.refresh()
    found = remarks_on(catalog, Relations(catalog), [(plan.id, "一/1"), (plan.id, "一/2")], {})
    assert [(r.kind, r.clause) for r in found.remarks] == [("scanned", "一/2")]
    assert "扫描识别" in found.lines[0]


def test_the_json_tells_the_confidence(context: AppContext) -> None:
    library, plan = context.assistant.library, scanned()
    told = [clause_json(row).get("confidence") for row in library.clauses(plan=plan.id)]
    assert told == [None, 0.91]
    assert [target_json(row).get("confidence") for row in library.targets(plan=plan.id)] == [None, 0.91]


class TestSetRight:
    """A figure that recognition misread."""

    def post(self, client: TestClient, plan: Plan, **figure: object) -> int:
        at = plan.text.index("300")
        return client.post(
            f"/confirm/{plan.id}?clause=一/2",
            json=[{"start": at, "end": at + 3, "was": "300", "now": "350", **figure}],
        ).status_code

    def test_only_editors_and_only_figures(
        self, context: AppContext, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan, library = scanned(), context.assistant.library
        as_person(monkeypatch, READER)
        assert self.post(client, plan) == 403
        as_person(monkeypatch, EDITOR)
        assert self.post(client, plan, now="三百五") == 422
        assert self.post(client, plan, was="200") == 404
        assert library.get(plan.id) == plan
        assert self.post(client, plan) == 204

    def test_the_clause_says_so_and_answers_have_the_figure(
        self, context: AppContext, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = scanned()
        as_person(monkeypatch, EDITOR)
        assert self.post(client, plan) == 204
        html = reader_html(context.assistant.library.get(plan.id), version=1, current=1)
        assert CORRECTED in html
        assert "“350”原识别为“300”（李编辑" in html
        assert SCANNED not in html
        answer = context.assistant.ask("培训护理员多少人？")
        assert "350人" in answer.answer
        assert "扫描识别" not in answer.answer

    def test_an_answer_with_the_figure_says_so_and_shows_its_picture(
        self, context: AppContext, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = scanned()
        as_person(monkeypatch, EDITOR)
        assert self.post(client, plan) == 204
        answer = context.assistant.ask("培训护理员多少人？")
        assert [(r.kind, r.clause) for r in answer.remarks] == [("corrected", "一/2")]
        assert "“350”是人工对照原页更正的" in answer.answer
        row = context.assistant.library.clause(plan.id, "一/2")
        html = sources_html(by_clause(answer.citations), {(plan.id, "一/2"): row}, {(plan.id, "一/2"): "c"})
        assert CORRECTED in html
        assert "“350”原识别为“300”（李编辑" in html
        assert 'src="line/' in html
        figures = context.assistant.library.targets(plan=plan.id)
        assert [scan_words(one.clause, one.target.span) for one in figures] == ["", CORRECTED]

    def test_a_field_for_each_figure(self) -> None:
        html = reader_html(scanned(), version=1, current=1, edits=True)
        assert html.count("<form") == html.count("<input") == 1
        assert 'value="300"' in html
        assert "<form" not in reader_html(scanned(), version=1, current=1)
