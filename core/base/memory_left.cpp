// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of the Linux kernel; elsewhere they are missing and nothing is known.
#include "base/memory_left.h"

#include "base/translation_marks.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <unistd.h>

namespace contrastlab {

namespace {

using Bytes = std::optional<std::int64_t>;

Bytes lesser(Bytes a, Bytes b)
{
    return a && b ? std::min(*a, *b) : a ? a : b;
}

/// The number that a file consists of; none for "max".
Bytes numberIn(const std::string& path)
{
    std::ifstream file(path);
    std::int64_t number = 0;
    return file >> number ? Bytes(number) : std::nullopt;
}

Bytes available(const std::string& root)
{
    std::ifstream file(root + "proc/meminfo");
    for (std::string key; file >> key;) {
        std::int64_t kibibytes = 0;
        if (key == "MemAvailable:" && file >> kibibytes) return kibibytes * 1024;
    }
    return std::nullopt;
}

/// Pages of files count as used but make room when they must, so the limit is what is left.
Bytes limit(const std::string& root)
{
    std::ifstream file(root + "proc/self/cgroup"); // lines of hierarchy:controllers:/path
    Bytes least;
    for (std::string line; std::getline(file, line);) {
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const bool unified = controllers.empty();
        if (!unified && controllers != "memory") continue;
        const std::string mount = root + (unified ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
        const std::string name = unified ? "/memory.max" : "/memory.limit_in_bytes";
        std::string group = line.substr(second + 1);
        if (group == "/") group.clear();
        for (;;) { // a group's parents limit it too
            least = lesser(least, numberIn(mount + group + name));
            if (group.empty()) break;
            group.resize(group.rfind('/'));
        }
    }
    return least;
}

/// Of the limit that `ulimit -v` sets.
Bytes addressesLeft()
{
    rlimit limits {};
    const Bytes pages = numberIn("/proc/self/statm");
    if (!pages || getrlimit(RLIMIT_AS, &limits) != 0 || limits.rlim_cur == RLIM_INFINITY)
        return std::nullopt;
    const std::int64_t used = *pages * sysconf(_SC_PAGESIZE);
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(limits.rlim_cur) - used);
}

std::atomic<std::int64_t> chosenBound { 0 };

/// Of the bound that a person chose: what stands in memory counts.
Bytes chosenLeft()
{
    const std::int64_t bound = chosenBound.load(std::memory_order_relaxed);
    std::ifstream file("/proc/self/statm");
    std::int64_t size = 0, resident = 0;
    if (bound <= 0 || !(file >> size >> resident)) return std::nullopt;
    return std::max<std::int64_t>(0, bound - resident * sysconf(_SC_PAGESIZE));
}

} // namespace

void boundMemory(std::int64_t bytes)
{
    chosenBound.store(bytes, std::memory_order_relaxed);
}

std::optional<std::int64_t> memoryLeft()
{
    return lesser(lesser(memoryLeft("/"), addressesLeft()), chosenLeft());
}

std::optional<std::int64_t> memoryLeft(const std::string& root)
{
    return lesser(available(root), limit(root));
}

std::string byteText(double bytes)
{
    static constexpr const char* units[] = { "kB", "MB", "GB", "TB" };
    std::size_t unit = 0;
    double number = bytes / 1e3;
    for (; number >= 999.5 && unit + 1 < std::size(units); ++unit)
        number /= 1e3;
    char text[40];
    std::snprintf(text, sizeof text, number < 9.95 ? "%.1f %s" : "%.0f %s", number, units[unit]);
    return text;
}

std::optional<Problem> memoryProblem(const std::string& field, const std::string& value,
    double bytes, std::optional<std::int64_t> left)
{
    if (!left || bytes <= static_cast<double>(*left)) return std::nullopt;
    return Problem { field, value,
        { QT_TRANSLATE_NOOP("Message", "less: it takes about %1 of memory, and %2 are left"),
            { byteText(bytes), byteText(static_cast<double>(*left)) } } };
}

} // namespace contrastlab
