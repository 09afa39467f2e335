// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small run that many tests share: the synthetic world, two linear towers.
#pragma once

#include "analysis/evaluation.h"
#include "analysis/probe_frame.h"
#include "data/synthetic.h"
#include "run/run_recorder.h"
#include "run/trainer.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

namespace contrastlab {

inline RunSpec smallSpec(std::initializer_list<std::pair<const char*, std::string>> changes = {})
{
    RunSpec spec;
    const auto set = [&](const char* key, const std::string& text) {
        if (const auto problem = assign(spec, key, text)) throw SpecError({ *problem });
    };
    for (const auto& [key, text] : std::initializer_list<std::pair<const char*, std::string>> {
             { "dataset", "synthetic" }, { "feature_tower", "mlp" }, { "hidden_width", "24" },
             { "embedding_width", "12" }, { "batch_size", "32" }, { "steps", "40" },
             { "evaluate_every", "10" }, { "learn_temperature", "true" } })
        set(key, text);
    for (const auto& [key, text] : changes)
        set(key, text);
    return spec;
}

inline std::shared_ptr<const RunSetup> smallSetup(const RunSpec& spec, int modalities = 2)
{
    SyntheticWorld world;
    world.items = 300;
    world.heldOut = 60;
    world.modalities = modalities;
    return std::make_shared<RunSetup>(
        spec, std::make_shared<Dataset>(makeSyntheticWorld(world, 1)));
}

} // namespace contrastlab
