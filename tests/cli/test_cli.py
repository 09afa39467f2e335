#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of contrastlab-cli: output, files, exit status, and one clear line for bad input."""
import contextlib
import csv
import json
import math
import os
import pathlib
import pty
import random
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import unittest

CLI = os.environ["CONTRASTLAB_CLI"]
SMALL = ["--dataset", "synthetic", "--batch-size", "64", "--steps", "30", "--evaluate-every", "10"]


def run(*arguments, status=0):
    result = subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert result.returncode == status, f"{arguments}: status {result.returncode}\n{result.stdout}{result.stderr}"
    return result


def summary(*arguments, status=0):
    return json.loads(run(*arguments, status=status).stdout.strip().splitlines()[-1])


def write_npy(path, rows, descr="<f4", shape=None):
    flat = [value for row in rows for value in row]
    shape = shape or (len(rows), len(rows[0]))
    header = str({"descr": descr, "fortran_order": False, "shape": shape})
    header += " " * (-(len(header) + 11) % 64) + "\n"
    code = {"<f4": "<f", "<f8": "<d", "<i8": "<q", "<c8": "<f"}[descr]
    data = b"".join(struct.pack(code, value) for value in flat)
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data)


def read_npy(path):
    data = path.read_bytes()
    length = struct.unpack("<H", data[8:10])[0]
    header = eval(data[10:10 + length])
    code = {"<f4": "f", "<f8": "d", "<i8": "q"}[header["descr"]]
    count = math.prod(header["shape"])
    return header["shape"], struct.unpack(f"<{count}{code}", data[10 + length:])

RECALL = {"recall_at_1", "recall_at_5", "recall_at_10", "median_rank", "chance", "recall_at_1_interval", "recall_at_10_interval"}


