// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows are brought to length one here, once; everything else is in the files next to this one.
#include "analysis/diagnostics.h"

#include "analysis/probes.h"
#include "objective/unit_rows.h"

#include <limits>
#include <utility>
#include <vector>

namespace contrastlab {

namespace {

/// Rows over their lengths, zero rows as the objectives see them. Divided rather than multiplied by
/// the inverse: in one dimension all rows are then exactly 1 or -1, and equal cosines are ties.
template <class S> Matrix<S> unitRowsOf(ConstMatrixView<S> raw)
{
    Matrix<S> unit(raw.rows(), raw.cols());
    for (Index i = 0; i < raw.rows(); ++i) {
        const S* row = raw.data() + i * raw.outerStride();
        const Vector<double> values =
            Eigen::Map<const Vector<S>>(row, raw.cols()).template cast<double>();
        const double plain = values.norm();
        const double length = plain > 1e-140 && plain < 1e140 ? plain : values.stableNorm();
        if (inverseNorm(row, raw.cols()) > 0)
            unit.row(i) = (values / length).transpose().template cast<S>();
        else
            unit.row(i).setZero();
    }
    return unit;
}

/// Places of at most mostProbedItems of n items, evenly spaced.
std::vector<Index> probedItems(Index n)
{
    const Index count = std::min(n, mostProbedItems);
    std::vector<Index> items;
    for (Index i = 0; i < count; ++i)
        items.push_back(i * n / count);
    return items;
}

template <class S>
ModalityDiagnostics diagnoseModality(ThreadPool& pool, const Matrix<S>& unit,
    const std::vector<Index>& probed, std::span<const int> labels)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    ModalityDiagnostics result { .tolerance = none, .neighbourProbe = none, .linearProbe = none };
    result.uniformity = uniformity<S>(pool, view(unit));
    result.spectrum = spectrum<S>(view(unit));
    result.collapse = collapse(result.spectrum, unit.cols());
    if (labels.empty()) return result;
    const Matrix<S> rows = unit(probed, Eigen::all);
    std::vector<int> probedLabels;
    for (const Index item : probed)
        probedLabels.push_back(labels[static_cast<std::size_t>(item)]);
    result.tolerance = tolerance<S>(view(unit), labels);
    result.neighbourProbe = neighbourProbeAccuracy<S>(pool, view(rows), probedLabels);
    result.linearProbe = linearProbeAccuracy<S>(pool, view(rows), probedLabels);
    return result;
}

} // namespace

template <class S>
Diagnostics diagnose(ThreadPool& pool, ConstMatrixView<S> rawA, ConstMatrixView<S> rawB,
    double temperature, std::span<const int> labels, std::span<const PartnerKey> partners)
{
    const Matrix<S> a = unitRowsOf(rawA);
    const Matrix<S> b = unitRowsOf(rawB);
    const std::vector<Index> probed = probedItems(a.rows());
    const Matrix<S> probedA = a(probed, Eigen::all);
    const Matrix<S> probedB = b(probed, Eigen::all);
    Diagnostics result;
    const RetrievalRanks ranks = partners.empty()
        ? retrievalRanks<S>(pool, view(a), view(b))
        : retrievalRanks<S>(pool, view(a), view(b), partners);
    result.retrieval = summary(ranks);
    result.chance = chanceOf(ranks);
    result.similarity = similarityStatistics<S>(pool, view(a), view(b), temperature, labels);
    result.alignment = alignment<S>(view(a), view(b));
    result.uniformityBound = sphereUniformity(a.cols());
    result.modalityGap = modalityGap<S>(view(a), view(b));
    result.modalityProbe = modalityProbeAccuracy<S>(pool, view(probedA), view(probedB));
    result.a = diagnoseModality(pool, a, probed, labels);
    result.b = diagnoseModality(pool, b, probed, labels);
    return result;
}

template Diagnostics diagnose<float>(ThreadPool&, ConstMatrixView<float>, ConstMatrixView<float>,
    double, std::span<const int>, std::span<const PartnerKey>);
template Diagnostics diagnose<double>(ThreadPool&, ConstMatrixView<double>, ConstMatrixView<double>,
    double, std::span<const int>, std::span<const PartnerKey>);

} // namespace contrastlab
