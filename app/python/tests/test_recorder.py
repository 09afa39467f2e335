#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorder: what it writes, what it refuses, what it costs. With CONTRASTLAB_CLI, that ContrastLab reads it."""
import json
import math
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import types
import unittest
import unittest.mock
import warnings

try:
    import numpy as np
except ImportError:
    print("NumPy is not installed (python3-numpy): the recorder is not tested")
    sys.exit(77)

PACKAGE = str(pathlib.Path(__file__).resolve().parents[1])
sys.path.insert(0, PACKAGE)

import contrastlab  # noqa: E402
from contrastlab import digests, judging, tables  # noqa: E402
from contrastlab.items import png  # noqa: E402

CLI = os.environ.get("CONTRASTLAB_CLI")
try:
    import torch
except ImportError:
    torch = None


def random_rows(seed, items=12, width=8):
    return np.random.default_rng(seed).normal(size=(items, width))


def read(path, table):
    with sqlite3.connect(path) as connection:
        rows = connection.execute(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row)) for row in rows]


class Recording(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "run.clab")

    def tearDown(self):
        self.folder.cleanup()

    def record(self, steps=20, **known):
        known = {"captions": [f"thing {i}" for i in range(12)], "batch_size": 32, "temperature": 0.07, **known}
        with contrastlab.Run(self.path, **known) as run:
            for step in range(steps):
                run.step(loss=3 - 0.1 * step, learning_rate=1e-3)
                if step % 5 == 4:
                    run.embeddings(image=random_rows(step), text=random_rows(step + 100))
            run.event("the lights went out")
        return self.path


