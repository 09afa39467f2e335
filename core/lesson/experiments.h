// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What claims are about where no run is recorded: closed forms, constructions, and what is done
// with embeddings after training. Pure functions; any thread.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"
#include "run/run_spec.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct ExperimentSetting {
    std::string name;
    double standard = 0;
    double least = 0;
    double most = 0;
};

using ExperimentData = std::shared_ptr<const Dataset>;

struct Experiment {
    std::string name;
    std::string what; ///< in a sentence, with its source
    std::vector<ExperimentSetting> settings;
    std::vector<std::string> results;
    /// Every setting is there; a value for each of the results. Null where it needs data.
    std::map<std::string, double> (*run)(
        ThreadPool& pool, const std::map<std::string, double>& settings, std::uint64_t seed);
    /// Names the data that it needs; or null.
    RunSpec (*data)() = nullptr;
    /// The same on those data.
    std::map<std::string, double> (*runOn)(ThreadPool& pool, const ExperimentData& data,
        const std::map<std::string, double>& settings, std::uint64_t seed) = nullptr;
};

const std::vector<Experiment>& experimentTable();
const Experiment* findExperiment(std::string_view name);
/// With commas.
std::string experimentNames();
std::string namesOf(const std::vector<ExperimentSetting>& settings);
std::string namesOf(const std::vector<std::string>& names);

} // namespace contrastlab
