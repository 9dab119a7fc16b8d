"""A sentence embedding model in a folder of this machine, run by fastembed on onnxruntime; nothing is ever
downloaded.

In: the folder as it is published: an .onnx file, `tokenizer.json`, `tokenizer_config.json`, and
sentence-transformers' `1_Pooling/config.json`, which says how the vectors of the words become one of the
text. Out: an embedder. What a folder leaves open is refused and not guessed: wrong pooling gives vectors that
look right and find less. Where the network has an output `sentence_embedding`, or a first output of one
vector a text, that is taken and nothing is pooled.

A folder's name says little about what is in it, so the model's name is a digest: of the sizes of its files,
of the small ones whole and of pieces of the large ones, which tells two trainings of one network apart in
milliseconds. A text longer than the tokenizer's limit is cut there, as the model was trained.

fastembed is an extra (`pip install "plans[onnx]"`). The only module that knows it; it is imported where it is
used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from ingest.embedding.embedders import Parts, Recipe, Vectors, around_blanks, normalised, stacked
from ingest.errors import EmbeddingError

BATCH = 32
"""Texts that go through the network at once; each takes as long as the longest of them."""
_USUAL = ("model.onnx", "onnx/model.onnx")
_NEEDED = ("tokenizer.json", "tokenizer_config.json")
_POOLING, _MODULES = "1_Pooling/config.json", "modules.json"
_POOLED = {
    "pooling_mode_cls_token": "CLS",
    "pooling_mode_mean_tokens": "MEAN",
    "pooling_mode_lasttoken": "LAST_TOKEN",
}
"""sentence-transformers' word -> fastembed's."""
_KNOWN = ("Transformer", "Pooling", "Normalize")
"""The steps of a model that are done here; what a further one does is in no .onnx file of word vectors."""
_WHOLE_TEXT = "sentence_embedding"
_PIECES, _PIECE = 64, 65_536
"""Of a file larger than all pieces together, so many, each of so many bytes, are digested."""
_REGISTRY = Lock()
"""fastembed's list of models is one for the process."""


class OnnxEmbedder:
    """Loads the model when the first vector is asked for. May be shared by threads."""

    def __init__(self, path: Path, *, query_prefix: str = "", passage_prefix: str = "") -> None:
        """`path` is the folder, or the .onnx file where the folder has several. Raises EmbeddingError where
        something is missing.
        """
        self._file = _model_file(path)
        self._folder = _folder_of(self._file)
        self.recipe = Recipe(
            kind="onnx",
            model=_digest(self._file, self._folder),
            query_prefix=query_prefix,
            passage_prefix=passage_prefix,
            folder=str(path),
        )
        self._loading = Lock()

    @property
    def name(self) -> str:
        return self.recipe.name

    @cached_property
    def dimensions(self) -> int:
        return len(self.embed_query("规划"))

    def in_parts(self, texts: Sequence[str]) -> Parts:
        for start in range(0, len(texts), BATCH):
            yield self._with(self.recipe.passage_prefix, texts[start : start + BATCH])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return stacked(self.in_parts(texts), texts, lambda: self.dimensions)

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self._with(self.recipe.query_prefix, [text])[0]
        return row

    def _with(self, prefix: str, texts: Sequence[str]) -> Vectors:
        return around_blanks(
            texts, lambda worded: self._rows([prefix + text for text in worded]), lambda: self.dimensions
        )

    def _rows(self, texts: Sequence[str]) -> Vectors:
        model = self._loaded()
        try:
            rows = np.stack(list(model.embed(list(texts), batch_size=BATCH))).astype(np.float32)
        except Exception as exc:
            raise self._unusable(f"计算向量时出错（{exc}）") from exc
        if rows.ndim != 2 or not np.isfinite(rows).all():
            raise self._unusable("给出的不是向量，或含有非数值")
        return normalised(rows)

    def _loaded(self) -> Any:
        with self._loading:
            return self._model

    @cached_property
    def _model(self) -> Any:
        try:
            from fastembed import TextEmbedding
        except ImportError as exc:
            remedy = "请运行 pip install fastembed，或安装本程序时写 plans[onnx]"
            raise EmbeddingError("使用本地嵌入模型需要 fastembed，现在没有安装", remedy=remedy) from exc
        pooling = _pooling(self._folder)
        try:
            model = _open(TextEmbedding, self._file, self._folder, self.name, pooling or "DISABLED", None)
            outputs = {output.name: len(output.shape) for output in model.model.model.get_outputs()}
            first = next(iter(outputs))
            whole = _WHOLE_TEXT if outputs.get(_WHOLE_TEXT) == 2 else first if outputs[first] == 2 else None
            if whole is not None and (pooling is not None or whole != first):
                model = _open(TextEmbedding, self._file, self._folder, self.name, "DISABLED", whole)
        except Exception as exc:
            raise self._unusable(f"载入失败（{exc}）") from exc
        if whole is None:
            self._check_steps(pooling)
        return model

    def _check_steps(self, pooling: str | None) -> None:
        """Raises EmbeddingError where word vectors come out and it is not known how the text's is made of
        them.
        """
        if pooling is None:
            raise self._unusable(
                f"没有 {_POOLING}，不知道怎样由词的向量得出整段的向量", "请从模型发布处把它一并复制来"
            )
        kinds = [
            str(step.get("type", "")).rpartition(".")[2] for step in _json(self._folder / _MODULES) or ()
        ]
        further = [kind for kind in kinds if kind not in _KNOWN]
        if further:
            remedy = "请换用带有 sentence_embedding 输出的 .onnx 文件"
            raise self._unusable(f"模型还有 {'、'.join(further)} 这一步，不在 .onnx 文件里", remedy)

    def _unusable(self, why: str, remedy: str = "请确认文件夹完整，且是句向量模型") -> EmbeddingError:
        return EmbeddingError(f"本地嵌入模型不可用：{why}", file=str(self._file), remedy=remedy)


