// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same draws for all three, so that they are compared on the same labels.
#include "analysis/few_labels.h"

#include "analysis/evaluation.h"
#include "analysis/probes.h"
#include "analysis/projection.h"
#include "base/decomposition.h"
#include "base/product.h"
#include "base/random.h"
#include "objective/unit_rows.h"

#include <algorithm>
#include <limits>
#include <map>

namespace contrastlab {

namespace {

constexpr Index mostTestItems = 2048;

std::vector<Index> firstOf(const std::vector<Index>& items, Index most)
{
    return { items.begin(), items.begin() + std::min<std::ptrdiff_t>(most, std::ssize(items)) };
}

/// Training items of each class, in an order of the draw.
std::map<int, std::vector<Index>> shuffledClasses(const RunSetup& setup, int draw)
{
    const std::vector<Index> items = setup.complete(setup.split().training);
    const std::vector<int> labels = labelsOf(setup.dataset(), items);
    RandomStream stream(static_cast<std::uint64_t>(draw), Purpose::split, labelCounts.back());
    std::map<int, std::vector<Index>> classes;
    for (const std::int64_t place : permutation(std::ssize(items), stream))
        if (const int label = labels[static_cast<std::size_t>(place)]; label >= 0)
            classes[label].push_back(items[static_cast<std::size_t>(place)]);
    return classes;
}

std::vector<Index> labelledItems(const std::map<int, std::vector<Index>>& classes, int each)
{
    std::vector<Index> items;
    for (const auto& [label, members] : classes)
        for (const Index item : firstOf(members, each))
            items.push_back(item);
    return items;
}

constexpr std::array curveLabels { 1, 2, 5, 10, 20, 50 };

/// Those of curveLabels that the data have.
std::vector<int> countsOf(const std::map<int, std::vector<Index>>& classes)
{
    std::vector<Index> sizes;
    for (const auto& [label, members] : classes)
        sizes.push_back(std::ssize(members));
    std::vector<int> counts;
    if (sizes.size() < 2) return counts;
    std::ranges::nth_element(sizes, sizes.begin() + std::ssize(sizes) / 2);
    const Index usual = sizes[sizes.size() / 2];
    for (const int count : curveLabels)
        if (count <= usual && count * std::ssize(sizes) <= mostLabelled) counts.push_back(count);
    return counts;
}

/// N x vocabulary: what a text tower is given; nothing where that is too much.
Matrix<float> rowsOfBags(const TokenBag& bag, Index vocabulary)
{
    constexpr Index mostNumbers = Index(1) << 24;
    if (bag.size() * vocabulary > mostNumbers) return {};
    Matrix<float> rows = Matrix<float>::Zero(bag.size(), vocabulary);
    for (Index i = 0; i < bag.size(); ++i) {
        const std::span<const int> tokens = bag.tokens(i);
        const float* weights = bag.weights.data() + bag.offsets[static_cast<std::size_t>(i)];
        for (std::size_t k = 0; k < tokens.size(); ++k)
            rows(i, tokens[k]) += weights[k];
    }
    return rows;
}

Matrix<float> rowsOf(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
    int tower, FewLabelForm form, const std::vector<Index>& items)
{
    if (form == FewLabelForm::inputs) {
        ModalityBatch<float> batch;
        setup.batches().makePlain(pool, items, tower, 0, batch);
        return batch.dense.size() > 0
            ? batch.dense
            : rowsOfBags(batch.tokens, setup.batches().shape(tower).vocabulary);
    }
    Matrix<float> rows = setup.embed(pool, parameters, tower, items, 0);
    for (Index i = 0; i < rows.rows(); ++i)
        rows.row(i) *= static_cast<float>(inverseNorm(rows.data() + i * rows.cols(), rows.cols()));
    return rows;
}

/// Labelled rows and those that are asked, as a probe takes them.
struct ProbeRows {
    Matrix<double> labelled, asked;
    double penalty = 1; ///< of a probe that has the scale of all columns
};

/// Probes see angles and distances alone, and nothing beyond what labelled rows span: coordinates
/// there say the same in fewer numbers. (A penalty is told in units of a column.)
ProbeRows withinSpan(ThreadPool& pool, const Matrix<float>& labelled, const Matrix<float>& asked)
{
    ProbeRows rows { labelled.cast<double>(), asked.cast<double>(), 1 };
    const Index count = labelled.rows();
    if (labelled.cols() <= count) return rows;
    Matrix<double> gram(count, count), crossed(count, asked.rows());
    productTransposedRight<double>(
        pool, view(std::as_const(rows.labelled)), view(std::as_const(rows.labelled)), view(gram));
    productTransposedRight<double>(
        pool, view(std::as_const(rows.labelled)), view(std::as_const(rows.asked)), view(crossed));
    gram.diagonal().array() += 1e-9 * gram.trace() / static_cast<double>(count) + 1e-300;
    rows.labelled = choleskyFactor(gram);
    rows.asked = solveLower(rows.labelled, crossed).transpose();
    rows.penalty = static_cast<double>(count) / static_cast<double>(labelled.cols());
    return rows;
}

double accuracyOf(ThreadPool& pool, FewLabelProbe probe, const ProbeRows& rows,
    const std::vector<Index>& places, const std::vector<int>& labels,
    const std::vector<int>& askedLabels)
{
    const Matrix<double> chosen = rows.labelled(places, Eigen::all);
    const auto training = view(chosen), asked = view(rows.asked);
    switch (probe) {
    case FewLabelProbe::nearest:
        return nearestProbeAccuracy<double>(pool, training, labels, asked, askedLabels);
    case FewLabelProbe::linear:
        return ridgeProbeAccuracy<double>(pool, training, labels, asked, askedLabels, rows.penalty);
    case FewLabelProbe::logistic:
        break;
    }
    return linearProbeAccuracy<double>(
        pool, training, labels, asked, askedLabels, { .penalty = rows.penalty });
}

/// Share of the most frequent of them.
double largestShare(const std::vector<int>& labels)
{
    std::map<int, Index> counts;
    Index all = 0, most = 0;
    for (const int label : labels)
        if (label >= 0) {
            most = std::max(most, ++counts[label]);
            ++all;
        }
    return all > 0 ? static_cast<double>(most) / static_cast<double>(all) : 0;
}

/// Rows of any items in the three forms.
class Forms {
public:
    Forms(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters)
        : m_pool(pool)
        , m_setup(setup)
        , m_parameters(parameters)
        , m_tower(setup.pairs().front().a)
    {
        const std::vector<Index> items =
            firstOf(setup.complete(setup.split().training), 4 * mostTestItems);
        const Matrix<float> rows = inputs(items);
        if (rows.cols() == 0) return;
        m_basis = fitPca<float>(pool, view(rows), std::min(setup.embeddingWidth(), rows.cols()));
    }

