// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For make_emoji_speech_features: spoken names as samples in, features out.
//
//     node encode_speech.js RUNTIME MODELS SAMPLES LENGTHS FEATURES
//
// RUNTIME is npm's package onnxruntime-node, MODELS the folder of melspectrogram.onnx and
// embedding_model.onnx; SAMPLES holds single-precision numbers in the range of 16 bits, a name
// after the other, LENGTHS a JSON list of how many are whose. FEATURES gets WINDOWS x 96
// single-precision numbers a name: of windows of 76 frames (0.76 s) that begin every 28 frames.

const fs = require('fs');
const [runtime, models, samplesFile, lengthsFile, featuresFile] = process.argv.slice(2);
const { InferenceSession, Tensor } = require(runtime);

const BANDS = 32, WINDOW = 76, HOP = 28, WINDOWS = 4, STEP = 160, EDGE = 480;
const SAMPLES = EDGE + STEP * (WINDOW + HOP * (WINDOWS - 1));

async function main() {
    const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
    const mel = await InferenceSession.create(`${models}/melspectrogram.onnx`, options);
    const embedding = await InferenceSession.create(`${models}/embedding_model.onnx`, options);
    const bytes = fs.readFileSync(samplesFile);
    const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const output = fs.openSync(featuresFile, 'w');
    let at = 0;
    for (const length of JSON.parse(fs.readFileSync(lengthsFile))) {
        const padded = new Float32Array(SAMPLES); // silence after the name
        padded.set(samples.subarray(at, at + Math.min(length, SAMPLES)));
        at += length;
        const frames = (await mel.run({ input: new Tensor('float32', padded, [1, SAMPLES]) })).output.data;
        const windows = new Float32Array(WINDOWS * WINDOW * BANDS);
        for (let i = 0; i < WINDOWS; ++i)
            for (let j = 0; j < WINDOW * BANDS; ++j)
                windows[i * WINDOW * BANDS + j] = frames[i * HOP * BANDS + j] / 10 + 2;
        const input = new Tensor('float32', windows, [WINDOWS, WINDOW, BANDS, 1]);
        const features = (await embedding.run({ input_1: input })).conv2d_19.data;
        fs.writeSync(output, Buffer.from(features.buffer, features.byteOffset, features.byteLength));
    }
}

main();
