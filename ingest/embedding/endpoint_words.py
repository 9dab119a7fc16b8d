"""What a person is told of a model's endpoint that failed. In: the kind of fault and its cause. Out:
sentences, without a full stop.

`WORDS` is for whoever asked: what happened. `advice` is for the administrator: where to look, which setting.
Both are fixed words: nothing the server said is in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal[
    "unreachable", "unauthorized", "no_model", "rate_limited", "server", "timeout", "cut", "empty", "malformed", "too_long"
]  # fmt: skip
Cause = Literal[
    "", "dns", "refused", "slow", "tls", "proxy", "header", "quota", "model", "path", "redirect", "request", "thoughts"
]  # fmt: skip
"""What is behind a kind, where more can be said: no such host, nobody listens, no connection in time,
certificate, proxy, a key no header can hold, money, the model's name, the address, an address that points
elsewhere, a request that was not accepted, thoughts that pass for words."""

WORDS: Mapping[str, str] = {
    "unreachable": "连不上模型服务",
    "unauthorized": "模型服务没有接受密钥",
    "no_model": "模型服务里没有所设的模型",
    "rate_limited": "模型服务正忙，暂时不接受更多请求",
    "server": "模型服务出错",
    "timeout": "模型服务没有在限定时间内答完",
    "cut": "模型服务的应答中途断开",
    "empty": "模型没有给出内容",
    "malformed": "模型服务的应答读不懂",
    "too_long": "问题连同材料超出了模型能读的长度",
}
_ADVICE: Mapping[tuple[str, str], str] = {
    ("unreachable", ""): "检查 {}URL 的主机和端口，以及本机到那里的网络",
    ("unreachable", "dns"): "{}URL 里的主机名解析不了：检查拼写和 DNS，或改用 IP 地址",
    ("unreachable", "refused"): "那个端口没有服务在听：确认模型服务已启动，{}URL 的端口没有写错，监听地址不只是它自己的 127.0.0.1",
    ("unreachable", "slow"): "在限定时间内连不上：检查防火墙和路由；要经代理才能出去时设 {}PROXY",
    ("unreachable", "tls"): "证书不受信任或协议不对：自签证书请把根证书写进 {}CA_FILE；服务本来没有加密时，{}URL 应以 http:// 开头",
    ("unreachable", "proxy"): "代理没有接通：检查 {}PROXY；内网地址一般不要设代理",
    ("unauthorized", ""): "检查 {}KEY 是否正确、是否过期、有没有权限",
    ("unauthorized", "header"): "{}KEY 或 {}HEADERS 里有不能放进请求头的字符（空格、换行、汉字）：重新粘贴一遍",
    ("unauthorized", "quota"): "账户余额或额度已用完：请充值或更换 {}KEY",
    ("no_model", ""): "检查 {}MODEL 和 {}URL",
    ("no_model", "model"): "服务里没有 {}MODEL 所写的模型：运行 plans doctor 可看到有哪些",
    ("no_model", "path"): "这个地址不存在：{}URL 一般写到 /v1 为止，例如 http://主机:端口/v1",
    ("rate_limited", ""): "请求太频繁：过一会儿再试，或把 PLANS_LLM_CONCURRENCY 调小",
    ("rate_limited", "quota"): "账户额度已用完：请充值或更换 {}KEY",
    ("server", ""): "查看模型服务自己的日志（常见的是显存不足、模型还在加载、网关后面没有服务）",
    ("timeout", ""): "模型太慢或负载太重：可调大 PLANS_LLM_TIMEOUT、PLANS_LLM_FIRST，或换小一些的模型",
    ("cut", ""): "多半是网关或代理的超时比 PLANS_LLM_TIMEOUT 短，或模型服务重启：查看它们的日志",
    ("empty", ""): "思考型模型可能把字数都用在了思考上：调大 PLANS_LLM_REPLY，或在服务端关闭思考",
    ("malformed", ""): "{}URL 后面可能不是 OpenAI 兼容的接口（例如网页或登录页）：运行 plans doctor 可看到细节",
    ("malformed", "redirect"): "这个地址要求转到别处：把 {}URL 改成转到的地址（常见的是 http 应改为 https）",
    ("malformed", "request"): "服务不接受这样的请求：看它的日志，常见的是版本太旧或模型不支持对话",
    ("malformed", "thoughts"): "模型的思考过程混在正文里：在服务端打开思考内容的解析（vLLM 为 --reasoning-parser），或关闭思考",
    ("too_long", ""): "把 PLANS_LLM_CONTEXT 设成模型实际的上下文长度（词元数）",
}  # fmt: skip


def advice(kind: str, cause: str, settings: str) -> str:
    """`settings` is the beginning of the names of the endpoint's settings, such as "PLANS_LLM_"."""
    found = _ADVICE.get((kind, cause)) or _ADVICE[kind, ""]
    return found.replace("{}", settings)
