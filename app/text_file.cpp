// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The size is looked at before anything is read.
#include "text_file.h"

#include "base/problem.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace contrastlab {

namespace {

constexpr std::uintmax_t mostBytes = std::uintmax_t(16) << 20;

} // namespace

std::string readTextFile(const std::string& path, const std::string& kind)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        throw InputError(path, "", "expected a " + kind + " file, found no regular file");
    const auto size = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (error || !file) throw InputError(path, "", "expected a readable " + kind + " file");
    if (size > mostBytes)
        throw InputError(path, "",
            "expected a " + kind + " of at most " + std::to_string(mostBytes >> 20) + " MiB");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace contrastlab
