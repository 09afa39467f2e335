# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A training loop's own record. What a call costs the loop is a copy of what it is given: judging and writing happen on
a thread of their own, four times a second."""
from __future__ import annotations

import atexit
import math
import threading
import time
import warnings
import weakref
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple, Union

import numpy as np

from . import judging
from .items import read_items
from .writer import RunWriter

NAN = float("nan")
FLUSH_SECONDS = 0.25
MOST_WAITING_STEPS = 1 << 20  # that a file which cannot be written may hold up
MOST_WAITING_EMBEDDINGS = 64
MOST_WIDTH = 65536
# That ContrastLab knows; of others it has no formula and no chance.
OBJECTIVES = ("clip", "infonce", "nt-xent", "siglip", "supcon", "clip-multi-positive", "triplet", "moco", "dcl", "dclw",
              "hard-negative", "align-uniform", "barlow-twins", "vicreg", "cmc", "article", "article-naive")
Number = Union[int, float, np.number, Any]


class RecordingWarning(UserWarning):
    """The file cannot be written just now; training goes on."""


class _Step(NamedTuple):
    step: int
    loss: Any  # a number, or a tensor of one
    temperature: Any
    learning_rate: Any
    batch_size: int
    epoch: float
    bias: Any
    gradient_norm: Any
    seconds: float


class _Embeddings(NamedTuple):
    step: int
    rows: "Tuple[np.ndarray, ...]"  # items x width, one a modality
    temperature: float
    bias: float
    seconds: float


def _held(name: str, value: Number) -> Any:
    """A number, or a tensor of one, which is read later so that a graphics card need not be waited for."""
    if value is None:
        return NAN
    if value.__class__ is float:
        return value
    if hasattr(value, "detach"):
        if value.numel() != 1:
            raise ValueError(f"{name}: expected one number, found {tuple(value.shape)}")
        return value.detach().clone()
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected a number, found {type(value).__name__}") from None


def _matrix(name: str, given: Any) -> np.ndarray:
    if hasattr(given, "detach"):
        given = given.detach().float().cpu().numpy()
    try:
        rows = np.array(given, dtype=np.float32)  # a copy: the loop goes on
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected a matrix of numbers, found {type(given).__name__}") from None
    if rows.ndim != 2:
        raise ValueError(f"{name}: expected items x width, found {rows.shape}")
    if not np.isfinite(rows).all():
        place = int(np.nonzero(~np.isfinite(rows).all(axis=1))[0][0])
        raise ValueError(f"{name}: row {place} holds what is no finite number")
    return rows


class Run:
    """Records a training loop into the run file `path`, which ContrastLab shows while it grows: `contrastlab run.clab`.

    What is judged all along are some items that the loop embeds now and then (256 are many), described by any of
      items      names, or their number
      captions   a text or a list of texts each
      pictures   a file (path or bytes of PNG, JPEG ...) or an array (height x width x 3) each
      labels     a class each, a word or a number
    `modalities` names what is compared, with its kind: "image" is shown by the pictures, "text" by the captions,
    "features" by nothing.

    `objective`, `temperature`, `learning_rate`, `batch_size` and `steps` (how many there will be) are what is known when
    the loop begins; what step() tells goes before. `settings` are further parameters as `contrastlab-cli list parameters`
    names them.

    Wrong use raises ValueError at the call. Where the file cannot be written, the loop goes on: there is one
    RecordingWarning, and writing is tried again; with `strict` the next call raises OSError instead. With `enabled=False`,
    as on all but one process of many, every call does nothing.
    """

    def __init__(self, path: Any, *, items: Any = None, captions: Any = None, pictures: Any = None, labels: Any = None,
                 modalities: Optional[Mapping[str, str]] = None, objective: str = "clip",
                 temperature: Optional[float] = None, learn_temperature: bool = False, bias: Optional[float] = None,
                 learning_rate: Optional[float] = None, batch_size: Optional[int] = None, steps: Optional[int] = None,
                 settings: Optional[Mapping[str, Any]] = None, name: str = "", strict: bool = False, enabled: bool = True,
                 most_bytes: int = 128 << 20) -> None:
        self._enabled = enabled
        self._closed = not enabled
        if not enabled:
            return
        if objective not in OBJECTIVES:
            raise ValueError(f"objective: expected one of {', '.join(OBJECTIVES)}, found {objective!r}")
        for key, value in (("temperature", temperature), ("learning_rate", learning_rate), ("batch_size", batch_size),
                           ("steps", steps)):
            if value is not None and not (math.isfinite(float(value)) and float(value) > 0):
                raise ValueError(f"{key}: expected a number above 0, found {value!r}")
        described = read_items(items, captions, pictures, labels, dict(modalities or {"image": "image", "text": "text"}))
        self._objective = objective
        self._names = list(described.modalities)
        self._count = len(described.rows)
        self._strict = strict
        self._temperature = float(temperature) if temperature is not None else 0.1
        self._bias = float(bias) if bias is not None else NAN
        self._batch_size = int(batch_size) if batch_size is not None else 0
        self._width = 0
        self._last_step = 0
        self._last_embeddings = -1
        self._last_due = -math.inf
        self._began = time.monotonic()
        self._steps: "List[_Step]" = []
        self._embeddings: "List[_Embeddings]" = []
        self._events: "List[Tuple[str, int, str, str, str]]" = []
        self._trouble: Optional[OSError] = None
        self._warned = False
        groups = described.groups()
        self._partners = {(a, b): judging.partner_mask(groups[a], groups[b]) for a, b in self._pairs()}
        self._chances = {pair: judging.chance_recall(mask, self._count) for pair, mask in self._partners.items()}
        spec = self._spec(temperature, learn_temperature, bias, learning_rate, batch_size, steps, dict(settings or {}))
        self._writer = RunWriter(path, described, spec, str(name), most_bytes)
        self._lock = threading.Lock()  # of what waits
        self._writing = threading.Lock()  # of the file
        self._wake = threading.Event()
        self._thread = threading.Thread(target=_follow, args=(weakref.ref(self), self._wake), name="contrastlab",
                                        daemon=True)
        self._thread.start()
        atexit.register(self._at_exit)

    # What the loop calls

    def step(self, *, loss: Number = None, temperature: Number = None, learning_rate: Number = None,
             batch_size: Optional[int] = None, epoch: Optional[float] = None, bias: Number = None,
             gradient_norm: Number = None, step: Optional[int] = None) -> None:
        """After a training step. `step` counts from 1 and rises; without it, it is the one after the last. A loss that is
        not a number is recorded as it is. Tensors are read later, off the loop's thread."""
        if self._closed:
            return self._refuse_closed()
        self._raise_trouble()
        number = self._last_step + 1 if step is None else int(step)
        if number <= self._last_step:
            raise ValueError(f"step: expected one after {self._last_step}, found {number}")
        if batch_size is not None:
            if int(batch_size) < 1:
                raise ValueError(f"batch_size: expected at least 1, found {batch_size}")
            self._batch_size = int(batch_size)
        held = _Step(number, _held("loss", loss), _held("temperature", temperature),
                     _held("learning_rate", learning_rate), self._batch_size, NAN if epoch is None else float(epoch),
                     _held("bias", bias), _held("gradient_norm", gradient_norm), self._seconds())
        with self._lock:
            if len(self._steps) < MOST_WAITING_STEPS:
                self._steps.append(held)
            self._last_step = number

    def due(self, seconds: float = 1.0) -> bool:
        """True once in so many seconds: time to embed the items again."""
        now = time.monotonic()
        if self._closed or now - self._last_due < seconds:
            return False
        self._last_due = now
        return True

    def embeddings(self, *, step: Optional[int] = None, **modalities: Any) -> None:
        """The items as the towers see them after the last step (or `step`): one matrix a modality, items x width, as an
        array or tensor. Need not be of unit length."""
        if self._closed:
            return self._refuse_closed()
        self._raise_trouble()
        if set(modalities) != set(self._names):
            raise ValueError(f"embeddings: expected {' and '.join(self._names)}, found "
                             f"{' and '.join(modalities) or 'none'}")
        rows = tuple(_matrix(name, modalities[name]) for name in self._names)
        width = self._width or rows[0].shape[1]
        for name, matrix in zip(self._names, rows):
            if matrix.shape != (self._count, width):
                raise ValueError(f"{name}: expected {self._count} x {width}, found {matrix.shape[0]} x {matrix.shape[1]}")
        if not 1 <= width <= MOST_WIDTH:
            raise ValueError(f"embeddings: expected a width of 1 to {MOST_WIDTH}, found {width}")
        number = self._last_step if step is None else int(step)
        if number <= self._last_embeddings or number > self._last_step:
            if number == self._last_embeddings and step is None:
                return  # no step was done since
            raise ValueError(f"step: expected one after {self._last_embeddings} and not after {self._last_step}, "
                             f"found {number}")
        self._width, self._last_embeddings = width, number
        with self._lock:
            if len(self._embeddings) == MOST_WAITING_EMBEDDINGS:
                del self._embeddings[0]
            self._embeddings.append(_Embeddings(number, rows, NAN, NAN, self._seconds()))

    def event(self, text: str, *, key: str = "", before: Any = "", after: Any = "") -> None:
        """Something that happened after the last step: shown as a flag above the curves. With `key`, a parameter of
        ContrastLab ("learning_rate", "batch_size" ...) that was changed from `before` to `after`."""
        if self._closed:
            return self._refuse_closed()
        self._raise_trouble()
        row = (("change", self._last_step, key, str(before), str(after)) if key
               else ("note", self._last_step, "recorder", "", " ".join(str(text).split())))
        with self._lock:
            self._events.append(row)

    def close(self, outcome: str = "completed", message: str = "") -> None:
        """Writes what waits, and how the loop ended: "completed", "stopped", "diverged" or "failed". A second call does
        nothing."""
        if self._closed:
            return
        if outcome not in ("completed", "stopped", "diverged", "failed"):
            raise ValueError(f"outcome: expected completed, stopped, diverged or failed, found {outcome!r}")
        self._closed = True
        self._wake.set()
        self._thread.join()
        atexit.unregister(self._at_exit)
        try:
            self._flush()
            with self._writing:
                self._writer.end(outcome, self._last_step, message)
        except OSError as error:
            self._tell(error)
        with self._writing:
            self._writer.close()
        if self._strict:
            self._raise_trouble()

    def flush(self) -> None:
        """Writes what waits now."""
        if self._closed:
            return
        try:
            self._flush()
        except OSError as error:
            self._tell(error)
        self._raise_trouble()

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is None:
            self.close()
        elif isinstance(error, KeyboardInterrupt):
            self.close("stopped")
        else:
            self.close("failed", f"{kind.__name__}: {error}")

    @property
    def last_step(self) -> int:
        """0 before the first."""
        return self._last_step if self._enabled else 0

    # Inside

    def _pairs(self) -> "List[Tuple[int, int]]":
        return [(a, b) for a in range(len(self._names)) for b in range(a + 1, len(self._names))]

    def _spec(self, temperature: Optional[float], learn_temperature: bool, bias: Optional[float],
              learning_rate: Optional[float], batch_size: Optional[int], steps: Optional[int],
              settings: "Dict[str, Any]") -> "Dict[str, Any]":
        spec: "Dict[str, Any]" = {"dataset": "recorded", "modalities": ",".join(self._names), "standardise": False,
                                  "objective": self._objective, "learn_temperature": bool(learn_temperature),
                                  "steps": int(steps or 0)}
        for kind in ("image", "text", "sound", "feature"):
            spec[f"{kind}_tower"] = "linear"
        known = {"temperature": temperature, "bias": bias, "learning_rate": learning_rate}
        spec.update({key: float(value) for key, value in known.items() if value is not None})
        if batch_size is not None:
            spec["batch_size"] = int(batch_size)
        spec.update(settings)
        return spec

    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def _refuse_closed(self) -> None:
        if self._enabled:
            raise ValueError("the run is closed")

    def _raise_trouble(self) -> None:
        if self._strict and self._trouble:
            trouble, self._trouble = self._trouble, None
            raise trouble

    def _tell(self, error: OSError) -> None:
        self._trouble = error
        if not self._warned and not self._strict:
            self._warned = True
            warnings.warn(f"{self._writer.path}: cannot be written: {error}; training goes on", RecordingWarning,
                          stacklevel=3)

    def _at_exit(self) -> None:
        self.close("stopped")

    def _flush(self) -> None:
        with self._writing:
            with self._lock:
                steps, embeddings, events = list(self._steps), list(self._embeddings), list(self._events)
            if not (steps or embeddings or events):
                return
            rows, judged = [], []
            for entry in sorted([*steps, *embeddings], key=lambda one: one.step):  # stable: a step, then what it led to
                if isinstance(entry, _Step):
                    rows.append(self._step_row(entry))
                else:
                    entry = entry._replace(temperature=self._temperature, bias=self._bias)
                    judged.append((entry, *self._judge(entry)))
            with self._writer.transaction():
                self._writer.write_steps(rows)
                self._writer.write_events(events)
                for one, evaluation, recalls in judged:
                    self._writer.write_evaluation(evaluation, recalls)
                    self._writer.write_embeddings(one.step, one.temperature, one.bias, one.rows)
            with self._lock:
                del self._steps[:len(steps)]
                del self._events[:len(events)]
                done = {e.step for e in embeddings}
                self._embeddings = [e for e in self._embeddings if e.step not in done]
            self._warned = False
            self._trouble = None

    def _step_row(self, held: _Step) -> "Tuple[float, ...]":
        loss, temperature, rate = float(held.loss), float(held.temperature), float(held.learning_rate)
        bias, norm = float(held.bias), float(held.gradient_norm)
        if temperature > 0 and math.isfinite(temperature):
            self._temperature = temperature
        else:
            temperature = self._temperature
        self._bias = self._bias if math.isnan(bias) else bias
        chance = judging.chance_loss(self._objective, held.batch_size, temperature, self._bias)
        return (held.step, loss, temperature, rate, held.batch_size, held.epoch, NAN, NAN, chance, self._bias, norm,
                NAN, NAN, NAN, NAN, held.step, 0, held.seconds)

    def _judge(self, one: _Embeddings) -> "Tuple[Tuple[float, ...], List[Tuple[float, ...]]]":
        """The rows of `evaluations` and `recalls`, the latter without the number of the former."""
        units = [judging.unit_rows(rows) for rows in one.rows]
        losses, recalls = [], []
        for (a, b), partners in self._partners.items():
            cosines = judging.cosines_of(units[a], units[b])
            losses.append(judging.loss(self._objective, cosines, one.temperature, one.bias))
            chance = self._chances[a, b]
            recalls.append((a, b, 1, *judging.recall(judging.ranks(cosines, partners)),
                            *judging.recall(judging.ranks(np.ascontiguousarray(cosines.T), partners)), *chance, *chance))
        chance_loss = judging.chance_loss(self._objective, self._count, one.temperature, one.bias)
        evaluation = (one.step, float(np.mean(losses)), chance_loss, self._count, one.seconds, NAN, NAN, *recalls[0][3:11])
        return evaluation, recalls


def _follow(of: "weakref.ref[Run]", wake: threading.Event) -> None:
    """Until the run is closed, or nobody holds it."""
    while not wake.wait(FLUSH_SECONDS):
        run = of()
        if run is None:
            return
        try:
            run._flush()
        except OSError as error:
            run._tell(error)
        except Exception as error:  # a tensor that cannot be read, say: told, not thrown into nowhere
            run._tell(OSError(str(error)))
        del run
