// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pure functions.
#include "run/spec_settings.h"

#include "run/precision.h"

namespace contrastlab {

OptimizerSettings optimizerSettingsOf(const RunSpec& spec)
{
    OptimizerSettings settings;
    settings.momentum = spec.real("momentum");
    settings.beta1 = spec.real("beta1");
    settings.beta2 = spec.real("beta2");
    settings.epsilon = spec.real("epsilon");
    settings.weightDecay = spec.real("weight_decay");
    settings.trustCoefficient = spec.real("trust_coefficient");
    settings.betaRule = chosen<BetaRule>(spec, "beta_rule",
        { { "fletcher-reeves", BetaRule::fletcherReeves },
            { "polak-ribiere", BetaRule::polakRibierePlus },
            { "hager-zhang", BetaRule::hagerZhang } });
    settings.lineSearch = chosen<LineSearchRule>(spec, "line_search",
        { { "strong-wolfe", LineSearchRule::strongWolfe },
            { "approximate-wolfe", LineSearchRule::approximateWolfe } });
    settings.curvature = spec.real("curvature");
    settings.historySize = static_cast<int>(spec.integer("history"));
    return settings;
}

std::string discriminatorOptimizer(const RunSpec& spec)
{
    const std::string& own = spec.text("discriminator_optimizer");
    return spec.text("task") == "adversarial" && own != "same" ? own : std::string();
}

std::string perTowerKey(const char* stem, int tower)
{
    return std::string(stem) + "_" + static_cast<char>('a' + tower);
}

TaskSettings taskSettingsOf(const RunSpec& spec)
{
    const TrainedObjective trained = trainedObjectiveOf(spec);
    return { .decodeFrom = chosen<DecodeFrom>(spec, "decode",
                 { { "own", DecodeFrom::own }, { "partner", DecodeFrom::partners },
                     { "all", DecodeFrom::all } }),
        .adversary = spec.real("adversary"),
        .gradientPenalty = spec.real("gradient_penalty"),
        .objective = &trained.info(),
        .keepsKeys = findObjective(spec.text("objective"))->usesQueue,
        .objectiveSettings = trained.settings,
        .keyMomentum = spec.real("key_momentum") };
}

Augmentation augmentationOf(const RunSpec& spec)
{
    const std::string& only = spec.text("break.augmentation");
    const auto keeps = [&](std::string_view kind) { return only == "all" || only == kind; };
    Augmentation augmentation { 0, false, 0, false, 0, 0, spec.real("break.word_noise") };
    if (keeps("shift")) augmentation.shift = static_cast<int>(spec.integer("augment.shift"));
    if (keeps("flip")) augmentation.flip = spec.flag("augment.flip");
    if (keeps("colour")) augmentation.colour = spec.real("augment.colour");
    if (keeps("styles")) augmentation.styles = spec.flag("augment.styles");
    if (keeps("text")) {
        augmentation.dropText = spec.real("augment.drop_text");
        augmentation.dropWords = spec.real("augment.drop_words");
    }
    return augmentation;
}

Schedule scheduleOf(const RunSpec& spec)
{
    const auto kind = chosen<ScheduleKind>(spec, "schedule",
        { { "constant", ScheduleKind::constant }, { "cosine", ScheduleKind::cosine },
            { "linear", ScheduleKind::linear }, { "cooldown", ScheduleKind::constantCooldown } });
    return { kind, spec.integer("warmup_steps"), spec.integer("steps"),
        spec.integer("cooldown_steps") };
}

ObjectiveSettings objectiveSettingsOf(const RunSpec& spec)
{
    ObjectiveSettings settings;
    settings.margin = spec.real("margin");
    settings.mining = chosen<Mining>(spec, "mining",
        { { "all", Mining::all }, { "hard", Mining::hard }, { "semi-hard", Mining::semiHard } });
    settings.softMargin = spec.flag("soft_margin");
    settings.hardness = spec.real("hardness");
    settings.positivePrior = spec.real("positive_prior");
    settings.positiveWidth = spec.real("positive_width");
    settings.alignmentPower = spec.real("alignment_power");
    settings.uniformityScale = spec.real("uniformity_scale");
    settings.uniformityWeight = spec.real("uniformity_weight");
    settings.redundancyWeight = spec.real("redundancy_weight");
    settings.invarianceWeight = spec.real("invariance_weight");
    settings.varianceWeight = spec.real("variance_weight");
    settings.covarianceWeight = spec.real("covariance_weight");
    settings.nestedWidths = static_cast<int>(spec.integer("matryoshka"));
    settings.queueSize = spec.integer("queue_size");
    settings.width = spec.integer("embedding_width");
    return settings;
}

TrainedObjective trainedObjectiveOf(const RunSpec& spec)
{
    TrainedObjective trained { spec.text("objective"), objectiveSettingsOf(spec) };
    trained.settings.precision = precisionOf(spec);
    if (spec.flag("break.no_negatives")) trained.name = alignmentAlone(trained.settings);
    return trained;
}

RunSpec asTrained(RunSpec spec)
{
    const TrainedObjective trained = trainedObjectiveOf(spec);
    spec.set("objective", trained.name);
    spec.set("uniformity_weight", trained.settings.uniformityWeight);
    return spec;
}

} // namespace contrastlab
