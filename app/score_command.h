// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli score: an objective and all metrics of two files of embeddings.
#pragma once

#include "commands.h"

#include <string>
#include <vector>

namespace contrastlab {

struct ScoreOptions {
    std::string a;
    std::string b;
    std::string labels; ///< a file, or empty
    std::string groups; ///< a file, or empty
    std::string objective = "clip";
    std::string temperature; ///< as text; empty: the objective's default
    std::vector<std::string> assignments; ///< "key=value"
    std::string precision = "float";
    std::string gradients; ///< a folder, or empty
    std::string threads; ///< as text; empty: one a processor
};

void addScoreCommand(CLI::App& program, CommandAction& action);

} // namespace contrastlab
