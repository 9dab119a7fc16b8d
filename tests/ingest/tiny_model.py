"""A sentence embedding model of a few kilobytes, in the files that real ones come in: a table of word vectors
as ONNX network, a tokenizer that takes each character for a word, and what sentence-transformers says of
pooling."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np

SIZE = 48
WORDS = 2000
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_CHARACTERS = "疫苗接种率达到以上新增托位个住院分娩建设安宁疗护病区海西临河市查询文："


def write_model(
    folder: Path,
    *,
    pooling: str | None = "pooling_mode_mean_tokens",
    sentence: bool = False,
    pooled: bool = False,
    steps: tuple[str, ...] = ("Transformer", "Pooling"),
    longest: int = 64,
    seed: int = 1,
    file: str = "model.onnx",
) -> Path:
    """`sentence`: a second output for the whole text; `pooled`: that is the only one. Another `seed` is
    another model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_tokenizer(folder, longest)
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_bytes(_network(sentence=sentence or pooled, words=not pooled, seed=seed))
    modules = [{"idx": n, "type": f"sentence_transformers.models.{step}"} for n, step in enumerate(steps)]
    _write(folder / "modules.json", modules)
    _write(folder / "config.json", {"hidden_size": SIZE})
    if pooling is not None:
        (folder / "1_Pooling").mkdir(exist_ok=True)
        modes = {"pooling_mode_cls_token": False, "pooling_mode_mean_tokens": False, pooling: True}
        _write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": SIZE, **modes})
    return folder


def _network(*, sentence: bool, words: bool, seed: int) -> bytes:
    """A word's vector is looked up; a text's is the sum of those of its words, padding left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from onnx import TensorProto, helper, numpy_helper
    table = np.random.default_rng(seed).normal(size=(WORDS, SIZE)).astype(np.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    outputs = [
        helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "words", SIZE])
    ]
    constants = [numpy_helper.from_array(table, "table")]
    if sentence:
        constants.append(numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"))
        constants.append(numpy_helper.from_array(np.array([2], dtype=np.int64), "last"))
        nodes += [
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
            helper.make_node("Mul", ["last_hidden_state", "column"], ["shown"]),
            helper.make_node("ReduceSum", ["shown", "axis"], ["sentence_embedding"], keepdims=0),
        ]
        whole = helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", SIZE])
        outputs = [*outputs, whole] if words else [whole]
    names = ["input_ids", "attention_mask"] if sentence else ["input_ids"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "words"]) for name in names]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    opset = [helper.make_opsetid("", 17)]
    data: bytes = helper.make_model(graph, opset_imports=opset, ir_version=9).SerializeToString()
    return data


def _write_tokenizer(folder: Path, longest: int) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    characters = [*_CHARACTERS, *(chr(n) for n in range(0x21, 0x7F))]
    words = {word: n for n, word in enumerate(dict.fromkeys((*_SPECIAL, *characters)))}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(pattern="", behavior="isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", words["[CLS]"]), ("[SEP]", words["[SEP]"])]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    _write(folder / "tokenizer_config.json", {"model_max_length": longest, "pad_token": "[PAD]"})


def _write(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value), "utf-8")
