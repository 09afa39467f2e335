// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An experiment by name, with its standard settings where none are given.
#pragma once

#include "lesson/experiments.h"
#include "media/open_data.h"

namespace contrastlab {

inline std::map<std::string, double> resultsOf(
    const std::string& name, std::map<std::string, double> settings = {}, std::uint64_t seed = 1)
{
    const Experiment* found = findExperiment(name);
    for (const ExperimentSetting& setting : found->settings)
        settings.try_emplace(setting.name, setting.standard);
    ThreadPool pool(1);
    return found->data ? found->runOn(pool, openData(found->data()).dataset, settings, seed)
                       : found->run(pool, settings, seed);
}

} // namespace contrastlab
