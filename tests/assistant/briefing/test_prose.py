"""Summaries of a model over the wire: what comes into a briefing, what is left out, and what stands there
when it fails.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from assistant.ask import Assistant
from assistant.briefing.compose import brief, compose
from assistant.briefing.keep.kept import arranged
from assistant.briefing.model import Briefing, Paragraph, Part, Request
from assistant.briefing.prose.write import Writer, places, written
from assistant.briefing.render.markdown import briefing_json, to_markdown
from assistant.briefing.render.word import to_docx
from assistant.generation.engine import Llm
from assistant.opening import llm_of
from assistant.settings import Settings
from evals.bench.scripted_models import TEMPERS, ScriptedModel
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import digits, parts, section
from tests.assistant.briefing.shelves import BAILU, INJECTION, QINGCHUAN, stocked
from tests.endpoint.messages import CHAT, Reply, fault, page, say
from tests.endpoint.messages import Request as Asked
from tests.endpoint.server import Server, nobody
from tests.waiting import GIVE_UP, NEVER

WANTED = Request(kind="plan", plans=("bailu",))
BOTH = Request(kind="indicators")
RULES_ONLY = "全文由系统直接取自文件。"
SHORT = {"llm_first": 0.6, "llm_timeout": 2.0}
"""Patience of a client whose giving up is what is tested; all others wait as long as a test does."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with stocked(tmp_path_factory.mktemp("prose"), bailu=BAILU, qingchuan=QINGCHUAN) as library:
        yield library


@pytest.fixture
def parts_by(shelf: Library) -> Iterator[Callable[..., list[Part]]]:
    """The parts of a briefing by the model at an address."""
    opened = []

    def making(
        url: str, request: Request = WANTED, stop: threading.Event | None = None, **more: object
    ) -> list[Part]:
        values = {"llm_retries": 0, "llm_first": GIVE_UP, "llm_timeout": GIVE_UP, **more}
        llm = llm_of(Settings(llm_url=url, llm_model=CHAT, **values))  # type: ignore[arg-type]
        assert llm is not None
        opened.append(llm)
        writer = Writer(llm=llm, library=shelf, stop=stop or threading.Event())
        return list(written(compose(shelf, request, made=DAY), writer))

    yield making
    for llm in opened:
        llm.close()


def numbers_in(prompt: str) -> dict[str, str]:
    """First words of a clause -> its number in the prompt, the first one's where several begin alike."""
    found = list(re.finditer(r"^\[(\d+)\] 《.*\n原文：(.*)$", prompt, re.MULTILINE))
    return {m[2][:6]: m[1] for m in reversed(found)}


def saying(overview: str, lead: str = "") -> Callable[[Asked], Reply]:
    """A model that writes this where an overview or a lead is asked for, and mends nothing.

    {疫苗} becomes the mark of the clause with that word among its first.
    """

    def reply(request: Asked) -> Reply:
        if "写一段概述" in request.prompt:
            said = overview
        elif "放在这部分的开头" in request.prompt:
            said = lead
        else:
            return say("这句话改不了。")
        numbers = numbers_in(request.prompt)
        return say(
            re.sub(
                r"\{(.+?)\}", lambda m: f"[{next((n for w, n in numbers.items() if m[1] in w), 98)}]", said
            )
        )

    return reply


def sentences(briefing: Briefing, key: str = "overview") -> list[Paragraph]:
    return [b for b in section(briefing, key).blocks if isinstance(b, Paragraph) and b.origin == "written"]


def bare(briefing: Briefing) -> Briefing:
    """The briefing without what a model has written."""
    kept = tuple(
        replace(s, blocks=tuple(b for b in s.blocks if getattr(b, "origin", "") != "written"))
        for s in briefing.sections
    )
    return replace(briefing, sections=kept, wording=None)


GOOD = (
    "疾控科牵头抓好适龄儿童疫苗接种，接种率达到95%以上{适龄儿童}。"
    "新增普惠托位600个、建成社区托育点5个{新增普惠}。"
)


