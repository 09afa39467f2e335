// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli objectives, optimizers, parameters: what there is, as a table or as JSON.
#include "commands.h"

#include "media/listing/dataset_spec.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "run/parameters.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

Json textOf(std::string_view text)
{
    return std::string(text);
}

Json valueOf(const ParameterValue& value)
{
    return std::visit([](const auto& v) { return Json(v); }, value);
}

// The parameters that concern one choice of an objective or optimiser, with their defaults.
Json parametersOf(std::string_view key, std::string_view choice)
{
    Json defaults = Json::object();
    for (const Parameter& p : parameterTable())
        if (p.relevance.key == key
            && std::ranges::find(p.relevance.values, choice) != p.relevance.values.end())
            defaults[std::string(p.key)] = valueOf(p.standard);
    return defaults;
}

Json objectives()
{
    Json rows = Json::array();
    for (const ObjectiveInfo& info : objectiveTable())
        rows.push_back({ { "name", textOf(info.name) }, { "label", textOf(info.label) },
            { "formula", textOf(info.formula) }, { "source", textOf(info.source) },
            { "temperature", info.usesScale }, { "bias", info.usesBias },
            { "needs_labels", info.needsLabels }, { "queue", info.usesQueue },
            { "least_batch", info.leastBatch },
            { "default_temperature", info.usesScale ? Json(info.defaultTemperature) : Json() },
            { "parameters", parametersOf("objective", info.name) } });
    return rows;
}

Json optimizers()
{
    Json rows = Json::array();
    for (const OptimizerInfo& info : optimizerTable())
        rows.push_back({ { "name", textOf(info.name) }, { "label", textOf(info.label) },
            { "formula", textOf(info.formula) }, { "source", textOf(info.source) },
            { "wants_held_batch", info.needsHeldBatch }, { "learning_rate", info.usesLearningRate },
            { "parameters", parametersOf("optimizer", info.name) } });
    return rows;
}

// Numbers where there are any, so that nobody has to read them out of a sentence.
void addLimits(Json& row, const Parameter& p)
{
    static constexpr const char* scales[] = { "linear", "logarithmic", "powers of two" };
    const bool whole = std::holds_alternative<std::int64_t>(p.standard);
    if (!whole && !std::holds_alternative<double>(p.standard)) return;
    const auto number = [&](double limit) {
        return whole ? Json(static_cast<std::int64_t>(limit)) : Json(limit);
    };
    row["minimum"] = number(p.minimum);
    row["above_minimum"] = p.aboveMinimum;
    row["maximum"] = p.maximum >= unlimited ? Json() : number(p.maximum);
    row["scale"] = scales[static_cast<int>(p.scale)];
}

// How files are read; for --set and spec files, and no flags.
void addDataKeys(Json& rows)
{
    for (const DatasetKey& key : datasetKeys())
        rows.push_back({ { "name", key.key }, { "label", key.help }, { "type", "text" },
            { "default", key.standard }, { "limit", key.limit }, { "applies", "restart" },
            { "help", key.help } });
}

Json parameters()
{
    static constexpr const char* types[] = { "boolean", "integer", "real", "text" };
    Json rows = Json::array();
    for (const Parameter& p : parameterTable()) {
        Json row { { "name", textOf(p.key) }, { "label", textOf(p.label) },
            { "type", types[p.standard.index()] }, { "default", valueOf(p.standard) },
            { "limit", limitOf(p) }, { "applies", p.applies == Applies::live ? "live" : "restart" },
            { "help", textOf(p.help) } };
        if (!p.unit.empty()) row["unit"] = textOf(p.unit);
        addLimits(row, p);
        for (const Choice& choice : p.choices)
            row["choices"].push_back(textOf(choice.value));
        if (!p.relevance.key.empty()) {
            row["relevant_where"] = { { textOf(p.relevance.key), Json::array() } };
            for (const auto value : p.relevance.values)
                row["relevant_where"][std::string(p.relevance.key)].push_back(textOf(value));
        }
        rows.push_back(std::move(row));
    }
    addDataKeys(rows);
    return rows;
}

std::string cell(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void printTable(const Json& rows, const std::vector<std::string>& columns)
{
    std::vector<std::size_t> widths;
    for (const std::string& column : columns) {
        std::size_t width = column.size();
        for (const Json& row : rows)
            width = std::max(width, cell(row.at(column)).size());
        widths.push_back(std::min<std::size_t>(width, 44));
    }
    const auto line = [&](const auto& textOfColumn) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::string text = textOfColumn(columns[i]);
            if (i + 1 < columns.size()) text.resize(std::max(text.size(), widths[i]), ' ');
            std::cout << text << (i + 1 < columns.size() ? "  " : "\n");
        }
    };
    line([](const std::string& column) { return column; });
    for (const Json& row : rows)
        line([&](const std::string& column) { return cell(row.at(column)); });
}

void addList(CLI::App& program, CommandAction& action, const char* name, const char* help,
    Json (*rows)(), const std::vector<std::string>& columns)
{
    auto json = std::make_shared<bool>(false);
    CLI::App* command = program.add_subcommand(name, help);
    command->add_flag("--json", *json, "Print JSON");
    command->callback([=, &action] {
        action = unlessWrong([=] {
            if (*json)
                std::cout << rows().dump(2) << std::endl;
            else
                printTable(rows(), columns);
            return int(exitDone);
        });
    });
}

} // namespace

void addListCommands(CLI::App& program, CommandAction& action)
{
    addList(program, action, "objectives", "List the objectives", &objectives,
        { "name", "label", "source" });
    addList(program, action, "optimizers", "List the optimisers", &optimizers,
        { "name", "label", "source" });
    addList(program, action, "parameters", "List the parameters", &parameters,
        { "name", "type", "default", "applies", "limit", "label" });
}

} // namespace contrastlab
