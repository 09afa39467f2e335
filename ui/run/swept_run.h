// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a picture of a sweep keeps of one of its runs: numbers, a small curve, and where the items
// of its end lie in the plane. Plain values; the functions on any thread.
#pragma once

#include "run/sweep_runs.h"

#include <QString>

#include <string>
#include <vector>

namespace contrastlab {

/// Of one run.
struct SweptPicture {
    std::vector<float> losses; ///< of training, each the mean of a stretch of steps
    /// One matrix (items x 2) a tower, within -1..1; none where it did not complete.
    std::vector<Matrix<float>> points;
};

struct SweptRun {
    std::size_t cell = 0; ///< of Sweep::cells()
    RunOutcome outcome;
    std::string digest; ///< empty of a run that failed
    std::vector<double> values; ///< one a measure; NaN of a run that did not complete
    QString path; ///< of its file; empty where it has none
    QString trouble; ///< why it failed, or could not be kept
    SweptPicture picture;
};

/// At most `most` means of equally long stretches of the training loss; of those that are finite.
std::vector<float> lossCurve(const Run& run, std::size_t most);
/// Held-out items, at most `most`, on the two axes of largest variance of all towers' unit
/// embeddings, at the end of the run.
std::vector<Matrix<float>> smallMap(ThreadPool& pool, const EndedRun& ended, std::size_t most);

} // namespace contrastlab
