# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of the embedded emoji share: a style's drawings by code point, their atlas, lists one a line."""

import io
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from source_package import read_json


class IconSet:
    """The drawings of one style, found by code point."""

    def __init__(self, folder: Path):
        self.name_of = read_json(folder / "chars.json")
        self.icons = read_json(folder / "icons.json")

    def icon(self, hexcode: str):
        """The drawing of an emoji, or None. Sets differ in whether they write the variation selector FE0F."""
        bare = "-".join(part for part in hexcode.lower().split("-") if part != "fe0f")
        for form in (hexcode.lower(), bare, bare + "-fe0f"):
            if form in self.name_of:
                return self.icons["icons"].get(self.name_of[form])
        return None

    def svg(self, hexcode: str, size: int) -> str:
        icon = self.icon(hexcode)
        width, height = icon.get("width", self.icons["width"]), icon.get("height", self.icons["height"])
        return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                f'width="{size}" height="{size}" viewBox="0 0 {width} {height}">{icon["body"]}</svg>')


def tile(svg: str, size: int) -> Image.Image:
    png = subprocess.run(["rsvg-convert"], input=svg.encode(), capture_output=True, check=True).stdout
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    assert image.size == (size, size) and image.getextrema()[3][1] > 0, "a blank or misshapen drawing"
    return image


def write_atlas(path: Path, icons: IconSet, items: list[dict], size: int):
    with ThreadPoolExecutor() as pool:
        tiles = list(pool.map(lambda item: tile(icons.svg(item["hexcode"], size), size), items))
    atlas = Image.new("RGBA", (size, size * len(tiles)))
    for row, image in enumerate(tiles):
        atlas.paste(image, (0, row * size))
    atlas.save(path)
    subprocess.run(["zopflipng", "-y", "--filters=0e", "--iterations=5", path, path],
                   check=True, stdout=subprocess.DEVNULL)
    print(f"{path.name}: {len(tiles)} drawings, {path.stat().st_size:,} bytes", flush=True)


def named(names: dict, used: list[str]) -> list[dict]:
    return [{"key": key, "en": names[key][0], "zh": names[key][1]} for key in dict.fromkeys(used)]


def lines_of(records: list[dict]) -> str:
    """A JSON list with one record a line: small, and its changes can be read."""
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records) + "\n]"
