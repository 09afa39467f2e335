# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records a contrastive training loop into a run file, which ContrastLab shows while it grows.

    run = contrastlab.Run("run.clab", captions=texts, pictures=paths, batch_size=256)
    for batch in loader:
        loss = train(batch)
        run.step(loss=loss, temperature=temperature, learning_rate=rate)
        if run.due():
            run.embeddings(image=model.image(probe), text=model.text(probe))
    run.close()

Needs NumPy and the standard library alone.
"""
from .callbacks import OpenClipWriter, lightning_callback, trainer_callback
from .run import OBJECTIVES, RecordingWarning, Run

__all__ = ["OBJECTIVES", "OpenClipWriter", "RecordingWarning", "Run", "lightning_callback", "trainer_callback"]
__version__ = "0.1.0"