class Train(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())

    def test_summary_metrics_and_embeddings(self):
        out = summary("train", *SMALL, "--metrics", self.folder / "m.csv", "--embeddings", self.folder / "e")
        self.assertEqual(out["outcome"], "completed")
        self.assertEqual(out["steps"], 30)
        self.assertEqual(len(out["digest"]), 16)
        self.assertLess(out["loss"], math.log(64))
        for direction in ("a_to_b", "b_to_a"):
            self.assertEqual(set(out["held_out"][direction]), RECALL)
            self.assertEqual(out["held_out"][direction]["chance"],
                             {"recall_at_1": 1 / 256, "recall_at_5": 5 / 256, "recall_at_10": 10 / 256, "median_rank": 128})
            low, high = out["held_out"][direction]["recall_at_10_interval"]
            self.assertTrue(0 <= low < out["held_out"][direction]["recall_at_10"] < high <= 1)
        self.assertEqual(out["held_out"]["items"], 256)
        with open(self.folder / "m.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(list(rows[0])[:5], ["step", "loss", "temperature", "learning_rate", "batch_size"])
        self.assertEqual([int(row["step"]) for row in rows], list(range(1, 31)))
        self.assertEqual(float(rows[-1]["loss"]), out["loss"])
        self.assertEqual(rows[8]["a_to_b_recall_at_1"], "")
        self.assertNotEqual(rows[9]["a_to_b_recall_at_1"], "")
        shape, values = read_npy(self.folder / "e" / "a.npy")
        self.assertEqual(shape, (256, 64))
        self.assertAlmostEqual(sum(v * v for v in values[:64]), 1, places=5)
        self.assertEqual(read_npy(self.folder / "e" / "labels.npy")[0], (256,))
        self.assertEqual(len((self.folder / "e" / "items.csv").read_text().splitlines()), 257)

    def test_every_pair_of_three_modalities(self):
        out = summary("train", *SMALL, "--set", "world.modalities=3", "--set", "modalities=a,b,c",
                      "--set", "pairs=hub")
        self.assertEqual({key: pair["trained"] for key, pair in out["pairs"].items()},
                         {"a_b": True, "a_c": True, "b_c": False})
        self.assertEqual(out["pairs"]["a_b"]["a_to_b"], out["held_out"]["a_to_b"])
        self.assertEqual(set(out["pairs"]["b_c"]["c_to_b"]), RECALL)
        two = summary("train", *SMALL)
        self.assertEqual(list(two["pairs"]), ["a_b"])

    def test_same_seed_same_digest_on_any_number_of_threads(self):
        one = summary("train", *SMALL, "--threads", 1)
        two = summary("train", *SMALL, "--threads", 2)
        other = summary("train", *SMALL, "--seed", 1)
        self.assertEqual(one["digest"], two["digest"])
        self.assertNotEqual(one["digest"], other["digest"])

    def test_spec_file_flags_and_set_in_that_order(self):
        spec = self.folder / "spec.json"
        spec.write_text(json.dumps({"dataset": "synthetic", "steps": 5, "batch_size": 16, "temperature": 0.5}))
        out = summary("train", "--spec", spec, "--batch-size", 32, "--set", "steps=7", "--metrics", self.folder / "m.csv")
        self.assertEqual(out["steps"], 7)
        with open(self.folder / "m.csv", newline="") as file:
            row = next(csv.DictReader(file))
        self.assertEqual(row["batch_size"], "32")
        self.assertAlmostEqual(float(row["temperature"]), 0.5, places=6)

    def test_all_problems_at_once(self):
        result = run("train", "--temperature", "0", "--batch-size", "-3", "--learning-rate", "nan",
                     "--set", "objective=magic", "--set", "nonsense=1", status=2)
        lines = result.stderr.strip().splitlines()
        for text in ("temperature = 0", "batch_size = -3", "learning_rate = nan", "objective = magic", "nonsense = 1"):
            self.assertTrue(any(text in line and "expected" in line for line in lines), (text, lines))
        self.assertEqual(result.stdout, "")

    def test_batch_larger_than_the_data(self):
        self.assertIn("2048 training items", run("train", "--dataset", "synthetic", "--batch-size", 4096, status=2).stderr)

    def test_unknown_things(self):
        for arguments in (["train", "--nonsense"], ["frobnicate"], [], ["train", "--dataset", "/no/such/file"],
                          ["train", "--spec", "/no/such/file"], ["bench", "--workload", "huge"]):
            result = run(*arguments, status=2)
            self.assertTrue(result.stderr.strip(), arguments)

    def test_the_articles_listing_and_its_formula(self):
        examples = pathlib.Path(__file__).resolve().parents[2] / "resources" / "examples"
        result = run("train", "--spec", examples / "article-listing.json", status=3)
        self.assertIn("objective = article-naive: choose another, such as article", result.stderr)
        self.assertEqual(json.loads(result.stdout.strip().splitlines()[-1])["cause"], "objective")
        out = summary("train", "--spec", examples / "article-formula.json", "--steps", 200)
        self.assertLess(out["loss"], math.log(256) / 2)

    def test_examples_are_valid(self):
        for spec in (pathlib.Path(__file__).resolve().parents[2] / "resources" / "examples").glob("*.json"):
            run("train", "--spec", spec, "--steps", 1, status=3 if spec.stem == "article-listing" else 0)

    def test_a_line_search_without_a_step_is_told(self):
        result = run("train", *SMALL, "--optimizer", "ncg", "--freeze-a", "true", "--freeze-b", "true",
                     "--learn-temperature", "false")
        self.assertIn("found no step that lowers the loss at 30 of 30 steps", result.stderr)
        self.assertIn("adamw", result.stderr)
        self.assertEqual(json.loads(result.stdout.strip().splitlines()[-1])["line_search_failures"], 30)

    def test_queue_that_is_no_multiple_of_the_batch(self):
        result = run("train", "--dataset", "synthetic", "--objective", "moco", "--batch-size", 100,
                     "--queue-size", 1024, status=2)
        self.assertIn("queue_size = 1024: expected a multiple of the batch size 100, such as 1000", result.stderr)
        summary("train", "--dataset", "synthetic", "--objective", "moco", "--batch-size", 100, "--steps", 3)  # the default gives way

    def test_divergence_is_status_3_and_still_reports(self):
        out = summary("train", "--dataset", "synthetic", "--optimizer", "sgd", "--learning-rate", "100",
                      "--weight-decay", "10", "--steps", "2000", status=3)
        self.assertEqual(out["outcome"], "diverged")
        self.assertEqual(out["cause"], "learning_rate")

    def test_interrupt_keeps_what_there_is(self):
        metrics = self.folder / "m.csv"
        process = subprocess.Popen([CLI, "train", "--dataset", "synthetic", "--steps", "0", "--metrics", str(metrics)],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        last = json.loads(out.strip().splitlines()[-1])
        self.assertEqual(last["outcome"], "stopped")
        self.assertEqual(len(metrics.read_text().splitlines()), last["steps"] + 1)


class BadInput(unittest.TestCase):
    """Status 2, a line a problem, none hidden by another."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())

    def lines(self, *arguments):
        result = run(*arguments, status=2)
        self.assertEqual(result.stdout, "")
        return result.stderr.strip().splitlines()

    def spec(self, text):
        (self.folder / "spec.json").write_text(text)
        return ["train", "--spec", self.folder / "spec.json"]

    def expect(self, lines, *texts):
        """Each text in a line of its own, and no other lines."""
        self.assertEqual(len(lines), len(texts), lines)
        for text in texts:
            self.assertTrue(any(text in line for line in lines), (text, lines))

    def matrices(self, rows):
        for name in ("a", "b"):
            write_npy(self.folder / f"{name}.npy", [[math.sin(7 * i + j + ord(name)) for j in range(4)] for i in range(rows)])
        return ["--dataset", self.folder / "a.npy", "--set", f"data.second={self.folder / 'b.npy'}", "--steps", 1]

    def test_keys_of_data_in_score(self):
        write_npy(self.folder / "a.npy", [[1.0, 2.0], [2.0, 1.0]])
        score = ["score", "--a", self.folder / "a.npy", "--b", self.folder / "a.npy"]
        self.expect(self.lines(*score, "--set", "data.foo=1"), "data.foo = 1: expected a parameter of the objective")
        self.expect(self.lines(*score[:-1], self.folder / "none", "--set", "foo=1", "--set", "steps=1", "--threads", "x",
                               "--tempreature", 1),
                    "foo = 1", "steps = 1", "--threads = x", "--tempreature: expected a known flag, such as --temperature",
                    "none: cannot be read")

    def test_values_of_a_spec_file(self):
        file = str(self.folder / "spec.json")
        lines = self.lines(*self.spec('''{
            "steps": {"a": [1, {}]}, "seed": null, "dataset": 5, "temperature": "hot", "augment.flip": 1,
            "batch_size": 2.5, "batch_size": 3, "nonsense": 1, "learning_rate": -1}'''))
        self.expect(lines, "steps = {...}: expected a whole number", "seed = null: expected", "dataset = 5: expected a text",
                    "temperature = hot: expected a number", "augment.flip = 1: expected true or false",
                    "batch_size = 2.5: expected a whole number", "batch_size = 3: expected each key once",
                    "nonsense = 1: expected a known key", "learning_rate = -1: expected")
        self.assertTrue(all(line.startswith(f"contrastlab-cli: {file}: ") for line in lines), lines)

    def test_a_deeply_nested_value_is_a_problem_like_others(self):
        for brackets in ("[]", "{}"):
            deep = "[" * 200_000 + "]" * 200_000
            if brackets == "{}":
                deep = '{"a":' * 200_000 + "1" + "}" * 200_000
            self.expect(self.lines(*self.spec('{"steps": ' + deep + "}")), "steps = ")

    def test_broken_json_is_told_with_its_place(self):
        for text, place in (('{"steps": 5,\n  "seed" 1}', "line 2, column 10: expected JSON"),
                            ('{"steps": 1e400}', "line 1, column 15: expected JSON: number overflow"),
                            ("", "line 1, column 1: expected JSON"), ("[1]", "the top level: expected an object"),
                            ("3", "the top level: expected an object")):
            self.expect(self.lines(*self.spec(text)), place)

    def test_a_spec_is_a_regular_file_of_sane_size(self):
        for path in ("/dev/zero", self.folder):
            self.expect(self.lines("train", "--spec", path), "expected a spec file, found no regular file")
        big = self.folder / "big.json"
        with open(big, "wb") as file:
            file.truncate(64 << 20)
        self.expect(self.lines("train", "--spec", big), "expected a spec of at most 16 MiB")

    def test_flags_file_and_data_are_told_together(self):
        arguments = self.spec('{"dataset": "synthetic", "hidden_width": 0, "batch_size": 4096, "modalities": "a,z", "seed": -5}')
        self.expect(self.lines(*arguments, "--seed", 3, "--learning-rate", "fast", "--no-such-flag", 1, "--threads", -1,
                               "--metrics", self.folder / "none" / "m.csv"),
                    "spec.json: hidden_width = 0", "spec.json: batch_size = 4096: expected at most the 2048 training items",
                    "spec.json: modalities = a,z: expected two or three different of a, b", "learning_rate = fast",
                    "--no-such-flag: expected a known flag", "--threads = -1", "m.csv: cannot be written")

    def test_data_that_cannot_be_opened_are_one_more_problem(self):
        self.expect(self.lines("train", "--dataset", self.folder / "none", "--steps", -1), "steps = -1", "none: expected emoji")
        self.expect(self.lines("train", "--dataset", "x" * 5000, "--steps", 1), "expected emoji, people, icons, synthetic, or the path")
        self.expect(self.lines("train", *SMALL[:2], "--word-vectors", "/no/such/file", "--batch-size", 4096),
                    "/no/such/file: the file cannot be read", "batch_size = 4096")

    def test_what_is_none_of_a_list_is_told_with_the_list(self):
        for arguments in (("project", "--input", "a.npy", "--output", "b.npy", "--method"), ("bench", "--workload")):
            result = run(*arguments, "x" * 5000, status=2)
            self.assertRegex(result.stderr, "^contrastlab-cli: --[a-z]+: expected one of [a-z0-9, -]+, found x{80}[.]{3}\n$")

    def test_batch_and_held_out_are_told_with_the_modalities(self):
        self.expect(self.lines("train", *self.matrices(20), "--batch-size", 64, "--set", "modalities=a"),
                    "batch_size = 64", "modalities = a")
        self.expect(self.lines("train", *self.matrices(20), "--held-out", 20, "--set", "modalities=a"),
                    "held_out = 20: expected at least 2 and fewer than the 20 items", "modalities = a")

    def test_what_was_given_does_not_give_way_to_small_data(self):
        data = self.matrices(100)
        summary("train", *data)  # the defaults do
        self.expect(self.lines("train", *data, "--batch-size", 128), "batch_size = 128: expected at most the 80 training items")
        self.expect(self.lines("train", *data, "--set", "held_out=150"),
                    "held_out = 150: expected at least 2 and fewer than the 100 items")
        (self.folder / "small.json").write_text('{"batch_size": 128}')
        self.expect(self.lines("train", *data, "--spec", self.folder / "small.json"), "small.json: batch_size = 128")

    def test_keys_of_data(self):
        self.expect(self.lines("train", "--set", "data.format=table", "--set", "data.foo=1", "--steps", 1),
                    "data.format = table: expected no key under data.", "data.foo = 1")
        self.expect(self.lines("train", *self.matrices(20), "--set", "data.foo=1", "--set", "data.items=x"),
                    "data.foo = 1: expected one of data.path, data.format", "data.items = x: expected a number from 0")
        self.expect(self.lines("datasets", self.folder / "a.npy", "--set", "foo=1", "--set", "bar"), "foo = 1", "--set = bar")
        self.expect(self.lines("datasets", "--set", "foo"), "path = : expected a file or folder", "--set = foo")
        names = [row["name"] for row in json.loads(run("parameters", "--json").stdout)]
        for key in ("data.format", "data.caption_column", "data.sound_seconds"):
            self.assertIn(key, names)
            self.assertIn(key, run("datasets", "--help").stdout)

    def test_control_characters_stay_out_of_the_terminal(self):
        lines = self.lines("train", "--objective", "a\nb\x1b[31mc", "--set", "x\x1b]0;t\x07=1", "--fl\x1bag", "--spec", "no\nfile")
        self.expect(lines, "objective = a?b?[31mc", "x?]0;t? = 1", "--fl?ag", "no?file")
        self.assertFalse(any(ord(c) < 32 for line in lines for c in line))

    def test_commands_and_flags_that_nobody_knows(self):
        self.expect(self.lines(), "command: expected one of train, score, project")
        self.expect(self.lines("frobnicate"), "frobnicate: expected one of train, score, project")
        self.expect(self.lines("bench", "--second", 1, "more"), "--second: expected a known flag, such as --seconds",
                    "more: expected no more arguments (see --help)")
        self.expect(self.lines("--verbose", "optimizers"), "--verbose: expected a known flag")

    def test_numbers_of_the_other_commands(self):
        write_npy(self.folder / "x.npy", [[1.0, 2.0], [2.0, 1.0]])
        project = ["project", "--input", self.folder / "x.npy", "--output", self.folder / "y.npy"]
        for arguments, text in ((["export", "x", "--format", "npy", "--to", "y", "--step", -1],
                                 "--step: expected a whole number of at least 0, found -1"),
                                ([*project, "--seed", -1], "--seed: expected a whole number of at least 0, found -1"),
                                ([*project, "--dims", 4], "--dims: expected a whole number of at least 2, at most 3, found 4"),
                                (["bench", "--seconds", "nan"], "--seconds: expected a number of at least 0.1"),
                                (["bench", "--threads", "many"], "--threads: expected a whole number")):
            self.expect(self.lines(*arguments), text)
            self.assertLess(len(self.lines(*arguments)[0]), 120)

    def test_files_are_named_as_they_were_given(self):
        table = self.folder / "t.csv"
        table.write_text("x,y\n1,2\n3\n")
        self.expect(self.lines("train", "--dataset", table, "--set", "data.format=matrices"), f"{table}, line 3")
        write_npy(self.folder / "a.npy", [[1.0, math.nan]] * 3)
        self.expect(self.lines("score", "--a", self.folder / "a.npy", "--b", self.folder / "a.npy"), "row 1, column 2 (from 1)")


class Claims(unittest.TestCase):
    OWN = {"format": 1, "name": "own", "title": {"en": "Own"}, "says": {"en": "Larger batches, higher loss."},
           "source": "here", "seeds": [1, 2, 3],
           "base": {"dataset": "synthetic", "world.items": 90, "temperature": 1, "steps": 20},
           "vary": {"batch_size": [4, 16]}, "measures": {"loss": "train.loss"}, "assert": [{"rises": "loss"}]}

    def setUp(self):
        self.file = pathlib.Path(tempfile.mkdtemp()) / "own.json"
        self.file.write_text(json.dumps(self.OWN, indent=1))

    def test_a_claim_of_the_program(self):
        listed = json.loads(run("claims", "--list", "--json").stdout)
        self.assertGreaterEqual(len(listed), 36)
        self.assertIn("capped-by-ln-n", run("claims", "--list").stdout)
        claim, = json.loads(run("claims", "capped-by-ln-n", "--json").stdout)
        self.assertEqual((claim["verdict"], claim["expected"], claim["reason"]), ("holds", "holds", None))
        bound = {row["arm"]: row for row in claim["measures"]["bound"]}
        self.assertLess(bound["16"]["mean"], math.log(16))
        self.assertEqual(len(bound["16"]["values"]), 3)
        self.assertEqual({row["seeds"] for row in claim["assertions"]}, {3})

    def test_a_claim_of_ones_own(self):
        out = run("claims", "--file", self.file).stdout
        self.assertTrue(out.startswith("holds      own, "), out)
        self.assertIn("loss rises: so with 3 of 3 seeds", out)

    def test_what_is_wrong_is_one_line(self):
        self.file.write_text(json.dumps({**self.OWN, "vary": {"batch_sise": [4, 16]}}, indent=1))
        error = run("claims", "--file", self.file, status=2).stderr
        self.assertRegex(error, r"own\.json, line \d+: .*batch_sise")
        self.assertEqual(len(error.strip().splitlines()), 1)
        self.assertIn("nothing: expected the name of a claim", run("claims", "nothing", status=2).stderr)
        self.assertIn("expected a readable claim file", run("claims", "--file", "/nowhere.json", status=2).stderr)


SHORT = ["--dataset", "synthetic", "--steps", "30", "--evaluate-every", "10"]
GRID = ["train", *SHORT, "--sweep", "temperature=0.1,1", "--sweep", "batch_size=log:8:32:3"]


class Sweep(unittest.TestCase):
    """Many runs and one table; what is kept of them outlives any end."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp()) / "sweep"

    def rows(self, name="runs.csv"):
        with open(self.folder / name, newline="") as file:
            return list(csv.DictReader(file))

    def losses(self, name):
        """Step by step, of a run file."""
        run("export", self.folder / name, "--format", "csv", "--to", self.folder / ".csv")
        with open(self.folder / ".csv" / "steps.csv", newline="") as file:
            return [row["loss"] for row in csv.DictReader(file)]

    def sweep(self, *more, status=0):
        return run(*GRID, *more, status=status)

    def test_every_run_is_the_run_alone(self):
        self.sweep("--repeats", 2, "--output", self.folder)
        rows = self.rows()
        self.assertEqual(len(rows), 12)
        self.assertEqual(len({row["digest"] for row in rows}), 12)
        for row in rows[::5]:
            alone = summary("train", *SHORT, "--temperature", row["temperature"],
                            "--batch-size", row["batch_size"], "--seed", row["seed"], "--output", self.folder / ".alone.clab")
            self.assertEqual(row["digest"], alone["digest"])
            self.assertEqual(float(row["held_out.loss"]), alone["held_out"]["loss"])
            self.assertEqual(self.losses(row["file"]), self.losses(".alone.clab"))

    def test_table_and_json(self):
        table = self.sweep("--repeats", 2, "--output", self.folder)
        lines = table.stdout.splitlines()
        self.assertEqual(lines[0].split()[:3], ["temperature", "batch_size", "runs"])
        self.assertEqual([line.split()[:3] for line in lines[1:]],
                         [[t, b, "2"] for t in ("0.1", "1") for b in ("8", "16", "32")])
        self.assertEqual(table.stderr, "")
        settings = self.rows("sweep.csv")
        self.assertEqual([(row["temperature"], row["batch_size"]) for row in settings],
                         [(t, b) for t in ("0.1", "1") for b in ("8", "16", "32")])
        for setting in settings:
            losses = [float(row["train.loss"]) for row in self.rows()
                      if (row["temperature"], row["batch_size"]) == (setting["temperature"], setting["batch_size"])]
            self.assertAlmostEqual(float(setting["train.loss_mean"]), sum(losses) / 2)
            self.assertAlmostEqual(float(setting["train.loss_deviation"]), abs(losses[0] - losses[1]) / math.sqrt(2))
        out = json.loads(self.sweep("--repeats", 2, "--json", "--jobs", 3, "--measure", "held_out.loss").stdout)
        self.assertEqual(out["sweep"][1], {"key": "batch_size", "values": [8, 16, 32]})
        self.assertEqual((out["runs"], out["ended"], len(out["settings"])), (12, 12, 6))
        self.assertEqual([one["digest"] for setting in out["settings"] for one in setting["runs"]],
                         [row["digest"] for row in sorted(self.rows(), key=lambda row: (
                             float(row["temperature"]), int(row["batch_size"]), int(row["seed"])))])
        self.assertEqual(list(out["settings"][0]["measures"]), ["held_out.loss"])

    def test_goes_on_where_it_was_killed(self):
        whole = self.sweep("--output", self.folder).stdout
        files = sorted(self.folder.glob("*.clab"))
        self.assertEqual(len(files), 6)
        kept = {file: (file.stat().st_ino, file.stat().st_mtime_ns) for file in files[:3]}
        files[3].unlink()
        files[4].write_bytes(files[4].read_bytes()[:40000])
        files[5].write_bytes(b"")
        (self.folder / "sweep.csv").unlink()
        again = self.sweep("--output", self.folder)
        self.assertEqual(again.stdout, whole)
        self.assertIn("2 run files were not whole or of other data, and are trained again", again.stderr)
        for file, state in kept.items():
            self.assertEqual((file.stat().st_ino, file.stat().st_mtime_ns), state)
        self.assertEqual(len(self.rows()), 6)
        self.assertEqual(len(self.rows("sweep.csv")), 6)
        self.assertEqual(len(list(self.folder.glob("*.broken"))), 2)
        for file in files:
            self.assertEqual(len(self.losses(file.name)), 30)

    def test_kills_at_any_moment(self):
        whole = self.sweep().stdout
        for delay in (0.02, 0.05, 0.1, 0.2):
            process = subprocess.Popen([CLI, *map(str, [*GRID, "--output", self.folder])], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.kill()
            process.wait()
        self.assertEqual(self.sweep("--output", self.folder).stdout, whole)
        self.assertEqual(len(self.rows()), 6)

    def test_interrupt_keeps_what_has_ended(self):
        slow = ["train", "--dataset", "synthetic", "--steps", 300, "--sweep", "temperature=linear:0.1:1:2000",
                "--output", self.folder]
        process = subprocess.Popen([CLI, *map(str, slow)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not list(self.folder.glob("*.clab")) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, err), (130, ""))
        rows = self.rows()
        self.assertTrue(0 < len(rows) < 2000)
        self.assertEqual(len(out.splitlines()), len(rows) + 1)
        self.assertEqual({row["outcome"] for row in rows}, {"completed"})
        self.assertEqual({row["file"] for row in rows}, {file.name for file in self.folder.glob("*.clab")})

    def test_another_sweep_is_refused(self):
        self.sweep("--output", self.folder)
        before = {file: file.read_bytes() for file in self.folder.iterdir()}
        for more, text in ((["--repeats", 2], "over the values of temperature (2) x batch_size (3) and 1 seeds"),
                           (["--learning-rate", 0.5], "whose runs have learning_rate = 0.002 instead of 0.5"),
                           (["--set", "objective=siglip"], "objective = clip instead of siglip")):
            self.assertIn(text, self.sweep("--output", self.folder, *more, status=2).stderr)
        other = self.folder.parent / "other"
        other.mkdir()
        (other / "letter.txt").write_text("mine")
        self.assertIn("holds other files", self.sweep("--output", other, status=2).stderr)
        self.assertEqual([file.name for file in other.iterdir()], ["letter.txt"])
        (self.folder / "sweep.json").write_text("[" * 100000)
        self.assertIn("expected the description of a sweep", self.sweep("--output", self.folder, status=2).stderr)
        (self.folder / "sweep.json").write_bytes(before[self.folder / "sweep.json"])
        self.assertEqual({file: file.read_bytes() for file in self.folder.iterdir()}, before)

    def test_one_writer_at_a_time(self):
        slow = ["train", "--dataset", "synthetic", "--steps", 1000000, "--sweep", "seed=1,2", "--output", self.folder]
        process = subprocess.Popen([CLI, *map(str, slow)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            deadline = time.monotonic() + 60
            while not (self.folder / "sweep.json").exists() and time.monotonic() < deadline:
                time.sleep(0.02)
            self.assertIn("another program is writing it", run(*slow, status=2).stderr)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)

    def test_a_run_that_diverges_is_a_result(self):
        run("train", "--dataset", "synthetic", "--optimizer", "sgd", "--weight-decay", 10, "--steps", 2000,
            "--sweep", "learning_rate=0.001,100", "--output", self.folder)
        self.assertEqual([row["outcome"] for row in self.rows()], ["completed", "diverged"])
        self.assertEqual(self.rows()[1]["train.loss"], "")
        first = {file: file.read_bytes() for file in self.folder.glob("*.clab")}
        run("train", "--dataset", "synthetic", "--optimizer", "sgd", "--weight-decay", 10, "--steps", 2000,
            "--sweep", "learning_rate=0.001,100", "--output", self.folder)
        self.assertEqual({file: file.read_bytes() for file in self.folder.glob("*.clab")}, first)

    def test_all_problems_at_once(self):
        result = run("train", "--dataset", "synthetic", "--temperature", 3, "--sweep", "temperature=0,warm,0.1",
                     "--sweep", "batch_size=8,4000", "--repeats", "x", "--jobs", -1, "--metrics", "m.csv",
                     "--measure", "nonsense", "--output", "/dev/null", status=2)
        for text in ("temperature = 0: expected a number of at least 0.001", "temperature = warm", "a value once: by --sweep alone",
                     "batch_size = 4000: expected at most the 2048 training items", "--repeats = x", "--jobs = -1",
                     "--metrics: expected one run", "--measure = nonsense", "/dev/null"):
            self.assertEqual(sum(text in line for line in result.stderr.splitlines()), 1, (text, result.stderr))
        self.assertEqual(len(result.stderr.splitlines()), 9, result.stderr)
        for text in ("temperature", "temperature=", "temperature=log:0:1:3", "temperature=linear:0:1:99999999999"):
            self.assertEqual(len(run("train", "--sweep", text, status=2).stderr.splitlines()), 1, text)
        absurd = run("train", "--dataset", "synthetic", "--sweep", "temperature=linear:0.1:1:1000", "--sweep",
                     "learning_rate=linear:0.1:1:1000", status=2).stderr
        self.assertEqual(absurd, "contrastlab-cli: sweep = 1000 x 1000 x 1: expected at most 100000 runs\n")
        self.assertIn("expected --sweep beside it", run("train", *SMALL, "--repeats", 2, status=2).stderr)

    def test_a_parameter_that_changes_nothing_is_told(self):
        told = run("train", *SMALL, "--sweep", "margin=0.1,0.2").stderr
        self.assertIn("margin changes nothing here", told)
        self.assertEqual(run("train", *SMALL, "--sweep", "margin=0.1,0.2", "--sweep", "objective=clip,triplet").stderr, "")

    def test_queue_gives_way_to_each_batch(self):
        out = run("train", *SHORT, "--objective", "moco", "--sweep", "batch_size=100,128", "--json").stdout
        alone = [summary("train", *SHORT, "--objective", "moco", "--batch-size", size)["digest"] for size in (100, 128)]
        self.assertEqual([setting["runs"][0]["digest"] for setting in json.loads(out)["settings"]], alone)

    def test_progress_on_a_terminal_alone(self):
        terminal, end = pty.openpty()
        try:
            subprocess.run([CLI, *map(str, [*GRID, "--output", self.folder])], stdout=subprocess.DEVNULL, stderr=end,
                           timeout=120, check=True)
            said = os.read(terminal, 1 << 16).decode()
        finally:
            os.close(end)
            os.close(terminal)
        self.assertIn("\r\x1b[K6 of 6 runs", said)
        self.assertTrue(said.endswith("\r\x1b[K"), said)
        self.assertEqual(self.sweep("--output", self.folder).stderr, "")


class Output(unittest.TestCase):
    """What a run has made is kept and said, whatever cannot be written."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())

    def test_targets_are_tried_before_training(self):
        file = self.folder / "file"
        file.write_text("")
        result = run("train", *SMALL, "--metrics", self.folder / "none" / "m.csv", "--embeddings", "/dev/null/x",
                     "--output", self.folder / "none" / "r.clab", status=2)
        lines = result.stderr.strip().splitlines()
        self.assertEqual(len(lines), 3, lines)
        for line, text in zip(lines, ("m.csv: cannot be written", "r.clab: cannot be written", "/dev/null/x: expected a folder")):
            self.assertIn(text, line)
        self.assertEqual(result.stdout, "")
        result = run("train", *SMALL, "--metrics", self.folder / "x", "--output", self.folder / "." / "x", status=2)
        self.assertIn("expected another file than that of --output", result.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["file"])  # trying leaves nothing

    def test_what_fails_late_takes_nothing_else_with_it(self):
        # A folder in the way of one of the files of --embeddings is met only when they are written.
        (self.folder / "e" / "labels.npy").mkdir(parents=True)
        result = run("train", *SMALL, "--metrics", self.folder / "m.csv", "--embeddings", self.folder / "e",
                     "--output", self.folder / "r.clab", status=2)
        self.assertEqual(json.loads(result.stdout)["outcome"], "completed")
        self.assertIn("labels.npy: cannot be written: it is a folder", result.stderr)
        self.assertEqual(len((self.folder / "m.csv").read_text().splitlines()), 31)
        run("export", self.folder / "r.clab", "--format", "csv", "--to", self.folder / "c")

    def test_embeddings_after_divergence_are_the_last_healthy_ones(self):
        result = run("train", "--dataset", "synthetic", "--optimizer", "sgd", "--learning-rate", "100", "--weight-decay", "10",
                     "--steps", "2000", "--embeddings", self.folder / "e", status=3)
        self.assertIn("the last healthy checkpoint", result.stderr)
        self.assertTrue(all(map(math.isfinite, read_npy(self.folder / "e" / "a.npy")[1])))

    def test_names_that_are_not_utf8(self):
        folder = os.fsencode(self.folder) + b"/\xff\xfe"
        run_file = folder + b".clab"
        train = subprocess.run([CLI, "train", *SMALL, "--output", run_file], capture_output=True, timeout=120)
        self.assertEqual(train.returncode, 0, train.stderr)
        export = subprocess.run([CLI, "export", run_file, "--format", "npy", "--to", folder], capture_output=True, timeout=120)
        self.assertEqual(export.returncode, 0, export.stderr)
        self.assertEqual(len(json.loads(export.stdout)["files"]), 4)

    def test_standard_output_that_cannot_be_written(self):
        for command in ([CLI, "parameters"], [CLI, "train", *SMALL], [CLI, "--help"]):
            with open("/dev/full", "w") as full:
                result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
            self.assertEqual(result.returncode, 2, command)
            self.assertIn("standard output: cannot be written", result.stderr)
        closed = subprocess.run(f"'{CLI}' optimizers >&-", shell=True, stderr=subprocess.PIPE, text=True, timeout=120)
        self.assertEqual(closed.returncode, 2)
        self.assertIn("standard output: cannot be written", closed.stderr)

    def test_a_limit_on_file_sizes_is_an_error_that_leaves_nothing(self):
        limited = f"ulimit -f 1; '{CLI}' train {' '.join(SMALL)} --embeddings '{self.folder}/e'"
        result = subprocess.run(limited, shell=True, capture_output=True, text=True, timeout=120)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("a.npy: cannot be written: File too large", result.stderr)
        self.assertEqual(json.loads(result.stdout)["outcome"], "completed")
        self.assertEqual(list((self.folder / "e").iterdir()), [])

    def test_little_memory_is_told(self):
        def limited(arguments):
            return subprocess.run(f"ulimit -v 2000000; '{CLI}' {arguments}", shell=True, capture_output=True, text=True, timeout=120)
        if limited("optimizers").returncode != 0:
            self.skipTest("this build needs more address space than the limit")
        result = limited("train --dataset synthetic --set world.items=1000000 --set world.width=4096 --threads 1")
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertRegex(result.stderr, r"world\.items = 1000000: expected less: it takes about 9\d GB of memory, and 1\.\d GB are left")

    def test_endless_runs_have_no_end_in_their_progress(self):
        process = subprocess.Popen([CLI, "train", "--dataset", "synthetic", "--steps", "0"], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        first = process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertRegex(first, r"^step \d+  loss")

    def test_an_interrupt_at_any_moment_is_status_130(self):
        write_npy(self.folder / "x.npy", [[math.sin(i * j) for j in range(8)] for i in range(3000)])
        slow = [["bench", "--seconds", "60"], ["train", "--steps", "0"],
                ["project", "--input", self.folder / "x.npy", "--output", self.folder / "y.npy", "--method", "tsne",
                 "--set", "iterations=100000"]]
        # Ignored until the program takes it over, so that one that comes before main kills nothing; sent until it is heeded.
        ignore = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)}
        for command in slow:
            for seconds in (0, 0.3):
                process = subprocess.Popen([CLI, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                           text=True, **ignore)
                time.sleep(seconds)
                deadline = time.time() + 60
                while process.poll() is None and time.time() < deadline:
                    process.send_signal(signal.SIGINT)
                    time.sleep(0.02)
                process.kill()
                _, errors = process.communicate(timeout=30)
                self.assertEqual(process.returncode, 130, (command, seconds, errors))
        self.assertFalse((self.folder / "y.npy").exists())


def crc32c_masked(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def protobuf(data):
    """The fields of a message: number -> values in their order."""
    fields, place = {}, 0

    def varint():
        nonlocal place
        value = shift = 0
        while True:
            byte = data[place]
            place += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while place < len(data):
        key = varint()
        kind = key & 7
        size = {1: 8, 5: 4}.get(kind) or (varint() if kind == 2 else 0)
        value = varint() if kind == 0 else data[place:place + size]
        place += size
        fields.setdefault(key >> 3, []).append(value)
    return fields


def read_events(path):
    """The records of a TensorBoard event file: [(wall time, step, {tag: value} or the file version)]."""
    data, place, events = path.read_bytes(), 0, []
    while place < len(data):
        header, checksum = data[place:place + 8], struct.unpack("<I", data[place + 8:place + 12])[0]
        assert checksum == crc32c_masked(header)
        length = struct.unpack("<Q", header)[0]
        record = data[place + 12:place + 12 + length]
        assert struct.unpack("<I", data[place + 12 + length:place + 16 + length])[0] == crc32c_masked(record)
        place += 16 + length
        event = protobuf(record)
        values = {}
        for value in protobuf(event[5][0])[1] if 5 in event else []:
            value = protobuf(value)
            values[value[1][0].decode()] = struct.unpack("<f", value[2][0])[0]
        step = event.get(2, [0])[0]
        events.append((struct.unpack("<d", event[1][0])[0], step, event[3][0].decode() if 3 in event else values))
    return events


class RunFile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.file = cls.folder / "run.clab"
        cls.summary = summary("train", *SMALL, "--output", cls.file, "--embeddings", cls.folder / "e",
                              "--metrics", cls.folder / "m.csv")

    def export(self, name, *arguments, file=None, status=0):
        return run("export", file or self.file, "--format", name, "--to", self.folder / name, *arguments, status=status)

    def test_the_file_does_not_change_the_run(self):
        self.assertEqual(self.summary["digest"], summary("train", *SMALL)["digest"])
        self.assertEqual([path.name for path in self.folder.glob("*run.clab*")], ["run.clab"])

    def test_numpy_reads_npy_and_npz(self):
        import numpy
        out = json.loads(self.export("npy").stdout)
        self.assertEqual(out["step"], 30)
        self.assertEqual([pathlib.Path(file).name for file in out["files"]], ["a.npy", "b.npy", "labels.npy", "items.csv"])
        self.export("npz")
        archive = numpy.load(self.folder / "npz" / "embeddings.npz", allow_pickle=False)
        for name in ("a", "b"):
            rows = numpy.load(self.folder / "npy" / f"{name}.npy", allow_pickle=False)
            self.assertEqual((rows.shape, rows.dtype), ((256, 64), numpy.float32))
            self.assertTrue((rows == numpy.load(self.folder / "e" / f"{name}.npy")).all())
            self.assertTrue((rows == archive[name]).all())
            self.assertTrue(numpy.allclose(numpy.linalg.norm(rows, axis=1), 1, atol=1e-5))
        labels = numpy.load(self.folder / "npy" / "labels.npy")
        self.assertEqual(labels.dtype, numpy.int64)
        self.assertTrue((labels == archive["labels"]).all())
        self.assertEqual(len(archive["items"]), 256)
        # Recall at 1 in one line of NumPy is what the run says of itself.
        hits = (archive["a"] @ archive["b"].T).argmax(axis=1) == numpy.arange(256)
        self.assertAlmostEqual(hits.mean(), self.summary["held_out"]["a_to_b"]["recall_at_1"], places=6)

    def test_an_earlier_step_and_other_items(self):
        first = json.loads(self.export("npy", "--step", 7, "--items", "all").stdout)
        self.assertEqual(first["step"], 0)
        self.assertEqual(read_npy(self.folder / "npy" / "a.npy")[0], (2304, 64))

    def test_csv(self):
        self.export("csv")
        with open(self.folder / "csv" / "embeddings.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 512)
        self.assertEqual({row["modality"] for row in rows}, {"a", "b"})
        a = read_npy(self.folder / "e" / "a.npy")[1]
        self.assertAlmostEqual(float(rows[3]["e5"]), a[3 * 64 + 5], places=7)
        steps = (self.folder / "csv" / "steps.csv").read_text().splitlines()
        metrics = (self.folder / "m.csv").read_text().splitlines()
        self.assertEqual(len(steps), 31)
        self.assertTrue(metrics[7].startswith(steps[7]))
        self.assertEqual(len((self.folder / "csv" / "evaluations.csv").read_text().splitlines()), 5)

    def test_tensorboard_events(self):
        path = pathlib.Path(json.loads(self.export("tensorboard").stdout)["files"][0])
        self.assertTrue(path.name.startswith("events.out.tfevents."))
        first, *events = read_events(path)
        self.assertEqual(first[2], "brain.Event:2")
        steps = [event for event in events if "train/loss" in event[2]]
        self.assertEqual([event[1] for event in steps], list(range(1, 31)))
        self.assertAlmostEqual(steps[-1][2]["train/loss"], self.summary["loss"], places=5)
        self.assertTrue(all(event[0] >= first[0] for event in events))
        self.assertLess(abs(first[0] - time.time()), 600)
        judged = [event for event in events if "val/loss" in event[2]]
        self.assertEqual([event[1] for event in judged], [1, 10, 20, 30])
        self.assertAlmostEqual(judged[-1][2]["val/b_to_a_recall_at_5"],
                               self.summary["held_out"]["b_to_a"]["recall_at_5"], places=6)

    def test_a_kill_leaves_a_readable_file(self):
        file = self.folder / "killed.clab"
        metrics = ["--dataset", "synthetic", "--batch-size", "64", "--steps", "0", "--output", str(file)]
        process = subprocess.Popen([CLI, "train", *metrics], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def rows():
            self.export("csv", file=file)
            return (self.folder / "csv" / "steps.csv").read_text().splitlines()

        deadline = time.time() + 60
        while not file.exists() or len(rows()) < 20:  # read while it is being written
            self.assertLess(time.time(), deadline)
            time.sleep(0.1)
        busy = run("train", *SMALL, "--output", file, status=2)
        self.assertIn("another program is writing it", busy.stderr)
        process.kill()
        process.wait()
        steps = [int(row.split(",")[0]) for row in rows()[1:]]
        self.assertEqual(steps, list(range(1, len(steps) + 1)))
        out = summary("train", *SMALL, "--output", file)  # a new run takes its place
        self.assertEqual(len(rows()), out["steps"] + 1)

    def test_a_run_killed_twenty_times_ends_as_one_that_never_was(self):
        file = self.folder / "resumed.clab"
        work = ["--dataset", "synthetic", "--batch-size", "64", "--embedding-width", "16", "--steps", "4000"]
        whole = summary("train", *work)
        chance = random.Random(3)
        arguments = ["train", *work, "--output", str(file)]
        for _ in range(20):
            process = subprocess.Popen([CLI, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not file.exists() and process.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.15) * whole["seconds"])
            process.kill()
            process.wait()
            with contextlib.closing(sqlite3.connect(file)) as database:
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            arguments = ["train", "--resume", str(file)]
        out = summary(*arguments)
        self.assertEqual((out["digest"], out["steps"]), (whole["digest"], 4000))

    def test_resume_from_a_step_with_another_value_is_a_branch(self):
        branch = self.folder / "branch.clab"
        again = self.folder / "again.clab"
        self.assertEqual(summary("train", "--resume", self.file, "--step", 17, "--output", again)["digest"],
                         self.summary["digest"])
        self.assertEqual(summary("train", "--resume", again)["digest"], self.summary["digest"])
        out = summary("train", "--resume", self.file, "--step", 17, "--output", branch, "--temperature", "0.3",
                      "--steps", "44")
        self.assertEqual(out["steps"], 44)
        self.assertNotEqual(out["digest"], self.summary["digest"])
        with contextlib.closing(sqlite3.connect(branch)) as database:
            told = database.execute("SELECT step, key, after FROM events ORDER BY key").fetchall()
        self.assertEqual(told, [(17, "steps", "44"), (17, "temperature", "0.3")])
        for expected, more in {"another file": ["--step", 17], "at most 30": ["--step", 31, "--output", branch],
                               "a new run": ["--embedding-width", 8], "expected": ["--temperature", "-1"]}.items():
            lines = run("train", "--resume", self.file, *more, status=2).stderr.strip().splitlines()
            self.assertIn(expected, lines[-1])

    def test_divergence_and_interrupt_keep_the_run(self):
        file = self.folder / "diverged.clab"
        out = summary("train", "--dataset", "synthetic", "--optimizer", "sgd", "--learning-rate", "100",
                      "--weight-decay", "10", "--steps", "2000", "--output", file, status=3)
        self.export("csv", file=file)
        self.assertEqual(len((self.folder / "csv" / "steps.csv").read_text().splitlines()), out["steps"] + 1)
        process = subprocess.Popen([CLI, "train", "--dataset", "synthetic", "--steps", "0", "--output", str(file)],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        out = json.loads(process.communicate(timeout=20)[0].strip().splitlines()[-1])
        self.assertEqual(process.returncode, 130)
        self.assertEqual(json.loads(self.export("npy", file=file).stdout)["step"], out["steps"])

    def test_bad_input_is_one_line(self):
        foreign = self.folder / "foreign.clab"
        foreign.write_bytes(b"PK\3\4 something else")
        cut = self.folder / "cut.clab"
        cut.write_bytes(self.file.read_bytes()[:-20000])
        moved = self.folder / "moved.clab"
        moved.write_bytes(self.file.read_bytes())
        cases = {
            "foreign": ("run file of ContrastLab", lambda: self.export("npy", file=foreign, status=2)),
            "missing": ("cannot be read", lambda: self.export("npy", file=self.folder / "none", status=2)),
            "cut short": ("damaged", lambda: self.export("npy", file=cut, status=2)),
            "format": ("parquet", lambda: self.export("parquet", status=2)),
            "step": ("--step", lambda: self.export("npy", "--step", -1, status=2)),
            "other data": ("changed since", lambda: self.export("npy", "--dataset", "emoji", status=2)),
            "a file": ("found a file", lambda: run("export", moved, "--format", "npy", "--to", foreign, status=2)),
            "train over it": ("not overwritten", lambda: run("train", *SMALL, "--output", foreign, status=2)),
        }
        for name, (expected, act) in cases.items():
            with self.subTest(name):
                lines = act().stderr.strip().splitlines()
                self.assertEqual(len(lines), 1, lines)
                self.assertIn(expected, lines[0])
        self.assertEqual(foreign.read_bytes(), b"PK\3\4 something else")


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.file = cls.folder / "<script><b>.clab"
        run("train", *SMALL, "--output", cls.file)

    def page(self, file, *arguments):
        told = summary("report", file, "--to", self.folder / "page.html", *arguments)
        text = (self.folder / "page.html").read_text(encoding="utf-8")
        self.assertEqual(told["bytes"], len(text.encode()))
        self.assertEqual(text.count("<script"), 2)
        self.assertEqual(text.count("</script"), 2)
        start = text.index(">", text.index('<script id="run"')) + 1
        return json.loads(text[start:text.index("</script", start)])

    def test_a_page_holds_the_run(self):
        page = self.page(self.file)
        self.assertEqual(page["name"], "<script><b>")
        self.assertEqual(page["steps"], 30)
        self.assertEqual(len(page["digest"]), 16)
        self.assertEqual(page["judged"]["x"], [1, 10, 20, 30])
        self.assertEqual(page["frames"]["count"], 256)
        self.assertEqual(len(page["items"]), 256)
        self.assertIn({"key": "batch_size", "value": "64", "standard": "128", "differs": True},
                      [{key: row[key] for key in ("key", "value", "standard", "differs")} for row in page["parameters"]])

    def test_its_command_does_the_run_again(self):
        again = self.page(self.file)["texts"]["command"].replace("contrastlab-cli", CLI, 1)
        result = subprocess.run(["/bin/sh", "-c", again], capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(json.loads(result.stdout.strip().splitlines()[-1])["digest"], self.page(self.file)["digest"])

    def test_as_texts(self):
        for ending, part in ((".sh", "contrastlab-cli train --dataset synthetic"), (".py", "def loss("), (".json", '"batch_size"')):
            target = self.folder / ("run" + ending)
            run("report", self.file, "--to", target)
            self.assertIn(part, target.read_text(encoding="utf-8"))
        self.assertEqual(summary("train", "--spec", self.folder / "run.json")["digest"], self.page(self.file)["digest"])

    def test_data_that_moved(self):
        data = self.folder / "data"
        data.mkdir()
        for name in ("a", "b"):
            write_npy(data / (name + ".npy"), [[float((i * 7 + j * ord(name)) % 13) for j in range(6)] for i in range(200)])
        run("train", "--dataset", data, "--steps", 3, "--batch-size", 16, "--output", self.folder / "own.clab")
        steps = self.page(self.folder / "own.clab")["frames"]["steps"]
        self.assertEqual((steps[0], steps[-1]), (0, 3))
        data.rename(self.folder / "moved")
        result = run("report", self.folder / "own.clab", "--to", self.folder / "page.html")
        self.assertIn("the page has no items", result.stderr)
        page = self.page(self.folder / "own.clab")
        self.assertIsNone(page["frames"])
        self.assertEqual(page["step_curves"]["loss"]["x"], [1, 2, 3])
        self.assertIsNotNone(self.page(self.folder / "own.clab", "--dataset", self.folder / "moved")["frames"])

    def test_bad_input_is_one_line_that_names_it(self):
        wrong = self.folder / "no run.clab"
        wrong.write_text("nothing")
        for arguments, part in (([self.folder / "none.clab", "--to", "x.html"], "none.clab"),
                                ([wrong, "--to", "x.html"], "no run.clab"),
                                ([self.file, "--to", "page.docx"], "page.docx"),
                                ([self.file, "--to", self.folder / "none" / "p.html"], "none/p.html"),
                                ([self.file, "--to", self.folder / "p.html", "--dataset", "/no/such"], "/no/such")):
            result = run("report", *arguments, status=2)
            self.assertEqual(len(result.stderr.strip().splitlines()), 1, result.stderr)
            self.assertIn(part, result.stderr)
        self.assertFalse((self.folder / "p.html").exists())
        run("train", *SMALL, "--task", "autoencoder", "--output", self.folder / "auto.clab")
        self.assertIn("auto.clab", run("report", self.folder / "auto.clab", "--to", self.folder / "p.py", status=2).stderr)
        self.assertNotIn("python", self.page(self.folder / "auto.clab")["texts"])


class Trials(unittest.TestCase):
    """Runs and exports that are disturbed: nothing is lost, nothing is left lying about, and it is said."""
    ENDLESS = ["--dataset", "synthetic", "--batch-size", "64", "--steps", "0"]

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.file = self.folder / "run.clab"

    def start(self, *arguments, **streams):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        process = subprocess.Popen([CLI, *map(str, arguments)], text=True, **streams)
        self.addCleanup(self.clear, process)
        return process

    def clear(self, process):
        process.kill()
        process.wait()
        for stream in filter(None, (process.stdout, process.stderr)):
            stream.close()

    def wait(self, condition, seconds=120):
        deadline = time.time() + seconds
        while not condition():
            self.assertLess(time.time(), deadline)
            time.sleep(0.05)

    def steps(self, file=None):
        """Steps that a run file holds, and what `export` says of it."""
        result = run("export", file or self.file, "--format", "csv", "--to", self.folder / "csv")
        with open(self.folder / "csv" / "steps.csv", newline="") as table:
            return [int(row["step"]) for row in csv.DictReader(table)], result.stderr

    def end(self, process, number=signal.SIGINT):
        process.send_signal(number)
        out, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, errors)
        return json.loads(out.strip().splitlines()[-1]), errors

    def hidden(self):
        return [path.name for path in self.folder.rglob(".*")]

    def test_two_writers_at_once(self):
        for pair in range(10):
            processes = [self.start("train", *SMALL, "--seed", seed, "--output", self.file) for seed in (2 * pair, 2 * pair + 1)]
            losses = []
            for process in processes:
                out, errors = process.communicate(timeout=120)
                self.assertIn(process.returncode, (0, 2), errors)
                if process.returncode == 0:
                    losses.append(json.loads(out)["loss"])
                else:
                    self.assertIn("another program", errors)
            steps, errors = self.steps()
            self.assertEqual(steps, list(range(1, 31)))
            self.assertEqual(errors, "")
            with open(self.folder / "csv" / "steps.csv", newline="") as table:
                self.assertIn(float(list(csv.DictReader(table))[-1]["loss"]), losses)
            self.assertEqual(self.hidden(), [])

    def test_a_file_that_is_removed_is_written_anew(self):
        process = self.start("train", *self.ENDLESS, "--output", self.file)
        self.wait(lambda: self.file.exists() and len(self.steps()[0]) > 5)
        self.file.unlink()
        self.wait(self.file.exists)
        out, errors = self.end(process)
        self.assertIn("run.clab: was removed or renamed while the run was written to it", errors)
        self.assertEqual(self.steps()[0], list(range(1, out["steps"] + 1)))
        self.assertEqual([path.name for path in self.folder.glob("*run.clab*")], ["run.clab"])

    def test_a_file_that_is_overwritten_is_left_to_its_new_content(self):
        other = self.folder / "other.clab"
        summary("train", *SMALL, "--output", other)
        process = self.start("train", *self.ENDLESS, "--output", self.file)
        self.wait(lambda: self.file.exists() and len(self.steps()[0]) > 5)
        content = other.read_bytes()
        # Not in the few milliseconds in which the run's log is folded into the file: nobody can tell
        # two writers of one file apart.
        self.wait(lambda: 0.05 < time.time() - self.file.stat().st_mtime < 0.2)
        self.file.write_bytes(content)  # as cp does: the same file, another content
        rescue = self.folder / "run.rescue.clab"
        self.wait(rescue.exists)
        out, errors = self.end(process)
        self.assertIn("run.clab: was overwritten while the run was written to it; the run goes on in", errors)
        self.assertEqual(self.steps()[0], list(range(1, 31)))
        steps = self.steps(rescue)[0]
        self.assertEqual(steps, list(range(steps[0], out["steps"] + 1)))
        self.assertEqual(steps[0] > 1, "without its first" in errors)
        self.assertEqual(self.hidden(), [])
        self.assertEqual(sorted(path.name for path in self.folder.glob("*clab*")),
                         ["other.clab", "run.clab", "run.rescue.clab"])

    def test_the_file_alone_of_a_killed_run_is_enough(self):
        metrics = self.folder / "m.csv"
        process = self.start("train", *self.ENDLESS, "--output", self.file, "--metrics", metrics)
        self.wait(self.file.exists)
        copy = self.folder / "copy.clab"

        def is_in_copy():
            copy.write_bytes(self.file.read_bytes())
            return len(self.steps(copy)[0]) > 20

        self.assertIn("is still being written; this is the run as it stood at step", self.steps()[1])
        self.wait(is_in_copy)
        process.kill()
        process.wait()
        copy.write_bytes(self.file.read_bytes())  # without the log beside it
        steps, errors = self.steps(copy)
        self.assertEqual(steps, list(range(1, len(steps) + 1)))
        self.assertIn(f"copy.clab: the run was cut off at step {len(steps)}", errors)
        rows = metrics.read_text().split("\n")[:-1]  # a kill may cut the last line
        self.assertGreater(len(rows), 20)
        self.assertEqual({row.count(",") for row in rows}, {rows[0].count(",")})
        summary("train", *SMALL, "--output", self.file)  # a new run takes its place
        self.assertEqual(self.hidden(), [])

    def test_every_signal_keeps_the_run(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGXCPU):
            self.file.unlink(missing_ok=True)  # one that is there would be taken for the new one
            process = self.start("train", *self.ENDLESS, "--output", self.file, "--metrics", self.folder / "m.csv")
            self.wait(self.file.exists)
            time.sleep(0.3)
            out, _ = self.end(process, number)
            self.assertEqual(out["outcome"], "stopped")
            steps, errors = self.steps()
            self.assertEqual(steps, list(range(1, out["steps"] + 1)))
            self.assertEqual(errors, "")
            self.assertEqual(len((self.folder / "m.csv").read_text().splitlines()), out["steps"] + 1)
            self.assertEqual(self.hidden(), [])

    def test_a_hangup_that_is_ignored_stays_ignored(self):
        process = self.start("train", *self.ENDLESS, "--output", self.file,
                             preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        self.wait(self.file.exists)
        process.send_signal(signal.SIGHUP)
        self.wait(lambda: len(self.steps()[0]) > 5)
        self.assertIsNone(process.poll())
        self.assertEqual(self.end(process)[0]["outcome"], "stopped")

    def test_a_pipe_that_nobody_reads_keeps_the_run(self):
        process = self.start("train", *self.ENDLESS, "--output", self.file, stderr=subprocess.STDOUT, bufsize=1)
        process.stdout.readline()
        process.stdout.close()  # as `head -1` does
        self.assertEqual(process.wait(timeout=120), 130)
        steps, errors = self.steps()
        self.assertGreater(len(steps), 0)
        self.assertEqual(errors, "")  # it has an end
        listing = subprocess.run(f"'{CLI}' parameters | true; exit ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash",
                                 stderr=subprocess.PIPE, text=True, timeout=120)
        self.assertIn(listing.returncode, (0, 130))
        self.assertEqual(listing.stderr, "")

    def test_a_second_interrupt_does_not_wait_for_a_large_step(self):
        slow = ["--dataset", "synthetic", "--set", "world.items=40000", "--batch-size", "16384", "--set", "hidden_width=1024",
                "--set", "embedding_width=512", "--steps", "0", "--threads", 1]
        process = self.start("train", *slow, "--output", self.file)
        self.wait(self.file.exists)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        began = time.time()
        out, _ = self.end(process)
        self.assertEqual(out["outcome"], "stopped")
        self.assertLess(time.time() - began, 60)
        result = run("export", self.file, "--format", "tensorboard", "--to", self.folder / "t")
        self.assertEqual(result.stderr, "")  # it has an end

    def test_little_room_keeps_the_logs(self):
        limited = f"ulimit -f 800; exec '{CLI}' train {' '.join(SMALL[:-4])} --steps 1500 --evaluate-every 500 --output '{self.file}'"
        result = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(json.loads(result.stdout.strip().splitlines()[-1])["outcome"], "completed")
        self.assertIn("run.clab", result.stderr)
        steps, _ = self.steps()
        self.assertEqual(steps, list(range(1, len(steps) + 1)))
        self.assertGreater(len(steps), 500)

    def test_an_error_in_mid_run_keeps_what_there_is(self):
        # Of matrices beyond 512 MiB a value that is no number is met by the batch that draws it; mostly a hole in the file.
        shape = (300_000, 512)
        for name in ("a", "b"):
            path = self.folder / f"{name}.npy"
            write_npy(path, [[math.sin(i * j) for j in range(512)] for i in range(40)], shape=shape)
            with open(path, "r+b") as file:
                start = path.stat().st_size - 40 * 512 * 4
                file.truncate(start + shape[0] * 512 * 4)
                for row in range(1000, shape[0], 20_000):
                    file.seek(start + row * 512 * 4)
                    file.write(struct.pack("<f", math.nan))
        result = run("train", "--dataset", self.folder / "a.npy", "--set", f"data.second={self.folder / 'b.npy'}", "--set",
                     "held_out=100", "--batch-size", 64, "--steps", 0, "--output", self.file, "--metrics", self.folder / "m.csv",
                     "--embeddings", self.folder / "e", status=2)
        lines = [line for line in result.stderr.splitlines() if "expected a finite number" in line]
        self.assertEqual(len(lines), 1, result.stderr)
        self.assertIn("a.npy", lines[0])
        out = json.loads(result.stdout)
        self.assertEqual(out["outcome"], "failed")
        self.assertIn("expected a finite number", out["message"])
        self.assertGreater(out["steps"], 0)
        self.assertEqual(len((self.folder / "m.csv").read_text().splitlines()), out["steps"] + 1)
        self.assertTrue((self.folder / "e" / "a.npy").exists())
        result = run("export", self.file, "--format", "tensorboard", "--to", self.folder / "t")
        self.assertEqual(result.stderr, "")  # an end: failed

    def test_interrupted_exports_leave_nothing(self):
        summary("train", *SMALL, "--output", self.file)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            for delay in (0.02, 0.08, 0.2):
                process = self.start("export", self.file, "--format", "csv", "--items", "all", "--to", self.folder / "e")
                time.sleep(delay)
                process.send_signal(number)
                process.communicate(timeout=60)
                self.assertIn(process.returncode, (0, 130, -number))
                if number != signal.SIGKILL:
                    self.assertEqual(self.hidden(), [])
        run("export", self.file, "--format", "csv", "--items", "all", "--to", self.folder / "e")
        self.assertEqual(self.hidden(), [])  # nor what a kill has left

    def test_targets_that_are_none_or_each_other(self):
        for flag in ("--output", "--metrics", "--embeddings"):
            result = run("train", *SMALL, flag, "", status=2)
            self.assertIn(f"{flag} = : expected the name of a file or folder", result.stderr)
        embeddings = ["--embeddings", self.folder / "e"]
        for flag, name in (("--metrics", "items.csv"), ("--output", "a.npy"), ("--metrics", "../e/items.csv")):
            result = run("train", *SMALL, flag, self.folder / "e" / name, *embeddings, status=2)
            self.assertIn("expected another file than those of --embeddings", result.stderr)
        os.symlink("real.clab", self.file)  # a link to nothing yet
        summary("train", *SMALL, "--output", self.file)
        self.assertTrue((self.folder / "real.clab").is_file())
        self.assertEqual(len(self.steps()[0]), 30)

    def test_long_messages_are_cut(self):
        result = run("train", "--output", "/" + "x" * 100_000, status=2)
        self.assertLess(len(result.stderr), 10_000)
        self.assertIn("File name too long", result.stderr)


class Window(unittest.TestCase):
    PROGRAM = pathlib.Path(CLI).with_name("contrastlab")

    def test_every_problem_of_its_command_line_has_a_line(self):
        if not self.PROGRAM.exists():
            self.skipTest("the window is not built")
        arguments = ["--temperature", "-1", "--tempreature", "1", "--size", "big", "--threads", "x", "--set", "foo=1",
                     "--learn-temperature", "false"]
        quiet = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": tempfile.mkdtemp()}  # Qt wants the folder
        result = subprocess.run([self.PROGRAM, *arguments], env=os.environ | quiet, capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 2, result.stderr)
        lines = result.stderr.strip().splitlines()
        self.assertTrue(all(line.startswith("contrastlab: ") for line in lines), lines)
        for text in ("temperature = -1", "--tempreature: expected a known flag", "--size = big", "--threads = x", "foo = 1"):
            self.assertEqual(sum(text in line for line in lines), 1, (text, lines))


class Scripts(unittest.TestCase):
    """scripts/run and scripts/test, with programs in place of the build that say what they were given."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        scripts = pathlib.Path(__file__).resolve().parents[2] / "scripts"
        for name in ("run", "test"):
            self.program(f"scripts/{name}", (scripts / name).read_text())
        self.program("scripts/install_packages", "exit 0")
        self.program("bin/cmake", "#!/bin/sh\nexit 0")
        self.program("build/release/bin/contrastlab", '#!/bin/sh\necho "$QT_QPA_PLATFORM" "$@"')

    def program(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
        path.chmod(0o755)

    def call(self, name, *arguments, **environment):
        plain = {key: value for key, value in os.environ.items()
                 if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        plain["PATH"] = f"{self.root / 'bin'}:{plain['PATH']}"
        return subprocess.run(["bash", self.root / "scripts" / name, *arguments], env=plain | environment,
                              capture_output=True, text=True, timeout=60)

    def test_without_a_display_a_picture_is_drawn_whatever_the_arguments(self):
        picture = f"--screenshot {self.root / 'build' / 'contrastlab.png'}"
        for arguments, expected in (([], f"offscreen {picture} --after-steps 400 --size 1600x1000"),
                                    (["--seed", "1"], f"offscreen --seed 1 {picture} --after-steps 400 --size 1600x1000"),
                                    (["--after-steps=3"], f"offscreen --after-steps=3 {picture} --size 1600x1000"),
                                    (["--screenshot", "x.png"], " --screenshot x.png"), (["--help"], " --help")):
            result = self.call("run", *arguments)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn(expected, result.stdout.splitlines())
        self.assertEqual(self.call("run", "--seed", "1", DISPLAY=":0").stdout, " --seed 1\n")

    def test_unknown_arguments_of_test(self):
        for arguments in (["--sanitisers"], ["--sanitizers", "x"], ["--minutes", "ten"], ["--minutes"], ["relaese"]):
            result = self.call("test", *arguments)
            self.assertEqual(result.returncode, 2)
            self.assertIn("expected", result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1)

    def test_stages_of_test(self):
        for name in ("cmake", "ctest"):
            self.program(f"bin/{name}", f'#!/bin/sh\necho "{name} $@"')
        for arguments, built, tested in (([], ["release"], ["release"]), (["clang", "tsan"], ["clang", "tsan"], ["tsan"]),
                                         (["--sanitizers"], ["release", "asan", "tsan"], ["release", "asan", "tsan"])):
            lines = self.call("test", *arguments).stdout.splitlines()
            self.assertEqual([line.split()[3] for line in lines if line.startswith("cmake --build")], built)
            self.assertEqual([line.split()[2] for line in lines if line.startswith("ctest --preset")], tested)
        left_out = self.call("test", "release", "asan", "--minutes", "0")
        self.assertEqual(left_out.stdout.splitlines(), [f"scripts/test: left out after 0 minutes: {stage}"
                                                        for stage in ("release", "asan")])

    def test_a_failed_stage_ends_the_tests(self):
        self.program("bin/ctest", "#!/bin/sh\nexit 8")
        self.assertEqual(self.call("test", "release", "tsan").returncode, 8)


class Score(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.a = self.folder / "a.npy"
        self.b = self.folder / "b.npy"

    def score(self, *arguments):
        return json.loads(run("score", "--a", self.a, "--b", self.b, *arguments).stdout)

    def test_closed_forms(self):
        n, scale = 8, 1 / 0.2
        identity = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
        write_npy(self.a, identity, "<f8")
        write_npy(self.b, identity, "<f8")
        out = self.score("--objective", "clip", "--temperature", 0.2, "--precision", "double")
        self.assertAlmostEqual(out["loss"], math.log(1 + (n - 1) * math.exp(-scale)), places=12)
        self.assertEqual(out["metrics"]["a_to_b"]["recall_at_1"], 1)
        write_npy(self.a, [[3.0, 4.0]] * n)
        write_npy(self.b, [[3.0, 4.0]] * n)
        out = self.score("--objective", "clip")
        self.assertAlmostEqual(out["loss"], math.log(n), places=5)
        self.assertEqual(out["metrics"]["a_to_b"]["recall_at_1"], 1 / n)  # ties do not count as hits
        self.assertEqual(out["metrics"]["a_to_b"]["chance"]["recall_at_1"], 1 / n)

    def test_groups_and_labels_make_partners(self):
        n = 8
        identity = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
        turned = identity[1:] + identity[:1]  # each finds its neighbour
        write_npy(self.a, identity, "<f8")
        write_npy(self.b, turned, "<f8")
        self.assertEqual(self.score()["metrics"]["a_to_b"]["recall_at_1"], 0)
        groups = self.folder / "groups.npy"
        write_npy(groups, [[0, 0, 0, 1, 1, 1, -1, -1]], "<i8", (n,))
        out = self.score("--groups", groups)
        self.assertEqual(out["metrics"]["a_to_b"]["recall_at_1"], 4 / n)  # 1 and 2 find 0 and 1, 4 and 5 find 3 and 4
        self.assertAlmostEqual(out["metrics"]["a_to_b"]["chance"]["recall_at_1"], (6 * 3 + 2) / n / n)
        self.assertNotIn("by_label", out)
        out = self.score("--labels", groups)
        self.assertEqual(out["metrics"]["a_to_b"]["recall_at_1"], 0)
        self.assertAlmostEqual(out["by_label"]["a_to_b"]["recall_at_1"], 4 / 6)  # of those with a label
        write_npy(groups, [[0, 1]], "<i8", (2,))
        self.assertIn("expected 8 groups, one a pair, found 2", run("score", "--a", self.a, "--b", self.b, "--groups", groups, status=2).stderr)

    def test_copies_are_partners_and_classes_are_named(self):
        (self.folder / "rows.csv").write_text("x,y,z,caption\n" + "".join(
            f"{10 * (i % 4 == 0) + i % 7 / 9},{10 * (i % 4 == 1) + i % 5 / 9},{10 * (i % 4 == 2)},{'red green blue grey'.split()[i % 4]}\n"
            for i in range(200)))
        out = summary("train", "--dataset", self.folder / "rows.csv", "--steps", 150, "--batch-size", 32, "--hidden-width", 16,
                      "--patience", 2, "--evaluate-every", 10, "--keep-best")
        self.assertGreater(out["held_out"]["rows_to_text"]["recall_at_1"], 0.9)
        self.assertLess(out["held_out"]["rows_to_text"]["chance"]["recall_at_1"], 0.4)
        self.assertEqual([c["name"] for c in out["classes"]["per_class"]], ["red", "green", "blue", "grey"])
        self.assertEqual(sum(c["items"] for c in out["classes"]["per_class"]), out["held_out"]["items"])
        self.assertEqual(out["classes"]["chance"], 0.25)
        self.assertAlmostEqual(out["held_out"]["class_accuracy"], out["classes"]["accuracy"])
        self.assertEqual(out["held_out"]["step"], out["best"]["step"])
        self.assertEqual(out["held_out"]["loss"], out["best"]["loss"])
        if out["steps"] < 150:
            self.assertEqual(out["ended_by"], "patience")

    def test_a_target_ends_the_run_and_resuming_goes_on(self):
        file = self.folder / "run.clab"
        flags = ["--dataset", "synthetic", "--steps", 120, "--batch-size", 32, "--hidden-width", 16, "--evaluate-every", 10, "--threads", 1]
        done = run("train", *flags, "--target-recall", 0.5, "--output", file)
        out = json.loads(done.stdout)
        self.assertEqual((out["outcome"], out["ended_by"]), ("completed", "target_recall"))
        self.assertLess(out["steps"], 120)
        self.assertIn(f"the run ended at step {out['steps']}: held-out recall@10 is", done.stderr)
        on = summary("train", "--resume", file, "--threads", 1)
        self.assertEqual((on["steps"], on.get("ended_by")), (120, None))
        self.assertEqual(on["digest"], summary("train", *flags)["digest"])
        problem = run("train", *flags, "--target-recall", 1.5, status=2).stderr
        self.assertEqual(problem.count("target_recall"), 1, problem)

    def test_gradients_match_differences(self):
        rows = [[math.sin(3 * i + j) for j in range(5)] for i in range(6)]
        other = [[math.cos(2 * i - j) for j in range(5)] for i in range(6)]
        write_npy(self.a, rows, "<f8")
        write_npy(self.b, other, "<f8")
        arguments = ["--objective", "clip", "--temperature", 0.3, "--precision", "double"]
        self.score(*arguments, "--gradients", self.folder / "g")
        gradient = read_npy(self.folder / "g" / "grad_a.npy")[1]
        losses = []
        for step in (1e-5, -1e-5):
            moved = [row[:] for row in rows]
            moved[2][3] += step
            write_npy(self.a, moved, "<f8")
            losses.append(self.score(*arguments)["loss"])
        self.assertAlmostEqual((losses[0] - losses[1]) / 2e-5, gradient[2 * 5 + 3], places=8)

    def test_bad_files_are_named(self):
        write_npy(self.b, [[1.0, 2.0]] * 3)
        cases = {
            "truncated": lambda: self.a.write_bytes(self.b.read_bytes()[:-4]),
            "no numpy": lambda: self.a.write_bytes(b"hello"),
            "empty": lambda: self.a.write_bytes(b""),
            "not finite": lambda: write_npy(self.a, [[1.0, math.nan]] * 3),
            "complex": lambda: write_npy(self.a, [[1.0, 2.0, 3.0, 4.0]] * 3, "<c8", (3, 2)),
            "three dimensions": lambda: write_npy(self.a, [[1.0, 2.0]] * 4, shape=(2, 2, 2)),
            "other shape": lambda: write_npy(self.a, [[1.0, 2.0]] * 4),
            "absurd": lambda: write_npy(self.a, [[1.0, 2.0]] * 4, shape=(2**40, 2**20)),
            "missing": lambda: self.a.unlink(),
        }
        for name, make in cases.items():
            with self.subTest(name):
                make()
                result = run("score", "--a", self.a, "--b", self.b, "--objective", "clip", status=2)
                lines = result.stderr.strip().splitlines()
                self.assertEqual(len(lines), 1, lines)
                self.assertIn("a.npy", lines[0])
                self.assertIn("cannot be read" if name == "missing" else "expected", lines[0])


ENCODERS = pathlib.Path(__file__).resolve().parent.parent / "golden" / "encoders"


class Encode(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.environment = os.environ | {"CONTRASTLAB_CACHE": str(self.folder / "cache")}
        (self.folder / "data").mkdir()
        for number in range(5):
            colour = bytes([number * 40, 100, 200])
            (self.folder / "data" / f"{number}.ppm").write_bytes(b"P6\n8 8\n255\n" + colour * 64)
            (self.folder / "data" / f"{number}.txt").write_text(f"a photo of a cat, {number}\n")

    def encode(self, model, *arguments, status=0):
        result = subprocess.run([CLI, "encode", "--model", str(ENCODERS / model), "--dataset", str(self.folder / "data"),
                                 "--to", str(self.folder / "to"), *arguments],
                                capture_output=True, text=True, timeout=120, env=self.environment)
        if "was not found" in result.stderr and status == 0:
            self.skipTest("ONNX Runtime was not found here")
        self.assertEqual(result.returncode, status, result.stderr)
        return result

    def test_pictures(self):
        out = json.loads(self.encode("pictures/model.onnx").stdout)
        self.assertEqual((out["rows"], out["features"], out["modality"]), (5, 12, "image"))
        shape, values = read_npy(self.folder / "to" / "image.npy")
        self.assertEqual(shape, (5, 12))
        for number in range(5):  # the first quarter of red, by mean and deviation
            self.assertAlmostEqual(values[number * 12], (number * 40 / 255 - 0.5) / 0.5, places=5)
        with open(self.folder / "to" / "image.items.csv", newline="") as file:
            self.assertEqual([row["origin"] for row in csv.DictReader(file)], [f"{number}.ppm" for number in range(5)])
        before = (self.folder / "to" / "image.npy").read_bytes()
        self.encode("pictures/model.onnx")
        self.assertEqual((self.folder / "to" / "image.npy").read_bytes(), before)

    def test_sounds(self):
        for number in range(5):
            samples = struct.pack("<400f", *[0.1 * (number + 1)] * 400)
            form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, 1, 8000, 32000, 4, 32)
            body = b"WAVE" + form + struct.pack("<4sI", b"data", len(samples)) + samples
            (self.folder / "data" / f"{number}.wav").write_bytes(struct.pack("<4sI", b"RIFF", len(body)) + body)
        out = json.loads(self.encode("sounds/model.onnx", "--settings", "gain=2").stdout)
        self.assertEqual((out["rows"], out["features"], out["modality"]), (5, 2, "sound"))
        shape, values = read_npy(self.folder / "to" / "sound.npy")
        for number in range(5):  # the mean square and the mean of twice the level
            self.assertAlmostEqual(values[2 * number], (0.2 * (number + 1)) ** 2, places=5)
            self.assertAlmostEqual(values[2 * number + 1], 0.2 * (number + 1), places=5)
        with open(self.folder / "to" / "sound.items.csv", newline="") as file:
            self.assertEqual([row["origin"] for row in csv.DictReader(file)], [f"{number}.wav" for number in range(5)])
        script = self.encode("sounds/model.onnx", "--as-python", "transformers").stdout
        compile(script, "transformers", "exec")
        self.assertIn("torchaudio", script)
        self.assertIn("sounds", self.encode("sounds/model.onnx", "--as-python", "timm", status=2).stderr)
        out = subprocess.run([CLI, "train", "--dataset", str(self.folder / "data"), "--sound-encoder",
                              str(ENCODERS / "sounds/model.onnx"), "--steps", "3"], capture_output=True, text=True,
                             timeout=120, env=self.environment)
        self.assertEqual(out.returncode, 0, out.stderr)

    def test_trains_on_features(self):
        self.encode("texts/model.onnx")
        out = subprocess.run([CLI, "train", "--dataset", str(self.folder / "data"), "--text-encoder",
                              str(ENCODERS / "texts/model.onnx"), "--steps", "3"], capture_output=True, text=True,
                             timeout=120, env=self.environment)
        self.assertEqual(out.returncode, 0, out.stderr)
        self.assertEqual(json.loads(out.stdout.strip().splitlines()[-1])["steps"], 3)

    def test_python(self):
        for library, model in (("timm", "pictures"), ("open_clip", "pictures"), ("open_clip", "texts"),
                               ("transformers", "pictures"), ("transformers", "texts"), ("sentence-transformers", "texts")):
            script = self.encode(f"{model}/model.onnx", "--as-python", library).stdout
            compile(script, library, "exec")
            self.assertIn(library.replace("-", "_"), script)
            self.assertFalse(list((self.folder / "to").glob("*.npy")))

    def test_bad_input(self):
        self.encode("pictures/model.onnx")  # or skips
        for arguments, told in ((("none/model.onnx",), "expected an ONNX file"),
                                (("opset/model.onnx",), "refuses this file"),
                                (("texts/model.onnx", "--modality", "image"), "expected one of kind text"),
                                (("texts/model.onnx", "--as-python", "timm"), "expected a library that encodes texts"),
                                (("pictures/model.onnx", "--set", "temperature=1"), "expected a parameter of the data")):
            error = self.encode(*arguments, status=2).stderr
            self.assertIn(told, error)
            self.assertEqual(error.count("\n"), 1, error)

    def test_no_runtime(self):
        self.environment["CONTRASTLAB_ONNXRUNTIME"] = str(self.folder)
        self.assertIn("expected the library of ONNX Runtime", self.encode("pictures/model.onnx", status=2).stderr)


class Processors(unittest.TestCase):
    """One program for every x86-64: the dynamic loader takes the widest engine that the processor can run."""
    LOADER = "/lib64/ld-linux-x86-64.so.2"

    def load(self, *arguments):
        return subprocess.run([self.LOADER, *arguments], capture_output=True, text=True, timeout=120, check=True).stdout

    def engine(self, *mask):
        lines = [line for line in self.load(*mask, "--list", CLI).splitlines() if "contrastlab-engine" in line]
        return lines[0].split("=>")[1].split()[0]

    def setUp(self):
        if not os.path.exists(self.LOADER) or "glibc-hwcaps" not in self.engine():
            self.skipTest("this build has one engine, or the processor runs the plain one anyway")

    def test_the_plain_engine_starts_and_learns_as_the_widest_does(self):
        mask = ("--glibc-hwcaps-mask", "none")
        plain = self.engine(*mask)
        self.assertNotIn("glibc-hwcaps", plain)
        code = subprocess.run(["objdump", "-d", "--no-show-raw-insn", plain], capture_output=True, text=True, check=True)
        self.assertNotIn("%ymm", code.stdout)
        trained = json.loads(self.load(*mask, CLI, "train", *SMALL).splitlines()[-1])
        self.assertAlmostEqual(trained["loss"], summary("train", *SMALL)["loss"], places=3)

    def test_bfloat16_is_refused_where_the_engine_lacks_it(self):
        for arguments, field in ((["train", *SMALL, "--precision", "bfloat16"], "precision"),
                                 (["bench", "--workload", "toy", "--precision", "bfloat16"], "--precision")):
            found = subprocess.run([self.LOADER, "--glibc-hwcaps-mask", "none", CLI, *arguments], capture_output=True, text=True, timeout=120)
            self.assertEqual(found.returncode, 2, found.stdout)
            self.assertEqual(found.stderr.strip().splitlines(),
                             [f"contrastlab-cli: {field} = bfloat16: expected single precision (float32): this processor has no products of bfloat16 (AVX512-BF16, AVX10, BF16 of ARM)"])

    def test_rows_of_no_and_of_any_length_on_every_engine(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        rows = [[float((3 * i + j) % 5 - 2) for j in range(8)] for i in range(6)]
        rows[2] = [0.0] * 8
        rows[3] = [1e30 * value for value in rows[3]]
        write_npy(folder / "a.npy", rows)
        write_npy(folder / "b.npy", rows[::-1])
        score = [CLI, "score", "--a", folder / "a.npy", "--b", folder / "b.npy"]
        widest = json.loads(subprocess.run(score, capture_output=True, text=True, check=True).stdout)
        for engines in ("none", "x86-64-v3"):
            scored = json.loads(self.load("--glibc-hwcaps-mask", engines, *score))
            self.assertAlmostEqual(scored["loss"], widest["loss"], places=4, msg=engines)


class Listings(unittest.TestCase):
    def test_json_of_everything(self):
        for name, some in (("objectives", "clip"), ("optimizers", "adamw"), ("parameters", "temperature"), ("datasets", "emoji")):
            rows = json.loads(run(name, "--json").stdout)
            self.assertIn(some, [row["name"] for row in rows])
            self.assertTrue(run(name).stdout.strip())
        for row in json.loads(run("parameters", "--json").stdout):
            self.assertTrue(row["help"] and row["label"] and row["limit"], row)
            if row["type"] in ("integer", "real"):
                self.assertLess(row["minimum"], row["maximum"] or math.inf)
                self.assertIn(row["scale"], ("linear", "logarithmic", "powers of two"))
        rate = next(row for row in json.loads(run("parameters", "--json").stdout) if row["name"] == "learning_rate")
        self.assertEqual(rate["scale"], "logarithmic")

    def test_data_sets_by_name(self):
        for name, modality, items in (("emoji", "sound", 853), ("synthetic", "b", 2304)):
            told = json.loads(run("datasets", name, "--json").stdout)
            self.assertEqual((told["format"], told["items"]), ("built in", items))
            self.assertIn(modality, told["modalities"])
            self.assertIn(f"name: {name}\n", run("datasets", name).stdout)
        self.assertIn("monkey", json.loads(run("datasets", "emoji", "--json").stdout)["first_items"])
        self.assertIn("--set = emoji: expected no keys", run("datasets", "emoji", "--set", "data.items=3", status=2).stderr)
        for row in json.loads(run("datasets", "--json").stdout):
            if row["install"] and row["available"]:
                self.assertEqual(json.loads(run("datasets", row["name"], "--json").stdout)["listed"], row["items"])
            elif row["install"]:
                self.assertIn(row["install"], run("datasets", row["name"], status=2).stderr)

    def test_loading_is_told_on_a_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            for i in range(40):
                pathlib.Path(folder, f"{i}.png").write_bytes(b"no picture")
                pathlib.Path(folder, f"{i}.txt").write_text("words")
            terminal, end = pty.openpty()
            try:
                command = [CLI, "datasets", folder, "--check"]
                status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=end, timeout=120).returncode
                said = os.read(terminal, 1 << 16).decode()
            finally:
                os.close(end)
                os.close(terminal)
            self.assertEqual(status, 2)
            self.assertRegex(said, r"\r\x1b\[Kchecking 0 of 40")
            self.assertIn("\r\x1b[Kcontrastlab-cli: ", said)  # on a line that was wiped
            self.assertEqual(len(run("datasets", folder, "--check", status=2).stderr.splitlines()), 1)

    def test_the_command_that_converts_a_table_with_pictures_in_it(self):
        """As Hugging Face's have them; pandas reads a pickle in place of Parquet, which needs pyarrow."""
        if subprocess.run([sys.executable, "-c", "import pandas"], capture_output=True).returncode:
            self.skipTest("pandas is not installed (python3-pandas)")
        layout = pathlib.Path(__file__).resolve().parent.parent / "golden" / "layouts" / "imagefolder-csv"
        with tempfile.TemporaryDirectory() as top:
            path = pathlib.Path(top, "a train's.parquet")
            path.write_bytes(b"PAR1")
            command = run("datasets", path, status=2).stderr.strip().partition("pyarrow): ")[2]
            pathlib.Path(top, "sitecustomize.py").write_text("import pandas; pandas.read_parquet = pandas.read_pickle\n")
            make = ("import pandas, pathlib, sys\n"
                    "files = sorted(pathlib.Path(sys.argv[1]).glob('*.png'))\n"
                    "pictures = [{'bytes': file.read_bytes(), 'path': [file.name, None][i % 2]} for i, file in enumerate(files)]\n"
                    "table = pandas.DataFrame({'image': pictures, 'text': [f'the {file.stem} one' for file in files]})\n"
                    "table.to_pickle(sys.argv[2])\n")
            subprocess.run([sys.executable, "-c", make, layout, path], check=True, timeout=120)
            subprocess.run(command.replace("python3", sys.executable, 1), shell=True, check=True, timeout=120,
                           env={**os.environ, "PYTHONPATH": top})
            told = json.loads(run("datasets", f"{path}.csv", "--json").stdout)
            self.assertEqual((told["items"], told["images"], told["captions"]), (4, 4, 4))

    def test_help_has_limits_and_choices(self):
        text = " ".join(run("train", "--help").stdout.split())
        self.assertIn("one of clip, ", text)
        self.assertIn("true or false", text)
        self.assertIn("a whole number of at least 1, at most 1048576", text)
        self.assertIn("0: it goes on until it is stopped", text)
        self.assertIn("2 or 3", " ".join(run("project", "--help").stdout.split()))
        for row in json.loads(run("objectives", "--json").stdout):
            self.assertTrue(row["formula"] and row["source"], row)

    def test_says_how_data_are_read(self):
        layout = pathlib.Path(__file__).resolve().parent.parent / "golden" / "layouts" / "labels-and-split"
        lines = run("datasets", layout).stdout.splitlines()
        columns = ("columns: file is the image (data.image_column), kind is the label (data.label_column), "
                   "phase is the split (data.split_column), remarks is the caption (data.caption_column)")
        self.assertIn(columns, lines)
        first = 'item 1: red.png: "a red field under the sky"; label "warm"; training'
        self.assertEqual([line for line in lines if line.startswith("item ")][0], first)
        told = run("train", "--dataset", layout, "--steps", 1).stderr.splitlines()
        self.assertIn("data: " + columns, told)
        self.assertEqual(len([line for line in told if line.startswith("data: item ")]), 3)

    def test_bench_json(self):
        report = json.loads(run("bench", "--json", "--workload", "toy", "--seconds", "0.2", "--threads", 1).stdout)
        self.assertEqual(report["threads"], 1)
        self.assertEqual(f'{report["version"]} (commit {report["commit"]})\n', run("--version").stdout)
        self.assertEqual(report["engine"], summary("train", *SMALL)["engine"])
        self.assertGreater(report["peak_gflops"], 0)
        self.assertEqual(set(report["workloads"][0]), {"name", "steps_per_s", "gflops", "share_of_peak", "peak_rss_mb", "over_data_mb", "steps"})

    def test_bench_tells_what_recording_costs(self):
        report = json.loads(run("bench", "--json", "--record", "--workload", "toy", "--seconds", "0.5").stdout)
        cost = report["workloads"][0]["recording_cost"]
        self.assertEqual(set(cost), {"time", "processor"})
        self.assertTrue(all(-1 < share < 100 for share in cost.values()))  # a busy machine may tell anything
        self.assertIn("of processor time", run("bench", "--record", "--workload", "toy", "--seconds", "0.5").stdout)

    def test_a_short_bench_takes_one_step_of_a_large_workload(self):
        report = json.loads(run("bench", "--json", "--workload", "large", "--seconds", "0.1").stdout)
        self.assertEqual(report["workloads"][0]["steps"], 1)

    def test_project(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        write_npy(folder / "x.npy", [[float(i % 7), float(i), 1.0, -float(i)] for i in range(40)])
        run("project", "--input", folder / "x.npy", "--method", "pca", "--output", folder / "y.npy")
        self.assertEqual(read_npy(folder / "y.npy")[0], (40, 2))
        # What was used is told, not what was asked for: perplexity is cut to (N - 1) / 3.
        tsne = json.loads(run("project", "--input", folder / "x.npy", "--method", "tsne", "--output", folder / "y.npy",
                              "--set", "perplexity=30", "--set", "iterations=5").stdout)
        self.assertEqual(tsne["perplexity"], 13)
        self.assertTrue(tsne["engine"])
        write_npy(folder / "few.npy", [[float(i % 7), float(i * i % 5), 1.0] for i in range(8)])
        umap = json.loads(run("project", "--input", folder / "few.npy", "--method", "umap", "--output",
                              folder / "y.npy", "--set", "epochs=5").stdout)
        self.assertEqual(umap["neighbours"], 7)


if __name__ == "__main__":
    unittest.main(verbosity=1)
