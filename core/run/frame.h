// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the views show of a moment of a run: the similarities of a fixed probe set and the
// projection of held-out items. Plain values; analysis/probe_frame.h computes them.
#pragma once

#include "base/matrix.h"

#include <cstdint>
#include <vector>

namespace contrastlab {

/// Which items the views look at: chosen once a run, so that pictures stay comparable over time.
struct ProbeSet {
    /// At most 64 of the projection's items, sorted by label.
    std::vector<Index> heatmapItems;
    std::vector<Index>
        projectionItems; ///< at most 1000 held-out items, spread evenly, sorted by label
    /// At most 64 training items, spread evenly, sorted by label: what was learnt, beside what is
    /// found of items never seen.
    std::vector<Index> trainingItems;
};

struct ProbeFrame {
    std::int64_t step = 0;
    double temperature = 0; ///< of the first pair
    /// Of every trained pair; none in frames of files from before they were kept.
    Vector<double> temperatures;
    double bias = 0; ///< NaN in such frames
    /// Cosines of heatmapItems x heatmapItems: rows are the pair's first modality, columns its
    /// second. One a pair, in the order of setup.everyPair(): untrained pairs too, so that one sees
    /// them emerge.
    std::vector<Matrix<float>> similarities;
    /// The same of trainingItems; none in frames of files from before they were kept.
    std::vector<Matrix<float>> trainingSimilarities;
    /// L2-normalised embeddings of projectionItems, one matrix (items x d) a tower.
    std::vector<Matrix<float>> embeddings;
    /// The same of trainingItems; none in frames of files from before they were kept.
    std::vector<Matrix<float>> trainingEmbeddings;
    /// Projected points, one matrix (items x 2) a tower; all towers share one pair of axes.
    std::vector<Matrix<float>> points;
    double explained[2] = { 0, 0 }; ///< share of the variance along each axis
    Matrix<float> basis; ///< d x 2, for aligning the next frame
    Vector<float> centre; ///< d
};

/// Room that the entry takes, for the bound of a log.
inline std::size_t bytesOf(const ProbeFrame& frame)
{
    Index numbers = frame.basis.size() + frame.centre.size();
    for (const auto* list : { &frame.similarities, &frame.trainingSimilarities, &frame.embeddings,
             &frame.trainingEmbeddings, &frame.points })
        for (const Matrix<float>& matrix : *list)
            numbers += matrix.size();
    return sizeof(ProbeFrame) + sizeof(float) * static_cast<std::size_t>(numbers)
        + sizeof(double) * static_cast<std::size_t>(frame.temperatures.size());
}

} // namespace contrastlab
