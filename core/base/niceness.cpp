// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// On Linux each thread has its own niceness.
#include "base/niceness.h"

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace contrastlab {

void standBack([[maybe_unused]] int niceness)
{
#if defined(__linux__)
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
#endif
}

} // namespace contrastlab
