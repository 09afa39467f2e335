# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people see of the items that a run judges: names, captions, pictures, classes. Pictures are files of PNG or JPEG
or arrays, which are written as PNG here."""
from __future__ import annotations

import hashlib
import os
import struct
import zlib
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Union

import numpy as np

LEAST_ITEMS, MOST_ITEMS = 3, 2048
_KINDS = ("image", "text", "features")
_LONGEST_SIDE = 512  # pixels of an array: larger ones are thinned


class Item(NamedTuple):
    name: str
    captions: str  # a line each
    label: str
    picture: bytes


class Items(NamedTuple):
    rows: "List[Item]"
    modalities: "Dict[str, str]"  # name to kind, in the order of the towers

    def digest(self) -> str:
        digest = hashlib.blake2b(digest_size=8)
        for item in self.rows:
            for part in (item.name.encode(), item.captions.encode(), item.label.encode(), item.picture):
                digest.update(struct.pack("<Q", len(part)) + part)
        return digest.hexdigest()

    def groups(self) -> "List[List[int]]":
        """Of each modality, equal numbers for items that hold the same: they are one another's partners."""
        result = []
        for kind in self.modalities.values():
            contents = [item.picture if kind == "image" else item.captions.encode() if kind == "text" else b""
                        for item in self.rows]
            numbers: "Dict[bytes, int]" = {}
            result.append([numbers.setdefault(content, place) if content else place
                           for place, content in enumerate(contents)])
        return result


def png(picture: np.ndarray) -> bytes:
    """height x width, x 1, x 3 or x 4; bytes, or numbers from 0 to 1; also 3 x height x width, as PyTorch has it."""
    array = np.asarray(picture)
    if array.ndim == 3 and array.shape[0] in (1, 3, 4) and array.shape[2] not in (1, 3, 4):
        array = np.moveaxis(array, 0, 2)
    if array.ndim == 2:
        array = array[:, :, None]
    if array.ndim != 3 or array.shape[2] not in (1, 3, 4) or min(array.shape) < 1:
        raise ValueError(f"a picture has to be height x width x 1, 3 or 4, found {np.shape(picture)}")
    step = -(-max(array.shape[:2]) // _LONGEST_SIDE)
    array = array[::step, ::step]
    if array.dtype != np.uint8:
        array = np.clip(np.nan_to_num(array.astype(np.float64)) * (1 if array.dtype.kind in "iu" else 255), 0, 255)
        array = np.rint(array).astype(np.uint8)
    height, width, channels = array.shape
    lines = np.zeros((height, 1 + width * channels), np.uint8)  # each begins with its filter: none
    lines[:, 1:] = array.reshape(height, -1)
    colour = {1: 0, 3: 2, 4: 6}[channels]

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines.tobytes(), 6))
            + chunk(b"IEND", b""))


def _picture_bytes(picture: Any) -> bytes:
    if isinstance(picture, (bytes, bytearray, memoryview)):
        return bytes(picture)
    if isinstance(picture, (str, os.PathLike)):
        with open(picture, "rb") as file:
            return file.read()
    if hasattr(picture, "detach"):
        picture = picture.detach().cpu().numpy()
    return png(np.asarray(picture))


def _caption_lines(caption: Union[str, Sequence[str]]) -> str:
    captions = [caption] if isinstance(caption, str) else list(caption)
    return "\n".join(" ".join(str(one).split()) for one in captions)


def _listed(what: str, given: Any, count: Optional[int]) -> "Optional[list]":
    if given is None:
        return None
    listed = list(given)
    if count is not None and len(listed) != count:
        raise ValueError(f"{what}: expected one for each of the {count} items, found {len(listed)}")
    return listed


def read_items(items: Any, captions: Any, pictures: Any, labels: Any, modalities: "Dict[str, str]") -> Items:
    """Raises ValueError where they are not one for each item, and OSError where the file of a picture cannot be read."""
    if not 2 <= len(modalities) <= 3 or not all(str(name) for name in modalities):
        raise ValueError(f"modalities: expected the names of two or three, found {list(modalities)}")
    for name, kind in modalities.items():
        if kind not in _KINDS:
            raise ValueError(f"modalities: {name} is one of {', '.join(_KINDS)}, not {kind!r}")
    names = None if items is None or isinstance(items, int) else list(items)
    count = items if isinstance(items, int) else None
    for given in (names, captions, pictures, labels):
        count = len(given) if count is None and given is not None else count
    if count is None:
        raise ValueError("items: say what is judged, by names, captions, pictures, or their number")
    if not LEAST_ITEMS <= count <= MOST_ITEMS:
        raise ValueError(f"items: expected {LEAST_ITEMS} to {MOST_ITEMS}, found {count}")
    names = _listed("items", names, count) or [""] * count
    captioned, pictured = _listed("captions", captions, count), _listed("pictures", pictures, count)
    labelled = _listed("labels", labels, count) or [""] * count
    rows = []
    for place in range(count):
        lines = _caption_lines(captioned[place]) if captioned and captioned[place] is not None else ""
        if captioned and not lines.strip():
            raise ValueError(f"captions: item {place} has none")
        if pictured and pictured[place] is None:
            raise ValueError(f"pictures: item {place} has none")
        try:
            picture = _picture_bytes(pictured[place]) if pictured else b""
        except ValueError as error:
            raise ValueError(f"pictures: item {place}: {error}") from None
        label = labelled[place]
        rows.append(Item(" ".join(str(names[place]).split()), lines, "" if label is None else str(label), picture))
    has = {"image": pictured is not None, "text": captioned is not None}
    return Items(rows, {str(name): kind if has.get(kind) else "features" for name, kind in modalities.items()})
