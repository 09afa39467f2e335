// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fields of tables that are written, as RFC 4180 has them. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace contrastlab {

/// The shortest text that reads back as the same number; empty where it is not finite.
std::string csvNumber(double value);
std::string csvNumber(float value);
/// In quotation marks where it needs them between fields that `separator` parts.
std::string csvField(std::string_view text, char separator = ',');

} // namespace contrastlab
