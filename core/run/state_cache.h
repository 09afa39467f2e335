// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// States of one run around a step that somebody looks at, in bounded room: what is nearby is
// quickly computed from them. One thread at a time.
#pragma once

#include "run/checkpoint.h"

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

namespace contrastlab {

/// In memory.
std::size_t bytesOf(const Checkpoint& state);

class StateCache {
public:
    /// Steps around the one that is looked at which the states are for.
    static constexpr std::int64_t reach = 1000;

    explicit StateCache(std::size_t mostBytes) : m_mostBytes(mostBytes) { }

    /// Keeps a state of the step `around` or of another; of the same step the later counts. Where
    /// there is no room, the farthest goes as long as it is out of reach, then the one that leaves
    /// the smallest gap, but not that of `around`.
    void keep(std::shared_ptr<const Checkpoint> state, std::int64_t around);
    /// For one more within the reach of `around`.
    [[nodiscard]] bool hasRoom(std::int64_t around) const;
    /// Null where there is none.
    [[nodiscard]] std::shared_ptr<const Checkpoint> atOrBefore(std::int64_t step) const;
    /// By their steps.
    [[nodiscard]] std::vector<std::shared_ptr<const Checkpoint>> all() const;
    [[nodiscard]] std::size_t size() const { return m_states.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    void clear();

private:
    using States = std::map<std::int64_t, std::shared_ptr<const Checkpoint>>;
    [[nodiscard]] States::iterator leastMissed(std::int64_t around);

    std::size_t m_mostBytes, m_bytes = 0;
    States m_states; ///< by their steps
};

} // namespace contrastlab
