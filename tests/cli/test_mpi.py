#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""contrastlab-mpi: the run of one process to the bit, one line for what is wrong, and whole files whoever dies.

By itself, `test_mpi.py --kills N` kills a process at a random moment N times.
"""
import contextlib
import json
import os
import pathlib
import random
import resource
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

CLI = os.environ["CONTRASTLAB_CLI"]
MPI = os.environ["CONTRASTLAB_MPI"]
if not shutil.which("mpirun") or not os.path.exists(MPI):
    print("skipped: there is no mpirun, or contrastlab-mpi is not built")
    sys.exit(77)
MPIRUN = ["mpirun", "--oversubscribe", "--bind-to", "none"]
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
KILLS = 3
ROOT = pathlib.Path(__file__).resolve().parents[2]


def small(**changes):
    values = {"dataset": "synthetic", "batch_size": 60, "steps": 30, "evaluate_every": 10, "shards": 6, "threads": 1}
    flags = {**values, **changes}.items()
    return [str(text) for key, value in flags for text in ("--" + key.replace("_", "-"), value)]


def start(processes, *arguments, flags=(), **streams):
    command = [*MPIRUN, *flags, "-n", str(processes), MPI, "--deadline", "100", *map(str, arguments)]
    return subprocess.Popen(command, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            **streams)


def run(processes, *arguments, status=0, given=None, **more):
    streams = {"stdin": subprocess.PIPE} if given else {"stdin": subprocess.DEVNULL}
    process = start(processes, *arguments, **streams, **more)
    out, err = process.communicate(given, timeout=120)
    assert process.returncode == status, f"{arguments}: status {process.returncode}\n{out}{err}"
    return out, err


def alone(*arguments):
    result = subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout


def last_line(text):
    return json.loads(text.strip().splitlines()[-1])


def problems(err):
    """What the program says was wrong. After a notice of its own, Open MPI 5.0.7 begins the line with a zero."""
    lines = [line.strip("\0 ") for line in err.splitlines()]
    return [line for line in lines if line.startswith("contrastlab-mpi: ")]


def is_whole(path):
    with contextlib.closing(sqlite3.connect(path)) as file:
        return file.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def process_of(rank, mpirun):
    """The process of a rank, or None while there is none."""
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if not entry.name.isdigit() or f"PPid:\t{mpirun.pid}\n" not in (entry / "status").read_text():
                continue
            if f"OMPI_COMM_WORLD_RANK={rank}" in (entry / "environ").read_text().split("\0"):
                return int(entry.name)
        except (OSError, UnicodeDecodeError):
            pass
    return None


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.01)
    raise AssertionError("waited in vain")


def steps_in(path):
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
            return file.execute("SELECT count(*) FROM steps").fetchone()[0]
    except sqlite3.Error:
        return 0


class OneRun(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_digest_of_one_process(self):
        for objective in ("clip", "nt-xent"):
            flags = ["train", *small(objective=objective)]
            expected = last_line(alone(*flags))
            for processes in (1, 2, 3):
                found = last_line(run(processes, *flags)[0])
                self.assertEqual(found["digest"], expected["digest"], f"{objective}, {processes} processes")
                self.assertEqual(found["held_out"], expected["held_out"])

    def test_messages_in_pieces(self):
        """As exchanges of more bytes than a message can hold, with a bound that most of these are above."""
        for objective in ("clip", "nt-xent"):
            flags = ["train", *small(objective=objective)]
            expected = last_line(alone(*flags))
            for most in (100, 5000):
                out, err = run(3, "--message-bytes", most, "--count-bytes", *flags)
                self.assertEqual(last_line(out)["digest"], expected["digest"], f"{objective}, {most} bytes")
            counted = run(3, "--count-bytes", *flags)[1]
            self.assertIn(counted.split("has sent ")[1].split(" bytes")[0], err)

    def test_resumed_by_another_number(self):
        ends = []
        for name, processes in (("many", (3, 2, 1)), ("one", (0, 0, 0))):
            path = self.folder / f"{name}.clab"
            for part, steps in zip(processes, (17, 23, 30)):
                flags = ["train", "--resume", path, "--steps", steps] if path.exists() else \
                    ["train", *small(steps=steps), "--output", path]
                ends.append(last_line(run(part, *flags)[0] if part else alone(*flags))["digest"])
                self.assertTrue(is_whole(path))
        self.assertEqual(ends[:3], ends[3:])

    def test_lines_steer_it(self):
        path = self.folder / "run.clab"
        out, err = run(2, "--commands", "train", *small(steps=0), "--output", path, status=130,
                       given="learning_rate=0.005\nbatch_size=61\nnonsense\npause\nresume\nstop\n")
        self.assertEqual(last_line(out)["outcome"], "stopped")
        self.assertTrue(any("multiple of the 6 shards" in line for line in problems(err)), err)
        self.assertTrue(any("nonsense: expected pause" in line for line in problems(err)), err)
        with contextlib.closing(sqlite3.connect(path)) as file:
            events = file.execute("SELECT key FROM events").fetchall()
        self.assertEqual(events, [("learning_rate",)])

    def test_one_line_for_what_is_wrong(self):
        for flags, expected in (({"shards": 1}, "shards = 1: expected at least as many as there are processes, 2"),
                                ({"batch_size": 61}, "batch_size = 61: expected a multiple of the 6 shards"),
                                ({"objective": "triplet"}, "objective = triplet: expected one of clip"),
                                ({"dataset": self.folder / "none"}, "none")):
            _, err = run(2, "train", *small(**flags), status=2)
            self.assertEqual(len(problems(err)), 1, err)
            self.assertIn(expected, problems(err)[0])

    def require_refusal(self, first_folder, first, second_folder, second, expected):
        """Of two commands as processes 0 and 1: mpirun starts one script (that of Open MPI 5.0.7 dies of two programs)."""
        script = self.folder / "either"
        lines = [f"cd {shlex.quote(str(folder))} && exec {shlex.join(map(str, command))}"
                 for folder, command in ((first_folder, first), (second_folder, second))]
        script.write_text(f'if [ "$OMPI_COMM_WORLD_RANK" = 0 ]; then {lines[0]}; else {lines[1]}; fi\n')
        result = subprocess.run([*MPIRUN, "-n", "2", "sh", script], env=ENVIRONMENT, capture_output=True, text=True,
                                timeout=120)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(len(problems(result.stderr)), 1, result.stderr)
        self.assertIn(expected, problems(result.stderr)[0])

    def test_processes_that_differ(self):
        cases = [([MPI, "train", *small(seed=1)], [MPI, "train", *small(seed=2)], "process 1: seed: expected 1 as in process 0, found 2")]
        for name, factor in (("a", 1), ("b", 2)):
            (self.folder / name).mkdir()
            text = "".join(f"{i % 7},{i},{factor * i * i % 11},word{i}\n" for i in range(60))
            (self.folder / name / "data.csv").write_text("x,y,z,caption\n" + text)
        ours = [MPI, "train", *small(dataset="data.csv", batch_size=12)]
        cases.append((ours, ours, "process 1: data: expected "))
        for first, second, expected in cases:
            self.require_refusal(self.folder / "a", first, self.folder / "b", second, expected)

    def test_programs_that_differ(self):
        commit = subprocess.run([MPI, "--version"], capture_output=True, text=True, timeout=60).stdout.split("commit ")[1]
        commit = commit.strip().rstrip(")").encode()
        program = pathlib.Path(MPI).read_bytes()
        if commit == b"unknown" or commit not in program:
            self.skipTest("the program does not know its commit")
        other = self.folder / "bin" / "contrastlab-mpi"
        other.parent.mkdir()
        other.write_bytes(program.replace(commit, b"f" * len(commit)))
        other.chmod(0o755)
        (self.folder / "lib").symlink_to(pathlib.Path(MPI).parent.parent / "lib")
        cases = [([other], f"(commit {commit.decode()}) as in process 0, found ContrastLab")]
        loader = pathlib.Path("/lib64/ld-linux-x86-64.so.2")
        if loader.exists() and "glibc-hwcaps" in subprocess.run([loader, "--list", MPI], capture_output=True,
                                                                text=True, timeout=60).stdout:
            cases.append(([loader, "--glibc-hwcaps-mask", "none", MPI], "process 1: engine level: expected x86-64-v"))
        for second, expected in cases:
            self.require_refusal(self.folder, [MPI, "train", *small()], self.folder, [*second, "train", *small()], expected)

    def test_interrupted(self):
        """Ctrl+C in the terminal of mpirun, which passes it on and kills after a while."""
        path = self.folder / "run.clab"
        mpirun = start(3, "train", *small(steps=0), "--output", path, stdin=subprocess.DEVNULL)
        wait_for(lambda: steps_in(path) > 0)
        mpirun.send_signal(signal.SIGINT)
        began = time.monotonic()
        mpirun.communicate(timeout=60)
        self.assertLess(time.monotonic() - began, 30)
        self.assertNotEqual(mpirun.returncode, 0)
        self.assertTrue(is_whole(path))
        steps = steps_in(path) + 5
        self.assertEqual(last_line(run(2, "train", "--resume", path, "--steps", steps)[0])["steps"], steps)

    def test_a_full_disk(self):
        """Process 0 tells it, the run goes on and writes once there is room; else its file ends earlier, but whole."""
        path = self.folder / "run.clab"
        mpirun = start(3, "--commands", "train", *small(steps=0), "--output", path, stdin=subprocess.PIPE)
        wait_for(lambda: steps_in(path) > 0)
        leader = process_of(0, mpirun)

        def fill(size):
            resource.prlimit(leader, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        fill(path.stat().st_size)
        for line in iter(mpirun.stderr.readline, ""):
            if "cannot be read or written: File too large" in line:
                break
        before = steps_in(path)
        fill(resource.RLIM_INFINITY)
        wait_for(lambda: steps_in(path) > before + 100)
        fill(path.stat().st_size)
        wait_for(lambda: (size := steps_in(path)) and not time.sleep(1) and steps_in(path) == size)
        out, err = mpirun.communicate("stop\n", timeout=60)
        self.assertEqual(last_line(out)["outcome"], "stopped")
        self.assertEqual(len(problems(err)), 1, err)
        self.assertIn(f"ends after {steps_in(path)} steps", problems(err)[0])
        self.assertTrue(is_whole(path))
        steps = steps_in(path) + 5
        self.assertEqual(last_line(run(2, "train", "--resume", path, "--steps", steps)[0])["steps"], steps)

    def test_slurm_script(self):
        """That of the README, as a job of one machine and three tasks: no other part of Slurm is needed for it."""
        blocks = (ROOT / "README.md").read_text().split("```")[1::2]
        script = self.folder / "job.sh"
        script.write_text(next(block for block in blocks if "#SBATCH" in block).removeprefix("sh\n"))
        for check in (["bash", "-n"], ["shellcheck", "--severity=warning"]):
            if shutil.which(check[0]):
                self.assertEqual(subprocess.run([*check, script], timeout=60).returncode, 0, check)
        (self.folder / "run.json").write_text(json.dumps({"dataset": "synthetic", "batch_size": 128, "steps": 3}))
        program = self.folder / "contrastlab-mpi"
        program.write_text(f'#!/bin/sh\necho "$OMPI_COMM_WORLD_SIZE" >> sizes\nexec {MPI} "$@"\n')
        program.chmod(0o755)
        host = os.uname().nodename
        job = {"SLURM_JOBID": "7", "SLURM_JOB_ID": "7", "SLURM_NODELIST": host, "SLURM_JOB_NODELIST": host,
               "SLURM_NNODES": "1", "SLURM_JOB_NUM_NODES": "1", "SLURM_TASKS_PER_NODE": "3", "SLURM_NTASKS": "3",
               "SLURM_CPUS_PER_TASK": "1", "SLURM_SUBMIT_DIR": str(self.folder)}
        result = subprocess.run(["sh", script], cwd=self.folder, capture_output=True, text=True, timeout=120,
                                env={**ENVIRONMENT, **job, "PATH": f"{self.folder}:{os.environ['PATH']}"})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual((self.folder / "sizes").read_text().split(), ["3"] * 3)
        self.assertEqual(last_line(result.stdout)["steps"], 3)
        self.assertTrue(is_whole(self.folder / "run.clab"))

    def test_pages_need_no_others(self):
        result = subprocess.run([MPI, "--print", "man"], capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("contrastlab-mpi", result.stdout)
        plan = subprocess.run([MPI, "plan"], capture_output=True, text=True, timeout=60)
        self.assertEqual(plan.returncode, 0, plan.stderr)
        self.assertIn("1024", plan.stdout)


class Deaths(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def kill_one(self, rank, delay, flags=()):
        """A run whose process is killed is over soon, its file whole, and it goes on with fewer."""
        path = self.folder / f"run{time.monotonic_ns()}.clab"
        mpirun = start(3, "train", *small(steps=0), "--output", path, flags=flags, stdin=subprocess.DEVNULL)
        wait_for(lambda: steps_in(path) > 0)
        time.sleep(delay)
        os.kill(wait_for(lambda: process_of(rank, mpirun)), signal.SIGKILL)
        began = time.monotonic()
        out, err = mpirun.communicate(timeout=60)
        self.assertLess(time.monotonic() - began, 30)
        self.assertNotEqual(mpirun.returncode, 0)
        self.assertTrue(is_whole(path))
        if rank > 0:
            told = [line for line in problems(err) if "is gone" in line]
            self.assertEqual(len(told), 1, err)
            self.assertIn(f"process {rank} is gone", told[0])
            self.assertEqual(last_line(out)["outcome"], "failed")
        steps = steps_in(path) + 5
        resumed, _ = run(2, "train", "--resume", path, "--steps", str(steps))
        self.assertEqual(last_line(resumed)["steps"], steps)
        return last_line(resumed)

    def test_a_process_dies(self):
        chance = random.Random(1)
        for _ in range(KILLS):
            self.kill_one(chance.choice((1, 2)), chance.uniform(0, 0.5))
        self.kill_one(0, 0.1)

    def test_a_process_that_stands_still(self):
        path = self.folder / "run.clab"
        command = [*MPIRUN, "-n", "2", MPI, "--deadline", "2", "train", *small(steps=0), "--output", path]
        mpirun = subprocess.Popen(list(map(str, command)), env=ENVIRONMENT, text=True, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wait_for(lambda: steps_in(path) > 0)
        still = process_of(1, mpirun)
        os.kill(still, signal.SIGSTOP)
        wait_for(lambda: process_of(0, mpirun) is None)
        os.kill(still, signal.SIGCONT)
        _, err = mpirun.communicate(timeout=60)
        self.assertEqual(len([line for line in problems(err) if "have answered within 2 s" in line]), 1, err)
        self.assertTrue(is_whole(path))


class Sweeps(unittest.TestCase):
    SWEEP = ["train", "--dataset", "synthetic", "--batch-size", "32", "--steps", "20", "--sweep",
             "temperature=0.05,0.1,0.2", "--sweep", "learning_rate=0.001,0.01", "--repeats", "2"]

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def tables(self, name):
        rows = (self.folder / name / "runs.csv").read_text().splitlines()
        place = rows[0].split(",").index("seconds") if "seconds" in rows[0].split(",") else None
        kept = [[cell for i, cell in enumerate(row.split(",")) if i != place] for row in rows]
        return kept, (self.folder / name / "sweep.csv").read_text()

    def test_tables_of_one_process(self):
        expected = alone(*self.SWEEP, "--output", self.folder / "one")
        for processes in (1, 3):
            out, _ = run(processes, *self.SWEEP, "--output", self.folder / f"many{processes}")
            self.assertEqual(out, expected)
            self.assertEqual(self.tables(f"many{processes}"), self.tables("one"))
            files = sorted(path.name for path in (self.folder / f"many{processes}").glob("*.clab"))
            self.assertEqual(files, sorted(path.name for path in (self.folder / "one").glob("*.clab")))
            self.assertTrue(all(is_whole(self.folder / f"many{processes}" / file) for file in files))

    def test_a_process_is_lost(self):
        sweep = [text if text != "20" else "150" for text in self.SWEEP]
        expected = alone(*sweep)
        mpirun = start(3, *sweep, "--output", self.folder / "lost", flags=["--enable-recovery"],
                       stdin=subprocess.DEVNULL)
        wait_for(lambda: list((self.folder / "lost").glob("*.clab")))
        os.kill(wait_for(lambda: process_of(2, mpirun)), signal.SIGKILL)
        out, err = mpirun.communicate(timeout=120)
        self.assertEqual(out, expected, err)


if __name__ == "__main__":
    if "--kills" in sys.argv:
        KILLS = int(sys.argv.pop(sys.argv.index("--kills") + 1))
        sys.argv.remove("--kills")
        sys.argv.append("Deaths.test_a_process_dies")
    unittest.main()
