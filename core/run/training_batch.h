// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The batch in hand as towers and objective see it. Reused from step to step.
#pragma once

#include "run/batch_damage.h"
#include "run/run_setup.h"

#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

class TrainingBatch {
public:
    /// The batch that is drawn at `step`, or its rows from `first` on; the same on any number of
    /// threads.
    void make(ThreadPool& pool, const RunSetup& setup, std::span<const Index> items,
        const Augmentation& augmentation, const BatchDamage& damage, std::uint64_t step,
        Index first = 0);

    /// One a tower.
    [[nodiscard]] const std::vector<ModalityBatch<float>>& modalities() const
    {
        return m_modalities;
    }
    /// One an item, or empty.
    [[nodiscard]] const std::vector<int>& labels() const { return m_labels; }
    [[nodiscard]] const PairRows& pair(std::size_t index) const { return m_pairs[index]; }
    /// As a task sees it.
    [[nodiscard]] TaskBatch<float> forTask() const { return { m_modalities, m_pairs, m_labels }; }

private:
    [[nodiscard]] PairRows rowsOf(TrainedPair pair, Index items) const;

    std::vector<ModalityBatch<float>> m_modalities;
    std::vector<int> m_labels;
    std::vector<PairRows> m_pairs;
};

} // namespace contrastlab
