// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/program_version.h"

namespace contrastlab {

namespace {

std::string& toldCommit()
{
    static std::string commit = "unknown";
    return commit;
}

} // namespace

std::string programVersion()
{
    return CONTRASTLAB_VERSION;
}

std::string programCommit()
{
    return toldCommit();
}

std::string versionText()
{
    return programVersion() + " (commit " + programCommit() + ")";
}

void setProgramCommit(std::string commit)
{
    toldCommit() = std::move(commit);
}

} // namespace contrastlab
