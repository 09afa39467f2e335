// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What would make the training on some data faster, from what the data are. Pure; any thread.
#pragma once

#include "data/dataset.h"
#include "media/listing/dataset_report.h"

namespace contrastlab {

/// Where sounds are the third modality and long, how much faster a step is with shorter ones.
void hintAtSoundLength(const Dataset& dataset, DatasetReport& report);

/// Where a language was asked for that the captions do not come in.
void hintAtLanguage(const DatasetSpec& spec, DatasetReport& report);

} // namespace contrastlab
