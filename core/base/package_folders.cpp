// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/package_folders.h"

#include <cstdlib>

namespace contrastlab {

std::vector<std::string> packageFolders()
{
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    std::vector<std::string> folders;
    const std::string home = variable("HOME");
    for (const std::string& folder :
        { variable("VIRTUAL_ENV"), variable("CONDA_PREFIX"), home.empty() ? "" : home + "/.local",
            home, std::string("/usr/local"), std::string("/usr") })
        if (!folder.empty()) folders.push_back(folder);
    return folders;
}

std::vector<std::filesystem::path> nodeModulesBelow(const std::filesystem::path& folder)
{
    return { folder / "lib/node_modules", folder / "node_modules" };
}

} // namespace contrastlab
