"""The classifier of intents: the file is what training gives, and the regression finds the least loss."""

from __future__ import annotations

import numpy as np

from assistant.query.guess import WEIGHTS
from evals.bench.intents import PHRASINGS, read_labelled, trained
from evals.bench.regression import fitted


def test_training_gives_the_file() -> None:
    found = trained(read_labelled(PHRASINGS)).splitlines()
    kept = WEIGHTS.read_text("utf-8").splitlines()
    assert found[0] == kept[0]
    assert [row.split("\t")[0] for row in found] == [row.split("\t")[0] for row in kept]
    cells = ([[int(n) for n in row.split("\t")[1:]] for row in rows[1:]] for rows in (found, kept))
    apart = np.abs(np.subtract(*map(np.array, cells)))
    assert apart.max() <= 1, "another processor may round one hundredth the other way"


def test_the_regression_is_still_where_the_loss_is_least() -> None:
    examples, classes, penalty = [[0, 2], [0], [1, 2], [1]], [0, 0, 1, 1], 0.5
    weights, bias = fitted(examples, classes, 3, penalty)
    seen = np.zeros((4, 3))
    for row, features in enumerate(examples):
        seen[row, features] = 1
    odds = np.exp(seen @ weights + bias)
    apart = odds / odds.sum(axis=1, keepdims=True) - np.eye(2)[classes]
    assert np.allclose(seen.T @ apart / penalty + weights, 0, atol=1e-4)
    assert weights[0, 0] > 0 > weights[1, 0]
