// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Linux, where a thread has a priority of its own.
#include "media/decode/source_parts.h"

#include <sys/resource.h>
#include <unistd.h>

namespace contrastlab {

void bePolite()
{
    constexpr int politeness = 10;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), politeness);
}

} // namespace contrastlab
