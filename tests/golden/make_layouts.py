#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/layouts/: small imitations of how people keep their data, and expected.json, which says what
must be understood of each. Every file is made here, of the standard library alone, and the same on any machine.

    python3 tests/golden/make_layouts.py
"""
import gzip
import io
import json
import pathlib
import shutil
import struct
import tarfile
import wave
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent / "layouts"
COLOURS = {"red": (220, 30, 30), "green": (30, 160, 60), "blue": (40, 60, 200), "yellow": (240, 220, 40),
           "white": (250, 250, 250), "black": (10, 10, 10)}
NAMES = list(COLOURS)
WORDS = {name: f"a {name} field under the sky" for name in NAMES}


def png(colour):
    """A picture of 3 x 2 pixels."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + bytes(COLOURS[colour]) * 3 for _ in range(2))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def wav(step):
    """A tone of 400 samples at 8 kHz."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes(128 + (60 if i * step // 40 % 2 else -60) for i in range(400)))
    return buffer.getvalue()


def npy(rows):
    """Version 1.0 of NumPy's format, float32."""
    shape = f"({len(rows)}, {len(rows[0])})"
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    return (b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header.encode()
            + b"".join(struct.pack(f"<{len(row)}f", *row) for row in rows))


def numbers(seed, count=8, width=3):
    return [[((i * 7 + j * 3 + seed) % 11) / 8 for j in range(width)] for i in range(count)]


def packed(data):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), encoded(data), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def tarred(files):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(encoded(data))
            archive.addfile(info, io.BytesIO(encoded(data)))
    return buffer.getvalue()


def encoded(data):
    return data if isinstance(data, bytes) else data.encode("utf-8")


def pictures(folder="", names=NAMES[:4], ending=".png"):
    return {f"{folder}{name}{ending}": png(name) for name in names}


def csv(header, rows, separator=","):
    lines = ([header] if header else []) + [separator.join(row) for row in rows]
    return "\n".join(lines) + "\n"


def pairs(names=NAMES[:4], folder="", ending=".png"):
    return [(f"{folder}{name}{ending}", WORDS[name]) for name in names]


class Layouts:
    """What is written, and what is expected of it."""

    def __init__(self):
        self.expected = []

    def add(self, name, files, path="", **expected):
        """`path`: what is opened in the layout's folder. Expected: format, items, captions, and others at will."""
        for file, data in files.items():
            target = ROOT / name / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(encoded(data))
        row = {"name": name, "path": f"{name}/{path}" if path else name}
        row |= {"modalities": ["image", "text"], "items": 4, "captions": 4} | expected
        self.expected.append(row)


