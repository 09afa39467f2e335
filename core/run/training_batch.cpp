// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is present is found once a batch.
#include "run/training_batch.h"

namespace contrastlab {

void TrainingBatch::make(ThreadPool& pool, const RunSetup& setup, std::span<const Index> items,
    const Augmentation& augmentation, const BatchDamage& damage, std::uint64_t step, Index first)
{
    setup.batches().make(pool, items, partnersOf(setup, damage, items), augmentation,
        static_cast<std::uint64_t>(setup.spec().integer("seed")), step, m_modalities, first);
    m_labels.clear();
    if (const auto& labels = setup.dataset().labels; !labels.empty())
        for (const Index item : items)
            m_labels.push_back(labels[static_cast<std::size_t>(item)]);
    m_pairs.clear();
    for (const TrainedPair& pair : setup.pairs())
        m_pairs.push_back(rowsOf(pair, std::ssize(items)));
}

PairRows TrainingBatch::rowsOf(TrainedPair pair, Index items) const
{
    const auto& inA = m_modalities[static_cast<std::size_t>(pair.a)].present;
    const auto& inB = m_modalities[static_cast<std::size_t>(pair.b)].present;
    PairRows found { inA.empty() && inB.empty(), items, {}, {} };
    if (found.all) return found;
    for (std::size_t i = 0; i < static_cast<std::size_t>(items); ++i) {
        if ((!inA.empty() && !inA[i]) || (!inB.empty() && !inB[i])) continue;
        found.rows.push_back(static_cast<Index>(i));
        if (!m_labels.empty()) found.labels.push_back(m_labels[i]);
    }
    found.count = std::ssize(found.rows);
    return found;
}

} // namespace contrastlab
