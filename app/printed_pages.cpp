// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printed_pages.h"

#include "completions.h"
#include "flags.h"

namespace contrastlab {

void addPrintFlag(CLI::App& program, std::string& page)
{
    program
        .add_option("--print", page, "Print the manual page, or completions for a shell, and leave")
        ->check(oneOf({ "man", "bash", "zsh", "fish" }));
}

std::string printedPage(const std::string& page, const CLI::App& program, const ManualNotes& notes)
{
    return page == "man" ? manualPage(program, notes) : completionsFor(page, program);
}

} // namespace contrastlab
