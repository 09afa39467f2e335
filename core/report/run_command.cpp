// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Only what differs from the defaults: the rest is the program's to know.
#include "report/run_texts.h"

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

// Where the data are files, the program itself switches flips off that would harm, unless told.
bool isSaid(const RunSpec& spec, const Parameter& parameter)
{
    return spec.value(parameter.key) != parameter.standard || parameter.key == "dataset"
        || (parameter.key == "augment.flip" && !spec.data().empty());
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

std::string asCommand(const RunTextSource& source)
{
    std::string command = "contrastlab-cli train";
    for (const Parameter& parameter : parameterTable())
        if (isSaid(source.spec, parameter))
            command += ' ' + flagFor(parameter.key) + ' '
                + shellWord(toText(source.spec.value(parameter.key)));
    for (const auto& [key, value] : source.spec.data())
        command += " --set " + shellWord(key + '=' + value);
    command += " --output " + shellWord(fileNameOf(source.name)) + '\n';
    for (const RunEvent& event : source.events)
        if (event.kind == RunEvent::Kind::change)
            command += oneLine("# after step " + std::to_string(event.step) + ": " + event.key
                           + " from " + event.before + " to " + event.after)
                + '\n';
    return command;
}

} // namespace contrastlab
