#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `cmake --install` puts into a prefix: it runs from there and from where it is moved to, and what stands beside
the programs is as the desktop wants it (judge.py asks those who know)."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
from xml.etree import ElementTree

BUILD = os.environ["CONTRASTLAB_BUILD"]
CMAKE = os.environ["CONTRASTLAB_CMAKE"]
APPLICATION = "org.contrastlab.ContrastLab"
PROGRAMS = ["contrastlab-cli", "contrastlab"]


def run(*command, status=0, **variables):
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"QT_QPA_PLATFORM": "offscreen", **{key: str(value) for key, value in variables.items()}}
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300,
                            env=environment)
    assert result.returncode == status, f"{command}: status {result.returncode}\n{result.stdout}{result.stderr}"
    return result.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        first = pathlib.Path(cls.folder.name) / "first"
        run(CMAKE, "--install", BUILD, "--prefix", first)
        # Nothing may know where it was put.
        cls.prefix = pathlib.Path(cls.folder.name) / "moved" / "elsewhere"
        cls.prefix.parent.mkdir()
        first.rename(cls.prefix)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def program(self, name):
        return self.prefix / "bin" / name

    def share(self, path):
        return self.prefix / "share" / path

    def flags(self, name):
        """Of the program and all its commands, as its help has them: {command: flags}."""
        own = run(self.program(name), "--help")
        found = {"": own}
        for command in re.findall(r"^  (\w[\w-]*) ", own.partition("Subcommands:")[2], re.M):
            found[command] = run(self.program(name), command, "--help")
        return {command: sorted(set(re.findall(r"^  (?:-\w,)?(--[\w.-]+)", text, re.M))) for command, text in found.items()}

    def test_tells_version_and_commit(self):
        for name in PROGRAMS:
            self.assertRegex(run(self.program(name), "--version"), r"^\d+\.\d+\.\d+ \(commit (unknown|[0-9a-f]{12}(\+changes)?)\)\n$")

    def test_engine_is_that_of_the_prefix(self):
        told = run("ldd", self.program("contrastlab-cli"))
        engine = re.search(r"libcontrastlab-engine\.so => (\S+)", told).group(1)
        self.assertTrue(pathlib.Path(engine).resolve().is_relative_to(self.prefix.resolve()), engine)

    def test_all_levels_of_the_engine_are_there(self):
        levels = {path.parent.name for path in pathlib.Path(BUILD).glob("lib/glibc-hwcaps/*/*.so")}
        self.assertEqual({path.parent.name for path in self.prefix.glob("lib*/**/contrastlab/glibc-hwcaps/*/*.so")}, levels)

    def test_command_line_needs_no_window(self):
        self.assertNotRegex(run("ldd", self.program("contrastlab-cli")), r"Qt6(Widgets|PrintSupport|Svg)|openal")

    def test_trains_and_the_window_opens_what_it_wrote(self):
        file = pathlib.Path(self.folder.name) / "run.clab"
        trained = json.loads(run(self.program("contrastlab-cli"), "train", "--dataset", "synthetic", "--batch-size", 64,
                                 "--steps", 20, "--output", file).splitlines()[-1])
        self.assertEqual(trained["outcome"], "completed")
        picture = pathlib.Path(self.folder.name) / "loss.svg"
        run(self.program("contrastlab"), "render", "loss", file, "--output", picture)
        self.assertIn("<svg", picture.read_text("utf-8"))

    def test_checks_itself(self):
        lines = run(self.program("contrastlab"), "--check").splitlines()
        for line in lines:
            self.assertRegex(line, r"^(ok|MISSING) ")
        told = [line[8:29].strip() for line in lines]
        for name in ("program", "engine", "run file", "picture png", "picture webp", "sound ogg", "sound mp3", "font, English", "sound output", "temporary folder", "ONNX Runtime", "DuckDB, for Parquet", "MPI"):
            self.assertIn(name, told)
        if shutil.which("mpirun") and self.program("contrastlab-mpi").exists():
            self.assertRegex(lines[told.index("MPI")], f"^ok .*{re.escape(str(self.program('contrastlab-mpi')))}$")

    def test_check_tells_what_does_not_work(self):
        fonts = pathlib.Path(self.folder.name) / "none.conf"
        fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
        out = run(self.program("contrastlab"), "--check", status=2, FONTCONFIG_FILE=fonts)
        self.assertRegex(out, r"(?m)^FAILED +font, English")
        self.assertRegex(out, r"(?m)^MISSING +font, Chinese")
        self.assertRegex(out, r"(?m)^ok +temporary folder")

    def test_manual_pages_have_every_flag(self):
        for name in PROGRAMS:
            page = self.share(f"man/man1/{name}.1").read_text("utf-8").replace("\\-", "-")
            for command, flags in self.flags(name).items():
                self.assertTrue(flags, f"{name} {command}")
                self.assertIn(f".SS \\fB{command}\\fR" if command else ".SH OPTIONS", page)
                for flag in flags:
                    self.assertIn(f"\\fB{flag}\\fR", page, f"{name} {command}")

    def test_manual_pages_are_sound_roff(self):
        if not shutil.which("man"):
            self.skipTest("man is not installed")
        for name in PROGRAMS:
            told = subprocess.run(["man", "--warnings", "-l", self.share(f"man/man1/{name}.1")], capture_output=True, text=True,
                                  env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80"})
            self.assertEqual(told.stderr, "", name)
            self.assertIn("EXIT STATUS", told.stdout)

    def test_completions_have_every_flag(self):
        places = {"bash": "bash-completion/completions/{}", "zsh": "zsh/site-functions/_{}", "fish": "fish/vendor_completions.d/{}.fish"}
        for name in PROGRAMS:
            flags = {flag for of_command in self.flags(name).values() for flag in of_command}
            for shell, place in places.items():
                path = self.share(place.format(name))
                text = path.read_text("utf-8")
                for flag in flags:
                    self.assertIn(f"-l {flag[2:]} " if shell == "fish" else flag, text, f"{shell} {name}")
                if shutil.which(shell):
                    run(shell, "-n", path)

    def complete(self, name, *words):
        script = (f"source '{self.share('bash-completion/completions/' + name)}'; COMP_WORDS=({' '.join(map(repr, words))}); "
                  f"COMP_CWORD={len(words) - 1}; _{name.replace('-', '_')}; echo \"${{COMPREPLY[@]}}\"")
        return run("bash", "-c", script).split()

    def test_bash_completes(self):
        self.assertEqual(self.complete("contrastlab-cli", "contrastlab-cli", "exp"), ["export"])
        self.assertEqual(self.complete("contrastlab-cli", "contrastlab-cli", "train", "--objective", "sig"), ["siglip"])
        self.assertEqual(self.complete("contrastlab-cli", "contrastlab-cli", "train", "--objective", "=", "sig"), ["siglip"])
        self.assertEqual(self.complete("contrastlab-cli", "contrastlab-cli", "train", "--keep"), ["--keep-best"])
        self.assertEqual(self.complete("contrastlab-cli", "contrastlab-cli", "export", "--keep"), [])
        self.assertEqual(self.complete("contrastlab-cli", "contrastlab-cli", "train", "--output", "x"), [])
        self.assertEqual(self.complete("contrastlab", "contrastlab", "render", "heat"), ["heatmap"])
        self.assertEqual(self.complete("contrastlab", "contrastlab", "--theme", "d"), ["dark"])

    def test_icons(self):
        for size in (16, 22, 24, 32, 48, 64, 128, 256):
            for place in ("apps/{}", "mimetypes/{}.run", "mimetypes/{}.lesson"):
                data = self.share(f"icons/hicolor/{size}x{size}/{place.format(APPLICATION)}.png").read_bytes()
                self.assertEqual(data[16:24], size.to_bytes(4, "big") * 2)
        self.assertIn("<svg", self.share(f"icons/hicolor/scalable/apps/{APPLICATION}.svg").read_text("utf-8"))

    def test_desktops_know_runs_and_lessons(self):
        if not shutil.which("update-mime-database"):
            self.skipTest("update-mime-database is not installed")
        run("update-mime-database", self.share("mime"))
        magic = self.share("mime/magic").read_bytes()
        self.assertIn(b"application/x-contrastlab-run]", magic)
        self.assertIn(b"CLab", magic)
        self.assertIn("application/x-contrastlab-lesson:*.lesson", self.share("mime/globs").read_text())

    def test_everything_that_desktops_read_has_one_name(self):
        # A Flatpak hands out nothing that is not named after its application.
        for place in ("applications", "metainfo", "mime/packages", "icons/hicolor/scalable/*", "icons/hicolor/*x*/*"):
            paths = list((self.prefix / "share").glob(f"{place}/*"))
            self.assertTrue(paths, place)
            for path in paths:
                self.assertTrue(path.name.startswith(f"{APPLICATION}."), path)
        about = ElementTree.parse(self.share(f"metainfo/{APPLICATION}.metainfo.xml")).getroot()
        entry = self.share(f"applications/{APPLICATION}.desktop").read_text("utf-8")
        types = ElementTree.parse(self.share(f"mime/packages/{APPLICATION}.xml")).getroot()
        names = {node.get("type") for node in types if node.tag.endswith("mime-type")}
        self.assertEqual(about.findtext("id"), APPLICATION)
        self.assertEqual(about.findtext("launchable"), f"{APPLICATION}.desktop")
        self.assertEqual({node.text for node in about.iter("mediatype")}, names)
        self.assertEqual(set(re.search(r"^MimeType=(.*);$", entry, re.M).group(1).split(";")), names)
        self.assertIn(f"\nIcon={APPLICATION}\n", entry)
        command = re.search(r"^Exec=(\S+)", entry, re.M).group(1)
        self.assertEqual(about.findtext("provides/binary"), command)
        self.assertTrue(os.access(self.program(command), os.X_OK))


class Flatpak(unittest.TestCase):
    """What can be said of its manifest without the network: sources are pinned, and it makes this application."""

    def test_manifest(self):
        folder = pathlib.Path(__file__).resolve().parents[2] / "resources/flatpak"
        manifest = json.loads((folder / f"{APPLICATION}.json").read_text("utf-8"))
        self.assertEqual(manifest["id"], APPLICATION)
        self.assertEqual(manifest["command"], "contrastlab")
        for module in manifest["modules"]:
            for source in module["sources"]:
                if source["type"] == "archive":
                    self.assertRegex(source["url"], r"^https://")
                    self.assertRegex(source["sha256"], r"^[0-9a-f]{64}$")
                else:
                    self.assertTrue((folder / source["path"]).exists(), source)
        self.assertEqual(manifest["modules"][-1]["name"], "contrastlab")


if __name__ == "__main__":
    unittest.main()
