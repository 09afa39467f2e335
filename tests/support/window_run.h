// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small runs for tests of the window: quick, and the same on every machine.
#pragma once

#include "run/run_spec.h"

namespace contrastlab {

/// A synthetic world on linear towers; hundreds of steps a second.
inline RunSpec smallWindowSpec(std::int64_t steps = 100000)
{
    RunSpec spec;
    spec.set("dataset", std::string("synthetic"));
    spec.set("world.items", std::int64_t(288));
    spec.set("feature_tower", std::string("linear"));
    spec.set("embedding_width", std::int64_t(16));
    spec.set("batch_size", std::int64_t(32));
    spec.set("evaluate_every", std::int64_t(20));
    spec.set("learn_temperature", true);
    spec.set("steps", steps);
    return spec;
}

/// Diverges after some steps: each multiplies the weights by 1 - learning rate x weight decay.
inline RunSpec divergingWindowSpec()
{
    RunSpec spec = smallWindowSpec();
    spec.set("optimizer", std::string("sgd"));
    spec.set("schedule", std::string("constant"));
    spec.set("warmup_steps", std::int64_t(0));
    spec.set("weight_decay", 10.0);
    spec.set("learning_rate", 100.0);
    return spec;
}

} // namespace contrastlab
