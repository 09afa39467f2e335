#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the rules of who may include whom. Prints every line that breaks one; exit status 1 if any does.
First it breaks each rule itself, in a small tree of its own, and sees that it is told."""
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
SPDX = ["SPDX-FileCopyrightText: 2026 The ContrastLab authors", "SPDX-License-Identifier: GPL-3.0-or-later"]
# A room may include itself and those after the colon.
CORE_ROOMS = {
    "base": set(),
    "data": {"base"},
    "model": {"base", "data"},
    "objective": {"base"},
    "optimizer": {"base"},
    "task": {"base", "data", "model", "objective", "optimizer"},
    "run": {"base", "data", "model", "objective", "optimizer", "task"},
    "analysis": {"base", "data", "model", "objective", "optimizer", "task", "run"},
    "lesson": {"base", "data", "model", "objective", "optimizer", "task", "run", "analysis"},
    "store": {"base", "data", "model", "objective", "optimizer", "task", "run", "analysis"},
    "encoder": {"base", "data", "store"},
    "report": {"base", "data", "model", "objective", "optimizer", "task", "run", "analysis", "store"},
    "media": {"base", "data", "model", "objective", "optimizer", "task", "run", "analysis", "store", "report", "encoder"},
}
# The rooms within core/media; the files beside them may include all.
MEDIA_ROOMS = {
    "bytes": set(),
    "listing": {"bytes"},
    "arrays": {"bytes", "listing"},
    "decode": {"bytes", "listing"},
    "emoji": {"bytes", "decode"},
}
UI_ROOMS = {
    "theme": set(),
    "plot": {"theme"},
    "run": {"theme", "plot"},
    "sound": {"theme", "plot", "run"},
    "views": {"theme", "plot", "run", "sound"},
    "panels": {"theme", "plot", "run", "sound", "views"},
    "lesson": {"theme", "plot", "run", "views"},
    "data": {"theme", "plot", "run"},
    "shell": {"theme", "plot", "run", "sound", "views", "panels", "lesson", "data"},
}
ROOMS = {"core": CORE_ROOMS, "ui": UI_ROOMS}
ENGINE = set(CORE_ROOMS) - {"store", "encoder", "report", "media"}
# Pictures and colours of anything: they know nothing of runs.
PLAIN_ROOMS = {"theme", "plot"}
TREES = ("core", "ui", "app")
MAY_INCLUDE = {"core": {"core"}, "ui": {"ui", "core"}, "app": {"app", "ui", "core"}}
QT = re.compile(r"Q[A-Z]|Qt")
THREADS = re.compile(r"std::j?thread\b|std::async\b|std::packaged_task\b|\bpthread_create\b|\bmoveToThread\b|"
                     r"\bQThreadPool\b|\bQRunnable\b|\bQtConcurrent\b|\bQThread\b(?!::currentThread)")
THREAD_HEADERS = {"thread", "future", "pthread.h"}
# The trainer and all below it: a step depends on nothing but its checkpoint.
PURE_ROOMS = {"data", "model", "objective", "optimizer", "task"}
PURE_FILES = {"trainer.h", "trainer.cpp", "trainer_change.cpp", "run_setup.h", "run_setup.cpp", "prepared_data.h",
              "prepared_data.cpp", "checkpoint.h", "checkpoint.cpp", "training_batch.h",
              "training_batch.cpp", "vector_sums.h", "vector_sums.cpp", "weight_average.h",
              "weight_average.cpp"}
IMPURE_HEADERS = THREAD_HEADERS | {"chrono", "ctime", "time.h", "fstream", "filesystem", "iostream", "cstdio",
                                   "mutex", "condition_variable"}
RANDOM = re.compile(r"::Random\(|\bsetRandom\(|std::(mt19937|minstd_rand|random_device|default_random_engine)|"
                    r"std::\w+_distribution\b|\bs?rand\(")


# What is known of an objective stands in its entry. Elsewhere there are the default, and a column of tables.
OBJECTIVE_NAME = re.compile(r'\.name = "([\w-]+)"')
MAY_NAME_OBJECTIVES = {"objective_rows.cpp", "score.h", "score_command.h", "column_names.cpp"}


class Tree:
    """A checkout: its sources, and where an include leads."""

    def __init__(self, root):
        self.root = root

    def sources(self):
        return [path for tree in TREES for path in sorted((self.root / tree).rglob("*"))
                if path.suffix in {".h", ".cpp"}]

    def includes(self, path):
        """Line number, what stands in the include, and the file of ours that it means, if any."""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := INCLUDE.match(line):
                target = found.group(1)
                yield number, target, self.resolve(path, target)

    def resolve(self, path, target):
        """As the compiler looks: beside the file, then in the trees; ui/run goes before core/run within ui."""
        trees = ("ui", "core", "app") if path.relative_to(self.root).parts[0] == "ui" else TREES
        for folder in (path.parent, *(self.root / tree for tree in trees)):
            if (folder / target).is_file():
                return (folder / target).resolve()
        return None

    def place_of(self, path):
        """The tree and the room: ("core", "run"); app has no rooms."""
        parts = path.relative_to(self.root.resolve()).parts
        return parts[0], parts[1] if len(parts) > 2 else ""

    def media_room_of(self, path):
        """The room within core/media, "" for the files beside them, nothing for files elsewhere."""
        parts = path.relative_to(self.root.resolve()).parts
        return (parts[2] if len(parts) > 3 else "") if parts[:2] == ("core", "media") else None

    def command_line_files(self):
        """The sources of contrastlab-cli and every header of app/ that they reach."""
        text = (self.root / "app" / "CMakeLists.txt").read_text(encoding="utf-8")
        names = re.search(r"add_executable\(\s*contrastlab-cli\s+([^)]*)\)", text).group(1).split()
        open_files, reached = [self.root / "app" / name for name in names], set()
        while open_files:
            path = open_files.pop()
            if path in reached:
                continue
            reached.add(path)
            open_files += [file for _, _, file in self.includes(path) if file and file.parent.name == "app"]
        return {path.resolve() for path in reached}


def include_problems(place, room_of, target, room_of_target, is_command_line):
    """What is wrong with one include. Rooms are (tree, room)."""
    tree, room = room_of
    if room_of_target:
        other_tree, other = room_of_target
        if other_tree not in MAY_INCLUDE.get(tree, TREES):
            yield f"{place}: {tree} must not include {other_tree}"
        elif other_tree == tree and tree in ROOMS and other not in {room} | ROOMS[tree].get(room, set()):
            yield f"{place}: {tree}/{room} must not include {tree}/{other}"
        if tree == "ui" and room in PLAIN_ROOMS and other_tree != tree:
            yield f"{place}: ui/{room} knows nothing of {other_tree}/{other}"
        if is_command_line and other_tree == "ui":
            yield f"{place}: contrastlab-cli needs no ui"
    if tree == "core" and room != "media" and QT.match(target):
        yield f"{place}: no Qt in core/{room}"
    if is_command_line and QT.match(target):
        yield f"{place}: no Qt in contrastlab-cli"
    if "qcustomplot" in target and room_of != ("ui", "plot"):
        yield f"{place}: qcustomplot.h only in ui/plot"
    if tree == "ui" and (target in THREAD_HEADERS or THREADS.search(target)):
        yield f"{place}: no threads in ui"


def media_problems(place, room, other):
    """What is wrong with an include within core/media."""
    if room and other is not None and other != room and other not in MEDIA_ROOMS[room]:
        yield f"{place}: core/media/{room} must not include core/media{'/' + other if other else ''}"


def code_problems(place, room_of, code, objectives):
    tree, room = room_of
    if room != "objective" and any(text in objectives for text in re.findall(r'"([\w-]+)"', code)):
        yield f"{place}: objectives are named in core/objective alone"
    if "processEvents" in code:
        yield f"{place}: no processEvents"
    rest = re.sub(r"\bQ(Core|Gui)?Application::instance\(\)", "", code)
    if re.search(r"\binstance\(\)", rest):
        yield f"{place}: no instance()"
    if tree == "ui" and not INCLUDE.match(code) and THREADS.search(code):
        yield f"{place}: no threads in ui"
    if tree == "core" and room in ENGINE and RANDOM.search(code):
        yield f"{place}: random numbers come from base/random.h"


def spdx_problems(tree):
    """Sources begin with the two lines; scripts have them after the line that names their interpreter."""
    plain = [tree.root / "CMakeLists.txt", tree.root / ".ci" / "run", *(tree.root / "scripts").glob("*"),
             *(tree.root / "cmake").glob("*"), *tree.root.glob("*/CMakeLists.txt"), *tree.root.glob("tests/**/*.py")]
    tests = [path for path in sorted((tree.root / "tests").rglob("*")) if path.suffix in {".h", ".cpp"}]
    for path in tree.sources() + tests:
        if path.read_text(encoding="utf-8").splitlines()[:2] != [f"// {line}" for line in SPDX]:
            yield f"{path.relative_to(tree.root)}:1: does not start with the two SPDX lines"
    for path in plain:
        if path.is_file() and not path.name.startswith("packages") and not all(line in path.read_text(encoding="utf-8")[:400] for line in SPDX):
            yield f"{path.relative_to(tree.root)}:1: lacks the two SPDX lines"


def problems(root):
    tree = Tree(root)
    command_line = tree.command_line_files()
    objectives = {name for path in (root / "core" / "objective").glob("*.cpp")
                  for name in OBJECTIVE_NAME.findall(path.read_text(encoding="utf-8"))}
    yield from spdx_problems(tree)
    for path in tree.sources():
        relative, room_of = path.relative_to(root), tree.place_of(path.resolve())
        is_command_line = path.resolve() in command_line
        pure = room_of[0] == "core" and (room_of[1] in PURE_ROOMS or room_of[1] == "run" and path.name in PURE_FILES)
        for number, target, file in tree.includes(path):
            place = f"{relative}:{number}"
            yield from include_problems(place, room_of, target, tree.place_of(file) if file else None, is_command_line)
            if file:
                yield from media_problems(place, tree.media_room_of(path.resolve()), tree.media_room_of(file))
            if pure and target in IMPURE_HEADERS:
                yield f"{place}: no threads, clock or files in a step"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield from code_problems(f"{relative}:{number}", room_of, line.split("//")[0],
                                     set() if path.name in MAY_NAME_OBJECTIVES else objectives)


# A tree that keeps the rules.
SOUND = {
    "core/objective/clip.cpp": 'Info a { .name = "clip" };',
    "core/base/random.h": "", "core/run/run.h": '#include "base/random.h"', "core/run/trainer.cpp": "",
    "core/media/open_data.h": '#include <QImage>\n#include "media/listing/listing.h"',
    "core/encoder/encoder.h": '#include "base/random.h"',
    "core/media/bytes/limits.h": "", "core/media/listing/listing.h": '#include "media/bytes/limits.h"',
    "ui/theme/colors.h": "", "ui/plot/figure.h": '#include "theme/colors.h"\n#include "plot/figure.h"',
    "ui/run/run.h": "", "ui/data/list.h": "", "ui/sound/player.h": '#include "run/run.h"',
    "ui/views/card.h": '#include "sound/player.h"', "ui/panels/form.h": '#include "views/card.h"',
    "ui/shell/main_window.h": '#include "run/run.h"\nauto a = QCoreApplication::instance();',
    "app/cli_main.cpp": '#include "commands.h"', "app/commands.h": "", "app/gui_main.cpp": "#include <QWidget>",
    "app/screenshot.h": '#include "shell/main_window.h"',
}
# File, a line that breaks a rule, and what is said of it.
VIOLATIONS = [
    ("core/base/random.h", '#include "run/run.h"', "core/base must not include core/run"),
    ("core/base/random.h", '#include "../run/run.h"', "core/base must not include core/run"),
    ("core/base/random.h", "#include <run/run.h>", "core/base must not include core/run"),
    ("core/run/run.h", '#include "../../app/commands.h"', "core must not include app"),
    ("core/run/run.h", '#include "commands.h"', "core must not include app"),
    ("core/media/open_data.h", '#include "shell/main_window.h"', "core must not include ui"),
    ("core/media/bytes/limits.h", '#include "media/listing/listing.h"',
     "core/media/bytes must not include core/media/listing"),
    ("core/media/listing/listing.h", '#include "../open_data.h"', "core/media/listing must not include core/media"),
    ("core/run/run.h", "#include <QString>", "no Qt in core/run"),
    ("core/encoder/encoder.h", "#include <QImage>", "no Qt in core/encoder"),
    ("core/encoder/encoder.h", '#include "media/open_data.h"', "core/encoder must not include core/media"),
    ("core/run/run.h", '#include "encoder/encoder.h"', "core/run must not include core/encoder"),
    ("ui/shell/main_window.h", '#include "../../app/commands.h"', "ui must not include app"),
    *((f"ui/{file}", f'#include "{target}"', f"ui/{file.split('/')[0]} must not include ui/{target.split('/')[0]}")
      for file, target in (
        ("theme/colors.h", "plot/figure.h"), ("theme/colors.h", "shell/main_window.h"),
        ("plot/figure.h", "run/run.h"), ("plot/figure.h", "shell/main_window.h"), ("run/run.h", "sound/player.h"),
        ("run/run.h", "data/list.h"), ("sound/player.h", "views/card.h"), ("views/card.h", "panels/form.h"),
        ("views/card.h", "shell/main_window.h"), ("panels/form.h", "data/list.h"), ("data/list.h", "panels/form.h"),
        ("data/list.h", "views/card.h"), ("data/list.h", "shell/main_window.h"))),
    ("ui/plot/figure.h", '#include "../run/run.h"', "ui/plot must not include ui/run"),
    ("ui/plot/figure.h", '#include "base/random.h"', "ui/plot knows nothing of core/base"),
    ("ui/theme/colors.h", '#include "base/random.h"', "ui/theme knows nothing of core/base"),
    ("ui/shell/main_window.h", "#include <qcustomplot.h>", "qcustomplot.h only in ui/plot"),
    ("app/cli_main.cpp", "#include <QWidget>", "no Qt in contrastlab-cli"),
    ("app/commands.h", '#include "plot/figure.h"', "contrastlab-cli needs no ui"),
    *(("ui/run/run.h", line, "no threads in ui") for line in (
        "#include <future>", "#include <thread>", "#include <QThreadPool>", "#include <QtConcurrent/QtConcurrent>",
        "auto a = std::async(f);", "std::jthread t;", "QThreadPool pool;", "class A : QRunnable {};",
        "QtConcurrent::run(f);", "QThread thread;", "a->moveToThread(b);")),
    ("ui/run/run.h", "QCoreApplication::instance(); Manager::instance();", "no instance()"),
    ("ui/run/run.h", "QCoreApplication::processEvents();", "no processEvents"),
    ("core/run/run.h", 'if (name == "clip") f();', "objectives are named in core/objective alone"),
    *(("core/run/trainer.cpp", f"#include <{header}>", "no threads, clock or files in a step")
      for header in ("thread", "fstream", "chrono")),
    *(("core/run/run.h", line, "random numbers come from base/random.h") for line in (
        "auto a = Matrix<float>::Random(2, 2);", "auto a = Eigen::MatrixXf::Random(2, 2);", "a.setRandom(2, 2);",
        "std::mt19937 a;", "std::normal_distribution<> a;", "std::random_device a;")),
]


def write_tree(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("".join(f"// {line}\n" for line in SPDX) + text + "\n", encoding="utf-8")
    (root / "app" / "CMakeLists.txt").write_text(
        "".join(f"# {line}\n" for line in SPDX) + "add_executable(contrastlab-cli cli_main.cpp)\n", encoding="utf-8")


def told_of(files):
    with tempfile.TemporaryDirectory() as folder:
        write_tree(pathlib.Path(folder).resolve(), files)
        return list(problems(pathlib.Path(folder).resolve()))


def unnoticed():
    """Violations that are not told, and a sound tree of which something is."""
    yield from told_of(SOUND)
    for file, line, expected in VIOLATIONS:
        told = told_of(SOUND | {file: line})
        if len(told) != 1 or not told[0].startswith(f"{file}:3: ") or expected not in told[0]:
            yield f"{file}: {line}: expected to be told '{expected}', got {told}"
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        write_tree(root, SOUND)
        (root / "core" / "base" / "bare.h").write_text("// nothing\n", encoding="utf-8")
        if not any("SPDX" in line for line in problems(root)):
            yield "core/base/bare.h: a source without SPDX lines is not told"


def main():
    missed = [f"the check does not check: {line}" for line in unnoticed()]
    found = missed + list(problems(ROOT))
    print("\n".join(found) or "the rules hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
