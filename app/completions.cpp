// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// None of the scripts needs more than the shell itself.
#include "completions.h"

#include "base/joined.h"
#include "flag_facts.h"

#include <algorithm>

namespace contrastlab {

namespace {

using Value = FlagFacts::Value;

// "" for the program itself.
std::string commandName(const CLI::App* command)
{
    return command->get_parent() ? command->get_name() : "";
}

// A name that every shell takes for a function.
std::string functionName(const CLI::App& program)
{
    std::string name = "_" + program.get_name();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

// The help up to the end of its first sentence: what stands in a list.
std::string firstSentence(const std::string& help)
{
    return help.substr(0, std::min({ help.find(". "), help.find(" ["), help.find(" (") }));
}

std::string replaced(const std::string& text, const std::string& letters, const std::string& before)
{
    std::string result;
    for (const char c : text) {
        if (letters.find(c) != std::string::npos) result += before;
        result += c;
    }
    return result;
}

// Within single quotes of a POSIX shell.
std::string quoted(const std::string& text)
{
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

std::string words(const std::vector<std::string>& list)
{
    return joined(list, {}, " ");
}

// bash ---------------------------------------------------------------------------------------

// The choices of a flag's value, or none where it is a number; else bash completes files.
std::string bashValues(const CLI::App& program)
{
    std::string cases;
    for (const CLI::App* command : commandsOf(program))
        for (const FlagFacts& flag : flagsOf(*command)) {
            if (flag.isPositional || flag.value == Value::none) continue;
            const auto pattern = [&](const std::string& name) {
                return commandName(command) + ":" + name;
            };
            cases += "    " + joined(flag.names, pattern, "|") + ") ";
            if (flag.value != Value::text)
                cases += "COMPREPLY=($(compgen -W " + quoted(words(flag.choices))
                    + " -- \"$current\")); ";
            cases += "return ;;\n";
        }
    return cases;
}

// What may stand in a place of its own: flags after a dash, else commands or a positional's words.
std::string bashPlaces(const CLI::App& program)
{
    std::string cases;
    for (const CLI::App* command : commandsOf(program)) {
        std::vector<std::string> flags, others;
        for (const FlagFacts& flag : flagsOf(*command)) {
            auto& list = flag.isPositional ? others : flags;
            const auto& names = flag.isPositional ? flag.choices : flag.names;
            list.insert(list.end(), names.begin(), names.end());
        }
        for (const CLI::App* sub : command->get_subcommands({}))
            others.push_back(sub->get_name());
        cases += "    " + commandName(command) + ":-*) words=" + quoted(words(flags)) + " ;;\n"
            + "    " + commandName(command) + ":*) words=" + quoted(words(others)) + " ;;\n";
    }
    return cases;
}

std::string bashCompletions(const CLI::App& program)
{
    const std::string function = functionName(program);
    std::string text = "# bash completion of " + program.get_name() + "\n" + function + "()\n{\n"
        + "    local current=${COMP_WORDS[COMP_CWORD]} command='' word words\n"
          "    local previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
          "    COMPREPLY=()\n"
          "    # --flag=value is three words here.\n"
          "    if [ \"$current\" = = ]; then current=''\n"
          "    elif [ \"$previous\" = = ]; then previous=${COMP_WORDS[COMP_CWORD - 2]}; fi\n";
    if (!program.get_subcommands({}).empty())
        text += "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
                "        case $word in "
            + joined(program.get_subcommands({}), &commandName, "|")
            + ") command=$word; break ;; esac\n"
              "    done\n";
    return text + "    case $command:$previous in\n" + bashValues(program)
        + "    esac\n"
          "    case $command:$current in\n"
        + bashPlaces(program)
        + "    esac\n"
          "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
          "}\n"
          "complete -o default -F "
        + function + " " + program.get_name() + "\n";
}

// zsh ----------------------------------------------------------------------------------------

std::string zshAction(const FlagFacts& flag)
{
    switch (flag.value) {
    case Value::none:
        return "";
    case Value::number:
        return ":number: ";
    case Value::choice:
        return ":word:(" + words(flag.choices) + ")";
    case Value::text:
        return ":text or file:_files";
    }
    return "";
}

std::string zshPositional(const FlagFacts& flag, int place)
{
    if (flag.isRepeated) return "*" + zshAction(flag);
    return std::to_string(place) + (flag.isRequired ? "" : ":") + zshAction(flag);
}

// One a name; those of one flag shut each other out.
std::vector<std::string> zshFlag(const FlagFacts& flag)
{
    const std::string others = flag.isRepeated ? "*"
        : flag.names.size() > 1                ? "(" + words(flag.names) + ")"
                                               : "";
    const std::string help = replaced(firstSentence(flag.help), "\\[]:", "\\");
    std::vector<std::string> lines;
    for (const std::string& name : flag.names) {
        const bool joins = flag.value != Value::none && name.starts_with("--");
        lines.push_back(others + name + (joins ? "=" : "") + "[" + help + "]" + zshAction(flag));
    }
    return lines;
}

std::string zshArguments(const CLI::App& command)
{
    const bool hasCommands = !command.get_subcommands({}).empty();
    std::vector<std::string> lines;
    bool takesFiles = false;
    int place = 1;
    for (const FlagFacts& flag : flagsOf(command)) {
        const auto own = zshFlag(flag);
        takesFiles = takesFiles || flag.isPositional;
        if (!flag.isPositional)
            lines.insert(lines.end(), own.begin(), own.end());
        else if (!hasCommands)
            lines.push_back(zshPositional(flag, place++));
    }
    if (hasCommands)
        lines.push_back(
            "1: :{ _describe command commands" + std::string(takesFiles ? "; _files" : "") + " }");
    return "_arguments -s"
        + joined(
            lines, [](const std::string& line) { return " \\\n        " + quoted(line); }, "");
}

std::string zshCompletions(const CLI::App& program)
{
    const std::string function = functionName(program);
    const auto commands = program.get_subcommands({});
    const auto described = [](const CLI::App* command) {
        return quoted(command->get_name() + ":" + command->get_description());
    };
    std::string text = "#compdef " + program.get_name() + "\n" + function + "()\n{\n";
    if (!commands.empty()) {
        text += "    local -a commands=(" + joined(commands, described, "\n        ")
            + ")\n    (( CURRENT > 2 )) && case $words[2] in\n";
        for (const CLI::App* command : commands)
            text += "    " + command->get_name()
                + ")\n        shift words\n        (( CURRENT-- ))\n" + "        "
                + zshArguments(*command) + "\n        return\n        ;;\n";
        text += "    esac\n";
    }
    return text + "    " + zshArguments(program) + "\n}\n" + function + " \"$@\"\n";
}

// fish ---------------------------------------------------------------------------------------

std::string fishQuoted(const std::string& text)
{
    return "'" + replaced(text, "\\'", "\\") + "'";
}

// Where the line of a completion holds: after its command, or before any.
std::string fishWhere(const CLI::App& command)
{
    if (command.get_parent())
        return " -n " + fishQuoted("__fish_seen_subcommand_from " + command.get_name());
    return command.get_subcommands({}).empty() ? "" : " -n __fish_use_subcommand";
}

std::string fishFlag(const FlagFacts& flag)
{
    std::string line;
    for (const std::string& name : flag.names)
        if (!flag.isPositional)
            line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (flag.value == Value::text) line += " -r";
    if (flag.value == Value::number) line += " -x";
    if (flag.value == Value::choice)
        line += (flag.isPositional ? " -a " : " -x -a ") + fishQuoted(words(flag.choices));
    return line + " -d " + fishQuoted(firstSentence(flag.help));
}

std::string fishCompletions(const CLI::App& program)
{
    std::string text;
    for (const CLI::App* command : commandsOf(program)) {
        const std::string start = "complete -c " + program.get_name() + fishWhere(*command);
        for (const FlagFacts& flag : flagsOf(*command))
            if (!flag.isPositional || !flag.choices.empty()) text += start + fishFlag(flag) + "\n";
        for (const CLI::App* sub : command->get_subcommands({}))
            text += start + " -a " + sub->get_name() + " -d " + fishQuoted(sub->get_description())
                + "\n";
    }
    return text;
}

} // namespace

std::string completionsFor(const std::string& shell, const CLI::App& program)
{
    if (shell == "bash") return bashCompletions(program);
    return shell == "zsh" ? zshCompletions(program) : fishCompletions(program);
}

} // namespace contrastlab
