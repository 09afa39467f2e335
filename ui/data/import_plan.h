// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From data that were looked at to a run on them: the spec, and what had to be fitted to the data.
// Pure; window thread for its texts.
#pragma once

#include "media/gallery.h"
#include "media/listing/dataset_report.h"
#include "run/run_spec.h"

#include <QString>
#include <QStringList>

namespace contrastlab {

struct ImportPlan {
    RunSpec spec;
    Index heldOut = 0; ///< items that will be
    QStringList notes; ///< values that were changed so that they fit the data
    QString obstacle; ///< why no run can begin; empty where one can
};

/// The values of `base` on files, as far as there are items for them.
ImportPlan planRun(const RunSpec& base, const DatasetSpec& data, const DatasetReport& report);
/// The values of `base` on a data set of the gallery.
ImportPlan planGalleryRun(const RunSpec& base, const GalleryEntry& entry);

} // namespace contrastlab
