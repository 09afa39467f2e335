// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What turns out only while training goes on: files that a look at their header passed, and that
// cannot be decoded. Locked; any thread.
#pragma once

#include "media/listing/dataset_report.h"

#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace contrastlab {

class LateProblems {
public:
    /// Once a file, however often it is read.
    void add(const std::string& file, const Message& message)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_files.insert(file).second) return;
        if (m_problems.size() < DatasetReport::problemLimit)
            m_problems.push_back({ file, "", message });
    }
    [[nodiscard]] bool contains(const std::string& file) const
    {
        const std::scoped_lock lock(m_mutex);
        return m_files.contains(file);
    }
    [[nodiscard]] std::size_t count() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_files.size();
    }
    /// The first DatasetReport::problemLimit, in the order of their names.
    [[nodiscard]] std::vector<DataProblem> list() const;

private:
    mutable std::mutex m_mutex;
    std::set<std::string> m_files;
    std::vector<DataProblem> m_problems;
};

} // namespace contrastlab
