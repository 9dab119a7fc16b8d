"""At which level a chat endpoint keeps to a form, found out once by `plans doctor` and kept beside the
library.

In: settings and an endpoint that answers. Out: the strictest level at which it gives a small object as asked.
An endpoint that refuses a level, or answers it with something else, is tried at the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.admin.checks import Check
from assistant.generation.parsing import object_in
from assistant.llm.client import ChatOptions, OpenAIChat
from assistant.llm.form import LEVELS, Form, Level, remember
from assistant.llm.model import Message, ModelError
from assistant.settings import Settings
from ingest.embedding.endpoint import Endpoint

NAME = "大模型格式"
_ASKED = '请只输出一个 JSON 对象：{"number": 7, "word": "条款"}，不要说别的。'
_WANTED = {"number": 7, "word": "条款"}
_FORM = Form(
    name="note",
    description="记下一个数和一个词",
    schema={
        "type": "object",
        "properties": {"number": {"type": "integer"}, "word": {"type": "string"}},
        "required": ["number", "word"],
    },
)
_ROOM = 64
_WORDS: Mapping[Level, str] = {
    "tools": "工具调用（tools）",
    "schema": "response_format（json_schema）",
    "json": "只在提示词里要求",
}


def form_check(endpoint: Endpoint, settings: Settings, options: ChatOptions) -> Check:
    """The level is kept only where the library's folder is there."""
    found = next((level for level in LEVELS if _keeps(endpoint, replace(options, level=level))), None)
    if found is None:
        return Check(
            name=NAME, ok=False, detail="没有按要求给出 JSON：这个模型的回答多半用不上，可换一个模型"
        )
    kept = ""
    if settings.llm_form != "auto":
        kept = f"；设置里定为 {settings.llm_form}"
    elif settings.home.is_dir():
        try:
            remember(settings.home, endpoint, found)
        except OSError:
            kept = "；没有记下来（资料库文件夹写不进去）"
    return Check(name=NAME, ok=True, detail=f"按格式应答的办法：{_WORDS[found]}{kept}")


def _keeps(endpoint: Endpoint, options: ChatOptions) -> bool:
    with OpenAIChat(endpoint, options) as model:
        try:
            reply = model.complete([Message(role="user", content=_ASKED)], max_tokens=_ROOM, form=_FORM)
        except ModelError:
            return False
        return model.level == options.level and object_in(reply.text) == _WANTED
