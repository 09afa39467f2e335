#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights that ContrastLab exports, in PyTorch: a loader of ten lines gives the same embeddings."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

try:
    import numpy as np
    import torch
except ImportError as error:
    print(f"{error.name} is not installed (python3-numpy, python3-torch): weights are not loaded")
    sys.exit(77)

CLI = os.environ["CONTRASTLAB_CLI"]


def read_safetensors(path):
    data = bytearray(pathlib.Path(path).read_bytes())
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + size])
    metadata = header.pop("__metadata__")
    return metadata, {name: torch.frombuffer(data, dtype=torch.float32, offset=8 + size + entry["data_offsets"][0],
                                             count=int(np.prod(entry["shape"]))).reshape(entry["shape"])
                      for name, entry in header.items()}


ACTIVATIONS = {"relu": torch.nn.ReLU(), "gelu": torch.nn.GELU(), "tanh": torch.nn.Tanh()}


def tower(weights, activation, name):
    """Of standardised rows, or of pictures of N x 3 x height x width."""
    names = sorted({key.rsplit(".", 1)[0] for key in weights if key.startswith(name + ".") and key.endswith(".bias")},
                   key=lambda key: int(re.search("[0-9]+$", key)[0]))
    layers = []
    for layer in names:  # y = x W + b
        weight, bias = weights[layer + ".weight"], weights[layer + ".bias"]
        if ".convolution" in layer:
            module = torch.nn.Conv2d(len(weight) // 9, len(bias), 3, stride=2, padding=1)
            weight = weight.reshape(3, 3, -1, len(bias)).permute(3, 2, 0, 1)
            layers += [module, torch.nn.ReLU()]
        else:
            module = torch.nn.Linear(*weight.shape)
            weight = weight.T
            layers += [module, activation]
        module.weight.data, module.bias.data = weight, bias
    del layers[-1]
    if ".convolution" in names[0]:
        layers[-1:-1] = [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()]
    return torch.nn.Sequential(*layers)


def bags(weights, metadata, name, texts):
    """The mean of a text's words and that of the pieces of its words, or of these two."""
    vocabulary = json.loads(metadata[name + ".vocabulary"])
    words = int(metadata[name + ".words"])
    ids = {True: {token: i for i, token in enumerate(vocabulary[:words])},
           False: {token: i for i, token in enumerate(vocabulary[words:], words)}}
    rows = []
    for text in texts:
        found = {True: [], False: []}
        for word in re.findall("[a-z0-9]+", text.lower()):
            pieces = [f"<{word}>"[i:i + n] for n in (3, 4) for i in range(len(word) + 3 - n) if len(word) > 1]
            for whole, tokens in ((True, [word]), (False, pieces)):
                found[whole] += [ids[whole][token] for token in tokens if token in ids[whole]]
        kinds = [weights[name + ".tokens"][kind].mean(0) for kind in found.values() if kind]
        rows.append(torch.stack(kinds).mean(0))
    return torch.stack(rows)


class BackToTorch(unittest.TestCase):
    def setUp(self):
        top = tempfile.TemporaryDirectory()
        self.addCleanup(top.cleanup)
        self.folder = top.name + "/data"
        os.mkdir(self.folder)

    def exported(self, data, *parameters):
        """Metadata and weights after 20 steps on the data, and the embeddings of all items."""
        train = ["train", "--dataset", data, "--steps", "20", "--batch-size", "32", "--hidden-width", "16",
                 "--embedding-width", "8", "--output", self.folder + ".clab", *parameters]
        export = ["export", self.folder + ".clab", "--format", "safetensors", "--items", "all", "--to", self.folder + ".out"]
        for command in (train, export):
            done = subprocess.run([CLI, *command], capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
        metadata, weights = read_safetensors(self.folder + ".out/weights.safetensors")
        return metadata, weights, read_safetensors(self.folder + ".out/embeddings.safetensors")[1]

    def assert_same(self, here, there, what):
        self.assertEqual(here.shape, there.shape)
        self.assertLess((torch.nn.functional.normalize(here) - there).abs().max().item(), 1e-5, what)

    def test_vectors(self):
        generator = np.random.default_rng(0)
        latent = generator.normal(size=(300, 6))
        views = {name: 3 + 2 * np.tanh(latent @ generator.normal(size=(6, width))).astype(np.float32)
                 for name, width in (("a", 12), ("b", 9))}
        for name, rows in views.items():
            np.save(f"{self.folder}/{name}.npy", rows)
        for kind, layers, activation, standardise in (("linear", 1, "relu", "true"), ("mlp", 1, "relu", "false"),
                                                      ("mlp", 2, "tanh", "true"), ("mlp", 1, "gelu", "true")):
            metadata, weights, embeddings = self.exported(
                self.folder, "--hidden-layers", str(layers), "--activation", activation, "--feature-tower", kind,
                "--standardise", standardise)
            self.assertEqual(json.loads(metadata["spec"])["activation"], activation)
            for name, rows in views.items():
                inputs = (torch.from_numpy(rows) - weights[name + ".input.mean"]) / weights[name + ".input.deviation"]
                with torch.no_grad():
                    self.assert_same(tower(weights, ACTIVATIONS[activation], name)(inputs), embeddings[name],
                                     f"{kind} {activation} {name}")

    def test_pictures_and_captions(self):
        generator = np.random.default_rng(1)
        colours, things = ["red", "green", "blue", "dark"], ["bee", "owl", "heron", "12 apples"]
        pictures = generator.integers(0, 255, size=(80, 17, 17, 3), dtype=np.uint8)
        captions = [f"A {colours[i % 4]}-ish {things[i // 4 % 4]}, number {i}" for i in range(80)]
        np.savez(self.folder + "/set.npz", pictures=pictures, captions=np.array(captions))
        for image, text in (("convolution", "linear"), ("mlp", "mlp"), ("linear", "linear")):
            metadata, weights, embeddings = self.exported(
                self.folder + "/set.npz", "--set", "data.arrays=pictures", "--set", "data.image_size=17",
                "--image-tower", image, "--text-tower", text)
            mean, deviation = (weights[f"image.input.{which}"] for which in ("mean", "deviation"))
            pixels = (torch.from_numpy(pictures).float() / 255 - mean) / deviation
            inputs = pixels.permute(0, 3, 1, 2) if image == "convolution" else pixels.flatten(1)
            with torch.no_grad():
                self.assert_same(tower(weights, ACTIVATIONS["relu"], "image")(inputs), embeddings["image"], image)
                self.assert_same(tower(weights, ACTIVATIONS["relu"], "text")(bags(weights, metadata, "text", captions)),
                                 embeddings["text"], text)


if __name__ == "__main__":
    unittest.main()