class Writes(Recording):
    def test_steps_embeddings_events_and_the_end(self):
        self.record()
        steps = read(self.path, "steps")
        self.assertEqual([row["step"] for row in steps], list(range(1, 21)))
        self.assertAlmostEqual(steps[3]["loss"], 2.7)
        self.assertEqual((steps[0]["temperature"], steps[0]["batch_size"]), (0.07, 32))
        self.assertAlmostEqual(steps[0]["chance"], math.log(32))
        self.assertEqual([row["step"] for row in read(self.path, "embeddings")], [5, 10, 15, 20])
        self.assertEqual(read(self.path, "events")[0]["after"], "the lights went out")
        ending = read(self.path, "ending")[0]
        self.assertEqual((ending["outcome"], ending["steps"], ending["evaluations"], ending["events"]),
                         ("completed", 20, 4, 1))
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["run.clab"])

    def test_every_row_has_its_digest(self):
        self.record()
        for table, columns in tables.TABLES.items():
            for row in read(self.path, table):
                values = [math.nan if row[name] is None else row[name] for name, _ in columns]
                self.assertEqual(row["digest"], digests.row_digest(table, row["id"], values), f"{table} {row['id']}")

    def test_digests_of_many_rows_are_those_of_each(self):
        columns = [np.array([1, -2, 3]), np.array([0.5, math.nan, -0.0])]
        many = digests.number_digests("steps", 7, columns)
        for place in range(3):
            row = [column[place].item() for column in columns]
            self.assertEqual(many[place], digests.row_digest("steps", 7 + place, row))

    def test_a_failure_is_told(self):
        with self.assertRaises(ZeroDivisionError):
            with contrastlab.Run(self.path, items=5) as run:
                run.step(loss=1)
                1 / 0
        self.assertEqual(read(self.path, "ending")[0]["outcome"], "failed")
        self.assertIn("ZeroDivisionError", read(self.path, "ending")[0]["message"])

    def test_three_modalities(self):
        with contrastlab.Run(self.path, items=12, modalities={"a": "features", "b": "text", "c": "image"}) as run:
            run.step(loss=1)
            run.embeddings(a=random_rows(1), b=random_rows(2), c=random_rows(3))
        recalls = read(self.path, "recalls")
        self.assertEqual([(row["tower_a"], row["tower_b"]) for row in recalls], [(0, 1), (0, 2), (1, 2)])

    def test_pictures_of_every_kind(self):
        pixels = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
        file = os.path.join(self.folder.name, "p.png")
        pathlib.Path(file).write_bytes(png(pixels))
        given = [pixels, pixels / 255, np.moveaxis(pixels, 2, 0), file, png(pixels), pixels[:, :, 0]]
        contrastlab.Run(self.path, pictures=given).close()
        pictures = [row["picture"] for row in read(self.path, "items")]
        self.assertEqual(pictures[:5], [png(pixels)] * 5)
        self.assertTrue(pictures[5].startswith(b"\x89PNG"))

    def test_embeddings_are_thinned_and_the_newest_stays(self):
        with contrastlab.Run(self.path, items=4, most_bytes=10 * 2 * 4 * 2 * 4) as run:
            for step in range(200):
                run.step(loss=1)
                run.embeddings(image=random_rows(step, 4, 2), text=random_rows(step, 4, 2))
                if step % 20 == 0:
                    run.flush()
        steps = [row["step"] for row in read(self.path, "embeddings")]
        self.assertLessEqual(len(steps), 10)
        self.assertEqual(steps[-1], 200)
        self.assertEqual(steps[0], 1)
        self.assertEqual(len(read(self.path, "evaluations")), 200)  # curves have all

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork()")
    def test_a_kill_leaves_a_whole_file(self):
        script = ("import sys, time; sys.path.insert(0, sys.argv[2]); import contrastlab\n"
                  "run = contrastlab.Run(sys.argv[1], items=5)\n"
                  "for step in range(10**9):\n"
                  "    run.step(loss=step); time.sleep(0.001)\n"
                  "    if step == 10: run.flush(); print('on', flush=True)\n")
        child = subprocess.Popen([sys.executable, "-c", script, self.path, PACKAGE], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(0.7)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        steps = read(self.path, "steps")
        self.assertGreater(len(steps), 10)
        self.assertEqual([row["step"] for row in steps], list(range(1, len(steps) + 1)))
        contrastlab.Run(self.path, items=5).close()  # nobody holds it any more


class Judges(unittest.TestCase):
    def test_ranks_with_ties_count_in_order_of_place(self):
        cosines = np.zeros((4, 4), np.float32)
        self.assertEqual(judging.ranks(cosines, None).tolist(), [0, 1, 2, 3])

    def test_ranks_are_those_of_brute_force(self):
        generator = np.random.default_rng(3)
        for case in range(20):
            groups = generator.integers(0, 6, 15).tolist(), generator.integers(0, 9, 15).tolist()
            cosines = np.round(generator.normal(size=(15, 15)), 1).astype(np.float32)
            mask = judging.partner_mask(*groups)
            expected = []
            for i in range(15):
                of_partners = [sum(cosines[i, k] > cosines[i, j] or (cosines[i, k] == cosines[i, j] and k < j)
                                   for k in range(15)) for j in range(15)
                               if i == j or any(numbers[i] == numbers[j] for numbers in groups)]
                expected.append(min(of_partners))
            self.assertEqual(judging.ranks(cosines, mask).tolist(), expected)

    def test_recall_and_its_chance(self):
        found = judging.recall(np.array([0, 0, 3, 7, 20]))
        self.assertEqual(found, (0.4, 0.6, 0.8, 4.0))
        self.assertEqual(judging.chance_recall(None, 100), (0.01, 0.05, 0.1, 50.0))

    def test_losses_are_those_of_their_formulas(self):
        units = [judging.unit_rows(random_rows(seed)) for seed in (1, 2)]
        cosines = units[0] @ units[1].T
        logits = cosines.astype(float) / 0.2
        forward = np.mean([math.log(sum(map(math.exp, row))) - row[i] for i, row in enumerate(logits)])
        back = np.mean([math.log(sum(map(math.exp, row))) - row[i] for i, row in enumerate(logits.T)])
        self.assertAlmostEqual(judging.loss("clip", cosines, 0.2, math.nan), (forward + back) / 2, places=12)
        self.assertAlmostEqual(judging.loss("infonce", cosines, 0.2, math.nan), forward, places=12)
        pairs = sum(math.log1p(math.exp(-(1 if i == j else -1) * (logits[i, j] - 3)))
                    for i in range(12) for j in range(12))
        self.assertAlmostEqual(judging.loss("siglip", cosines, 0.2, -3), pairs / 12, places=12)
        self.assertTrue(math.isnan(judging.loss("vicreg", cosines, 0.2, -3)))
        cold = judging.loss("clip", np.array([[1, -1], [-1, 1]], np.float32), 0.001, math.nan)
        self.assertAlmostEqual(cold, 0, places=12)  # logits that no single exponential spans
        self.assertAlmostEqual(judging.loss("infonce", cosines, 0.002, math.nan) * 0.002,
                               judging.loss("infonce", cosines * 100, 0.2, math.nan) * 0.002, places=4)


class Refuses(Recording):
    def refused(self, expected, call, *given, **named):
        with self.assertRaises(ValueError) as caught:
            call(*given, **named)
        self.assertIn(expected, str(caught.exception))

    def test_items_that_do_not_match(self):
        for expected, named in [
                ("one for each of the 4", {"items": 4, "captions": ["a"] * 5}),
                ("one for each of the 3", {"captions": ["a"] * 3, "pictures": [np.zeros((2, 2, 3))] * 4}),
                ("item 1 has none", {"captions": ["a", "", "c"]}),
                ("item 2 has none", {"captions": ["a", "b", None]}),
                ("3 to 2048", {"items": 2}), ("say what is judged", {}),
                ("height x width", {"pictures": [np.zeros(7)] * 3}),
                ("two or three", {"items": 4, "modalities": {"a": "image"}}),
                ("is one of", {"items": 4, "modalities": {"a": "image", "b": "smell"}}),
                ("objective", {"items": 4, "objective": "mine"}),
                ("temperature", {"items": 4, "temperature": 0.0})]:
            self.refused(expected, contrastlab.Run, self.path, **named)
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_wrong_calls_leave_the_run_as_it_was(self):
        with contrastlab.Run(self.path, items=12) as run:
            run.step(loss=1, step=10)
            self.refused("one after 10", run.step, loss=1, step=10)
            self.refused("one after 10", run.step, loss=1, step=3)
            self.refused("loss", run.step, loss="much")
            self.refused("image and text", run.embeddings, image=random_rows(1))
            self.refused("text: expected 12 x 8, found 11 x 8", run.embeddings, image=random_rows(1),
                         text=random_rows(1, 11))
            self.refused("expected 12 x 8, found 12 x 9", run.embeddings, image=random_rows(1),
                         text=random_rows(1, 12, 9))
            self.refused("items x width", run.embeddings, image=np.zeros(12), text=np.zeros(12))
            broken = random_rows(1)
            broken[4, 2] = math.nan
            self.refused("image: row 4", run.embeddings, image=broken, text=random_rows(2))
            run.embeddings(image=random_rows(1), text=random_rows(2))
            self.refused("expected 12 x 8", run.embeddings, image=random_rows(1, 12, 9), text=random_rows(2, 12, 9))
            run.embeddings(image=random_rows(1), text=random_rows(2))  # no step since: not told twice
            self.refused("not after 10", run.embeddings, image=random_rows(1), text=random_rows(2), step=11)
            run.step(loss=math.nan)  # a run that diverges is told as it is
        self.refused("closed", run.step, loss=1)
        self.assertEqual([row["step"] for row in read(self.path, "steps")], [10, 11])
        self.assertEqual(len(read(self.path, "embeddings")), 1)

    def test_a_file_of_somebody_else_stays(self):
        pathlib.Path(self.path).write_text("mine")
        with self.assertRaises(FileExistsError):
            contrastlab.Run(self.path, items=4)
        self.assertEqual(pathlib.Path(self.path).read_text(), "mine")

    def test_one_writer_at_a_time(self):
        first = contrastlab.Run(self.path, items=4)
        with self.assertRaises(BlockingIOError):
            contrastlab.Run(self.path, items=4)
        first.close()
        contrastlab.Run(self.path, items=4).close()

    def test_trouble_with_the_file_is_told_once_and_the_loop_goes_on(self):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            run = contrastlab.Run(self.path, items=4)
            other = sqlite3.connect(self.path, isolation_level=None)
            run._writer._connection.execute("PRAGMA busy_timeout = 1")
            other.execute("BEGIN IMMEDIATE")
            for _ in range(3):
                run.step(loss=1)
                run.flush()
            other.execute("ROLLBACK")
            other.close()
            run.close()
        self.assertEqual([warning.category for warning in told], [contrastlab.RecordingWarning])
        self.assertEqual(len(read(self.path, "steps")), 3)

    def test_not_enabled_does_nothing(self):
        run = contrastlab.Run(self.path, enabled=False)
        run.step(loss="anything")
        run.embeddings()
        run.event("x")
        self.assertFalse(run.due())
        run.close()
        self.assertEqual(os.listdir(self.folder.name), [])


class Callbacks(Recording):
    """By what they are given alone; the libraries are not needed."""

    def embed(self, model):
        return {"image": random_rows(model), "text": random_rows(model + 1)}

    def with_module(self, name, **members):
        module = types.ModuleType(name)
        vars(module).update(members)
        parents = [".".join(name.split(".")[:count]) for count in range(1, name.count(".") + 1)]
        return unittest.mock.patch.dict(sys.modules, {**{p: types.ModuleType(p) for p in parents}, name: module})

    def test_lightning(self):
        run = contrastlab.Run(self.path, items=12)
        with self.with_module("lightning.pytorch", Callback=object):
            callback = contrastlab.lightning_callback(run, self.embed, seconds=0)
        optimizer = types.SimpleNamespace(param_groups=[{"lr": 0.5}])
        trainer = types.SimpleNamespace(is_global_zero=True, callback_metrics={"temperature": 0.2}, global_step=0,
                                        current_epoch=1, optimizers=[optimizer])
        for step in (1, 1, 2):  # the second is one of gradients that are gathered
            trainer.global_step = step
            callback.on_train_batch_end(trainer, 5, {"loss": 3.0}, None, 0)
        callback.on_train_end(trainer, 5)
        steps = read(self.path, "steps")
        self.assertEqual([(row["step"], row["loss"], row["learning_rate"], row["temperature"]) for row in steps],
                         [(1, 3.0, 0.5, 0.2), (2, 3.0, 0.5, 0.2)])
        self.assertEqual(len(read(self.path, "embeddings")), 2)

    def test_trainer_of_transformers(self):
        run = contrastlab.Run(self.path, items=12)
        with self.with_module("transformers", TrainerCallback=object):
            callback = contrastlab.trainer_callback(run, self.embed, seconds=0)
        state = types.SimpleNamespace(is_world_process_zero=True, global_step=10)
        callback.on_log(None, state, None, logs={"loss": 2.0, "learning_rate": 0.1, "epoch": 0.5})
        callback.on_log(None, state, None, logs={"eval_loss": 2.0})
        callback.on_step_end(None, state, None, model=7)
        callback.on_train_end(None, state, None)
        self.assertEqual([(row["step"], row["loss"], row["epoch"]) for row in read(self.path, "steps")], [(10, 2.0, 0.5)])
        self.assertEqual([row["step"] for row in read(self.path, "embeddings")], [10])

    def test_open_clip(self):
        told = []
        inner = types.SimpleNamespace(add_scalar=lambda *given: told.append(given), flush=lambda: told.append("flush"))
        run = contrastlab.Run(self.path, items=12)
        writer = contrastlab.OpenClipWriter(run, inner, model=3, embed=self.embed, seconds=0)
        for step, scale in ((0, "scale"), (100, "logit_scale")):  # of earlier versions, of newer ones
            for name, value in (("data_time", 1), (scale, 20.0), ("lr", 0.25), ("logit_bias", -9.5),
                                ("contrastive_loss", 4.0), ("loss", 4.0)):
                writer.add_scalar("train/" + name, value, step)
        writer.add_scalar("train/loss_epoch_avg", 4.0, 100)
        writer.add_scalar("val/loss", 1.0, 100)
        writer.flush()
        run.close()
        self.assertEqual([(row["step"], row["temperature"], row["learning_rate"], row["bias"])
                          for row in read(self.path, "steps")], [(1, 0.05, 0.25, -9.5), (101, 0.05, 0.25, -9.5)])
        self.assertEqual(len(told), 15)


class Costs(Recording):
    def test_under_one_percent_of_the_loop(self):
        """Processor time of 500 steps and one probe of 256 pairs, per second of training."""
        rows = [np.random.default_rng(seed).normal(size=(256, 512)).astype(np.float32) for seed in (1, 2)]
        run = contrastlab.Run(self.path, captions=[f"text {i}" for i in range(256)], batch_size=256)
        seconds = 20
        began = time.process_time()
        in_the_loop = 0.0
        for second in range(seconds):
            before = time.perf_counter()
            for _ in range(500):
                run.step(loss=1.5, temperature=0.07, learning_rate=1e-3)
            run.embeddings(image=rows[0], text=rows[1])
            in_the_loop += time.perf_counter() - before
            run.flush()
        run.close()
        all_of_it = time.process_time() - began
        print(f"\nin the loop {100 * in_the_loop / seconds:.2f} %, all threads {100 * all_of_it / seconds:.2f} % of one core")
        # Twice the promise: other work shares the processor.
        self.assertLess(in_the_loop / seconds, 0.02)


@unittest.skipUnless(torch, "PyTorch is not installed (python3-torch): no loop of two towers")
class WithTorch(Recording):
    def test_two_towers_learn_and_are_seen_to(self):
        torch.manual_seed(0)
        torch.set_num_threads(1)
        latent = torch.randn(512, 8)
        views = [torch.tanh(latent @ torch.randn(8, width)) + 0.1 * torch.randn(512, width) for width in (32, 24)]
        towers = [torch.nn.Sequential(torch.nn.Linear(width, 64), torch.nn.ReLU(), torch.nn.Linear(64, 16))
                  for width in (32, 24)]
        scale = torch.nn.Parameter(torch.tensor(2.0))
        optimizer = torch.optim.Adam([*towers[0].parameters(), *towers[1].parameters(), scale], 3e-3)
        with contrastlab.Run(self.path, items=64, batch_size=64, learn_temperature=True) as run:
            for step in range(200):
                chosen = 64 + torch.randperm(448)[:64]
                a, b = (torch.nn.functional.normalize(tower(view[chosen])) for tower, view in zip(towers, views))
                logits = scale.exp() * a @ b.T
                own = torch.arange(64)
                loss = (torch.nn.functional.cross_entropy(logits, own)
                        + torch.nn.functional.cross_entropy(logits.T, own)) / 2
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                run.step(loss=loss, temperature=1 / scale.exp(), learning_rate=3e-3)
                if step % 20 == 19:
                    run.embeddings(image=towers[0](views[0][:64]), text=towers[1](views[1][:64]))
        evaluations = read(self.path, "evaluations")
        self.assertGreater(evaluations[-1]["a_to_b_recall_at_1"], 0.5)
        self.assertLess(evaluations[-1]["loss"], evaluations[0]["loss"])
        self.assertAlmostEqual(read(self.path, "steps")[-1]["temperature"], float(1 / scale.exp()), delta=0.01)
        if CLI:
            read_back(self)


def read_back(test):
    """That ContrastLab reads all of the file."""
    page = os.path.join(test.folder.name, "page.html")
    result = subprocess.run([CLI, "report", test.path, "--to", page], capture_output=True, text=True, timeout=60)
    test.assertEqual(result.returncode, 0, result.stderr)
    return pathlib.Path(page).read_text(encoding="utf-8")


@unittest.skipUnless(CLI, "CONTRASTLAB_CLI is not set")
class IsRead(Recording):
    def test_a_report_has_items_curves_and_frames(self):
        page = read_back(self) if self.record(labels=[i % 3 for i in range(12)]) else ""
        self.assertIn("thing 7", page)
        self.assertIn("the lights went out", page)

    def test_what_takes_weights_is_refused_in_one_line(self):
        self.record()
        for command in (["export", self.path, "--format", "npy", "--to", self.folder.name + "/out"],
                        ["train", "--resume", self.path],
                        ["report", self.path, "--to", self.folder.name + "/run.py"]):
            result = subprocess.run([CLI, *command], capture_output=True, text=True, timeout=60)
            self.assertNotEqual(result.returncode, 0, command)
            self.assertEqual(len(result.stderr.strip().splitlines()), 1, result.stderr)
            self.assertIn("another program", result.stderr)

    def test_damage_and_wrong_writers_are_told_in_one_line(self):
        def broken(change):
            self.record()
            with sqlite3.connect(self.path) as connection:
                change(connection)
            page = os.path.join(self.folder.name, "page.html")
            result = subprocess.run([CLI, "report", self.path, "--to", page], capture_output=True, text=True, timeout=60)
            self.assertEqual(len(result.stderr.strip().splitlines()), 1, result.stderr)
            self.assertIn("run.clab", result.stderr)
            return result

        def rewrite_facts(connection):
            row = list(connection.execute("SELECT * FROM run").fetchone())[1:-1]
            row[-1] = json.dumps({"items": 12, "modalities": [{"name": "image"}]})
            tables.write_row(connection, "run", 1, row)

        def rewrite_spec(connection):
            row = list(connection.execute("SELECT * FROM run").fetchone())[1:-1]
            row[1] = json.dumps({**json.loads(row[1]), "objective": "mine"})
            tables.write_row(connection, "run", 1, row)

        for change in (lambda c: c.execute("UPDATE steps SET loss = 7 WHERE id = 3"),
                       lambda c: c.execute("DELETE FROM steps WHERE id = 3"),
                       lambda c: c.execute("UPDATE items SET captions = 'other' WHERE id = 3"),
                       lambda c: c.execute("DELETE FROM items"),
                       lambda c: c.execute("DROP TABLE items"),
                       lambda c: c.execute("ALTER TABLE embeddings ADD COLUMN more TEXT"),
                       rewrite_spec):
            self.assertNotEqual(broken(change).returncode, 0)
        result = broken(rewrite_facts)  # curves are there all the same
        self.assertIn("two or three modalities", result.stderr)


if __name__ == "__main__":
    unittest.main()
