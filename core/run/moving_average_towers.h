// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Towers that follow the trained ones slowly and make the keys of a queue (He et al. 2020, alg. 1).
// Part of a trainer, used on its thread; their state is part of its checkpoint.
#pragma once

#include "run/checkpoint.h"
#include "run/run_setup.h"

#include <vector>

namespace contrastlab {

class MovingAverageTowers {
public:
    /// None yet. `setup` outlives them.
    explicit MovingAverageTowers(const RunSetup& setup) : m_setup(setup) { }

    /// Copies of the trained towers, and queues of normalised noise, queueSize x d a tower.
    void begin(const Vector<float>& parameters, Index queueSize);
    void clear();
    [[nodiscard]] bool empty() const { return m_queues.empty(); }

    void restore(const Checkpoint& checkpoint);
    void writeTo(Checkpoint& checkpoint) const;

    /// The keys of a batch, raw.
    void embed(ThreadPool& pool, const std::vector<ModalityBatch<float>>& batch);
    [[nodiscard]] const Matrix<float>& keys(std::size_t tower) const { return m_keys[tower]; }
    [[nodiscard]] const Matrix<float>& queue(std::size_t tower) const { return m_queues[tower]; }
    /// After a step: the keys of the batch enter the queues, and the towers come nearer to
    /// `parameters`: momentum of their own, the rest of the others. An item that lacks a modality
    /// has no key of it: what stands in its place in that queue stays. Keys are of length 1 from
    /// here on.
    void follow(const Vector<float>& parameters, double momentum,
        const std::vector<ModalityBatch<float>>& batch);

private:
    const RunSetup& m_setup;
    Vector<float> m_parameters;
    std::vector<Matrix<float>> m_queues;
    Index m_filled = 0; ///< where the next key goes
    std::vector<TowerTape<float>> m_tapes;
    std::vector<Matrix<float>> m_keys;
};

} // namespace contrastlab