def test_right_sentences_come_in_with_notes_and_figures(
    parts_by: Callable[..., list[Part]], endpoint: Server, shelf: Library
) -> None:
    endpoint.script = saying(GOOD, "要建成社区托育点5个{新增普惠}。")
    *_, last = parts_by(endpoint.url)
    made, plain = last.briefing, brief(shelf, WANTED, made=DAY)
    first, second = sentences(made)
    assert first.text == "疾控科牵头抓好适龄儿童疫苗接种，接种率达到95%以上。"
    assert ([n.label for n in first.notes], [n.label for n in second.notes]) == (["一/1"], ["一/2"])
    assert [f.text for f in (*first.figures, *second.figures)] == ["95%以上", "600个", "5个"]
    assert (first.runs_on, second.runs_on) == (False, True)
    assert bare(made) == plain
    assert made.wording is not None
    assert (made.wording.model, made.wording.note) == (CHAT, "")
    assert made.wording.prompts[0].startswith("briefing/overview:")
    assert [f for f in made.figures if f not in plain.figures] == []
    assert len(sentences(made, "tasks/bailu/1")) == 1


def test_it_stands_behind_the_counts_and_says_whose_it_is(
    parts_by: Callable[..., list[Part]], endpoint: Server
) -> None:
    endpoint.script = saying(GOOD, "要建成社区托育点5个{新增普惠}。")
    made = parts_by(endpoint.url)[-1].briefing
    blocks = section(made, "overview").blocks
    assert [getattr(b, "origin", "") for b in blocks[:3]] == ["counted", "written", "written"]
    text = to_markdown(made)
    assert "标有【模型综述】的段落由模型（chat-1）根据所注条款写成" in text
    line = next(line for line in text.splitlines() if line.startswith("【模型综述】"))
    assert re.fullmatch(
        r"【模型综述】疾控科牵头.*95%以上。\[1\]新增普惠托位600个、.*5个。（综述据 6 条中的 5 条写成）\[5\]",
        line,
    )
    assert "模型综述" not in to_markdown(arranged(made, ["offices"]))
    document = Document(BytesIO(to_docx(made)))
    shown, *_ = [p for p in document.paragraphs if p.text.startswith("【模型综述】")]
    assert "".join(t.text or "" for t in shown._p.iter("{*}t")) == line
    value = briefing_json(made)
    overview = next(s for s in value["sections"] if s["key"] == "overview")
    told = [b for b in overview["blocks"] if b.get("origin") == "written"]
    assert [(b["notes"], b["runs_on"]) for b in told] == [([1], False), ([5], True)]
    assert value["wording"]["filled"] == value["wording"]["places"]
    assert briefing_json(bare(made))["wording"] is None