def tables(add):
    add("proper-csv", pictures() | {"captions.csv": csv("image,caption", [
        ("red.png", '"red, and nothing\nbut red"'), ("green.png", '"green, like ""grass"""'),
        ("blue.png", "the sea"), ("yellow.png", '"sand, sun"')])}, format="table",
        first=["red, and nothing\nbut red"])
    add("flickr8k-commas", pictures("Images/") | {"captions.txt": csv("image,caption", [
        ("red.png", "A red field , with a mark ."), ("red.png", "All is red ."), ("green.png", "Grass , more grass ."),
        ("blue.png", "The sea ."), ("yellow.png", "Sand ."), ])}, format="flickr8k", captions=5,
        first=["A red field , with a mark .", "All is red ."])
    add("flickr8k-tokens", pictures() | {"Flickr8k.token.txt": csv("", [
        (f"{name}.png#{i}", f"{WORDS[name]} {i}") for name in NAMES[:4] for i in range(2)], "\t")},
        format="flickr-tokens", captions=8)
    add("flickr30k", pictures("flickr30k_images/") | {"results.csv": csv("image_name| comment_number| comment", [
        (f"{name}.png", " 0", f" {WORDS[name]}") for name in NAMES[:4]], "|")}, format="flickr30k")
    add("open-clip-tsv", pictures("data/") | {"train.tsv": csv("filepath\ttitle", pairs(folder="data/"), "\t")},
        format="table")
    add("photo-prompt", pictures("photos/") | {"index.csv": csv("photo,prompt", pairs(folder="photos/"))},
        format="table")
    add("image-path-alt-text", pictures() | {"list.csv": csv("image path;alt_text", pairs(), ";")}, format="table")
    add("reports", pictures("scans/") | {"reports.csv": csv("study_id,images,age,report", [
        (str(i + 100), f"scans/{name}.png", str(40 + i), WORDS[name]) for i, name in enumerate(NAMES[:4])])},
        format="table")
    add("chinese-headers", pictures() | {"数据.csv": csv("图片,描述", [
        ("red.png", "一片红色"), ("green.png", "草地"), ("blue.png", "大海"), ("yellow.png", "沙滩")])}, format="table",
        first=["一片红色"])
    add("german-headers", pictures("fotos/") | {"tabelle.csv": csv("Bild;Text", pairs(folder="fotos/"), ";")},
        format="table")
    add("fname-unnamed-index", pictures() | {"df.csv": csv(",fname,blurb", [
        (str(i), file, text) for i, (file, text) in enumerate(pairs())])}, format="table", first=[WORDS["red"]])
    add("odd-headers", pictures() | {"t.csv": csv("where,words", pairs())}, format="table")
    add("no-header", pictures() | {"list.csv": csv("", pairs())}, format="table")
    add("ids-without-ending", pictures("img/") | {"styles.csv": csv("id,productDisplayName", [
        (name, WORDS[name]) for name in NAMES[:4]])}, format="table")
    add("another-machine", pictures("img/") | {"data.csv": csv("path,caption", pairs(folder="/home/bob/data/img/"))},
        format="table", says="/home/bob/data/img/red.png is read as img/red.png")
    add("windows-paths", pictures("img/") | {"data.csv": csv("path,caption", [
        (f"C:\\data\\img\\{name}.png", WORDS[name]) for name in NAMES[:4]])}, format="table",
        says="is read as img/red.png")
    add("latin1", pictures() | {"captions.csv": csv("image,caption", [
        ("red.png", "un café rouge"), ("green.png", "l’herbe"), ("blue.png", "une mer bleue"),
        ("yellow.png", "du blé")]).encode("cp1252")}, format="table", first=["un café rouge"], says="Windows-1252")
    add("gb18030", pictures() | {"标注.csv": csv("图片,描述", [
        ("red.png", "一片红色"), ("green.png", "草地"), ("blue.png", "大海"), ("yellow.png", "沙滩")]).encode("gb18030")},
        format="table", first=["一片红色"], says="GB18030")
    add("utf16", pictures() | {"captions.tsv": b"\xff\xfe" + csv("image\tcaption", pairs(), "\t").encode("utf-16-le")},
        format="table")
    add("gzip-csv", pictures() | {"captions.csv.gz": packed(csv("image,caption", pairs()).encode())}, format="table")
    add("labels-and-split", pictures(names=NAMES) | {"meta.csv": csv("file,kind,phase,remarks", [
        (f"{name}.png", ["warm", "cold"][i % 2], "train" if i < 4 else "test", WORDS[name])
        for i, name in enumerate(NAMES)])}, format="table", items=6, captions=6, labels=["cold", "warm"],
        training=4, held_out=2)
    add("list-in-cell", pictures() | {"captions.csv": csv("image,captions", [
        (f"{name}.png", f'"[""{WORDS[name]}"", ""all {name}""]"') for name in NAMES[:4]])}, format="table",
        captions=8, first=[WORDS["red"], "all red"])
    add("python-list-in-cell", pictures() | {"captions.csv": csv("filename,raw", [
        (f"{name}.png", f"\"['{WORDS[name]}', 'all {name}']\"") for name in NAMES[:4]])}, format="table", captions=8)
    add("caption-columns", pictures() | {"t.csv": csv("image,caption1,caption2", [
        (f"{name}.png", WORDS[name], f"all {name}") for name in NAMES[:4]])}, format="table", captions=8)
    add("train-and-test-csv", pictures(names=NAMES) | {
        "train.csv": csv("image,caption", pairs(NAMES[:4])), "test.csv": csv("image,caption", pairs(NAMES[4:]))},
        format="table", items=6, captions=6, training=4, held_out=2)
    add("several-csv", pictures() | {"captions.csv": csv("image,caption", pairs()),
                                     "other.csv": csv("image,caption", pairs(NAMES[:2]))},
        format="table", says="captions.csv is read, and not other.csv")
    add("ljspeech", {f"wavs/LJ001-000{i}.wav": wav(i + 1) for i in range(4)} | {"metadata.csv": csv("", [
        (f"LJ001-000{i}", f"Sentence {i}, as printed", f"Sentence {i}, as it is read aloud") for i in range(4)], "|")},
        format="table", modalities=["text", "sound"])
    add("clotho", {f"{i}.wav": wav(i + 1) for i in range(4)} | {"clotho_captions_evaluation.csv": csv(
        "file_name,caption_1,caption_2", [(f"{i}.wav", f"tone {i}", f"a tone of {i}") for i in range(4)])},
        format="clotho", modalities=["text", "sound"], captions=8)


