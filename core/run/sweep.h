// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many runs that differ in one or two parameters and in their seeds: which they are, in which order
// they are trained, and whether all of them can be. Immutable once made, so any thread may read it.
#pragma once

#include "run/data_shelf.h"
#include "run/run_setup.h"
#include "run/sweep_axis.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace contrastlab {

/// Of one sweep.
constexpr std::size_t mostSweptRuns = 100'000;

struct SweepSpec {
    RunSpec base;
    std::set<std::string> chosen; ///< keys of the base that do not give way to the data
    std::vector<SweepAxis> axes; ///< one or two
    std::int64_t repeats = 1; ///< of each setting: with the base's seed and those that follow it
};

/// One run of a sweep.
struct SweepCell {
    std::array<std::size_t, 2> place {}; ///< of its values on the axes; 0 on one that is not there
    std::int64_t repeat = 0;
    int level = 0; ///< 0: of the coarsest grid; each level is of half the spacing
};

/// What sweeping needs from outside.
struct SweepLab {
    DataShelf::Open open; ///< called by one thread at a time
    /// Changes what a spec leaves to these data; by any thread.
    std::function<void(RunSpec&, const Dataset&)> adapt = [](RunSpec&, const Dataset&) {};
    int jobs = 0; ///< runs at once, each on one thread; 0: one a processor
};

class Sweep {
public:
    /// Opens the data of all runs and judges every run. Throws SpecError with all problems, each
    /// once, what opening data throws, and Interrupted where `stop` is requested meanwhile.
    Sweep(SweepSpec spec, const SweepLab& lab, const std::stop_token& stop = {});

    [[nodiscard]] const SweepSpec& spec() const { return m_spec; }
    [[nodiscard]] int jobs() const { return m_jobs; }
    /// In the order of training: for each seed, from a coarse grid to a fine one.
    [[nodiscard]] const std::vector<SweepCell>& cells() const { return m_cells; }
    /// The value of a cell on an axis.
    [[nodiscard]] const std::string& value(std::size_t cell, std::size_t axis) const;
    [[nodiscard]] std::int64_t seed(std::size_t cell) const;
    /// "temperature 0.1, batch_size 8, seed 0"
    [[nodiscard]] std::string nameOf(std::size_t cell) const;
    /// As the run alone has it, on data that the runs share. Throws what opening data throws, where
    /// memory did not allow to keep all of them.
    [[nodiscard]] std::shared_ptr<const RunSetup> setupOf(std::size_t cell) const;

private:
    class Judging;
    void layOut();

    SweepSpec m_spec;
    int m_jobs = 1;
    std::function<void(RunSpec&, const Dataset&)> m_adapt;
    std::vector<SweepCell> m_cells;
    std::unique_ptr<DataShelf> m_shelf;
};

/// Why what varies on an axis changes nothing in any of the runs, which is a misunderstanding;
/// nothing where it does in one.
std::optional<Message> idleReason(const Sweep& sweep, std::size_t axis);

} // namespace contrastlab
