# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Run for loops that are not one's own. Nothing is imported before it is asked for."""
from __future__ import annotations

import math
from typing import Any, Callable, Dict, Mapping, Optional

from .run import Run

# Called with the model; gives a matrix (items x width) for each modality.
Embed = Callable[[Any], Mapping[str, Any]]


def _embed(run: Run, embed: Optional[Embed], model: Any, seconds: float) -> None:
    if embed is None or not run.due(seconds):
        return
    was_training = getattr(model, "training", False)
    if was_training:
        model.eval()
    try:
        try:
            import torch
        except ImportError:
            run.embeddings(**embed(model))
        else:
            with torch.no_grad():
                run.embeddings(**embed(model))
    finally:
        if was_training:
            model.train()


def lightning_callback(run: Run, embed: Optional[Embed] = None, *, seconds: float = 1.0) -> Any:
    """For `Trainer(callbacks=[...])` of lightning or pytorch_lightning. `embed` is called with the LightningModule once
    in so many seconds. Loss, temperature and bias are what the module has logged under these names or what
    training_step() gave; the learning rate is that of the first optimiser."""
    try:
        from lightning.pytorch import Callback
    except ImportError:
        from pytorch_lightning import Callback

    class ContrastLabCallback(Callback):
        def on_train_batch_end(self, trainer: Any, module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
            if not trainer.is_global_zero:
                return
            loss = outputs.get("loss") if isinstance(outputs, Mapping) else outputs
            logged = trainer.callback_metrics
            optimizers = trainer.optimizers
            if trainer.global_step > run.last_step:
                run.step(loss=logged.get("loss", loss) if loss is None else loss, step=trainer.global_step,
                         temperature=logged.get("temperature"), bias=logged.get("bias"), epoch=trainer.current_epoch,
                         learning_rate=optimizers[0].param_groups[0]["lr"] if optimizers else None)
            _embed(run, embed, module, seconds)

        def on_exception(self, trainer: Any, module: Any, exception: BaseException) -> None:
            stopped = isinstance(exception, KeyboardInterrupt)
            run.close("stopped" if stopped else "failed", "" if stopped else str(exception))

        def on_train_end(self, trainer: Any, module: Any) -> None:
            run.close()

    return ContrastLabCallback()


def trainer_callback(run: Run, embed: Optional[Embed] = None, *, seconds: float = 1.0) -> Any:
    """For `Trainer(callbacks=[...])` of HuggingFace transformers. Steps are recorded where the trainer logs
    (`logging_steps`); `embed` is called with the model once in so many seconds."""
    from transformers import TrainerCallback

    class ContrastLabCallback(TrainerCallback):
        def on_log(self, args: Any, state: Any, control: Any, logs: Optional[Dict[str, Any]] = None,
                   **others: Any) -> None:
            if not state.is_world_process_zero or not logs or "loss" not in logs:
                return
            if state.global_step > run.last_step:
                run.step(loss=logs["loss"], learning_rate=logs.get("learning_rate"), epoch=logs.get("epoch"),
                         gradient_norm=logs.get("grad_norm"), temperature=logs.get("temperature"),
                         step=state.global_step)

        def on_step_end(self, args: Any, state: Any, control: Any, model: Any = None, **others: Any) -> None:
            if state.is_world_process_zero and run.last_step > 0:
                _embed(run, embed, model, seconds)

        def on_train_end(self, args: Any, state: Any, control: Any, **others: Any) -> None:
            run.close()

    return ContrastLabCallback()


class OpenClipWriter:
    """In the place of the `tb_writer` that open_clip's loop (open_clip_train) writes its scalars to: takes loss, scale, bias
    and learning rate of what is logged ("train/loss", "train/logit_scale" or, of earlier versions, "train/scale",
    "train/logit_bias", "train/lr"), and hands all on to `writer`, if any.
    `embed` is called with `model` once in so many seconds, at such a moment."""

    def __init__(self, run: Run, writer: Any = None, *, model: Any = None, embed: Optional[Embed] = None,
                 seconds: float = 1.0) -> None:
        self._run, self._writer, self._model, self._embed, self._seconds = run, writer, model, embed, seconds
        self._step, self._values = -1, {}  # type: ignore[var-annotated]

    def add_scalar(self, name: str, value: Any, step: Optional[int] = None, *others: Any, **named: Any) -> None:
        if self._writer is not None:
            self._writer.add_scalar(name, value, step, *others, **named)
        if step is None or not name.startswith("train/"):
            return
        if step != self._step:
            self._step, self._values = step, {}
        self._values[name[len("train/"):]] = float(value)
        if name == "train/loss" and step + 1 > self._run.last_step:  # the last of a step; open_clip counts from 0
            scale = self._values.get("logit_scale", self._values.get("scale", math.nan))
            self._run.step(loss=self._values["loss"], learning_rate=self._values.get("lr"),
                           temperature=1 / scale if scale > 0 else None, bias=self._values.get("logit_bias"), step=step + 1)
            _embed(self._run, self._embed, self._model, self._seconds)

    def __getattr__(self, name: str) -> Any:
        if self._writer is None:
            return lambda *given, **named: None
        return getattr(self._writer, name)