def json_files(add):
    add("json-list", pictures() | {"data.json": json.dumps(
        [{"image": file, "caption": text} for file, text in pairs()], indent=1)}, format="table")
    add("json-captions-of-names", pictures("images/") | {"captions.json": json.dumps(
        {f"{name}.png": [WORDS[name], f"all {name}"] for name in NAMES[:4]})}, format="table", captions=8)
    add("json-lines", pictures("img/") | {"data.jsonl": "".join(
        json.dumps({"id": i, "img": file, "text": text}) + "\n" for i, (file, text) in
        enumerate(pairs(folder="img/")))}, format="table")
    add("json-conversations", pictures() | {"chat.json": json.dumps([
        {"id": name, "image": f"{name}.png", "conversations": [
            {"from": "human", "value": "<image>\nWhat is this?"}, {"from": "gpt", "value": WORDS[name]}]}
        for name in NAMES[:4]])}, format="table", first=[WORDS["red"]])
    add("coco", pictures("val2017/") | {"annotations/captions_val2017.json": json.dumps({
        "images": [{"id": i, "file_name": f"{name}.png"} for i, name in enumerate(NAMES[:4])],
        "annotations": [{"id": i, "image_id": i, "caption": WORDS[name]} for i, name in enumerate(NAMES[:4])]})},
        format="coco")
    add("karpathy", pictures("images/") | {"dataset_tiny.json": json.dumps({"images": [
        {"filename": f"{name}.png", "filepath": "images", "split": "train" if i < 3 else "test",
         "sentences": [{"raw": WORDS[name]}]} for i, name in enumerate(NAMES[:4])]})}, format="karpathy",
        training=3, held_out=1)


def nested_json(add):
    rows = [{"code": name, "name": {"common": WORDS[name], "official": "The " + WORDS[name]},
             "translations": {"deu": {"common": "Das lange Wort fuer " + name}, "zho": {"common": "x"}}} for name in NAMES[:4]]
    add("json-with-objects", pictures("data/") | {"items.json": json.dumps(rows)}, format="table")


