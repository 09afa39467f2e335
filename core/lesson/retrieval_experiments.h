// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What claims say of retrieval with embeddings: hubs, prefixes, few bits, atoms, languages. Each
// in a file of its own; a row of experimentTable(). Pure functions; any thread.
#pragma once

#include "lesson/experiments.h"

namespace contrastlab {

Experiment hubnessExperiment();
Experiment prefixExperiment();
Experiment fewBitsExperiment();
Experiment sparseAtomsExperiment();
Experiment atomStabilityExperiment();
Experiment languagesExperiment();
Experiment emojiLanguagesExperiment();

} // namespace contrastlab
