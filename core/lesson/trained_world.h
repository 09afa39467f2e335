// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs on the synthetic world that experiments compare with each other: the same items and split,
// other weights or another order of the batches. One thread.
#pragma once

#include "run/trainer.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace contrastlab {

class TrainedWorld {
public:
    /// The world, its split and batches of a seed; `spec` says what is trained on it.
    TrainedWorld(ThreadPool& pool, RunSpec spec, std::uint64_t seed);

    /// As the lessons train it: two towers of one hidden layer, Adam, batches of 128.
    static RunSpec lessonSpec();

    [[nodiscard]] const RunSetup& setup() const { return *m_setup; }
    /// Before the first step, with the weights of another draw and batches in an order of its own;
    /// draw 0 is the seed's.
    [[nodiscard]] Checkpoint begin(int draw) const;
    /// So many steps further, `before` each of which it may change something.
    [[nodiscard]] Checkpoint train(
        const Checkpoint& from, std::int64_t steps,
        const std::function<void(Trainer&)>& before = [](Trainer&) {}) const;
    /// Goes on in another order of the batches.
    [[nodiscard]] static Checkpoint inOtherOrder(Checkpoint from, int draw);
    /// Unit rows of items.
    [[nodiscard]] Matrix<float> embedded(
        const Checkpoint& at, int tower, const std::vector<Index>& items) const;

private:
    ThreadPool& m_pool;
    std::shared_ptr<const RunSetup> m_setup;
};

} // namespace contrastlab
