// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counter-based random streams. A stream is a seed, a purpose, an index and a position: nothing
// else is state, so a checkpoint stores positions and any draw can be made again on any thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace contrastlab {

/// What a stream is for; streams of different purposes never share numbers.
enum class Purpose : std::uint32_t {
    initialWeights = 1,
    sampleOrder,
    augmentation,
    captionChoice,
    noise,
    split,
    world,
    queue,
    projection,
    damage,
};

/// Four random numbers from a counter and a key: Philox 4x32-10 (Salmon et al. 2011, "Parallel
/// random numbers: as easy as 1, 2, 3").
std::array<std::uint32_t, 4> philox(
    std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// Philox numbers one after the other.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, Purpose purpose, std::uint64_t index = 0);

    std::uint32_t next();
    /// In [0, 1), with 53 random bits.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Standard normal (Box and Muller 1958); draws two uniforms each time, so position alone is
    /// the state.
    double normal();
    /// In [0, bound) without bias; bound > 0.
    std::uint64_t below(std::uint64_t bound);

    /// Numbers drawn so far, in units of 32 bits.
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    void seek(std::uint64_t position);

private:
    void fillBlock();

    std::array<std::uint32_t, 2> m_key;
    std::array<std::uint32_t, 2> m_index;
    std::uint64_t m_position = 0;
    std::array<std::uint32_t, 4> m_block {};
    std::uint64_t m_blockNumber;
};

/// A permutation of 0 .. count - 1 (Fisher and Yates).
std::vector<std::int64_t> permutation(std::int64_t count, RandomStream& stream);

} // namespace contrastlab
