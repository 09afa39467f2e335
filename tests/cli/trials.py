#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long trials of contrastlab-cli, by hand: what the suite does ten times, some hundred times over.

CONTRASTLAB_CLI=build/release/bin/contrastlab-cli tests/cli/trials.py TRIAL [COUNT]

  writers    pairs of runs that write to one file at once (200)
  kills      runs killed at any moment (60)
  mutations  damaged run files (500)
  commands   hostile command lines (300)
  signals    every signal in every phase (once)
  disk       runs on a full disk: COUNT is the size of a tmpfs in MB, which needs root (6)
  soak       one run at full speed with its memory at each minute: COUNT is minutes (10)

Prints one line of counts; exits with 1 where anything was lost, mixed, unreadable, hung or crashed.
"""
import collections
import csv
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import test_cli
from test_cli import SMALL

CLI = os.path.abspath(test_cli.CLI)  # trials run in folders of their own
ENDLESS = test_cli.Trials.ENDLESS
PATIENCE = 120  # seconds until something counts as hung


class Trial:
    """A folder of its own, what was counted, and what went wrong."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.counts = collections.Counter()
        self.wrong = []

    def start(self, *arguments, **streams):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | streams
        return subprocess.Popen([CLI, *map(str, arguments)], text=True, errors="replace", cwd=self.folder, **streams)

    def run(self, *arguments, **streams):
        """Exit status, output, errors; the status of what hangs is None."""
        process = self.start(*arguments, **streams)
        try:
            out, errors = process.communicate(timeout=PATIENCE)
            return process.returncode, out, errors
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.fault(f"hung: {arguments}")
            return None, "", ""

    def fault(self, text):
        self.counts["faults"] += 1
        self.wrong.append(text[:400])

    def rows(self, file):
        """Rows of the steps of a run file; None where it cannot be read."""
        table = self.folder / "csv"
        shutil.rmtree(table, ignore_errors=True)
        status, _, errors = self.run("export", file, "--format", "csv", "--to", table)
        if status != 0:
            self.fault(f"unreadable: {errors}")
            return None
        with open(table / "steps.csv", newline="") as rows:
            return list(csv.DictReader(rows))

    def require_whole(self, file):
        """The steps of a run, from the first to the last without a gap."""
        rows = self.rows(file)
        if rows is not None and [int(row["step"]) for row in rows] != list(range(1, len(rows) + 1)):
            self.fault(f"gaps: {len(rows)} rows")
        return len(rows or [])

    def require_clean(self):
        hidden = [path.name for path in self.folder.rglob(".*")]
        if hidden:
            self.fault(f"left behind: {hidden}")


def writers(trial, count):
    file = trial.folder / "run.clab"
    for pair in range(count):
        both = [trial.start("train", *SMALL, "--seed", 2 * pair + i, "--output", file) for i in range(2)]
        losses = []
        for process in both:
            out, errors = process.communicate(timeout=PATIENCE)
            trial.counts[f"status {process.returncode}"] += 1
            if process.returncode == 0:
                losses.append(json.loads(out)["loss"])
            elif process.returncode != 2 or "another program" not in errors:
                trial.fault(f"status {process.returncode}: {errors}")
        rows = trial.rows(file)
        if rows is not None and (len(rows) != 30 or float(rows[-1]["loss"]) not in losses):
            trial.fault(f"lost or mixed: {len(rows)} rows")
        trial.require_clean()


def kills(trial, count):
    chance = random.Random(1)
    file, metrics = trial.folder / "run.clab", trial.folder / "m.csv"
    for kill in range(count):
        file.unlink(missing_ok=True)
        process = trial.start("train", *ENDLESS, "--output", file, "--metrics", metrics)
        deadline = time.time() + PATIENCE
        while not file.exists() and process.poll() is None and time.time() < deadline:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 3) if kill % 3 else chance.uniform(0, 0.1))
        process.kill()
        process.communicate()
        trial.counts["steps kept"] += trial.require_whole(file)
        for name in ("run.clab-wal", "run.clab-shm"):  # the one file alone
            (trial.folder / name).unlink(missing_ok=True)
        trial.counts["steps in the file alone"] += trial.require_whole(file)
        status, _, errors = trial.run("train", *SMALL, "--output", file, "--metrics", metrics)
        if status != 0:
            trial.fault(f"not replaced: {errors}")
        trial.require_clean()


