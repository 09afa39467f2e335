// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where packages of Python and npm lie, which carry libraries that are loaded while the program
// runs. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace contrastlab {

/// The folders of this user and system that hold packages: VIRTUAL_ENV, CONDA_PREFIX, ~/.local, the
/// home folder itself, /usr/local, /usr.
std::vector<std::string> packageFolders();

/// Where npm's packages are below such a folder.
std::vector<std::filesystem::path> nodeModulesBelow(const std::filesystem::path& folder);

} // namespace contrastlab