    [[nodiscard]] bool hasInputs() const { return m_basis.axes.size() > 0; }
    [[nodiscard]] Matrix<float> inputs(const std::vector<Index>& items) const
    {
        ModalityBatch<float> batch;
        m_setup.batches().makePlain(m_pool, items, m_tower, 0, batch);
        return batch.dense;
    }
    [[nodiscard]] Matrix<float> components(const std::vector<Index>& items) const
    {
        const Matrix<float> rows = inputs(items);
        return projectOn<float>(m_basis, view(rows));
    }
    [[nodiscard]] Matrix<float> embeddings(const std::vector<Index>& items) const
    {
        Matrix<float> rows = m_setup.embed(m_pool, m_parameters, m_tower, items, 0);
        for (Index i = 0; i < rows.rows(); ++i)
            rows.row(i) *=
                static_cast<float>(inverseNorm(rows.data() + i * rows.cols(), rows.cols()));
        return rows;
    }

private:
    ThreadPool& m_pool;
    const RunSetup& m_setup;
    const Vector<float>& m_parameters;
    int m_tower;
    PcaBasis m_basis;
};

} // namespace

FewLabels judgeFewLabels(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters)
{
    FewLabels result;
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (FewLabels::Accuracies* of : { &result.inputs, &result.components, &result.embeddings })
        of->fill(none);
    if (setup.dataset().labels.empty()) return result;
    const std::vector<Index> test = firstOf(setup.split().heldOut, mostTestItems);
    const std::vector<int> testLabels = labelsOf(setup.dataset(), test);
    const Forms forms(pool, setup, parameters);
    const auto judge = [&](FewLabels::Accuracies& of, const auto& rowsOf) {
        of.fill(0);
        const Matrix<float> testRows = rowsOf(test);
        for (int draw = 0; draw < fewLabelDraws; ++draw) {
            const auto classes = shuffledClasses(setup, draw);
            for (std::size_t i = 0; i < labelCounts.size(); ++i) {
                const std::vector<Index> items = labelledItems(classes, labelCounts[i]);
                const Matrix<float> rows = rowsOf(items);
                of[i] += linearProbeAccuracy<float>(pool, view(rows),
                             labelsOf(setup.dataset(), items), view(testRows), testLabels)
                    / fewLabelDraws;
            }
        }
    };
    using Items = const std::vector<Index>&;
    judge(result.embeddings, [&](Items items) { return forms.embeddings(items); });
    if (!forms.hasInputs()) return result;
    judge(result.inputs, [&](Items items) { return forms.inputs(items); });
    judge(result.components, [&](Items items) { return forms.components(items); });
    return result;
}

FewLabelCurve fewLabelCurve(ThreadPool& pool, const RunSetup& setup,
    const Vector<float>& parameters, int tower, FewLabelForm form)
{
    FewLabelCurve curve;
    if (setup.dataset().labels.empty()) return curve;
    const std::vector<Index> test = firstOf(setup.complete(setup.split().heldOut), mostTestItems);
    const std::vector<int> testLabels = labelsOf(setup.dataset(), test);
    curve.chance = largestShare(testLabels);
    curve.test = std::ssize(test);
    curve.labels = countsOf(shuffledClasses(setup, 0));
    if (curve.labels.empty()) return curve;
    for (auto& of : curve.accuracies)
        of.assign(curve.labels.size(),
            std::vector<double>(fewLabelDraws, std::numeric_limits<double>::quiet_NaN()));
    const Matrix<float> asked = rowsOf(pool, setup, parameters, tower, form, test);
    if (asked.size() == 0 || !asked.allFinite()) return curve;
    for (int draw = 0; draw < fewLabelDraws; ++draw) {
        const auto classes = shuffledClasses(setup, draw);
        const std::vector<Index> items = labelledItems(classes, curve.labels.back());
        const std::vector<int> itemLabels = labelsOf(setup.dataset(), items);
        const Matrix<float> all = rowsOf(pool, setup, parameters, tower, form, items);
        if (all.size() == 0 || !all.allFinite()) return curve;
        const ProbeRows rows = withinSpan(pool, all, asked);
        for (std::size_t i = 0; i < curve.labels.size(); ++i) {
            std::map<int, int> taken; // the first of each class
            std::vector<Index> places;
            std::vector<int> labels;
            for (std::size_t k = 0; k < items.size(); ++k)
                if (taken[itemLabels[k]]++ < curve.labels[i]) {
                    places.push_back(static_cast<Index>(k));
                    labels.push_back(itemLabels[k]);
                }
            for (std::size_t probe = 0; probe < fewLabelProbes; ++probe)
                curve.accuracies[probe][i][static_cast<std::size_t>(draw)] = accuracyOf(
                    pool, static_cast<FewLabelProbe>(probe), rows, places, labels, testLabels);
        }
    }
    return curve;
}

} // namespace contrastlab
