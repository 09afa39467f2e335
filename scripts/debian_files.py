# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds to a tree that becomes a Debian package what Debian's policy wants of it: copyright, changelog, compressed
manual pages, completions in the vendors' folder. Called by CPack (cmake/package_files.cmake):

    debian_files.py TREE PACKAGE VERSION MAINTAINER
"""
import calendar
import gzip
import pathlib
import re
import subprocess
import sys
import textwrap
from email.utils import formatdate

ROOT = pathlib.Path(__file__).resolve().parent.parent
EMOJI = ROOT / "resources/datasets/emoji"
DATA = "resources/datasets"
# Of each: files, who, name of the licence, and its text where Debian has none of its own.
PARTS = [
    ("*", "2026 The ContrastLab authors", "GPL-3+", None),
    (f"{DATA}/emoji/emoji.json {DATA}/people/people.json {DATA}/emoji/speech*", "Miles Johnson, Unicode, Inc.",
     "Expat and Unicode-3.0", "emoji"),
    (f"{DATA}/emoji/noto.png {DATA}/people/noto.png", "Google LLC", "Apache-2.0", None),
    (f"{DATA}/emoji/twemoji.png {DATA}/people/twemoji.png", "Twitter, Inc and other contributors", "CC-BY-4.0",
     "twemoji"),
    (f"{DATA}/emoji/openmoji.png", "The OpenMoji project and contributors", "CC-BY-SA-4.0", "openmoji"),
    (f"{DATA}/emoji/fluent-flat.png", "Microsoft Corporation", "Expat", "fluent-flat"),
    (f"{DATA}/emoji/glove-100d.*", "Jeffrey Pennington, Richard Socher, Christopher D. Manning", "PDDL-1.0",
     "glove-100d"),
    ("resources/formulas/*", "The MathJax Consortium (glyphs)", "Apache-2.0", None),
]
COMMON = {
    "GPL-3+": "This program is free software: you can redistribute it and/or modify it under the terms of the GNU "
              "General Public License as published by the Free Software Foundation, either version 3 of the License, "
              "or (at your option) any later version. On Debian systems its text is in "
              "/usr/share/common-licenses/GPL-3.",
    "Apache-2.0": "Licensed under the Apache License, Version 2.0. On Debian systems its text is in "
                  "/usr/share/common-licenses/Apache-2.0.",
}


def indented(text):
    """As a field of a control file has it: a blank before each line, a dot for an empty one."""
    return "".join(f" {line}".rstrip() + "\n" if line.strip() else " .\n" for line in text.strip().splitlines())


def copyright_text():
    text = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: ContrastLab\n"
    for files, holder, name, source in PARTS:
        text += f"\nFiles: {files}\nCopyright: {holder}\nLicense: {name}\n"
        if source:
            text += indented((EMOJI / f"{source}.LICENSE.txt").read_text("utf-8"))
        else:
            text += indented(textwrap.fill(COMMON[name], 76))
    return text


def entries_of(changelog):
    """(heading, items) of each section of CHANGELOG.md, the newest first."""
    sections = re.split(r"^## ", changelog, flags=re.M)[1:]
    for section in sections:
        heading, _, body = section.partition("\n")
        items = re.findall(r"^- (.*(?:\n  .*)*)", body, flags=re.M)
        yield heading, [re.sub(r"\s+", " ", item) for item in items]


def date_of_last_change():
    found = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True)
    return int(found.stdout) if found.returncode == 0 and found.stdout.strip() else \
        int((ROOT / "CHANGELOG.md").stat().st_mtime)


def debian_changelog(package, version, maintainer):
    """What was not released yet is the package's own version."""
    text = ""
    for heading, items in entries_of((ROOT / "CHANGELOG.md").read_text("utf-8")):
        release = re.match(r"([\d.]+)", heading)
        name = release.group(1) if release else version
        text += f"{package} ({name}) unstable; urgency=medium\n\n"
        for item in items:
            text += textwrap.fill(item, 78, initial_indent="  * ", subsequent_indent="    ",
                                  break_long_words=False, break_on_hyphens=False) + "\n"
        dated = re.search(r"\((\d+)-(\d+)-(\d+)\)", heading)
        stamp = calendar.timegm((*map(int, dated.groups()), 12, 0, 0)) if dated else date_of_last_change()
        text += f"\n -- {maintainer}  {formatdate(stamp)}\n\n"
    return text


def compress(path, data):
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))


def main():
    tree, package, version, maintainer = sys.argv[1:]
    usr = next(pathlib.Path(tree).glob("**/usr"))  # CPack may have a folder around it
    documents = usr / "share/doc" / package
    documents.mkdir(parents=True, exist_ok=True)
    (documents / "copyright").write_text(copyright_text(), "utf-8")
    compress(documents / "changelog", debian_changelog(package, version, maintainer).encode())
    for page in usr.glob("share/man/man1/*.1"):
        compress(page, page.read_bytes())
        page.unlink()
    vendors = usr / "share/zsh/vendor-completions"
    if (own := usr / "share/zsh/site-functions").exists():
        own.rename(vendors)
    for path in usr.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)


if __name__ == "__main__":
    main()
