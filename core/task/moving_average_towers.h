// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Towers that follow the trained ones slowly and make the keys of a queue (He et al. 2020, alg. 1).
// Part of a task, used on its thread; their state is part of a run's checkpoint.
#pragma once

#include "model/tower.h"

#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

/// Towers over one flat vector of parameters. What it points at outlives it.
template <class S> struct TowersView {
    std::span<const Tower<S>> towers;
    std::span<const Index> offsets; ///< of each one's parameters
};

template <class S> struct KeyState {
    Vector<S> parameters; ///< as many as the model has; empty where there are no keys
    std::vector<Matrix<S>> queues; ///< one a tower, queueSize x d
    Index filled = 0; ///< where the next key goes
};

template <class S> class MovingAverageTowers {
public:
    /// None yet.
    explicit MovingAverageTowers(const TowersView<S>& model) : m_model(model) { }

    /// Copies of the trained towers, and queues of normalised noise, queueSize x d a tower.
    void begin(const Vector<S>& parameters, Index queueSize, std::uint64_t seed);
    void clear() { m_state = {}; }
    [[nodiscard]] bool empty() const { return m_state.queues.empty(); }

    void restore(KeyState<S> state) { m_state = std::move(state); }
    [[nodiscard]] const KeyState<S>& state() const { return m_state; }

    /// The keys of a batch, raw.
    void embed(ThreadPool& pool, const std::vector<ModalityBatch<S>>& batch);
    [[nodiscard]] const Matrix<S>& keys(std::size_t tower) const { return m_keys[tower]; }
    [[nodiscard]] const Matrix<S>& queue(std::size_t tower) const { return m_state.queues[tower]; }
    /// After a step: the keys of the batch enter the queues, and the towers come nearer to
    /// `parameters`: momentum of their own, the rest of the others. An item that lacks a modality
    /// has no key of it: what stands in its place in that queue stays. Keys are of length 1 from
    /// here on.
    void follow(
        const Vector<S>& parameters, double momentum, const std::vector<ModalityBatch<S>>& batch);

private:
    TowersView<S> m_model;
    KeyState<S> m_state;
    std::vector<TowerTape<S>> m_tapes;
    std::vector<Matrix<S>> m_keys;
};

} // namespace contrastlab
