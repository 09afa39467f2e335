// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of optimisers, in the order in which people are shown them, and their makers.
#include "optimizer/optimizer.h"

#include "optimizer/families.h"

#include <algorithm>

namespace contrastlab {

namespace {

struct OptimizerEntry {
    OptimizerInfo info;
    std::unique_ptr<Optimizer> (*make)();
};

const std::vector<OptimizerEntry>& optimizerEntries()
{
    static const std::vector<OptimizerEntry> entries {
        { { .name = "sgd",
              .label = "Gradient descent",
              .formula = "θ ← θ − η (g + λ θ)",
              .source = "Robbins and Monro 1951; weight decay as in PyTorch's SGD" },
            &makeSgd },
        { { .name = "momentum",
              .label = "Momentum",
              .formula = "v ← μ v + g, θ ← θ − η v",
              .source = "Polyak 1964; PyTorch's SGD: learning rate outside the buffer",
              .usesMomentum = true },
            &makeMomentum },
        { { .name = "nesterov",
              .label = "Nesterov momentum",
              .formula = "v ← μ v + g, θ ← θ − η (g + μ v)",
              .source = "Nesterov 1983; Sutskever et al. 2013, eq. 3-4, in PyTorch's form",
              .usesMomentum = true },
            &makeNesterov },
        { { .name = "adam",
              .label = "Adam",
              .formula = "m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η m / (1 − β₁ᵗ) / "
                         "(√(v / (1 − β₂ᵗ)) + ε)",
              .source = "Kingma and Ba 2015 (arXiv 1412.6980), algorithm 1" },
            &makeAdam },
        { { .name = "adamw",
              .label = "AdamW",
              .formula = "θ ← (1 − η λ) θ − η m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)",
              .source = "Loshchilov and Hutter 2019 (arXiv 1711.05101), algorithm 2" },
            &makeAdamW },
        { { .name = "lars",
              .label = "LARS",
              .formula = "v ← μ v + q (g + λ w), w ← w − η v, q = c |w| / (|g| + λ |w|)",
              .source = "You, Gitman and Ginsburg 2017 (arXiv 1708.03888), eq. 6",
              .usesMomentum = true },
            &makeLars },
        { { .name = "ncg",
              .label = "Nonlinear conjugate gradient",
              .formula = "d ← −g + β d, θ ← θ + α d, α ≈ argmin f(θ + α d)",
              .source =
                  "Nocedal and Wright 2006, section 5.2; Hager and Zhang 2005 (SIAM J. Optim. "
                  "16), eq. 1.5-1.6 and section 4",
              .needsHeldBatch = true,
              .usesLearningRate = false },
            &makeConjugateGradient },
        { { .name = "l-bfgs",
              .label = "L-BFGS",
              .formula = "d ← −H g, θ ← θ + α d, H ≈ (∇²f)⁻¹",
              .source = "Nocedal 1980; Nocedal and Wright 2006, algorithms 7.4-7.5",
              .needsHeldBatch = true,
              .usesLearningRate = false },
            &makeLimitedMemoryBfgs },
    };
    return entries;
}

const OptimizerEntry* findOptimizerEntry(std::string_view name)
{
    const auto& entries = optimizerEntries();
    const auto found = std::ranges::find(
        entries, name, [](const OptimizerEntry& entry) { return entry.info.name; });
    return found == entries.end() ? nullptr : &*found;
}

std::string optimizerNames()
{
    std::string names;
    for (const OptimizerEntry& entry : optimizerEntries())
        names += (names.empty() ? "" : ", ") + std::string(entry.info.name);
    return names;
}

} // namespace

const std::vector<OptimizerInfo>& optimizerTable()
{
    static const std::vector<OptimizerInfo> table = [] {
        std::vector<OptimizerInfo> rows;
        for (const OptimizerEntry& entry : optimizerEntries())
            rows.push_back(entry.info);
        return rows;
    }();
    return table;
}

const OptimizerInfo* findOptimizer(std::string_view name)
{
    const OptimizerEntry* const entry = findOptimizerEntry(name);
    return entry ? &entry->info : nullptr;
}

std::unique_ptr<Optimizer> makeOptimizer(std::string_view name)
{
    const OptimizerEntry* const entry = findOptimizerEntry(name);
    if (!entry)
        throw SpecError({ { "optimizer", std::string(name), "one of " + optimizerNames() } });
    return entry->make();
}

} // namespace contrastlab