def mutations(trial, count):
    chance = random.Random(2)
    good, bad = trial.folder / "good.clab", trial.folder / "bad.clab"
    trial.run("train", *SMALL, "--objective", "moco", "--queue-size", "128", "--output", good)
    content = good.read_bytes()
    for _ in range(count):
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 1, 3, 30, 300))):
            place = chance.randrange(len(damaged))
            kind = chance.random()
            if kind < 0.6:
                damaged[place] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
            elif kind < 0.8:
                damaged[place:place + 8] = chance.randbytes(8)
            elif kind < 0.9:
                del damaged[place:place + chance.choice((1, 100, 16384))]
            else:
                other = chance.randrange(len(damaged))
                damaged[place:place + 4096] = damaged[other:other + 4096]
            if len(damaged) < 2:
                break
        bad.write_bytes(damaged)
        form = chance.choice(("csv", "csv", "npy", "npz", "safetensors", "projector", "tensorboard"))
        status, _, errors = trial.run("export", bad, "--format", form, "--to", trial.folder / "out")
        trial.counts[f"status {status}"] += 1
        if status not in (0, 2) or (status == 2 and not errors.startswith("contrastlab-cli: ")):
            trial.fault(f"status {status}, {form}: {errors}")


WORDS = ["", " ", "-", "--", "-1", "0", "1e308", "-1e308", "1e-320", "nan", "inf", "99999999999999999999", "0x10", "1,5",
         "true", "a\nb", "\x1b[31m", "\x7f", "A" * 5000, "日本語", "=", "a=b", "batch_size=0", "temperature=nan", "data.format=x",
         "data.path=/", "../..", ".", "/", "/dev/null", "/dev/full", "/nonexistent/x", "folder", "link", "loop", "text.txt",
         "empty", "noise.npy", "good.npy", "good.clab", "spec.json", "deep.json", "synthetic", "emoji", "clip", "moco", "lbfgs",
         "csv", "npy", "all", "held-out", "tsne", "3", "64", "1000000000"]


def prepare_hostile_files(folder, chance):
    (folder / "folder").mkdir()
    (folder / "link").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    (folder / "text.txt").write_text("cat\ndog\n")
    (folder / "empty").touch()
    (folder / "noise.npy").write_bytes(b"\x93NUMPY\x01\x00" + chance.randbytes(4000))
    test_cli.write_npy(folder / "good.npy", [[chance.gauss(0, 1) for _ in range(8)] for _ in range(64)])
    (folder / "spec.json").write_text('{"steps": 3, "steps": 4, "temperature": "x", "nothing": [1]}')
    (folder / "deep.json").write_text("[" * 100000)


def flags_of(trial, command):
    _, text, _ = trial.run(command, "--help")
    return [word.split(",")[-1] for word in text.split() if word.startswith("--")]


def commands(trial, count):
    chance = random.Random(3)
    prepare_hostile_files(trial.folder, chance)
    trial.run("train", *SMALL, "--output", "good.clab")
    flags = {c: flags_of(trial, c)
             for c in ("train", "score", "project", "export", "datasets", "objectives", "optimizers", "parameters", "bench")}
    common = {"train": ["--steps", "3", "--dataset", "synthetic"], "bench": ["--seconds", "0.1", "--workload", "toy"],
              "score": ["--a", "good.npy", "--b", "good.npy"], "project": ["--input", "good.npy", "--output", "points.npy"],
              "export": ["good.clab", "--format", "csv", "--to", "out"]}
    for _ in range(count):
        command = chance.choice([*flags, "train", "train", "train"])
        line = [command] + (common.get(command, []) if chance.random() < 0.7 else [])
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            line += [chance.choice(flags[command])] if chance.random() < 0.9 else []
            line += [chance.choice(WORDS)] if chance.random() < 0.9 else []
        if command == "train" and "--steps" not in line[-4:]:
            line += ["--steps", "3"]  # the last one counts
        status, out, errors = trial.run(*line)
        trial.counts[f"status {status}"] += 1
        plain = not any(ord(c) < 32 and c not in "\n" for c in errors) and max(map(len, errors.split("\n"))) < 6100
        if status not in (0, 2, 3) or not plain or (status == 2 and not errors.startswith("contrastlab-cli: ")):
            trial.fault(f"status {status}: {[word[:80] for word in line]}: {errors[:200]!r}")


