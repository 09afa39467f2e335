# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of a run file, as core/store/run_format.h has them, and rows into them, each with its digest."""
from __future__ import annotations

import sqlite3
from typing import Dict, List, Sequence, Tuple

import numpy as np

from .digests import Value, number_digests, row_digest

APPLICATION_ID = 0x434C6162  # "CLab"
GENERATION = 7
MINIMUM_READER = 7  # of a run whose items stand in its file
PAGE_SIZE = 16384

_INTEGER, _REAL, _TEXT, _BLOB = "INTEGER", "REAL", "TEXT", "BLOB"
_RECALL = ("recall_at_1", "recall_at_5", "recall_at_10", "median_rank")


def _both_ways(kind: str = "") -> "List[Tuple[str, str]]":
    return [(f"{way}_{kind}{name}", _REAL) for way in ("a_to_b", "b_to_a") for name in _RECALL]


def _columns(kind: str, names: str) -> "List[Tuple[str, str]]":
    return [(name, kind) for name in names.split()]


TABLES: "Dict[str, List[Tuple[str, str]]]" = {
    "run": _columns(_TEXT, "program spec") + [("branched_at", _INTEGER), ("began", _REAL)]
    + _columns(_TEXT, "data_digest run_id name parent_id engine_level") + [("minimum_reader", _INTEGER),
                                                                           ("data_facts", _TEXT)],
    "steps": [("step", _INTEGER)] + _columns(_REAL, "loss temperature learning_rate") + [("batch_size", _INTEGER)]
    + _columns(_REAL, "epoch loss_a_to_b loss_b_to_a chance bias gradient_norm gradient_norm_a gradient_norm_b "
                      "gradient_norm_c update_ratio") + _columns(_INTEGER, "evaluations line_search_failed")
    + [("seconds", _REAL)],
    "evaluations": [("step", _INTEGER)] + _columns(_REAL, "loss chance") + [("items", _INTEGER)]
    + _columns(_REAL, "seconds class_accuracy class_chance") + _both_ways(),
    "recalls": _columns(_INTEGER, "evaluation tower_a tower_b trained") + _both_ways() + _both_ways("chance_"),
    "events": [("kind", _TEXT), ("step", _INTEGER)] + _columns(_TEXT, "key before after"),
    "checkpoints": [("step", _INTEGER), ("spec", _TEXT)]
    + _columns(_INTEGER, "evaluations batcher_epoch batcher_position batcher_ahead held_since queue_filled pieces "
                         "spacing"),
    "pieces": [("checkpoint", _INTEGER)] + _columns(_TEXT, "array type") + _columns(_INTEGER, "rows columns")
    + [("data", _BLOB)],
    "ending": [("outcome", _TEXT), ("step", _INTEGER)] + _columns(_TEXT, "cause message")
    + _columns(_INTEGER, "steps evaluations events"),
    "items": _columns(_TEXT, "name captions label") + [("picture", _BLOB)],
    "embeddings": [("step", _INTEGER)] + _columns(_REAL, "temperature bias")
    + _columns(_INTEGER, "towers items width") + [("data", _BLOB)],
}


def create(connection: sqlite3.Connection) -> None:
    """In an empty file."""
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {GENERATION}")
    for table, columns in TABLES.items():
        listed = "".join(f', "{name}" {kind}' for name, kind in columns)
        connection.execute(f'CREATE TABLE "{table}" ("id" INTEGER PRIMARY KEY{listed}, "digest" INTEGER)')


def _insertion(table: str) -> str:
    return f'INSERT OR REPLACE INTO "{table}" VALUES (?{",?" * (len(TABLES[table]) + 1)})'


def write_row(connection: sqlite3.Connection, table: str, row_id: int, values: "Sequence[Value]") -> None:
    """Replaces a row of that id."""
    kinds = {_INTEGER: int, _REAL: float, _TEXT: str, _BLOB: bytes}
    typed = [kinds[kind](value) for (_, kind), value in zip(TABLES[table], values)]
    connection.execute(_insertion(table), [row_id, *typed, row_digest(table, row_id, typed)])


def write_numbers(connection: sqlite3.Connection, table: str, first_id: int, rows: "Sequence[Sequence[float]]") -> None:
    """Many rows of a table that has numbers alone."""
    kinds = {_INTEGER: np.int64, _REAL: np.float64}
    columns = [np.array(column, dtype=kinds[kind]) for column, (_, kind) in zip(zip(*rows), TABLES[table])]
    digests = number_digests(table, first_id, columns)
    ids = range(first_id, first_id + len(rows))
    connection.executemany(_insertion(table), zip(ids, *(column.tolist() for column in columns), digests))
