// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One owner for a file descriptor.
#pragma once

#include <unistd.h>

namespace contrastlab {

/// A descriptor, or -1; closed in the end.
struct OpenFile {
    int value = -1;
    explicit OpenFile(int descriptor) : value(descriptor) { }
    ~OpenFile()
    {
        if (value >= 0) ::close(value);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
};

} // namespace contrastlab
