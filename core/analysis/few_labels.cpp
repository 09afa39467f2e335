// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same draws for all three, so that they are compared on the same labels.
#include "analysis/few_labels.h"

#include "analysis/evaluation.h"
#include "analysis/probes.h"
#include "analysis/projection.h"
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

} // namespace contrastlab
