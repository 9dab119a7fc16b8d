"""Words of Chinese text: what is kept together for one question is taken apart as ever for the next."""

from __future__ import annotations

import jieba.posseg
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.grammar.segmentation import classes_of, is_word, words, words_beside


def test_words_kept_together_leave_the_dictionary_as_it_is() -> None:
    text = "推进老年友善医院建设"
    before = words(text)
    assert "老年友善医院" not in before
    assert words_beside(text, frozenset(("老年友善医院", "老年"))) == ["推进", "老年友善医院", "建设"]
    assert words(text) == before
    assert words_beside(text, frozenset()) == before


def test_words_known_to_one_call_are_known_to_no_other() -> None:
    text = "深化家庭医生签约服务"
    before, classes = words(text), classes_of(text)
    assert "家庭医生签约服务" in words(text, frozenset({"家庭医生签约服务"}))
    assert words(text) == before
    assert classes_of(text) == classes
    assert not is_word("家庭医生签约服务")


@given(
    st.text(
        st.sampled_from(
            "推进老年友善医院建设县卫生健康委牵头和中华人民共和国的第12条0.5%，。 （a\nBT恤+#&_-龠𠀀\r鿕鿖é"
        )
    )
)
@example("T恤衫A股abc的B超12.5%")
@example("\r\n 县民政局\n")
@example("")
def test_classes_are_those_of_the_segmenter_it_stands_for(text: str) -> None:
    theirs = jieba.posseg.cut(text, HMM=False)
    assert classes_of(text) == tuple((word.word, word.flag) for word in theirs)
