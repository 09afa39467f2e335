// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which series colour stands for which group of items, the same in every view. Window thread.
#pragma once

#include "data/dataset.h"

#include <QStringList>

#include <vector>

namespace contrastlab {

/// The most frequent groups among some items have a colour each; beyond that colours cannot be told
/// apart, and the others share one.
class GroupColors {
public:
    static constexpr std::size_t mostColors = 9;

    GroupColors() = default;
    GroupColors(const Dataset& dataset, const std::vector<Index>& items);

    /// 0 .. count() - 1; others() for a group without a colour of its own.
    [[nodiscard]] int colorOf(int label) const;
    [[nodiscard]] int count() const { return int(m_labels.size()); }
    [[nodiscard]] int others() const { return int(m_labels.size()); }
    [[nodiscard]] bool hasOthers() const { return m_hasOthers; }
    /// One a colour, the others' last where there are any; in the reader's language.
    [[nodiscard]] QStringList names(const Dataset& dataset) const;

private:
    std::vector<int> m_labels; ///< ascending
    bool m_hasOthers = false;
};

} // namespace contrastlab
