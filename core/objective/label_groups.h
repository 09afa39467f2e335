// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which rows of a batch share a label. Used within one call of an objective.
#pragma once

#include "base/matrix.h"

#include <span>
#include <string_view>
#include <vector>

namespace contrastlab {

/// Rows by class; a row without a label (-1) is a class of its own.
class LabelGroups {
public:
    /// Throws SpecError, naming the objective, where there is not one label a row.
    void assign(std::span<const int> labels, Index rows, std::string_view objective);
    /// All rows with the label of `row`, itself included, in ascending order.
    [[nodiscard]] std::span<const Index> of(Index row) const;

private:
    std::vector<Index> m_members; ///< rows, class by class
    std::vector<Index> m_first; ///< of each row: where its class begins in m_members
    std::vector<Index> m_count;
};

} // namespace contrastlab
