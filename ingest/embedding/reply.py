"""The body of an embeddings reply, read into rows and looked at before it is believed.

In: bytes as an OpenAI-compatible server sends them, asked for as floats. Out: rows in the order of the texts,
not yet of length one. A server may send them in any order; their `index` tells. What is no vector is a
ValueError that says what was wrong in words of ours: servers that run out of numbers send null or NaN, those
that run a chat model send none, and one that lost its pooling sends zeros.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from ingest.embedding.embedders import Vectors


def read_vectors(body: bytes, count: int) -> Vectors:
    """Shape (count, whatever the model gives). Raises ValueError."""
    try:
        items = json.loads(body)["data"]
        found = [item["embedding"] for item in sorted(items, key=_place)]
    except (ValueError, KeyError, TypeError) as exc:
        raise ValueError("应答里没有向量") from exc
    if len(found) != count:
        raise ValueError(f"给出 {len(found)} 个向量，应为 {count} 个")
    try:
        rows = np.array(found, dtype=np.float32)
    except (ValueError, TypeError) as exc:
        raise ValueError("给出的向量长短不一，或不全是数") from exc
    if rows.ndim != 2 or not rows.shape[1]:
        raise ValueError("给出的不是向量")
    if not np.isfinite(rows).all():
        raise ValueError("向量里有非数值")
    if not rows.any(axis=1).all():
        raise ValueError("给出了全是零的向量")
    return rows


def _place(item: Any) -> int:
    """Where the server says it belongs; those that do not say so send them in order, which sorting keeps."""
    place = item.get("index", 0)
    return place if isinstance(place, int) else 0
