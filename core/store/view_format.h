// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables of a run file that keep what the views showed: frames and diagnostics, since
// generation 3, a row each. Numbers are columns; matrices, histograms and spectra are blobs, little
// endian and row-major. Inside of core/store.
#pragma once

#include "run/diagnostic_columns.h"
#include "run/frame.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace contrastlab {

using Bytes = std::span<const std::byte>;

/// Matrices of one kind lie one after the other.
struct FrameRow {
    std::int64_t step = 0;
    double temperature = 0, explained1 = 0, explained2 = 0;
    std::int64_t pairs = 0, heatmapItems = 0; ///< similarities: so many matrices, items x items
    std::int64_t trainingPairs = 0, trainingItems = 0; ///< likewise
    std::int64_t towers = 0, projectionItems = 0, width = 0; ///< embeddings: items x width a tower
    Bytes similarities, trainingSimilarities, embeddings, points, basis, centre; ///< float32
    // Since generation 6:
    double bias = 0;
    Bytes trainingEmbeddings; ///< trainingItems x width a tower
    Bytes temperatures; ///< float64
};
template <MaybeConst<FrameRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("step", r.step);
    visit("temperature", r.temperature);
    visit("explained_1", r.explained1);
    visit("explained_2", r.explained2);
    visit("pairs", r.pairs);
    visit("heatmap_items", r.heatmapItems);
    visit("training_pairs", r.trainingPairs);
    visit("training_items", r.trainingItems);
    visit("towers", r.towers);
    visit("projection_items", r.projectionItems);
    visit("width", r.width);
    visit("similarities", r.similarities);
    visit("training_similarities", r.trainingSimilarities);
    visit("embeddings", r.embeddings);
    visit("points", r.points);
    visit("basis", r.basis);
    visit("centre", r.centre);
    visit("bias", r.bias);
    visit("training_embeddings", r.trainingEmbeddings);
    visit("temperatures", r.temperatures);
}

/// Of one modality: what ModalityDiagnostics does not say in doubles.
struct ModalityBlobs {
    std::int64_t collapse = 0;
    Bytes singularValues, variances; ///< float64
};
struct DiagnosticsRow {
    TrainingDiagnostics entry; ///< but for what follows
    std::int64_t clamp = 0;
    Bytes positives, negatives; ///< int64, cosineBins of them
    ModalityBlobs a, b;
    Bytes classAccuracies; ///< float64; since generation 5
};

template <class M, class B, class Visit> void visitModality(M& m, B& blobs, const Visit& visit)
{
    visitGeometry(m, visit);
    visit("collapse", blobs.collapse);
    visitLabels(m, visit);
    visit("singular_values", blobs.singularValues);
    visit("variances", blobs.variances);
}
template <MaybeConst<DiagnosticsRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    const auto named = [&visit](const char* prefix) { return prefixed(prefix, visit); };
    const auto plain = named("");
    auto& heldOut = r.entry.heldOut;
    plain("step", r.entry.step);
    plain("items", r.entry.items);
    plain("temperature", r.entry.temperature);
    plain("clamp", r.clamp);
    visitRecentSteps(r.entry, plain);
    visitRetrievals(heldOut, visit);
    visitSimilarity(heldOut.similarity, plain);
    plain("positives", r.positives);
    plain("negatives", r.negatives);
    visitSphere(heldOut, plain);
    visitModality(heldOut.a, r.a, named("a_"));
    visitModality(heldOut.b, r.b, named("b_"));
    plain("class_accuracies", r.classAccuracies);
}

// A member more is a column more, and another generation of run files (store/run_format.h).
static_assert(sizeof(ProbeFrame)
    == 5 * 8 + 5 * sizeof(std::vector<Matrix<float>>) + sizeof(Matrix<float>)
        + sizeof(Vector<float>) + sizeof(Vector<double>));
static_assert(sizeof(Retrieval) == 6 * 8 && sizeof(SimilarityStatistics) == (2 * cosineBins + 6) * 8
    && sizeof(Spectrum) == 2 * sizeof(Vector<double>) + 3 * 8
    && sizeof(ModalityDiagnostics) == sizeof(Spectrum) + 5 * 8
    && sizeof(Diagnostics)
        == 4 * sizeof(Retrieval) + sizeof(SimilarityStatistics) + 4 * 8
            + 2 * sizeof(ModalityDiagnostics)
    && sizeof(TrainingDiagnostics) == sizeof(Diagnostics) + 13 * 8 + sizeof(Vector<double>));

} // namespace contrastlab
