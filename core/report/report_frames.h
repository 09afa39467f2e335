// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frames of a run that a page can be scrubbed through. Pure functions, any thread.
#pragma once

#include "analysis/probe_frame.h"
#include "run/run.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <vector>

namespace contrastlab {

constexpr std::size_t mostReportFrames = 24;

using FrameList = std::vector<std::shared_ptr<const ProbeFrame>>;

/// At most mostReportFrames, evenly spread, the first and the last among them: those that the run
/// has, or those of its checkpoints where it has fewer and `setup` is there (else null). All have
/// the sizes of the first.
FrameList reportFrames(ThreadPool& pool, const Run& run, const RunSetup* setup);

/// Null for no frames. Cosines as bytes (127 is 1, -128 no number) and points as 16 bits, little
/// end first, both in base64.
nlohmann::ordered_json framesJson(const FrameList& frames);

} // namespace contrastlab
