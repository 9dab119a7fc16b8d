"""What the tab 评测 is served: the contents by name, the report of a run, nothing else of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.app.evaluation import evaluation_pages, evaluation_router
from evals import saved, tab
from tests.evals.run_factory import make_case, make_run


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    app = FastAPI()
    app.include_router(evaluation_router(tmp_path))
    return TestClient(app)


def test_the_pages_are_found_by_name() -> None:
    assert evaluation_pages() is tab


def test_the_contents_are_read_at_every_visit(client: TestClient, tmp_path: Path) -> None:
    assert "还没有评测过" in client.get("/evaluation/view").text
    name = saved.keep(make_run([make_case("figure-01")]), tmp_path)
    said = client.get("/evaluation/view")
    assert f"evaluation/report/{name}" in said.text
    assert said.headers["cache-control"] == "no-store"
    assert client.get(f"/evaluation/report/{name}").text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("name", ["nothing", "20990101T000000Z", "..%2flibrary", "%2e%2e", "a<script>"])
def test_a_report_that_is_not_there(client: TestClient, name: str) -> None:
    reply = client.get(f"/evaluation/report/{name}")
    assert reply.status_code == 404
    assert "script" not in reply.text
