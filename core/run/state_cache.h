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

/// The step that somebody looks at, and those that may be looked at next.
struct StepFocus {
    std::int64_t step = 0, first = 0, last = 0;
    [[nodiscard]] std::int64_t distanceOf(std::int64_t other) const; ///< 0 inside
};

class StateCache {
public:
    /// How many steps the states are for.
    static constexpr std::int64_t reach = 1000;
    /// The newest of a run where the step is one of them, or else those on both sides of it.
    [[nodiscard]] static StepFocus focusOn(std::int64_t step, std::int64_t newest);

    explicit StateCache(std::size_t mostBytes) : m_mostBytes(mostBytes) { }

    /// Keeps a state; of the same step the later counts. Where there is no room, the farthest goes
    /// as long as it is outside of the focus, then the one that leaves the smallest gap, but not
    /// that of the step looked at, and those at multiples of leastSpacing() last.
    void keep(std::shared_ptr<const Checkpoint> state, const StepFocus& focus);
    /// How many steps lie between states where such ones fill the room; 1 where all have room.
    [[nodiscard]] std::int64_t leastSpacing(const Checkpoint& state) const;
    /// Null where there is none.
    [[nodiscard]] std::shared_ptr<const Checkpoint> atOrBefore(std::int64_t step) const;
    /// By their steps.
    [[nodiscard]] std::vector<std::shared_ptr<const Checkpoint>> all() const;
    [[nodiscard]] std::size_t size() const { return m_states.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    void clear();

private:
    using States = std::map<std::int64_t, std::shared_ptr<const Checkpoint>>;
    [[nodiscard]] States::iterator leastMissed(const StepFocus& focus);

    std::size_t m_mostBytes, m_bytes = 0;
    States m_states; ///< by their steps
};

} // namespace contrastlab
