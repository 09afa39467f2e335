#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights that ContrastLab exports, in PyTorch: a loader of ten lines gives the same embeddings."""
import json
import os
import pathlib
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
    spec = json.loads(header.pop("__metadata__")["spec"])
    return spec, {name: torch.frombuffer(data, dtype=torch.float32, offset=8 + size + entry["data_offsets"][0],
                                         count=int(np.prod(entry["shape"]))).reshape(entry["shape"])
                  for name, entry in header.items()}


def tower(weights, activation, name):
    names = sorted({key.rsplit(".", 1)[0] for key in weights if key.startswith(name + ".")}, key=lambda key: key[-1])
    layers = []
    for layer in names:  # y = x W + b
        weight = weights[layer + ".weight"]
        linear = torch.nn.Linear(*weight.shape)
        linear.weight.data, linear.bias.data = weight.T, weights[layer + ".bias"]
        layers += [linear, activation]
    return torch.nn.Sequential(*layers[:-1])


class BackToTorch(unittest.TestCase):
    def test_the_same_embeddings(self):
        generator = np.random.default_rng(0)
        latent = generator.normal(size=(300, 6))
        views = {name: np.tanh(latent @ generator.normal(size=(6, width))).astype(np.float32)
                 for name, width in (("a", 12), ("b", 9))}
        activations = {"relu": torch.nn.ReLU(), "gelu": torch.nn.GELU(), "tanh": torch.nn.Tanh()}
        with tempfile.TemporaryDirectory() as top:
            folder = top + "/data"
            os.mkdir(folder)
            for name, rows in views.items():
                np.save(f"{folder}/{name}.npy", rows)
            for kind, layers, activation in (("linear", 1, "relu"), ("mlp", 1, "relu"), ("mlp", 2, "tanh"),
                                             ("mlp", 1, "gelu")):
                train = ["train", "--dataset", folder, "--steps", "20", "--batch-size", "64", "--hidden-width", "16",
                         "--hidden-layers", str(layers), "--activation", activation, "--feature-tower", kind,
                         "--embedding-width", "8", "--standardise", "false", "--output", folder + ".clab"]
                export = ["export", folder + ".clab", "--format", "safetensors", "--items", "all", "--to", folder + ".out"]
                for command in (train, export):
                    subprocess.run([CLI, *command], check=True, capture_output=True, timeout=120)
                spec, weights = read_safetensors(folder + ".out/weights.safetensors")
                _, embeddings = read_safetensors(folder + ".out/embeddings.safetensors")
                for name, rows in views.items():
                    with torch.no_grad():
                        embed = tower(weights, activations[spec["activation"]], name)
                        here = torch.nn.functional.normalize(embed(torch.from_numpy(rows)))
                    self.assertLess((here - embeddings[name]).abs().max().item(), 1e-5, f"{kind} {activation} {name}")


if __name__ == "__main__":
    unittest.main()
