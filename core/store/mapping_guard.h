// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A mapped file that somebody cuts shorter must not end the program: reading past its new end
// raises SIGBUS. Any thread.
#pragma once

#include <cstddef>

namespace contrastlab {

/// While it lives, pages of the mapping that the file no longer has read as zeros, and isHit()
/// tells that there were some. Faults elsewhere go to whoever handled them before.
class MappingGuard {
public:
    MappingGuard(const void* begin, std::size_t size);
    ~MappingGuard();
    MappingGuard(const MappingGuard&) = delete;
    MappingGuard& operator=(const MappingGuard&) = delete;

    [[nodiscard]] bool isHit() const;

private:
    struct Watch;
    Watch* m_watch;
};

} // namespace contrastlab
