#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes runs/recorded-generation-7.clab as another program would, by the recorder in app/python: 24 items, some of which
share a caption, six times embedded on 60 steps. Its content is that of the seed, its id and times are of the moment."""
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "app" / "python"))

import contrastlab  # noqa: E402

ITEMS, WIDTH = 24, 6
generator = np.random.default_rng(7)
path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "runs" / "recorded-generation-7.clab")
run = contrastlab.Run(
    path, items=[f"item {i}" for i in range(ITEMS)], captions=[f"a drawing of number {i % 21}" for i in range(ITEMS)],
    pictures=[generator.integers(0, 256, (6, 5, 3), dtype=np.uint8) for _ in range(ITEMS)],
    labels=[["round", "square", "thin"][i % 3] for i in range(ITEMS)], temperature=0.2, learn_temperature=True,
    learning_rate=0.01, batch_size=16, steps=60, name="recorded")
latent = generator.normal(size=(ITEMS, WIDTH))
for step in range(1, 61):
    run.step(loss=2.8 / (1 + step / 20), temperature=0.2 - 0.001 * step, learning_rate=0.01 * (1 - step / 60), epoch=step / 10)
    if step % 10 == 0:
        noise = 2 / (1 + step / 10)
        run.embeddings(image=latent + noise * generator.normal(size=latent.shape),
                       text=latent + 0.5 + noise * generator.normal(size=latent.shape))
    if step == 30:
        run.event("the learning rate was halved by hand")
        run.event("", key="batch_size", before=16, after=32)
        run.flush()
run.close()
