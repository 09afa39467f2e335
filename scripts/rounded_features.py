# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of built-in features share: numbers rounded to 8 bits, with a scale a column."""

from pathlib import Path

import numpy


def write_rounded(path: Path, features: numpy.ndarray):
    """PATH.npy (int8) and PATH.scales.npy (float32): feature = scale * number, the largest 127 * scale."""
    scales = (numpy.abs(features).max(axis=0) / 127).astype("<f4")
    rounded = numpy.rint(features / scales).clip(-127, 127).astype("i1")
    numpy.save(f"{path}.npy", rounded)
    numpy.save(f"{path}.scales.npy", scales)
    error = numpy.abs(rounded * scales - features) / features.std(axis=0)
    print(f"{path.name}: {len(features)} x {features.shape[1]} features; errors in deviations of their columns: "
          f"{numpy.sqrt((error ** 2).mean()):.3f} (root mean square), {error.max():.3f} (largest)")
