"""A figure that was reached is no answer to what is to be reached, though it is told truly."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.generation.engine import Llm
from tests.assistant.generation.models import Told, answer, sentence, understood
from tests.small_library import shelve

PAPER = """# 青溪县2026年养老服务工作要点

## 一、2025年工作总结

1.护理型床位占比达到61%，助浴点覆盖率达到70%。

## 二、2026年主要目标

1.护理型床位占比达到66%以上（责任单位：福利科）。

2.助浴点覆盖率达到85%（责任单位：福利科）。
"""
REACHED = "2025年青溪县护理型床位占比已经达到61%。"


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("青溪县2026年护理型床位占比要达到多少？", False),
        ("青溪县护理型床位占比目标是多少？", False),
        ("青溪县护理型床位占比现在是多少？", True),
    ],
)
def test_what_was_reached_answers_only_who_asks_for_it(tmp_path: Path, question: str, shown: bool) -> None:
    asked = understood(standalone=question, asked=[{"what": "护理型床位占比", "want": "内容"}], lookups=[])
    home = shelve(tmp_path, {"青溪.md": PAPER})

    class Telling(Told):
        """Quotes the clause of last year, under the number the prompt has for it."""

        def _reply(self, messages, form):  # type: ignore[no-untyped-def]
            super()._reply(messages, form)
            name, prompt = self.prompts[-1]
            if name == "understand":
                return asked
            at = prompt.find("护理型床位占比达到61%")
            number = prompt[:at].rpartition("[")[2].partition("]")[0]
            return answer(sentence(REACHED, number, quote="护理型床位占比达到61%"))

    with Assistant.open(home, None, Llm(model=Telling("", asked=asked))) as assistant:
        found = assistant.ask(question)
    assert (REACHED in found.answer) is shown, found.answer
