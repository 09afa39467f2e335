// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two training loops that go on step by step together, the faster waiting for the slower: one leads
// (a person pauses, steps and slows it), the other follows. Neither is ever more than one step
// ahead, and what each computes knows nothing of it.
#pragma once

#include "run/checkpoint.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <utility>

namespace contrastlab {

/// One side of the two; each is used by one thread. Who lets go of his side is out, and the other
/// waits for him no more.
class Pace {
public:
    /// The side that leads, and the one that follows.
    static std::pair<std::shared_ptr<Pace>, std::shared_ptr<Pace>> ofTwo();
    ~Pace();
    Pace(const Pace&) = delete;
    Pace& operator=(const Pace&) = delete;

    [[nodiscard]] bool leads() const { return m_leads; }
    /// Where both begin: told by the side that leads, read by anyone; null until then.
    void begin(std::shared_ptr<const Checkpoint> state);
    [[nodiscard]] std::shared_ptr<const Checkpoint> beginning() const;

    /// Whether the step after `done` of them may be done now: waits for the other side, but for a
    /// moment only, so that its thread can hear what it is told meanwhile.
    [[nodiscard]] bool mayStep(std::int64_t done, const std::stop_token& stop);
    /// So many steps are done.
    void tell(std::int64_t done);
    /// The side that leads is out and went no further than this: so does the one that follows.
    [[nodiscard]] bool isOver(std::int64_t done) const;

private:
    struct Both;
    Pace(std::shared_ptr<Both> both, bool leads);

    std::shared_ptr<Both> m_both;
    bool m_leads;
};

} // namespace contrastlab
