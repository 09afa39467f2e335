// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The state of a run at any step that it has done: from the nearest checkpoint before, with the
// recorded changes on the way. Runs are deterministic, so it is that state bit for bit, on any
// number of threads and at the engine level that recorded it. Any thread.
#pragma once

#include "run/run.h"
#include "run/run_setup.h"
#include "run/trainer.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>

namespace contrastlab {

/// Recorded changes, given to a trainer again as its steps come to them.
class RecordedChanges {
public:
    /// What a checkpoint has of them already is passed over.
    RecordedChanges(const Run& run, const Checkpoint& from);
    /// Makes those that were made after as many steps as the trainer has done. Throws SpecError
    /// where one is refused: the events are not those of a run on this setup.
    void makeDue(Trainer& trainer);

private:
    std::vector<RunEvent> m_changes; ///< still to be made, in the order in which they were
    std::size_t m_next = 0;
};

/// Told states on the way to another, a few a second: who looks nearby next need not begin so far
/// back.
using StateReport = std::function<void(std::shared_ptr<const Checkpoint>)>;

/// After so many steps, all changes made there included. `near` may be another state of the run,
/// which is taken where it is nearer than those that the run keeps. Null where the run keeps no
/// checkpoint at or before it, or diverged on the way. Throws Interrupted where `stop` is requested
/// meanwhile, SpecError where the run was not made on this setup.
std::shared_ptr<const Checkpoint> replayTo(std::int64_t step, const Run& run,
    std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const std::stop_token& stop = {},
    const std::shared_ptr<const Checkpoint>& near = nullptr, const StateReport& passed = {});

/// Where a run that broke off goes on: its last state of which everything is recorded, so that all
/// after it comes again as it would have come. Null and throws as replayTo().
std::shared_ptr<const Checkpoint> resumptionOf(const Run& run,
    std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const std::stop_token& stop = {});

} // namespace contrastlab