def hugging_face(add):
    add("imagefolder-csv", pictures() | {"metadata.csv": csv("file_name,text", pairs())}, format="table")
    lines = "".join(json.dumps({"file_name": file, "text": text}) + "\n" for file, text in pairs())
    add("imagefolder-jsonl", pictures() | {"metadata.jsonl": lines}, format="table")
    add("imagefolder-jsonl-gz", pictures() | {"metadata.jsonl.gz": packed(lines.encode())}, format="table")
    add("imagefolder-parts", {f"train/{k}": v for k, v in pictures(names=NAMES[:4]).items()}
        | {f"validation/{k}": v for k, v in pictures(names=NAMES[4:]).items()}
        | {"train/metadata.csv": csv("file_name,text", pairs(NAMES[:4])),
           "validation/metadata.csv": csv("file_name,text", pairs(NAMES[4:]))},
        format="table", items=6, captions=6, training=4, held_out=2)
    add("imagefolder-in-data", pictures("data/train/") | pictures("data/test/", NAMES[4:]) | {
        "data/train/metadata.jsonl": "".join(json.dumps({"file_name": f"{name}.png", "text": [WORDS[name], f"a {name} one"],
                                                         "objects": {"bbox": [[0, 0, 4, 4]]}}) + "\n" for name in NAMES[:4]),
        "data/test/metadata.jsonl": "".join(json.dumps({"file_name": f"{name}.png", "text": [WORDS[name]]}) + "\n"
                                            for name in NAMES[4:])},
        format="table", items=6, captions=10, training=4, held_out=2)
    add("imagefolder-parts-one-file", pictures("train/", NAMES[:4]) | pictures("test/", NAMES[4:]) | {
        "metadata.csv": csv("file_name,text", pairs(NAMES[:4], "train/") + pairs(NAMES[4:], "test/"))},
        format="table", items=6, captions=6, training=4, held_out=2)
    add("audiofolder", {f"data/{i}.wav": wav(i + 1) for i in range(4)} | {"metadata.csv": csv(
        "file_name,transcription", [(f"data/{i}.wav", f"tone number {i}") for i in range(4)])},
        format="table", modalities=["text", "sound"])


def folders(add):
    add("texts-beside", pictures() | {f"{name}.txt": WORDS[name] for name in NAMES[:4]}, format="folder-pairs")
    add("images-and-labels-folders", pictures("images/") | {f"labels/{name}.txt": WORDS[name] for name in NAMES[:4]},
        format="folder-pairs")
    add("language-lines", pictures() | {
        f"{name}.txt": f"af.utf8='n {name} veld\nen={WORDS[name]}\n" for name in NAMES[:4]},
        format="folder-pairs", languages=["af", "en"], first=[WORDS["blue"]])
    add("caption-endings", pictures() | {f"{name}.caption": WORDS[name] for name in NAMES[:4]},
        format="folder-pairs")
    add("names-and-words", pictures() | {"captions.txt": "".join(f"{file} {text}\n" for file, text in pairs())},
        format="table")
    add("class-folders", {f"{kind}/{name}.png": png(name) for kind, names in
                          {"warm": ["red", "yellow"], "cold": ["green", "blue"]}.items() for name in names},
        format="folder-classes", labels=["cold", "warm"])
    add("class-folders-in-parts", {f"{part}/{kind}/{name}.png": png(name) for part, kind, name in [
        ("train", "warm", "red"), ("train", "cold", "green"), ("test", "cold", "blue"), ("test", "warm", "yellow")]},
        format="folder-classes", labels=["cold", "warm"], training=2, held_out=2)
    add("telling-names", {f"red_{what}.png": png("red") if what == "field" else png(colour) for what, colour in (
        ("field", "red"), ("roof", "green"), ("door-knob", "blue"), ("car", "yellow"))}, format="folder-names",
        says="the names are the captions")
    add("a-folder-around-classes", {f"assets/{kind}/{name}.png": png(name) for kind, name in (
        ("warm", "red"), ("warm", "yellow"), ("cold", "green"), ("cold", "blue"))}, format="folder-classes",
        labels=["cold", "warm"])
    add("one-text-among-classes", {f"{kind}/{i:03}.png": png(NAMES[i % 4]) for kind, i in (
        (("warm", "cold")[i % 2], i) for i in range(12))} | {"warm/000.txt": "the first"}, format="folder-classes",
        labels=["cold", "warm"], items=12, captions=12)
    add("csv-in-its-folder", pictures("images/") | {"annotations/captions.csv": csv("image,caption", pairs())},
        format="table")
    add("csv-up-and-over", pictures("images/") | {
        "texts/captions.csv": csv("image,caption", pairs(folder="../images/"))}, format="table")
    add("shards", {"00000.tar": tarred({f"{i:05}.{ending}": data for i, name in enumerate(NAMES[:4])
                                        for ending, data in (("png", png(name)), ("txt", WORDS[name]))})},
        format="webdataset")
    add("shards-json", {"00000.tar": tarred({f"{i:09}.{ending}": data for i, name in enumerate(NAMES[:4])
                                             for ending, data in (("png", png(name)), ("json", json.dumps(
                                                 {"TEXT": WORDS[name], "URL": "x", "similarity": 0.3} if i % 2 else
                                                 {"caption": [WORDS[name], f"a {name} one"], "sha256": "0"})))}),
                        "00000_stats.json": json.dumps({"count": 4, "successes": 4}), "00000.parquet": "PAR1PAR1"},
        format="webdataset", captions=6)


