// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Only what differs from the defaults: the rest is the program's to know.
#include "report/run_texts.h"

#include "run/built_in_data.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::string_view safeInShell = "-_./=:,+@%";

bool isSafeInShell(char c)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || safeInShell.find(c) != std::string_view::npos;
}

std::string flagFor(std::string_view key)
{
    std::string flag = "--" + std::string(key);
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
}

// On files the program itself switches flips off that would make other pictures, unless told.
std::string flipOf(const RunSpec& spec)
{
    return !isBuiltInData(spec.text("dataset")) && spec.flag("augment.flip")
        ? " --augment.flip true"
        : "";
}

std::string fileNameOf(const std::string& name)
{
    std::string file = oneLine(name.empty() ? "run" : name);
    std::replace(file.begin(), file.end(), '/', '-');
    return file + ".clab";
}

} // namespace

std::string shellWord(std::string_view text)
{
    if (!text.empty() && std::ranges::all_of(text, isSafeInShell)) return std::string(text);
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string trainCommand(const RunSpec& spec)
{
    std::string command = "contrastlab-cli train";
    for (const Parameter& parameter : parameterTable()) {
        const bool differs = spec.value(parameter.key) != parameter.standard;
        if (!differs && parameter.key != "dataset") continue;
        const std::string value = toText(spec.value(parameter.key));
        // One that begins with a dash would be read as a flag of its own.
        command +=
            ' ' + flagFor(parameter.key) + (value.starts_with('-') ? '=' : ' ') + shellWord(value);
    }
    for (const auto& [key, value] : spec.data())
        command += " --set " + shellWord(key + '=' + value);
    return command;
}

std::string asCommand(const RunTextSource& source)
{
    std::string command = trainCommand(source.spec) + flipOf(source.spec) + " --output "
        + shellWord(fileNameOf(source.name)) + '\n';
    for (const RunEvent& event : source.events)
        if (event.kind == RunEvent::Kind::change)
            command += oneLine("# after step " + std::to_string(event.step) + ": " + event.key
                           + " from " + event.before + " to " + event.after)
                + '\n';
    return command;
}

} // namespace contrastlab
