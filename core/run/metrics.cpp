// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of what is recorded.
#include "run/metrics.h"

namespace contrastlab {

namespace {

constexpr std::array eventKinds { RunEvent::Kind::change, RunEvent::Kind::diverged,
    RunEvent::Kind::note };

} // namespace

const char* nameOf(RunEvent::Kind kind)
{
    switch (kind) {
    case RunEvent::Kind::change:
        return "change";
    case RunEvent::Kind::diverged:
        return "diverged";
    case RunEvent::Kind::note:
        break;
    }
    return "note";
}

std::optional<RunEvent::Kind> eventKindNamed(std::string_view name)
{
    for (const RunEvent::Kind kind : eventKinds)
        if (name == nameOf(kind)) return kind;
    return std::nullopt;
}

} // namespace contrastlab
