// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run's numbers as an event file of TensorBoard: train/<name> a step, val/<name> an evaluation.
// Any thread.
#pragma once

#include "store/run_logs.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace contrastlab {

/// Writes folder/events.out.tfevents.<when the run began>.contrastlab and returns its path; the
/// same run replaces its own file. Numbers that are NaN by nature (the chance line of an objective
/// without one) are left out. Throws InputError.
std::string writeTensorBoardEvents(const std::string& folder, const RunLogs& logs);

/// CRC-32C (Castagnoli, reflected polynomial 0x82f63b78), as in RFC 3720.
std::uint32_t crc32c(std::string_view bytes);

} // namespace contrastlab
