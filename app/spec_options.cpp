// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Flags are text until here, so that all their problems can be told at once.
#include "spec_options.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace contrastlab {

namespace {

std::string flagOf(std::string_view key)
{
    std::string flag = "--" + std::string(key);
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
}

RunSpec readSpecFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw InputError(path, "", "expected a readable spec file");
    std::ostringstream text;
    text << file.rdbuf();
    return specFromJson(text.str(), path);
}

} // namespace

void addSpecOptions(CLI::App& command, SpecOptions& options)
{
    command.add_option("--spec", options.specFile, "Read parameters from a JSON file")
        ->group("Parameters");
    command.add_option("--set", options.assignments, "Set any parameter: KEY=VALUE")
        ->group("Parameters")
        ->expected(1)
        ->take_all();
    for (const Parameter& parameter : parameterTable()) {
        const std::string key(parameter.key);
        command
            .add_option_function<std::string>(
                flagOf(key),
                [&options, key](const std::string& text) { options.values[key] = text; },
                std::string(parameter.help) + " [" + toText(parameter.standard) + "]")
            ->group("Parameters");
    }
}

RunSpec specFrom(const SpecOptions& options)
{
    RunSpec spec = options.specFile.empty() ? RunSpec() : readSpecFile(options.specFile);
    std::vector<Problem> problems;
    const auto set = [&](std::string_view key, std::string_view text) {
        if (auto problem = assign(spec, key, text)) problems.push_back(std::move(*problem));
    };
    for (const auto& [key, text] : options.values)
        set(key, text);
    for (const std::string& assignment : options.assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos)
            problems.push_back({ "--set", assignment, "KEY=VALUE" });
        else
            set(assignment.substr(0, equals), assignment.substr(equals + 1));
    }
    const auto limits = validate(spec);
    problems.insert(problems.end(), limits.begin(), limits.end());
    if (!problems.empty()) throw SpecError(problems);
    return spec;
}

} // namespace contrastlab
