// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values by table order; validation, and the JSON form.
#include "run/run_spec.h"

#include "objective/objective.h"
#include "optimizer/optimizer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace contrastlab {

namespace {

std::size_t placeOf(std::string_view key)
{
    const Parameter* parameter = findParameter(key);
    assert(parameter && "a key of the parameter table");
    return static_cast<std::size_t>(parameter - parameterTable().data());
}

// What no single row can know: how values depend on each other and on the data.
void checkTogether(const RunSpec& spec, const DataFacts& facts, std::vector<Problem>& problems)
{
    const auto add = [&](std::string_view key, std::string limit) {
        problems.push_back({ std::string(key), toText(spec.value(key)), std::move(limit) });
    };
    const ObjectiveInfo* objective = findObjective(spec.text("objective"));
    const OptimizerInfo* optimizer = findOptimizer(spec.text("optimizer"));
    const std::int64_t batch = spec.integer("batch_size");
    if (facts.trainingItems > 0 && batch > facts.trainingItems)
        add("batch_size", "at most the " + std::to_string(facts.trainingItems) + " training items");
    if (!objective || !optimizer) return;
    if (batch < objective->leastBatch)
        add("batch_size",
            "at least " + std::to_string(objective->leastBatch) + " for the objective "
                + std::string(objective->name));
    if (objective->needsLabels && facts.modalities > 0 && !facts.labels)
        add("objective",
            "an objective without labels (such as clip), because these data have none");
    if (const std::int64_t queue = spec.integer("queue_size");
        objective->usesQueue && batch > 0 && queue % batch != 0)
        add("queue_size",
            "a multiple of the batch size " + std::to_string(batch) + ", such as "
                + std::to_string(std::max<std::int64_t>(1, (queue + batch / 2) / batch) * batch));
    const double temperature = spec.real("temperature");
    if (objective->usesScale && spec.flag("learn_temperature")
        && (temperature < leastLearnableTemperature || temperature > mostLearnableTemperature))
        add("temperature",
            "from 0.01 to 1 while it is learnable (turn learn_temperature off for more)");
}

using Json = nlohmann::ordered_json;

Json jsonOf(const ParameterValue& value)
{
    return std::visit([](const auto& v) { return Json(v); }, value);
}

std::string textOf(const nlohmann::json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace

RunSpec::RunSpec()
{
    for (const Parameter& parameter : parameterTable())
        m_values.push_back(parameter.standard);
}

const ParameterValue& RunSpec::value(std::string_view key) const
{
    return m_values[placeOf(key)];
}

void RunSpec::set(std::string_view key, ParameterValue value)
{
    ParameterValue& place = m_values[placeOf(key)];
    assert(place.index() == value.index());
    place = std::move(value);
}

bool RunSpec::isRelevant(const Parameter& parameter) const
{
    const Relevance& relevance = parameter.relevance;
    if (relevance.key.empty()) return true;
    const std::string text = toText(value(relevance.key));
    return std::find(relevance.values.begin(), relevance.values.end(), text)
        != relevance.values.end();
}

std::optional<Problem> assign(RunSpec& spec, std::string_view key, std::string_view text)
{
    if (key.starts_with("data.")) {
        spec.setData(std::string(key), std::string(text));
        return std::nullopt;
    }
    const Parameter* parameter = findParameter(key);
    if (!parameter)
        return Problem { std::string(key), std::string(text),
            "a known key (see 'contrastlab-cli parameters')" };
    const auto value = parseValue(*parameter, text);
    if (!value) return Problem { std::string(key), std::string(text), limitOf(*parameter) };
    spec.set(key, *value);
    return std::nullopt;
}

std::vector<Problem> validate(const RunSpec& spec, const DataFacts& facts)
{
    std::vector<Problem> problems;
    for (const Parameter& parameter : parameterTable())
        if (auto problem = check(parameter, spec.value(parameter.key)))
            problems.push_back(std::move(*problem));
    checkTogether(spec, facts, problems);
    return problems;
}

std::string toJson(const RunSpec& spec)
{
    Json json = Json::object();
    for (const Parameter& parameter : parameterTable())
        json[std::string(parameter.key)] = jsonOf(spec.value(parameter.key));
    for (const auto& [key, value] : spec.data())
        json[key] = value;
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

RunSpec specFromJson(std::string_view text, const std::string& file)
{
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        throw InputError(file, "byte " + std::to_string(error.byte), "expected JSON");
    }
    if (!json.is_object())
        throw InputError(file, "the top level", "expected an object of parameters");
    RunSpec spec;
    std::vector<Problem> problems;
    for (const auto& [key, value] : json.items())
        if (auto problem = assign(spec, key, textOf(value)))
            problems.push_back(std::move(*problem));
    if (!problems.empty()) throw SpecError(problems);
    return spec;
}

} // namespace contrastlab
