// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A checkpoint that a run keeps: in memory, or in a file until somebody asks for it. Which of them
// it is, is known by its address. Any thread.
#pragma once

#include "run/checkpoint.h"

#include <functional>
#include <memory>
#include <mutex>

namespace contrastlab {

class KeptCheckpoint {
public:
    using Read = std::function<std::shared_ptr<const Checkpoint>()>;

    explicit KeptCheckpoint(std::shared_ptr<const Checkpoint> checkpoint)
        : m_step(checkpoint->step)
        , m_held(std::move(checkpoint))
    {
    }
    /// `read` gives null where it cannot be read.
    KeptCheckpoint(std::int64_t step, Read read) : m_step(step), m_read(std::move(read)) { }

    [[nodiscard]] std::int64_t step() const { return m_step; }
    /// Of a file: only who asks holds it. Null where it cannot be read.
    [[nodiscard]] std::shared_ptr<const Checkpoint> get() const
    {
        if (m_held) return m_held;
        const std::scoped_lock lock(m_mutex);
        auto checkpoint = m_lent.lock();
        if (!checkpoint) m_lent = checkpoint = m_read();
        return checkpoint;
    }

private:
    std::int64_t m_step;
    std::shared_ptr<const Checkpoint> m_held;
    Read m_read;
    mutable std::mutex m_mutex;
    mutable std::weak_ptr<const Checkpoint> m_lent; ///< who asks again meanwhile gets the same
};

using KeptCheckpoints = std::vector<std::shared_ptr<const KeptCheckpoint>>;

} // namespace contrastlab
