// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How optimisers go through the flat parameter vector: in fixed chunks shared among threads, each
// cut into stretches short enough that several passes over them stay in the first-level cache.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"
#include "optimizer/optimizer.h"

#include <algorithm>
#include <span>

namespace contrastlab {

constexpr Index parameterChunk = 1 << 16; ///< values a tile of the pool
constexpr Index parameterStretch = 2048; ///< values a call

/// A piece of one block: values [offset, offset + count) of the flat vector.
struct ParameterStretch {
    const ParameterBlock& block;
    Index blockIndex;
    Index offset;
    Index count;

    [[nodiscard]] auto of(Vector<float>& v) const { return v.segment(offset, count).array(); }
    [[nodiscard]] auto of(const Vector<float>& v) const { return v.segment(offset, count).array(); }
};

/// A block that no optimiser may touch.
inline bool isHeld(const ParameterBlock& block)
{
    return block.frozen || block.learningRateFactor == 0;
}

template <class Task>
void walkChunk(std::span<const ParameterBlock> blocks, Index begin, Index end, const Task& task)
{
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const ParameterBlock& block = blocks[i];
        if (isHeld(block)) continue;
        const Index last = std::min(end, block.offset + block.size());
        for (Index at = std::max(begin, block.offset); at < last; at += parameterStretch)
            task(ParameterStretch {
                block, static_cast<Index>(i), at, std::min(parameterStretch, last - at) });
    }
}

/// Calls task(ParameterStretch) for every value that may move. Tasks write only their own stretch,
/// so the result does not depend on the number of threads. A short vector is walked on the caller,
/// without synchronisation or allocation.
template <class Task>
void forEachStretch(
    ThreadPool& pool, Index size, std::span<const ParameterBlock> blocks, const Task& task)
{
    if (size <= parameterChunk) return walkChunk(blocks, 0, size, task);
    pool.run((size + parameterChunk - 1) / parameterChunk, [&](Index chunk) {
        const Index begin = chunk * parameterChunk;
        walkChunk(blocks, begin, std::min(size, begin + parameterChunk), task);
    });
}

} // namespace contrastlab
