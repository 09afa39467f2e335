// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The blocks of the flat parameter vector, one by one.
#include "store/weights_file.h"

#include "store/run_store.h"
#include "store/safetensors.h"

namespace contrastlab {

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
    writeSafetensors(path, tensors, metadata);
}

} // namespace contrastlab
