// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON as the programs that read standard output get it. A pure function; any thread.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace contrastlab {

/// One line. Names of files need not be UTF-8, JSON must be: what is not becomes U+FFFD.
inline std::string lineOf(const nlohmann::ordered_json& json)
{
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace contrastlab
