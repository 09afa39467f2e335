# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well embeddings find their partners, by the rules of core/analysis/retrieval.h, and the loss of an objective on
them. Pure functions; matrices are items x width."""
from __future__ import annotations

import functools
import math
import time
from typing import Callable, NamedTuple, Sequence

import numpy as np

NAN = float("nan")
# Each row of the batch is told from all others: chance is ln N.
SOFTMAX = ("clip", "infonce")


class Recall(NamedTuple):
    """Retrieval in one direction: shares among the nearest 1, 5 and 10, and the rank in the middle, from 1."""
    at_1: float
    at_5: float
    at_10: float
    median_rank: float


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """float32, each of length 1; rows of zeros stay so."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))
    return np.asarray(rows, np.float32) / np.where(lengths > 0, lengths, 1).astype(np.float32)[:, None]


def _by_einsum(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.einsum("ij,jk->ik", a, np.ascontiguousarray(b.T))  # along the rows of the result: 0.6 to 0.8 of "ij,kj"


def _by_blas(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a @ b.T


@functools.lru_cache(maxsize=None)
def _fastest_product() -> "Callable[[np.ndarray, np.ndarray], np.ndarray]":
    """NumPy as Debian has it comes with a BLAS that takes six times as long as einsum; other ones a fifth."""
    rows = np.ones((96, 256), np.float32)

    def seconds(product: "Callable[[np.ndarray, np.ndarray], np.ndarray]") -> float:
        best = math.inf
        for _ in range(3):
            began = time.perf_counter()
            product(rows, rows)
            best = min(best, time.perf_counter() - began)
        return best
    return min((_by_einsum, _by_blas), key=seconds)


def cosines_of(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Of unit rows: rows of a x rows of b."""
    return _fastest_product()(a, b)


def partner_mask(*groups: Sequence[int]) -> "np.ndarray | None":
    """items x items, true where two items have the same number in any list; None where each is its own alone."""
    if all(len(set(numbers)) == len(numbers) for numbers in groups):
        return None
    mask = np.eye(len(groups[0]), dtype=bool)
    for numbers in groups:
        array = np.asarray(numbers)
        mask |= array[:, None] == array[None, :]
    return mask


def ranks(cosines: np.ndarray, partners: "np.ndarray | None") -> np.ndarray:
    """Of each row's best partner, from 0; of equal cosines the earlier column comes first."""
    n = len(cosines)
    if partners is None:
        place, best = np.arange(n), np.diagonal(cosines)
    else:
        of_partners = np.where(partners, cosines, -np.inf)
        place = of_partners.argmax(axis=1)
        best = of_partners[np.arange(n), place]
    higher = (cosines > best[:, None]).sum(axis=1)
    rows, columns = np.nonzero(cosines == best[:, None])
    return higher + np.bincount(rows[columns < place[rows]], minlength=n)


def recall(of_ranks: np.ndarray) -> Recall:
    """Of ranks from 0."""
    ordered = np.sort(of_ranks)
    n = len(ordered)
    shares = [float(np.searchsorted(ordered, k)) / n for k in (1, 5, 10)]
    return Recall(*shares, float((int(ordered[(n - 1) // 2]) + int(ordered[n // 2])) // 2 + 1))


def chance_recall(partners: "np.ndarray | None", candidates: int) -> Recall:
    """What a guess reaches: the best of p partners among so many candidates in random order."""
    counts = np.ones(candidates, int) if partners is None else partners.sum(axis=1)
    kinds, numbers = np.unique(counts, return_counts=True)

    def found(k: int) -> float:
        total = 0.0
        for p, number in zip(kinds.tolist(), numbers.tolist()):
            missed = 0.0
            if k <= candidates - p:
                missed = math.prod((candidates - p - drawn) / (candidates - drawn) for drawn in range(k))
            total += number * (k / candidates if p == 1 else 1 - missed)
        return total / candidates

    low, high = 0, candidates
    while high - low > 1:
        middle = (low + high) // 2
        if found(middle) < 0.5 - 1e-12:
            low = middle
        else:
            high = middle
    return Recall(found(1), found(5), found(10), float(high))


def chance_loss(objective: str, batch: int, temperature: float = NAN, bias: float = NAN) -> float:
    """Of a model to which all items are the same; NaN where it is not known."""
    if batch < 1:
        return NAN
    if objective in SOFTMAX:
        return math.log(batch)
    if objective == "siglip" and not math.isnan(bias):
        logit = 1 / temperature + bias
        return float(np.logaddexp(0, -logit) + (batch - 1) * np.logaddexp(0, logit))
    return NAN


def loss(objective: str, cosines: np.ndarray, temperature: float, bias: float) -> float:
    """Over all items as one batch; NaN for an objective that this does not know."""
    logits = cosines.astype(np.float64) / temperature
    n = len(logits)
    if objective == "siglip":
        logits += 0.0 if math.isnan(bias) else bias
        signs = 2 * np.eye(n) - 1
        return float(np.logaddexp(0, -signs * logits).sum() / n)
    if objective not in SOFTMAX:
        return NAN
    positives = np.diagonal(logits)
    top = logits.max()
    if top - logits.min() < 700:  # one exponential serves both directions
        powers = np.exp(logits - top)
        by_rows, by_columns = (np.log(powers.sum(axis=axis)) + top for axis in (1, 0))
    else:
        by_rows, by_columns = (np.logaddexp.reduce(logits, axis=axis) for axis in (1, 0))
    forward = float((by_rows - positives).mean())
    return forward if objective == "infonce" else 0.5 * (forward + float((by_columns - positives).mean()))
