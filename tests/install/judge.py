#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets one of those who know what desktops and Debian want judge what the build installs: no errors, no warnings.

    judge.py appstreamcli | desktop-file-validate | flatpak-builder | lintian

Ends with status 77, and says why, where that judge is not installed. CONTRASTLAB_BUILD is the folder of the build,
CONTRASTLAB_CMAKE and CONTRASTLAB_CPACK are the programs.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BUILD = os.environ["CONTRASTLAB_BUILD"]
APPLICATION = "org.contrastlab.ContrastLab"
FLATPAK = pathlib.Path(__file__).resolve().parents[2] / "resources/flatpak" / f"{APPLICATION}.json"


def run(*command, folder=None):
    done = subprocess.run([str(part) for part in command], cwd=folder, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout}")
    return done.stdout


def needs(*programs):
    for program in programs:
        if not shutil.which(program):
            print(f"Skipped: {program} is not installed")
            sys.exit(77)


def installed(folder, path):
    run(os.environ["CONTRASTLAB_CMAKE"], "--install", BUILD, "--prefix", folder, "--component", "window")
    return folder / "share" / path


def appstreamcli(folder):
    metainfo = installed(folder, f"metainfo/{APPLICATION}.metainfo.xml")
    told = subprocess.run(["appstreamcli", "validate", "--no-net", metainfo], capture_output=True, text=True).stdout
    if "Validation" not in told:
        return [f"appstreamcli gives no verdict: {told}"]
    # Version 1.0 warns where there is no homepage (CONTRASTLAB_HOMEPAGE).
    return [line for line in re.findall(r"^[EW]: .*", told, re.M) if "url-homepage-missing" not in line]


def desktop_file_validate(folder):
    told = run("desktop-file-validate", "--no-hints", installed(folder, f"applications/{APPLICATION}.desktop"))
    return told.splitlines()


def flatpak_builder(folder):
    run("flatpak-builder", "--show-manifest", FLATPAK, folder=folder)  # which makes a folder for its state
    return []


def lintian(folder):
    """Both packages, as scripts/package makes them."""
    needs("dpkg-shlibdeps")
    for package in ("contrastlab", "contrastlab-cli"):
        run(os.environ["CONTRASTLAB_CPACK"], "--config", f"{BUILD}/CPackConfig.cmake", "-G", "DEB", "-B", folder,
            "-D", f"CONTRASTLAB_PACKAGE={package}", "-D", "PACKAGE_VERSION=1.0",
            "-D", "MAINTAINER=The ContrastLab authors <authors@contrastlab.invalid>")
    # CPack adds a script of its own where libraries are in lib and not in Debian's folder of the architecture; for
    # AppStream, see above.
    passed = {"maintscript-calls-ldconfig", "appstream-metadata-validation-failed"}
    known = passed.intersection(run("lintian-explain-tags", "--list-tags").split())
    run("lintian", "--allow-root", "--fail-on", "error,warning", "--suppress-tags", ",".join(known),
        *folder.glob("*.deb"))
    return []


def main():
    needs(sys.argv[1])
    judge = {"appstreamcli": appstreamcli, "desktop-file-validate": desktop_file_validate,
             "flatpak-builder": flatpak_builder, "lintian": lintian}[sys.argv[1]]
    with tempfile.TemporaryDirectory() as folder:
        complaints = judge(pathlib.Path(folder))
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    main()
