// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A flag of a parameter takes its facts from the parameter's row, any other from what CLI11 was
// told of it.
#include "flag_facts.h"

#include "run/parameters.h"

#include <algorithm>

namespace contrastlab {

namespace {

// A flag's own; nothing for flags that are no parameter.
const Parameter* parameterOf(const CLI::Option& option)
{
    if (option.get_lnames().empty()) return nullptr;
    std::string key = option.get_lnames().front();
    std::replace(key.begin(), key.end(), '-', '_');
    return option.get_group() == "Parameters" ? findParameter(key) : nullptr;
}

void addFactsOf(const Parameter& parameter, FlagFacts& facts)
{
    facts.value = FlagFacts::Value::number;
    if (std::holds_alternative<bool>(parameter.standard)) facts.choices = { "true", "false" };
    for (const Choice& choice : parameter.choices)
        facts.choices.emplace_back(choice.value);
    if (!facts.choices.empty())
        facts.value = FlagFacts::Value::choice;
    else if (std::holds_alternative<std::string>(parameter.standard))
        facts.value = FlagFacts::Value::text;
}

// "TEXT:{png,svg}" or "INT:a whole number of at least 0", as validators describe themselves.
void addFactsOf(const std::string& type, FlagFacts& facts)
{
    const std::size_t colon = type.find(':');
    const std::string limit = colon == std::string::npos ? "" : type.substr(colon + 1);
    const bool isNumber = type.starts_with("INT") || type.starts_with("FLOAT");
    facts.value = isNumber ? FlagFacts::Value::number : FlagFacts::Value::text;
    if (limit.starts_with('{') && limit.ends_with('}')) {
        facts.choices = CLI::detail::split(limit.substr(1, limit.size() - 2), ',');
        facts.value = FlagFacts::Value::choice;
    } else {
        facts.limit = limit;
    }
}

FlagFacts factsOf(const CLI::Option& option)
{
    FlagFacts facts { .group = option.get_group(),
        .help = option.get_description(),
        .isPositional = option.get_positional(),
        .isRequired = option.get_required(),
        .isRepeated = option.get_items_expected_max() > 1
            || option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll };
    for (const std::string& name : option.get_snames())
        facts.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        facts.names.push_back("--" + name);
    if (facts.isPositional) facts.names = { option.get_name(true) };
    if (option.get_items_expected_max() == 0) return facts;
    if (const Parameter* parameter = parameterOf(option))
        addFactsOf(*parameter, facts);
    else
        addFactsOf(option.get_type_name(), facts);
    return facts;
}

} // namespace

std::vector<FlagFacts> flagsOf(const CLI::App& command)
{
    std::vector<FlagFacts> flags;
    for (const CLI::Option* option : command.get_options())
        if (!option->get_group().empty()) flags.push_back(factsOf(*option)); // else it is hidden
    return flags;
}

std::vector<const CLI::App*> commandsOf(const CLI::App& program)
{
    std::vector<const CLI::App*> commands { &program };
    for (const CLI::App* command : program.get_subcommands({}))
        commands.push_back(command);
    return commands;
}

} // namespace contrastlab
