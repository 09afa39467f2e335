// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as a text that does it again: a command line, or a script in PyTorch. (As a spec it is
// toJson() of run/run_spec.h.) Pure functions, any thread.
#pragma once

#include "data/dataset.h"
#include "run/metrics.h"
#include "run/run_spec.h"

#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// What a run was asked for and what was changed on its way.
struct RunTextSource {
    RunSpec spec; ///< as the run began
    std::vector<RunEvent> events;
    std::string name; ///< for people; may be empty
    std::vector<ModalityKind> kinds; ///< of the towers; empty where nobody knows
};

struct RecordedModality {
    std::string name;
    ModalityKind kind = ModalityKind::features;
};
/// The modalities of the towers, as a run file has them beside its data (DataRecord::facts); none
/// where it does not say.
std::vector<RecordedModality> recordedModalities(const RunSpec& spec, const std::string& facts);

/// A word of a shell's command line, quoted where it has to be.
std::string shellWord(std::string_view text);

/// "contrastlab-cli train --dataset PATH ...": every value that is not its default, quoted for a
/// shell. It reproduces the run.
std::string trainCommand(const RunSpec& spec);

/// The same to NAME.clab, on a line of its own. The changes follow as comments: no flag makes them.
std::string asCommand(const RunTextSource& source);

/// Nothing where asPython() can write the run; else why it cannot.
Message pythonObstacle(const RunSpec& spec);

/// A whole program for PyTorch: objective, towers, optimiser, schedule and batches of the run, over
/// files of the user's. What of the run it does not do stands in its head. Needs a spec without an
/// obstacle.
std::string asPython(const RunTextSource& source);

} // namespace contrastlab
