// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which parameters the wanted data have a use for: towers and augmentations of what they do not
// have are no one's concern. Pure functions.
#pragma once

#include "run/run_setup.h"

#include <memory>

namespace contrastlab {

struct DataChoice {
    RunSpec wanted; ///< what the form shows
    RunSpec open; ///< of the run that goes on
    std::shared_ptr<const RunSetup> setup; ///< its data; null while they are not there
};

/// True where that is not known before the data are open.
bool concerns(const Parameter& parameter, const DataChoice& choice);

} // namespace contrastlab
