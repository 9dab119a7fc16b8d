"""A model in a folder: taken as it is published, refused where something is missing, and never looked for
elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.embedders import Embedder
from ingest.embedding.onnx import OnnxEmbedder
from ingest.errors import PlanError
from tests.conftest import ROOT
from tests.ingest.embedder_contract import EmbedderContract
from tests.ingest.tiny_model import SIZE, write_model
from tests.waiting import GIVE_UP


class TestOnnxEmbedder(EmbedderContract):
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _folder(cls, tmp_path_factory: pytest.TempPathFactory) -> None:
        cls.folder = write_model(tmp_path_factory.mktemp("models") / "tiny-zh")

    def make(self) -> Embedder:
        return OnnxEmbedder(self.folder)


WAYS = {
    "mean": {"pooling": "pooling_mode_mean_tokens"},
    "first word": {"pooling": "pooling_mode_cls_token"},
    "last word": {"pooling": "pooling_mode_lasttoken"},
    "a whole text beside the words": {"sentence": True},
    "a whole text and nothing said of pooling": {"sentence": True, "pooling": None},
    "the whole text alone": {"pooled": True},
    "the whole text alone and nothing said": {"pooled": True, "pooling": None},
    "further steps inside the network": {"sentence": True, "steps": ("Transformer", "Pooling", "Dense")},
    "below onnx/": {"file": "onnx/model.onnx"},
    "under another name": {"file": "model_quantized.onnx"},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_folders_as_they_are_published(tmp_path: Path, way: dict[str, object]) -> None:
    embedder = OnnxEmbedder(write_model(tmp_path / "model", **way))  # type: ignore[arg-type]
    rows = embedder.embed_passages(["接种率", "新增托位", "接种率"])
    assert rows.shape == (3, SIZE)
    assert rows[0] == pytest.approx(rows[2], abs=1e-6)


def test_pooling_is_that_of_the_folder(tmp_path: Path) -> None:
    """By first and last word, which are the same marks in every text, all texts are one."""
    for pooling, alike in (("pooling_mode_mean_tokens", False), ("pooling_mode_cls_token", True)):
        embedder = OnnxEmbedder(write_model(tmp_path / pooling, pooling=pooling))
        first, second = embedder.embed_passages(["接种率", "新增托位"])
        assert (float(first @ second) > 0.999) is alike


REFUSED = {
    "no folder": (lambda folder: shutil.rmtree(folder), "没有 .onnx"),
    "no network": (lambda folder: (folder / "model.onnx").unlink(), "没有 .onnx"),
    "no tokenizer": (lambda folder: (folder / "tokenizer.json").unlink(), "缺少 tokenizer.json"),
    "no settings of the tokenizer": (lambda folder: (folder / "tokenizer_config.json").unlink(),
        "tokenizer_config"),
    "nothing said of pooling": (lambda folder: shutil.rmtree(folder / "1_Pooling"), "1_Pooling"),
    "pooling of another kind": (
        lambda folder: write_model(folder, pooling="pooling_mode_weightedmean_tokens"), "不支持的合成方式",
    ),
    "a further step": (lambda folder: write_model(folder, steps=("Transformer", "Pooling", "Dense")),
        "Dense"),
    "rubbish for a network": (lambda folder: (folder / "model.onnx").write_bytes(b"rubbish"), "载入失败"),
    "rubbish for a tokenizer": (lambda folder: (folder / "tokenizer.json").write_text("{"), "载入失败"),
    "rubbish for pooling": (lambda folder: (folder / "1_Pooling/config.json").write_text("{"), "读不了"),
    "several networks": (
        lambda folder: (
            (folder / "model.onnx").rename(folder / "a.onnx") and (folder / "b.onnx").write_bytes(b"")
        ),
        "a.onnx、b.onnx",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_missing_is_named(tmp_path: Path, damage, said: str) -> None:  # type: ignore[no-untyped-def]
    folder = write_model(tmp_path / "model")
    damage(folder)
    with pytest.raises(PlanError, match=said) as told:
        OnnxEmbedder(folder).embed_query("接种率")
    assert str(tmp_path) in str(told.value)
    assert told.value.remedy


def test_one_of_several_may_be_named(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model", file="a.onnx")
    write_model(folder, file="b.onnx", seed=2)
    first, second = (OnnxEmbedder(folder / name) for name in ("a.onnx", "b.onnx"))
    assert first.name != second.name
    assert float(first.embed_query("接种率") @ second.embed_query("接种率")) < 0.9


def test_the_name_is_of_what_is_in_the_folder(tmp_path: Path) -> None:
    here, there = (write_model(tmp_path / name) for name in ("here", "there"))
    other = write_model(tmp_path / "other" / "here", seed=2)
    pooled = write_model(tmp_path / "pooled" / "here", pooling="pooling_mode_cls_token")
    names = [OnnxEmbedder(folder).name for folder in (here, there, other, pooled)]
    assert names[0] == names[1]
    assert len(set(names)) == 3
    assert OnnxEmbedder(here, query_prefix="查询：").name != names[0]


def test_prefixes_are_put_before(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model")
    plain, led = OnnxEmbedder(folder), OnnxEmbedder(folder, query_prefix="查询：", passage_prefix="文：")
    assert led.embed_query("托位") == pytest.approx(plain.embed_query("查询：托位"), abs=1e-6)
    assert led.embed_passages(["托位"]) == pytest.approx(plain.embed_passages(["文：托位"]), abs=1e-6)
    assert not led.embed_passages([" "]).any()


def test_a_text_is_cut_where_the_tokenizer_says(tmp_path: Path) -> None:
    embedder = OnnxEmbedder(write_model(tmp_path / "model", longest=6))
    long, cut = embedder.embed_passages(["接种率达到九成", "接种率达"])
    assert long == pytest.approx(cut, abs=1e-6)


def test_nothing_is_looked_for_elsewhere(tmp_path: Path) -> None:
    """In a process of its own, that no cache and no setting of this one helps: no name is looked up, nothing
    is connected to.
    """
    folder = write_model(tmp_path / "model")
    code = (
        "import sys\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append((event, args)) "
        "if event.startswith('socket.') else None)\n"
        "from pathlib import Path\n"
        "from ingest.embedding.onnx import OnnxEmbedder\n"
        "assert OnnxEmbedder(Path(sys.argv[1])).embed_passages(['接种率']).any()\n"
        "calls = [s for s in seen if s[0] in ('socket.connect', "
        "'socket.getaddrinfo', 'socket.gethostbyname', 'socket.sendto')]\n"
        "assert not calls, calls\n"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
    env |= {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, timeout=GIVE_UP, env=env)


def test_making_one_loads_nothing(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model")
    code = (
        "import sys\nfrom pathlib import Path\nfrom ingest.embedding.onnx import OnnxEmbedder\n"
        "assert OnnxEmbedder(Path(sys.argv[1])).name\n"
        "assert not {'fastembed', 'onnxruntime', 'tokenizers'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, timeout=GIVE_UP, cwd=ROOT)


def test_without_the_extra_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastembed", None)
    with pytest.raises(PlanError, match=r"plans\[onnx\]"):
        OnnxEmbedder(write_model(tmp_path / "model")).embed_query("托位")


def test_vectors_that_are_no_numbers_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = OnnxEmbedder(write_model(tmp_path / "model"))
    embedder.embed_query("托位")
    monkeypatch.setattr(type(embedder._model), "embed", lambda *_, **__: iter([np.full(SIZE, np.nan)]))
    with pytest.raises(PlanError, match="非数值"):
        embedder.embed_query("托位")
