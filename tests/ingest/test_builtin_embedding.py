"""The model that comes with the program: it keeps the contract, takes any text, and may die without harm."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import builtin
from ingest.embedding.builtin import BuiltinEmbedder, guarded, unusable
from ingest.embedding.builtin_child import LENGTH
from ingest.embedding.embedders import Embedder
from ingest.embedding.options import BUILTIN
from ingest.errors import EmbeddingError
from tests.ingest.embedder_contract import EmbedderContract

fits = pytest.mark.skipif(bool(unusable()), reason=f"the model cannot be run here: {unusable()}")


@fits
class TestBuiltinEmbedder(EmbedderContract):
    def make(self) -> Embedder:
        return BuiltinEmbedder(at_once=2)


LIGATURE = "\ufdfa"
HARD = {
    "eight that overflow the engine's memory": LIGATURE * 8,
    "many of them": LIGATURE * 500,
    "a nul": "托位\0三百个",
    "half a character": "托位\ud800",
    "a thousand marks on one letter": "e" + "\u0301" * 1000,
    "long": "新增托位三百个。" * 5_000,
    "full-width": "ＨＰＶ疫苗９０％",
    "beyond the first plane": "𠮷野家𰻝",
}


@fits
def test_no_text_ends_the_process_or_harms_another() -> None:
    embedder = BuiltinEmbedder(at_once=1)
    alone = embedder.embed_passages(["新增托位1200个"])[0]
    rows = embedder.embed_passages([*HARD.values(), "新增托位1200个"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(rows)), abs=1e-5)
    assert rows[-1] == pytest.approx(alone, abs=1e-6)
    assert all(embedder.embed_query(text).any() for text in HARD.values())
    assert embedder._questions._left == BUILTIN.restarts, "started once"


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_what_the_engine_is_given(text: str) -> None:
    given = guarded(text)
    assert 0 < len(given) <= BUILTIN.longest
    assert LIGATURE not in given
    assert "\0" not in given
    given.encode("utf-8")
    assert guarded(given) == given


def test_it_is_not_loaded_where_the_processor_cannot_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtin, "find_spec", lambda _: object())
    monkeypatch.setattr(builtin.sys, "platform", "linux")
    monkeypatch.setattr(builtin.platform, "machine", lambda: "x86_64")
    cpu = tmp_path / "cpuinfo"
    monkeypatch.setattr(builtin, "_CPUINFO", cpu)
    said = {}
    for name, flags in {"new": "sse2 avx2 fma", "old": "sse2 avx fma", "unknown": None}.items():
        cpu.write_text(f"processor: 0\nflags\t\t: {flags}\n") if flags else cpu.unlink()
        unusable.cache_clear()
        said[name] = unusable()
    monkeypatch.setattr(builtin.sys, "platform", "win32")
    unusable.cache_clear()
    said["windows"] = unusable()
    unusable.cache_clear()
    assert said == {
        "new": "",
        "old": "处理器没有 AVX2",
        "unknown": "处理器没有 AVX2、FMA",
        "windows": "没有适合 win32 x86_64 的版本",
    }


SCRIPT = """
import json, os, struct, sys, time
LENGTH = struct.Struct("<I")
open(sys.argv[1], "a").write("started\\n")
while head := sys.stdin.buffer.read(4):
    texts = json.loads(sys.stdin.buffer.read(LENGTH.unpack(head)[0]))["texts"]
    if any("poison" in text for text in texts):
        os.abort()
    if "slow" in texts:
        time.sleep(100_000)
    row = struct.pack("<384f", *[1.0] * 384)
    sys.stdout.buffer.write(LENGTH.pack(len(row) * len(texts)) + row * len(texts))
    sys.stdout.buffer.flush()
"""


def scripted(folder: Path) -> tuple[BuiltinEmbedder, Path]:
    """An embedder whose child dies of the word poison, and a file with a line for each start."""
    starts = folder / "starts"
    starts.touch()
    command = (sys.executable, "-c", SCRIPT, str(starts))
    return BuiltinEmbedder(at_once=1, command=command), starts


def test_a_text_that_kills_the_child_has_no_vector_and_the_others_do(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    embedder, starts = scripted(tmp_path)
    rows = embedder.embed_passages(["a", "poison", "b"])
    assert [row.any() for row in rows] == [True, False, True]
    assert len(starts.read_text().splitlines()) == 3
    assert "poison" in caplog.text


def test_a_child_that_dies_too_often_is_given_up(tmp_path: Path) -> None:
    embedder, starts = scripted(tmp_path)
    for n in range((1 + BUILTIN.restarts) // 2):
        assert not embedder.embed_query(f"poison {n}").any()
    with pytest.raises(EmbeddingError, match="全文检索"):
        embedder.embed_query("poison too many")
    with pytest.raises(EmbeddingError):
        embedder.embed_query("a")
    assert len(starts.read_text().splitlines()) == 1 + BUILTIN.restarts


def test_a_child_that_does_not_answer_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    monkeypatch.setattr(builtin, "BUILTIN", replace(BUILTIN, query_wait=0.5))
    embedder, starts = scripted(tmp_path)
    assert not embedder.embed_query("slow").any()
    monkeypatch.undo()
    assert embedder.embed_query("a").any()
    assert len(starts.read_text().splitlines()) > 1


def test_a_question_that_is_asked_again_is_not_embedded_again(tmp_path: Path) -> None:
    embedder, _ = scripted(tmp_path)
    embedder.embed_query("a")
    process = embedder._questions._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert embedder.embed_query("a").any()
    assert embedder._questions._process is process, "nothing was started"


def test_a_program_that_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    embedder = BuiltinEmbedder(command=(str(tmp_path / "none"),))
    embedder.warm()
    with pytest.raises(EmbeddingError, match="内置"):
        embedder.embed_query("a")


def test_the_wire_has_room_for_a_batch_of_the_longest_texts() -> None:
    assert LENGTH.unpack(LENGTH.pack(BUILTIN.batch * BUILTIN.longest * 12))