PHASES = {  # what is at work when the signal comes, and seconds until it is
    "loading": (["--dataset", "synthetic", "--world.items", "1000000", "--world.width", "128", "--batch-size", "64", "--steps", "0"], 0.5),
    "first step": (["--dataset", "synthetic", "--batch-size", "4096", "--world.items", "20000", "--hidden-width", "4096", "--steps", "0"], 2),
    "training": (ENDLESS, 2),
    "evaluating": ([*ENDLESS, "--evaluate-every", "1", "--world.items", "60000"], 4),
}


def signals(trial, _):
    file = trial.folder / "run.clab"
    longest = 0.0

    def judge(process, began, phase, what, errors):
        nonlocal longest
        longest = max(longest, time.time() - began)
        trial.counts[f"status {process.returncode}"] += 1
        if process.returncode != 130:
            trial.fault(f"{what} while {phase}: status {process.returncode} {errors}")
        if file.exists():
            trial.counts["files whole"] += trial.require_whole(file) >= 0
        elif phase != "loading":
            trial.fault(f"{what} while {phase}: no file {errors}")
        trial.require_clean()

    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup they would ignore it, as they should
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE, signal.SIGXCPU):
        for phase, (arguments, delay) in PHASES.items():
            for times in (1, 2):
                file.unlink(missing_ok=True)
                process = trial.start("train", *arguments, "--output", file, "--metrics", trial.folder / "m.csv")
                time.sleep(delay)
                began = time.time()
                for _ in range(times):
                    process.send_signal(number)
                    time.sleep(0.05)
                errors = process.communicate(timeout=PATIENCE)[1]
                judge(process, began, phase, f"{number.name} x {times}", errors)
    for phase, (arguments, delay) in PHASES.items():  # `2>&1 | head -1`: whoever reads goes
        file.unlink(missing_ok=True)
        process = trial.start("train", *arguments, "--output", file, stderr=subprocess.STDOUT)
        time.sleep(delay)
        began = time.time()
        process.stdout.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # it had nothing to say for so long
            trial.counts["went on without a reader"] += 1
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
        judge(process, began, phase, "no reader", "")
    trial.counts["seconds until the slowest had ended"] = round(longest, 1)


def disk(trial, size):
    place = trial.folder / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", place], check=True)
    try:
        status, out, errors = trial.run("train", "--dataset", "synthetic", "--batch-size", "64", "--steps", "3000",
                                        "--output", place / "run.clab", "--metrics", place / "m.csv")
        trial.counts[f"status {status}"] += 1
        trial.counts["steps kept of 3000"] = trial.require_whole(place / "run.clab")
        print(errors.strip())
        if status not in (0, 2) or (status == 0 and trial.counts["steps kept of 3000"] < 3000):
            trial.fault(f"status {status}: {errors}")
    finally:
        subprocess.run(["umount", place], check=False)


def soak(trial, minutes):
    file = trial.folder / "run.clab"
    process = trial.start("train", *ENDLESS, "--output", file, "--metrics", trial.folder / "m.csv")
    resident = []
    for _ in range(minutes):
        time.sleep(60)
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        resident.append(int(status.split("VmRSS:")[1].split()[0]))
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=PATIENCE)
    steps = json.loads(out.strip().splitlines()[-1])["steps"]
    print("resident kB at each minute:", *resident)
    trial.counts["steps"] = steps
    trial.counts["bytes of file"] = file.stat().st_size
    if process.returncode != 130 or trial.require_whole(file) != steps:
        trial.fault(f"status {process.returncode}: {errors}")
    if resident[-1] - resident[0] > 4096:
        trial.fault("memory grows")


TRIALS = {"writers": (writers, 200), "kills": (kills, 60), "mutations": (mutations, 500), "commands": (commands, 300),
          "signals": (signals, 1), "disk": (disk, 6), "soak": (soak, 10)}


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in TRIALS:
        sys.exit(__doc__)
    function, standard = TRIALS[sys.argv[1]]
    trial = Trial()
    try:
        function(trial, int(sys.argv[2]) if len(sys.argv) > 2 else standard)
    finally:
        shutil.rmtree(trial.folder, ignore_errors=True)
    print(f"{sys.argv[1]}:", ", ".join(f"{value} {name}" if not name.startswith("status") else f"{name}: {value}"
                                       for name, value in sorted(trial.counts.items())))
    print(*trial.wrong, sep="\n")
    sys.exit(1 if trial.wrong else 0)


if __name__ == "__main__":
    main()
