// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Flags are text until here, so that all their problems can be told at once.
#include "spec_options.h"

#include "run/precision.h"
#include "text_file.h"

#include <algorithm>

namespace contrastlab {

namespace {

std::string flagOf(std::string_view key)
{
    std::string flag = "--" + std::string(key);
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
}

void assignFromFile(GivenSpec& given, ProblemLog& log)
{
    log.attempt([&] {
        SpecReading reading = readSpec(readTextFile(given.file, "spec"), given.file);
        log.add(reading.problems);
        given.spec = std::move(reading.spec);
        given.keys = given.keysOfFile = std::move(reading.keys);
    });
}

void assignFromFlag(
    GivenSpec& given, const std::string& key, const std::string& text, ProblemLog& log)
{
    given.keys.insert(key);
    given.keysOfFile.erase(key);
    if (const auto problem = assign(given.spec, key, text)) log.add(*problem);
}

// With limits or choices, and the default in brackets.
std::string helpOf(const Parameter& parameter)
{
    const bool anyText =
        std::holds_alternative<std::string>(parameter.standard) && parameter.choices.empty();
    return std::string(parameter.help) + (anyText ? "" : " (" + limitOf(parameter) + ")") + " ["
        + toText(parameter.standard) + "]";
}

} // namespace

void addSpecOptions(CLI::App& command, SpecOptions& options)
{
    command.add_option("--spec", options.specFile, "Read parameters from a JSON file")
        ->group("Parameters");
    command
        .add_option("--set", options.assignments,
            "Set any parameter, or how files are read: KEY=VALUE (see 'contrastlab-cli "
            "parameters')")
        ->group("Parameters")
        ->expected(1)
        ->take_all();
    for (const Parameter& parameter : parameterTable()) {
        const std::string key(parameter.key);
        command
            .add_option_function<std::string>(
                flagOf(key),
                [&options, key](const std::string& text) { options.values[key] = text; },
                helpOf(parameter))
            ->group("Parameters");
    }
}

std::vector<Problem> GivenSpec::located(std::vector<Problem> problems) const
{
    for (Problem& problem : problems)
        if (keysOfFile.contains(problem.field)) problem.file = file;
    return problems;
}

GivenSpec specFrom(const SpecOptions& options, ProblemLog& log)
{
    GivenSpec given;
    given.file = options.specFile;
    if (!given.file.empty()) assignFromFile(given, log);
    for (const auto& [key, text] : options.values)
        assignFromFlag(given, key, text, log);
    for (const std::string& assignment : options.assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos)
            log.add(Problem { "--set", assignment, "KEY=VALUE" });
        else
            assignFromFlag(given, assignment.substr(0, equals), assignment.substr(equals + 1), log);
    }
    fitQueue(given.spec, given.keys);
    log.add(given.located(validate(given.spec)));
    if (auto problem = precisionProblem(given.spec))
        log.add(given.located({ std::move(*problem) }));
    return given;
}

} // namespace contrastlab
