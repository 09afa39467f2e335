// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work on the rows of a matrix, cut into stretches of about equally many values.
#pragma once

#include "base/thread_pool.h"

#include <algorithm>

namespace contrastlab {

/// Calls body(first, count) for stretches of rows of `columns` values, on any thread and in any
/// order.
template <class Body>
void inStretches(ThreadPool& pool, Index rows, Index columns, const Body& body)
{
    constexpr Index valuesATile = Index(1) << 15;
    const Index stretch = std::max<Index>(1, valuesATile / std::max<Index>(1, columns));
    pool.run((rows + stretch - 1) / stretch,
        [&](Index tile) { body(tile * stretch, std::min(stretch, rows - tile * stretch)); });
}

} // namespace contrastlab
