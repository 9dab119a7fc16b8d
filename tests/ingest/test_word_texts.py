"""Texts of our own as Word files with automatic numbers: the plan is that of the text; damaged files are
refused or read, and nothing else.
"""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError
from ingest.identity import twins
from ingest.load import load
from ingest.model import Plan
from ingest.pipeline import READER_VERSION, parse
from ingest.readers import package
from ingest.readers.options import PackageOptions
from ingest.store.library import Library
from tests.word_files import numbered

TEXTS = {
    "key points": """临河市2031年绿道工作要点
为做好2031年绿道工作，制定本要点。
一、工作目标
1.新建绿道3公里以上，绿道总长达到120公里。
2.驿站完好率达到95%，投诉下降3个百分点。
二、重点任务
（一）建好绿道
3.遴选5-10个村开展试点。（责任单位：市绿道办、市林业站）
4.年底前建成驿站8座。（牵头单位：市驿站科；配合单位：市财政局）
（二）管好绿道
5.每月巡查不少于2次。（责任单位：市绿道办）
三、保障措施
1.市财政局安排经费300万元。
2.市绿道办每季度通报一次。""",
    "scheme": """河湾县2030年节水实施方案
一、总体要求
到2030年底，万元产值用水量比2025年下降16%。
二、主要任务
（一）推进农业节水
1、改造灌区2万亩。责任单位：县水务局
2、推广滴灌5000亩。责任单位：县农技中心
（二）推进城镇节水
（1）更换管网12公里。
（2）漏损率控制在9%以内。
①排查老旧小区。
②更换水表3000只。
三、组织领导
县水务局牵头，县住建局配合，共同抓好落实。""",
    "rules": """云岭市绿道管理办法
第一章 总则
第一条 为加强绿道管理，制定本办法。
第二条 本办法适用于云岭市行政区域内的绿道。
第二章 管理
第三条 市绿道办负责绿道的日常管理，每年检查不少于4次。
第四条 有下列情形之一的，由市绿道办责令改正：
（一）占用绿道的；
（二）损坏设施的。
第三章 附则
第五条 本办法自2031年5月1日起施行。""",
    "tables": """西桥县2029年养老服务任务分解表
一、总体安排
全年建成养老驿站25个。
二、任务分解
|序号|任务|责任单位|完成时限|
|1|新建驿站15个|县民政局|6月底|
|2|改造驿站10个|县住建局|9月底|
|3|培训护理员300人|县人社局|12月底|
三、工作要求
各单位每月25日前报送进展。""",
    "restarts": """海西市2028年校园安全行动计划
一、专项行动
1.食品安全行动。学校食堂明厨亮灶覆盖率达到100%。（责任单位：市教育局）
2.交通安全行动。护学岗设置率达到90%以上。（责任单位：市公安局）
二、能力提升
1.配备安全员200名。（责任单位：市教育局）
2.开展演练不少于2次。（责任单位：各学校）
3.心理咨询室覆盖率达到85%。（责任单位：市卫生健康委）
三、督导检查
1.每学期督导1次。（责任单位：市教育督导室）""",
}


def read_of(plan: Plan) -> object:
    clauses = [(c.label, c.units, c.unit_role, c.leaders) for c in plan.clauses]
    targets = [(t.clause, t.indicator, t.value, t.unit, t.comparator, t.deadline) for t in plan.targets]
    return plan.title, plan.region, plan.year, clauses, targets


def as_text(text: str) -> bytes:
    """A pipe table says by a delimiter row that it is one."""
    lines: list[str] = []
    for line in text.split("\n"):
        heads = line.startswith("|") and not (lines and lines[-1].startswith("|"))
        lines += [line, "|---" * (line.count("|") - 1) + "|"] if heads else [line]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_word_file_is_the_plan_of_its_text(text: str) -> None:
    plan = parse(as_text(text), "a.txt")
    assert len(plan.clauses) > 4
    assert read_of(parse(numbered(text), "a.docx")) == read_of(plan)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(list(TEXTS)), st.sets(st.integers(0, 14)))
def test_it_is_so_whichever_numbers_were_typed(name: str, typed: set[int]) -> None:
    """Word takes typed numbers for words: a list then begins where the next automatic one says."""
    text = TEXTS[name]
    plan = parse(as_text(text), "a.txt")
    assert read_of(parse(numbered(text, typed=typed), "a.docx")) == read_of(plan)


def test_both_are_one_plan_in_the_library(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = TEXTS["key points"]
    (tmp_path / "一稿.docx").write_bytes(numbered(text))
    (tmp_path / "二稿.txt").write_bytes(as_text(text))
    with Library.open(tmp_path / "home", None, reader=READER_VERSION) as library:
        reports = list(load(library, [tmp_path / "一稿.docx", tmp_path / "二稿.txt"]))
        assert [r.outcome for r in reports] == ["new", "rendition"]
        assert len(library.plans()) == 1
        assert twins(parse(numbered(text), "三稿.docx"), library.plans()) == [library.plans()[0].id]


def test_damaged_files_are_refused_or_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "PACKAGE", PackageOptions(part=3_000_000, small=3_000_000))
    chance = random.Random(20311129)
    sound = [numbered(text) for text in TEXTS.values()]
    refusals: list[IngestError] = []
    for _ in range(300):
        data = _mutated(chance.choice(sound), chance)
        try:
            parse(data, "a.docx")
        except IngestError as error:
            refusals.append(error)
    assert [str(e) for e in refusals if not e.remedy or "程序出了错" in e.message] == []
    assert 20 < len(refusals) < 280


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes of the archive changed, or those of one of its parts, or its tags cut, doubled and swapped."""
    way = chance.randrange(4)
    if way == 0:
        return _changed(data, chance)
    if way == 1:
        return data[: chance.randrange(len(data))]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([one for one in parts if one.startswith("word/")])
    parts[name] = _changed(parts[name], chance) if way == 2 else _swapped(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, inside in parts.items():
            archive.writestr(one, inside)
    return out.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _swapped(data: bytes, chance: random.Random) -> bytes:
    """Whole tags left out, doubled, given other numbers: mostly still XML."""
    pieces = data.replace(b">", b">\0").split(b"\0")
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(pieces))
        if pieces[at].endswith(b"/>"):
            pieces[at] = chance.choice(
                [b"", pieces[at] * 2, chance.choice(pieces), pieces[at][:-2] + b' w:x="9"/>']
            )
        else:
            pieces[at] = pieces[at].replace(
                b'w:val="', chance.choice([b'w:val="-', b'w:val="999', b'w:vel="'])
            )
    return b"".join(pieces)
