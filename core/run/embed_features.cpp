// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/embed_features.h"

#include <cassert>

namespace contrastlab {

Matrix<float> embedFeatures(ThreadPool& pool, const RunSetup& setup,
    const Vector<float>& parameters, int tower, std::span<const float> features)
{
    const BatchMaker::Standard standard = setup.batches().standard(tower);
    assert(standard.mean.size() == features.size());
    ModalityBatch<float> batch;
    batch.dense.resize(1, std::ssize(features));
    for (std::size_t i = 0; i < features.size(); ++i)
        batch.dense(0, static_cast<Index>(i)) =
            (features[i] - standard.mean[i]) / standard.deviation[i];
    TowerTape<float> tape;
    return setup.tower(tower).forward(
        pool, parameters.data() + setup.towerOffset(tower), batch, tape);
}

} // namespace contrastlab
