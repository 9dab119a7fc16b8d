"""The words of a question that a clause must have, against a small library's vocabulary."""

from __future__ import annotations

import pytest

from assistant.retrieval.lexicon import fold, load_lexicon
from assistant.retrieval.words import terms_of

PASSAGES = (
    "居民健康素养水平提高到30%以上",
    "以乡镇为单位疫苗接种率保持在90%以上",
    "65岁以上老年人健康管理率达到72%",
    "公立医院医疗服务收入占比达到31%",
    "互联网医院达到4家，电子病历4级以上",
    "省科技厅科研项目3-5项",
    "新增护理院1家，新建养老机构8家",
    "96123热线全天接听",
)


class Passages:
    """What a lexical index tells of these passages."""

    def frequency(self, term: str) -> int:
        return sum(term in fold(passage) for passage in PASSAGES)

    def beginning_with(self, prefix: str) -> tuple[str, ...]:
        folded = [fold(passage) for passage in PASSAGES]
        pairs = {text[i : i + 2] for text in folded for i in range(len(text) - 1)}
        return tuple(sorted(pair for pair in pairs if pair.startswith(prefix)))

    def holding(self, phrase: str) -> int:
        return int(all(self.frequency(phrase[i : i + 2]) for i in range(len(phrase) - 1)))

    def size(self) -> int:
        return len(PASSAGES)


def terms(question: str) -> list[str]:
    lexicon = load_lexicon()
    return [term.text for term in terms_of(lexicon.plain(fold(question)), lexicon, Passages())[0]]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("俺们这的居民健康素养水平必须提到几多", ["居民", "健康素养水平"]),
        ("流感疫苗接种率", ["疫苗", "流感", "接种率"]),
        ("65岁以上老年人健康管理率", ["65岁", "老年人", "健康", "管理率"]),
        ("公立医院药占比", ["公立医院", "药占比"]),
        ("互连网医院几家", ["互联网", "医院"]),
        ("省科技厅的科研项目报几项", ["科技厅", "科研项目"]),
        ("千人口床位数", ["千人", "床位数"]),
        ("要新建多少家养老机构", ["新建", "养老机构"]),
        ("产前筛查率", ["产前", "筛查率"]),
        ("术后随访率", ["术后", "随访率"]),
        ("园外活动办几次", ["园外", "活动"]),
        ("托位建多少个", ["托位"]),
        ("多少天内要归还图书", ["归还", "图书"]),
        ("健康促进县建几个", ["健康", "促进县"]),
    ],
)
def test_words(question: str, wanted: list[str]) -> None:
    assert terms(question) == wanted


def test_a_number_in_words_is_found_in_digits_too() -> None:
    found, _ = terms_of("电子病历四级", load_lexicon(), Passages())
    assert next(t for t in found if t.text == "四级").variants == ("4级",)


@pytest.mark.parametrize(
    ("question", "telling"),
    [
        ("流感疫苗接种率是多少", {"流感", "疫苗"}),
        ("新建多少家托老所和食堂", {"食堂"}),  # 多少家 counts them, and does not ask what they are
        ("食堂覆盖哪些场所", {"食堂"}),
        ("要创建哪个全国疫苗先进称号", {"疫苗"}),  # what is asked for is its kind
        ("食堂建设的总投资是多少", {"食堂", "投资"}),
        ("市县医院由谁督导", {"医院"}),
        ("健康会商会一年几次", set()),  # 会商 and 商会 are both words
    ],
)
def test_names_of_things_tell_what_is_asked_for(question: str, telling: set[str]) -> None:
    found, _ = terms_of(fold(question), load_lexicon(), Passages())
    assert {term.text for term in found if term.tells} == telling


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("96123热线谁接听", True),
        ("96124热线谁接听", False),
        ("补助96123元吗", False),
    ],
)
def test_a_line_is_called_by_its_number(question: str, named: bool) -> None:
    assert any(term.isdigit() for term in terms(question)) == named
