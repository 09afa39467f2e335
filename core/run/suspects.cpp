// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A decade of the learning rate upwards counts 1; the others are weighed against it by how often
// they spoil runs.
#include "run/suspects.h"

#include "objective/objective.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double leastLikelihood = 0.15;

// How much a decade counts, upwards and downwards.
struct Weight {
    std::string_view key;
    double up = 0, down = 0;
};
constexpr Weight keyWeights[] = {
    { "learning_rate", 1, 0.1 },
    { "temperature", 0.5, 0.6 },
    { "weight_decay", 0.6, 0.05 },
    { "trust_coefficient", 1, 0.1 },
    { "batch_size", 0.05, 0.3 },
    { "hold_batch", 0.3, 0.05 },
    { "warmup_steps", 0, 0.1 },
    { "epsilon", 0.1, 0.3 },
    { "clip_gradient", 0.05, 0.1 },
};
constexpr double usualWeight = 0.5;
// As long as a change of kind, such as of the objective.
constexpr double ofKind = 1;

double decades(double before, double after, double floor)
{
    return std::log10((std::abs(after) + floor) / (std::abs(before) + floor));
}

double numberOf(const ParameterValue& value)
{
    const std::int64_t* integer = std::get_if<std::int64_t>(&value);
    return integer ? static_cast<double>(*integer) : std::get<double>(value);
}

double ofNumbers(const Parameter& parameter, double before, double after)
{
    const std::string_view key = parameter.key;
    // What remembers gradients of the past does so for 1 / (1 - mu) steps.
    if (key == "momentum" || key.starts_with("beta"))
        return 0.6 * std::max(0.0, decades(1 - after, 1 - before, 1e-4));
    // A gradient that is clipped no more may be of any length.
    if (key == "clip_gradient" && after == 0) return 0.5;
    const double floor = std::max(1e-3 * std::abs(numberOf(parameter.standard)), 1e-9);
    const double moved = decades(before, after, floor);
    const auto found = std::ranges::find(keyWeights, key, &Weight::key);
    const bool known = found != std::end(keyWeights);
    const bool rate = key.starts_with("rate_factor");
    const double up = known ? found->up : rate ? 1 : usualWeight;
    const double down = known ? found->down : rate ? 0.1 : usualWeight;
    return moved > 0 ? up * moved : -down * moved;
}

double likelihoodOf(const Parameter& parameter, const std::string& from, const std::string& to)
{
    const bool concerns = parameter.section == Section::objective
        || parameter.section == Section::optimizer || parameter.section == Section::damage
        || parameter.key == "batch_size" || parameter.key.starts_with("augment.");
    const auto before = parseValue(parameter, from), after = parseValue(parameter, to);
    if (!concerns || !before || !after || *before == *after) return 0;
    if (parameter.key == "objective") {
        const ObjectiveInfo* info = findObjective(to);
        return info && !info->stable.empty() ? 4 * ofKind : ofKind;
    }
    if (std::holds_alternative<std::string>(*after)) return ofKind;
    if (std::holds_alternative<bool>(*after)) return 0.2;
    return ofNumbers(parameter, numberOf(*before), numberOf(*after));
}

} // namespace

std::vector<Suspect> suspectsAmong(
    std::span<const RunEvent> events, std::int64_t from, std::int64_t until)
{
    std::vector<Suspect> suspects;
    for (const RunEvent& event : events) {
        if (event.kind != RunEvent::Kind::change || event.step < from || event.step > until)
            continue;
        const auto known = std::ranges::find(suspects, event.key, &Suspect::key);
        if (known == suspects.end())
            suspects.push_back({ event.key, event.step, event.before, event.after });
        else
            known->after = event.after;
    }
    for (Suspect& suspect : suspects)
        if (const Parameter* parameter = findParameter(suspect.key))
            suspect.likelihood = likelihoodOf(*parameter, suspect.before, suspect.after);
    std::erase_if(suspects, [](const Suspect& s) { return s.likelihood < leastLikelihood; });
    std::ranges::stable_sort(suspects, [](const Suspect& a, const Suspect& b) {
        return a.likelihood != b.likelihood ? a.likelihood > b.likelihood : a.step > b.step;
    });
    return suspects;
}

} // namespace contrastlab
