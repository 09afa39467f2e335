// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pure functions.
#include "run/spec_settings.h"

namespace contrastlab {

namespace {

Mining miningOf(const std::string& name)
{
    if (name == "hard") return Mining::hard;
    return name == "semi-hard" ? Mining::semiHard : Mining::all;
}

BetaRule betaRuleOf(const std::string& name)
{
    if (name == "fletcher-reeves") return BetaRule::fletcherReeves;
    return name == "hager-zhang" ? BetaRule::hagerZhang : BetaRule::polakRibierePlus;
}

} // namespace

OptimizerSettings optimizerSettingsOf(const RunSpec& spec)
{
    OptimizerSettings settings;
    settings.momentum = spec.real("momentum");
    settings.beta1 = spec.real("beta1");
    settings.beta2 = spec.real("beta2");
    settings.epsilon = spec.real("epsilon");
    settings.weightDecay = spec.real("weight_decay");
    settings.trustCoefficient = spec.real("trust_coefficient");
    settings.betaRule = betaRuleOf(spec.text("beta_rule"));
    settings.lineSearch = spec.text("line_search") == "strong-wolfe"
        ? LineSearchRule::strongWolfe
        : LineSearchRule::approximateWolfe;
    settings.curvature = spec.real("curvature");
    settings.historySize = static_cast<int>(spec.integer("history"));
    return settings;
}

Augmentation augmentationOf(const RunSpec& spec)
{
    return { static_cast<int>(spec.integer("augment.shift")), spec.flag("augment.flip"),
        spec.real("augment.colour"), spec.flag("augment.styles"), spec.real("augment.drop_text") };
}

Schedule scheduleOf(const RunSpec& spec)
{
    const std::string& name = spec.text("schedule");
    const ScheduleKind kind = name == "cosine" ? ScheduleKind::cosine
        : name == "linear"                     ? ScheduleKind::linear
        : name == "cooldown"                   ? ScheduleKind::constantCooldown
                                               : ScheduleKind::constant;
    return { kind, spec.integer("warmup_steps"), spec.integer("steps"),
        spec.integer("cooldown_steps") };
}

ObjectiveSettings objectiveSettingsOf(const RunSpec& spec)
{
    ObjectiveSettings settings;
    settings.margin = spec.real("margin");
    settings.mining = miningOf(spec.text("mining"));
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
    settings.queueSize = spec.integer("queue_size");
    settings.width = spec.integer("embedding_width");
    return settings;
}

} // namespace contrastlab
