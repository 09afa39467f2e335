// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tries a claim: every arm with every seed, several at a time, and judges what is said of the
// numbers. Long; off the window's thread.
#pragma once

#include "base/spread.h"
#include "lesson/claim.h"

#include <functional>
#include <limits>
#include <memory>
#include <stop_token>
#include <vector>

namespace contrastlab {

/// What trying needs from outside.
struct ClaimLab {
    /// The data that a spec names; called on one thread, once for each data set.
    std::function<std::shared_ptr<const Dataset>(const RunSpec&)> open;
    int threads = 0; ///< 0: one a processor
    double seconds = std::numeric_limits<double>::infinity(); ///< after which it is undecided
    /// After each of the runs, on any thread, one at a time.
    std::function<void(int done, int total)> onProgress = [](int, int) {};
};

struct ClaimResult {
    Verdict verdict = Verdict::undecided;
    Message reason; ///< why it could not be run; else empty
    /// values[arm][seed][measure]; NaN where there is none. Empty where it could not be run.
    std::vector<std::vector<std::vector<double>>> values;
    std::vector<int> heldWith; ///< of each assertion: with so many seeds
    /// runs[arm]: of the first seed; empty for experiments.
    std::vector<std::shared_ptr<const Run>> runs;
    double seconds = 0;

    /// Over the seeds.
    [[nodiscard]] Spread spread(std::size_t arm, std::size_t measure) const;
};

/// The result is the same on any number of threads. Where `stop` is requested, undecided.
ClaimResult tryClaim(const Claim& claim, const ClaimLab& lab, std::stop_token stop = {});

/// Whether it is so, of the numbers of one seed: values[arm][measure].
bool isSo(const ClaimAssertion& assertion, const std::vector<std::vector<double>>& values);

} // namespace contrastlab
