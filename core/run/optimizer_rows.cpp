// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the optimisers: the choice, what many share, and the schedule. What few have stands in
// their own files.
#include "run/parameter_rows.h"

#include "base/translation_marks.h"
#include "optimizer/optimizer.h"

namespace contrastlab {

namespace {

using Text = std::string;
using Integer = std::int64_t;

std::vector<Choice> optimizerChoices()
{
    std::vector<Choice> choices;
    for (const OptimizerInfo& info : optimizerTable())
        choices.push_back({ info.name, info.label, headingOf(info.family), info.purpose });
    return choices;
}

Relevance onlyRated()
{
    Relevance relevance { "optimizer", {} };
    for (const OptimizerInfo& info : optimizerTable())
        if (info.usesLearningRate) relevance.values.push_back(info.name);
    return relevance;
}

std::vector<Parameter> ruleRows()
{
    return {
        { .key = "optimizer",
            .label = QT_TRANSLATE_NOOP("Parameter", "Optimiser"),
            .section = Section::optimizer,
            .standard = Text("adamw"),
            .help = QT_TRANSLATE_NOOP("Parameter", "The rule that turns gradients into steps."),
            .choices = optimizerChoices() },
        { .key = "learning_rate",
            .label = QT_TRANSLATE_NOOP("Parameter", "Learning rate η"),
            .section = Section::optimizer,
            .standard = 2e-3,
            .minimum = 0,
            .maximum = 100,
            .aboveMinimum = true,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Length of a step. Gradients are means over the batch, so it need not follow the "
                "batch size."),
            .relevance = onlyRated() },
        { .key = "weight_decay",
            .label = QT_TRANSLATE_NOOP("Parameter", "Weight decay"),
            .section = Section::optimizer,
            .standard = 0.05,
            .minimum = 0,
            .maximum = 10,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Pulls weights towards zero; biases and scales are left alone.") },
    };
}

Parameter rateFactorRow(std::string_view key, std::string_view label)
{
    return { .key = key,
        .label = label,
        .section = Section::optimizer,
        .standard = 1.0,
        .minimum = 0,
        .maximum = 100,
        .help = QT_TRANSLATE_NOOP("Parameter", "Multiplies the learning rate of this tower."),
        .advanced = true };
}

std::vector<Parameter> pacingRows()
{
    return {
        { .key = "hold_batch",
            .label = QT_TRANSLATE_NOOP("Parameter", "Hold each batch for"),
            .section = Section::optimizer,
            .standard = Integer(1),
            .minimum = 1,
            .maximum = 1e6,
            .scale = Scale::logarithmic,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Steps on the same batch before the next is drawn. Line searches want more than "
                "one.") },
        { .key = "schedule",
            .label = QT_TRANSLATE_NOOP("Parameter", "Schedule"),
            .section = Section::optimizer,
            .standard = Text("cosine"),
            .help = QT_TRANSLATE_NOOP("Parameter", "How the learning rate changes over the run."),
            .choices = { { "constant", QT_TRANSLATE_NOOP("Parameter", "constant") },
                { "cosine", QT_TRANSLATE_NOOP("Parameter", "cosine") },
                { "linear", QT_TRANSLATE_NOOP("Parameter", "linear") },
                { "cooldown", QT_TRANSLATE_NOOP("Parameter", "constant, then cool-down") } },
            .relevance = onlyRated() },
        { .key = "warmup_steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Warm-up"),
            .section = Section::optimizer,
            .standard = Integer(20),
            .minimum = 0,
            .maximum = 1e9,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help =
                QT_TRANSLATE_NOOP("Parameter", "Steps over which the learning rate rises from 0."),
            .relevance = onlyRated() },
        { .key = "cooldown_steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Cool-down"),
            .section = Section::optimizer,
            .standard = Integer(200),
            .minimum = 0,
            .maximum = 1e9,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Last steps over which the learning rate falls to 0."),
            .relevance = { "schedule", { "cooldown" } } },
        { .key = "clip_gradient",
            .label = QT_TRANSLATE_NOOP("Parameter", "Clip gradient norm"),
            .section = Section::optimizer,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 1e6,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Longer gradients are shortened to this norm; 0: never."),
            .advanced = true },
        rateFactorRow("rate_factor_a", QT_TRANSLATE_NOOP("Parameter", "Rate factor, first tower")),
        rateFactorRow("rate_factor_b", QT_TRANSLATE_NOOP("Parameter", "Rate factor, second tower")),
        rateFactorRow("rate_factor_c", QT_TRANSLATE_NOOP("Parameter", "Rate factor, third tower")),
        { .key = "average_decay",
            .label = QT_TRANSLATE_NOOP("Parameter", "Average of the weights"),
            .section = Section::optimizer,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 0.9999,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Held-out items and pictures are judged with a moving average of the weights, of "
                "which this share stays at each step; 0: with the weights as they are. Training "
                "itself is the same."),
            .advanced = true },
    };
}

} // namespace

std::vector<Parameter> optimizerRows()
{
    std::vector<Parameter> rows = ruleRows();
    for (const auto& part : { optimizerParameters(), pacingRows() })
        rows.insert(rows.end(), part.begin(), part.end());
    return rows;
}

} // namespace contrastlab
