// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The blocks of the flat parameter vector, one by one.
#include "store/weights_file.h"

#include "store/run_store.h"
#include "store/safetensors.h"

#include <nlohmann/json.hpp>

namespace contrastlab {

namespace {

NamedTensor vectorOf(const std::string& name, std::span<const float> values)
{
    return { name, { static_cast<Index>(values.size()) }, values };
}

std::string tokensOf(const Vocabulary& vocabulary)
{
    auto tokens = nlohmann::json::array();
    for (int id = 0; id < vocabulary.size(); ++id)
        tokens.push_back(vocabulary.token(id));
    return tokens.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

std::map<std::string, std::string> metadataOf(const RunSetup& setup, const Checkpoint& checkpoint)
{
    return { { "program", programName() }, { "step", std::to_string(checkpoint.step) },
        { "spec", toJson(checkpoint.spec) }, { "dataset", setup.dataset().name },
        { "dataset_digest", setup.dataset().digest } };
}

void writeWeights(const std::string& path, const RunSetup& setup, const Checkpoint& checkpoint)
{
    std::vector<NamedTensor> tensors;
    for (const ParameterBlock& block : setup.blocks()) {
        const bool isVector = !block.decays && block.rows == 1;
        tensors.push_back({ block.name,
            isVector ? std::vector<Index> { block.columns }
                     : std::vector<Index> { block.rows, block.columns },
            { checkpoint.judged().data() + block.offset,
                static_cast<std::size_t>(block.size()) } });
    }
    auto metadata = metadataOf(setup, checkpoint);
    metadata["layout"] = "weights are input x output: y = x W + b";
    for (int t = 0; t < setup.towers(); ++t) {
        const std::string& name = setup.modality(t).name;
        const auto standard = setup.batches().standard(t);
        if (const Vocabulary* vocabulary = setup.batches().vocabulary(t)) {
            metadata[name + ".vocabulary"] = tokensOf(*vocabulary);
            metadata[name + ".words"] = std::to_string(vocabulary->words());
        } else {
            tensors.push_back(vectorOf(name + ".input.mean", standard.mean));
            tensors.push_back(vectorOf(name + ".input.deviation", standard.deviation));
        }
    }
    writeSafetensors(path, tensors, metadata);
}

} // namespace contrastlab
