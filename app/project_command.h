// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli project: a file of embeddings as points in two or three dimensions.
#pragma once

#include "commands.h"

#include <string>
#include <vector>

namespace contrastlab {

struct ProjectOptions {
    std::string input;
    std::string method = "pca";
    int dims = 2;
    std::uint64_t seed = 0;
    std::vector<std::string> assignments; ///< "key=value"
    std::string output;
    bool quality = false; ///< print the picture's MapQuality
    int threads = 0;
};

/// Writes N x dims in single precision, prints one JSON object and returns the exit status. Throws
/// InputError and SpecError.
int runProject(const ProjectOptions& options);
void addProjectCommand(CLI::App& program, CommandAction& action);

} // namespace contrastlab
