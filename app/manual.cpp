// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// man(7): every line of text is escaped, so that none is taken for a request.
#include "manual.h"

#include "base/joined.h"
#include "flag_facts.h"

#include "store/program_version.h"

#include <set>

namespace contrastlab {

namespace {

const std::string ownGroup = "Options"; // CLI11's name for flags of no other

std::string escaped(const std::string& text)
{
    std::string roff;
    for (const char c : text) {
        if (c == '\\')
            roff += "\\e";
        else if (c == '-')
            roff += "\\-"; // a minus that can be searched for and copied
        else
            roff += c;
    }
    const bool couldBeRequest = roff.starts_with('.') || roff.starts_with('\'');
    return (couldBeRequest ? "\\&" : "") + roff;
}

std::string upperCase(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string section(const std::string& title)
{
    return ".SH " + upperCase(title) + "\n";
}

std::string bold(const std::string& text)
{
    return "\\fB" + escaped(text) + "\\fR";
}

std::string valueName(const FlagFacts& flag)
{
    switch (flag.value) {
    case FlagFacts::Value::none:
        return "";
    case FlagFacts::Value::number:
        return " \\fINUMBER\\fR";
    case FlagFacts::Value::choice:
        return " \\fIWORD\\fR";
    case FlagFacts::Value::text:
        return " \\fITEXT\\fR";
    }
    return "";
}

std::string helpText(const FlagFacts& flag)
{
    std::string text = flag.help;
    const auto add = [&text](const std::string& more) {
        text += (text.empty() || text.ends_with('.') ? " " : "; ") + more;
    };
    const bool isTold = flag.group != ownGroup; // of parameters their help has the choices
    if (!flag.choices.empty() && !isTold) add("one of " + joined(flag.choices));
    if (!flag.limit.empty()) add(flag.limit);
    if (flag.isRequired) add("required");
    return text;
}

std::string flagEntry(const FlagFacts& flag)
{
    const std::string names = flag.isPositional
        ? "\\fI" + escaped(flag.names.front()) + "\\fR"
        : joined(flag.names, [](const std::string& name) { return bold(name); }) + valueName(flag);
    return ".TP\n" + names + "\n" + escaped(helpText(flag)) + "\n";
}

std::string entries(const CLI::App& command, const std::string& group)
{
    std::string text;
    for (const FlagFacts& flag : flagsOf(command))
        if (flag.group == group) text += flagEntry(flag);
    return text;
}

std::string usage(const CLI::App& command, const std::string& program)
{
    std::string line = bold(program);
    if (command.get_name() != program) line += " " + bold(command.get_name());
    line += " [\\fIOPTIONS\\fR]";
    for (const FlagFacts& flag : flagsOf(command)) {
        if (!flag.isPositional) continue;
        const std::string name = "\\fI" + escaped(flag.names.front()) + "\\fR";
        line += flag.isRequired ? " " + name : " [" + name + "]";
    }
    return line;
}

std::string synopsis(const CLI::App& program)
{
    const auto line = [&](const CLI::App* command) { return usage(*command, program.get_name()); };
    return section("Synopsis") + joined(commandsOf(program), line, "\n.br\n") + "\n";
}

std::string commands(const CLI::App& program)
{
    std::string text = section(ownGroup) + entries(program, ownGroup);
    const auto subcommands = program.get_subcommands({});
    if (!subcommands.empty()) text += section("Commands");
    for (const CLI::App* command : subcommands)
        text += ".SS " + bold(command->get_name()) + "\n" + escaped(command->get_description())
            + ".\n" + entries(*command, ownGroup);
    return text;
}

std::string sharedGroups(const CLI::App& program)
{
    std::string text;
    std::set<std::string> written { ownGroup };
    for (const CLI::App* command : commandsOf(program))
        for (const FlagFacts& flag : flagsOf(*command))
            if (written.insert(flag.group).second)
                text += section(flag.group) + entries(*command, flag.group);
    return text;
}

std::string rows(const std::string& title, const ManualNotes::Rows& rows)
{
    std::string text = rows.empty() ? "" : section(title);
    for (const auto& [name, meaning] : rows)
        text += ".TP\n" + bold(name) + "\n" + escaped(meaning) + "\n";
    return text;
}

} // namespace

std::string manualPage(const CLI::App& program, const ManualNotes& notes)
{
    const std::string name = program.get_name();
    const std::string text = ".\\\" Written by " + name + " --print man\n.TH "
        + upperCase(escaped(name)) + " 1 \"\" \"ContrastLab " + escaped(programVersion())
        + "\" \"User Commands\"\n" + section("Name") + escaped(name) + " \\- "
        + escaped(program.get_description()) + "\n" + synopsis(program) + section("Description")
        + joined(notes.description, &escaped, "\n.PP\n") + "\n";
    return text + commands(program) + sharedGroups(program) + rows("Exit status", notes.exitStatus)
        + rows("Files", notes.files) + rows("Examples", notes.examples)
        + (notes.seeAlso.empty() ? "" : section("See also") + escaped(notes.seeAlso) + "\n");
}

} // namespace contrastlab
