// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a list of runs says of one: its name, how far it came, how well it does, and by which
// values it differs from another. Window thread.
#pragma once

#include "run/run_library.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace contrastlab {

/// Follows a run's logs; what it has read once is not read again.
class RunSummary {
public:
    explicit RunSummary(const LibraryRun& run);

    /// Reads what has come, some thousands of evaluations at most. True where there is more.
    bool catchUp();

    /// False once the library has another run under that name, or its data have come.
    [[nodiscard]] bool isOf(const LibraryRun& run) const;
    [[nodiscard]] std::int64_t step() const { return m_step; } ///< the last that is done
    /// Every parameter as it stands after the recorded events.
    [[nodiscard]] const RunSpec& spec() const { return m_spec; }
    /// The newest and the lowest held-out loss; nothing while no item has been judged.
    [[nodiscard]] std::optional<double> loss() const { return m_loss; }
    [[nodiscard]] std::optional<double> bestLoss() const { return m_bestLoss; }
    /// Of the first pair, the mean of both directions, 0..1.
    [[nodiscard]] std::optional<double> recallAt1() const { return m_recall; }

private:
    std::shared_ptr<const Run> m_run;
    std::shared_ptr<const PreparedRun> m_ready;
    RunSpec m_spec;
    std::int64_t m_step = 0;
    std::size_t m_events = 0, m_evaluations = 0; ///< read
    std::optional<double> m_loss, m_bestLoss, m_recall;
};

/// As its person named it, else "emoji · CLIP · 2", the last being its number in this window; a
/// branch that still has its parent's name is told apart by its number, too.
QString runName(const LibraryRun& run, const RunLibrary& library);
/// Index into the theme's curves. The first five runs share no colour with the curves of the run
/// in front, which are coloured by what they tell.
int runColor(const LibraryRun& run);

/// Parameters that concern one of them and have not the same value in all, in the order of the
/// table.
std::vector<const Parameter*> differingParameters(std::span<const RunSpec* const> specs);
/// "τ 0.07 → 0.5, N 128 → 64"; empty where nothing differs.
QString differenceText(const RunSpec& from, const RunSpec& to);

} // namespace contrastlab
