"""The judge against a real server on loopback: what it is asked, what becomes of its replies, what of its
failures.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import llama_index.core
import pytest
from typer.testing import CliRunner

from assistant.errors import SettingsError
from evals.eval_cli import eval_
from evals.judge import GIVES_UP, judge, verdict
from evals.run import with_results
from evals.scores import FAULTS
from ingest.embedding.endpoint import Endpoint
from tests.evals.run_factory import make_case, make_run
from tests.waiting import GIVE_UP

KEY = "sk-secret-4711"
CASES = [make_case(f"figure-{n:02}") for n in range(1, 6)]
Reply = tuple[int, str]


def chat(text: str) -> Reply:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return 200, json.dumps(body | {"usage": usage})


@dataclass
class Server:
    """Answers each question as `reply` says, given its number from 0; `asked` are the bodies, `headers` what
    came with them.
    """

    url: str = ""
    reply: Callable[[int], Reply] = lambda _: chat("YES")
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        return [body["messages"][-1]["content"] for body in self.asked]


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.headers.append(dict(self.headers))
            found.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, text = found.reply(len(found.asked) - 1)
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        found.url = f"http://127.0.0.1:{http.server_port}/v1"
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield found
        http.shutdown()


def endpoint(server: Server, **changes: Any) -> Endpoint:
    return replace(Endpoint(url=server.url, key=KEY, model="judge-1", timeout=GIVE_UP), **changes)


def scores(results: Any) -> list[tuple[float | None, float | None]]:
    return [(case.scores["faithful"], case.scores["relevant"]) for case in results]


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("YES", 1.0),
        ("yes.", 1.0),
        ("**Yes**, it is supported.", 1.0),
        ("Answer: YES", 1.0),
        ("<think>No, wait: no.\n</think>\nYES", 1.0),
        ("是", 1.0),
        ("是的。", 1.0),
        ("答案：是", 1.0),
        ("NO", 0.0),
        ("No - the context has 80%.", 0.0),
        ("否", 0.0),
        ("不是。", 0.0),
        ("", None),
        ("Yesterday", None),
        ("Nothing", None),
        ("I would say yes", None),
        ("是否如此难以判断", None),
        ("Empty Response", None),
        ("<think>yes", None),
    ],
)
def test_what_a_reply_says(reply: str, value: float | None) -> None:
    assert verdict(reply) == value


def test_yes_and_no(server: Server) -> None:
    server.reply = lambda n: chat(("YES", "NO", "NO", "YES")[n])
    steps: list[tuple[int, int]] = []
    found = judge(CASES[:2], endpoint(server), progress=lambda *step: steps.append(step))
    assert scores(found.results) == [(1.0, 0.0), (0.0, 1.0)]
    assert (found.judged, found.notes, found.dead) == (2, (), False)
    assert found.words() == "模型评判了 2 例"
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_what_the_model_is_asked(server: Server) -> None:
    case = make_case(
        "figure-01",
        question="海西区呢？{0} $x",
        history=("问：临河市要多少？", "答：90%。"),
        answer="要达到 **90%**。{query_str}〔临河2023要点·一1〕",
        cited=(("linhe-2023-health", "一/1", "接种率达到90%以上。"), ("p", "二", "接种率达到90%以上。"),
            ("p", "三", "")),
    )  # fmt: skip
    judge([case], endpoint(server))
    faithful, relevant = server.prompts
    for prompt in (faithful, relevant):
        assert "要达到 **90%**。{query_str}〔临河2023要点·一1〕" in prompt
        assert "linhe-2023-health 一/1\n接种率达到90%以上。" in prompt
        assert "p 二\n接种率达到90%以上。" in prompt
        assert "p 三" not in prompt, "no quote"
    assert "海西区呢？" not in faithful
    assert "问：临河市要多少？\n答：90%。\n海西区呢？{0} $x" in relevant
    assert {body["model"] for body in server.asked} == {"judge-1"}
    assert {body["temperature"] for body in server.asked} == {0.0}


def test_a_long_list_of_quotes_is_judged_whole(server: Server) -> None:
    cited = tuple(("p", str(n), f"第{n}项任务，" + "建设" * 400) for n in range(60))
    found = judge([make_case("list-01", cited=cited)], endpoint(server))
    assert scores(found.results) == [(1.0, 1.0)]
    assert len(server.asked) > 2, "more than one call for each judgement"
    assert all(any(f"第{n}项任务" in prompt for prompt in server.prompts) for n in range(60))


def test_what_is_not_judged(server: Server) -> None:
    """A refusal has nothing to bear out, an answer without a quote nothing to bear it out with."""
    cases = [make_case("a-1", status="not_found"), make_case("a-2", cited=()), make_case("a-3")]
    found = judge(cases, endpoint(server))
    assert scores(found.results) == [(None, None), (None, None), (1.0, 1.0)]
    assert len(server.asked) == 2
    assert found.judged == 1
    assert judge([], endpoint(server)).results == ()


def test_it_makes_no_case_wrong_and_changes_nothing_else(server: Server) -> None:
    server.reply = lambda _: chat("NO")
    run = make_run(CASES)
    found = judge(run.results, endpoint(server))
    after = with_results(run, found.results)
    assert all(case.right for case in after.results)
    assert after.overall.right == 5
    assert (after.overall.means["faithful"].value, after.overall.means["faithful"].n) == (0.0, 5)
    assert [part.means["relevant"].value for part in after.suites] == [0.0]
    assert after.overall.means["facts"] == replace(after.overall.means["facts"], value=1.0)
    for before, now in zip(run.results, after.results, strict=True):
        assert replace(now, scores=before.scores) == before
        assert {k: v for k, v in now.scores.items() if k in before.scores} == before.scores
    assert not {"faithful", "relevant"} & set(FAULTS)


@pytest.mark.parametrize(
    ("reply", "note", "failed"),
    [
        ((500, '{"error": {"message": "out of memory, key sk-secret-4711"}}'), "HTTP 500", True),
        ((401, '{"error": {"message": "Incorrect API key provided: sk-secret-4711"}}'), "HTTP 401", True),
        ((404, "<html>nothing here</html>"), "HTTP 404", True),
        ((200, "<html>welcome</html>"), "应答不是对话格式", True),
        ((200, '{"hello": "world"}'), "应答不是对话格式", True),
        ((200, '{"choices": []}'), "应答不是对话格式", True),
        (chat("It depends."), "读不出是或否", False),
        (chat(""), "读不出是或否", False),
    ],
    ids=["500", "key refused", "404", "no JSON", "other JSON", "no choice", "neither", "nothing said"],
)
def test_what_cannot_be_read_is_no_score(
    reply: Reply, note: str, failed: bool, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.reply = lambda n: reply if n == 0 else chat("YES")
    found = judge(CASES[:2], endpoint(server))
    assert scores(found.results) == [(None, 1.0), (1.0, 1.0)]
    assert (found.judged, found.notes, found.dead) == (1, (f"{note} 1 次",), False)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert found.words() == f"模型评判了 1 例（{note} 1 次）"
    server.asked.clear()
    server.reply = lambda _: reply
    broken = judge(CASES, endpoint(server))
    assert set(scores(broken.results)) == {(None, None)}
    assert (broken.dead, len(server.asked)) == (failed, GIVES_UP if failed else 2 * len(CASES))


def test_a_dead_endpoint_is_asked_three_times(server: Server) -> None:
    server.reply = lambda n: chat("YES") if n < 3 else (503, "{}")
    found = judge(CASES, endpoint(server))
    assert scores(found.results) == [(1.0, 1.0), (1.0, None), (None, None), (None, None), (None, None)]
    assert len(server.asked) == 3 + GIVES_UP
    assert found.words() == "模型评判了 1 例，连续 3 次调用失败，不再评判（HTTP 503 3 次）"


def test_failures_are_counted_in_a_row_only(server: Server) -> None:
    server.reply = lambda n: chat("YES") if n % 3 == 2 else (503, "{}")
    found = judge(CASES, endpoint(server))
    assert (found.dead, len(server.asked)) == (False, 2 * len(CASES))


def test_a_slow_server_is_waited_for_until_the_timeout(server: Server) -> None:
    moment = 0.4
    go_on = threading.Event()

    def slowly(_: int) -> Reply:
        go_on.wait(moment)
        return chat("YES")

    server.reply = slowly
    patient = judge(CASES[:1], endpoint(server))
    assert scores(patient.results) == [(1.0, 1.0)]
    moment = GIVE_UP
    hasty = judge(CASES[:1], endpoint(server, timeout=0.1))
    assert scores(hasty.results) == [(None, None)]
    assert hasty.notes == ("超时 2 次",)
    go_on.set()


def test_nobody_there() -> None:
    found = judge(CASES, Endpoint(url="http://127.0.0.1:9/v1", key=KEY, model="m", timeout=GIVE_UP))
    assert set(scores(found.results)) == {(None, None)}
    assert found.words() == "模型评判了 0 例，连续 3 次调用失败，不再评判（连不上 3 次）"


def test_llamaindex_is_left_as_it_was(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The splitter and the tokenizer are ours while judging, so that no data is looked for elsewhere."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "/nowhere")
    monkeypatch.setenv("NLTK_DATA", "/nowhere")
    mark = [object()]
    monkeypatch.setattr(llama_index.core.Settings, "_transformations", mark)
    monkeypatch.setattr(llama_index.core, "global_tokenizer", None)
    assert scores(judge(CASES[:1], endpoint(server)).results) == [(1.0, 1.0)]
    assert llama_index.core.Settings._transformations is mark
    assert llama_index.core.global_tokenizer is None


def test_the_key_goes_to_the_endpoint_and_nowhere_else(
    server: Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server.reply = lambda n: chat("YES") if n else (401, f'{{"error": {{"message": "bad key {KEY}"}}}}')
    with caplog.at_level(logging.INFO):
        found = judge(CASES, endpoint(server))
    assert {headers["Authorization"] for headers in server.headers} == {f"Bearer {KEY}"}
    assert KEY not in json.dumps(server.asked)
    assert KEY not in repr(endpoint(server))
    assert KEY not in repr(found) + found.words()
    assert KEY not in caplog.text
    assert KEY not in "".join(capfd.readouterr())


def test_a_key_that_no_header_can_hold_is_told_calmly(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        found = judge(CASES, endpoint(server, key="密钥\n"))
    assert found.dead
    assert "密钥" not in found.words() + caplog.text


# The command.

SUITE = """cases:
- name: linhe-01
  inputs: {question: 临河市2023年适龄儿童HPV疫苗接种率要达到多少？}
  expected_output: {facts: [90%], clauses: [linhe-2023-health#一/1]}
"""


@pytest.fixture
def place(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANS_HOME", str(home))
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "linhe.yaml").write_text(SUITE, "utf-8")
    (tmp_path / "gates.toml").write_text('[overall]\nfacts = ">= 1"\n', "utf-8")
    return tmp_path


def invoke(server_url: str, *more: str) -> Any:
    variables = {"PLANS_LLM_URL": server_url, "PLANS_LLM_KEY": KEY, "PLANS_LLM_MODEL": "judge-1"}
    arguments = ["--cases", "cases", "--quick", "--json", "run.json", "--html", "page.html", *more]
    return CliRunner().invoke(eval_, arguments, env=variables)


def test_the_command(server: Server, place: Path) -> None:
    server.reply = lambda n: chat(("NO", "YES")[n])
    done = invoke(server.url, "--judge", "--gates", "gates.toml")
    assert done.exit_code == 0, "the gate does not ask what a model thinks"
    assert "忠实 0% · 切题 100%" in done.stdout
    assert "1 例全部通过" in done.stdout
    assert "模型评判了 1 例" in done.stderr
    saved = json.loads((place / "run.json").read_text("utf-8"))
    assert saved["cases"][0]["scores"]["faithful"] == 0.0
    assert saved["suites"]["linhe"]["relevant"] == 1.0
    assert saved["run"]["settings"]["judge"] == "judge-1"
    written = [*(path.read_bytes() for path in place.rglob("*") if path.is_file()), done.output.encode()]
    assert not any(KEY.encode() in content for content in written)
    assert not any(server.url.encode() in content for content in written)


def test_without_the_option_nobody_is_asked(server: Server, place: Path) -> None:
    done = invoke(server.url)
    assert done.exit_code == 0, done.output
    assert server.asked == []
    assert "忠实" not in done.stdout
    assert "faithful" not in (place / "run.json").read_text("utf-8")


def test_a_dead_endpoint_spoils_nothing(place: Path) -> None:
    done = invoke("http://127.0.0.1:9/v1", "--judge", "--gates", "gates.toml")
    assert done.exit_code == 0, done.output
    assert "模型评判了 0 例（连不上 2 次）" in done.stderr
    assert "门槛 通过" in done.stdout
    assert KEY not in done.output


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, "PLANS_LLM_URL、PLANS_LLM_MODEL"),
        ({"PLANS_LLM_URL": "http://127.0.0.1:9/v1", "PLANS_LLM_KEY": KEY}, "PLANS_LLM_MODEL"),
    ],
    ids=["nothing set", "no model"],
)
def test_misuse(variables: dict[str, str], told: str) -> None:
    done = CliRunner().invoke(eval_, ["--judge"], env={"COLUMNS": "200", **variables})
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert KEY not in done.output


def test_an_address_that_is_none_is_told_without_the_key() -> None:
    variables = {"PLANS_LLM_URL": "127.0.0.1:9", "PLANS_LLM_KEY": KEY, "PLANS_LLM_MODEL": "m"}
    done = CliRunner().invoke(eval_, ["--judge"], env=variables)
    assert isinstance(done.exception, SettingsError)
    assert "PLANS_LLM_URL" in str(done.exception)
    assert KEY not in done.output + str(done.exception)