def _open(kind: Any, file: Path, folder: Path, name: str, pooling: str, output: str | None) -> Any:
    """The model as fastembed's, under a name of its own for each way of taking its output."""
    from fastembed.common.model_description import ModelSource, PoolingType

    inside = file.relative_to(folder).as_posix()
    name = f"{name} {inside} {pooling} {output}"
    with _REGISTRY:
        if not any(model["model"] == name for model in kind.list_supported_models()):
            kind.add_custom_model(
                model=name,
                pooling=PoolingType(pooling),
                normalization=False,
                sources=ModelSource(hf="none/none"),  # asked for, and not used with a path
                dim=0,
                model_file=inside,
                output_name=output,
            )
    return kind(
        name,
        specific_model_path=str(folder),
        local_files_only=True,
        providers=["CPUExecutionProvider"],
    )


def _model_file(path: Path) -> Path:
    """Raises EmbeddingError where there is none, or there are several and none is called as usual."""
    if path.is_file() and path.suffix == ".onnx":
        return path
    found = [path / name for name in _USUAL if (path / name).is_file()]
    found = found or sorted([*path.glob("*.onnx"), *path.glob("onnx/*.onnx")])
    if not found:
        remedy = (
            "应为模型的文件夹，含 model.onnx、tokenizer.json、tokenizer_config.json、1_Pooling/config.json"
        )
        raise EmbeddingError("没有 .onnx 模型文件", file=str(path), remedy=remedy)
    if len(found) > 1 and found[0].name != "model.onnx":
        names = "、".join(str(file.relative_to(path)) for file in found)
        raise EmbeddingError(f"有多个模型文件（{names}）", file=str(path), remedy="请写明是其中哪一个文件")
    return found[0]


def _folder_of(file: Path) -> Path:
    """Where the tokenizer lies: beside the model, or one above. Raises EmbeddingError where it is not
    there.
    """
    for folder in (file.parent, file.parent.parent):
        if all((folder / name).is_file() for name in _NEEDED):
            return folder
    missing = "、".join(name for name in _NEEDED if not (file.parent / name).is_file())
    raise EmbeddingError(
        f"缺少 {missing}", file=str(file.parent), remedy="请从模型发布处把分词器的文件一并复制来"
    )


def _pooling(folder: Path) -> str | None:
    """Raises EmbeddingError for an unknown way, or several at once."""
    said = _json(folder / _POOLING)
    if not isinstance(said, Mapping):
        return None
    modes = [key for key, value in said.items() if key.startswith("pooling_mode_") and value is True]
    if len(modes) != 1 or modes[0] not in _POOLED:
        names = "、".join(modes) or "没有写明"
        raise EmbeddingError(
            f"不支持的合成方式（{names}）",
            file=str(folder / _POOLING),
            remedy="支持 cls、mean、lasttoken 之一",
        )
    return _POOLED[modes[0]]


def _json(file: Path) -> Any:
    """None where the file is not there. Raises EmbeddingError where it cannot be read."""
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as exc:
        raise EmbeddingError(f"读不了（{exc}）", file=str(file), remedy="请重新复制这个文件") from exc


def _digest(file: Path, folder: Path) -> str:
    """Of the network, its weights beside it, the tokenizer and the pooling; the same wherever the folder
    lies.
    """
    beside = (
        p for p in file.parent.iterdir() if p.suffix != ".onnx" and (p.stem == file.stem or "data" in p.name)
    )
    parts = [file, *sorted(beside), *(folder / name for name in (*_NEEDED, _POOLING, _MODULES))]
    whole = hashlib.sha256()
    for part in (part for part in parts if part.is_file()):
        size = part.stat().st_size
        whole.update(f"{part.name} {size} ".encode())
        with part.open("rb") as data:
            if size <= _PIECES * _PIECE:
                whole.update(data.read())
                continue
            for piece in range(_PIECES):
                data.seek((size - _PIECE) * piece // (_PIECES - 1))
                whole.update(data.read(_PIECE))
    return whole.hexdigest()[:16]
