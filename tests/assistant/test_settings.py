"""Where settings come from, which of them counts, what is refused and how, and the endpoints made of them."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import SettingsError
from assistant.settings import chat_endpoint, embedding_endpoint, read_settings
from ingest.embedding.endpoint import Endpoint
from tests.command import plans

KEY = "sk-secret-4711"
CHAT = {"PLANS_LLM_URL": "http://10.0.0.5:8000/v1", "PLANS_LLM_MODEL": "qwen3"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return put


def test_which_source_counts(folder: Path, environment: Any) -> None:
    (folder / "plans.toml").write_text(
        'port = 8001\nhost = "10.0.0.1"\nllm_model = "from-file"\nllm_retries = 7\n', "utf-8"
    )
    (folder / ".env").write_text("PLANS_HOST=10.0.0.2\nPLANS_LLM_MODEL=from-dotenv\nOTHER=1\n", "utf-8")
    environment(PLANS_LLM_MODEL="from-environment", PLANS_LLM_RETRIES="")
    found = read_settings()
    assert (found.llm_model, found.host, found.port) == ("from-environment", "10.0.0.2", 8001)
    assert found.llm_retries == 7, "an empty variable names nothing"
    assert found.llm_context == 16_000


@pytest.mark.parametrize("by", ["environment", "dotenv"])
def test_the_file_may_have_another_name(by: str, folder: Path, environment: Any) -> None:
    (folder / "plans.toml").write_text("port = 8001", "utf-8")
    (folder / "other.toml").write_text("port = 8002", "utf-8")
    if by == "environment":
        environment(PLANS_SETTINGS="other.toml")
    else:
        (folder / ".env").write_text("PLANS_SETTINGS=other.toml\n", "utf-8")
    assert read_settings().port == 8002


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("llm_modle = 'qwen3'", ("plans.toml", "llm_modle（是否 llm_model）")),
        ("PLANS_PORT = 8001", ("PLANS_PORT（是否 port）",)),
        ("zzz = 1\nyyy = 2", ("zzz、yyy",)),
        ("port = 8001\nhost = ten", ("plans.toml 第2行", "TOML", "引号")),
        ("[llm]\nurl = 'http://a/v1'", ("llm",)),
        (b"host = '\xb1\xb1'", ("UTF-8",)),
    ],
    ids=["misspelt", "as in the environment", "two", "no TOML", "table", "GBK"],
)
def test_a_file_that_is_wrong_is_named_with_the_place(
    content: str | bytes, told: tuple[str, ...], folder: Path
) -> None:
    (folder / "plans.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert all(words in str(error.value) for words in told), str(error.value)


def test_a_file_that_was_named_must_be_there(environment: Any) -> None:
    environment(PLANS_SETTINGS="nowhere.toml")
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        read_settings()


def test_a_byte_order_mark_is_none_of_it(folder: Path) -> None:
    (folder / "plans.toml").write_text("\ufeffport = 8001", "utf-8")
    assert read_settings().port == 8001


WRONG = {
    "no scheme": ("PLANS_LLM_URL", "10.0.0.5:8000/v1", "http://"),
    "no host": ("PLANS_LLM_URL", "http:///v1", "主机名"),
    "another scheme": ("PLANS_LLM_URL", "ftp://10.0.0.5/v1", "http://"),
    "key in the address": ("PLANS_LLM_URL", f"http://u:{KEY}@10.0.0.5/v1", "用户名"),
    "key as a parameter": ("PLANS_LLM_URL", f"http://10.0.0.5/v1?key={KEY}", "参数"),
    "address of a call": ("PLANS_LLM_URL", "http://10.0.0.5/v1/chat/completions/", "/v1 为止"),
    "embedding address": ("PLANS_EMBEDDING_URL", "http://10.0.0.5/v1/embeddings", "/v1 为止"),
    "key of two words": ("PLANS_LLM_KEY", f"{KEY} x", "空格"),
    "key in Chinese": ("PLANS_EMBEDDING_KEY", f"密钥{KEY}", "英文"),
    "headers no JSON": ("PLANS_LLM_HEADERS", f"X-Token: {KEY}", "JSON"),
    "headers a list": ("PLANS_LLM_HEADERS", f'["{KEY}"]', "JSON"),
    "header a number": ("PLANS_LLM_HEADERS", f'{{"X-Token": "{KEY}", "n": 1}}', "JSON"),
    "header of two lines": ("PLANS_LLM_HEADERS", f'{{"X-Token": "{KEY}\\nX"}}', "换行"),
    "proxy": ("PLANS_LLM_PROXY", f"socks5://u:{KEY}@10.0.0.5", "env"),
    "number": ("PLANS_LLM_RETRIES", "two", "'two'"),
    "negative": ("PLANS_LLM_TIMEOUT", "-1", "'-1'"),
    "too small": ("PLANS_LLM_CONTEXT", "100", "'100'"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_by_name_and_never_with_a_secret(
    name: str, value: str, told: str, environment: Any
) -> None:
    environment(**{name: value})
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert name in str(error.value)
    assert told in str(error.value)
    assert KEY not in "".join(traceback.format_exception(error.value)) + repr(error.value)


def test_all_that_is_wrong_is_named_at_once(environment: Any) -> None:
    environment(PLANS_PORT="x", PLANS_LLM_URL="y")
    with pytest.raises(SettingsError, match=r"PLANS_PORT.*PLANS_LLM_URL"):
        read_settings()


def test_what_was_pasted_with_white_space_around_it(environment: Any) -> None:
    environment(**CHAT, PLANS_LLM_KEY=f" {KEY}\n", PLANS_LLM_PROXY="  ")
    found = chat_endpoint(read_settings())
    assert found
    assert (found.key, found.proxy) == (KEY, "")


def test_nothing_secret_is_shown(environment: Any) -> None:
    environment(
        **CHAT, PLANS_LLM_KEY=KEY, PLANS_LLM_HEADERS=f'{{"X-Token": "{KEY}"}}',
        PLANS_LLM_PROXY=f"http://u:{KEY}@10.0.0.9", PLANS_EMBEDDING_KEY=KEY, PLANS_EMBEDDING_MODEL="bge",
    )  # fmt: skip
    settings = read_settings()
    shown = (
        f"{settings!r} {settings} {settings.model_dump_json()} "
        f"{chat_endpoint(settings)!r} {embedding_endpoint(settings)!r}"
    )
    assert KEY not in shown


# The endpoints.


def test_without_an_address_or_a_model_there_is_no_endpoint(environment: Any) -> None:
    assert chat_endpoint(read_settings()) is None
    assert embedding_endpoint(read_settings()) is None
    environment(PLANS_LLM_URL=CHAT["PLANS_LLM_URL"])
    assert chat_endpoint(read_settings()) is None
    environment(PLANS_LLM_MODEL="qwen3")
    assert chat_endpoint(read_settings()) == Endpoint(
        url="http://10.0.0.5:8000/v1", model="qwen3", timeout=120
    )
    assert embedding_endpoint(read_settings()) is None, "no model for it"


def test_the_chat_endpoint_has_all_that_is_set(environment: Any) -> None:
    environment(
        PLANS_LLM_URL="https://models.invalid/v1/", PLANS_LLM_MODEL="m", PLANS_LLM_KEY=KEY,
        PLANS_LLM_PROXY="env", PLANS_LLM_HEADERS='{"X-Token": "t 1"}', PLANS_LLM_CA_FILE="ca.pem",
        PLANS_LLM_CONNECT="2.5", PLANS_LLM_TIMEOUT="40",
    )  # fmt: skip
    assert chat_endpoint(read_settings()) == Endpoint(
        url="https://models.invalid/v1", model="m", key=KEY, proxy="env", headers=(("X-Token", "t 1"),),
        ca_file=Path("ca.pem"), connect=2.5, timeout=40,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("own", "url", "key", "proxy"),
    [
        ({}, "http://10.0.0.5:8000/v1", KEY, "http://10.0.0.9"),
        (
            {"PLANS_EMBEDDING_URL": "http://10.0.0.5:8001/v1"},
            "http://10.0.0.5:8001/v1",
            KEY,
            "http://10.0.0.9",
        ),
        ({"PLANS_EMBEDDING_URL": "http://10.0.0.6/v1"}, "http://10.0.0.6/v1", "", ""),
        (
            {"PLANS_EMBEDDING_URL": "http://10.0.0.6/v1", "PLANS_EMBEDDING_KEY": "k2"},
            "http://10.0.0.6/v1",
            "k2",
            "",
        ),
        ({"PLANS_EMBEDDING_KEY": "k2"}, "http://10.0.0.5:8000/v1", "k2", "http://10.0.0.9"),
    ],
    ids=["all of the chat", "another port", "another host", "another host with a key", "another key"],
)
def test_what_the_embedding_endpoint_takes_from_the_chat(
    own: dict[str, str], url: str, key: str, proxy: str, environment: Any
) -> None:
    environment(
        **CHAT, PLANS_LLM_KEY=KEY, PLANS_LLM_PROXY="http://10.0.0.9", PLANS_LLM_HEADERS=f'{{"X": "{KEY}"}}',
        PLANS_LLM_CA_FILE="ca.pem", PLANS_EMBEDDING_MODEL="bge", **own,
    )  # fmt: skip
    found = embedding_endpoint(read_settings())
    assert found
    assert (found.url, found.model, found.key, found.proxy) == (url, "bge", key, proxy)
    assert found.headers == ((("X", KEY),) if proxy else ())
    assert found.ca_file == Path("ca.pem")


def test_a_local_model_takes_the_place_of_the_endpoint(environment: Any) -> None:
    environment(**CHAT, PLANS_EMBEDDING_MODEL="bge", PLANS_EMBEDDING_FOLDER="models/bge")
    assert embedding_endpoint(read_settings()) is None


def test_the_command_says_what_is_wrong_and_nothing_secret(folder: Path) -> None:
    (folder / "plans.toml").write_text(f'llm_key = "{KEY} "\nllm_url = "http://u:{KEY}@10.0.0.5/v1"', "utf-8")
    run = plans(folder, "list", env={"PLANS_LLM_HEADERS": f"X: {KEY}", "COLUMNS": "300"})
    assert (run.code, run.out) == (2, "")
    assert "PLANS_LLM_URL" in run.err
    assert "PLANS_LLM_HEADERS" in run.err
    assert KEY not in run.err
    (folder / "plans.toml").write_text("llm_modle = 'm'", "utf-8")
    run = plans(folder, "list", env={"COLUMNS": "300"})
    assert run.code == 2
    assert "plans.toml：不认识的设置 llm_modle" in run.err
    assert "Traceback" not in run.err
