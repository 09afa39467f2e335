// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The data of many runs: each set is opened once, and prepared once for all specs that ask the same
// of it. One thread at a time; what it hands out is any thread's.
#pragma once

#include "run/prepared_data.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace contrastlab {

class DataShelf {
public:
    using Open = std::function<std::shared_ptr<const Dataset>(const RunSpec&)>;

    /// It is called with dataPartOf() a spec.
    explicit DataShelf(Open open) : m_open(std::move(open)) { }

    /// Throws what opening throws.
    std::shared_ptr<const Dataset> dataset(const RunSpec& spec);
    std::shared_ptr<const PreparedData> prepared(const RunSpec& spec);

private:
    Open m_open;
    std::vector<std::pair<RunSpec, std::shared_ptr<const Dataset>>> m_opened;
    std::vector<std::shared_ptr<const PreparedData>> m_prepared;
};

} // namespace contrastlab
