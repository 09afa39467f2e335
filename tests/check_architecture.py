#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the rules of who may include whom. Prints every line that breaks one; exit status 1 if any does."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
# A room may include itself and those after the colon.
ROOMS = {
    "base": set(),
    "data": {"base"},
    "model": {"base", "data"},
    "objective": {"base"},
    "optimizer": {"base"},
    "run": {"base", "data", "model", "objective", "optimizer"},
    "analysis": {"base", "data", "model", "objective", "optimizer", "run"},
    "store": {"base", "data", "model", "objective", "optimizer", "run", "analysis"},
    "media": {"base", "data", "model", "objective", "optimizer", "run", "analysis", "store"},
}
ENGINE = set(ROOMS) - {"store", "media"}


def sources(folder):
    return sorted(p for p in (ROOT / folder).rglob("*") if p.suffix in {".h", ".cpp"})


def problems():
    for path in sources("core") + sources("ui") + sources("app"):
        relative = path.relative_to(ROOT)
        top, room = relative.parts[0], relative.parts[1]
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines[:2] != ["// SPDX-FileCopyrightText: 2026 The ContrastLab authors",
                         "// SPDX-License-Identifier: GPL-3.0-or-later"]:
            yield f"{relative}:1: does not start with the two SPDX lines"
        for number, line in enumerate(lines, 1):
            place = f"{relative}:{number}"
            found = INCLUDE.match(line)
            if found:
                target = found.group(1)
                if top == "core":
                    other = target.split("/")[0]
                    if "/" in target and other in ROOMS and other != room and other not in ROOMS[room]:
                        yield f"{place}: core/{room} must not include core/{other}"
                    if re.match(r"Q[A-Z]|Qt", target) and room != "media":
                        yield f"{place}: no Qt in core/{room}"
                    if target.split("/")[0] in {"shell", "views", "panels", "plot", "ui"}:
                        yield f"{place}: core must not include ui"
                if "qcustomplot" in target and (top, room) != ("ui", "plot"):
                    yield f"{place}: qcustomplot.h only in ui/plot"
                if (top, room) == ("ui", "plot") and target.split("/")[0] in ROOMS:
                    yield f"{place}: ui/plot knows nothing of the core"
                if top == "ui" and target in {"thread", "QThread", "QtConcurrent"}:
                    yield f"{place}: no threads in ui"
            code = line.split("//")[0]
            if "processEvents" in code:
                yield f"{place}: no processEvents"
            if re.search(r"\binstance\(\)", code) and not re.search(r"QCoreApplication::instance|qApp", code):
                yield f"{place}: no instance()"
            if top == "ui" and re.search(r"std::j?thread\b|moveToThread|QThread\b(?!::currentThread)", code):
                yield f"{place}: no threads in ui"
            if top == "core" and room in ENGINE and re.search(r"Eigen::.*::Random\(|std::(normal|uniform)_", code):
                yield f"{place}: random numbers come from base/random.h"


def main():
    found = list(problems())
    print("\n".join(found) or "the rules hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
