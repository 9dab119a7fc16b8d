"""Settings, read once at the edge and passed on as arguments.

The first that names one counts: the command line, the environment (PLANS_*), `.env`, the settings file (see
`settings_file`), the default. What is wrong is refused by name, its value repeated only where it is no
secret. Stages take no Settings: the two endpoints are handed on as values, made by `chat_endpoint` and
`embedding_endpoint`.
"""

from __future__ import annotations

import ipaddress
import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from assistant.errors import SettingsError
from assistant.settings_file import FileSource, file_of
from ingest import late_re as re
from ingest.embedding.endpoint import ENVIRONMENT, Endpoint

PREFIX = "PLANS_"
CHAT, EMBEDDING = "PLANS_LLM_", "PLANS_EMBEDDING_"
"""How the names of each endpoint's settings begin."""
_SCHEMES = ("http", "https")
_CALLS = ("/chat/completions", "/embeddings", "/models")


def _emptied(value: Any) -> Any:
    """Strip white space around what was pasted; an empty text means no value."""
    return (value.strip() or None) if isinstance(value, str) else value


def _url(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = urlsplit(value)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError("应以 http:// 或 https:// 开头，后面是主机名")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("地址里不要带用户名、密钥或参数")
    if parts.path.rstrip("/").endswith(_CALLS):
        raise ValueError("只写到 /v1 为止")
    return value.rstrip("/")


def _key(value: Any) -> Any:
    if isinstance(value, str) and (" " in value or not (value.isascii() and value.isprintable())):
        raise ValueError("只能是英文字母、数字和符号，不能有空格和换行")
    return value


def _proxy(value: Any) -> Any:
    if isinstance(value, str) and value != ENVIRONMENT:
        parts = urlsplit(value)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise ValueError(f"应以 http:// 开头，或者写 {ENVIRONMENT}")
    return value


def _headers(value: Any) -> Any:
    """An object, also as JSON; names and values such as a header can hold."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            value = ()
    if not isinstance(value, dict) or not all(
        isinstance(word, str) for pair in value.items() for word in pair
    ):
        raise ValueError('应为 JSON，例如 {"X-Token": "abc"}') from None
    if not all(word.isascii() and word.isprintable() for pair in value.items() for word in pair):
        raise ValueError("只能是英文字母、数字和符号，不能有换行")
    return value


_PREFIX = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_TAKEN = (
    "assets", "config", "evaluation", "feedback", "figures", "file", "gradio_api", "read", "sign-in",
    "sign-out",
    "signed-in", "static", "svelte", "theme.css",
)  # fmt: skip
"""First parts of the app's own addresses: under such a prefix they could not be told from it."""


def path_prefix(value: Any) -> Any:
    """As it stands in front of every address: "" or "/plans", without a slash at the end. Raises
    ValueError.
    """
    if not isinstance(value, str):
        return value
    path = "/" + value.strip().strip("/")
    if path == "/":
        return ""
    if not _PREFIX.fullmatch(path):
        raise ValueError("应像 /plans，只用字母、数字和 . _ ~ -")
    if path.split("/")[1] in _TAKEN:
        raise ValueError("与页面自己的地址重名，请换一个")
    return path


def _networks(value: Any) -> Any:
    if isinstance(value, str):
        for part in filter(None, (part.strip() for part in value.split(","))):
            try:
                ipaddress.ip_network(part)
            except ValueError:
                raise ValueError("应是 IP 地址或网段，例如 10.0.0.5,10.1.0.0/16") from None
    return value


_Emptied = BeforeValidator(_emptied)
Text = Annotated[str | None, _Emptied]
Url = Annotated[str | None, BeforeValidator(_url), _Emptied]
Key = Annotated[SecretStr | None, BeforeValidator(_key), _Emptied]
Proxy = Annotated[SecretStr | None, BeforeValidator(_proxy), _Emptied]
Headers = Annotated[dict[str, SecretStr] | None, NoDecode, BeforeValidator(_headers), _Emptied]
File = Annotated[Path | None, _Emptied]
UnderPath = Annotated[str, BeforeValidator(path_prefix)]
Networks = Annotated[str, BeforeValidator(_networks)]
Number = Annotated[int | None, _Emptied]
Embedding = Literal["builtin", "endpoint", "folder", "none"]


class Settings(BaseSettings):
    """Where things are, how the app is served, and the model's endpoints, where there are any."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    home: Path = Field(Path("var"), description="资料库文件夹")
    corpus: Path = Field(Path("corpus"), description="默认的文件夹，存放要读入的文件")
    database: Text = Field(
        None,
        description="资料库的数据库地址（postgresql://…，安装时写 .[postgresql]）；"
        "不填则为资料库文件夹里的 SQLite",
    )
    chroma: Text = Field(None, description="Chroma 服务地址；不填则用资料库文件夹里的本地库")
    question_seconds: float = Field(
        20, gt=0, description="一个问题不用大模型时最多用的秒数，到时停止查找并说明"
    )
    host: str = Field("127.0.0.1", description="聊天页面监听的地址")
    port: int = Field(7860, ge=1, le=65535, description="聊天页面监听的端口")
    prefix: UnderPath = Field("", description="反向代理之后的路径前缀，例如 /plans")
    trusted_proxies: Networks = Field(
        "127.0.0.1,::1", description="哪些反向代理转发的请求头可信：IP 地址或网段，用逗号隔开"
    )
    sign_in_idle: float = Field(8, gt=0, description="登录后多少小时不用就要重新登录")
    sign_in_longest: float = Field(7, gt=0, description="一次登录最多用多少天")
    fetch: Literal["on", "off"] = Field(
        "on", description="页面上能否按网址添加文件：on 由编辑人员填网址、本机去取这一个文件；off 不提供"
    )
    briefing_template: File = Field(
        None, description="本单位简报的 .docx 模板；不填则按 GB/T 9704-2012 的版式"
    )

    llm_url: Url = Field(None, description="大模型的地址（OpenAI 兼容接口），写到 /v1 为止；不填则不用大模型")
    llm_key: Key = Field(None, description="大模型的密钥；服务不要密钥则不填")
    llm_model: Text = Field(None, description="大模型的名称")
    llm_context: int = Field(
        16_000, ge=2_000, description="大模型能读的长度（词元），不超过服务端实际的上下文"
    )
    llm_reply: int = Field(2_000, ge=16, description="一次应答最长的长度（词元），思考也算在内")
    llm_timeout: float = Field(120, gt=0, description="一次应答从头到尾最多等的秒数，重试也算在内")
    llm_first: float = Field(30, gt=0, description="等第一个字、以及中途停顿，最多等的秒数")
    llm_connect: float = Field(5, gt=0, description="连接服务最多等的秒数")
    llm_retries: int = Field(2, ge=0, le=10, description="出错之后再试的次数；已经有文字出来的不再试")
    llm_concurrency: int = Field(4, ge=1, description="同时进行的应答数，再多的排队")
    llm_temperature: float = Field(0, ge=0, le=2, description="随机程度，0 为最稳定")
    llm_form: Literal["auto", "tools", "schema", "json"] = Field(
        "auto",
        description="让大模型按固定格式应答的办法：tools 工具调用，schema 用 response_format，"
        "json 只在提示词里要求；auto 用 plans doctor 试出来的，没有试过就用 json",
    )
    llm_seconds: float = Field(60, gt=0, description="一个问题用大模型最多用的秒数，到时只留已核对过的")
    llm_proxy: Proxy = Field(None, description="代理地址；不填则直连，env 表示用环境变量里的代理")
    llm_headers: Headers = Field(None, description="另加的请求头，JSON，例如网关的令牌")
    llm_ca_file: File = Field(None, description="另外信任的根证书文件（PEM）")

    embedding: Embedding = Field(
        "builtin",
        description="向量检索用哪个嵌入模型：builtin 设了下面的接口或文件夹就用它，"
        "没有设就用 make semantic 装上的那个，没有装就只做全文检索；"
        "endpoint 只用接口；folder 只用文件夹；none 不用，只做全文检索",
    )
    embedding_url: Url = Field(None, description="嵌入模型的地址；不填则与大模型相同")
    embedding_key: Key = Field(None, description="嵌入模型的密钥；不填且与大模型同一主机时，用大模型的")
    embedding_model: Text = Field(None, description="嵌入模型接口里的名称")
    embedding_dimensions: Number = Field(None, ge=1, description="向量维数；不填则由模型决定")
    embedding_folder: File = Field(None, description="本地 ONNX 嵌入模型的文件夹，填了就不用接口")
    embedding_batch: int = Field(32, ge=1, le=2048, description="一次送去嵌入的段数")
    embedding_concurrency: int = Field(4, ge=1, le=64, description="同时送出的嵌入请求数")
    embedding_tokens: int = Field(
        8_000, ge=64, description="嵌入模型一段最多读的长度（词元），超出的部分不参与向量检索"
    )
    embedding_wait: float = Field(3, gt=0, description="提问时等嵌入模型最多等的秒数，等不到就只用全文检索")
    embedding_query_prefix: str = Field(
        "", description="加在问题前面的话，供需要指令的嵌入模型；改了会重建向量索引"
    )
    embedding_passage_prefix: str = Field("", description="加在条款前面的话，同上")
    embedding_proxy: Proxy = Field(None, description="嵌入模型的代理；不填且同一主机时，用大模型的")
    embedding_headers: Headers = Field(None, description="嵌入模型另加的请求头；不填且同一主机时，用大模型的")
    embedding_ca_file: File = Field(None, description="嵌入模型另外信任的根证书文件；不填则用大模型的")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic-settings names it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        named = dotenv_settings.env_vars if isinstance(dotenv_settings, DotEnvSettingsSource) else {}
        file = FileSource(settings_cls, file_of(os.environ, named))
        return init_settings, env_settings, dotenv_settings, file


_SECRET = frozenset(
    name
    for name in Settings.model_fields
    if name.endswith(("_key", "_headers", "_proxy", "_url", "database"))
)
"""Settings whose value is not repeated in an error: what is wrong in an address may be the key in it."""


def read_settings() -> Settings:
    """Raises SettingsError, which names every setting that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        told = "；".join(dict.fromkeys(_told(fault) for fault in error.errors()))
    # Outside the handler: what pydantic says has the values in it.
    raise SettingsError(f"设置不对：{told}", remedy="环境变量、.env 或设置文件里改正后再试。")


def _told(fault: Any) -> str:
    name = str(fault["loc"][0])
    shown = f"（{fault['input']!r}）" if name not in _SECRET else ""
    why = f"，{fault['ctx']['error']}" if fault["type"] == "value_error" else ""
    return f"{PREFIX}{name.upper()}{shown}{why}"


def chat_endpoint(settings: Settings) -> Endpoint | None:
    """None where the address or the model is not named."""
    if not (settings.llm_url and settings.llm_model):
        return None
    return Endpoint(
        url=settings.llm_url,
        model=settings.llm_model,
        key=_shown(settings.llm_key),
        proxy=_shown(settings.llm_proxy),
        headers=_pairs(settings.llm_headers),
        ca_file=settings.llm_ca_file,
        connect=settings.llm_connect,
        timeout=settings.llm_timeout,
    )


def embedding_endpoint(settings: Settings) -> Endpoint | None:
    """None where the model or any address is not named, or a local model is to be used.

    What is not set is taken from the chat endpoint; key, headers and proxy only where both are on one host,
    so that no other host gets a key that was not meant for it.
    """
    url = settings.embedding_url or settings.llm_url
    if not (url and settings.embedding_model) or settings.embedding_folder:
        return None
    same = settings.llm_url is not None and urlsplit(url).hostname == urlsplit(settings.llm_url).hostname
    return Endpoint(
        url=url,
        model=settings.embedding_model,
        key=_shown(settings.embedding_key or (settings.llm_key if same else None)),
        proxy=_shown(settings.embedding_proxy or (settings.llm_proxy if same else None)),
        headers=_pairs(settings.embedding_headers or (settings.llm_headers if same else None)),
        ca_file=settings.embedding_ca_file or settings.llm_ca_file,
        connect=settings.llm_connect,
        timeout=settings.llm_timeout,
    )


def _shown(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _pairs(headers: dict[str, SecretStr] | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, value.get_secret_value()) for name, value in (headers or {}).items())