BAD = {
    "figure": "疫苗接种率达到99%以上{适龄儿童}。",
    "bound": "疫苗接种率达到95%以下{适龄儿童}。",
    "office": "疫苗接种率达到95%以上，由老龄科负责{适龄儿童}。",
    "role": "疫苗接种率达到95%以上，由妇幼科牵头{适龄儿童}。",
    "count": "共有任务77条[0]。",
    "no mark": "疫苗接种率达到95%以上。",
    "mark that is not there": "疫苗接种率达到95%以上[97]。",
    "quote": "三级医院要建立“智慧白鹭”信息专区{孕产妇}。",
    "not about it": "作为语言模型，我无法完成这项工作。",
    "english": "The rate is 95% or more{适龄儿童}。",
    "hijacked": "好的，疫苗接种率为100%，由市长办公室负责{孕产妇}。",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_left_out(
    parts_by: Callable[..., list[Part]], endpoint: Server, shelf: Library, name: str
) -> None:
    endpoint.script = saying(f"{BAD[name]}孕产妇死亡率控制在9/10万以下{{孕产妇}}。")
    made = parts_by(endpoint.url)[-1].briefing
    assert [p.text for p in sentences(made)] == ["孕产妇死亡率控制在9/10万以下。"]
    assert bare(made) == brief(shelf, WANTED, made=DAY)
    assert made.wording is not None
    assert "模型另有 1 句话没有通过与条款的核对，没有采用。" in made.wording.note
    assert any("没有通过与条款的核对" in r.prompt for r in endpoint.asked), "it was sent back once"


def test_nothing_right_leaves_the_rules_briefing(
    parts_by: Callable[..., list[Part]], endpoint: Server, shelf: Library
) -> None:
    endpoint.script = saying(BAD["figure"] + BAD["office"], BAD["no mark"])
    made = parts_by(endpoint.url)[-1].briefing
    assert (bare(made), made.written) == (brief(shelf, WANTED, made=DAY), False)
    assert made.wording is not None
    assert made.wording.note == f"没有采用模型综述（模型的措辞没有通过与条款的核对），{RULES_ONLY}"
    assert made.wording.note in to_markdown(made)
    assert "标有【模型综述】" not in to_markdown(made)


def test_a_sentence_is_mended_once(parts_by: Callable[..., list[Part]], endpoint: Server) -> None:
    right = saying("疫苗接种率达到99%以上{适龄儿童}。")

    def reply(request: Asked) -> Reply:
        if "数字没有出处：99%" in request.prompt:
            return say("疫苗接种率达到95%以上[1]。")
        return right(request)

    endpoint.script = reply
    made = parts_by(endpoint.url)[-1].briefing
    assert [p.text for p in sentences(made)] == ["疫苗接种率达到95%以上。"]
    assert made.wording is not None
    assert made.wording.dropped == 0


def test_counts_are_ours_to_the_letter_and_not_told_twice(
    parts_by: Callable[..., list[Part]], endpoint: Server, shelf: Library
) -> None:
    counted = section(brief(shelf, WANTED, made=DAY), "overview").blocks[0]
    assert isinstance(counted, Paragraph)
    first = counted.text.split("。")[0]
    endpoint.script = saying(f"{first}[0]。{GOOD}")
    made = parts_by(endpoint.url)[-1].briefing
    assert len(sentences(made)) == 2
    assert made.wording is not None
    assert made.wording.dropped == 0


FAULTS: dict[str, tuple[Reply, str]] = {
    "500": (fault(500), "出错"),
    "401": (fault(401), "密钥"),
    "page": (page(503), ""),
    "silence": (Reply(text="疫苗", wait=NEVER), ""),
    "hush": (Reply(chunks=("疫苗接种率达到95%以上[1]。", "新增"), hush=1), ""),
    "cut": (Reply(chunks=("疫苗接种率达到95%以上[1]。", "新增"), cut=1), ""),
    "empty": (say(""), ""),
    "malformed": (Reply(raw="data: {oops\n\n"), ""),
    "thoughts only": (say("<think>也许是99%。</think>"), ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_leaves_the_rules_briefing_and_one_line(
    parts_by: Callable[..., list[Part]], endpoint: Server, shelf: Library, name: str
) -> None:
    endpoint.script, said = FAULTS[name]
    grown = parts_by(endpoint.url, **(SHORT if name in ("silence", "hush") else {}))
    made = grown[-1].briefing
    assert (grown[-1].done, grown[-1].doing) == (grown[-1].total, "")
    assert bare(made) == brief(shelf, WANTED, made=DAY)
    assert not made.written
    assert made.wording is not None
    assert made.wording.note.startswith("没有采用模型综述（")
    assert said in made.wording.note
    if name != "empty" and name != "thoughts only":
        assert len(endpoint.asked) == 1, "an endpoint that fails is not asked for the next place"


def test_nobody_there(parts_by: Callable[..., list[Part]]) -> None:
    wording = parts_by(nobody())[-1].briefing.wording
    assert wording is not None
    assert "连不上" in wording.note


def test_what_was_written_before_a_fault_stays(parts_by: Callable[..., list[Part]], endpoint: Server) -> None:
    right = saying(GOOD)
    endpoint.script = lambda asked: right(asked) if "写一段概述" in asked.prompt else fault(500)
    made = parts_by(endpoint.url, BOTH)[-1].briefing
    assert len(sentences(made)) == 2
    assert made.wording is not None
    assert made.wording.note.startswith("模型综述只写成 1 处（")


def test_stopping_ends_the_call(
    parts_by: Callable[..., list[Part]], endpoint: Server, shelf: Library
) -> None:
    """In the middle of a reply that does not end by itself."""
    stop = threading.Event()

    def stopped(_: Asked) -> Reply:
        stop.set()
        return Reply(chunks=("疫苗接种率",) * 100_000, pace=0.1)

    endpoint.script = stopped
    made = parts_by(endpoint.url, stop=stop)[-1].briefing
    assert bare(made) == brief(shelf, WANTED, made=DAY)
    assert made.wording is not None
    assert "已停止" in made.wording.note
    assert endpoint.asked[-1].gone.wait(GIVE_UP)


def test_the_rules_briefing_is_whole_before_the_model_is_asked(shelf: Library, endpoint: Server) -> None:
    llm = llm_of(Settings(llm_url=endpoint.url, llm_model=CHAT))
    assert llm is not None
    growing = written(compose(shelf, WANTED, made=DAY), Writer(llm=llm, library=shelf))
    total = next(growing).total
    for part in growing:
        assert part.total == total
        assert part.done < part.total
        if part.done == total - 1:
            break
    assert part.briefing == brief(shelf, WANTED, made=DAY)
    assert endpoint.requests == []
    growing.close()
    llm.close()


def test_what_a_plan_tells_its_reader_to_do_reaches_no_model(
    parts_by: Callable[..., list[Part]], endpoint: Server
) -> None:
    endpoint.script = saying(GOOD)
    made = parts_by(endpoint.url)[-1].briefing
    assert all(INJECTION not in r.prompt for r in endpoint.asked)
    assert sentences(made)[-1].aside == "综述据 6 条中的 5 条写成"
    assert INJECTION[:12] in to_markdown(made), "the list has every clause"


@pytest.mark.parametrize("temper", TEMPERS)
def test_no_temper_of_a_model_brings_in_what_no_clause_says(corpus: Assistant, temper: str) -> None:
    writer = Writer(llm=Llm(model=ScriptedModel(temper)), library=corpus.library)
    for request in (Request(kind="office", units=("疾控科",)), Request(kind="indicators")):
        *_, last = written(compose(corpus.library, request, made=DAY), writer)
        assert bare(last.briefing) == brief(corpus.library, request, made=DAY)
        for part in parts(last.briefing):
            if isinstance(part, Paragraph) and part.origin == "written":
                rows = [corpus.library.clause(n.plan, n.label) for n in part.notes]
                around = " ".join((*(n.reference for n in part.notes), *(r.text for r in rows)))
                assert digits(part.text) <= digits(around)
                assert not re.search("航天|密钥|市长", part.text)
        if temper in ("faithful", "paraphrasing"):
            assert last.briefing.written


def test_leads_stand_where_sections_are_long_and_not_told_yet(
    parts_by: Callable[..., list[Part]], endpoint: Server
) -> None:
    endpoint.script = saying(GOOD, "疫苗接种率达到95%以上{适龄儿童}。")
    made = parts_by(endpoint.url, BOTH)[-1].briefing
    assert [s.key for s in made.sections if sentences(made, s.key)] == ["overview", "targets/bailu"]
    office = parts_by(endpoint.url, Request(kind="office", units=("老龄科",)))[-1].briefing
    assert office.wording is None, "one task needs no summary"
    assert places(made)
    assert places(replace(made, kind="changes")) == ()
