// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The data that a run file was trained on, opened again: what has changed since is told, not
// trained on. Long for large files; belongs off the GUI thread.
#pragma once

#include "media/open_data.h"
#include "run/run_setup.h"
#include "store/run_file.h"

#include <string>

namespace contrastlab {

/// The spec of a recorded run, with the data where they are now; `dataset` empty: where the run had
/// them.
RunSpec specOfRecorded(const RunFile& file, const std::string& dataset);

/// Throws InputError that names `path`, the run file: they are of another size (before any are
/// loaded) or content, or the spec does not fit them; or that names a file of the data.
OpenedData openRunData(const std::string& path, const RunFile& file, const RunSpec& spec,
    const ProgressCallback& progress = {}, std::stop_token stop = {});
/// Throws InputError where another program trained the run: there is nothing to go on from.
void requireWeights(const std::string& path, const RunFile& file);
/// Throws InputError where the spec does not fit the data.
std::shared_ptr<const RunSetup> setupOf(
    const std::string& path, const RunSpec& spec, std::shared_ptr<const Dataset> dataset);

} // namespace contrastlab
