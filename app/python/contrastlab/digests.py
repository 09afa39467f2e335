# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Digests of rows, as core/base/digest.cpp and core/store/table_rows.h make them: FNV-1a over words of eight bytes with
an avalanche at the end. Many rows are one pass of NumPy: each is a lane."""
from __future__ import annotations

import struct
import zlib
from typing import Sequence, Union

import numpy as np

Value = Union[int, float, str, bytes]

_BASIS = 0xCBF29CE484222325
_PRIME = 0x100000001B3
_MASK = (1 << 64) - 1
_NAN = 0x7FF8000000000000


def _fold(state: int, word: int) -> int:
    state = (state ^ word) * _PRIME & _MASK
    return state ^ state >> 32


def _words(data: bytes) -> "list[int]":
    """Little endian; a short last word has its length in the highest byte."""
    whole = len(data) // 8
    words = list(struct.unpack(f"<{whole}Q", data[:8 * whole]))
    rest = data[8 * whole:]
    if rest:
        words.append(int.from_bytes(rest, "little") | len(rest) << 56)
    return words


def _value_words(value: Value) -> "list[int]":
    if isinstance(value, float):
        return [_NAN if value != value else struct.unpack("<Q", struct.pack("<d", value + 0.0))[0]]
    if isinstance(value, str):
        return _words(value.encode())
    if isinstance(value, bytes):
        return [zlib.crc32(value)]
    return [int(value) & _MASK]


def _finished(state: int) -> int:
    state = (state ^ state >> 33) * 0xFF51AFD7ED558CCD & _MASK
    state = (state ^ state >> 33) * 0xC4CEB9FE1A85EC53 & _MASK
    state ^= state >> 33
    return state - (1 << 64) if state >> 63 else state


def row_digest(table: str, row_id: int, values: Sequence[Value]) -> int:
    """Of one row, as SQLite keeps it: a signed number of 64 bits."""
    state = _BASIS
    for word in _words(table.encode()):
        state = _fold(state, word)
    state = _fold(state, row_id)
    for value in values:
        for word in _value_words(value):
            state = _fold(state, word)
    return _finished(state)


def number_digests(table: str, first_id: int, columns: "Sequence[np.ndarray]") -> "list[int]":
    """Of rows of numbers alone, with ids that rise by one; columns are int64 or float64, one value a row."""
    seed = _BASIS
    for word in _words(table.encode()):
        seed = _fold(seed, word)
    count = len(columns[0])
    state = np.full(count, seed, np.uint64)
    prime, half = np.uint64(_PRIME), np.uint64(32)
    for column in (np.arange(first_id, first_id + count, dtype=np.int64), *columns):
        if column.dtype == np.float64:
            column = np.where(np.isnan(column), np.nan, column + 0.0)
            words = column.view(np.uint64).copy()
            words[np.isnan(column)] = _NAN
        else:
            words = column.view(np.uint64)
        state = (state ^ words) * prime
        state ^= state >> half
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        state = (state ^ state >> np.uint64(33)) * np.uint64(factor)
    state ^= state >> np.uint64(33)
    return state.view(np.int64).tolist()
