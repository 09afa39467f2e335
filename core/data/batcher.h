// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// In what order the training items come.
#pragma once

#include "data/dataset.h"

#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

/// Cuts an endless sequence of epochs into batches of equal size. Every training item comes once an
/// epoch, in a new order each time. A batch may end one epoch and begin the next, and holds no item
/// twice.
class Batcher {
public:
    /// Where the sequence stands; with it a batcher continues exactly there.
    struct State {
        std::int64_t epoch = 0;
        Index position = 0; ///< items of this epoch already used
        std::vector<Index>
            postponed; ///< items that the batch across the epoch's start already held
        Index ahead = 0; ///< how many items at the front of this epoch had to avoid them
        friend bool operator==(const State&, const State&) = default;
    };

    Batcher(std::vector<Index> items, std::uint64_t seed);

    /// The next batch of `size` items; size is at most the number of items.
    void next(Index size, std::vector<Index>& batch);

    [[nodiscard]] const State& state() const { return m_state; }
    void restore(const State& state);
    /// Epochs completed, with the fraction of the current one.
    [[nodiscard]] double epochs() const;

private:
    void arrange();

    std::vector<Index> m_items;
    std::uint64_t m_seed;
    State m_state;
    std::vector<Index> m_order;
};

} // namespace contrastlab