def archives(add):
    inside = pictures("photos/images/") | {"photos/captions.csv": csv("image,caption", pairs(folder="images/")),
                                           "__MACOSX/photos/._captions.csv": "x"}
    add("zip-of-a-table", {"photos.zip": zipped(inside)}, path="photos.zip", format="table",
        says="from its folder photos")
    add("zip-of-pairs", {"pets.zip": zipped(pictures() | {f"{n}.txt": WORDS[n] for n in NAMES[:4]})}, path="pets.zip",
        format="folder-pairs")
    add("zip-of-classes", {"c.zip": zipped({"set/warm/red.png": png("red"), "set/warm/yellow.png": png("yellow"),
                                            "set/cold/green.png": png("green"), "set/cold/blue.png": png("blue")})},
        path="c.zip", format="folder-classes", labels=["cold", "warm"])


def matrices(add):
    both = {"image.npy": npy(numbers(1)), "text.npy": npy(numbers(2, width=2))}
    add("two-npy", both, format="matrices", modalities=["image", "text"], items=8, captions=0)
    add("npz", {"both.npz": zipped(both)}, path="both.npz", format="matrices", items=8, captions=0)
    add("numbers-and-captions", {"table.csv": csv("x,y,z,caption", [
        (*(str(value) for value in row), f"words of {i}") for i, row in enumerate(numbers(3))])}, path="table.csv",
        format="matrices", modalities=["table", "text"], items=8, captions=8)


def with_a_setting(add):
    """Not understood by themselves: one message, whose advice then works."""
    add("pictures-elsewhere", pictures("store/pictures/") | {"lists/captions.csv": csv("image,caption", pairs())},
        path="lists/captions.csv", format="table", fails="data.root", settings={"data.root": "store/pictures"})
    add("one-caption-for-all", pictures() | {"t.csv": csv("image,caption,remarks", [
        (file, "a picture", text) for file, text in pairs()])}, path="t.csv", format="table",
        fails="data.caption_column", settings={"data.caption_column": "remarks"})
    add("numbers-as-captions", pictures() | {"t.csv": csv("image,code", [
        (f"{name}.png", str(17 * i)) for i, name in enumerate(NAMES[:4])])}, path="t.csv", format="table",
        fails="data.caption_column", settings={"data.caption_column": "2"})
    add("one-npy", {"image.npy": npy(numbers(1)), "others/text.npy": npy(numbers(2))}, path="image.npy",
        format="matrices", modalities=["image", "text"], items=8, captions=0, fails="data.second",
        settings={"data.second": "others/text.npy"})


    add("camera-names", {f"IMG_{i:04}.png": png(name) for i, name in enumerate(NAMES[:4])}, format="folder-names",
        fails="data.format=folder-names", settings={"data.format": "folder-names"})


def main():
    if ROOT.exists():
        shutil.rmtree(ROOT)
    layouts = Layouts()
    for part in (tables, json_files, nested_json, hugging_face, folders, archives, matrices, with_a_setting):
        part(layouts.add)
    text = json.dumps(layouts.expected, indent=1, ensure_ascii=False) + "\n"
    (ROOT / "expected.json").write_text(text, encoding="utf-8")
    print(len(layouts.expected), "layouts")


if __name__ == "__main__":
    main()
