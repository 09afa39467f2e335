// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the objectives: the choice and what many share. What one alone has stands in its own
// file.
#include "run/parameter_rows.h"

#include "base/translation_marks.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"

namespace contrastlab {

namespace {

using Text = std::string;

std::vector<Choice> objectiveChoices()
{
    std::vector<Choice> choices;
    for (const ObjectiveInfo& info : objectiveTable())
        choices.push_back({ info.name, info.label, headingOf(info.family), info.purpose });
    return choices;
}

Relevance onlyWhere(bool ObjectiveInfo::*has)
{
    Relevance relevance { "objective", {} };
    for (const ObjectiveInfo& info : objectiveTable())
        if (info.*has) relevance.values.push_back(info.name);
    return relevance;
}

// Those that go down no line: towers and discriminator have no function in common.
std::vector<Choice> discriminatorOptimizers()
{
    std::vector<Choice> choices { { "same", QT_TRANSLATE_NOOP("Optimizer", "the towers'") } };
    for (const OptimizerInfo& info : optimizerTable())
        if (!info.needsHeldBatch)
            choices.push_back({ info.name, info.label, headingOf(info.family), info.purpose });
    return choices;
}

} // namespace

std::vector<Parameter> objectiveRows()
{
    const Relevance withScale = onlyWhere(&ObjectiveInfo::usesScale);
    const Relevance withBias = onlyWhere(&ObjectiveInfo::usesBias);
    std::vector<Parameter> rows {
        { .key = "task",
            .label = QT_TRANSLATE_NOOP("Parameter", "Task"),
            .section = Section::objective,
            .standard = Text("contrast"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "What is learnt: to find partners by the objective below, to tell each modality "
                "again from its embedding, or to make towers that cannot be told apart. Changes "
                "while it trains where the run has room for the other task's parameters."),
            .choices = { { "contrast", QT_TRANSLATE_NOOP("Parameter", "contrast of pairs") },
                { "autoencoder", QT_TRANSLATE_NOOP("Parameter", "autoencoder") },
                { "adversarial", QT_TRANSLATE_NOOP("Parameter", "adversarial, pairs unknown") } } },
        { .key = "decode",
            .label = QT_TRANSLATE_NOOP("Parameter", "Decode from"),
            .section = Section::objective,
            .standard = Text("own"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Whose embedding a modality is told again from: its own, its partner's, or one "
                "shared code, which is both."),
            .choices = { { "own", QT_TRANSLATE_NOOP("Parameter", "its own embedding") },
                { "partner", QT_TRANSLATE_NOOP("Parameter", "its partner's embedding") },
                { "all", QT_TRANSLATE_NOOP("Parameter", "both: one shared code") } },
            .relevance = { "task", { "autoencoder" } } },
        { .key = "adversary",
            .label = QT_TRANSLATE_NOOP("Parameter", "Strength of the adversary"),
            .section = Section::objective,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "How strongly the towers work against a discriminator that tells them apart."),
            .relevance = { "task", { "adversarial" } } },
        { .key = "discriminator_width",
            .label = QT_TRANSLATE_NOOP("Parameter", "Width of the discriminator"),
            .section = Section::objective,
            .applies = Applies::restart,
            .standard = std::int64_t(64),
            .minimum = 1,
            .maximum = 8192,
            .scale = Scale::powersOfTwo,
            .help = QT_TRANSLATE_NOOP("Parameter", "Of its one hidden layer."),
            .relevance = { "task", { "adversarial" } },
            .advanced = true },
        { .key = "discriminator_optimizer",
            .label = QT_TRANSLATE_NOOP("Parameter", "Optimiser of the discriminator"),
            .section = Section::objective,
            .standard = Text("same"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "The rule that the discriminator is moved by, with the same settings as the "
                "towers'."),
            .choices = discriminatorOptimizers(),
            .relevance = { "task", { "adversarial" } },
            .advanced = true },
        { .key = "discriminator_rate",
            .label = QT_TRANSLATE_NOOP("Parameter", "Rate of the discriminator"),
            .section = Section::objective,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Its learning rate as a multiple of the towers'; 0: it stays as it is."),
            .relevance = { "task", { "adversarial" } },
            .advanced = true },
        { .key = "discriminator_steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Turns of the discriminator"),
            .section = Section::objective,
            .standard = std::int64_t(0),
            .minimum = 0,
            .maximum = 1000,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Steps that the discriminator takes alone before each step of the towers; 0: both "
                "move at every step."),
            .relevance = { "task", { "adversarial" } },
            .advanced = true },
        { .key = "gradient_penalty",
            .label = QT_TRANSLATE_NOOP("Parameter", "Gradient penalty γ"),
            .section = Section::objective,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 1000,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Weight of the squared slopes of the discriminator, which keeps it from becoming "
                "steep (Mescheder et al. 2018)."),
            .relevance = { "task", { "adversarial" } },
            .advanced = true },
        { .key = "task_room",
            .label = QT_TRANSLATE_NOOP("Parameter", "Room for other tasks"),
            .section = Section::objective,
            .applies = Applies::restart,
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Decoders and a discriminator are there from the start, whatever is learnt first, "
                "so that the task can change while it trains."),
            .advanced = true },
        { .key = "objective",
            .label = QT_TRANSLATE_NOOP("Parameter", "Objective"),
            .section = Section::objective,
            .standard = Text("clip"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The loss that pulls pairs together and pushes others apart."),
            .choices = objectiveChoices(),
            .relevance = { "task", { "contrast" } } },
        { .key = "temperature",
            .label = QT_TRANSLATE_NOOP("Parameter", "Temperature τ"),
            .section = Section::objective,
            .standard = 0.1,
            .minimum = 0.001,
            .maximum = 100,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Similarities are divided by it before the softmax. Low: only the hardest "
                "negatives push; high: "
                "all push alike. While it is learnable this sets its present value."),
            .relevance = withScale },
        { .key = "learn_temperature",
            .label = QT_TRANSLATE_NOOP("Parameter", "Learn the temperature"),
            .section = Section::objective,
            // Learnt on small data it falls until the held-out loss is above its chance.
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Train ln(1/τ) with the towers, kept between ln 1 and ln 100 as in CLIP."),
            .relevance = withScale },
        { .key = "bias",
            .label = QT_TRANSLATE_NOOP("Parameter", "Bias b"),
            .section = Section::objective,
            .standard = -10.0,
            .minimum = -100,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Added to every logit of the sigmoid loss; it offsets the many negatives."),
            .relevance = withBias },
        { .key = "learn_bias",
            .label = QT_TRANSLATE_NOOP("Parameter", "Learn the bias"),
            .section = Section::objective,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter", "Train the bias with the towers."),
            .relevance = withBias },
    };
    const std::vector<Parameter> own = objectiveParameters();
    rows.insert(rows.end(), own.begin(), own.end());
    rows.push_back({ .key = "matryoshka",
        .label = QT_TRANSLATE_NOOP("Parameter", "Nested widths (Matryoshka)"),
        .section = Section::objective,
        .standard = std::int64_t(1),
        .minimum = 1,
        .maximum = 8,
        .help = QT_TRANSLATE_NOOP("Parameter",
            "The loss is the mean over so many widths: of whole embeddings, of their first half, "
            "their first quarter and so on. Embeddings trained so can be cut (Kusupati et al. "
            "2022). 1: whole ones alone."),
        .relevance = { "task", { "contrast" } } });
    return rows;
}

} // namespace contrastlab
